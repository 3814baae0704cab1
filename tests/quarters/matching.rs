//! Items are matched by what they are: precision and recall on planted changes, on words the measure was not tuned on.

use std::collections::{BTreeMap, BTreeSet};

use jianfu::quarter::{Diff, MatchKind};
use jianfu::words::Words;

use crate::generator::{self, Planted};
use crate::quarters;

const TUNED: &str = include_str!("tuned.csv");
const UNSEEN: &str = include_str!("unseen.csv");

#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
    /// Of each plant: found, planted.
    by_plant: BTreeMap<Planted, (usize, usize)>,
    examples: Vec<String>,
}

impl Score {
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed) as f64
    }
}

/// What makes a pair of quarters from a vocabulary, a seed and a number of communities.
type Make = fn(&str, &str, usize) -> generator::Pair;

/// Scores pairs of quarters; pairs that kept name, department and community count for nothing.
fn score(make: Make, vocabulary: &str, seeds: std::ops::Range<u32>, communities: usize) -> Score {
    let (words, _) = Words::load(&[]);
    let mut score = Score::default();
    for seed in seeds {
        let pair = make(vocabulary, &format!("seed {seed}"), communities);
        let quarters = quarters(
            &words,
            &generator::csv(&pair.old),
            &generator::csv(&pair.new),
        );
        assert_eq!(quarters.old.lines.len(), pair.old.len());
        assert_eq!(quarters.new.lines.len(), pair.new.len());
        let diff = Diff::of(&quarters, &words);
        let truth: BTreeMap<(usize, usize), Planted> = pair
            .truth
            .iter()
            .map(|(old, new, planted)| ((*old, *new), *planted))
            .collect();
        // Of several communities that lost the same item nobody can say from which it moved.
        let moved: BTreeMap<usize, usize> = pair
            .truth
            .iter()
            .filter(|(_, _, planted)| *planted == Planted::OtherCommunity)
            .map(|(old, new, _)| (*new, *old))
            .collect();
        let as_planted = |(old, new): (usize, usize)| match moved.get(&new) {
            Some(&planted)
                if (&pair.old[planted].name, &pair.old[planted].department)
                    == (&pair.old[old].name, &pair.old[old].department) =>
            {
                (planted, new)
            }
            _ => (old, new),
        };
        let claimed: BTreeSet<(usize, usize)> = diff
            .matches
            .iter()
            .filter(|found| found.kind != MatchKind::Unsure)
            .map(|found| as_planted((found.old as usize, found.new as usize)))
            .collect();
        let trivial = |(old, new): &(usize, usize)| {
            let (old, new) = (&pair.old[*old], &pair.new[*new]);
            (&old.community, &old.name, &old.department)
                == (&new.community, &new.name, &new.department)
        };
        for at in claimed.iter().filter(|at| !trivial(at)) {
            if truth.contains_key(at) {
                score.right += 1;
            } else {
                score.wrong += 1;
                let (old, new) = (&pair.old[at.0], &pair.new[at.1]);
                score.examples.push(format!(
                    "wrong: {} {} → {} {}",
                    old.department, old.name, new.department, new.name
                ));
            }
        }
        for (at, planted) in truth.iter().filter(|(at, _)| !trivial(at)) {
            let counts = score.by_plant.entry(*planted).or_default();
            counts.1 += 1;
            if claimed.contains(at) {
                counts.0 += 1;
            } else {
                score.missed += 1;
                let (old, new) = (&pair.old[at.0], &pair.new[at.1]);
                score.examples.push(format!(
                    "missed {planted:?}: {} [{}] → {} [{}]",
                    old.name, old.content, new.name, new.content
                ));
            }
        }
    }
    score
}

fn assert_good(what: &str, score: &Score) {
    let (precision, recall) = (score.precision(), score.recall());
    println!("{what}: precision {precision:.3}, recall {recall:.3}");
    for (planted, (found, all)) in &score.by_plant {
        println!("  {planted:?}: {found} of {all}");
    }
    let seen = score.examples.iter().take(40);
    seen.for_each(|example| println!("  {example}"));
    assert!(precision >= 0.95, "precision {precision}");
    assert!(recall >= 0.95, "recall {recall}");
}

#[test]
fn planted_changes_are_found_in_words_it_was_tuned_on() {
    assert_good("tuned", &score(generator::pair, TUNED, 0..3, 12));
}

#[test]
fn planted_changes_are_found_in_words_it_never_saw() {
    assert_good("unseen", &score(generator::pair, UNSEEN, 100..106, 12));
}

#[test]
fn near_identical_siblings_are_neither_folded_nor_split() {
    assert_good("siblings", &score(generator::siblings, UNSEEN, 200..201, 4));
    assert_good(
        "siblings, tuned",
        &score(generator::siblings, TUNED, 300..301, 3),
    );
}
