//! Pairs the lines of two quarters, the surest first: each old line and each new line belongs to one fate.

use std::collections::{BTreeMap, HashMap};

use super::candidates::Candidates;
use super::change::{Change, Changed, is_move};
use super::family::Families;
use super::measure::{Likeness, MATCH, Measure, NameLink};
use super::{Line, MatchKind, Quarter, Side};
use crate::text::Symbol;

/// Two that are as sure as each other within this can't be told apart.
const TIE: i32 = 10;

/// Two lines that belong together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) old: u32,
    pub(super) new: u32,
    pub(super) how: How,
    /// What agrees; `None` where the key alone decided.
    pub(super) likeness: Option<Likeness>,
}

/// How two lines came together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// One became the other.
    One,
    /// The new is a part of the old.
    Split,
    /// The old is a part of the new.
    Folded,
    /// The audit of the earlier quarter folded the old into what became the new.
    AsDecided,
    /// Nobody can say.
    Unsure,
}

impl How {
    /// What it is called, by what changed.
    pub(super) fn kind(self, changes: &[Change]) -> MatchKind {
        let changed = |test: fn(Changed) -> bool| changes.iter().any(|change| test(change.field));
        match self {
            Self::Split => MatchKind::Split,
            Self::Folded | Self::AsDecided => MatchKind::Folded,
            Self::Unsure => MatchKind::Unsure,
            Self::One if changed(|field| field == Changed::Name) => MatchKind::Renamed,
            Self::One if changed(is_move) => MatchKind::Moved,
            Self::One if changes.is_empty() => MatchKind::Same,
            Self::One => MatchKind::Changed,
        }
    }
}

/// All pairs, and what is still free.
pub(super) struct Pairing<'m, 'q> {
    pub(super) measure: &'m Measure<'q>,
    pub(super) pairs: Vec<Pair>,
    taken_old: Vec<bool>,
    taken_new: Vec<bool>,
}

impl<'m, 'q> Pairing<'m, 'q> {
    /// Pairs all lines.
    pub(super) fn of(measure: &'m Measure<'q>) -> Self {
        let (old, new) = (&measure.quarters.old, &measure.quarters.new);
        let mut pairing = Self {
            measure,
            pairs: Vec::new(),
            taken_old: vec![false; old.lines.len()],
            taken_new: vec![false; new.lines.len()],
        };
        pairing.pair_by_key();
        let candidates = Candidates::of(
            measure,
            &pairing.free_kinds(Side::Old),
            &pairing.free_kinds(Side::New),
        );
        Families::of(&mut pairing, &candidates).split_and_fold();
        pairing.pair_by_likeness(&candidates, MATCH, How::One);
        Families::of(&mut pairing, &candidates).grow();
        pairing.pair_moved();
        pairing.pair_by_likeness(&candidates, super::measure::UNSURE, How::Unsure);
        pairing
    }

    /// Takes a pair down; a line may be in several only by way of families.
    pub(super) fn pair(&mut self, old: u32, new: u32, how: How, likeness: Option<Likeness>) {
        self.taken_old[old as usize] = true;
        self.taken_new[new as usize] = true;
        self.pairs.push(Pair {
            old,
            new,
            how,
            likeness,
        });
    }

    /// Whether nothing was found for a line yet.
    pub(super) fn is_free(&self, side: Side, line: u32) -> bool {
        !match side {
            Side::Old => self.taken_old[line as usize],
            Side::New => self.taken_new[line as usize],
        }
    }

    /// All lines for which nothing was found.
    pub(super) fn free(&self, side: Side) -> Vec<u32> {
        let lines = 0..self.quarter(side).lines.len() as u32;
        lines.filter(|line| self.is_free(side, *line)).collect()
    }

