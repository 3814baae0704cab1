//! Where every entry of a block stands while findings come in; each distinct verdict is settled once.

use std::sync::Arc;

use hashbrown::HashMap;

use super::block::Block;
use super::settle::settle;
use super::shared::Shared;
use super::{Finding, Verdict};
use crate::finding::Action;
use crate::item::{ItemId, Rate};
use crate::parallel;
use crate::rule::{RuleKind, RuleSet};

/// What makes two findings the same: the rule and what it saw, by numbers.
pub(super) type FindingKey = (u32, Vec<u64>);

/// What is asked of a verdict far more often than the rest of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Its action.
    pub(super) action: Action,
    /// Whether a keep protects the item, whatever else is found.
    pub(super) is_kept: bool,
    /// The actions that a keep protects the item from, one bit each.
    kept_from: u8,
    /// Whether another department takes the item over.
    pub(super) is_handed_over: bool,
    /// Whether rules that can't be ordered leave it to people.
    pub(super) is_undecided: bool,
    /// At most so many times a year.
    pub(super) limit: Option<Rate>,
}

impl Standing {
    fn of(verdict: &Verdict, rules: &RuleSet) -> Self {
        let keeps =
            verdict
                .cited()
                .filter_map(|finding| match &rules.rules[finding.rule as usize].kind {
                    RuleKind::Keep { allow, .. } => Some(allow),
                    _ => None,
                });
        let (mut is_kept, mut kept_from) = (false, 0);
        for allow in keeps {
            is_kept = true;
            let forbidden = Action::ALL.iter().filter(|action| !allow.contains(action));
            kept_from |= forbidden.fold(0, |bits, &action| bits | bit(action));
        }
        Self {
            action: verdict.action,
            is_kept,
            kept_from,
            is_handed_over: verdict.is_handed_over(),
            is_undecided: verdict.action == Action::Review && verdict.by.is_none(),
            limit: verdict.target.per_year,
        }
    }

    /// Whether a keep protects the item from an action.
    pub(super) fn is_kept_from(&self, action: Action) -> bool {
        self.kept_from & bit(action) != 0
    }
}

const fn bit(action: Action) -> u8 {
    1 << action as u8
}

/// The verdicts that rules give which judge an item by itself; what all blocks begin with.
pub(super) struct Settled<'a> {
    rules: &'a RuleSet,
    verdicts: Vec<Verdict>,
    standings: Vec<Standing>,
    /// The verdict of each item.
    of_item: Vec<u32>,
    /// Findings on more than one item.
    findings: Shared<FindingKey, Arc<Finding>>,
}

impl<'a> Settled<'a> {
    /// Settles each distinct set of findings; `of_item` is the set of each item.
    pub(super) fn new(
        rules: &'a RuleSet,
        sets: &[Vec<Arc<Finding>>],
        of_item: Vec<u32>,
        threads: usize,
    ) -> Self {
        let settled = |findings: &Vec<Arc<Finding>>| {
            let verdict = settle(findings.clone(), rules);
            (Standing::of(&verdict, rules), verdict)
        };
        let shares = parallel::shares(sets, threads);
        let settled = parallel::over(shares, threads, |sets| {
            sets.iter().map(settled).collect::<Vec<_>>()
        });
        let (standings, verdicts) = settled.into_iter().flatten().unzip();
        Self {
            rules,
            standings,
            verdicts,
            of_item,
            findings: Shared::default(),
        }
    }

    fn into_verdicts(self) -> Vec<Verdict> {
        self.verdicts
    }

    /// The action on an item by itself.
    pub(super) fn action(&self, item: ItemId) -> Action {
        self.standings[self.of_item[item.index()] as usize].action
    }
}

/// A block rarely has more verdicts of its own than one for so many entries: they are large, and have
/// room from the start.
const ENTRIES_A_VERDICT: usize = 4;

/// The verdicts of a block so far.
pub(super) struct Docket<'a> {
    settled: &'a Settled<'a>,
    /// The first entry that the block may hold.
    first: u32,
    /// The verdict of each entry from there on.
    of_entry: Vec<u32>,
    /// Verdicts beyond those that were settled before, with what is asked of them most.
    verdicts: Vec<Verdict>,
    standings: Vec<Standing>,
    findings: Vec<Arc<Finding>>,
    numbers: HashMap<FindingKey, u32>,
    /// The verdict that another becomes by one more finding.
    next: HashMap<(u32, u32), u32>,
}

impl<'a> Docket<'a> {
    /// The entries of a block with the findings of rules that judge an item by itself.
    pub(super) fn new(settled: &'a Settled<'a>, block: &Block) -> Self {
        let of_entry = block
            .entries()
            .map(|entry| settled.of_item[entry.item.index()]);
        let of_entry: Vec<u32> = of_entry.collect();
        let more = of_entry.len() / ENTRIES_A_VERDICT;
        Self {
            settled,
            first: block.first(),
            of_entry,
            verdicts: Vec::with_capacity(more),
            standings: Vec::with_capacity(more),
            findings: Vec::new(),
            numbers: HashMap::new(),
            next: HashMap::new(),
        }
    }

