//! Proposes, community by community, the fewest cuts that reach what is aimed at; what is protected is not touched.

use std::collections::{BTreeMap, HashMap};

use super::aim::{Aim, Counted, Wish, hours, quota, target};
use super::cover::{Cover, Goal, cover};
use crate::finding::Action;
use crate::item::Items;
use crate::judge::{Judgement, QuotaUse, quota_uses};
use crate::rule::{RuleKind, RuleSet};
use crate::words::Words;

/// What is proposed for one community.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its entries, by position; the first says what it is called.
    pub entries: Vec<u32>,
    /// The entries to cut, by position; the fewest that were found.
    pub cuts: Vec<u32>,
    /// No set has fewer than this; where it is as many, none is smaller.
    pub at_least: usize,
    /// What they reach.
    pub reached: Vec<Reached>,
    /// What can't be reached without touching what is protected; nothing is cut for it.
    pub missed: Vec<Missed>,
    /// Aims whose amounts are beyond what can be counted exactly.
    pub uncounted: Vec<Aim>,
}

/// An aim and what the cuts make of it: hours a year, what a quota counts in its period, or items.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached {
    /// What is aimed at.
    pub aim: Aim,
    /// For whom a quota is counted beside the community.
    pub counted_for: String,
    /// How much there is.
    pub before: f64,
    /// How much there may be.
    pub at_most: f64,
    /// How much is left.
    pub after: f64,
    /// Entries of unknown amount; they count on neither side.
    pub unknown: u32,
}

/// An aim that can't be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Missed {
    /// What is aimed at.
    pub aim: Aim,
    /// For whom a quota is counted beside the community.
    pub counted_for: String,
    /// How much there is.
    pub before: f64,
    /// How much there may be.
    pub at_most: f64,
    /// How much is protected: more than there may be.
    pub protected: f64,
    /// The fewest protected entries that alone exceed it, by position, and what each comes to.
    pub exceeding: Vec<(u32, f64)>,
}

/// Proposes cuts for every community that has anything to reach.
pub fn propose(
    items: &Items,
    rules: &RuleSet,
    words: &Words,
    judgement: &Judgement,
    wish: Wish,
) -> Vec<Proposal> {
    let mut proposing = Proposing {
        items,
        rules,
        judgement,
        wish,
        covered: HashMap::new(),
    };
    let communities = quota_uses(items, rules, words).into_iter();
    let proposals = communities.map(|(entries, uses)| proposing.community(entries, &uses));
    proposals.collect()
}

struct Proposing<'a> {
    items: &'a Items,
    rules: &'a RuleSet,
    judgement: &'a Judgement,
    wish: Wish,
    /// Communities that are asked the same have the same answer.
    covered: HashMap<Vec<Goal>, Cover>,
}

