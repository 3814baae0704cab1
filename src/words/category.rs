//! Understands what an item is: a Chinese name ends with what it names.

use crate::item::Category;

use super::Reading;
use super::joint::{Joints, Unbracketed};
use super::lexicon::{FileKind, Lexicon, Section, TableKind, any_key, no_known};
use super::phrases::{Anywhere, Endings, Marked};

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
            lists: &[
                "given",
                "given_whole",
                "ends",
                "ends_weak",
                "anywhere",
                "starts",
                "starts_first",
            ],
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

/// The category words, ready for use.
#[derive(Clone, Debug, Default)]
pub(super) struct Categories {
    given: Anywhere<Category>,
    given_whole: Endings<Category>,
    ends: Endings<(Category, Weight)>,
    anywhere: Anywhere<Category>,
    /// The longest first.
    starts: Vec<(String, Category)>,
    /// Those that count before what is done.
    starts_first: Vec<(String, Category)>,
    titles: Vec<Marked<Category>>,
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
            listed("given_whole").for_each(|phrase| known.given_whole.add(phrase, category));
            given.extend(listed("given").map(|phrase| (phrase, category)));
            anywhere.extend(listed("anywhere").map(|phrase| (phrase, category)));
            known
                .starts
                .extend(listed("starts").map(|phrase| (phrase.to_owned(), category)));
            known
                .starts_first
                .extend(listed("starts_first").map(|phrase| (phrase.to_owned(), category)));
            listed("ends").for_each(|phrase| known.ends.add(phrase, (category, Weight::Thing)));
            listed("ends_weak").for_each(|phrase| known.ends.add(phrase, (category, Weight::Done)));
        }
        known
            .starts
            .sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
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
    pub(super) fn read(&self, name: &str, given: &str, joints: &Joints) -> Reading<Category> {
        let by_name = self.by_name(name, joints);
        match (by_name, self.by_sheet(given)) {
            (Some(find), Some((phrase, category)))
                if find.weight < Weight::Thing && find.category != category =>
            {
                reading(category, phrase.to_owned())
            }
            (Some(find), _) => reading(find.category, find.evidence),
            (None, Some((phrase, category))) => reading(category, phrase.to_owned()),
            (None, None) => Reading::nothing(),
        }
    }

    /// What the sheet says: a word in it, or all of it.
    fn by_sheet<'a>(&'a self, given: &'a str) -> Option<(&'a str, Category)> {
        let anywhere = || {
            let found = self.given.longest(given)?;
            Some((found.phrase, found.meaning))
        };
        self.given_whole.whole(given).or_else(anywhere)
    }

    fn by_name(&self, name: &str, joints: &Joints) -> Option<Find> {
        let Unbracketed { outside, inside } = joints.unbracketed(name);
        let inside = inside.last().copied().unwrap_or_default();
        let by_end = self
            .by_end(&outside)
            .or_else(|| self.by_end(inside).filter(|_| outside.is_empty()));
        let first_part = || {
            let parts = joints.parts(&outside);
            parts.into_iter().find_map(|part| self.by_end(part))
        };
        let mentioned = || {
            let found = self.anywhere.longest(&outside)?;
            Some(find(found.meaning, Weight::Mentioned, found.phrase))
        };
        let by_start = |starts: &[(String, Category)]| {
            let mut starts = starts.iter();
            let (phrase, category) = starts.find(|(phrase, _)| outside.starts_with(phrase))?;
            Some(find(*category, Weight::Mentioned, phrase))
        };
        let is_thing = by_end
            .as_ref()
            .is_some_and(|find| find.weight == Weight::Thing);
        let first = by_start(&self.starts_first).filter(|_| !is_thing);
        first
            .or(by_end)
            .or_else(first_part)
            .or_else(|| by_start(&self.starts))
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
            // 安全 and 户 make no title of 燃气安全入户: 入户 is one word.
            (Some((phrase, _)), Some((category, evidence, length)))
                if phrase.len() < length && phrase.len() <= length - evidence.len() =>
            {
                Some(find(category, Weight::Thing, evidence))
            }
            (Some((phrase, (category, weight))), _) => Some(find(category, weight, phrase)),
            (None, Some((category, evidence, _))) => Some(find(category, Weight::Thing, evidence)),
            (None, None) => None,
        }
    }
}

fn titles(lexicon: &Lexicon) -> Vec<Marked<Category>> {
    let sections = lexicon.sections(FILE.id, "title");
    let category = |section: &Section| Category::parse(&section.value("category")?.text);
    sections
        .filter_map(|section| Some(Marked::new(section, category(section)?)))
        .collect()
}

/// Marks, quotes and numbers that trail a name.
fn is_trailing_mark(c: char) -> bool {
    !c.is_alphabetic() && !matches!(c, ')' | '(')
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
