//! Takes what was read from spreadsheets, and the verdicts on it, in as a quarter.

use std::collections::HashMap;

use super::{Kind, Line, Quarter, Quarters, Side, Standing};
use crate::finding::Action;
use crate::item::{Field, Item, Items};
use crate::judge::Judgement;
use crate::text::{Symbol, Texts};
use crate::words::Words;

impl Quarters {
    /// Takes items in as one of the quarters; without verdicts nothing is known to have been decided.
    pub fn take(&mut self, side: Side, items: &Items, judgement: Option<&Judgement>) {
        let mut taking = Taking {
            items,
            texts: &mut self.texts,
            symbols: HashMap::new(),
        };
        let kinds = items.items.iter().map(|item| taking.kind(item)).collect();
        let lines = (0..items.entries.len())
            .map(|entry| taking.line(entry, judgement))
            .collect();
        *self.side_mut(side) = Quarter { kinds, lines };
    }

    pub(super) fn side_mut(&mut self, side: Side) -> &mut Quarter {
        match side {
            Side::Old => &mut self.old,
            Side::New => &mut self.new,
        }
    }

    /// Numbers the communities alike in both quarters; to be called once both were taken in.
    pub fn settle(&mut self, words: &Words) {
        super::home::number(self, words);
    }
}

struct Taking<'a> {
    items: &'a Items,
    texts: &'a mut Texts,
    /// The symbols of the items in the texts of the quarters.
    symbols: HashMap<Symbol, Symbol>,
}

impl Taking<'_> {
    fn symbol(&mut self, of_items: Symbol) -> Symbol {
        if of_items.is_absent() {
            return Symbol::ABSENT;
        }
        let (texts, items) = (&mut *self.texts, self.items);
        let made = self.symbols.entry(of_items);
        *made.or_insert_with(|| texts.intern(items.texts.get(of_items)))
    }

    fn kind(&mut self, item: &Item) -> Kind {
        let items = self.items;
        let plain = |field| items.plain_form(item, field);
        Kind {
            name: self.symbol(item.typed(Field::Name)),
            plain: self.symbol(plain(Field::Name)),
            department: self.symbol(item.typed(Field::Department)),
            issuer: self.symbol(item.issuer.name),
            category: item.category,
            frequency: self.symbol(item.typed(Field::Frequency)),
            reading: item.frequency,
            minutes: item.minutes_per_year(),
            estimated: item.effort.is_some_and(|effort| effort.estimated),
            content: self.symbol(item.typed(Field::Content)),
            plain_content: self.symbol(plain(Field::Content)),
            form: self.symbol(item.typed(Field::Form)),
        }
    }

    fn line(&mut self, entry: usize, judgement: Option<&Judgement>) -> Line {
        let row = &self.items.entries[entry];
        Line {
            kind: row.item.0,
            id: self.texts.intern(&self.items.place_of(row).to_string()),
            street: self.symbol(row.street),
            community: self.symbol(row.community),
            home: 0,
            verdict: judgement.map(|judgement| self.standing(entry, judgement)),
        }
    }

    fn standing(&mut self, entry: usize, judgement: &Judgement) -> Standing {
        let verdict = judgement.verdict(entry);
        let group = judgement.rulings[entry].group;
        let survives =
            group.is_some_and(|group| judgement.groups[group as usize].survivor as usize == entry);
        let taken_over = verdict.target.department.as_deref();
        let handed_to = taken_over.filter(|_| verdict.action == Action::Adjust);
        Standing {
            action: verdict.action,
            group,
            survives,
            per_year: judgement.rate_after(entry),
            handed_to: handed_to.map_or(Symbol::ABSENT, |to| self.texts.intern(to)),
        }
    }
}
