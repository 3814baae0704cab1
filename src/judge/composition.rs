//! Which part of the work of communities an item belongs to: administration, self-government, services.

use super::asking::Asking;
use super::condition::Ground;
use super::keywords::Vocabulary;
use super::mask::{Left, Masks};
use crate::item::Item;
use crate::rule::RuleSet;

/// What claims items for shares of the work.
pub(super) struct Claims<'a> {
    /// What each asks.
    asking: Vec<Asking<'a>>,
    /// For which share each does, by position in [`RuleSet::shares`].
    share_of: Vec<u32>,
}

impl<'a> Claims<'a> {
    /// Those of the shares that the rules name.
    pub(super) fn of(rules: &'a RuleSet, vocabulary: &mut Vocabulary<'a>) -> Self {
        let shares = (0..).zip(&rules.shares);
        let claims = shares.flat_map(|(number, share)| {
            let alternatives = share.when.iter();
            alternatives.map(move |when| (when, number))
        });
        let asking =
            claims.map(|(when, number)| (Asking::new(when, &[], rules, vocabulary), number));
        let (asking, share_of) = asking.unzip();
        Self { asking, share_of }
    }

    /// What each asks.
    pub(super) fn asking(&self) -> impl Iterator<Item = &Asking<'a>> {
        self.asking.iter()
    }

    /// The share that each of some items belongs to; `None` where no share claims it, or several do. Empty
    /// where the rules name no shares.
    pub(super) fn shares(&self, ground: &Ground, items: &[Item]) -> Vec<Option<u32>> {
        if self.asking.is_empty() {
            return Vec::new();
        }
        let asked: Vec<&Asking> = self.asking.iter().collect();
        let masks = Masks::new(ground, &asked, items);
        let mut left = Left::default();
        let mut share_of = |item| {
            let claims = masks.holding(ground, item, &mut left);
            let mut claiming = claims.map(|claim| self.share_of[claim]);
            let first = claiming.next()?;
            claiming.all(|other| other == first).then_some(first)
        };
        items.iter().map(&mut share_of).collect()
    }
}
