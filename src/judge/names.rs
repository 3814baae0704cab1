//! Distinct names, each read once, and the likeness between them, each pair measured once.

use std::collections::BTreeSet;

use hashbrown::HashMap;

use super::index::similar_sets;
use super::sameness::{Likeness, are_plainly_apart, likeness};
use crate::item::{Field, Item, Items};
use crate::parallel;
use crate::text::{BySymbol, Symbol};
use crate::words::{Concept, NameReading, Same};

/// Where a rule asks for so little that names may be alike though one says a subject which the other
/// doesn't, they share so much of what they say.
const MOST: f64 = 0.6;

/// No concept has such a number, and none above.
const FIRST_NUMBER: u32 = Concept::MAX as u32 + 1;

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
    /// Takes the names of some items apart; none has neighbours until they are measured.
    pub(super) fn of(items: &Items, wanted: &[&Item], same: &'a Same, threads: usize) -> Self {
        let mut symbols: Vec<Symbol> = wanted
            .iter()
            .map(|item| items.plain_form(item, Field::Name))
            .collect();
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
        names.neighbours = vec![Vec::new(); names.readings.len()];
        names
    }

    /// Measures names that may be alike enough for rules that ask for `least` (0 to 1) at least.
    pub(super) fn measure(&mut self, least: f64, threads: usize) {
        let alone = f64::from(100 - self.same.least_of_a_subject()) / 100.0;
        let shared = if least > alone { 1.0 } else { MOST };
        let pairs = self.candidates(shared);
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

    /// All pairs of names in which what no word explains differs by a character at most, and that share
    /// so much of what is indispensable; none is missed.
    fn candidates(&self, shared: f64) -> Vec<(NameId, NameId)> {
        let mut of_names = Subjects::default();
        let mut subjects: Vec<Vec<u32>> = Vec::with_capacity(self.readings.len());
        let mut by_rest: HashMap<u64, Vec<NameId>> = HashMap::new();
        for (reading, name) in self.readings.iter().zip(0..) {
            subjects.push(of_names.of(self.same, reading));
            for rest in rests(&reading.rest) {
                by_rest.entry(rest).or_default().push(name);
            }
        }
        let mut pairs = Vec::new();
        for names in by_rest.into_values().filter(|names| names.len() > 1) {
            let own = names.iter().map(|&name| subjects[name as usize].clone());
            let own: Vec<Vec<u32>> = own.collect();
            let similar = similar_sets(&own, shared).into_iter();
            let similar = similar.map(|(a, b)| (names[a as usize], names[b as usize]));
            pairs.extend(similar.filter(|&(one, other)| {
                !are_plainly_apart(self.same, self.reading(one), self.reading(other))
            }));
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
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

/// What names share if they are alike: what is indispensable, and their numbers.
#[derive(Default)]
struct Subjects<'n> {
    /// The numbers in names, each set of them once.
    numbers: HashMap<&'n [String], u32>,
}

impl<'n> Subjects<'n> {
    fn of(&mut self, same: &Same, reading: &'n NameReading) -> Vec<u32> {
        let next = FIRST_NUMBER + self.numbers.len() as u32;
        let numbers = *self.numbers.entry(&reading.numbers).or_insert(next);
        let said = same.indispensable(reading).into_iter();
        said.map(u32::from).chain([numbers]).collect()
    }
}

/// What no word explains, and the same without each of its characters, whatever their order: two that
/// differ by one character, or by one in place of another, have one of these in common. Told by sums
/// over the characters, so that the longest name costs no more than its length.
fn rests(rest: &str) -> BTreeSet<u64> {
    let whole = rest.chars().map(scattered).fold(0, u64::wrapping_add);
    let without = |c: char| whole.wrapping_sub(scattered(c));
    rest.chars().map(without).chain([whole]).collect()
}

/// A number for a character; sums of them are hardly ever the same by chance (the finish of SplitMix64).
fn scattered(c: char) -> u64 {
    let mut bits = (u64::from(c) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}
