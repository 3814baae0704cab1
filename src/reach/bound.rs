//! No choice of cuts can be smaller than this.

use std::cmp::Reverse;

use super::cover::Goal;

/// So often weights are shifted towards what the last ones left open.
const ROUNDS: usize = 8;
/// A weight before it is shifted.
const EVEN: u128 = 1_000;

/// How many cuts any choice needs that reaches all goals: the best of three counts, each of which no
/// choice can fall below. `None` where not even all cuts reach them.
pub(super) fn at_least(goals: &[Goal]) -> Option<usize> {
    let alone: Option<Vec<usize>> = goals.iter().map(fewest).collect();
    let alone = alone?;
    let most = alone.iter().copied().max().unwrap_or(0);
    Some(most.max(apart(goals, &alone)).max(weighed(goals)))
}

/// What one goal needs by itself: so many of its largest savings.
fn fewest(goal: &Goal) -> Option<usize> {
    let mut savings: Vec<u128> = goal.savings.iter().map(|(_, saving)| *saving).collect();
    savings.sort_unstable_by_key(|saving| Reverse(*saving));
    count_to(goal.needed, savings.into_iter())
}

fn count_to(needed: u128, savings: impl Iterator<Item = u128>) -> Option<usize> {
    let mut open = needed;
    let mut count = 0;
    for saving in savings {
        if open == 0 {
            break;
        }
        open = open.saturating_sub(saving);
        count += 1;
    }
    (open == 0).then_some(count)
}

/// Goals that share no cut need theirs together.
fn apart(goals: &[Goal], alone: &[usize]) -> usize {
    let mut order: Vec<usize> = (0..goals.len()).collect();
    order.sort_by_key(|at| (Reverse(alone[*at]), *at));
    let cuts = goals.iter().flat_map(|goal| &goal.savings);
    let mut used = vec![false; cuts.map(|(cut, _)| cut + 1).max().unwrap_or(0)];
    let mut together = 0;
    for at in order {
        let savings = || goals[at].savings.iter().filter(|(_, saving)| *saving > 0);
        if savings().all(|(cut, _)| !used[*cut]) {
            together += alone[at];
            savings().for_each(|(cut, _)| used[*cut] = true);
        }
    }
    together
}

/// All goals added up to one by weights: what reaches each reaches the sum, whatever the weights.
fn weighed(goals: &[Goal]) -> usize {
    let largest = goals.iter().map(|goal| goal.needed).max().unwrap_or(0);
    let Some(scale) = largest.checked_mul(EVEN) else {
        return 0;
    };
    let mut weights = vec![EVEN; goals.len()];
    let mut most = 0;
    for _ in 0..ROUNDS {
        let scaled = goals.iter().zip(&weights);
        let scaled: Vec<u128> = scaled
            .map(|(goal, weight)| weight * (scale / goal.needed.max(1)))
            .collect();
        let Some((count, open)) = of_sum(goals, &scaled) else {
            break;
        };
        most = most.max(count);
        if open.iter().all(|share| *share == 0) {
            break;
        }
        for (weight, share) in weights.iter_mut().zip(open) {
            *weight += *weight * share / EVEN;
        }
    }
    most
}

/// How many cuts the weighted sum needs, and which share of each goal those leave open, in parts of
/// [`EVEN`]; `None` where it can't be counted.
fn of_sum(goals: &[Goal], weights: &[u128]) -> Option<(usize, Vec<u128>)> {
    let cuts = goals.iter().flat_map(|goal| &goal.savings);
    let count = cuts.map(|(cut, _)| cut + 1).max().unwrap_or(0);
    let mut worth: Vec<(u128, usize)> = (0..count).map(|cut| (0, cut)).collect();
    let mut needed: u128 = 0;
    for (goal, weight) in goals.iter().zip(weights) {
        needed = needed.checked_add(goal.needed.checked_mul(*weight)?)?;
        for (cut, saving) in &goal.savings {
            let part = saving.min(&goal.needed).checked_mul(*weight)?;
            worth[*cut].0 = worth[*cut].0.checked_add(part)?;
        }
    }
    worth.sort_unstable_by_key(|(worth, cut)| (Reverse(*worth), *cut));
    let taken = count_to(needed, worth.iter().map(|(worth, _)| *worth))?;
    let mut chosen = vec![false; count];
    worth[..taken]
        .iter()
        .for_each(|(_, cut)| chosen[*cut] = true);
    let share = |goal: &Goal| goal.open(&chosen) * EVEN / goal.needed.max(1);
    Some((taken, goals.iter().map(share).collect()))
}
