//! Distinct names and the likeness between them; each pair is measured at most once.

use std::collections::HashMap;

use super::index::similar_sets;
use super::sameness::{Likeness, likeness, years_differ};
use crate::item::{Field, Items};
use crate::text::Symbol;
use crate::words::{NameReading, Same};

/// Names share so much of what they are about, or they aren't measured.
const CANDIDATES: f64 = 0.6;

/// Number of a name; names are numbered in the order of their texts, so that nothing depends on rows.
pub(super) type NameId = u32;

/// Distinct names, taken apart, with their neighbours.
pub(super) struct Names<'a> {
    same: &'a Same,
    numbers: HashMap<Symbol, NameId>,
    readings: Vec<NameReading>,
    /// Other names that may ask for the same, with how sure it is in ten-thousandths; ordered by number.
    neighbours: Vec<Vec<(NameId, u16)>>,
}

impl<'a> Names<'a> {
    /// Takes the names of some items apart and measures those that share enough.
    pub(super) fn of(items: &Items, wanted: &[bool], same: &'a Same) -> Self {
        let mut symbols: Vec<Symbol> = items
            .items
            .iter()
            .zip(wanted)
            .filter(|(_, wanted)| **wanted)
            .map(|(item, _)| item.plain(Field::Name))
            .collect();
        symbols.sort_by(|a, b| items.texts.get(*a).cmp(items.texts.get(*b)));
        symbols.dedup();
        let readings: Vec<_> = symbols
            .iter()
            .map(|&symbol| same.read(items.texts.get(symbol)))
            .collect();
        let mut names = Self {
            same,
            numbers: symbols.into_iter().zip(0..).collect(),
            neighbours: vec![Vec::new(); readings.len()],
            readings,
        };
        names.measure();
        names
    }

    fn measure(&mut self) {
        let tokens: Vec<_> = self.readings.iter().map(|r| tokens(self.same, r)).collect();
        for (one, other) in similar_sets(&tokens, CANDIDATES) {
            let score = self.likeness(one, other);
            if !score.apart {
                let score = (score.score * 10_000.0).round() as u16;
                self.neighbours[one as usize].push((other, score));
                self.neighbours[other as usize].push((one, score));
            }
        }
        for list in &mut self.neighbours {
            list.sort_unstable_by_key(|(name, _)| *name);
        }
    }

    /// The number of a name.
    pub(super) fn number(&self, name: Symbol) -> NameId {
        self.numbers.get(&name).copied().unwrap_or(NameId::MAX)
    }

    /// What a name was taken apart into.
    pub(super) fn reading(&self, name: NameId) -> &NameReading {
        &self.readings[name as usize]
    }

    /// Whether a name says what it is about.
    pub(super) fn says_what(&self, name: NameId) -> bool {
        let reading = self.reading(name);
        !reading.concepts.is_empty() || !reading.rest.is_empty()
    }

    /// Names that may ask for the same, with how sure it is in ten-thousandths.
    pub(super) fn neighbours(&self, name: NameId) -> &[(NameId, u16)] {
        &self.neighbours[name as usize]
    }

    /// How alike two names are; `None` where something stands against it for good.
    pub(super) fn score(&self, one: NameId, other: NameId) -> Option<f64> {
        if one == other {
            return Some(1.0);
        }
        let list = self.neighbours(one);
        if let Ok(at) = list.binary_search_by_key(&other, |(name, _)| *name) {
            return Some(share(list[at].1));
        }
        let likeness = self.likeness(one, other);
        (!likeness.apart).then_some(likeness.score)
    }

    /// Whether the names are of different years.
    pub(super) fn years_differ(&self, one: NameId, other: NameId) -> bool {
        years_differ(self.reading(one), self.reading(other))
    }

    fn likeness(&self, one: NameId, other: NameId) -> Likeness {
        likeness(self.same, self.reading(one), self.reading(other))
    }
}

/// Ten-thousandths as a share of 1.
pub(super) fn share(score: u16) -> f64 {
    f64::from(score) / 10_000.0
}

/// What two names must share to be measured: what they are about, and the characters no word explains.
fn tokens(same: &Same, reading: &NameReading) -> Vec<u32> {
    let concepts = reading.concepts.iter().map(|&c| u32::from(same.folded(c)));
    let rest = reading.rest.chars().map(|c| u32::from(c) + (1 << 16));
    let mut tokens: Vec<u32> = concepts.chain(rest).collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}
