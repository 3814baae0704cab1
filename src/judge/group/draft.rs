//! Drafts the decision on a group: who stays, who leads, how often it is asked for, what is doubtful.

use std::cmp::Reverse;
use std::sync::Arc;

use super::cluster::{Cluster, Pairing};
use super::node::Contents;
use super::{Folding, Groups};
use crate::finding::{Action, Evidence};
use crate::item::{BasisKind, Field, Item, Rate};
use crate::judge::docket::Docket;
use crate::judge::why::share;
use crate::judge::{Doubt, Finding, Group, GroupKind};
use crate::rule::{Change, RuleKind};
use crate::say;
use crate::text::Symbol;

/// Pairs that are less sure by so much, in ten-thousandths, than the rule asks for would be no group.
const NARROW: u16 = 400;

impl Folding<'_> {
    /// Writes down what is to become of a group.
    pub(super) fn draft(
        &self,
        rule: u32,
        cluster: &Cluster,
        pairing: &Pairing,
        docket: &mut Docket,
        groups: &mut Groups,
    ) {
        let entries = cluster
            .nodes
            .iter()
            .flat_map(|&node| &pairing.nodes[node].entries);
        let mut members: Vec<u32> = entries.copied().collect();
        members.sort_unstable();
        let Some(survivor) = self.survivor(&members, docket) else {
            return;
        };
        members.retain(|&m| m == survivor || !docket.standing(m).is_kept_from(Action::Merge));
        if members.len() < 2 {
            return;
        }
        let kind = match self.rules.rules[rule as usize].kind {
            RuleKind::Joint { .. } => GroupKind::Joint,
            _ => GroupKind::Same,
        };
        let rate = members.iter().filter_map(|&m| self.needed(m, docket)).max();
        let mut group = Group {
            kind,
            rule,
            survivor,
            lead: self.lead(&members),
            lead_department: None,
            members,
            similarity: (kind == GroupKind::Same).then(|| share(cluster.least)),
            name: self.written(self.sayings.item(survivor).typed(Field::Name)),
            rate,
            doubts: Vec::new(),
        };
        let department = |entry| self.written(self.sayings.item(entry).typed(Field::Department));
        group.lead_department = group.lead.map(department);
        if kind == GroupKind::Same {
            group.doubts = self.doubts(&group, cluster, pairing);
        }
        self.tell(&group, docket);
        groups.add(group);
    }

    fn written(&self, text: Symbol) -> Arc<str> {
        self.written
            .get(text, || self.sayings.items.texts.get(text).trim().into())
    }

    /// Tells every member into what it is folded.
    fn tell(&self, group: &Group, docket: &mut Docket) {
        let item = self.sayings.item(group.survivor);
        let rule = &self.rules.rules[group.rule as usize];
        let action = match group.is_for_people() {
            true => Action::Review,
            false => rule.action,
        };
        let rate = group.rate;
        let key = vec![
            u64::from(item.typed(Field::Name).code()),
            u64::from(item.typed(Field::Department).code()),
            rate.map_or(0, |r| (u64::from(r.times()) << 32) | u64::from(r.years())),
            u64::from(action == Action::Review),
        ];
        let finding = docket.finding((group.rule, key), || {
            let name = self.sayings.items.texts.get(item.typed(Field::Name));
            let department = self.sayings.items.texts.get(item.typed(Field::Department));
            let note = match (group.kind, department.is_empty()) {
                (GroupKind::Same, true) => say!("并入同一事项“{name}”", "folded into “{name}”"),
                (GroupKind::Same, false) => say!(
                    "并入同一事项“{name}”（{department}）",
                    "folded into “{name}” ({department})"
                ),
                (GroupKind::Joint, _) => {
                    say!("与“{name}”合并在一次进行", "on one occasion with “{name}”")
                }
            };
            Finding {
                rule: group.rule,
                action,
                to: Change {
                    per_year: rate.filter(|_| action != Action::Review),
                    ..rule.to.clone()
                },
                evidence: vec![Evidence {
                    field: None,
                    found: name.to_owned(),
                    note: Some(note),
                }],
            }
        });
        for &member in &group.members {
            docket.add(member, finding);
        }
    }

    /// How often an entry is still needed after what else was found.
    fn needed(&self, entry: u32, docket: &Docket) -> Option<Rate> {
        let rate = self.sayings.item(entry).frequency.rate?;
        let limit = docket.standing(entry).limit;
        Some(limit.map_or(rate, |limit| limit.min(rate)))
    }

    /// Who stays: what may not be folded away, then the strongest basis, then what a keep protects,
    /// then what says most.
    fn survivor(&self, members: &[u32], docket: &Docket) -> Option<u32> {
        let weight = |entry: u32| {
            let item = self.sayings.item(entry);
            let extent = self.sayings.forms.extent(item.typed(Field::Content));
            let standing = docket.standing(entry);
            (
                Reverse(standing.is_kept_from(Action::Merge)),
                self.sayings
                    .items
                    .basis(self.sayings.entry(entry).item)
                    .kind,
                Reverse(standing.is_kept),
                Reverse(item.field_count.unwrap_or(0).max(extent.entries)),
                Reverse(extent.characters),
                item.issuer.level,
            )
        };
        let texts = |entry: u32| {
            let item = self.sayings.item(entry);
            let text = |field| self.sayings.items.texts.get(item.typed(field));
            (
                text(Field::Name),
                text(Field::Department),
                text(Field::Basis),
                text(Field::Frequency),
                text(Field::Content),
                entry,
            )
        };
        let weighed = members.iter().map(|&member| (weight(member), member));
        // What they say is looked at only where nothing else decides.
        let order = |(weight, a): &(_, u32), (other, b): &(_, u32)| {
            Ord::cmp(weight, other).then_with(|| texts(*a).cmp(&texts(*b)))
        };
        weighed.min_by(order).map(|(_, survivor)| survivor)
    }

    /// The entry whose department leads: most minutes a year, where all are known; else most times a
    /// year; else the higher level.
    fn lead(&self, members: &[u32]) -> Option<u32> {
        let named: Vec<(u32, &Item)> = members
            .iter()
            .map(|&m| (m, self.sayings.item(m)))
            .filter(|(_, item)| !item.issuer.name.is_blank())
            .collect();
        let all_minutes = named
            .iter()
            .all(|(_, item)| item.minutes_per_year().is_some());
        let all_rates = named.iter().all(|(_, item)| item.frequency.rate.is_some());
        let minutes = |item: &Item| {
            let minutes = item.minutes_per_year().filter(|_| all_minutes)?;
            Rate::new(u32::try_from(minutes.0).ok()?, minutes.1)
        };
        let weight = |item: &Item| {
            (
                Reverse(minutes(item)),
                Reverse(item.frequency.rate.filter(|_| all_rates)),
                item.issuer.level.map_or(usize::MAX, |level| level as usize),
            )
        };
        let texts = |(entry, item): &(u32, &Item)| {
            let text = |symbol| self.sayings.items.texts.get(symbol);
            (
                text(item.issuer.name),
                text(item.typed(Field::Department)),
                *entry,
            )
        };
        // What they say is looked at only where nothing else decides.
        let order = |a: &&(u32, &Item), b: &&(u32, &Item)| {
            let weighed = weight(a.1).cmp(&weight(b.1));
            weighed.then_with(|| texts(a).cmp(&texts(b)))
        };
        named.iter().min_by(order).map(|(lead, _)| *lead)
    }

    /// What people must look at before they sign.
    fn doubts(&self, group: &Group, cluster: &Cluster, pairing: &Pairing) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        let nodes = || cluster.nodes.iter().map(|&node| &pairing.nodes[node]);
        let disjoint = nodes().enumerate().any(|(at, one)| {
            let others = nodes().skip(at + 1);
            others
                .into_iter()
                .any(|other| one.contents(other) == Contents::Disjoint)
        });
        if disjoint {
            doubts.push(Doubt::Contents);
        }
        let asked = match self.rules.rules[group.rule as usize].kind {
            RuleKind::Group { similar, .. } => similar,
            _ => None,
        };
        if asked.is_some_and(|asked| share(cluster.least.saturating_sub(NARROW)) < asked) {
            doubts.push(Doubt::Likeness);
        }
        let by_statute = |&&m: &&u32| {
            self.sayings.items.basis(self.sayings.entry(m).item).kind == BasisKind::Statute
                && m != group.survivor
        };
        if group.members.iter().filter(by_statute).count() > 0 {
            doubts.push(Doubt::Statute);
        }
        if group
            .members
            .iter()
            .any(|&m| self.sayings.item(m).frequency.rate.is_none())
        {
            doubts.push(Doubt::Rate);
        }
        doubts
    }
}
