//! Folds entries of a community that ask for the same into groups, and drafts the decision on each.

mod cluster;
mod draft;
mod form;
mod node;
mod reasons;
mod sayings;

use std::sync::Arc;

use super::Group;
use super::block::Block;
use super::docket::{Docket, Standing};
use super::hits::Hits;
use super::key::Keys;
use super::shared::Shared;
use crate::finding::Action;
use crate::item::Items;
use crate::rule::{GroupField, RuleKind, RuleSet};
use crate::text::Symbol;
use crate::words::Same;
use cluster::Cluster;
pub use reasons::Reasons;
use sayings::Sayings;

/// No number.
const NONE: u32 = u32::MAX;

/// Everything that judging several items together looks at, worked out once for all communities.
pub(super) struct Folding<'a> {
    /// What the items say that may be folded.
    pub(super) sayings: Sayings<'a>,
    pub(super) rules: &'a RuleSet,
    hits: &'a Hits,
    /// What must be equal.
    pub(super) keys: Keys,
    /// Rules that fold: those for the same first, then for shared occasions; then quotas. Within each in
    /// the order of layer and id, which files have no part in.
    pub(super) many: Vec<u32>,
    /// The place in `many` of each rule.
    place_of: Vec<u32>,
    /// Names of groups and of departments that lead.
    written: Shared<Symbol, Arc<str>>,
}

/// A block rarely has more groups than one for so many entries: they are large, and have room from the
/// start.
const ENTRIES_A_GROUP: usize = 6;

/// Groups of a block so far, and which entries are in one.
pub(super) struct Groups {
    /// The groups.
    pub(super) groups: Vec<Group>,
    /// The first entry that may be in one.
    first: u32,
    /// The group of each entry from there on.
    of_entry: Vec<u32>,
}

impl Groups {
    /// No groups yet.
    pub(super) fn new(block: &Block) -> Self {
        Self {
            groups: Vec::with_capacity(block.entries().count() / ENTRIES_A_GROUP),
            first: block.first(),
            of_entry: vec![NONE; block.entries().count()],
        }
    }

    /// The number of the group an entry is in.
    pub(super) fn number_of(&self, entry: u32) -> Option<u32> {
        let number = self.of_entry[(entry - self.first) as usize];
        (number != NONE).then_some(number)
    }

    /// Whether an entry is folded into another that stays.
    pub(super) fn is_folded_in(&self, entry: u32) -> bool {
        let group = self
            .number_of(entry)
            .map(|group| &self.groups[group as usize]);
        group.is_some_and(|group| group.folds(entry))
    }

    fn add(&mut self, group: Group) {
        let number = self.groups.len() as u32;
        for &member in &group.members {
            self.of_entry[(member - self.first) as usize] = number;
        }
        self.groups.push(group);
    }
}

impl<'a> Folding<'a> {
    /// Looks at all items, before any community.
    pub(super) fn new(
        items: &'a Items,
        rules: &'a RuleSet,
        hits: &'a Hits,
        same: &'a Same,
        threads: usize,
    ) -> Self {
        let many = in_order(rules, hits);
        let mut place_of = vec![NONE; rules.rules.len()];
        for (&rule, place) in many.iter().zip(0..) {
            place_of[rule as usize] = place;
        }
        let folds = |&rule: &u32| !matches!(rules.rules[rule as usize].kind, RuleKind::Quota(_));
        let folds = |rule: &u32| place_of[*rule as usize] != NONE && folds(rule);
        let ids = (0..items.items.len() as u32).map(crate::item::ItemId);
        let folded: Vec<_> = ids.filter(|&id| hits.of(id).iter().any(folds)).collect();
        let least = least(rules, &many);
        let fields = many.iter().flat_map(|&rule| equal_fields(rules, rule));
        Self {
            sayings: Sayings::of(items, &folded, same, Some(least), threads),
            rules,
            hits,
            keys: Keys::of(items, fields.copied()),
            many,
            place_of,
            written: Shared::default(),
        }
    }

