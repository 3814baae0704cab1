//! How much of each quota a community uses before anything is cut.

use std::collections::BTreeMap;

use super::find;
use super::group::Folding;
use super::quota::periods;
use super::scope::Scope;
use crate::item::{Item, Items};
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
    let found = find::find(items, rules, words.plainer());
    let scope = Scope::of(items, words);
    let folding = Folding {
        items,
        rules,
        scope: &scope,
        hits: &found.hits,
        same: words.same(),
    };
    let of_community = |community: &Vec<u32>| {
        let rules = (0_u32..).zip(&rules.rules);
        let quotas = rules.filter_map(|(number, rule)| match &rule.kind {
            RuleKind::Quota(quota) => Some((number, quota)),
            _ => None,
        });
        let uses = quotas.flat_map(|(number, quota)| folding.uses(number, quota, community));
        (community.clone(), uses.collect())
    };
    scope.communities.iter().map(of_community).collect()
}

impl Folding<'_> {
    fn uses(&self, rule: u32, quota: &Quota, community: &[u32]) -> Vec<QuotaUse> {
        let mut parts: BTreeMap<Vec<String>, QuotaUse> = BTreeMap::new();
        let Some(hits) = self.hits.get(&rule) else {
            return Vec::new();
        };
        for &entry in community {
            if !hits[self.items.entries[entry as usize].item.index()] {
                continue;
            }
            let key = quota.each.iter().map(|&field| self.group_key(entry, field));
            let key: Vec<String> = key.filter(|key| !key.is_empty()).collect();
            let part = parts.entry(key).or_insert_with_key(|key| QuotaUse {
                rule,
                counted_for: key.join("、"),
                entries: Vec::new(),
                unknown: 0,
            });
            match a_year(self.item(entry), quota) {
                Some(amount) => part.entries.push((entry, amount)),
                None => part.unknown += 1,
            }
        }
        parts.into_values().collect()
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