    fn quarter(&self, side: Side) -> &'q Quarter {
        self.measure.quarters.of(side)
    }

    fn free_kinds(&self, side: Side) -> Vec<bool> {
        let quarter = self.quarter(side);
        let mut free = vec![false; quarter.kinds.len()];
        for line in self.free(side) {
            free[quarter.lines[line as usize].kind as usize] = true;
        }
        free
    }

    /// The same name from the same department in the same community; of several under one key
    /// first those that ask the same.
    fn pair_by_key(&mut self) {
        let mut by_key: BTreeMap<(u32, Symbol, Symbol), [Vec<u32>; 2]> = BTreeMap::new();
        for (at, side) in [Side::Old, Side::New].into_iter().enumerate() {
            let quarter = self.quarter(side);
            for (number, line) in (0..).zip(&quarter.lines) {
                let kind = &quarter.kinds[line.kind as usize];
                let key = (line.home, kind.plain, kind.issuer);
                by_key.entry(key).or_default()[at].push(number);
            }
        }
        for [olds, news] in by_key.into_values() {
            self.pair_alike(&olds, news);
        }
    }

    fn pair_alike(&mut self, olds: &[u32], mut news: Vec<u32>) {
        let (old, new) = (self.quarter(Side::Old), self.quarter(Side::New));
        let asks_same = |one: u32, other: u32| {
            let (one, other) = (old.kind(one), new.kind(other));
            one.plain_content == other.plain_content && one.reading == other.reading
        };
        let mut waiting = Vec::new();
        for &one in olds {
            match news.iter().position(|&other| asks_same(one, other)) {
                Some(at) => self.pair(one, news.remove(at), How::One, None),
                None => waiting.push(one),
            }
        }
        for (one, other) in waiting.into_iter().zip(news) {
            self.pair(one, other, How::One, None);
        }
    }

    /// Within each community, the surest first; of two that are as sure as each other nobody can
    /// say which it is.
    fn pair_by_likeness(&mut self, candidates: &Candidates, least: i32, how: How) {
        let found = self.found_within(candidates, least);
        let mut alternatives: HashMap<(Side, u32), Vec<usize>> = HashMap::new();
        for (at, pair) in found.iter().enumerate() {
            for line in [(Side::Old, pair.old), (Side::New, pair.new)] {
                alternatives.entry(line).or_default().push(at);
            }
        }
        for pair in &found {
            if !self.is_free(Side::Old, pair.old) || !self.is_free(Side::New, pair.new) {
                continue;
            }
            let both = [(Side::Old, pair.old), (Side::New, pair.new)];
            let tied = both.iter().flat_map(|line| &alternatives[line]).any(|&at| {
                let other = &found[at];
                self.is_free(Side::Old, other.old)
                    && self.is_free(Side::New, other.new)
                    && self.ties(pair, other)
            });
            let how = if tied { How::Unsure } else { how };
            self.pair(pair.old, pair.new, how, pair.likeness);
        }
    }

    /// Whether another pair is as sure, and not only because a line is there twice.
    fn ties(&self, pair: &Pair, other: &Pair) -> bool {
        let points = |pair: &Pair| pair.likeness.map_or(0, |likeness| likeness.points);
        let name = |pair: &Pair| pair.likeness.map(|likeness| likeness.name);
        let (old, new) = (self.quarter(Side::Old), self.quarter(Side::New));
        let same_names = old.kind(pair.old).plain == old.kind(other.old).plain
            && new.kind(pair.new).plain == new.kind(other.new).plain;
        !same_names && name(pair) != Some(NameLink::Equal) && points(pair) - points(other) <= TIE
    }

    /// The free pairs of the same community that reach so many points, the surest first.
    fn found_within(&self, candidates: &Candidates, least: i32) -> Vec<Pair> {
        let mut free_new: HashMap<(u32, u32), Vec<u32>> = HashMap::new();
        let new = &self.quarter(Side::New).lines;
        for line in self.free(Side::New) {
            let Line { home, kind, .. } = new[line as usize];
            free_new.entry((home, kind)).or_default().push(line);
        }
        let mut found = Vec::new();
        for old in self.free(Side::Old) {
            let Line { home, kind, .. } = self.quarter(Side::Old).lines[old as usize];
            let near = candidates.of_old(kind).iter();
            for near in near.filter(|near| near.likeness.points >= least) {
                for &new in free_new.get(&(home, near.kind)).into_iter().flatten() {
                    found.push(Pair {
                        old,
                        new,
                        how: How::One,
                        likeness: Some(near.likeness),
                    });
                }
            }
        }
        let points = |pair: &Pair| pair.likeness.map_or(0, |likeness| likeness.points);
        found.sort_by_key(|pair| (-points(pair), pair.old, pair.new));
        found
    }

    /// The same name from the same department, gone here and new there.
    fn pair_moved(&mut self) {
        let mut by_name: BTreeMap<(Symbol, Symbol), [Vec<u32>; 2]> = BTreeMap::new();
        for (at, side) in [Side::Old, Side::New].into_iter().enumerate() {
            for line in self.free(side) {
                let kind = self.quarter(side).kind(line);
                by_name.entry((kind.plain, kind.issuer)).or_default()[at].push(line);
            }
        }
        for [olds, news] in by_name.into_values() {
            for (old, new) in olds.into_iter().zip(news) {
                self.pair(old, new, How::One, None);
            }
        }
    }
}
