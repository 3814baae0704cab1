//! Walks a TOML table key by key and collects every mistake in it: missing keys, unknown keys, wrong types.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::key_names::ascii_key;
use super::marks::Marks;
use super::near::{nearest, or_list};
use crate::diag::Diag;
use crate::phrase::Phrase;
use crate::place::{Place, Span};
use crate::rule::Code;
use crate::say;

/// What reading one file leaves behind besides its tables: the mistakes, and where everything stands.
pub(super) struct Desk {
    /// The file's path.
    pub(super) path: Arc<str>,
    /// Every mistake so far.
    pub(super) diags: Vec<Diag>,
    /// Where everything stands.
    pub(super) marks: Marks,
    /// Tables of which a part could not be read: nothing is missing there.
    pub(super) torn: Vec<Range<usize>>,
    /// Whether whole tables could not be read: a name that isn't found may stand there.
    pub(super) lost: bool,
}

impl Desk {
    /// A desk for one file.
    pub(super) fn new(path: Arc<str>) -> Self {
        Self {
            path,
            diags: Vec::new(),
            marks: Marks::default(),
            torn: Vec::new(),
            lost: false,
        }
    }

    /// Whether a part of the table at these bytes could not be read.
    pub(super) fn is_torn(&self, bytes: &Range<usize>) -> bool {
        self.torn.iter().any(|t| t.contains(&bytes.start))
    }

    /// These bytes of the file.
    pub(super) fn span(&self, bytes: Range<usize>) -> Span {
        Span {
            path: self.path.clone(),
            bytes,
        }
    }

    /// These bytes of the file, as the place of a message.
    pub(super) fn place(&self, bytes: Range<usize>) -> Place {
        Place::Span(self.span(bytes))
    }

    /// Notes an error with its cure.
    pub(super) fn error_with_help(
        &mut self,
        code: impl Into<&'static str>,
        bytes: Range<usize>,
        message: Phrase,
        help: Phrase,
    ) {
        self.diags
            .push(Diag::error(code, self.place(bytes), message).help(help));
    }
}

/// A value with its key, its place and the path of keys that leads to it.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    /// The value.
    pub(super) value: &'t DeValue<'t>,
    /// Where the value stands; the key where the value has no place of its own.
    pub(super) bytes: Range<usize>,
    /// Where the key stands.
    pub(super) key: Range<usize>,
    /// `rule.off-list-evaluation.when.name.any`
    pub(super) path: String,
}

impl Node<'_> {
    /// The key that the value stands under; for an entry of a list, the list's.
    pub(super) fn name(&self) -> &str {
        let is_key = |part: &&str| part.parse::<usize>().is_err();
        self.path.rsplit('.').find(is_key).unwrap_or(&self.path)
    }
}

/// The keys of one table, taken one by one; what is left at the end is unknown.
pub(super) struct Fields<'t> {
    /// The path of keys that leads here.
    path: String,
    /// What a message about the whole table points to: its name in the header.
    key: Range<usize>,
    entries: Vec<Entry<'t>>,
    asked: Vec<&'static str>,
    missing: Vec<&'static str>,
}

struct Entry<'t> {
    key: &'t Spanned<DeString<'t>>,
    value: &'t Spanned<DeValue<'t>>,
    taken: bool,
}

