//! Items that were split into several, and several that were folded into one.

use std::collections::{BTreeMap, HashMap};

use super::candidates::Candidates;
use super::measure::Likeness;
use super::pairing::{How, Pairing};
use super::{Line, Side};
use crate::text::Symbol;

/// A part of something, with what agrees.
type Piece = (u32, Likeness);

/// Finds families among what is free.
pub(super) struct Families<'p, 'm, 'q> {
    pairing: &'p mut Pairing<'m, 'q>,
    candidates: &'p Candidates,
}

impl<'p, 'm, 'q> Families<'p, 'm, 'q> {
    /// Families among what a pairing leaves free.
    pub(super) fn of(pairing: &'p mut Pairing<'m, 'q>, candidates: &'p Candidates) -> Self {
        Self {
            pairing,
            candidates,
        }
    }

    /// Two or more free items that together are one of the other quarter.
    pub(super) fn split_and_fold(&mut self) {
        let (mut wholes_new, mut wholes_old) = (BTreeMap::new(), BTreeMap::new());
        for (old, new, likeness) in self.free_pairs() {
            if likeness.old_in_new {
                let pieces: &mut Vec<Piece> = wholes_new.entry(new).or_default();
                pieces.push((old, likeness));
            }
            if likeness.new_in_old {
                let pieces: &mut Vec<Piece> = wholes_old.entry(old).or_default();
                pieces.push((new, likeness));
            }
        }
        for (new, pieces) in most_first(wholes_new) {
            let free = self.free_of(Side::Old, pieces);
            if self.pairing.is_free(Side::New, new) && self.has_several_names(Side::Old, &free) {
                for (old, likeness) in free {
                    self.pairing.pair(old, new, How::Folded, Some(likeness));
                }
            }
        }
        for (old, pieces) in most_first(wholes_old) {
            let free = self.free_of(Side::New, pieces);
            if self.pairing.is_free(Side::Old, old) && self.has_several_names(Side::New, &free) {
                for (new, likeness) in free {
                    self.pairing.pair(old, new, How::Split, Some(likeness));
                }
            }
        }
    }

    /// What is still free and went into, or came out of, an item that goes on: as the audit decided,
    /// or where that item has grown or shrunk by it.
    pub(super) fn grow(&mut self) {
        let goes_on: Vec<(u32, u32)> = self
            .pairing
            .pairs
            .iter()
            .filter(|pair| pair.how == How::One)
            .map(|pair| (pair.old, pair.new))
            .collect();
        self.fold_as_decided(&goes_on);
        let partners: HashMap<u32, Vec<(u32, u32)>> = self.by_home(&goes_on);
        for old in self.pairing.free(Side::Old) {
            let home = self.line(Side::Old, old).home;
            let whole = partners
                .get(&home)
                .into_iter()
                .flatten()
                .find_map(|&(was, is)| {
                    let likeness = self.between(old, is)?;
                    (likeness.old_in_new && self.has_grown(was, is)).then_some((is, likeness))
                });
            if let Some((new, likeness)) = whole {
                self.pairing.pair(old, new, How::Folded, Some(likeness));
            }
        }
        for new in self.pairing.free(Side::New) {
            let home = self.line(Side::New, new).home;
            let whole = partners
                .get(&home)
                .into_iter()
                .flatten()
                .find_map(|&(was, is)| {
                    let likeness = self.between(was, new)?;
                    (likeness.new_in_old && self.has_shrunk(was, is)).then_some((was, likeness))
                });
            if let Some((old, likeness)) = whole {
                self.pairing.pair(old, new, How::Split, Some(likeness));
            }
        }
    }

