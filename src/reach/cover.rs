//! Chooses as few cuts as it can so that every goal is reached, and says how few any choice could be.

use super::bound::at_least;
use super::choice::Choice;
use super::search::smaller;

/// So much is to be saved, by any of these cuts. Amounts are whole numbers of whatever unit the goal
/// is counted in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Goal {
    /// How much.
    pub needed: u128,
    /// What each cut saves: its number and the amount. A cut stands here once.
    pub savings: Vec<(usize, u128)>,
}

/// A choice of cuts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// The cuts chosen, in the order of their numbers.
    pub chosen: Vec<usize>,
    /// No choice has fewer than this. Where it is the number of the chosen, they are proven to be the
    /// smallest there is.
    pub at_least: usize,
    /// Goals that all cuts together don't reach, by position; nothing is chosen for them.
    pub out_of_reach: Vec<usize>,
}

impl Goal {
    /// How much is open once these are cut.
    pub(super) fn open(&self, chosen: &[bool]) -> u128 {
        let cut = self.savings.iter().filter(|(cut, _)| chosen[*cut]);
        let saved: u128 = cut.map(|(_, saving)| saving).sum();
        self.needed.saturating_sub(saved)
    }

    fn is_within_reach(&self) -> bool {
        let all: u128 = self.savings.iter().map(|(_, saving)| saving).sum();
        all >= self.needed
    }
}

/// After so many steps the search for a smaller choice ends.
const STEPS: usize = 3_000;

/// Chooses cuts that reach all goals that can be reached. Of choices of the same size those of lower
/// numbers are preferred.
pub fn cover(goals: &[Goal]) -> Cover {
    cover_within(goals, STEPS)
}

/// The same with another number of steps to look for a smaller choice.
pub fn cover_within(goals: &[Goal], steps: usize) -> Cover {
    let (within, out_of_reach): (Vec<usize>, Vec<usize>) =
        (0..goals.len()).partition(|at| goals[*at].is_within_reach());
    let within = within.into_iter().map(|at| goals[at].clone());
    let within: Vec<Goal> = within.filter(|goal| goal.needed > 0).collect();
    let mut choice = Choice::among(&within);
    choice.by_greed();
    choice.take_back();
    let bound = at_least(&within).unwrap_or_default();
    let mut is_smallest = choice.size() == bound;
    if !is_smallest {
        let (found, all_tried) = smaller(&within, &choice.chosen, steps);
        choice.replace(&found);
        is_smallest = all_tried;
    }
    choice.prefer_lower();
    let size = choice.size();
    Cover {
        at_least: if is_smallest { size } else { bound },
        chosen: (0..choice.chosen.len())
            .filter(|cut| choice.chosen[*cut])
            .collect(),
        out_of_reach,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goal_takes_the_largest_and_is_the_smallest() {
        let goal = Goal {
            needed: 10,
            savings: vec![(0, 3), (1, 8), (2, 4), (3, 0)],
        };
        let cover = cover(&[goal]);
        assert_eq!((cover.chosen, cover.at_least), (vec![0, 1], 2));
    }

    #[test]
    fn what_cannot_be_reached_is_said_and_costs_nothing() {
        let goals = [
            Goal {
                needed: 5,
                savings: vec![(0, 3)],
            },
            Goal {
                needed: 2,
                savings: vec![(1, 2)],
            },
        ];
        let cover = cover(&goals);
        assert_eq!((cover.chosen, cover.out_of_reach), (vec![1], vec![0]));
    }

    #[test]
    fn what_looks_best_first_is_taken_back() {
        let goals = [
            Goal {
                needed: 6,
                savings: vec![(0, 4), (1, 6), (2, 0)],
            },
            Goal {
                needed: 6,
                savings: vec![(0, 5), (1, 0), (2, 6)],
            },
        ];
        let cover = cover(&goals);
        assert_eq!((cover.chosen, cover.at_least), (vec![1, 2], 2));
    }
}