impl<'t> Fields<'t> {
    /// The keys of a table.
    pub(super) fn new(table: &'t DeTable<'t>, path: impl Into<String>, key: Range<usize>) -> Self {
        let entry = |(key, value)| Entry {
            key,
            value,
            taken: false,
        };
        let mut entries: Vec<_> = table.iter().map(entry).collect();
        entries.sort_by_key(|e| e.key.span().start);
        Self {
            path: path.into(),
            key,
            entries,
            asked: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// The keys of a value that has to be a table; says so where it is none.
    pub(super) fn of(node: &Node<'t>, desk: &mut Desk) -> Option<Self> {
        let DeValue::Table(table) = node.value else {
            wrong_type(node, &say!("一张表", "a table"), desk);
            return None;
        };
        Some(Self::new(table, node.path.clone(), node.key.clone()))
    }

    /// The value of a key, if it is there.
    pub(super) fn optional(&mut self, key: &'static str, desk: &mut Desk) -> Option<Node<'t>> {
        self.asked.push(key);
        let entry = self.entries.iter_mut().find(|e| e.key.get_ref() == key)?;
        entry.taken = true;
        let node = node_of(&self.path, entry.key, entry.value);
        desk.marks.set(&node.path, desk.span(node.bytes.clone()));
        Some(node)
    }

    /// The value of a key; [`Fields::finish`] says so where it is missing.
    pub(super) fn required(&mut self, key: &'static str, desk: &mut Desk) -> Option<Node<'t>> {
        let node = self.optional(key, desk);
        if node.is_none() && !desk.is_torn(&self.key) {
            self.missing.push(key);
        }
        node
    }

    /// Every key with its value, whatever it is called.
    pub(super) fn all(&mut self, desk: &mut Desk) -> Vec<(String, Node<'t>)> {
        let mut all = Vec::with_capacity(self.entries.len());
        for entry in &mut self.entries {
            entry.taken = true;
            let node = node_of(&self.path, entry.key, entry.value);
            desk.marks.set(&node.path, desk.span(node.key.clone()));
            all.push((entry.key.get_ref().to_string(), node));
        }
        all
    }

    /// What a message about the whole table points to.
    pub(super) fn key(&self) -> Range<usize> {
        self.key.clone()
    }

    /// The path of keys that leads here.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Says which keys are missing, and which nobody asked for.
    pub(super) fn finish(self, desk: &mut Desk) {
        let mut missing = self.missing;
        for entry in self.entries.iter().filter(|e| !e.taken) {
            let only = match missing.as_slice() {
                [only] => Some(*only),
                _ => None,
            };
            let meant = unknown_key(&self.path, entry.key, &self.asked, only, desk);
            // A key that is misspelt isn't missing as well.
            missing.retain(|key| Some(*key) != meant);
        }
        for key in missing {
            let table = &self.path;
            desk.error_with_help(
                Code::Missing,
                self.key.clone(),
                say!("[{table}] 缺 {key}", "[{table}] lacks {key}"),
                super::key_names::what_to_write(key),
            );
        }
    }
}

fn node_of<'t>(
    path: &str,
    key: &'t Spanned<DeString<'t>>,
    value: &'t Spanned<DeValue<'t>>,
) -> Node<'t> {
    let name = key.get_ref();
    let table = matches!(value.get_ref(), DeValue::Table(_));
    Node {
        value: value.get_ref(),
        bytes: if table { key.span() } else { value.span() },
        key: key.span(),
        path: if path.is_empty() {
            name.to_string()
        } else {
            format!("{path}.{name}")
        },
    }
}

/// Says that a key isn't known; which one was probably meant: the nearest, or the one that is missing.
fn unknown_key(
    path: &str,
    key: &Spanned<DeString<'_>>,
    known: &[&'static str],
    missing: Option<&'static str>,
    desk: &mut Desk,
) -> Option<&'static str> {
    let name = key.get_ref();
    let message = if path.is_empty() {
        say!(
            "没有名为“{name}”的表",
            "there is no table called \"{name}\""
        )
    } else {
        say!(
            "[{path}] 里没有“{name}”这个键",
            "[{path}] has no key \"{name}\""
        )
    };
    let meant = ascii_key(name)
        .filter(|k| known.contains(k))
        .or_else(|| nearest(name, known.iter().copied()))
        .or(missing);
    let help = match meant {
        Some(meant) => say!("是不是 {meant}？", "did you mean {meant}?"),
        None => {
            let list = or_list(known.iter().copied());
            say!("这里可以写：{list}", "known here: {list}")
        }
    };
    desk.error_with_help(Code::UnknownKey, key.span(), message, help);
    meant
}

/// Says that a value is of the wrong type.
pub(super) fn wrong_type(node: &Node<'_>, wanted: &Phrase, desk: &mut Desk) {
    let name = node.name();
    let (zh, en) = (
        wanted.in_lang(crate::phrase::Lang::Zh),
        wanted.in_lang(crate::phrase::Lang::En),
    );
    let (is_zh, is_en) = type_words(node.value);
    let message = Phrase::new(
        format!("{name} 应当是{zh}，这里写的是{is_zh}"),
        format!("{name} takes {en}, this is {is_en}"),
    );
    desk.error_with_help(
        Code::WrongType,
        node.bytes.clone(),
        message,
        say!("改成{zh}", "write {en}"),
    );
}

fn type_words(value: &DeValue<'_>) -> (&'static str, &'static str) {
    match value {
        DeValue::String(_) => ("文字", "text"),
        DeValue::Integer(_) => ("整数", "a whole number"),
        DeValue::Float(_) => ("小数", "a number"),
        DeValue::Boolean(_) => ("是非值", "true or false"),
        DeValue::Datetime(_) => ("日期", "a date"),
        DeValue::Array(_) => ("方括号里的一组", "a list"),
        DeValue::Table(_) => ("一张表", "a table"),
    }
}
