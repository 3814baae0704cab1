//! All keywords of all rules in one automaton; each distinct text is scanned once.

use aho_corasick::AhoCorasick;
use hashbrown::HashMap;

use crate::item::{Field, Item, Items};
use crate::parallel;
use crate::rule::Word;
use crate::text::{BySymbol, Symbol, Texts};

/// A keyword that was found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// Number of the keyword.
    pub(super) word: u32,
    /// Where it first stands, in bytes of the plain form.
    pub(super) start: u32,
}

/// Collects keywords and numbers each once.
#[derive(Default)]
pub(super) struct Vocabulary<'a> {
    words: Vec<&'a str>,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Vocabulary<'a> {
    /// The numbers of some words, none of which may be empty: it would be found everywhere.
    pub(super) fn numbers(&mut self, words: impl Iterator<Item = &'a Word>) -> Vec<u32> {
        words.map(|word| self.number(&word.plain)).collect()
    }

    fn number(&mut self, plain: &'a str) -> u32 {
        let next = self.words.len() as u32;
        let number = *self.numbers.entry(plain).or_insert(next);
        if number == next {
            self.words.push(plain);
        }
        number
    }

    /// The automaton that finds all of them.
    pub(super) fn finish(self) -> Keywords {
        let automaton = AhoCorasick::new(&self.words)
            .unwrap_or_else(|_| unreachable!("rule files hold fewer than two billion keywords"));
        Keywords {
            automaton,
            count: self.words.len(),
        }
    }
}

/// The automaton over all keywords.
pub(super) struct Keywords {
    automaton: AhoCorasick,
    count: usize,
}

impl Keywords {
    /// How many keywords there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Every keyword in a text, once, by number.
    fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self
            .automaton
            .find_overlapping_iter(text)
            .map(|found| Hit {
                word: found.pattern().as_u32(),
                start: found.start() as u32,
            })
            .collect();
        hits.sort_unstable();
        hits.dedup_by_key(|hit| hit.word);
        hits
    }
}

/// What every scanned text contains.
pub(super) struct Scan {
    ranges: BySymbol<(u32, u32)>,
    hits: Vec<Hit>,
}

impl Scan {
    /// Scans the texts that are wanted, on so many threads.
    pub(super) fn of(
        keywords: &Keywords,
        texts: &Texts,
        wanted: &[Symbol],
        threads: usize,
    ) -> Self {
        let mut scan = Self {
            ranges: BySymbol::default(),
            hits: Vec::new(),
        };
        if keywords.len() == 0 {
            return scan;
        }
        let find = |share: &[Symbol]| -> Vec<Vec<Hit>> {
            let found = share.iter().map(|symbol| keywords.find(texts.get(*symbol)));
            found.collect()
        };
        let found = parallel::over(parallel::shares(wanted, threads), threads, find);
        for (&symbol, hits) in wanted.iter().zip(found.into_iter().flatten()) {
            let start = scan.hits.len() as u32;
            scan.hits.extend(hits);
            scan.ranges.set(symbol, (start, scan.hits.len() as u32));
        }
        scan
    }

    /// Scans all the texts of some items.
    pub(super) fn of_items<'i>(
        keywords: &Keywords,
        items: &Items,
        wanted: impl Iterator<Item = &'i Item>,
    ) -> Self {
        let mut seen = BySymbol::default();
        let mut texts = Vec::new();
        for item in wanted {
            let plain = Field::ALL
                .iter()
                .map(|&field| items.plain_form(item, field));
            for text in plain.chain([item.issuer.name]) {
                if !seen.set(text, true) {
                    texts.push(text);
                }
            }
        }
        Self::of(keywords, &items.texts, &texts, parallel::threads())
    }

    /// The keywords in a text, ordered by number.
    pub(super) fn hits(&self, text: Symbol) -> &[Hit] {
        let (start, end) = self.ranges.get(text);
        &self.hits[start as usize..end as usize]
    }

    /// Where a keyword stands in a text.
    pub(super) fn find(&self, text: Symbol, word: u32) -> Option<Hit> {
        let hits = self.hits(text);
        let at = hits.binary_search_by_key(&word, |hit| hit.word).ok()?;
        Some(hits[at])
    }

    /// The first of some keywords to stand in a text.
    pub(super) fn first_of(&self, text: Symbol, words: &[u32]) -> Option<Hit> {
        words
            .iter()
            .filter_map(|&word| self.find(text, word))
            .min_by_key(|hit| (hit.start, hit.word))
    }
}
