//! Which items are shown: of these communities, streets, departments, categories, with these verdicts.

use std::collections::HashMap;

use super::Audit;
use crate::finding::Action;
use crate::item::{Category, Field};
use crate::text::{Plainer, Symbol};

/// What the user wants to see; an empty list means all.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Communities, by a part of their name.
    pub communities: Vec<String>,
    /// Streets, by a part of their name.
    pub streets: Vec<String>,
    /// Departments, by a part of their name as written or of their normal name.
    pub departments: Vec<String>,
    /// Categories.
    pub categories: Vec<Category>,
    /// Actions; these narrow what is listed, not what is counted.
    pub actions: Vec<Action>,
}

/// Whether texts hold one of some words, each distinct text looked at once.
struct Wanted<'a> {
    words: Vec<String>,
    plainer: &'a Plainer,
    known: HashMap<Symbol, bool>,
}

impl Selection {
    /// The entries that are counted, in the order of the input.
    pub(super) fn scope(&self, audit: &Audit<'_>, plainer: &Plainer) -> Vec<u32> {
        if self.takes_all() {
            return (0..audit.items.entries.len() as u32).collect();
        }
        let mut community = Wanted::new(&self.communities, plainer);
        let mut street = Wanted::new(&self.streets, plainer);
        let mut department = Wanted::new(&self.departments, plainer);
        let texts = &audit.items.texts;
        let mut wanted = |entry: &crate::item::Entry| {
            let item = audit.items.item(entry.item);
            let holds = |wanted: &mut Wanted<'_>, symbol| wanted.holds(symbol, texts.get(symbol));
            let category = self.categories.is_empty()
                || item
                    .category
                    .is_some_and(|category| self.categories.contains(&category));
            category
                && holds(&mut community, entry.community)
                && holds(&mut street, entry.street)
                && (holds(&mut department, item.typed(Field::Department))
                    || holds(&mut department, item.issuer.name))
        };
        let entries = (0_u32..).zip(&audit.items.entries);
        entries
            .filter(|(_, entry)| wanted(entry))
            .map(|(i, _)| i)
            .collect()
    }

    /// Whether nothing narrows what is counted.
    fn takes_all(&self) -> bool {
        let words = [&self.communities, &self.streets, &self.departments];
        self.categories.is_empty() && words.iter().all(|words| words.is_empty())
    }

    /// Those of the scope that are listed.
    pub(super) fn listed(&self, audit: &Audit<'_>, scope: &[u32]) -> Vec<u32> {
        if self.actions.is_empty() {
            return scope.to_vec();
        }
        let wanted = |entry: &u32| {
            let action = audit.judgement.verdict(*entry as usize).action;
            self.actions.contains(&action)
        };
        scope.iter().copied().filter(wanted).collect()
    }
}

impl<'a> Wanted<'a> {
    fn new(words: &[String], plainer: &'a Plainer) -> Self {
        let plain = |word: &String| plainer.plain(word);
        Self {
            words: words.iter().map(plain).collect(),
            plainer,
            known: HashMap::new(),
        }
    }

    fn holds(&mut self, symbol: Symbol, text: &str) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let (words, plainer) = (&self.words, self.plainer);
        *self.known.entry(symbol).or_insert_with(|| {
            let plain = plainer.plain(text);
            words.iter().any(|word| plain.contains(word.as_str()))
        })
    }
}
