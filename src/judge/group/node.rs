//! What can become members of a group: the entries of a community under names that say the same and
//! with the same fields to be filled in.

use super::cluster::Pairing;
use super::form::{FormId, Forms};
use super::sayings::Sayings;
use crate::item::{Field, Item, Items, Rate};
use crate::judge::names::{NameId, Names};
use crate::text::Symbol;

/// Fewer fields tell nothing about two contents.
const TELLING: usize = 3;
/// More lists of fields under one name than this are a form that is filled in freely, and tell nothing.
const FORMS: usize = 16;

/// What an item is told apart by, and counted by.
#[derive(Clone, Copy, Default)]
pub(in crate::judge) struct Traits {
    /// What its name says.
    name: NameId,
    /// The department, where the name doesn't say what it is about.
    told_apart_by: Symbol,
    /// What its content lists.
    form: FormId,
    /// Who issues it.
    issuer: Symbol,
    /// How often.
    pub(in crate::judge) rate: Option<Rate>,
}

impl Traits {
    /// Those of an item that is only counted.
    pub(super) fn of_counted(item: &Item) -> Self {
        Self {
            rate: item.frequency.rate,
            ..Self::default()
        }
    }

    /// Those of an item.
    pub(super) fn of(items: &Items, item: &Item, names: &Names, forms: &Forms) -> Self {
        let name = names.number(items.plain_form(item, Field::Name));
        let issuer = item.issuer.name;
        Self {
            name,
            told_apart_by: match names.says_what(name) {
                true => Symbol::ABSENT,
                false => issuer,
            },
            form: forms.of_content(items.plain_form(item, Field::Content)),
            issuer,
            rate: item.frequency.rate,
        }
    }
}

/// Entries of one part under names that say the same.
pub(super) struct Node<'a> {
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
    /// What each of them asks for; [`FormId::UNKNOWN`] where it isn't known.
    pub(super) form: FormId,
    /// The fields of the form, ordered.
    fields: &'a [u32],
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

impl Node<'_> {
    /// Whether the names of two nodes say the same, word for word.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        (self.name, self.told_apart_by) == (other.name, other.told_apart_by)
    }

    /// What the contents of two nodes say.
    pub(super) fn contents(&self, other: &Self) -> Contents {
        if self.fields.len() < TELLING || other.fields.len() < TELLING {
            return Contents::Undecided;
        }
        if self.form == other.form && self.fields.len() > TELLING {
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

impl Sayings<'_> {
    /// The nodes of a part, in the order of names.
    pub(super) fn nodes(&self, part: &[u32]) -> Vec<Node<'_>> {
        let place = |&entry: &u32| {
            let traits = self.traits(entry);
            (traits.name, traits.told_apart_by, traits.form, entry)
        };
        let mut placed: Vec<_> = part.iter().map(place).collect();
        placed.sort_unstable();
        let mut nodes = Vec::with_capacity(placed.len());
        let says_the_same = |one: &Placed, other: &Placed| (one.0, one.1) == (other.0, other.1);
        for placed in placed.chunk_by_mut(says_the_same) {
            let same_form = |one: &Placed, other: &Placed| one.2 == other.2;
            if placed.chunk_by(same_form).count() > FORMS {
                placed
                    .iter_mut()
                    .for_each(|(.., form, _)| *form = FormId::UNKNOWN);
                placed.sort_unstable();
            }
            nodes.extend(placed.chunk_by(same_form).map(|placed| self.node(placed)));
        }
        nodes
    }

    /// Nodes, to be compared in pairs.
    pub(super) fn pairing<'n>(&'n self, nodes: &'n [Node<'n>]) -> Pairing<'n> {
        Pairing {
            same: self.same,
            names: &self.names,
            nodes,
        }
    }

    fn node(&self, placed: &[Placed]) -> Node<'_> {
        let (name, told_apart_by, form, _) = placed[0];
        let entries: Vec<u32> = placed.iter().map(|(.., entry)| *entry).collect();
        Node {
            name,
            says_what: self.names.says_what(name),
            told_apart_by,
            issuers: self.issuers(&entries),
            entries,
            form,
            fields: self.forms.fields(form),
        }
    }

    /// Who issues entries, ordered.
    fn issuers(&self, entries: &[u32]) -> Vec<Symbol> {
        let mut issuers: Vec<Symbol> = entries.iter().map(|&e| self.traits(e).issuer).collect();
        issuers.sort_unstable();
        issuers.dedup();
        issuers
    }
}

/// An entry with what its name says, what else tells it apart, and its form.
type Placed = (NameId, Symbol, FormId, u32);
