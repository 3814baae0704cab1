//! Finds the phrases of a name: from the left, the longest first.

use hashbrown::HashMap as Index;

use hashbrown::HashMap;

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

/// What phrases are looked up by: their first two characters, or their only one.
type Opening = (char, Option<char>);

/// All phrases, ready to be found. Names are short and few phrases begin alike, so that looking each
/// place up is as fast as an automaton, which takes long to build.
#[derive(Clone, Debug)]
pub(super) struct Finder {
    /// The longest first.
    by_opening: Index<Opening, Vec<(Box<str>, Roles)>>,
    longest: usize,
}

impl Finder {
    /// Makes ready to look for all of them at once.
    pub(super) fn new(phrases: &HashMap<String, Roles>) -> Self {
        let mut by_opening: Index<Opening, Vec<(Box<str>, Roles)>> = Index::new();
        let phrases_opened = phrases.iter().filter_map(|(text, roles)| {
            let phrase = (text.as_str().into(), *roles);
            Some((opening(text)?, phrase))
        });
        for (opening, phrase) in phrases_opened {
            by_opening.entry(opening).or_default().push(phrase);
        }
        for alike in by_opening.values_mut() {
            alike.sort_unstable_by_key(|(text, _)| std::cmp::Reverse(text.len()));
        }
        Self {
            by_opening,
            longest: phrases.keys().map(String::len).max().unwrap_or(0),
        }
    }

    /// Known phrases of a text and what stands between them.
    pub(super) fn tokens<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        let (mut tokens, mut unknown, mut at) = (Vec::new(), 0, 0);
        while let Some(c) = text[at..].chars().next() {
            let Some((length, roles)) = self.at_start(&text[at..]) else {
                at += c.len_utf8();
                continue;
            };
            if unknown < at {
                tokens.push(Token::unknown(&text[unknown..at]));
            }
            tokens.push(Token {
                text: &text[at..at + length],
                roles: Some(roles),
            });
            at += length;
            unknown = at;
        }
        if unknown < text.len() {
            tokens.push(Token::unknown(&text[unknown..]));
        }
        tokens
    }

    /// A phrase divided into the longest shorter phrase at its start and those of the rest.
    pub(super) fn parts<'t>(&self, phrase: &'t str) -> Vec<Token<'t>> {
        let shorter = phrase.char_indices().map(|(at, _)| at).rev();
        let first = shorter.filter(|&end| end > 0).find(|&end| {
            let known = self.at_start(&phrase[..end]);
            known.is_some_and(|(length, _)| length == end)
        });
        let cut = first.unwrap_or_else(|| phrase.chars().next().map_or(0, char::len_utf8));
        let mut parts = self.tokens(&phrase[..cut]);
        parts.extend(self.tokens(&phrase[cut..]));
        parts
    }

    /// How many bytes the longest phrase has.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// The longest phrase at the start of a text: how many bytes it has, and what it can be.
    pub(super) fn at_start(&self, text: &str) -> Option<(usize, Roles)> {
        let (first, second) = opening(text)?;
        let longest = |opening: Opening| {
            let mut alike = self.by_opening.get(&opening)?.iter();
            alike.find(|(phrase, _)| text.starts_with(&**phrase))
        };
        let found = second.and_then(|second| longest((first, Some(second))));
        let (phrase, roles) = found.or_else(|| longest((first, None)))?;
        Some((phrase.len(), *roles))
    }
}

fn opening(text: &str) -> Option<Opening> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.next()))
}
