//! Understands column headings: what a heading ends with says which field it is.

use crate::item::Field;

use super::Reading;
use super::joint::{Joints, Unbracketed};
use super::lexicon::{FileKind, Lexicon, TableKind, any_key, no_known};
use super::phrases::{Anywhere, Endings, Marked};

/// The longest heading; a longer text is a sentence in a cell.
const LONGEST_HEADING: usize = 24;

/// The key of headings that look like a field and are none.
const NONE: &str = "none";

/// `headings.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "headings",
    tables: &[
        TableKind {
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
        },
        TableKind {
            name: "pattern",
            key: any_key,
            known: no_known,
            lists: &["marks", "ends"],
            values: &["field"],
        },
    ],
};

/// The headings, ready for use; `None` is a heading known to be no field.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    whole: Endings<Option<Field>>,
    ends: Endings<Option<Field>>,
    anywhere: Anywhere<Option<Field>>,
    patterns: Vec<Marked<Option<Field>>>,
}

/// What was found, and the field it stands for.
type Found = (String, Option<Field>);

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
        for section in lexicon.sections(FILE.id, "pattern") {
            let field = section.value("field").map_or("", |field| &field.text);
            headings
                .patterns
                .push(Marked::new(section, Field::parse(field)));
        }
        headings
    }

    /// Which field a heading in plain form names.
    pub(super) fn read(&self, plain: &str, joints: &Joints) -> Reading<Field> {
        let bare = bare(plain);
        if bare.is_empty() || bare.chars().count() > LONGEST_HEADING {
            return Reading::nothing();
        }
        let Unbracketed { outside, inside } = joints.unbracketed(bare);
        let in_brackets = || {
            // 每次(小时/次) says its unit in brackets; what stands before a slash is the unit.
            let inside = inside.first()?.split('/').next()?;
            self.read_one(inside)
        };
        // 村（居）名称 says more without its brackets; 依据（文号） with them.
        let (with, without) = (self.read_one(bare), self.read_one(&outside));
        let length = |found: &Option<Found>| found.as_ref().map_or(0, |(phrase, _)| phrase.len());
        let longer = if length(&without) > length(&with) {
            without
        } else {
            with
        };
        let found = longer
            .or_else(|| self.read_parts(&outside, joints))
            .or_else(in_brackets);
        match found {
            Some((phrase, field)) => Reading {
                value: field,
                evidence: vec![phrase],
            },
            None => Reading::nothing(),
        }
    }

    /// A heading as a whole, then by its end, alone or with a mark before it: the longer one counts.
    fn read_one(&self, text: &str) -> Option<Found> {
        if let Some((phrase, field)) = self.whole.whole(text) {
            return Some((phrase.to_owned(), field));
        }
        let end = self.ends.at_end(text);
        let marked = self
            .patterns
            .iter()
            .filter_map(|pattern| pattern.find(text));
        let marked = marked
            .max_by_key(|&(.., length)| length)
            .filter(|&(.., length)| end.is_none_or(|(end, _)| end.len() <= length));
        match (marked, end) {
            (Some((field, mark, length)), _) => {
                let end = &text[text.len() + mark.len() - length..];
                Some((format!("{mark}{end}"), field))
            }
            (None, Some((end, field))) => Some((end.to_owned(), field)),
            (None, None) => None,
        }
    }

    /// Each of the coordinated parts, then a phrase anywhere.
    fn read_parts(&self, outside: &str, joints: &Joints) -> Option<Found> {
        let known_part = || {
            let parts = joints.parts(outside).into_iter();
            parts
                .filter_map(|part| self.read_one(part))
                .find(|(_, field)| field.is_some())
        };
        let anywhere = || {
            let found = self.anywhere.longest(outside)?;
            Some((found.phrase.to_owned(), found.meaning))
        };
        known_part().or_else(anywhere)
    }
}

/// A heading without the numbering before it and the marks around it.
fn bare(plain: &str) -> &str {
    let numbered = |c: char| c.is_ascii_digit() || super::numeral::is_chinese(c);
    let unnumbered = plain
        .find(['.', '、'])
        .filter(|&end| end > 0 && plain[..end].chars().all(numbered))
        .map_or(plain, |end| &plain[end..]);
    unnumbered.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '#' | '№'))
}
