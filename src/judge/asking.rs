//! What a rule asks of an item, or a share of the work that claims it, with keywords numbered.

use super::condition::{Check, Ground};
use super::keywords::Vocabulary;
use crate::finding::Evidence;
use crate::item::{Field, Item};
use crate::rule::{Condition, RuleSet, Word};

/// Conditions that must all hold, and statutes one of which must be cited.
pub(super) struct Asking<'a> {
    /// The conditions.
    pub(super) checks: Vec<Check<'a>>,
    /// The statutes, numbered.
    pub(super) statutes: Vec<(u32, &'a Word)>,
}

impl<'a> Asking<'a> {
    /// Numbers the keywords of conditions and statutes.
    pub(super) fn new(
        when: &'a [Condition],
        statutes: &'a [Word],
        rules: &'a RuleSet,
        vocabulary: &mut Vocabulary<'a>,
    ) -> Self {
        let statutes: Vec<_> = statutes.iter().filter(|s| !s.plain.is_empty()).collect();
        let numbers = vocabulary.numbers(statutes.iter().copied());
        let checks = when.iter();
        Self {
            checks: checks
                .map(|condition| Check::new(condition, rules, vocabulary))
                .collect(),
            statutes: numbers.into_iter().zip(statutes).collect(),
        }
    }

    /// The statute that the basis cites; nothing is asked where there are none.
    pub(super) fn statute_cited(
        &self,
        ground: &Ground,
        item: &Item,
    ) -> Result<Option<Evidence>, ()> {
        if self.statutes.is_empty() {
            return Ok(None);
        }
        let basis = ground.items.plain_form(item, Field::Basis);
        let cited = &ground.items.bases[item.basis as usize].statutes;
        self.statutes
            .iter()
            .find(|(number, statute)| {
                ground.scan.find(basis, *number).is_some()
                    || cited.iter().any(|name| name.contains(&statute.plain))
            })
            .map(|(_, statute)| Some(Evidence::in_field(Field::Basis, &statute.typed)))
            .ok_or(())
    }

    /// Whether all its conditions hold for an item, and the statute is cited that it may ask for.
    pub(super) fn hits(&self, ground: &Ground, item: &Item) -> bool {
        self.checks.iter().all(|check| ground.holds(check, item))
            && self.statute_cited(ground, item).is_ok()
    }

    /// The statutes it asks for; `None` where it asks for none.
    pub(super) fn statutes_phrase(&self) -> Option<String> {
        let typed: Vec<&str> = self
            .statutes
            .iter()
            .map(|(_, s)| s.typed.as_str())
            .collect();
        (!typed.is_empty()).then(|| typed.join("、"))
    }
}
