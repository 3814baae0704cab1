//! What is asked for already, by whomever and wherever: for the gate.

use super::candidates::Candidates;
use super::evidence;
use super::measure::{Likeness, MATCH, Measure, NameLink};
use super::pairing::{How, Pair};
use super::{Quarter, Quarters};
use crate::finding::Evidence;
use crate::words::Words;

/// Another department asks for the same no less than the same department would.
const OTHER_DEPARTMENT: i32 = 200;

/// An item that is there already.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// The first line of the earlier quarter that asks for it.
    pub old: u32,
    /// Why it is the same.
    pub evidence: Vec<Evidence>,
}

/// For every line of the later quarter what the earlier has of it already.
pub fn overlaps(quarters: &Quarters, words: &Words) -> Vec<Option<Overlap>> {
    let measure = Measure::new(quarters, words);
    let (old, new) = (&quarters.old, &quarters.new);
    let everything = |quarter: &Quarter| vec![true; quarter.kinds.len()];
    let candidates = Candidates::of(&measure, &everything(old), &everything(new));
    let mut best: Vec<Option<(i32, u32, Likeness)>> = vec![None; new.kinds.len()];
    for kind in 0..old.kinds.len() as u32 {
        for near in candidates.of_old(kind) {
            let points = near.likeness.points
                + if near.likeness.issuer {
                    0
                } else {
                    OTHER_DEPARTMENT
                };
            let telling = !matches!(near.likeness.name, NameLink::Others | NameLink::Stem);
            let found = &mut best[near.kind as usize];
            if telling && points >= MATCH && found.as_ref().is_none_or(|(most, ..)| points > *most)
            {
                *found = Some((points, kind, near.likeness));
            }
        }
    }
    let of_line = |line: u32| {
        let (_, kind, likeness) = best[new.lines[line as usize].kind as usize].as_ref()?;
        let old = old.lines.iter().position(|line| line.kind == *kind)? as u32;
        let pair = Pair {
            old,
            new: line,
            how: How::One,
            likeness: Some(*likeness),
        };
        Some(Overlap {
            old,
            evidence: evidence::of(&measure, words, &pair, &[]),
        })
    };
    (0..new.lines.len() as u32).map(of_line).collect()
}
