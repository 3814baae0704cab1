//! Decisions of people laid over verdicts: what was refused stays, and leaves its group.

use std::sync::Arc;

use jiff::civil::Date;

use super::settle::settle;
use super::{Judgement, Verdict};
use crate::finding::Action;
use crate::rule::{Change, RuleSet};

/// What people decided on a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Whether they accepted it.
    pub accepted: bool,
    /// What was proposed.
    pub proposed: Action,
    /// Why.
    pub reason: String,
    /// The office that decided.
    pub by: String,
    /// The last day on which it holds.
    pub until: Date,
}

impl Verdict {
    /// Whether people refused what was proposed.
    pub fn is_refused(&self) -> bool {
        let refused =
            |decided: &Arc<Decided>| !decided.accepted && decided.proposed != Action::Keep;
        self.decided.as_ref().is_some_and(refused)
    }

    /// Whether the rules keep it and nobody does any longer: its day has passed, or people say that it
    /// needn't be kept.
    pub fn is_kept_no_longer(&self) -> bool {
        let on_keeping = |decided: &Arc<Decided>| decided.proposed == Action::Keep;
        self.action == Action::Review && self.decided.as_ref().is_some_and(on_keeping)
    }

    /// Whether it was kept to a day that has passed, and nobody renewed it.
    pub fn has_lapsed(&self) -> bool {
        let accepted = |decided: &Arc<Decided>| decided.accepted;
        self.is_kept_no_longer() && self.decided.as_ref().is_some_and(accepted)
    }
}

impl Judgement {
    /// Notes what was decided on an entry; one whose proposal was refused is kept as it is, and those
    /// it was to be folded with go on without it.
    pub fn decide(&mut self, entry: usize, decided: Arc<Decided>, rules: &RuleSet) {
        let accepted = decided.accepted;
        let mut verdict = self.verdict(entry).clone();
        verdict.decided = Some(decided);
        if !accepted {
            verdict.action = Action::Keep;
            verdict.also.clear();
            verdict.target = Change::default();
        }
        self.set(entry, verdict);
        if !accepted {
            self.leave_group(entry, rules);
        }
    }

    /// Notes until when an entry is kept that the rules keep; one that isn't kept any longer, because
    /// that day has passed or people say so, is for people to look at.
    pub fn keep_until(&mut self, entry: usize, decided: Arc<Decided>, holds: bool) {
        let mut verdict = self.verdict(entry).clone();
        if !holds {
            verdict.action = Action::Review;
            verdict.also.clear();
        }
        verdict.decided = Some(decided);
        self.set(entry, verdict);
    }

    fn set(&mut self, entry: usize, verdict: Verdict) {
        self.rulings[entry].verdict = self.verdicts.len() as u32;
        self.verdicts.push(verdict);
    }

    fn leave_group(&mut self, entry: usize, rules: &RuleSet) {
        let Some(number) = self.rulings[entry].group.take() else {
            return;
        };
        let group = &mut self.groups[number as usize];
        group.members.retain(|member| *member as usize != entry);
        match group.members[..] {
            [only] => self.dissolve(only as usize, rules),
            [first, ..] if group.survivor as usize == entry => group.survivor = first,
            _ => {}
        }
    }

    /// The last of a group has nothing to be folded with: what else was found decides.
    fn dissolve(&mut self, entry: usize, rules: &RuleSet) {
        self.rulings[entry].group = None;
        let verdict = self.verdict(entry);
        let mut findings = verdict.findings();
        findings.retain(|finding| finding.action != Action::Merge);
        let decided = verdict.decided.clone();
        let mut settled = settle(findings, rules);
        settled.decided = decided;
        self.set(entry, settled);
    }
}
