//! Looks for a smaller choice of cuts: tries all that could be smaller, within a number of steps.

use super::bound::at_least;
use super::cover::Goal;

/// The smallest choice found in so many steps, never larger than the one given, and whether all were
/// tried that could be smaller.
pub(super) fn smaller(goals: &[Goal], chosen: &[bool], steps: usize) -> (Vec<bool>, bool) {
    let mut search = Search {
        best: chosen.to_vec(),
        left: steps,
        ended: false,
    };
    let mut so_far = vec![false; chosen.len()];
    search.go_on(goals, &mut so_far);
    (search.best, !search.ended)
}

struct Search {
    best: Vec<bool>,
    left: usize,
    /// Whether it had to end before all were tried.
    ended: bool,
}

impl Search {
    /// Goes through all choices that hold what was chosen so far and are smaller than the best;
    /// `goals` is what is open, with the cuts that may still be chosen.
    fn go_on(&mut self, goals: &[Goal], so_far: &mut [bool]) {
        if self.left == 0 {
            self.ended = true;
            return;
        }
        self.left -= 1;
        let Some(more) = at_least(goals) else {
            return;
        };
        if size(so_far) + more >= size(&self.best) {
            return;
        }
        let Some(cut) = most_wanted(goals) else {
            self.best = so_far.to_vec();
            return;
        };
        so_far[cut] = true;
        self.go_on(&without(goals, cut, true), so_far);
        so_far[cut] = false;
        self.go_on(&without(goals, cut, false), so_far);
    }
}

fn size(chosen: &[bool]) -> usize {
    chosen.iter().filter(|chosen| **chosen).count()
}

/// The largest saving of the goal that is hardest to reach; `None` where nothing is open.
fn most_wanted(goals: &[Goal]) -> Option<usize> {
    let hardest = goals.iter().min_by_key(|goal| goal.savings.len())?;
    let savings = hardest.savings.iter();
    savings
        .max_by_key(|(_, saving)| saving)
        .map(|(cut, _)| *cut)
}

/// What is open once a cut is decided on, one way or the other.
fn without(goals: &[Goal], decided: usize, is_chosen: bool) -> Vec<Goal> {
    let rest = |goal: &Goal| {
        let saved = goal.savings.iter().find(|(cut, _)| *cut == decided);
        let saved = saved.filter(|_| is_chosen).map_or(0, |(_, saving)| *saving);
        let others = goal.savings.iter().filter(|(cut, _)| *cut != decided);
        Goal {
            needed: goal.needed.saturating_sub(saved),
            savings: others.copied().collect(),
        }
    };
    let goals = goals.iter().map(rest);
    goals.filter(|goal| goal.needed > 0).collect()
}
