//! Numbers what rows ask for, each distinct thing once; beside the walk down a sheet, where that is long.

use std::sync::mpsc::sync_channel;
use std::thread;

use hashbrown::HashMap;

use crate::item::{Entry, Field, Item, ItemId};
use crate::parallel;
use crate::text::{Hashing, Slots, Symbol};

/// So many rows are handed over together.
const TOGETHER: usize = 512;

/// So many times as many rows may wait.
const WAITING: usize = 16;

/// Fewer rows aren't worth a thread.
const WORTH_A_THREAD: usize = 1 << 14;

/// The fields of one row as written, one symbol each; [`Symbol::ABSENT`] where there is no column.
pub(super) type Fields = [Symbol; Field::COUNT];

/// Headings that name a unit; absent where there are none, or none that do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Headings {
    /// Over the hours: 耗时（分钟）.
    pub(super) hours: Symbol,
    /// Over the frequency: 年次数.
    pub(super) frequency: Symbol,
}

impl Headings {
    /// No heading says anything.
    pub(super) const NONE: Self = Self {
        hours: Symbol::ABSENT,
        frequency: Symbol::ABSENT,
    };
}

/// One row before it is understood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The fields as written.
    pub(super) fields: Fields,
    /// The headings that say how what stands under them is meant.
    pub(super) headings: Headings,
    /// What the sheet's name or title says of the category, for rows that don't; it helps to understand
    /// them and is no text of theirs. Absent if there is nothing.
    pub(super) category_hint: Symbol,
    /// Position in [`Items::sources`].
    pub(super) source: u32,
    /// The row as the user knows it.
    pub(super) number: u32,
}

impl Row {
    /// A row without any field.
    pub(super) fn new(source: u32, number: u32) -> Self {
        Self {
            fields: [Symbol::ABSENT; Field::COUNT],
            headings: Headings::NONE,
            category_hint: Symbol::ABSENT,
            source,
            number,
        }
    }

    fn entry(&self, item: ItemId) -> Entry {
        let of = |field: Field| self.fields[field as usize];
        Entry {
            item,
            source: self.source,
            row: self.number,
            street: of(Field::Street),
            community: of(Field::Community),
            serial: of(Field::Serial),
            contact: of(Field::Contact),
        }
    }
}

/// What a row is understood with beside its fields: headings and category hint.
pub(super) type Beside = (Headings, Symbol);

/// A row with the hash of what it asks for.
type Sought = (Row, u32);

fn sought(hashing: &Hashing, row: &Row) -> Sought {
    let asked = (of_item(&row.fields), row.headings, row.category_hint);
    (*row, hashing.of(asked))
}

/// An item that is numbered and not yet understood.
#[derive(Clone, Copy, Debug)]
pub(super) struct New {
    /// Its fields.
    pub(super) fields: Fields,
    /// The number of what stands beside them.
    pub(super) beside: u32,
}

/// The distinct items of rows, by number.
#[derive(Debug, Default)]
pub(super) struct Register {
    known: Slots,
    /// Whatever stood beside any fields, each once, and its numbers.
    besides: Vec<Beside>,
    numbers: HashMap<Beside, u32>,
    /// The number of what each item is understood with.
    beside_of: Vec<u32>,
    /// Items that are numbered and not yet understood.
    new: Vec<New>,
}

impl Register {
    /// Numbers the items of rows and makes entries of them; `items` are those understood before.
    pub(super) fn take(&mut self, items: &[Item], rows: &[Row], entries: &mut Vec<Entry>) {
        let sought: Vec<Sought> = rows
            .iter()
            .map(|row| sought(self.known.hashing(), row))
            .collect();
        self.look_up(items, &sought, entries);
    }

    /// The same of rows that are ready to be looked up.
    fn look_up(&mut self, items: &[Item], sought: &[Sought], entries: &mut Vec<Entry>) {
        for &(row, hash) in sought {
            let beside = self.beside(&row);
            let item = self.number(items, of_item(&row.fields), beside, hash);
            entries.push(row.entry(item));
        }
    }

    /// Does [`Register::take`] with all rows that a walk hands over, at the same time as the walk where it is long:
    /// `rows` is how many it may be.
    pub(super) fn take_beside<R>(
        &mut self,
        items: &[Item],
        entries: &mut Vec<Entry>,
        rows: usize,
        walk: impl FnOnce(&mut dyn FnMut(Row)) -> R,
    ) -> R {
        let mut waiting: Vec<Sought> = Vec::with_capacity(TOGETHER.min(rows));
        let hashing = self.known.hashing().clone();
        if rows < WORTH_A_THREAD || parallel::threads() < 2 {
            let walked = walk(&mut |row| {
                waiting.push(sought(&hashing, &row));
                if waiting.len() == TOGETHER {
                    self.look_up(items, &waiting, entries);
                    waiting.clear();
                }
            });
            self.look_up(items, &waiting, entries);
            return walked;
        }
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<Vec<Sought>>(WAITING);
            scope.spawn(move || {
                for sought in receiver {
                    self.look_up(items, &sought, entries);
                }
            });
            // Nobody hears only where the other thread panicked, which the scope passes on.
            let walked = walk(&mut |row| {
                waiting.push(sought(&hashing, &row));
                if waiting.len() == TOGETHER {
                    let next = Vec::with_capacity(TOGETHER);
                    let _ = sender.send(std::mem::replace(&mut waiting, next));
                }
            });
            let _ = sender.send(waiting);
            walked
        })
    }

    /// The items that are numbered and not yet understood, in order.
    pub(super) fn take_new(&mut self) -> Vec<New> {
        std::mem::take(&mut self.new)
    }

    /// What stands beside the fields of items, by number.
    pub(super) fn besides(&self) -> &[Beside] {
        &self.besides
    }

    fn beside(&mut self, row: &Row) -> u32 {
        let beside = (row.headings, row.category_hint);
        let next = self.besides.len() as u32;
        let number = *self.numbers.entry(beside).or_insert(next);
        if number == next {
            self.besides.push(beside);
        }
        number
    }

    fn number(&mut self, items: &[Item], fields: Fields, beside: u32, hash: u32) -> ItemId {
        let fields_of = |item: ItemId| match items.get(item.index()) {
            Some(item) => &item.fields,
            None => &self.new[item.index() - items.len()].fields,
        };
        let found = self.known.find(hash, |number| {
            self.beside_of[number as usize] == beside
                && are_equal(fields_of(ItemId(number)), &fields)
        });
        if let Some(known) = found {
            return ItemId(known);
        }
        let next = u32::try_from(self.beside_of.len())
            .unwrap_or_else(|_| unreachable!("more items than four billion"));
        self.new.push(New { fields, beside });
        self.beside_of.push(beside);
        self.known.insert(hash, next);
        ItemId(next)
    }
}

/// The fields without those that make no item another.
fn of_item(fields: &Fields) -> Fields {
    let mut fields = *fields;
    for &field in Field::ALL {
        if field.is_of_entry() {
            fields[field as usize] = Symbol::ABSENT;
        }
    }
    fields
}

/// Whether fields are the same, told without a decision for each of them.
fn are_equal(one: &Fields, other: &Fields) -> bool {
    let pairs = one.iter().zip(other);
    let differing = pairs.fold(0, |bits, (a, b)| bits | (a.code() ^ b.code()));
    differing == 0
}
