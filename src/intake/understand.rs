//! Makes an item of the fields of a row: typed, plain, and what the words understand of each.

use hashbrown::HashMap;

use super::quantity;
use super::register::{Beside, Fields, Register, Row};
use crate::item::{
    Basis, BasisKind, Category, Effort, Entry, Field, Frequency, Issuer, Item, Items,
};
use crate::text::{Symbol, Texts};
use crate::words::Words;

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

    /// Understands the items of all rows that were registered.
    pub(super) fn understand(&mut self, items: &mut Items) {
        let new = self.register.take_new();
        items.items.reserve(new.size_hint().0);
        for (fields, beside) in new {
            let item = self.meaning.item(items, fields, beside);
            items.items.push(item);
        }
    }
}

/// What the words say of the fields of rows, each worked out once.
#[derive(Debug)]
pub(super) struct Meaning<'w> {
    words: &'w Words,
    categories: HashMap<(Symbol, Symbol), Option<Category>>,
    frequencies: HashMap<(Symbol, Symbol, Symbol), Frequency>,
    issuers: HashMap<Symbol, Issuer>,
    bases: HashMap<Symbol, u32>,
    efforts: HashMap<(Symbol, Symbol), Option<Effort>>,
    field_counts: HashMap<Symbol, Option<u32>>,
}

impl<'w> Meaning<'w> {
    fn new(words: &'w Words) -> Self {
        Self {
            words,
            categories: HashMap::new(),
            frequencies: HashMap::new(),
            issuers: HashMap::new(),
            bases: HashMap::new(),
            efforts: HashMap::new(),
            field_counts: HashMap::new(),
        }
    }

    fn item(&mut self, items: &mut Items, fields: Fields, (headings, hint): Beside) -> Item {
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
        let effort = self.effort(&items.texts, typed(Field::Hours), headings.hours);
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
        }
    }

    fn plain(&mut self, items: &mut Items, typed: Symbol) -> Symbol {
        // Digits are their own plain form.
        if typed.is_blank() || typed.as_number().is_some() {
            return typed;
        }
        let known = items.plains.get(typed);
        if !known.is_absent() {
            return known;
        }
        let plain = self.words.plain(items.texts.get(typed));
        let plain = items.texts.intern(&plain);
        items.plains.set(typed, plain);
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

    /// How long an item takes, by what is written under a heading.
    pub(super) fn effort(
        &mut self,
        texts: &Texts,
        typed: Symbol,
        heading: Symbol,
    ) -> Option<Effort> {
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
