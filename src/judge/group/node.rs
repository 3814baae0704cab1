//! What can become members of a group: the entries of a community under names that say the same and
//! with the same fields to be filled in.

use std::collections::BTreeMap;

use super::Folding;
use crate::item::Field;
use crate::judge::decision::entries_of;
use crate::judge::names::{NameId, Names};
use crate::text::Symbol;

/// Fewer fields tell nothing about two contents.
const TELLING: usize = 3;
/// Longer entries of a content are sentences and no fields.
const FIELD: usize = 10;
/// More lists of fields under one name than this are a form that is filled in freely, and tell nothing.
const FORMS: usize = 16;

/// Entries of one part under names that say the same.
pub(super) struct Node {
    /// What the names say.
    pub(super) name: NameId,
    /// Whether they say anything of their subject; where not, nothing else is like them.
    pub(super) says_what: bool,
    /// Where they don't, the department: only one department's are together.
    told_apart_by: Symbol,
    /// The entries, in the order of the input.
    pub(super) entries: Vec<u32>,
    /// Who issues them, ordered.
    pub(super) issuers: Vec<Symbol>,
    /// The fields each of them asks for, in plain form, ordered; none where unknown.
    pub(super) fields: Vec<Box<str>>,
}

/// What the contents of two nodes say for or against sameness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contents {
    /// Too little is known, or some fields are common.
    Undecided,
    /// All fields are the same.
    Equal,
    /// No field is common.
    Disjoint,
}

impl Node {
    /// Whether the names of two nodes say the same, word for word.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        (self.name, self.told_apart_by) == (other.name, other.told_apart_by)
    }

    /// What the contents of two nodes say.
    pub(super) fn contents(&self, other: &Self) -> Contents {
        if self.fields.len() < TELLING || other.fields.len() < TELLING {
            return Contents::Undecided;
        }
        if self.fields == other.fields && self.fields.len() > TELLING {
            return Contents::Equal;
        }
        match self
            .fields
            .iter()
            .any(|f| other.fields.binary_search(f).is_ok())
        {
            true => Contents::Undecided,
            false => Contents::Disjoint,
        }
    }

    /// Whether some name no department.
    pub(super) fn lacks_issuer(&self) -> bool {
        self.issuers.iter().any(|issuer| issuer.is_blank())
    }

    /// Whether one department issues some of both.
    pub(super) fn shares_issuer(&self, other: &Self) -> bool {
        let issuers = self.issuers.iter().filter(|issuer| !issuer.is_blank());
        issuers
            .into_iter()
            .any(|issuer| other.issuers.binary_search(issuer).is_ok())
    }
}

impl Folding<'_> {
    /// The nodes of a part, in the order of names.
    pub(super) fn nodes(&self, part: &[u32], names: &Names) -> Vec<Node> {
        let mut placed: Vec<(NameId, Symbol, u32)> = part
            .iter()
            .map(|&entry| {
                let item = self.item(entry);
                let name = names.number(item.plain(Field::Name));
                let told_apart_by = match names.says_what(name) {
                    true => Symbol::ABSENT,
                    false => item.issuer.name,
                };
                (name, told_apart_by, entry)
            })
            .collect();
        placed.sort_unstable();
        let together = placed.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1));
        let mut nodes = Vec::new();
        for placed in together {
            let (name, told_apart_by, _) = placed[0];
            let mut by_fields: BTreeMap<Vec<Box<str>>, Vec<u32>> = BTreeMap::new();
            for &(.., entry) in placed {
                by_fields.entry(self.fields(entry)).or_default().push(entry);
            }
            if by_fields.len() > FORMS {
                let entries = placed.iter().map(|(.., entry)| *entry).collect();
                by_fields = BTreeMap::from([(Vec::new(), entries)]);
            }
            nodes.extend(by_fields.into_iter().map(|(fields, entries)| Node {
                name,
                says_what: names.says_what(name),
                told_apart_by,
                issuers: self.issuers(&entries),
                entries,
                fields,
            }));
        }
        nodes
    }

    /// Who issues entries, ordered.
    fn issuers(&self, entries: &[u32]) -> Vec<Symbol> {
        let mut issuers: Vec<Symbol> = entries.iter().map(|&e| self.item(e).issuer.name).collect();
        issuers.sort_unstable();
        issuers.dedup();
        issuers
    }

    /// The fields an entry asks for, ordered; none where its content is no list of fields.
    fn fields(&self, entry: u32) -> Vec<Box<str>> {
        let content = self.items.texts.get(self.item(entry).plain(Field::Content));
        let listed = entries_of(content);
        if listed
            .iter()
            .any(|field| field.chars().nth(FIELD).is_some())
        {
            return Vec::new();
        }
        let mut fields: Vec<Box<str>> = listed.into_iter().map(Box::from).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }
}
