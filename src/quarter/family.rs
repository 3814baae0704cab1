//! Items that were split into several, and several that were folded into one.

use std::collections::{BTreeMap, HashMap};

use super::candidates::Candidates;
use super::measure::{ALIKE, Likeness, MATCH, NameLink};
use super::pairing::{How, Pairing};
use super::whole::{adds, explained_by};
use super::{Kind, Line, Side};

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

    /// Two or more free items that together are one of the other quarter. What has a counterpart of
    /// its own is neither a piece nor a whole.
    pub(super) fn split_and_fold(&mut self) {
        let pairs = self.free_pairs();
        let counterparts = Counterparts::among(&pairs);
        let (mut wholes_new, mut wholes_old) = (BTreeMap::new(), BTreeMap::new());
        for (old, new, likeness) in pairs {
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
            for (old, likeness) in self.explaining(Side::New, new, pieces, &counterparts) {
                self.pairing.pair(old, new, How::Folded, Some(likeness));
            }
        }
        for (old, pieces) in most_first(wholes_old) {
            for (new, likeness) in self.explaining(Side::Old, old, pieces, &counterparts) {
                self.pairing.pair(old, new, How::Split, Some(likeness));
            }
        }
    }

    /// The pieces that together explain a whole of one side; none where they don't, or where it goes
    /// on by itself.
    fn explaining(
        &self,
        side: Side,
        whole: u32,
        pieces: Vec<Piece>,
        counterparts: &Counterparts,
    ) -> Vec<Piece> {
        let other = side.other();
        if !self.pairing.is_free(side, whole) || self.goes_on(side, whole, counterparts) {
            return Vec::new();
        }
        let is_free = |(piece, likeness): &Piece| {
            let own = counterparts.of(other, *piece);
            let own =
                own.filter(|(line, of_own)| *line != whole && of_own.points > likeness.points);
            self.pairing.is_free(other, *piece) && own.is_none()
        };
        let pieces: Vec<Piece> = pieces.into_iter().filter(is_free).collect();
        let measure = self.pairing.measure;
        let of = |side: Side, line: u32| measure.quarters.of(side).kind(line);
        let kinds: Vec<&Kind> = pieces.iter().map(|(line, _)| of(other, *line)).collect();
        let explaining = explained_by(measure, of(side, whole), &kinds);
        explaining.into_iter().map(|at| pieces[at]).collect()
    }

    /// Whether a line is the same item as its counterpart, though less or more may be asked.
    fn goes_on(&self, side: Side, line: u32, counterparts: &Counterparts) -> bool {
        let Some((other, likeness)) = counterparts.of(side, line) else {
            return false;
        };
        let measure = self.pairing.measure;
        let of = |side: Side, line: u32| measure.quarters.of(side).kind(line);
        let (own, others) = (of(side, line), of(side.other(), *other));
        let extends = measure.is_extension(own, others) || measure.is_extension(others, own);
        let named_alike = match likeness.name {
            NameLink::Equal => true,
            NameLink::Alike(score) => score >= ALIKE,
            _ => false,
        };
        !extends && (named_alike || !likeness.old_in_new && !likeness.new_in_old)
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
                    let grew = likeness.old_in_new
                        && self.has_grown(was, is)
                        && self.grew_by(was, is, old);
                    grew.then_some((is, likeness))
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
                    let shrank = likeness.new_in_old
                        && self.has_shrunk(was, is)
                        && self.shrank_by(was, is, new);
                    shrank.then_some((was, likeness))
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

    /// Whether an item now asks what another asked, and what it didn't ask itself.
    fn grew_by(&self, was: u32, is: u32, old: u32) -> bool {
        let quarters = self.pairing.measure.quarters;
        let (whole, was, old) = (
            quarters.new.kind(is),
            quarters.old.kind(was),
            quarters.old.kind(old),
        );
        adds(self.pairing.measure, whole, was, old)
    }

    /// Whether another now asks what an item asked, and doesn't ask itself any more.
    fn shrank_by(&self, was: u32, is: u32, new: u32) -> bool {
        let quarters = self.pairing.measure.quarters;
        let (whole, is, new) = (
            quarters.old.kind(was),
            quarters.new.kind(is),
            quarters.new.kind(new),
        );
        adds(self.pairing.measure, whole, is, new)
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
}

/// For a line the one of the other side that is most like it, where that holds both ways and they
/// are alike enough to be the same.
struct Counterparts(HashMap<(Side, u32), (u32, Likeness)>);

impl Counterparts {
    fn among(pairs: &[(u32, u32, Likeness)]) -> Self {
        let mut best: HashMap<(Side, u32), (u32, Likeness)> = HashMap::new();
        for &(old, new, likeness) in pairs {
            if likeness.points < MATCH {
                continue;
            }
            for (line, other) in [((Side::Old, old), new), ((Side::New, new), old)] {
                let found = best.entry(line).or_insert((other, likeness));
                if likeness.points > found.1.points {
                    *found = (other, likeness);
                }
            }
        }
        let mutual = |(side, line): (Side, u32), other: u32| {
            best.get(&(side.other(), other))
                .is_some_and(|(back, _)| *back == line)
        };
        let agreed = best
            .iter()
            .filter(|(line, (other, _))| mutual(**line, *other));
        Self(agreed.map(|(line, found)| (*line, *found)).collect())
    }

    fn of(&self, side: Side, line: u32) -> Option<&(u32, Likeness)> {
        self.0.get(&(side, line))
    }
}

/// The wholes with the most pieces first.
fn most_first(wholes: BTreeMap<u32, Vec<Piece>>) -> Vec<(u32, Vec<Piece>)> {
    let mut wholes: Vec<_> = wholes.into_iter().collect();
    wholes.sort_by_key(|(whole, pieces)| (std::cmp::Reverse(pieces.len()), *whole));
    wholes
}
