//! Which part of the work of communities an item belongs to: administration, self-government, services.

use super::asking::Asking;
use super::condition::Ground;
use super::keywords::Vocabulary;
use super::mask::{Left, Masks, Valued};
use crate::rule::RuleSet;

/// What claims items for shares of the work.
pub(super) struct Claims<'a> {
    /// What each asks.
    pub(super) asking: Vec<Asking<'a>>,
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

    /// The share that each of some items belongs to, by the masks of the claims; `None` where no share claims
    /// it, or several do. Empty where the rules name no shares.
    pub(super) fn shares<'v>(
        &self,
        ground: &Ground,
        masks: &Masks,
        items: impl Iterator<Item = Valued<'v>>,
    ) -> Vec<Option<u32>> {
        if self.asking.is_empty() {
            return Vec::new();
        }
        let mut left = Left::default();
        let share_of = |item| {
            let claims = masks.holding(ground, item, &mut left);
            let mut claiming = claims.map(|claim| self.share_of[claim]);
            let first = claiming.next()?;
            claiming.all(|other| other == first).then_some(first)
        };
        items.map(share_of).collect()
    }
}
