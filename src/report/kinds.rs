//! Kinds of items: names counted once in a category, whatever number of communities is asked.

use std::collections::HashMap;

use super::Facts;
use crate::item::{Category, Field};
use crate::text::Symbol;

/// How many kinds there were and remain, by category.
pub(super) struct Kinds(HashMap<Option<Category>, (u64, u64)>);

impl Kinds {
    /// Counts the kinds of all entries in scope; a kind remains where it remains anywhere.
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let mut remains: HashMap<(Option<Category>, Symbol), bool> = HashMap::new();
        for entry in &facts.scope {
            let item = facts.item(*entry);
            let kind = (
                item.category,
                facts.audit.items.plain_form(item, Field::Name),
            );
            *remains.entry(kind).or_default() |= facts.audit.judgement.remains(*entry as usize);
        }
        let mut counts: HashMap<Option<Category>, (u64, u64)> = HashMap::new();
        remains.into_iter().for_each(|((category, _), remains)| {
            let (before, after) = counts.entry(category).or_default();
            *before += 1;
            *after += u64::from(remains);
        });
        Self(counts)
    }

    /// Before and after.
    pub(super) fn of_category(&self, category: Option<Category>) -> (u64, u64) {
        self.0.get(&category).copied().unwrap_or_default()
    }
}
