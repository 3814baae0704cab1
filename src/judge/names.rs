//! Distinct names, each read once, and the likeness between them, each pair measured once.

use std::collections::HashMap;

use super::index::similar_sets;
use super::sameness::{Likeness, likeness};
use crate::item::{Field, Item, Items};
use crate::parallel;
use crate::text::{BySymbol, Symbol};
use crate::words::{Concept, NameReading, Part, Same};

/// Names share so much of what they are about, or they aren't measured.
const CANDIDATES: f64 = 0.6;

/// Number of what names say; names that say the same have the same. Numbered in the order of the
/// names' texts, so that nothing depends on rows.
pub(super) type NameId = u32;

/// What distinct names say, with their neighbours.
pub(super) struct Names<'a> {
    same: &'a Same,
    /// By name in plain form, one more than its number.
    numbers: BySymbol<u32>,
    readings: Vec<NameReading>,
    /// Others that may ask for the same, with how sure it is in ten-thousandths; ordered by number.
    neighbours: Vec<Vec<(NameId, u16)>>,
}

impl<'a> Names<'a> {
    /// Takes the names of some items apart and measures those that share enough.
    pub(super) fn of(items: &Items, wanted: &[&Item], same: &'a Same, threads: usize) -> Self {
        let mut symbols: Vec<Symbol> = wanted.iter().map(|i| i.plain(Field::Name)).collect();
        symbols.sort_unstable();
        symbols.dedup();
        symbols.sort_by_key(|symbol| items.texts.get(*symbol));
        let mut names = Self {
            same,
            numbers: BySymbol::default(),
            readings: Vec::new(),
            neighbours: Vec::new(),
        };
        let read = |symbol: &Symbol| (*symbol, same.read(items.texts.get(*symbol)));
        let readings = parallel::over(parallel::shares(&symbols, threads), threads, |symbols| {
            symbols.iter().map(read).collect::<Vec<_>>()
        });
        let mut known: HashMap<NameReading, NameId> = HashMap::new();
        for (symbol, reading) in readings.into_iter().flatten() {
            let next = names.readings.len() as NameId;
            // Names that say nothing of their subject are the same only by the letter.
            let number = match says_what(&reading) {
                true => *known.entry(reading.clone()).or_insert(next),
                false => next,
            };
            if number == next {
                names.readings.push(reading);
            }
            names.numbers.set(symbol, number + 1);
        }
        names.measure(threads);
        names
    }

    fn measure(&mut self, threads: usize) {
        self.neighbours = vec![Vec::new(); self.readings.len()];
        let tokens: Vec<_> = self.readings.iter().map(|r| tokens(self.same, r)).collect();
        let pairs = similar_sets(&tokens, CANDIDATES);
        let measure = |&(one, other): &(NameId, NameId)| {
            let likeness = self.likeness(one, other);
            (!likeness.apart).then_some((one, other, likeness.score))
        };
        let measured = parallel::over(parallel::shares(&pairs, threads), threads, |pairs| {
            pairs.iter().filter_map(measure).collect::<Vec<_>>()
        });
        for (one, other, score) in measured.into_iter().flatten() {
            self.neighbours[one as usize].push((other, score));
            self.neighbours[other as usize].push((one, score));
        }
        for list in &mut self.neighbours {
            list.sort_unstable_by_key(|(name, _)| *name);
        }
    }

    /// The number of what a name says.
    pub(super) fn number(&self, name: Symbol) -> NameId {
        self.numbers.get(name).wrapping_sub(1)
    }

    /// What a name was taken apart into.
    pub(super) fn reading(&self, name: NameId) -> &NameReading {
        &self.readings[name as usize]
    }

    /// Whether a name says what it is about.
    pub(super) fn says_what(&self, name: NameId) -> bool {
        says_what(self.reading(name))
    }

    /// Others that may ask for the same, with how sure it is in ten-thousandths.
    pub(super) fn neighbours(&self, name: NameId) -> &[(NameId, u16)] {
        &self.neighbours[name as usize]
    }

    /// How alike two names are; measured anew, with all that differs.
    pub(super) fn likeness(&self, one: NameId, other: NameId) -> Likeness {
        likeness(self.same, self.reading(one), self.reading(other))
    }
}

fn says_what(reading: &NameReading) -> bool {
    !reading.concepts.is_empty() || !reading.rest.is_empty()
}

/// What two names must share to be measured: what they are about, without what goes without saying,
/// and the characters no word explains.
fn tokens(same: &Same, reading: &NameReading) -> Vec<u32> {
    let goes_without_saying = |concept: Concept| {
        let implied_by = |other: Concept| {
            let both_ways = same.implies(concept, other) && concept < other;
            other != concept && same.implies(other, concept) && !both_ways
        };
        same.concept(concept).0 == Part::General
            || same.can_be_carried(concept)
            || reading.concepts.iter().any(|&c| implied_by(c))
    };
    let said = reading
        .concepts
        .iter()
        .filter(|c| !goes_without_saying(**c));
    let mut said: Vec<Concept> = said.copied().collect();
    if said.is_empty() && reading.rest.is_empty() {
        said.clone_from(&reading.concepts);
    }
    let concepts = said
        .into_iter()
        .map(|concept| u32::from(same.folded(concept)));
    let rest = reading.rest.chars().map(|c| u32::from(c) + (1 << 16));
    let mut tokens: Vec<u32> = concepts.chain(rest).collect();
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}
