//! Finds phrases in short texts: at the end, as the whole, or anywhere; the longest wins.

use aho_corasick::AhoCorasick;

use hashbrown::HashMap;

use super::lexicon::Section;

/// Phrases looked for as a whole text or at its end.
#[derive(Clone, Debug)]
pub(super) struct Endings<T> {
    phrases: HashMap<String, T>,
    longest: usize,
}

impl<T> Default for Endings<T> {
    fn default() -> Self {
        Self {
            phrases: HashMap::new(),
            longest: 0,
        }
    }
}

impl<T: Copy> Endings<T> {
    /// Adds a phrase; the first meaning of a phrase stands.
    pub(super) fn add(&mut self, plain: &str, meaning: T) {
        self.longest = self.longest.max(plain.len());
        self.phrases.entry(plain.to_owned()).or_insert(meaning);
    }

    /// What a whole text means.
    pub(super) fn whole<'a>(&self, text: &'a str) -> Option<(&'a str, T)> {
        self.phrases.get(text).map(|&meaning| (text, meaning))
    }

    /// The longest phrase at the end of a text.
    pub(super) fn at_end<'a>(&self, text: &'a str) -> Option<(&'a str, T)> {
        text.char_indices()
            .map(|(start, _)| &text[start..])
            .filter(|ending| ending.len() <= self.longest)
            .find_map(|ending| self.whole(ending))
    }
}

/// Phrases looked for anywhere.
#[derive(Clone, Debug)]
pub(super) struct Anywhere<T> {
    automaton: Option<AhoCorasick>,
    meanings: Vec<T>,
}

impl<T> Default for Anywhere<T> {
    fn default() -> Self {
        Self {
            automaton: None,
            meanings: Vec::new(),
        }
    }
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found<'a, T> {
    /// The phrase.
    pub(super) phrase: &'a str,
    /// Its meaning.
    pub(super) meaning: T,
    /// The byte after it.
    pub(super) end: usize,
}

impl<T: Copy> Anywhere<T> {
    /// Makes ready to look for all of them at once. Empty phrases, which stand everywhere, are left out.
    pub(super) fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let (plain, meanings): (Vec<_>, Vec<_>) = phrases
            .into_iter()
            .filter(|(plain, _)| !plain.is_empty())
            .unzip();
        Self {
            automaton: AhoCorasick::new(plain).ok(),
            meanings,
        }
    }

    /// Every phrase in a text, also those inside others.
    pub(super) fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Found<'a, T>> {
        let found = self
            .automaton
            .as_ref()
            .map(|a| a.find_overlapping_iter(text));
        found.into_iter().flatten().map(move |hit| Found {
            phrase: &text[hit.range()],
            meaning: self.meanings[hit.pattern().as_usize()],
            end: hit.end(),
        })
    }

    /// The longest phrase in a text; of equals the last, since Chinese names end with what a thing is.
    pub(super) fn longest<'a>(&'a self, text: &'a str) -> Option<Found<'a, T>> {
        self.all(text)
            .max_by_key(|found| (found.phrase.chars().count(), found.end))
    }
}

/// A kind of text told by a mark in it and by its end together: 示范…社区, 录入…平台名称.
#[derive(Clone, Debug)]
pub(super) struct Marked<T> {
    meaning: T,
    marks: Anywhere<()>,
    ends: Endings<()>,
}

impl<T: Copy> Marked<T> {
    /// From the lists `marks` and `ends` of a table.
    pub(super) fn new(section: &Section, meaning: T) -> Self {
        let listed = |list| {
            section
                .list(list)
                .iter()
                .map(|phrase| phrase.plain.as_str())
        };
        let mut ends = Endings::default();
        listed("ends").for_each(|end| ends.add(end, ()));
        Self {
            meaning,
            marks: Anywhere::new(listed("marks").map(|mark| (mark, ()))),
            ends,
        }
    }

    /// The meaning, the mark, and how long mark and end are together.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> Option<(T, &'a str, usize)> {
        let (end, ()) = self.ends.at_end(text)?;
        let mark = self.marks.longest(&text[..text.len() - end.len()])?;
        Some((self.meaning, mark.phrase, mark.phrase.len() + end.len()))
    }
}