impl Proposing<'_> {
    fn community(&mut self, entries: Vec<u32>, uses: &[QuotaUse]) -> Proposal {
        let (aims, uncounted) = self.aims(&entries, uses);
        let order = self.order(&entries);
        let place: BTreeMap<u32, usize> = order.iter().copied().zip(0..).collect();
        let goals = aims
            .iter()
            .map(|aim| aim.goal(|entry| place.get(&entry).copied()));
        let goals: Vec<Goal> = goals.collect();
        let covered = self
            .covered
            .entry(goals)
            .or_insert_with_key(|goals| cover(goals));
        let mut cuts: Vec<u32> = covered.chosen.iter().map(|at| order[*at]).collect();
        cuts.sort_unstable();
        let is_missed = |at: usize| covered.out_of_reach.contains(&at);
        let (missed, reached): (Vec<usize>, Vec<usize>) =
            (0..aims.len()).partition(|at| is_missed(*at));
        Proposal {
            at_least: covered.at_least,
            reached: reached
                .iter()
                .map(|at| reached_by(&aims[*at], &cuts))
                .collect(),
            missed: missed
                .iter()
                .map(|at| missed_by(&aims[*at], |entry| !place.contains_key(&entry)))
                .collect(),
            entries,
            cuts,
            uncounted,
        }
    }

    /// What is to be reached, and what can't be counted.
    fn aims(&self, entries: &[u32], uses: &[QuotaUse]) -> (Vec<Counted>, Vec<Aim>) {
        let mut all: Vec<(Aim, Option<Counted>)> = Vec::new();
        if let Some(share) = self.wish.share {
            all.push((Aim::Hours, hours(self.items, entries, share)));
        }
        if self.wish.quotas {
            let of_use = |used: &QuotaUse| (Aim::Quota(used.rule), quota(self.rules, used));
            all.extend(uses.iter().map(of_use));
        }
        if self.wish.targets {
            let targets = 0..self.rules.targets.len() as u32;
            let of_target = |at| Some(target(self.items, self.rules, entries, at));
            all.extend(targets.map(|at| (Aim::Target(at), of_target(at))));
        }
        let uncounted = all.iter().filter(|(_, counted)| counted.is_none());
        let uncounted = uncounted.map(|(aim, _)| *aim).collect();
        let counted = all.into_iter().filter_map(|(_, counted)| counted);
        (
            counted.filter(|counted| counted.needed > 0).collect(),
            uncounted,
        )
    }

    /// The entries that may be cut: those first that the rules would delete anyhow, then what they
    /// would change, then what they are silent about.
    fn order(&self, entries: &[u32]) -> Vec<u32> {
        let free = entries
            .iter()
            .copied()
            .filter(|entry| !self.is_protected(*entry));
        let mut order: Vec<u32> = free.collect();
        order.sort_by_key(|entry| (self.judgement.verdict(*entry as usize).action, *entry));
        order
    }

    /// Whether an entry isn't to be touched: a rule says that it stays, people decided so, or must
    /// decide first.
    fn is_protected(&self, entry: u32) -> bool {
        let verdict = self.judgement.verdict(entry as usize);
        let is_kept =
            |rule: u32| matches!(self.rules.rules[rule as usize].kind, RuleKind::Keep { .. });
        match verdict.action {
            Action::Delete => false,
            Action::Review => true,
            Action::Keep => verdict.by.is_some() || verdict.decided.is_some(),
            _ => verdict.beside.iter().any(|finding| is_kept(finding.rule)),
        }
    }
}

fn reached_by(aim: &Counted, cuts: &[u32]) -> Reached {
    let cut = aim
        .amounts
        .iter()
        .filter(|(entry, _)| cuts.binary_search(entry).is_ok());
    let cut: u128 = cut.map(|(_, amount)| amount).sum();
    let total = aim.total();
    Reached {
        aim: aim.aim,
        counted_for: aim.counted_for.clone(),
        before: aim.shown(total),
        at_most: aim.shown(total - aim.needed),
        after: aim.shown(total - cut),
        unknown: aim.unknown,
    }
}

fn missed_by(aim: &Counted, is_protected: impl Fn(u32) -> bool) -> Missed {
    let amounts = aim.amounts.iter().copied();
    let mut protected: Vec<(u32, u128)> =
        amounts.filter(|(entry, _)| is_protected(*entry)).collect();
    protected.sort_by_key(|(entry, amount)| (std::cmp::Reverse(*amount), *entry));
    let total = aim.total();
    let at_most = total - aim.needed;
    let mut sum = 0;
    let exceeding = protected.iter().take_while(|(_, amount)| {
        let is_within = sum <= at_most;
        sum += amount;
        is_within
    });
    Missed {
        aim: aim.aim,
        counted_for: aim.counted_for.clone(),
        before: aim.shown(total),
        at_most: aim.shown(at_most),
        exceeding: exceeding
            .map(|(entry, amount)| (*entry, aim.shown(*amount)))
            .collect(),
        protected: aim.shown(protected.iter().map(|(_, amount)| amount).sum()),
    }
}
