//! Makes an item of the fields of a row: typed, plain, and what the words understand of each.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};

use super::quantity;
use crate::item::{
    Basis, BasisKind, Category, Effort, Entry, Field, Frequency, Issuer, Item, ItemId, Items,
};
use crate::text::{BySymbol, Symbol, spread};
use crate::words::Words;

/// The fields of one row as written, one symbol each; [`Symbol::ABSENT`] where there is no column.
pub type Fields = [Symbol; Field::COUNT];

/// Headings that name a unit; absent where there are none, or none that do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Headings {
    /// Over the hours: 耗时（分钟）.
    pub hours: Symbol,
    /// Over the frequency: 年次数.
    pub frequency: Symbol,
}

impl Headings {
    /// No heading says anything.
    pub const NONE: Self = Self {
        hours: Symbol::ABSENT,
        frequency: Symbol::ABSENT,
    };
}

/// One row before it is understood.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The fields as written.
    pub fields: Fields,
    /// The headings that say how what stands under them is meant.
    pub headings: Headings,
    /// What the sheet's name or title says of the category, for rows that don't; it helps to understand
    /// them and is no text of theirs. Absent if there is nothing.
    pub category_hint: Symbol,
    /// Position in [`Items::sources`].
    pub source: u32,
    /// The row as the user knows it.
    pub number: u32,
}

impl Row {
    /// A row without any field.
    pub fn new(source: u32, number: u32) -> Self {
        Self {
            fields: [Symbol::ABSENT; Field::COUNT],
            headings: Headings::NONE,
            category_hint: Symbol::ABSENT,
            source,
            number,
        }
    }
}

/// What a row is understood with beside its fields: headings and category hint.
type Beside = (Headings, Symbol);

/// Where a known item is found: with a part of its hash, so that few items are looked at in vain and
/// none when the table grows.
#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    item: ItemId,
}

/// A row that is to be looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sought {
    row: Row,
    /// The number of what stands beside it.
    beside: u32,
    hash: u32,
}

/// Understands rows, each distinct one once.
#[derive(Debug)]
pub struct Understanding<'w> {
    words: &'w Words,
    known: HashTable<Slot>,
    /// Whatever stood beside any fields, each once, and its numbers.
    besides: Vec<Beside>,
    numbers: HashMap<Beside, u32>,
    /// The number of what each item was understood with.
    beside_of: Vec<u32>,
    hasher: DefaultHashBuilder,
    plains: BySymbol<Symbol>,
    categories: HashMap<(Symbol, Symbol), Option<Category>>,
    frequencies: HashMap<(Symbol, Symbol, Symbol), Frequency>,
    issuers: HashMap<Symbol, Issuer>,
    bases: HashMap<Symbol, u32>,
    efforts: HashMap<(Symbol, Symbol), Option<Effort>>,
    field_counts: HashMap<Symbol, Option<u32>>,
}

impl<'w> Understanding<'w> {
    /// Understands by these words; knows no item yet.
    pub fn new(words: &'w Words) -> Self {
        Self {
            words,
            known: HashTable::new(),
            besides: Vec::new(),
            numbers: HashMap::new(),
            beside_of: Vec::new(),
            hasher: DefaultHashBuilder::default(),
            plains: BySymbol::default(),
            categories: HashMap::new(),
            frequencies: HashMap::new(),
            issuers: HashMap::new(),
            bases: HashMap::new(),
            efforts: HashMap::new(),
            field_counts: HashMap::new(),
        }
    }

    /// The entry of a row given as texts, as an example in a rule file or a JSON object gives it;
    /// the item joins `items`, the entry doesn't.
    pub fn entry(
        &mut self,
        items: &mut Items,
        fields: &[(Field, &str)],
        source: u32,
        number: u32,
    ) -> Entry {
        let mut row = Row::new(source, number);
        for &(field, text) in fields {
            row.fields[field as usize] = items.texts.intern(text.trim());
        }
        self.entry_of(items, &row)
    }

    /// The entry of a row whose texts are interned in `items`; the item joins `items`, the entry doesn't.
    pub fn entry_of(&mut self, items: &mut Items, row: &Row) -> Entry {
        let sought = self.sought(row);
        self.entry_sought(items, &sought)
    }

    /// Gets ready to look a row up. Items lie far apart in memory: of several rows that are looked up
    /// right after each other, a processor fetches what they need together.
    pub(super) fn sought(&mut self, row: &Row) -> Sought {
        let beside = (row.headings, row.category_hint);
        let next = self.besides.len() as u32;
        let number = *self.numbers.entry(beside).or_insert(next);
        if number == next {
            self.besides.push(beside);
        }
        let fields = of_item(&row.fields);
        Sought {
            row: *row,
            beside: number,
            hash: (self.hasher.hash_one((&fields, number)) >> 32) as u32,
        }
    }

    /// The entry of a row that is looked up; the item joins `items`, the entry doesn't.
    pub(super) fn entry_sought(&mut self, items: &mut Items, sought: &Sought) -> Entry {
        let row = &sought.row;
        let of = |field: Field| row.fields[field as usize];
        Entry {
            item: self.item(items, sought),
            source: row.source,
            row: row.number,
            street: of(Field::Street),
            community: of(Field::Community),
            serial: of(Field::Serial),
            contact: of(Field::Contact),
        }
    }

