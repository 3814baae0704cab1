//! Understands column headings: what a heading ends with says which field it is.

use crate::item::Field;

use super::Reading;
use super::lexicon::{FileKind, Lexicon, TableKind};
use super::phrases::{Anywhere, Endings};

/// The longest heading; a longer text is a sentence in a cell.
const LONGEST_HEADING: usize = 24;

/// The key of headings that look like a field and are none.
const NONE: &str = "none";

/// `headings.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "headings",
    tables: &[TableKind {
        name: "heading",
        key: |key| {
            let field = Field::parse(key).map(|field| field.word().to_owned());
            field.or_else(|| (key == NONE).then(|| NONE.to_owned()))
        },
        known: || {
            Field::ALL
                .iter()
                .map(|field| field.word())
                .chain([NONE])
                .collect()
        },
        lists: &["whole", "phrases", "anywhere"],
        values: &[],
    }],
};

/// The headings, ready for use; `None` is a heading known to be no field.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    whole: Endings<Option<Field>>,
    ends: Endings<Option<Field>>,
    anywhere: Anywhere<Option<Field>>,
}

impl Headings {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut headings = Self::default();
        let mut anywhere = Vec::new();
        for section in lexicon.sections(FILE.id, "heading") {
            let field = Field::parse(&section.key);
            for phrase in section.list("whole") {
                headings.whole.add(&phrase.plain, field);
            }
            for phrase in section.list("phrases") {
                headings.ends.add(&phrase.plain, field);
            }
            let phrases = section.list("anywhere").iter();
            anywhere.extend(phrases.map(|phrase| (phrase.plain.as_str(), field)));
        }
        headings.anywhere = Anywhere::new(anywhere);
        headings
    }

    /// Which field a heading in plain form names.
    pub(super) fn read(&self, plain: &str) -> Reading<Field> {
        let bare = bare(plain);
        if bare.is_empty() || bare.chars().count() > LONGEST_HEADING {
            return Reading::nothing();
        }
        let (outside, inside) = brackets(bare);
        let found = self
            .read_one(bare)
            .or_else(|| self.read_outside(&outside))
            .or_else(|| inside.and_then(|inside| self.read_one(bare_of_unit(inside))));
        match found {
            Some((phrase, field)) => Reading {
                value: field,
                evidence: vec![phrase],
            },
            None => Reading::nothing(),
        }
    }

    /// A heading as a whole, then by its end.
    fn read_one(&self, text: &str) -> Option<(String, Option<Field>)> {
        let found = self.whole.whole(text).or_else(|| self.ends.at_end(text));
        found.map(|(phrase, field)| (phrase.to_owned(), field))
    }

    /// What stands outside the brackets, then each of its coordinated parts, then a phrase anywhere in it.
    fn read_outside(&self, outside: &str) -> Option<(String, Option<Field>)> {
        let parts = || outside.split(['/', '、', '及', '和', '与', '或', ',', '或', '|', '\\']);
        let known_part = || {
            parts()
                .filter_map(|part| self.read_one(part))
                .find(|(_, field)| field.is_some())
        };
        let anywhere = || {
            let found = self.anywhere.longest(outside)?;
            Some((found.phrase.to_owned(), found.meaning))
        };
        self.read_one(outside).or_else(known_part).or_else(anywhere)
    }
}

/// A heading without the numbering before it and the marks around it.
fn bare(plain: &str) -> &str {
    let numbered = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let unnumbered = plain
        .find(['.', '、'])
        .filter(|&end| end > 0 && plain[..end].chars().all(numbered))
        .map_or(plain, |end| &plain[end..]);
    unnumbered.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '#' | '№'))
}

/// `每次(小时` says its unit in brackets; alone, the unit is what is left of a slash.
fn bare_of_unit(inside: &str) -> &str {
    inside.split('/').next().unwrap_or(inside)
}

/// A heading without its bracketed parts, and the first of these.
fn brackets(text: &str) -> (String, Option<&str>) {
    let mut outside = String::with_capacity(text.len());
    let (mut inside, mut opened) = (None, None);
    for (at, c) in text.char_indices() {
        match (c, opened) {
            ('(' | '[' | '【' | '〔' | '{' | '<' | '《', None) => {
                opened = Some(at + c.len_utf8());
            }
            (')' | ']' | '】' | '〕' | '}' | '>' | '》', Some(start)) => {
                inside = inside.or(Some(&text[start..at]));
                opened = None;
            }
            (_, None) => outside.push(c),
            _ => {}
        }
    }
    if let Some(start) = opened {
        inside = inside.or(Some(&text[start..]));
    }
    (outside, inside)
}