    /// What the audit of the earlier quarter folded into an item that goes on.
    fn fold_as_decided(&mut self, goes_on: &[(u32, u32)]) {
        let old = &self.pairing.measure.quarters.old;
        let survivors: HashMap<u32, u32> = goes_on
            .iter()
            .filter_map(|&(was, is)| {
                let verdict = old.verdict(was).filter(|verdict| verdict.survives)?;
                Some((verdict.group?, is))
            })
            .collect();
        for line in self.pairing.free(Side::Old) {
            let group = old.verdict(line).and_then(|verdict| verdict.group);
            if let Some(&new) = group.and_then(|group| survivors.get(&group)) {
                let likeness = self.between(line, new);
                self.pairing.pair(line, new, How::AsDecided, likeness);
            }
        }
    }

    fn line(&self, side: Side, line: u32) -> &'q Line {
        &self.pairing.measure.quarters.of(side).lines[line as usize]
    }

    fn between(&self, old: u32, new: u32) -> Option<Likeness> {
        let (old, new) = (
            self.line(Side::Old, old).kind,
            self.line(Side::New, new).kind,
        );
        self.candidates.between(old, new).copied()
    }

    fn by_home(&self, goes_on: &[(u32, u32)]) -> HashMap<u32, Vec<(u32, u32)>> {
        let mut partners: HashMap<u32, Vec<(u32, u32)>> = HashMap::new();
        for &(was, is) in goes_on {
            if self.has_grown(was, is) || self.has_shrunk(was, is) {
                let home = self.line(Side::New, is).home;
                partners.entry(home).or_default().push((was, is));
            }
        }
        partners
    }

    /// Whether an item asks for something that it didn't ask for.
    fn has_grown(&self, was: u32, is: u32) -> bool {
        let quarters = self.pairing.measure.quarters;
        let (was, is) = (quarters.old.kind(was), quarters.new.kind(is));
        was.plain != is.plain || was.plain_content != is.plain_content
    }

    /// Whether an item asks for less than it did, or under another name.
    fn has_shrunk(&self, was: u32, is: u32) -> bool {
        let quarters = self.pairing.measure.quarters;
        let (was, is) = (quarters.old.kind(was), quarters.new.kind(is));
        was.plain != is.plain
            || was.plain_content != is.plain_content
            || is.rate().zip(was.rate()).is_some_and(|(is, was)| is < was)
    }

    /// Every free old and new line of one community that were measured.
    fn free_pairs(&self) -> Vec<(u32, u32, Likeness)> {
        let mut free_new: HashMap<(u32, u32), Vec<u32>> = HashMap::new();
        for new in self.pairing.free(Side::New) {
            let line = self.line(Side::New, new);
            free_new
                .entry((line.home, line.kind))
                .or_default()
                .push(new);
        }
        let mut pairs = Vec::new();
        for old in self.pairing.free(Side::Old) {
            let line = self.line(Side::Old, old);
            for near in self.candidates.of_old(line.kind) {
                let lines = free_new.get(&(line.home, near.kind)).into_iter().flatten();
                pairs.extend(lines.map(|&new| (old, new, near.likeness)));
            }
        }
        pairs
    }

    fn free_of(&self, side: Side, pieces: Vec<Piece>) -> Vec<Piece> {
        let free = |piece: &Piece| self.pairing.is_free(side, piece.0);
        pieces.into_iter().filter(free).collect()
    }

    fn has_several_names(&self, side: Side, pieces: &[Piece]) -> bool {
        let quarter = self.pairing.measure.quarters.of(side);
        let mut names: Vec<Symbol> = pieces
            .iter()
            .map(|(line, _)| quarter.kind(*line).plain)
            .collect();
        names.sort_unstable();
        names.dedup();
        names.len() > 1
    }
}

/// The wholes with the most pieces first.
fn most_first(wholes: BTreeMap<u32, Vec<Piece>>) -> Vec<(u32, Vec<Piece>)> {
    let mut wholes: Vec<_> = wholes.into_iter().collect();
    wholes.sort_by_key(|(whole, pieces)| (std::cmp::Reverse(pieces.len()), *whole));
    wholes
}
