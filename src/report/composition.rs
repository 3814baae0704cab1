//! What the work of communities is made of, before and after, against what the rules hold it against.

use serde::Serialize;

use super::{Counts, Facts};
use crate::rule::Share;

/// The parts of the work, and what belongs to none of them.
pub(super) struct Composition<'f> {
    /// Every share of the rules, in their order.
    pub(super) parts: Vec<Part<'f>>,
    /// Items that no share claims, or several.
    pub(super) unclassed: Counts,
}

/// One part of the work.
pub(super) struct Part<'f> {
    /// What it is and what it is held against.
    pub(super) share: &'f Share,
    /// What it comes to.
    pub(super) counts: Counts,
}

/// In what the work is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Hours a year.
    Hours,
    /// Times a year.
    Times,
}

/// An amount a year before and after; `None` where no item tells it.
pub(super) type BeforeAfter = [Option<f64>; 2];

impl Unit {
    /// The finest first.
    pub(super) const ALL: [Self; 2] = [Self::Hours, Self::Times];

    /// What some items come to.
    pub(super) fn amounts(self, counts: &Counts) -> BeforeAfter {
        match self {
            Self::Hours => [counts.hours.before(), counts.hours.after()],
            Self::Times => [counts.times.before(), counts.times.after()],
        }
    }

    /// How many of some items tell it.
    pub(super) fn known(self, counts: &Counts) -> u64 {
        match self {
            Self::Hours => counts.hours.known_items,
            Self::Times => counts.times.known_items,
        }
    }
}

impl<'f> Composition<'f> {
    /// What the work in scope is made of; `None` where the rules name no shares.
    pub(super) fn of(facts: &Facts<'f>) -> Option<Self> {
        let shares = &facts.audit.rules.shares;
        let by_share = &facts.summary().by_share;
        let counts = |number: Option<u32>| {
            let found = by_share.iter().find(|(share, _)| *share == number);
            found.map(|(_, counts)| counts.clone()).unwrap_or_default()
        };
        let part = |(number, share)| Part {
            share,
            counts: counts(Some(number)),
        };
        (!shares.is_empty()).then(|| Self {
            parts: (0..).zip(shares).map(part).collect(),
            unclassed: counts(None),
        })
    }

    /// The units in which it is shown: hours where any are known, and times wherever hours don't tell
    /// as many items.
    pub(super) fn units(&self) -> impl Iterator<Item = Unit> {
        let known = |unit| self.known(unit);
        let (hours, times) = (known(Unit::Hours), known(Unit::Times));
        Unit::ALL.into_iter().filter(move |unit| match unit {
            Unit::Hours => hours > 0,
            Unit::Times => times > hours,
        })
    }

    /// How many items that belong to a part tell a unit.
    pub(super) fn known(&self, unit: Unit) -> u64 {
        self.parts.iter().map(|part| unit.known(&part.counts)).sum()
    }

    /// All that belongs to a part, before and after.
    fn whole(&self, unit: Unit) -> [f64; 2] {
        let amounts = self.parts.iter().map(|part| unit.amounts(&part.counts));
        amounts.fold([0.0; 2], |sum, amounts| {
            [0, 1].map(|at| sum[at] + amounts[at].unwrap_or_default())
        })
    }

    /// What a part makes of all that belongs to one, before and after; `None` where there is nothing,
    /// or where nothing is known of the part though it has items.
    pub(super) fn shares(&self, part: &Part<'_>, unit: Unit) -> BeforeAfter {
        let whole = self.whole(unit);
        let amounts = unit.amounts(&part.counts);
        [0, 1].map(|at| {
            let nothing = (part.counts.items == 0).then_some(0.0);
            let amount = amounts[at].or(nothing)?;
            (whole[at] > 0.0).then(|| amount / whole[at])
        })
    }
}

/// `composition` of `jianfu.audit/1`.
#[derive(Debug, Serialize)]
pub(super) struct CompositionJson {
    parts: Vec<PartJson>,
    unclassed: AmountsJson,
}

#[derive(Debug, Serialize)]
struct PartJson {
    share: String,
    title: String,
    clause: Option<String>,
    found: Option<f64>,
    at_most: Option<f64>,
    at_least: Option<f64>,
    #[serde(flatten)]
    amounts: AmountsJson,
}

#[derive(Debug, Serialize)]
struct AmountsJson {
    items: u64,
    after: u64,
    hours_per_year: AmountJson,
    times_per_year: AmountJson,
}

#[derive(Debug, Serialize)]
struct AmountJson {
    before: Option<f64>,
    after: Option<f64>,
    share_before: Option<f64>,
    share_after: Option<f64>,
    known_items: u64,
}

/// What the work in scope is made of; `None` where the rules name no shares.
pub(super) fn json(facts: &Facts<'_>) -> Option<CompositionJson> {
    let composition = Composition::of(facts)?;
    let of_part = |part: &Part<'_>| PartJson {
        share: part.share.id.clone(),
        title: part.share.title.clone(),
        clause: facts.clause_at(part.share.clause),
        found: part.share.found,
        at_most: part.share.at_most,
        at_least: part.share.at_least,
        amounts: amounts(&part.counts, |unit| composition.shares(part, unit)),
    };
    Some(CompositionJson {
        parts: composition.parts.iter().map(of_part).collect(),
        unclassed: amounts(&composition.unclassed, |_| [None; 2]),
    })
}

fn amounts(counts: &Counts, shares: impl Fn(Unit) -> BeforeAfter) -> AmountsJson {
    let in_unit = |unit: Unit| {
        let ([before, after], [share_before, share_after]) = (unit.amounts(counts), shares(unit));
        AmountJson {
            before,
            after,
            share_before,
            share_after,
            known_items: unit.known(counts),
        }
    };
    AmountsJson {
        items: counts.items,
        after: counts.after,
        hours_per_year: in_unit(Unit::Hours),
        times_per_year: in_unit(Unit::Times),
    }
}
