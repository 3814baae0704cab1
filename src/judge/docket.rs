//! Where every entry stands while findings come in; each distinct verdict is settled once.

use hashbrown::HashMap;

use super::settle::settle;
use super::{Finding, Verdict};
use crate::finding::Action;
use crate::rule::{RuleKind, RuleSet};

/// What makes two findings the same: the rule and what it saw, by numbers.
pub(super) type FindingKey = (u32, Vec<u64>);

/// The verdicts so far.
pub(super) struct Docket<'a> {
    rules: &'a RuleSet,
    /// The verdict of each entry.
    of_entry: Vec<u32>,
    verdicts: Vec<Verdict>,
    /// The action of each verdict, which is asked for far more often than the rest of it.
    actions: Vec<Action>,
    findings: Vec<Finding>,
    numbers: HashMap<FindingKey, u32>,
    /// The verdict that another becomes by one more finding.
    next: HashMap<(u32, u32), u32>,
}

impl<'a> Docket<'a> {
    /// Entries with the findings of rules that judge an item by itself.
    pub(super) fn new(rules: &'a RuleSet, sets: Vec<Vec<Finding>>, of_entry: Vec<u32>) -> Self {
        let settled = sets.into_iter().map(|findings| settle(findings, rules));
        let verdicts: Vec<Verdict> = settled.collect();
        Self {
            rules,
            of_entry,
            actions: verdicts.iter().map(|verdict| verdict.action).collect(),
            verdicts,
            findings: Vec::new(),
            numbers: HashMap::new(),
            next: HashMap::new(),
        }
    }

    /// The verdict on an entry so far.
    pub(super) fn verdict(&self, entry: u32) -> &Verdict {
        &self.verdicts[self.of_entry[entry as usize] as usize]
    }

    /// The action of the verdict on an entry so far.
    pub(super) fn action(&self, entry: u32) -> Action {
        self.actions[self.of_entry[entry as usize] as usize]
    }

    /// The number of a finding, made where it is new.
    pub(super) fn finding(&mut self, key: FindingKey, make: impl FnOnce() -> Finding) -> u32 {
        let next = self.findings.len() as u32;
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.findings.push(make());
        }
        number
    }

    /// Settles an entry anew with one more finding.
    pub(super) fn add(&mut self, entry: u32, finding: u32) {
        let before = self.of_entry[entry as usize];
        let after = self.next.get(&(before, finding)).copied();
        let after = after.unwrap_or_else(|| {
            let mut findings = self.verdicts[before as usize].findings();
            findings.push(self.findings[finding as usize].clone());
            let verdict = settle(findings, self.rules);
            self.actions.push(verdict.action);
            self.verdicts.push(verdict);
            let number = self.verdicts.len() as u32 - 1;
            self.next.insert((before, finding), number);
            number
        });
        self.of_entry[entry as usize] = after;
    }

    /// Whether a keep protects an entry, whatever else is found.
    pub(super) fn is_kept(&self, entry: u32) -> bool {
        self.keeps(entry).next().is_some()
    }

    /// Whether a keep protects an entry from an action.
    pub(super) fn is_kept_from(&self, entry: u32, action: Action) -> bool {
        self.keeps(entry).any(|allow| !allow.contains(&action))
    }

    fn keeps(&self, entry: u32) -> impl Iterator<Item = &[Action]> {
        let verdict = self.verdict(entry);
        let findings = verdict.by.iter().chain(&verdict.beside);
        findings.filter_map(
            |finding| match &self.rules.rules[finding.rule as usize].kind {
                RuleKind::Keep { allow, .. } => Some(allow.as_slice()),
                _ => None,
            },
        )
    }

    /// The verdict of each entry, and the distinct verdicts that any of them got, in the order of
    /// the entries.
    pub(super) fn close(self) -> (Vec<u32>, Vec<Verdict>) {
        let mut renumbered = vec![u32::MAX; self.verdicts.len()];
        let mut of_entry = self.of_entry;
        let mut order = Vec::new();
        for verdict in &mut of_entry {
            let number = &mut renumbered[*verdict as usize];
            if *number == u32::MAX {
                *number = order.len() as u32;
                order.push(*verdict);
            }
            *verdict = *number;
        }
        let mut all: Vec<Option<Verdict>> = self.verdicts.into_iter().map(Some).collect();
        let used = order.iter().filter_map(|&old| all[old as usize].take());
        (of_entry, used.collect())
    }
}

impl Verdict {
    /// All findings, in no order that matters.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let standing = self.by.iter().chain(&self.beside);
        standing.chain(&self.overruled).cloned().collect()
    }
}
