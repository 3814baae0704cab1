//! What is aimed at in a community: a share of the hours less, within the quotas, what was promised.

use super::cover::Goal;
use super::exact::{Part, to_whole};
use crate::item::Items;
use crate::judge::QuotaUse;
use crate::rule::{RuleKind, RuleSet};

/// Shares are counted in these parts.
pub(super) const PARTS: u32 = 10_000;
/// Limits of quotas are counted in these parts.
const THOUSANDTHS: u32 = 1_000;

/// What the user asks for; at least one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// This share of the hours of every community less, in hundredths of a percent.
    pub share: Option<u32>,
    /// Every community within its quotas.
    pub quotas: bool,
    /// What the rule set promises, in every community.
    pub targets: bool,
}

/// One thing aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// A share of the hours less.
    Hours,
    /// Within the quota, by position of its rule.
    Quota(u32),
    /// As promised, by position in [`RuleSet::targets`].
    Target(u32),
}

/// An aim with all that counts for it, in whole numbers of a unit small enough that nothing is rounded.
pub(super) struct Counted {
    pub(super) aim: Aim,
    /// For whom a quota is counted beside the community.
    pub(super) counted_for: String,
    /// What each entry comes to.
    pub(super) amounts: Vec<(u32, u128)>,
    /// How much is to go.
    pub(super) needed: u128,
    /// Entries of unknown amount.
    pub(super) unknown: u32,
    /// So much is one hour a year, one time in the quota's period, one item.
    pub(super) one: u128,
}

impl Counted {
    pub(super) fn total(&self) -> u128 {
        self.amounts.iter().map(|(_, amount)| amount).sum()
    }

    /// For people.
    pub(super) fn shown(&self, amount: u128) -> f64 {
        amount as f64 / self.one as f64
    }

    /// The goal of cuts whose numbers `place` gives; what it gives none for can't be cut.
    pub(super) fn goal(&self, place: impl Fn(u32) -> Option<usize>) -> Goal {
        let saving = |(entry, amount): &(u32, u128)| Some((place(*entry)?, *amount));
        Goal {
            needed: self.needed,
            savings: self.amounts.iter().filter_map(saving).collect(),
        }
    }
}

/// A share of the hours less; `None` beyond what can be counted.
pub(super) fn hours(items: &Items, entries: &[u32], share: u32) -> Option<Counted> {
    let known = entries.iter().filter_map(|entry| {
        let item = items.item(items.entries[*entry as usize].item);
        let (amount, years) = item.minutes_per_year()?;
        Some((*entry, Part { amount, years }))
    });
    let (known, parts): (Vec<u32>, Vec<Part>) = known.unzip();
    let (whole, unit) = to_whole(&parts)?;
    let unknown = (entries.len() - known.len()) as u32;
    let total: u128 = whole.iter().sum();
    Some(Counted {
        aim: Aim::Hours,
        counted_for: String::new(),
        amounts: known.into_iter().zip(times(&whole, PARTS)).collect(),
        needed: total * u128::from(share),
        unknown,
        one: unit * u128::from(PARTS) * 60,
    })
}

/// Within a quota; `None` beyond what can be counted.
pub(super) fn quota(rules: &RuleSet, used: &QuotaUse) -> Option<Counted> {
    let RuleKind::Quota(quota) = &rules.rules[used.rule as usize].kind else {
        return None;
    };
    let entries = used.entries.iter();
    let (known, parts): (Vec<u32>, Vec<Part>) = entries
        .map(|&(entry, (amount, years))| (entry, Part { amount, years }))
        .unzip();
    let (whole, unit) = to_whole(&parts)?;
    let one = unit * u128::from(quota.units_a_year()) * u128::from(THOUSANDTHS);
    let limit = (quota.limit * f64::from(THOUSANDTHS)).round() as u128;
    let limit = limit.checked_mul(unit * u128::from(quota.units_a_year()))?;
    let total = whole.iter().sum::<u128>() * u128::from(THOUSANDTHS);
    Some(Counted {
        aim: Aim::Quota(used.rule),
        counted_for: used.counted_for.clone(),
        amounts: known.into_iter().zip(times(&whole, THOUSANDTHS)).collect(),
        needed: total.saturating_sub(limit),
        unknown: used.unknown,
        one,
    })
}

/// As many items less as was promised.
pub(super) fn target(items: &Items, rules: &RuleSet, entries: &[u32], at: u32) -> Counted {
    let target = &rules.targets[at as usize];
    let is_meant = |entry: &&u32| {
        let item = items.item(items.entries[**entry as usize].item);
        target.category.is_none() || item.category == target.category
    };
    let one = u128::from(PARTS);
    let amounts = entries.iter().filter(is_meant).map(|entry| (*entry, one));
    let amounts: Vec<(u32, u128)> = amounts.collect();
    let share = (target.reduce * f64::from(PARTS)).round() as u128;
    Counted {
        aim: Aim::Target(at),
        counted_for: String::new(),
        needed: amounts.len() as u128 * share,
        amounts,
        unknown: 0,
        one,
    }
}

fn times(whole: &[u128], parts: u32) -> impl Iterator<Item = u128> {
    whole.iter().map(move |amount| amount * u128::from(parts))
}