    fn item(&mut self, items: &mut Items, sought: &Sought) -> ItemId {
        let fields = of_item(&sought.row.fields);
        let found = self.known.find(spread(sought.hash), |slot| {
            slot.hash == sought.hash
                && self.beside_of[slot.item.index()] == sought.beside
                && are_equal(&items.item(slot.item).fields, &fields)
        });
        if let Some(slot) = found {
            return slot.item;
        }
        let beside = self.besides[sought.beside as usize];
        let understood = self.understand(items, fields, beside);
        let item = ItemId(
            u32::try_from(items.items.len())
                .unwrap_or_else(|_| unreachable!("more items than four billion")),
        );
        items.items.push(understood);
        self.beside_of.push(sought.beside);
        let slot = Slot {
            hash: sought.hash,
            item,
        };
        self.known
            .insert_unique(spread(slot.hash), slot, |slot| spread(slot.hash));
        item
    }

    fn understand(&mut self, items: &mut Items, fields: Fields, (headings, hint): Beside) -> Item {
        let plain = fields.map(|typed| self.plain(items, typed));
        let typed = |field: Field| fields[field as usize];
        let given = match plain[Field::Category as usize] {
            given if given.is_blank() => self.plain(items, hint),
            given => given,
        };
        let category = self.category(items, plain[Field::Name as usize], given);
        let frequency = self.frequency(
            items,
            typed(Field::Frequency),
            headings.frequency,
            typed(Field::Deadline),
        );
        let issuer = self.issuer(items, typed(Field::Department));
        let basis = self.basis(items, typed(Field::Basis));
        let effort = self.effort(items, typed(Field::Hours), headings.hours);
        let field_count = self.field_count(items, plain[Field::Content as usize]);
        let text = |field: Field| items.texts.get(plain[field as usize]);
        Item {
            category,
            frequency,
            issuer,
            basis,
            effort,
            participants: quantity::count(self.words.layout(), text(Field::Participants))
                .or(effort.and_then(|effort| effort.people)),
            pages: quantity::count(self.words.layout(), text(Field::Pages)),
            field_count,
            notice_days: quantity::notice_days(text(Field::Date), text(Field::Deadline)),
            fields,
            plain,
        }
    }

    fn plain(&mut self, items: &mut Items, typed: Symbol) -> Symbol {
        // Digits are their own plain form.
        if typed.is_blank() || typed.as_number().is_some() {
            return typed;
        }
        let known = self.plains.get(typed);
        if !known.is_absent() {
            return known;
        }
        let plain = self.words.plain(items.texts.get(typed));
        let plain = items.texts.intern(&plain);
        self.plains.set(typed, plain);
        plain
    }

    fn category(&mut self, items: &Items, name: Symbol, given: Symbol) -> Option<Category> {
        let words = self.words;
        *self.categories.entry((name, given)).or_insert_with(|| {
            words
                .category(items.texts.get(name), items.texts.get(given))
                .value
        })
    }

    fn frequency(
        &mut self,
        items: &Items,
        typed: Symbol,
        heading: Symbol,
        deadline: Symbol,
    ) -> Frequency {
        let words = self.words;
        let text = |symbol| items.texts.get(symbol);
        *self
            .frequencies
            .entry((typed, heading, deadline))
            .or_insert_with(|| {
                words
                    .frequency_under(text(typed), text(heading), text(deadline))
                    .value
                    .unwrap_or(Frequency::UNKNOWN)
            })
    }

    fn issuer(&mut self, items: &mut Items, department: Symbol) -> Issuer {
        let words = self.words;
        *self.issuers.entry(department).or_insert_with(|| {
            if department.is_blank() {
                return Issuer {
                    name: Symbol::ABSENT,
                    level: None,
                };
            }
            let read = words.issuer(items.texts.get(department));
            Issuer {
                name: items.texts.intern(&read.name),
                level: read.level,
            }
        })
    }

    fn effort(&mut self, items: &Items, typed: Symbol, heading: Symbol) -> Option<Effort> {
        let words = self.words;
        let text = |symbol| items.texts.get(symbol);
        *self
            .efforts
            .entry((typed, heading))
            .or_insert_with(|| words.effort(text(typed), text(heading)))
    }

    fn field_count(&mut self, items: &Items, content: Symbol) -> Option<u32> {
        let words = self.words;
        *self
            .field_counts
            .entry(content)
            .or_insert_with(|| quantity::field_count(words.layout(), items.texts.get(content)))
    }

    fn basis(&mut self, items: &mut Items, typed: Symbol) -> u32 {
        let words = self.words;
        *self.bases.entry(typed).or_insert_with(|| {
            let nothing = |kind| Basis {
                kind,
                statutes: Vec::new(),
                numbers: Vec::new(),
            };
            let basis = if typed.is_absent() {
                nothing(BasisKind::Absent)
            } else if typed.is_blank() {
                nothing(BasisKind::Blank)
            } else {
                words.basis(items.texts.get(typed))
            };
            items.bases.push(basis);
            u32::try_from(items.bases.len() - 1).unwrap_or(u32::MAX)
        })
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
