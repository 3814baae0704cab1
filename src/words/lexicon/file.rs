//! Reads one words file into sections; every mistake in it is reported.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{FileKind, Lexicon, Listed, Section, TableKind};
use crate::diag::Diag;
use crate::phrase::{Lang, Phrase};
use crate::place::{Place, SourceFile, Span};
use crate::say;

/// Reads one file.
pub(super) struct FileReader<'a> {
    /// The file.
    pub(super) file: &'a SourceFile,
    /// Where mistakes go.
    pub(super) diags: &'a mut Vec<Diag>,
}

type Entry<'a, 'i> = (&'a Spanned<Cow<'i, str>>, &'a Spanned<DeValue<'i>>);

impl FileReader<'_> {
    /// Adds what the file says to the lexicon.
    pub(super) fn read_into(&mut self, lexicon: &mut Lexicon, kinds: &[&'static FileKind]) {
        let file = self.file;
        let (table, mistakes) = DeTable::parse_recoverable(&file.text);
        for mistake in mistakes {
            let what = mistake.message();
            let span = mistake.span().unwrap_or(0..0);
            self.error(
                "syntax",
                span,
                say!(
                    "这里不是合法的 TOML：{what}",
                    "this is not valid TOML: {what}"
                ),
            );
        }
        let Some(kind) = self.kind_of(table.get_ref(), kinds) else {
            return;
        };
        for (name, value) in in_order(table.get_ref()) {
            if name.get_ref() == "words" {
                continue;
            }
            let Some(table_kind) = kind.tables.iter().find(|t| t.name == name.get_ref()) else {
                let known: Vec<_> = kind.tables.iter().map(|t| t.name).collect();
                self.unknown("unknown-key", name.span(), name.get_ref(), &known);
                continue;
            };
            match value.get_ref() {
                DeValue::Table(sections) => self.read_sections(lexicon, kind, table_kind, sections),
                _ => self.wrong_type(value.span(), &say!("一个表", "a table")),
            }
        }
    }

    fn kind_of(
        &mut self,
        table: &DeTable<'_>,
        kinds: &[&'static FileKind],
    ) -> Option<&'static FileKind> {
        let Some((key, words)) = table.get_key_value("words") else {
            self.error(
                "missing",
                0..0,
                say!(
                    "缺少 [words] 表，不知道这是哪一种词表",
                    "there is no [words] table that says which list this is"
                ),
            );
            return None;
        };
        let head = words.get_ref().as_table();
        for (name, value) in head.into_iter().flat_map(in_order) {
            if !["id", "title", "source"].contains(&name.get_ref().as_ref()) {
                self.unknown(
                    "unknown-key",
                    name.span(),
                    name.get_ref(),
                    &["id", "title", "source"],
                );
            } else if !value.get_ref().is_str() {
                self.wrong_type(value.span(), &say!("文字", "text"));
            }
        }
        for needed in ["title", "source"] {
            if head.is_none_or(|head| !head.contains_key(needed)) {
                self.error(
                    "missing",
                    key.span(),
                    say!("[words] 里缺少 {needed}", "[words] has no {needed}"),
                );
            }
        }
        let Some(id) = head.and_then(|head| head.get("id")) else {
            self.error(
                "missing",
                key.span(),
                say!("[words] 里缺少 id", "[words] has no id"),
            );
            return None;
        };
        let found = kinds
            .iter()
            .find(|kind| Some(kind.id) == id.get_ref().as_str());
        if found.is_none() {
            let known: Vec<_> = kinds.iter().map(|kind| kind.id).collect();
            let given = id.get_ref().as_str().unwrap_or_default().to_owned();
            self.unknown("unknown-word", id.span(), &given, &known);
        }
        found.copied()
    }

    fn read_sections(
        &mut self,
        lexicon: &mut Lexicon,
        kind: &'static FileKind,
        table: &'static TableKind,
        sections: &DeTable<'_>,
    ) {
        for (key, value) in in_order(sections) {
            let Some(spelled) = (table.key)(key.get_ref()) else {
                self.unknown("unknown-word", key.span(), key.get_ref(), &(table.known)());
                continue;
            };
            let DeValue::Table(entries) = value.get_ref() else {
                self.wrong_type(
                    value.span(),
                    &say!(
                        "一个表，如 [{0}.{spelled}]",
                        "a table, like [{0}.{spelled}]",
                        table.name
                    ),
                );
                continue;
            };
            let section = lexicon.section_mut(kind.id, table.name, spelled);
            for entry in in_order(entries) {
                self.read_entry(section, table, entry);
            }
        }
    }

    fn read_entry(
        &mut self,
        section: &mut Section,
        table: &'static TableKind,
        (key, value): Entry<'_, '_>,
    ) {
        let name = key.get_ref().as_ref();
        let list = table
            .lists
            .iter()
            .chain(&["drop"])
            .find(|list| **list == name);
        if let Some(list) = list {
            let phrases = self.phrases(value);
            section.lists.entry(list).or_default().extend(phrases);
        } else if let Some(known) = table.values.iter().find(|known| **known == name) {
            match self.value(value) {
                Some(listed) => drop(section.values.insert(known, listed)),
                None => {
                    self.wrong_type(value.span(), &say!("文字或整数", "text or a whole number"));
                }
            }
        } else {
            let known: Vec<_> = table
                .lists
                .iter()
                .chain(table.values)
                .chain(&["drop"])
                .copied()
                .collect();
            self.unknown("unknown-key", key.span(), name, &known);
        }
    }

    fn phrases(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Listed> {
        let DeValue::Array(array) = value.get_ref() else {
            self.wrong_type(
                value.span(),
                &say!(
                    "方括号里的一列词，如 [\"甲\", \"乙\"]",
                    "a list of phrases in brackets, like [\"甲\", \"乙\"]"
                ),
            );
            return Vec::new();
        };
        let mut phrases = Vec::new();
        for element in array.iter() {
            match element.get_ref() {
                DeValue::String(text) => phrases.push(self.listed(text, element.span())),
                _ => self.wrong_type(element.span(), &say!("引号里的词", "a phrase in quotes")),
            }
        }
        phrases
    }

    fn value(&self, value: &Spanned<DeValue<'_>>) -> Option<Listed> {
        match value.get_ref() {
            DeValue::String(text) => Some(self.listed(text, value.span())),
            DeValue::Integer(number) => Some(self.listed(number.as_str(), value.span())),
            _ => None,
        }
    }

    fn listed(&self, text: &str, bytes: Range<usize>) -> Listed {
        Listed {
            text: text.to_owned(),
            plain: String::new(),
            span: self.span(bytes),
        }
    }

    fn span(&self, bytes: Range<usize>) -> Span {
        Span {
            path: self.file.path.clone(),
            bytes,
        }
    }

    fn error(&mut self, code: &'static str, bytes: Range<usize>, message: Phrase) {
        let place = Place::Span(self.span(bytes));
        self.diags.push(Diag::error(code, place, message));
    }

    fn wrong_type(&mut self, bytes: Range<usize>, wanted: &Phrase) {
        let (zh, en) = (wanted.in_lang(Lang::Zh), wanted.in_lang(Lang::En));
        self.error(
            "wrong-type",
            bytes,
            Phrase::new(format!("这里应当是{zh}"), format!("this should be {en}")),
        );
    }

    fn unknown(&mut self, code: &'static str, bytes: Range<usize>, given: &str, known: &[&str]) {
        let place = Place::Span(self.span(bytes));
        let diag = Diag::error(
            code,
            place,
            say!("不认识“{given}”", "“{given}” is not known here"),
        );
        let nearest = known
            .iter()
            .map(|word| (strsim::damerau_levenshtein(word, given), word))
            .min()
            .filter(|(distance, _)| *distance <= 3);
        let help = match nearest {
            Some((_, word)) => Some(say!("是不是“{word}”？", "did you mean “{word}”?")),
            None if known.is_empty() => None,
            None => {
                let all = known.join("、");
                Some(say!("可以写：{all}", "known are: {all}"))
            }
        };
        self.diags.push(Diag { help, ..diag });
    }
}

/// The entries of a table in the order in which they are written.
fn in_order<'a, 'i>(table: &'a DeTable<'i>) -> Vec<Entry<'a, 'i>> {
    let mut entries: Vec<Entry<'a, 'i>> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
