//! What the conditions of a rule leave open: whether any item at all, and whether another rule's conditions follow.

mod number;
mod text;
mod witness;

use std::collections::BTreeMap;

pub(super) use number::Range;
pub(crate) use witness::witness;

use super::model::{Condition, List, NumberField, Rule, RuleKind, TextField, TextTest, Word};
use crate::item::{Category, Level};
use crate::phrase::Phrase;
use text::Texts;

/// The items that a rule's conditions hit.
///
/// Texts may be any at all, numbers any that the field can take: what a region says holds for items
/// nobody has seen yet. Patterns are taken as they stand: two are only compared by their spelling.
pub(crate) struct Region<'r> {
    categories: Option<&'r [Category]>,
    levels: Option<&'r [Level]>,
    texts: Texts<'r>,
    numbers: BTreeMap<NumberField, Range>,
}

/// Why no item can be hit.
pub(super) struct Never<'r> {
    /// The condition that can't hold beside the others.
    pub(super) condition: &'r Condition,
    /// Why it can't.
    pub(super) message: Phrase,
    /// What to do.
    pub(super) help: Phrase,
}

impl<'r> Region<'r> {
    /// The items that a rule's conditions hit; of a keep, those whose basis cites the statute as well.
    pub(crate) fn of(rule: &'r Rule, lists: &'r [List]) -> Self {
        let mut region = Self::of_all(&rule.when, lists);
        if let Some(statutes) = statutes(rule) {
            region.texts.want(TextField::Basis, statutes);
        }
        region
    }

    /// The items for which all of some conditions hold.
    pub(super) fn of_all(when: &'r [Condition], lists: &'r [List]) -> Self {
        let mut region = Self {
            categories: None,
            levels: None,
            texts: Texts::default(),
            numbers: BTreeMap::new(),
        };
        for condition in when {
            match condition {
                Condition::Category(categories) => region.categories = Some(categories),
                Condition::Level(levels) => region.levels = Some(levels),
                Condition::Text { field, test } => {
                    region.texts.narrow(*field, test, condition, lists);
                }
                Condition::Number { field, test } => {
                    let range = region.numbers.entry(*field).or_insert(Range::of(*field));
                    range.narrow(*field, *test);
                }
            }
        }
        region
    }

    /// Why no item can be hit for which these conditions hold; `None` where some item can.
    pub(super) fn never(&self, when: &'r [Condition]) -> Option<Never<'r>> {
        if let Some(never) = self.texts.never() {
            return Some(never);
        }
        let (field, _) = self.numbers.iter().find(|(_, range)| range.is_empty())?;
        let last =
            |c: &&Condition| matches!(c, Condition::Number { field: own, .. } if own == field);
        let condition = when.iter().rfind(last)?;
        let (message, help) = number::never(*field);
        Some(Never {
            condition,
            message,
            help,
        })
    }

    /// Whether some item can be hit.
    pub(crate) fn is_possible(&self) -> bool {
        self.texts.never().is_none() && !self.numbers.values().any(Range::is_empty)
    }

    /// Whether every item in here is hit by a rule's conditions.
    pub(crate) fn is_within(&self, rule: &Rule, lists: &[List]) -> bool {
        let cited = statutes(rule).is_none_or(|s| self.texts.implies_any(TextField::Basis, s));
        cited && self.is_within_all(&rule.when, lists)
    }

    /// Whether all of some conditions hold for every item in here.
    pub(super) fn is_within_all(&self, when: &[Condition], lists: &[List]) -> bool {
        when.iter().all(|condition| self.implies(condition, lists))
    }

    fn implies(&self, condition: &Condition, lists: &[List]) -> bool {
        match condition {
            Condition::Category(wide) => self
                .categories
                .is_some_and(|own| own.iter().all(|c| wide.contains(c))),
            Condition::Level(wide) => self
                .levels
                .is_some_and(|own| own.iter().all(|l| wide.contains(l))),
            Condition::Text { field, test } => self.texts.implies(*field, test, lists),
            Condition::Number { field, test } => self
                .numbers
                .get(field)
                .is_some_and(|range| range.implies(*test)),
        }
    }

    /// The categories it names; `None` for any.
    pub(super) fn categories(&self) -> Option<&'r [Category]> {
        self.categories
    }

    /// Which numbers it limits, one bit each.
    pub(super) fn numbers(&self) -> u8 {
        let bit = |field: &NumberField| 1 << (*field as u8);
        self.numbers.keys().map(bit).fold(0, |all, bit| all | bit)
    }

    /// For every line of words, one of which has to be there, the first that can be.
    pub(super) fn leading_words(&self) -> Vec<&'r str> {
        self.texts.leading_words()
    }

    /// The shortest line of words, one of which has to be there; `None` where nothing says so.
    pub(crate) fn anchor(&self) -> Option<&'r [Word]> {
        self.texts.anchor()
    }
}

/// The statutes of a keep, one of which the basis has to cite.
fn statutes(rule: &Rule) -> Option<&[Word]> {
    match &rule.kind {
        RuleKind::Keep { statutes, .. } if !statutes.is_empty() => Some(statutes),
        _ => None,
    }
}

/// The words that a positive test looks for, any of which is enough.
fn any_of<'r>(test: &'r TextTest, lists: &'r [List]) -> Option<&'r [Word]> {
    match test {
        TextTest::Any(words) => Some(words),
        TextTest::InList(list) => Some(&lists[*list].entries),
        _ => None,
    }
}

/// The words that a negative test rules out.
fn none_of<'r>(test: &'r TextTest, lists: &'r [List]) -> Option<&'r [Word]> {
    match test {
        TextTest::None(words) => Some(words),
        TextTest::NotInList(list) => Some(&lists[*list].entries),
        _ => None,
    }
}
