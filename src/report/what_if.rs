//! What changes by `--set`: each item whose verdict is another than without it, with its hours.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::item::{PerYear, group_id};
use super::{Audit, Counts, Facts, Summary, saving};
use crate::finding::Action;
use crate::item::Field;
use crate::judge::{Judgement, Verdict};
use crate::text::Symbol;

/// The audit with and without what was overruled.
pub(super) struct WhatIf<'f, 'a> {
    facts: &'f Facts<'a>,
    without: Audit<'a>,
    /// The entries in scope on which something is different, in the order of the input.
    pub(super) changed: Vec<u32>,
}

/// Counts without and with what was overruled.
pub(super) struct Both {
    pub(super) without: Counts,
    pub(super) with: Counts,
}

impl<'f, 'a> WhatIf<'f, 'a> {
    /// Compares; `None` where nothing was overruled.
    pub(super) fn of(facts: &'f Facts<'a>) -> Option<Self> {
        let without = Audit {
            judgement: facts.alternatives.without_settings?,
            ..facts.audit
        };
        let mut what_if = Self {
            facts,
            without,
            changed: Vec::new(),
        };
        let changed = facts
            .scope
            .iter()
            .copied()
            .filter(|entry| what_if.differs(*entry));
        what_if.changed = changed.collect();
        Some(what_if)
    }

    /// What was overruled, `quota.district-meetings.limit=3`.
    pub(super) fn settings(&self) -> &'a [String] {
        &self.facts.audit.rules.settings
    }

    /// The verdict without what was overruled.
    pub(super) fn before(&self, entry: u32) -> &'a Verdict {
        self.without.judgement.verdict(entry as usize)
    }

    /// Hours saved a year on an entry, without and with; `None` where they aren't known.
    pub(super) fn hours_saved(&self, entry: u32) -> [Option<f64>; 2] {
        [self.without.judgement, self.facts.audit.judgement].map(|judgement| {
            self.facts.item(entry).minutes_per_year()?;
            let saved = judgement.minutes_saved(self.facts.audit.items, entry as usize)?;
            Some(saving::hours(saved.0, saved.1))
        })
    }

    /// Everything in scope.
    pub(super) fn total(&self) -> Both {
        Both {
            without: Summary::of(&self.without, &self.facts.scope).total,
            with: self.facts.summary().total.clone(),
        }
    }

    /// The departments of the items that change, with all that they impose.
    pub(super) fn departments(&self) -> Vec<(Symbol, Both)> {
        let issuer = |entry: u32| self.facts.item(entry).issuer.name;
        let mut touched: BTreeMap<Symbol, Vec<u32>> = BTreeMap::new();
        for entry in &self.changed {
            touched.entry(issuer(*entry)).or_default();
        }
        for entry in &self.facts.scope {
            if let Some(entries) = touched.get_mut(&issuer(*entry)) {
                entries.push(*entry);
            }
        }
        let both = |(department, entries): (Symbol, Vec<u32>)| {
            let both = Both {
                without: Summary::of(&self.without, &entries).total,
                with: Summary::of(&self.facts.audit, &entries).total,
            };
            (department, both)
        };
        touched.into_iter().map(both).collect()
    }

    fn differs(&self, entry: u32) -> bool {
        let (one, other) = (self.without.judgement, self.facts.audit.judgement);
        let (was, is) = (self.before(entry), self.facts.verdict(entry));
        let same_group = partners(one, entry) == partners(other, entry);
        (was.action, &was.also, &was.target) != (is.action, &is.also, &is.target) || !same_group
    }

    fn side(&self, judgement: &Judgement, entry: u32) -> Value {
        let verdict = judgement.verdict(entry as usize);
        let group = judgement.rulings[entry as usize].group;
        json!({
            "action": verdict.action,
            "also": verdict.also,
            "rule": verdict.by.as_ref().map(|by| &self.facts.rule(by).id),
            "per_year": verdict.target.per_year.map(PerYear),
            "group": group.map(group_id),
        })
    }
}

/// Those that an entry is folded with, whatever number their group has.
fn partners(judgement: &Judgement, entry: u32) -> Option<(u32, &[u32])> {
    let group = judgement.rulings[entry as usize].group?;
    let group = &judgement.groups[group as usize];
    Some((group.survivor, &group.members))
}

/// The difference for programs; `None` where nothing was overruled.
pub(super) fn json(facts: &Facts<'_>) -> Option<Value> {
    let what_if = WhatIf::of(facts)?;
    let changed = what_if.changed.iter().map(|&entry| {
        let [without, with] = what_if.hours_saved(entry);
        json!({
            "id": facts.id(entry),
            "key": facts.key(entry),
            "name": facts.field(entry, Field::Name),
            "without": what_if.side(what_if.without.judgement, entry),
            "with": what_if.side(facts.audit.judgement, entry),
            "hours_saved_per_year": {"without": without, "with": with},
        })
    });
    let changed: Vec<Value> = changed.collect();
    let departments = what_if.departments().into_iter().map(|(name, both)| {
        json!({"department": facts.text(name), "without": counted(&both.without), "with": counted(&both.with)})
    });
    let total = what_if.total();
    Some(json!({
        "settings": what_if.settings(),
        "changed": changed,
        "departments": departments.collect::<Vec<_>>(),
        "summary": {"without": counted(&total.without), "with": counted(&total.with)},
    }))
}

fn counted(counts: &Counts) -> Value {
    let by_action = Action::ALL
        .iter()
        .map(|action| (action.word(), counts.of(*action)));
    let by_action: BTreeMap<&str, u64> = by_action.collect();
    json!({
        "items": counts.items,
        "by_action": by_action,
        "after": counts.after,
        "hours_per_year": {"before": counts.hours.before(), "after": counts.hours.after()},
    })
}
