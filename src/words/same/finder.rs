//! Finds the phrases of a name: from the left, the longest first.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Roles;

/// A piece of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    /// As it stands in the name.
    pub(super) text: &'t str,
    /// What the phrase can be; `None` where no word explains it.
    pub(super) roles: Option<Roles>,
}

impl<'t> Token<'t> {
    /// A piece that no word explains.
    pub(super) fn unknown(text: &'t str) -> Self {
        Self { text, roles: None }
    }
}

/// All phrases, ready to be found.
#[derive(Clone, Debug)]
pub(super) struct Finder {
    automaton: Option<AhoCorasick>,
    roles: Vec<Roles>,
    longest: usize,
}

impl Finder {
    /// Makes ready to look for all of them at once.
    pub(super) fn new(phrases: &HashMap<String, Roles>) -> Self {
        let mut all: Vec<(&str, Roles)> = phrases.iter().map(|(t, r)| (t.as_str(), *r)).collect();
        all.sort_unstable_by_key(|(text, _)| *text);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(all.iter().map(|(text, _)| text));
        Self {
            automaton: automaton.ok(),
            longest: all.iter().map(|(text, _)| text.len()).max().unwrap_or(0),
            roles: all.into_iter().map(|(_, roles)| roles).collect(),
        }
    }

    /// Known phrases of a text and what stands between them.
    pub(super) fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        let (mut tokens, mut end) = (Vec::new(), 0);
        for found in self.automaton.iter().flat_map(|all| all.find_iter(text)) {
            if found.start() > end {
                tokens.push(Token::unknown(&text[end..found.start()]));
            }
            tokens.push(Token {
                text: &text[found.range()],
                roles: Some(self.roles[found.pattern().as_usize()]),
            });
            end = found.end();
        }
        if end < text.len() {
            tokens.push(Token::unknown(&text[end..]));
        }
        tokens
    }

    /// A phrase divided into the longest shorter phrase at its start and those of the rest.
    pub(super) fn parts<'t>(&self, phrase: &'t str) -> Vec<Token<'t>> {
        let shorter = phrase.char_indices().map(|(at, _)| at).rev();
        let first = shorter
            .filter(|&end| end > 0)
            .find(|&end| self.at_start(&phrase[..end]) == end);
        let cut = first.unwrap_or_else(|| phrase.chars().next().map_or(0, char::len_utf8));
        let mut parts = self.tokens(&phrase[..cut]);
        parts.extend(self.tokens(&phrase[cut..]));
        parts
    }

    /// How many bytes the longest phrase has.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// How many bytes the phrase at the start of a text has; 0 where there is none.
    pub(super) fn at_start(&self, text: &str) -> usize {
        let found = self.automaton.as_ref().and_then(|all| all.find(text));
        found
            .filter(|found| found.start() == 0)
            .map_or(0, |found| found.end())
    }
}
