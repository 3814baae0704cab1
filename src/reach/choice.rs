//! A choice of cuts while it is being made: what it saves of each goal so far.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::cover::Goal;

/// More pairs of cuts than this aren't tried for a change of places.
const PAIRS: usize = 4_000_000;

/// The cuts chosen, and what they save.
pub(super) struct Choice<'g> {
    goals: &'g [Goal],
    /// Of each cut what it saves of which goal.
    of_cut: Vec<Vec<(usize, u128)>>,
    /// Of each cut whether it is chosen.
    pub(super) chosen: Vec<bool>,
    saved: Vec<u128>,
}

/// A cut with the share of what is open that it closes.
#[derive(PartialEq)]
struct Gain {
    share: f64,
    cut: usize,
}

impl Eq for Gain {}

impl PartialOrd for Gain {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Gain {
    fn cmp(&self, other: &Self) -> Ordering {
        let lower = || other.cut.cmp(&self.cut);
        self.share.total_cmp(&other.share).then_with(lower)
    }
}

impl<'g> Choice<'g> {
    /// Nothing chosen yet.
    pub(super) fn among(goals: &'g [Goal]) -> Self {
        let cuts = goals.iter().flat_map(|goal| &goal.savings);
        let count = cuts.map(|(cut, _)| cut + 1).max().unwrap_or(0);
        let mut of_cut = vec![Vec::new(); count];
        for (at, goal) in goals.iter().enumerate() {
            for (cut, saving) in goal.savings.iter().filter(|(_, saving)| *saving > 0) {
                of_cut[*cut].push((at, *saving));
            }
        }
        Self {
            goals,
            of_cut,
            chosen: vec![false; count],
            saved: vec![0; goals.len()],
        }
    }

    /// The same goals with another choice.
    pub(super) fn replace(&mut self, chosen: &[bool]) {
        for (cut, is_chosen) in chosen.iter().enumerate() {
            self.set(cut, *is_chosen);
        }
    }

    /// How many are chosen.
    pub(super) fn size(&self) -> usize {
        self.chosen.iter().filter(|chosen| **chosen).count()
    }

    /// Chooses always the cut that closes the largest share of what is open. Which it is only decides
    /// how good the choice is, so shares are rounded. A share never grows, so only the first in the
    /// queue has to be looked at again.
    pub(super) fn by_greed(&mut self) {
        let all = (0..self.chosen.len()).map(|cut| self.gain(cut));
        let mut queue: BinaryHeap<Gain> = all.collect();
        while let Some(first) = queue.pop() {
            let gain = self.gain(first.cut);
            if gain.share <= 0.0 {
                continue;
            }
            if queue.peek().is_none_or(|next| gain >= *next) {
                self.set(gain.cut, true);
            } else {
                queue.push(gain);
            }
        }
    }

    /// Takes back what later choices made needless, the highest number first.
    pub(super) fn take_back(&mut self) {
        for cut in (0..self.chosen.len()).rev() {
            if self.chosen[cut] && self.reaches_with(cut, None) {
                self.set(cut, false);
            }
        }
    }

    /// Puts cuts of lower numbers in the place of others where that reaches the goals as well.
    pub(super) fn prefer_lower(&mut self) {
        if self.size().saturating_mul(self.chosen.len()) > PAIRS {
            return;
        }
        for cut in (0..self.chosen.len()).rev() {
            if !self.chosen[cut] {
                continue;
            }
            let mut lower = (0..cut).filter(|lower| !self.chosen[*lower]);
            if let Some(lower) = lower.find(|lower| self.reaches_with(cut, Some(*lower))) {
                self.set(cut, false);
                self.set(lower, true);
            }
        }
    }

    /// Whether all goals are reached without a chosen cut, and with another in its place.
    fn reaches_with(&self, without: usize, with: Option<usize>) -> bool {
        let instead = with.map_or(&[][..], |cut| self.of_cut[cut].as_slice());
        self.of_cut[without].iter().all(|(goal, saving)| {
            let added = instead.iter().find(|(other, _)| other == goal);
            let added = added.map_or(0, |(_, saving)| *saving);
            self.saved[*goal] - saving + added >= self.goals[*goal].needed
        })
    }

    fn set(&mut self, cut: usize, is_chosen: bool) {
        if self.chosen[cut] == is_chosen {
            return;
        }
        self.chosen[cut] = is_chosen;
        for (goal, saving) in &self.of_cut[cut] {
            let saved = &mut self.saved[*goal];
            *saved = match is_chosen {
                true => *saved + saving,
                false => *saved - saving,
            };
        }
    }

    fn gain(&self, cut: usize) -> Gain {
        let share = |(goal, saving): &(usize, u128)| {
            let needed = self.goals[*goal].needed;
            let open = needed.saturating_sub(self.saved[*goal]);
            (*saving).min(open) as f64 / needed.max(1) as f64
        };
        Gain {
            share: self.of_cut[cut].iter().map(share).sum(),
            cut,
        }
    }
}
