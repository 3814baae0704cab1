//! What the contents of items list: the fields of a form, numbered so that two forms are compared by numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::item::{Field, Item, Items};
use crate::judge::decision::entries_of;
use crate::text::{BySymbol, Symbol};

/// Longer entries of a content are sentences and no fields.
const FIELD: usize = 10;

/// A list of fields that contents give; numbered in the order of the fields' texts, so that nothing
/// depends on rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FormId(u32);

impl FormId {
    /// The form of a content that lists no fields.
    pub(super) const UNKNOWN: Self = Self(0);
}

/// How much a content says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Extent {
    /// Its entries; none where it isn't divided.
    pub(super) entries: u32,
    /// Its characters.
    pub(super) characters: u32,
}

/// The forms that contents list.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// By content in plain form.
    of_content: BySymbol<FormId>,
    /// By content as written.
    extents: BySymbol<Extent>,
    /// The fields of each form, as numbers in order.
    fields: Vec<Vec<u32>>,
}

impl Forms {
    /// The forms of some items.
    pub(super) fn of(items: &Items, wanted: &[&Item]) -> Self {
        let listed: Vec<(Symbol, BTreeSet<&str>)> =
            distinct(wanted, |item| items.plain_form(item, Field::Content))
                .into_iter()
                .map(|content| (content, listed(items.texts.get(content))))
                .filter(|(_, fields)| !fields.is_empty())
                .collect();
        let fields: BTreeSet<&str> = listed
            .iter()
            .flat_map(|(_, fields)| fields)
            .copied()
            .collect();
        let numbers: BTreeMap<&str, u32> = fields.into_iter().zip(0..).collect();
        let mut by_fields: BTreeMap<Vec<u32>, Vec<Symbol>> = BTreeMap::new();
        for (content, fields) in &listed {
            let fields = fields.iter().map(|field| numbers[field]);
            by_fields
                .entry(fields.collect())
                .or_default()
                .push(*content);
        }
        let mut forms = Self {
            of_content: BySymbol::default(),
            extents: BySymbol::default(),
            fields: vec![Vec::new()],
        };
        for content in distinct(wanted, |item| item.typed(Field::Content)) {
            forms.extents.set(content, extent(items.texts.get(content)));
        }
        for (fields, contents) in by_fields {
            let form = FormId(forms.fields.len() as u32);
            forms.fields.push(fields);
            for content in contents {
                forms.of_content.set(content, form);
            }
        }
        forms
    }

    /// The form that a content in plain form lists.
    pub(super) fn of_content(&self, content: Symbol) -> FormId {
        self.of_content.get(content)
    }

    /// How much a content says, as written.
    pub(super) fn extent(&self, content: Symbol) -> Extent {
        self.extents.get(content)
    }

    /// The fields of a form, as numbers in order.
    pub(super) fn fields(&self, form: FormId) -> &[u32] {
        &self.fields[form.0 as usize]
    }
}

/// A text of each item, each once.
fn distinct(items: &[&Item], text: impl Fn(&Item) -> Symbol) -> Vec<Symbol> {
    let mut texts: Vec<Symbol> = items.iter().map(|item| text(item)).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

fn extent(content: &str) -> Extent {
    Extent {
        entries: entries_of(content).len() as u32,
        characters: content.chars().count() as u32,
    }
}

/// The fields a content lists, in plain form; none where it is no list of fields.
fn listed(content: &str) -> BTreeSet<&str> {
    let listed = entries_of(content);
    let is_sentence = |field: &&str| field.chars().nth(FIELD).is_some();
    match listed.iter().any(is_sentence) {
        true => BTreeSet::new(),
        false => listed.into_iter().collect(),
    }
}
