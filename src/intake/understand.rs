//! Makes an item of the fields of a row: typed, plain, and what the words understand of each.

use hashbrown::HashMap;

use super::quantity;
use super::register::{Beside, Fields, New, Register, Row};
use crate::item::{
    Basis, BasisKind, Category, Effort, Entry, Field, Frequency, Issuer, Item, Items,
};
use crate::parallel;
use crate::text::{Symbol, Texts};
use crate::words::Words;

/// Fewer items are understood on one core.
const MANY: usize = 1 << 13;

/// Understands rows, each distinct one once.
#[derive(Debug)]
pub struct Understanding<'w> {
    /// What the words say.
    pub(super) meaning: Meaning<'w>,
    /// The items of the rows.
    pub(super) register: Register,
}

impl<'w> Understanding<'w> {
    /// Understands by these words; knows no item yet.
    pub fn new(words: &'w Words) -> Self {
        Self {
            meaning: Meaning::new(words),
            register: Register::default(),
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
        let mut entries = Vec::with_capacity(1);
        self.register.take(&items.items, &[row], &mut entries);
        self.understand(items);
        entries[0]
    }

    /// Understands the items of all rows that were registered; many of them on all cores.
    pub(super) fn understand(&mut self, items: &mut Items) {
        let new = self.register.take_new();
        let besides = self.register.besides();
        let Meaning {
            words,
            said,
            written,
        } = &mut self.meaning;
        let words = *words;
        besides
            .iter()
            .for_each(|(_, hint)| make_plain(words, items, *hint));
        new.iter()
            .for_each(|new| written.add(words, items, &new.fields));
        let written = &*written;
        // Items are many and large: what the first half becomes is written where it stays.
        let mut all = std::mem::take(&mut items.items);
        all.reserve(new.len());
        let (known, half) = (&*items, new.len() / 2);
        let (own, others) = match new.len() < MANY {
            true => (new.as_slice(), [].as_slice()),
            false => new.split_at(half),
        };
        let understood = |said: &mut Said<'w>, new: &New| {
            said.item(known, written, &new.fields, besides[new.beside as usize])
        };
        let (others, ()) = parallel::both(
            parallel::threads().min(1 + others.len()),
            || {
                let mut said = Said::new(words);
                let others = others.iter().map(|new| understood(&mut said, new));
                others.collect::<Vec<_>>()
            },
            || all.extend(own.iter().map(|new| understood(said, new))),
        );
        all.extend(others);
        items.items = all;
    }
}

/// What the words say of the fields of rows, each worked out once.
#[derive(Debug)]
pub(super) struct Meaning<'w> {
    words: &'w Words,
    said: Said<'w>,
    written: Written,
}

impl<'w> Meaning<'w> {
    fn new(words: &'w Words) -> Self {
        Self {
            words,
            said: Said::new(words),
            written: Written::default(),
        }
    }

    /// How long an item takes, by what is written under a heading.
    pub(super) fn effort(
        &mut self,
        texts: &Texts,
        typed: Symbol,
        heading: Symbol,
    ) -> Option<Effort> {
        self.said.effort(texts, typed, heading)
    }
}

/// What becomes a text itself, or is numbered, when it is understood.
#[derive(Debug, Default)]
struct Written {
    issuers: HashMap<Symbol, Issuer>,
    bases: HashMap<Symbol, u32>,
}

impl Written {
    /// Adds what a new item says.
    fn add(&mut self, words: &Words, items: &mut Items, fields: &Fields) {
        for &typed in fields {
            make_plain(words, items, typed);
        }
        self.add_issuer(words, items, fields[Field::Department as usize]);
        self.add_basis(words, items, fields[Field::Basis as usize]);
    }

    fn add_issuer(&mut self, words: &Words, items: &mut Items, department: Symbol) {
        self.issuers.entry(department).or_insert_with(|| {
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
        });
    }

    fn add_basis(&mut self, words: &Words, items: &mut Items, typed: Symbol) {
        self.bases.entry(typed).or_insert_with(|| {
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
        });
    }
}

fn make_plain(words: &Words, items: &mut Items, typed: Symbol) {
    // Digits are their own plain form.
    if typed.is_blank() || typed.as_number().is_some() || !items.plains.get(typed).is_absent() {
        return;
    }
    let plain = words.plain(items.texts.get(typed));
    let plain = items.texts.intern(&plain);
    items.plains.set(typed, plain);
}

/// What the words say of texts that stay as they are.
#[derive(Debug)]
struct Said<'w> {
    words: &'w Words,
    categories: HashMap<(Symbol, Symbol), Option<Category>>,
    frequencies: HashMap<(Symbol, Symbol, Symbol), Frequency>,
    efforts: HashMap<(Symbol, Symbol), Option<Effort>>,
    field_counts: HashMap<Symbol, Option<u32>>,
}

impl<'w> Said<'w> {
    fn new(words: &'w Words) -> Self {
        Self {
            words,
            categories: HashMap::new(),
            frequencies: HashMap::new(),
            efforts: HashMap::new(),
            field_counts: HashMap::new(),
        }
    }

    /// The item of fields whose plain forms, issuers and bases are written.
    fn item(
        &mut self,
        items: &Items,
        written: &Written,
        fields: &Fields,
        (headings, hint): Beside,
    ) -> Item {
        let typed = |field: Field| fields[field as usize];
        let plain = |field: Field| items.plain_of(typed(field));
        let text = |field: Field| items.texts.get(plain(field));
        let given = match plain(Field::Category) {
            given if given.is_blank() => items.plain_of(hint),
            given => given,
        };
        let (frequency, deadline) = (typed(Field::Frequency), typed(Field::Deadline));
        let effort = self.effort(&items.texts, typed(Field::Hours), headings.hours);
        Item {
            category: self.category(items, plain(Field::Name), given),
            frequency: self.frequency(items, frequency, headings.frequency, deadline),
            issuer: written.issuers[&typed(Field::Department)],
            basis: written.bases[&typed(Field::Basis)],
            effort,
            participants: quantity::count(self.words.layout(), text(Field::Participants))
                .or(effort.and_then(|effort| effort.people)),
            pages: quantity::count(self.words.layout(), text(Field::Pages)),
            field_count: self.field_count(items, plain(Field::Content)),
            notice_days: quantity::notice_days(text(Field::Date), text(Field::Deadline)),
            fields: *fields,
        }
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

    fn effort(&mut self, texts: &Texts, typed: Symbol, heading: Symbol) -> Option<Effort> {
        let words = self.words;
        let text = |symbol| texts.get(symbol);
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
}