    /// Where an entry stands so far.
    pub(super) fn standing(&self, entry: u32) -> &Standing {
        let verdict = self.of_entry[(entry - self.first) as usize] as usize;
        let settled = &self.settled.standings;
        settled
            .get(verdict)
            .unwrap_or_else(|| &self.standings[verdict - settled.len()])
    }

    /// The action of the verdict on an entry so far.
    pub(super) fn action(&self, entry: u32) -> Action {
        self.standing(entry).action
    }

    fn verdict(&self, number: u32) -> &Verdict {
        let settled = &self.settled.verdicts;
        settled
            .get(number as usize)
            .unwrap_or_else(|| &self.verdicts[number as usize - settled.len()])
    }

    /// The number of a finding, made where it is new.
    pub(super) fn finding(&mut self, key: FindingKey, make: impl FnOnce() -> Finding) -> u32 {
        if let Some(&number) = self.numbers.get(&key) {
            return number;
        }
        let number = self.findings.len() as u32;
        let made = self.settled.findings.get(key.clone(), || Arc::new(make()));
        self.findings.push(made);
        self.numbers.insert(key, number);
        number
    }

    /// Settles an entry anew with one more finding.
    pub(super) fn add(&mut self, entry: u32, finding: u32) {
        let at = (entry - self.first) as usize;
        let before = self.of_entry[at];
        let after = self.next.get(&(before, finding)).copied();
        let after = after.unwrap_or_else(|| {
            let mut findings = self.verdict(before).findings();
            findings.push(self.findings[finding as usize].clone());
            let rules = self.settled.rules;
            let verdict = settle(findings, rules);
            let number = (self.settled.verdicts.len() + self.verdicts.len()) as u32;
            self.standings.push(Standing::of(&verdict, rules));
            self.verdicts.push(verdict);
            self.next.insert((before, finding), number);
            number
        });
        self.of_entry[at] = after;
    }
}

/// The verdicts of all entries, put together block by block.
pub(super) struct Rulings {
    /// The verdict of each entry.
    pub(super) of_entry: Vec<u32>,
    /// Those that any entry got.
    pub(super) verdicts: Vec<Verdict>,
}

impl Rulings {
    /// Closes the dockets of all blocks.
    pub(super) fn of(settled: Settled, entries: usize, dockets: Vec<(&Block, Closed)>) -> Self {
        let shared = settled.verdicts.len();
        let mut is_used = vec![false; shared];
        for (block, closed) in &dockets {
            let own = block.communities().iter().flatten();
            for verdict in own.map(|entry| closed.of_entry[(entry - block.first()) as usize]) {
                if let Some(is_used) = is_used.get_mut(verdict as usize) {
                    *is_used = true;
                }
            }
        }
        let (mut verdicts, renumbered) = only_used(settled.into_verdicts(), &is_used);
        let more = dockets.iter().map(|(_, closed)| closed.verdicts.len());
        verdicts.reserve_exact(more.sum());
        let mut of_entry = vec![0; entries];
        for (block, closed) in dockets {
            let before = verdicts.len() as u32;
            for &entry in block.communities().iter().flatten() {
                let own = closed.of_entry[(entry - block.first()) as usize];
                let known = renumbered.get(own as usize).copied();
                of_entry[entry as usize] = known.unwrap_or_else(|| before + own - shared as u32);
            }
            verdicts.extend(closed.verdicts);
        }
        Self { of_entry, verdicts }
    }
}

/// Without the verdicts that no entry got in the end; with the new numbers of all of them.
fn only_used(verdicts: Vec<Verdict>, is_used: &[bool]) -> (Vec<Verdict>, Vec<u32>) {
    let mut before = 0;
    let number = |used: &bool| {
        before += u32::from(*used);
        before.saturating_sub(1)
    };
    let renumbered = is_used.iter().map(number).collect();
    let used = verdicts.into_iter().zip(is_used);
    let used = used.filter(|(_, is_used)| **is_used);
    (used.map(|(verdict, _)| verdict).collect(), renumbered)
}

/// What a docket leaves when nothing more comes in.
pub(super) struct Closed {
    of_entry: Vec<u32>,
    verdicts: Vec<Verdict>,
}

impl From<Docket<'_>> for Closed {
    fn from(docket: Docket<'_>) -> Self {
        let shared = docket.settled.verdicts.len() as u32;
        let mut is_used = vec![false; docket.verdicts.len()];
        let own = |verdict: u32| verdict.checked_sub(shared).map(|own| own as usize);
        for own in docket.of_entry.iter().filter_map(|&verdict| own(verdict)) {
            is_used[own] = true;
        }
        let (verdicts, renumbered) = only_used(docket.verdicts, &is_used);
        let mut of_entry = docket.of_entry;
        for verdict in &mut of_entry {
            *verdict = own(*verdict).map_or(*verdict, |own| shared + renumbered[own]);
        }
        Self { of_entry, verdicts }
    }
}

impl Verdict {
    /// Findings that are cited: the one that decided first, then those beside it.
    pub fn cited(&self) -> impl Iterator<Item = &Finding> {
        self.by.iter().chain(&self.beside).map(|finding| &**finding)
    }

    /// All findings, in no order that matters.
    pub(super) fn findings(&self) -> Vec<Arc<Finding>> {
        let standing = self.by.iter().chain(&self.beside);
        standing.chain(&self.overruled).cloned().collect()
    }
}
