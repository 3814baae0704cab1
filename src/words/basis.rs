//! Understands what a basis amounts to: a statute, a numbered document, something said, nothing.

use std::sync::LazyLock;

use regex::Regex;

use crate::item::{Basis, BasisKind};

use super::joint::Joints;
use super::lexicon::{FileKind, Lexicon, TableKind, any_key, no_known};
use super::phrases::{Anywhere, Endings};

/// `bases.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "bases",
    tables: &[
        TableKind {
            name: "none",
            key: any_key,
            known: no_known,
            lists: &["whole", "phrases"],
            values: &[],
        },
        TableKind {
            name: "statute",
            key: any_key,
            known: no_known,
            lists: &["names", "endings", "except"],
            values: &[],
        },
        TableKind {
            name: "number",
            key: any_key,
            known: no_known,
            lists: &["before", "starts"],
            values: &[],
        },
    ],
};

/// A document number: who issued it, the year in any brackets, its number; 号 may be missing.
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"([\p{Han}]{1,14}?)[〔\[【(《〈{]((?:19|20)\d{2})年?[〕\]】)》〉}]第?(\d{1,5})号?")
        .ok()
});

/// 2014年第3号, as announcements and orders are numbered.
static YEAR_NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"([\p{Han}]{0,14}?)((?:19|20)\d{2})年?第(\d{1,5})号").ok());

/// What is known of bases, ready for use.
#[derive(Clone, Debug, Default)]
pub(super) struct Bases {
    whole: Endings<()>,
    phrases: Anywhere<()>,
    names: Anywhere<()>,
    endings: Endings<()>,
    except: Endings<()>,
    /// What stands between a text and the issuer's short name.
    before: Anywhere<()>,
    /// The same, at the very start only; the longest first.
    starts: Vec<String>,
}

impl Bases {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let listed = |table: &'static str, list: &'static str| {
            let sections = lexicon.sections(FILE.id, table);
            sections.flat_map(move |section| {
                section
                    .list(list)
                    .iter()
                    .map(|phrase| phrase.plain.as_str())
            })
        };
        let endings = |table, list| {
            let mut endings = Endings::default();
            listed(table, list).for_each(|phrase| endings.add(phrase, ()));
            endings
        };
        let mut starts: Vec<String> = listed("number", "starts").map(str::to_owned).collect();
        starts.sort_by_key(|start| std::cmp::Reverse(start.len()));
        Self {
            whole: endings("none", "whole"),
            phrases: Anywhere::new(listed("none", "phrases").map(|phrase| (phrase, ()))),
            names: Anywhere::new(listed("statute", "names").map(|phrase| (phrase, ()))),
            endings: endings("statute", "endings"),
            except: endings("statute", "except"),
            before: Anywhere::new(listed("number", "before").map(|phrase| (phrase, ()))),
            starts,
        }
    }

    /// What a basis in plain form amounts to.
    pub(super) fn read(&self, plain: &str, joints: &Joints) -> Basis {
        let statutes = self.statutes(plain, joints);
        let numbers = self.numbers(plain);
        let kind = if plain.is_empty() {
            BasisKind::Blank
        } else if !statutes.is_empty() {
            BasisKind::Statute
        } else if !numbers.is_empty() {
            BasisKind::Numbered
        } else if self.is_none(plain) {
            BasisKind::None
        } else {
            BasisKind::Stated
        };
        Basis {
            kind,
            statutes,
            numbers,
        }
    }

    fn is_none(&self, plain: &str) -> bool {
        let bare = plain.trim_matches(|c: char| !c.is_alphanumeric());
        bare.is_empty()
            || self.whole.whole(bare).is_some()
            || !plain.contains('《') && self.phrases.longest(plain).is_some()
    }

    /// Statutes in 《》 (条例(试行) without what its brackets say), then those whose name is known though nobody put the marks.
    fn statutes(&self, plain: &str, joints: &Joints) -> Vec<String> {
        let mut statutes = Vec::new();
        let mut unquoted = String::with_capacity(plain.len());
        let mut rest = plain;
        while let Some((before, after)) = rest.split_once('《') {
            unquoted.push_str(before);
            unquoted.push('。');
            let (title, after) = after.split_once('》').unwrap_or((after, ""));
            let title = joints.unbracketed(title).outside;
            if self.is_statute(&title) && !statutes.contains(&title) {
                statutes.push(title);
            }
            rest = after;
        }
        unquoted.push_str(rest);
        let mut taken = 0;
        let mut found: Vec<_> = self.names.all(&unquoted).collect();
        found.sort_by_key(|found| (found.end - found.phrase.len(), std::cmp::Reverse(found.end)));
        for name in found {
            let start = name.end - name.phrase.len();
            if start >= taken && !statutes.iter().any(|known| known.ends_with(name.phrase)) {
                statutes.push(name.phrase.to_owned());
            }
            taken = taken.max(name.end);
        }
        statutes
    }

    fn is_statute(&self, title: &str) -> bool {
        let excepted = self.except.at_end(title).is_some();
        self.names.all(title).any(|name| name.end == title.len())
            || self.endings.at_end(title).is_some() && !excepted
    }

    /// All document numbers in their normal form.
    fn numbers(&self, plain: &str) -> Vec<String> {
        let mut numbers = Vec::new();
        for pattern in [NUMBER.as_ref(), YEAR_NUMBER.as_ref()]
            .into_iter()
            .flatten()
        {
            for captures in pattern.captures_iter(plain) {
                let issuer = self.issuer_of(&captures[1]);
                let digits = captures[3].trim_start_matches('0');
                let number = if issuer.is_empty() {
                    format!("{}年第{digits}号", &captures[2])
                } else {
                    format!("{issuer}〔{}〕{digits}号", &captures[2])
                };
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        numbers
    }

    /// The issuer's short name at the end of what stands before a year: 宁民 of 根据宁民.
    fn issuer_of<'t>(&self, before: &'t str) -> &'t str {
        // Some short names end in such a word (民发), so the last character is never one.
        let last = before.char_indices().next_back().map_or(0, |(at, _)| at);
        let words = self.before.all(&before[..last]);
        let issuer = &before[words.map(|word| word.end).max().unwrap_or(0)..];
        let mut starts = self.starts.iter();
        starts
            .find_map(|start| issuer.strip_prefix(start.as_str()))
            .filter(|rest| !rest.is_empty())
            .unwrap_or(issuer)
    }
}
