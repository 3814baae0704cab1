//! What joins the parts of a text and what brackets set apart, loaded from `rules/words/joints.toml`.

use std::borrow::Cow;

use super::lexicon::{FileKind, Lexicon, TableKind};

/// Every list of the file.
const LISTS: &[&str] = &["parts", "brackets", "quotes"];

/// `joints.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "joints",
    tables: &[TableKind {
        name: "joint",
        key: |key| LISTS.contains(&key).then(|| key.to_owned()),
        known: || LISTS.to_vec(),
        lists: &["phrases"],
        values: &[],
    }],
};

/// Conjunctions, brackets and quotes, ready for use.
#[derive(Clone, Debug, Default)]
pub(super) struct Joints {
    /// The longest first.
    parts: Vec<String>,
    brackets: Vec<(char, char)>,
    quotes: Vec<char>,
}

/// A text with what its brackets hold set apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Unbracketed<'a> {
    /// The text without brackets, what is in them, and quotes.
    pub(super) outside: String,
    /// What each pair of brackets holds, in order; an opened one that is never closed holds the rest.
    pub(super) inside: Vec<&'a str>,
}

/// A part of a text by its brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracketed<'a> {
    /// In no brackets.
    Outside(&'a str),
    /// In a pair of brackets.
    Inside(&'a str),
    /// Behind an opening bracket that is never closed.
    Unclosed(&'a str),
}

impl Joints {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let listed = |name: &'static str| {
            let sections = lexicon.sections(FILE.id, FILE.tables[0].name);
            let of_name = sections.filter(move |section| section.key == name);
            of_name.flat_map(|section| section.list("phrases"))
        };
        // As typed: plain forms would fold some brackets into others.
        let pair = |text: &str| {
            let mut chars = text.chars();
            Some((chars.next()?, chars.next()?))
        };
        let mut parts: Vec<String> = listed("parts").map(|part| part.plain.clone()).collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        Self {
            parts,
            brackets: listed("brackets")
                .filter_map(|listed| pair(&listed.text))
                .collect(),
            quotes: listed("quotes")
                .flat_map(|listed| listed.text.chars())
                .collect(),
        }
    }

    /// The coordinated parts of a plain text, in order.
    pub(super) fn parts<'a>(&self, text: &'a str) -> Vec<&'a str> {
        let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
        while let Some(c) = text[at..].chars().next() {
            match self.part_at(&text[at..]) {
                Some(length) => {
                    parts.push(&text[start..at]);
                    at += length;
                    start = at;
                }
                None => at += c.len_utf8(),
            }
        }
        parts.push(&text[start..]);
        parts
    }

    /// How long the conjunction is that a text begins with.
    fn part_at(&self, text: &str) -> Option<usize> {
        let mut parts = self.parts.iter();
        parts
            .find(|part| text.starts_with(part.as_str()))
            .map(String::len)
    }

    /// A text with what its brackets hold set apart.
    pub(super) fn unbracketed<'a>(&self, text: &'a str) -> Unbracketed<'a> {
        let mut read = Unbracketed {
            outside: String::with_capacity(text.len()),
            inside: Vec::new(),
        };
        for part in self.bracketed(text) {
            match part {
                Bracketed::Outside(text) => read.outside.extend(
                    text.chars()
                        .filter(|&c| !self.quotes.contains(&c) && !self.closes(c)),
                ),
                Bracketed::Inside(text) | Bracketed::Unclosed(text) => read.inside.push(text),
            }
        }
        read
    }

    /// The parts of a text by its brackets, in order; of nested ones the outer pair counts.
    pub(super) fn bracketed<'a>(&self, text: &'a str) -> Vec<Bracketed<'a>> {
        let mut parts = Vec::new();
        let mut opened: Vec<(char, usize)> = Vec::new();
        let mut start = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_alphanumeric()) {
            let behind = at + c.len_utf8();
            if let Some(&(_, close)) = self.brackets.iter().find(|(open, _)| *open == c) {
                if opened.is_empty() {
                    parts.push(Bracketed::Outside(&text[start..at]));
                    start = behind;
                }
                opened.push((close, behind));
            } else if opened.last().is_some_and(|&(close, _)| close == c) {
                opened.pop();
                if opened.is_empty() {
                    parts.push(Bracketed::Inside(&text[start..at]));
                    start = behind;
                }
            }
        }
        let rest = &text[start..];
        parts.push(match opened.is_empty() {
            true => Bracketed::Outside(rest),
            false => Bracketed::Unclosed(rest),
        });
        parts
    }

    /// A text without quotes.
    pub(super) fn unquoted<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let quoted = |c: char| self.quotes.contains(&c);
        match text.contains(quoted) {
            true => text.replace(quoted, "").into(),
            false => text.into(),
        }
    }

    fn closes(&self, c: char) -> bool {
        self.brackets.iter().any(|(_, close)| *close == c)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Words;

    #[test]
    fn brackets_are_set_apart() {
        let words = Words::load(&[]).0;
        let read = words.joints.unbracketed("村(居)委会“名称”(全称(简称))");
        assert_eq!(read.outside, "村委会名称");
        assert_eq!(read.inside, ["居", "全称(简称)"]);
        let open = words.joints.unbracketed("耗时(小时");
        assert_eq!((open.outside.as_str(), open.inside), ("耗时", vec!["小时"]));
        assert_eq!(
            words.joints.parts("月报、季报以及年报"),
            ["月报", "季报", "年报"]
        );
    }
}
