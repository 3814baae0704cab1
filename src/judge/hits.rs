//! Which rules that look at more than one item hit which items.

use crate::item::ItemId;

/// The rules that look at more than one item, and which of them hit each item.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// All such rules, in the order of their numbers.
    rules: Vec<u32>,
    /// Distinct sets of rules, each in the order of their numbers.
    sets: Vec<Vec<u32>>,
    /// The set of each item.
    of_item: Vec<u32>,
}

impl Hits {
    /// The sets of rules that hit the items, and which is whose.
    pub(super) fn new(rules: Vec<u32>, sets: Vec<Vec<u32>>, of_item: Vec<u32>) -> Self {
        Self {
            rules,
            sets,
            of_item,
        }
    }

    /// All rules that look at more than one item, whether they hit any or not.
    pub(super) fn rules(&self) -> &[u32] {
        &self.rules
    }

    /// The rules that hit an item, in the order of their numbers.
    pub(super) fn of(&self, item: ItemId) -> &[u32] {
        &self.sets[self.of_item[item.index()] as usize]
    }

    /// Whether a rule hits an item.
    pub(super) fn hit(&self, item: ItemId, rule: u32) -> bool {
        self.of(item).binary_search(&rule).is_ok()
    }
}
