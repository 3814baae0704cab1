//! All pairs of token sets that share enough, none missed: a set-similarity join with prefix and
//! length filters.

use hashbrown::HashMap;

/// All pairs of sets whose Jaccard similarity reaches a threshold, each once with the smaller number
/// first. Tokens of a set must be distinct; the order doesn't matter.
pub(super) fn similar_sets(sets: &[Vec<u32>], threshold: f64) -> Vec<(u32, u32)> {
    let sets = rarest_first(sets);
    let mut by_size: Vec<u32> = (0..sets.len() as u32).collect();
    by_size.sort_by_key(|&set| (sets[set as usize].len(), set));
    let mut index: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut seen = vec![u32::MAX; sets.len()];
    let mut pairs = Vec::new();
    for &own in &by_size {
        let tokens = &sets[own as usize];
        let prefix = prefix_length(tokens.len(), threshold);
        for token in &tokens[..prefix] {
            for &other in index.get(token).into_iter().flatten() {
                if std::mem::replace(&mut seen[other as usize], own) == own {
                    continue;
                }
                let shorter = &sets[other as usize];
                let long_enough = shorter.len() as f64 + 1e-9 >= threshold * tokens.len() as f64;
                if long_enough && jaccard(shorter, tokens) + 1e-9 >= threshold {
                    pairs.push((own.min(other), own.max(other)));
                }
            }
        }
        for &token in &tokens[..prefix] {
            index.entry(token).or_default().push(own);
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Two sets that share a share of `threshold` share one of so many first tokens in any common order.
fn prefix_length(size: usize, threshold: f64) -> usize {
    let needed = (threshold * size as f64 - 1e-9).ceil() as usize;
    (size + 1).saturating_sub(needed.max(1)).min(size)
}

/// The tokens of each set renumbered so that rare ones come first, and sorted.
fn rarest_first(sets: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut count: HashMap<u32, u32> = HashMap::new();
    for &token in sets.iter().flatten() {
        *count.entry(token).or_default() += 1;
    }
    let mut order: Vec<(u32, u32)> = count.into_iter().map(|(token, n)| (n, token)).collect();
    order.sort_unstable();
    let rank: HashMap<u32, u32> = order.iter().zip(0..).map(|(&(_, t), i)| (t, i)).collect();
    let ranked = |set: &Vec<u32>| {
        let mut tokens: Vec<u32> = set.iter().map(|token| rank[token]).collect();
        tokens.sort_unstable();
        tokens
    };
    sets.iter().map(ranked).collect()
}

fn jaccard(one: &[u32], other: &[u32]) -> f64 {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                common += 1;
                i += 1;
                j += 1;
            }
        }
    }
    let all = one.len() + other.len() - common;
    if all == 0 {
        1.0
    } else {
        f64::from(common as u32) / all as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_pair_is_missed_and_none_invented(
            sets in proptest::collection::vec(proptest::collection::btree_set(0u32..12, 1..6), 0..40),
            threshold in 0.3..1.0f64,
        ) {
            let sets: Vec<Vec<u32>> = sets.into_iter().map(|set| set.into_iter().collect()).collect();
            let mut all = Vec::new();
            for (i, one) in sets.iter().enumerate() {
                for (j, other) in sets.iter().enumerate().skip(i + 1) {
                    if jaccard(one, other) + 1e-9 >= threshold {
                        all.push((i as u32, j as u32));
                    }
                }
            }
            prop_assert_eq!(similar_sets(&sets, threshold), all);
        }
    }
}