    /// The entries of a community that each rule of `many` hits.
    pub(super) fn part_by_rule(&self, community: &[u32], hit_by: &mut [Vec<u32>]) {
        hit_by.iter_mut().for_each(Vec::clear);
        for &entry in community {
            for &rule in self.hits.of(self.sayings.entry(entry).item) {
                if let Some(hit) = hit_by.get_mut(self.place_of[rule as usize] as usize) {
                    hit.push(entry);
                }
            }
        }
    }

    /// Forms the groups of all rules in a community.
    pub(super) fn fold(&self, hit_by: &[Vec<u32>], docket: &mut Docket, groups: &mut Groups) {
        for (&rule, hit) in self.many.iter().zip(hit_by) {
            if matches!(self.rules.rules[rule as usize].kind, RuleKind::Quota(_)) {
                continue;
            }
            let may_be = |&&entry: &&u32| {
                groups.number_of(entry).is_none() && may_be_folded(docket.standing(entry))
            };
            let free: Vec<u32> = hit.iter().filter(may_be).copied().collect();
            if free.len() < 2 {
                continue;
            }
            for part in self.parts(rule, free) {
                if part.len() > 1 {
                    self.fold_part(rule, &part, docket, groups);
                }
            }
        }
    }

    /// Entries parted by the fields that a rule wants equal, in the order of the fields' texts.
    pub(super) fn parts(&self, rule: u32, entries: Vec<u32>) -> Vec<Vec<u32>> {
        let fields = equal_fields(self.rules, rule);
        self.keys.parts(self.sayings.items, fields, entries)
    }

    /// For each rule, its place in the order in which rules are applied.
    pub(super) fn into_places(self) -> Vec<u32> {
        self.place_of
    }

    fn fold_part(&self, rule: u32, part: &[u32], docket: &mut Docket, groups: &mut Groups) {
        let nodes = self.sayings.nodes(part);
        let pairing = self.sayings.pairing(&nodes);
        let clusters = match self.rules.rules[rule as usize].kind {
            RuleKind::Group {
                similar: Some(least),
                ..
            } => pairing.clusters((least * 10_000.0).round() as u16),
            _ => vec![Cluster::of_all(nodes.len())],
        };
        for cluster in clusters {
            self.draft(rule, &cluster, &pairing, docket, groups);
        }
    }
}

/// Rules that fold, and quotas, in the order in which they are applied.
fn in_order(rules: &RuleSet, hits: &Hits) -> Vec<u32> {
    let turn = |rule: u32| match rules.rules[rule as usize].kind {
        RuleKind::Group { .. } => Some(0),
        RuleKind::Joint { .. } => Some(1),
        RuleKind::Quota(_) => Some(2),
        _ => None,
    };
    let mut many: Vec<u32> = hits.rules().to_vec();
    many.retain(|&rule| turn(rule).is_some());
    many.sort_by_key(|&number| {
        let rule = &rules.rules[number as usize];
        let level = rules.sets.get(rule.set).map(|set| set.level);
        (turn(number), level, rule.id.clone())
    });
    many
}

/// How alike names must be for the rule that asks for the least.
fn least(rules: &RuleSet, many: &[u32]) -> f64 {
    let asked = many
        .iter()
        .filter_map(|&rule| match rules.rules[rule as usize].kind {
            RuleKind::Group { similar, .. } => similar,
            _ => None,
        });
    asked.fold(1.0, f64::min)
}

/// The fields that a rule wants equal.
fn equal_fields(rules: &RuleSet, rule: u32) -> &[GroupField] {
    match &rules.rules[rule as usize].kind {
        RuleKind::Group { same, .. } | RuleKind::Joint { same } => same,
        RuleKind::Quota(quota) => &quota.each,
        _ => &[],
    }
}

/// Whether an entry may be folded: it isn't gone, handed over, or undecided. What a rule leaves to
/// people only for want of something better may.
fn may_be_folded(standing: &Standing) -> bool {
    standing.action != Action::Delete && !standing.is_undecided && !standing.is_handed_over
}
