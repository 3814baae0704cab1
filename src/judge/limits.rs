//! How much of each quota a community uses before anything is cut.

use super::find;
use super::key::{Keys, said};
use super::quota::periods;
use super::scope;
use crate::item::{Item, Items};
use crate::parallel;
use crate::rule::{Counted, Quota, RuleKind, RuleSet};
use crate::words::Words;

/// What one community uses of a quota, for one of those that it is counted for.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotaUse {
    /// Position in [`RuleSet::rules`](crate::rule::RuleSet::rules).
    pub rule: u32,
    /// For whom it is counted beside the community, as 民政局; empty where the community is all.
    pub counted_for: String,
    /// The entries and how much each uses, as a fraction (amount, years): times, items, or minutes.
    pub entries: Vec<(u32, (u64, u32))>,
    /// How many more are of unknown frequency or effort.
    pub unknown: u32,
}

/// The entries of each community, and what they use of every quota, whatever the verdicts on them.
pub fn quota_uses(items: &Items, rules: &RuleSet, words: &Words) -> Vec<(Vec<u32>, Vec<QuotaUse>)> {
    let found = find::find(items, rules, words.plainer(), parallel::threads());
    let quotas: Vec<(u32, &Quota)> = (0_u32..)
        .zip(&rules.rules)
        .filter_map(|(number, rule)| match &rule.kind {
            RuleKind::Quota(quota) => Some((number, quota)),
            _ => None,
        })
        .collect();
    let fields = quotas.iter().flat_map(|(_, quota)| &quota.each);
    let keys = Keys::of(items, fields.copied());
    let item = |entry: u32| items.entries[entry as usize].item;
    let of_community = |community: Vec<u32>| {
        let mut all = Vec::new();
        for &(rule, quota) in &quotas {
            let hit = |&entry: &u32| found.hits.hit(item(entry), rule);
            let counted = community.iter().copied().filter(hit).collect();
            let parts = keys.parts(items, &quota.each, counted);
            all.extend(parts.iter().map(|part| use_of(items, rule, quota, part)));
        }
        (community, all)
    };
    scope::communities(items, words)
        .into_iter()
        .map(of_community)
        .collect()
}

/// What the entries that are counted together use of a quota.
fn use_of(items: &Items, rule: u32, quota: &Quota, part: &[u32]) -> QuotaUse {
    let item = |entry: u32| items.item(items.entries[entry as usize].item);
    let fields = quota.each.iter();
    let said: Vec<String> = fields
        .map(|&field| said(items, item(part[0]), field))
        .filter(|said| !said.is_empty())
        .collect();
    let amount = |&entry: &u32| Some((entry, a_year(item(entry), quota)?));
    let entries: Vec<_> = part.iter().filter_map(amount).collect();
    QuotaUse {
        rule,
        counted_for: said.join("、"),
        unknown: (part.len() - entries.len()) as u32,
        entries,
    }
}

/// How much an item uses a year; of a quota of items, one.
fn a_year(item: &Item, quota: &Quota) -> Option<(u64, u32)> {
    match quota.count {
        Counted::Items => Some((1, 1)),
        Counted::Times => {
            let rate = item.frequency.rate?;
            Some((u64::from(rate.times()), rate.years()))
        }
        Counted::Hours => item.minutes_per_year(),
    }
}

impl Quota {
    /// How many of what it counts make one of its period: of a limit of hours a month, 720 minutes a
    /// year make one.
    pub fn units_a_year(&self) -> u32 {
        match self.count {
            Counted::Items => 1,
            Counted::Times => periods(self.per),
            Counted::Hours => 60 * periods(self.per),
        }
    }
}
