//! Understands what an item is: a Chinese name ends with what it names.

use crate::item::Category;

use super::Reading;
use super::lexicon::{FileKind, Lexicon, TableKind, any_key, no_known};
use super::phrases::{Anywhere, Endings};

fn category_key(key: &str) -> Option<String> {
    Category::parse(key).map(|category| category.word().to_owned())
}

fn category_words() -> Vec<&'static str> {
    Category::ALL
        .iter()
        .flat_map(|category| [category.zh(), category.word()])
        .collect()
}

/// `categories.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "categories",
    tables: &[
        TableKind {
            name: "category",
            key: category_key,
            known: category_words,
            lists: &["given", "ends", "ends_weak", "anywhere"],
            values: &[],
        },
        TableKind {
            name: "title",
            key: any_key,
            known: no_known,
            lists: &["marks", "ends"],
            values: &["category"],
        },
        TableKind {
            name: "tail",
            key: any_key,
            known: no_known,
            lists: &["phrases"],
            values: &[],
        },
    ],
};

/// How much a find in a name is worth against what the sheet says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// A word somewhere in the name.
    Mentioned,
    /// The name ends with something done, which may be looked at in several ways.
    Done,
    /// The name ends with the thing itself: 台账, 统计表, 证明.
    Thing,
}

/// A kind of name told by a mark in it and its end together: 示范…社区 is a title to be won.
#[derive(Clone, Debug)]
struct Title {
    category: Category,
    marks: Anywhere<()>,
    ends: Endings<()>,
}

/// The category words, ready for use.
#[derive(Clone, Debug, Default)]
pub(super) struct Categories {
    given: Anywhere<Category>,
    ends: Endings<(Category, Weight)>,
    anywhere: Anywhere<Category>,
    titles: Vec<Title>,
    tails: Endings<()>,
}

struct Find {
    category: Category,
    weight: Weight,
    evidence: String,
}

impl Categories {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut known = Self::default();
        let (mut given, mut anywhere) = (Vec::new(), Vec::new());
        for section in lexicon.sections(FILE.id, "category") {
            let Some(category) = Category::parse(&section.key) else {
                continue;
            };
            let listed = |list| {
                section
                    .list(list)
                    .iter()
                    .map(|phrase| phrase.plain.as_str())
            };
            given.extend(listed("given").map(|phrase| (phrase, category)));
            anywhere.extend(listed("anywhere").map(|phrase| (phrase, category)));
            listed("ends").for_each(|phrase| known.ends.add(phrase, (category, Weight::Thing)));
            listed("ends_weak").for_each(|phrase| known.ends.add(phrase, (category, Weight::Done)));
        }
        known.given = Anywhere::new(given);
        known.anywhere = Anywhere::new(anywhere);
        known.titles = titles(lexicon);
        for phrase in lexicon
            .sections(FILE.id, "tail")
            .flat_map(|section| section.list("phrases"))
        {
            known.tails.add(&phrase.plain, ());
        }
        known
    }

    /// The category by the name and by what the sheet says, both plain.
    pub(super) fn read(&self, name: &str, given: &str) -> Reading<Category> {
        let by_name = self.by_name(name);
        let by_sheet = self.given.longest(given);
        match (by_name, by_sheet) {
            (Some(find), Some(sheet))
                if find.weight < Weight::Thing && find.category != sheet.meaning =>
            {
                reading(sheet.meaning, sheet.phrase.to_owned())
            }
            (Some(find), _) => reading(find.category, find.evidence),
            (None, Some(sheet)) => reading(sheet.meaning, sheet.phrase.to_owned()),
            (None, None) => Reading::nothing(),
        }
    }

    fn by_name(&self, name: &str) -> Option<Find> {
        let (outside, inside) = split_brackets(name);
        let by_end = self
            .by_end(&outside)
            .or_else(|| self.by_end(inside).filter(|_| outside.is_empty()));
        let first_part = || {
            outside
                .split(['、', '/', '及', '和', ',', '与'])
                .find_map(|part| self.by_end(part))
        };
        let mentioned = || {
            let found = self.anywhere.longest(&outside)?;
            Some(find(found.meaning, Weight::Mentioned, found.phrase))
        };
        by_end
            .or_else(first_part)
            .or_else(mentioned)
            .or_else(|| self.by_end(inside))
    }

    /// By the end of a name, with what may trail after it taken off step by step.
    fn by_end(&self, name: &str) -> Option<Find> {
        let mut rest = name.trim_end_matches(is_trailing_mark);
        loop {
            if let Some(found) = self.by_bare_end(rest) {
                return Some(found);
            }
            let (tail, ()) = self.tails.at_end(rest)?;
            rest = rest[..rest.len() - tail.len()].trim_end_matches(is_trailing_mark);
        }
    }

    fn by_bare_end(&self, name: &str) -> Option<Find> {
        let end = self.ends.at_end(name);
        let title = self.titles.iter().find_map(|title| title.find(name));
        match (end, title) {
            (Some((phrase, _)), Some((category, evidence, length))) if phrase.len() < length => {
                Some(find(category, Weight::Thing, evidence))
            }
            (Some((phrase, (category, weight))), _) => Some(find(category, weight, phrase)),
            (None, Some((category, evidence, _))) => Some(find(category, Weight::Thing, evidence)),
            (None, None) => None,
        }
    }
}

impl Title {
    /// The category, the mark, and how long mark and end are together.
    fn find<'a>(&'a self, name: &'a str) -> Option<(Category, &'a str, usize)> {
        let (end, ()) = self.ends.at_end(name)?;
        let mark = self.marks.longest(name)?;
        Some((self.category, mark.phrase, mark.phrase.len() + end.len()))
    }
}

fn titles(lexicon: &Lexicon) -> Vec<Title> {
    let sections = lexicon.sections(FILE.id, "title");
    let title = |section: &super::lexicon::Section| {
        let mut ends = Endings::default();
        for phrase in section.list("ends") {
            ends.add(&phrase.plain, ());
        }
        Some(Title {
            category: Category::parse(&section.value("category")?.text)?,
            marks: Anywhere::new(
                section
                    .list("marks")
                    .iter()
                    .map(|phrase| (phrase.plain.as_str(), ())),
            ),
            ends,
        })
    };
    sections.filter_map(title).collect()
}

/// Marks, quotes and numbers that trail a name.
fn is_trailing_mark(c: char) -> bool {
    !c.is_alphabetic() && !matches!(c, ')' | '(')
}

/// A name without quotes and bracketed parts, and what stands in the last brackets.
fn split_brackets(name: &str) -> (String, &str) {
    let (mut outside, mut inside, mut opened) = (String::with_capacity(name.len()), "", None);
    for (at, c) in name.char_indices() {
        match (c, opened) {
            ('(' | '[' | '【' | '〔' | '{', None) => opened = Some(at + c.len_utf8()),
            (')' | ']' | '】' | '〕' | '}', Some(start)) => {
                inside = &name[start..at];
                opened = None;
            }
            ('“' | '”' | '"' | '《' | '》' | '「' | '」' | '\'' | '‘' | '’', _) => {}
            (_, None) => outside.push(c),
            _ => {}
        }
    }
    (outside, inside)
}

fn find(category: Category, weight: Weight, evidence: &str) -> Find {
    Find {
        category,
        weight,
        evidence: evidence.to_owned(),
    }
}

fn reading(category: Category, evidence: String) -> Reading<Category> {
    Reading {
        value: Some(category),
        evidence: vec![evidence],
    }
}
