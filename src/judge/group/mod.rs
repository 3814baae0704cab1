//! Folds entries of a community that ask for the same into groups, and drafts the decision on each.

mod cluster;
mod draft;
mod node;
mod reasons;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Group;
use super::docket::Docket;
use super::month::months;
use super::names::Names;
use super::scope::Scope;
use crate::finding::{Action, Evidence};
use crate::item::{Entry, Item, Items};
use crate::rule::{GroupField, RuleKind, RuleSet};
use crate::text::Symbol;
use crate::words::Same;
use cluster::{Cluster, Pairing};

/// Everything that folding looks at.
pub(super) struct Folding<'a> {
    pub(super) items: &'a Items,
    pub(super) rules: &'a RuleSet,
    pub(super) scope: &'a Scope,
    pub(super) hits: &'a HashMap<u32, Vec<bool>>,
    pub(super) same: &'a Same,
}

/// Groups so far, and which entries are in one.
pub(super) struct Groups {
    /// The groups.
    pub(super) groups: Vec<Group>,
    /// The group of each entry.
    pub(super) of_entry: Vec<Option<u32>>,
    /// What was said of the same members in another community.
    reasons: HashMap<Vec<[Symbol; 3]>, Arc<[Evidence]>>,
}

impl Groups {
    /// No groups yet.
    pub(super) fn new(items: &Items) -> Self {
        Self {
            groups: Vec::new(),
            of_entry: vec![None; items.entries.len()],
            reasons: HashMap::new(),
        }
    }

    /// Whether an entry is folded into another that stays.
    pub(super) fn is_folded_in(&self, entry: u32) -> bool {
        let group = self.of_entry[entry as usize].map(|group| &self.groups[group as usize]);
        group.is_some_and(|group| group.folds(entry))
    }
}

/// Forms the groups of all rules: of those that ask for the same first, then of shared occasions;
/// within each, in the order of layer and id.
pub(super) fn fold(folding: &Folding, docket: &mut Docket) -> Groups {
    let mut groups = Groups::new(folding.items);
    let names = Names::of(folding.items, &folding.wanted(), folding.same);
    for rule in folding.order() {
        for community in &folding.scope.communities {
            for part in folding.parts(rule, community, docket, &groups) {
                folding.fold_part(rule, &part, &names, docket, &mut groups);
            }
        }
    }
    groups
}

impl Folding<'_> {
    /// The items whose names have to be compared.
    fn wanted(&self) -> Vec<bool> {
        let mut wanted = vec![false; self.items.items.len()];
        let folds =
            |kind: &RuleKind| matches!(kind, RuleKind::Group { .. } | RuleKind::Joint { .. });
        for (number, rule) in self.rules.rules.iter().enumerate() {
            let hits = self
                .hits
                .get(&(number as u32))
                .filter(|_| folds(&rule.kind));
            for (wanted, hit) in wanted.iter_mut().zip(hits.into_iter().flatten()) {
                *wanted |= hit;
            }
        }
        wanted
    }

    /// Rules that fold, in an order that files have no part in.
    fn order(&self) -> Vec<u32> {
        let mut rules: Vec<u32> = self
            .hits
            .keys()
            .copied()
            .filter(|&rule| self.same_fields(rule).is_some())
            .collect();
        rules.sort_by_key(|&rule| {
            let rule = &self.rules.rules[rule as usize];
            let joint = matches!(rule.kind, RuleKind::Joint { .. });
            let level = self.rules.sets.get(rule.set).map(|set| set.level);
            (joint, level, rule.id.clone())
        });
        rules
    }

    fn same_fields(&self, rule: u32) -> Option<&[GroupField]> {
        match &self.rules.rules[rule as usize].kind {
            RuleKind::Group { same, .. } | RuleKind::Joint { same } => Some(same),
            _ => None,
        }
    }

    /// The entries of a community that a rule may fold, parted by the fields that must be equal.
    fn parts(
        &self,
        rule: u32,
        community: &[u32],
        docket: &Docket,
        groups: &Groups,
    ) -> Vec<Vec<u32>> {
        let Some(hits) = self.hits.get(&rule) else {
            return Vec::new();
        };
        let may_be = |&entry: &u32| {
            let item = self.items.entries[entry as usize].item.index();
            let free = groups.of_entry[entry as usize].is_none();
            hits[item] && free && may_be_folded(docket, entry)
        };
        let same: Vec<GroupField> = self
            .same_fields(rule)
            .into_iter()
            .flatten()
            .copied()
            .filter(|field| !matches!(field, GroupField::Community | GroupField::Street))
            .collect();
        let mut parts: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
        for entry in community.iter().copied().filter(may_be) {
            let key = same.iter().map(|&field| self.group_key(entry, field));
            parts.entry(key.collect()).or_default().push(entry);
        }
        parts.into_values().filter(|part| part.len() > 1).collect()
    }

    /// What must be equal; no community or street is crossed in any case.
    pub(super) fn group_key(&self, entry: u32, field: GroupField) -> String {
        let item = self.item(entry);
        match field {
            GroupField::Community | GroupField::Street => String::new(),
            GroupField::Issuer => self.items.texts.get(item.issuer.name).to_owned(),
            GroupField::Month => {
                months(self.items, item).unwrap_or_else(|| format!("unknown {entry}"))
            }
            GroupField::Category => item.category.map_or("", |c| c.word()).to_owned(),
            GroupField::Frequency => item
                .frequency
                .rate
                .map_or_else(String::new, |r| format!("{}/{}", r.times(), r.years())),
        }
    }

    pub(super) fn item(&self, entry: u32) -> &Item {
        self.items.item(self.entry(entry).item)
    }

    fn entry(&self, entry: u32) -> &Entry {
        &self.items.entries[entry as usize]
    }

    fn fold_part(
        &self,
        rule: u32,
        part: &[u32],
        names: &Names,
        docket: &mut Docket,
        groups: &mut Groups,
    ) {
        let nodes = self.nodes(part, names);
        let pairing = Pairing {
            same: self.same,
            names,
            nodes: &nodes,
        };
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

/// Whether an entry may be folded: it isn't gone, handed over, or undecided. What a rule leaves to
/// people only for want of something better may.
fn may_be_folded(docket: &Docket, entry: u32) -> bool {
    let verdict = docket.verdict(entry);
    let undecided = verdict.action == Action::Review && verdict.by.is_none();
    verdict.action != Action::Delete && !undecided && !verdict.is_handed_over()
}
