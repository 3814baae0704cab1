//! What items say that may be folded, worked out once for all communities: names taken apart, lists of fields.

use std::sync::Arc;

use super::form::Forms;
use super::node::Traits;
use crate::finding::Evidence;
use crate::item::{Entry, Item, ItemId, Items};
use crate::judge::names::Names;
use crate::judge::shared::Shared;
use crate::text::Symbol;
use crate::words::Same;

/// What items say that may be folded.
pub(in crate::judge) struct Sayings<'a> {
    pub(in crate::judge) items: &'a Items,
    pub(super) same: &'a Same,
    /// What the names say.
    pub(super) names: Names<'a>,
    /// What the contents list.
    pub(super) forms: Forms,
    /// What each item is counted by, and told apart by where it may be folded, side by side: items lie
    /// far apart in memory.
    traits: Vec<Traits>,
    /// Why members are one, by their names, contents and issuers.
    pub(super) reasons: Shared<Vec<[Symbol; 3]>, Arc<[Evidence]>>,
}

impl<'a> Sayings<'a> {
    /// What these items say. Names are measured that may be alike enough for rules that ask for `least`
    /// (0 to 1) at least; none where it is `None`.
    pub(super) fn of(
        items: &'a Items,
        folded: &[ItemId],
        same: &'a Same,
        least: Option<f64>,
        threads: usize,
    ) -> Self {
        let said: Vec<&Item> = folded.iter().map(|&id| items.item(id)).collect();
        let mut names = Names::of(items, &said, same, threads);
        if let Some(least) = least {
            names.measure(least, threads);
        }
        let forms = Forms::of(items, &said);
        let mut traits: Vec<Traits> = items.items.iter().map(Traits::of_counted).collect();
        for (id, item) in folded.iter().zip(&said) {
            traits[id.index()] = Traits::of(items, item, &names, &forms);
        }
        Self {
            items,
            same,
            names,
            forms,
            traits,
            reasons: Shared::default(),
        }
    }

    /// The item of an entry.
    pub(in crate::judge) fn item(&self, entry: u32) -> &'a Item {
        self.items.item(self.entry(entry).item)
    }

    /// An entry by its position.
    pub(in crate::judge) fn entry(&self, entry: u32) -> &'a Entry {
        &self.items.entries[entry as usize]
    }

    /// What the item of an entry is told apart and counted by.
    pub(in crate::judge) fn traits(&self, entry: u32) -> &Traits {
        &self.traits[self.entry(entry).item.index()]
    }
}
