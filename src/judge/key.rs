//! What must be equal for items to be folded or counted together, as a number for each item.

use hashbrown::HashMap;
use std::hash::Hash;

use super::month::months;
use crate::item::{Entry, Item, Items, Rate};
use crate::rule::GroupField;

/// What says nothing is equal to nothing else.
const UNKNOWN: u32 = 1 << 31;

/// The values of one field as numbers, in the order of the values' texts.
type Ranks = Vec<u32>;

/// For each field that any rule folds or counts by, the rank of every item's value.
#[derive(Debug, Default)]
pub(super) struct Keys {
    of_field: HashMap<GroupField, Ranks>,
}

/// The values of the fields of a rule that must be equal.
type Key = [u32; 4];

impl Keys {
    /// The keys of items in these fields.
    pub(super) fn of(items: &Items, fields: impl Iterator<Item = GroupField>) -> Self {
        let mut keys = Self::default();
        for field in fields {
            keys.of_field.entry(field).or_insert_with(|| match field {
                GroupField::Community | GroupField::Street => Ranks::new(),
                GroupField::Issuer => ranks(
                    items,
                    |item| item.issuer.name,
                    |&issuer| Some(items.texts.get(issuer).to_owned()),
                ),
                GroupField::Month => ranks(items, |item| months(items, item), Option::clone),
                GroupField::Category => ranks(
                    items,
                    |item| item.category,
                    |category| Some(category.map_or("", |c| c.word()).to_owned()),
                ),
                GroupField::Frequency => ranks(
                    items,
                    |item| item.frequency.rate,
                    |&rate| Some(frequency(rate)),
                ),
            });
        }
        keys
    }

    /// Entries parted by the fields that must be equal, in the order of the fields' texts; within a part,
    /// in the order given.
    pub(super) fn parts(
        &self,
        items: &Items,
        fields: &[GroupField],
        entries: Vec<u32>,
    ) -> Vec<Vec<u32>> {
        let ranks = self.ranks(fields);
        let key = |at: u32| (key(&ranks, at, &items.entries[at as usize]), at);
        let mut keyed: Vec<_> = entries.into_iter().map(key).collect();
        keyed.sort_by_key(|(key, _)| *key);
        keyed
            .chunk_by(|one, other| one.0 == other.0)
            .map(|part| part.iter().map(|(_, entry)| *entry).collect())
            .collect()
    }

    /// The ranks of the values of fields. No community or street is crossed in any case, so they say
    /// nothing.
    fn ranks(&self, fields: &[GroupField]) -> Vec<&Ranks> {
        let is_crossed = |f: &&GroupField| !matches!(f, GroupField::Community | GroupField::Street);
        let fields = fields.iter().filter(is_crossed);
        fields.map(|field| &self.of_field[field]).collect()
    }
}

/// The key of an entry, by its position, in fields with these ranks.
fn key(ranks: &[&Ranks], at: u32, entry: &Entry) -> Key {
    let mut key = Key::default();
    for (place, ranks) in key.iter_mut().zip(ranks) {
        let rank = ranks[entry.item.index()];
        *place = if rank == UNKNOWN { UNKNOWN | at } else { rank };
    }
    key
}

/// The value of a field that items are counted by, as people read it; empty where it says nothing.
pub(super) fn said(items: &Items, item: &Item, field: GroupField) -> String {
    match field {
        GroupField::Community | GroupField::Street => String::new(),
        GroupField::Issuer => items.texts.get(item.issuer.name).to_owned(),
        GroupField::Month => months(items, item).unwrap_or_default(),
        GroupField::Category => item.category.map_or("", |c| c.word()).to_owned(),
        GroupField::Frequency => frequency(item.frequency.rate),
    }
}

fn frequency(rate: Option<Rate>) -> String {
    rate.map_or_else(String::new, |rate| {
        format!("{}/{}", rate.times(), rate.years())
    })
}

/// The rank of every item's value; `None` as a text is unknown.
fn ranks<V: Eq + Hash>(
    items: &Items,
    value: impl Fn(&Item) -> V,
    text: impl Fn(&V) -> Option<String>,
) -> Ranks {
    let mut numbers: HashMap<V, u32> = HashMap::new();
    let mut texts = Vec::new();
    let mut ranks: Ranks = Vec::with_capacity(items.items.len());
    for item in &items.items {
        let value = value(item);
        let next = texts.len() as u32;
        ranks.push(*numbers.entry(value).or_insert_with_key(|value| {
            texts.push(text(value));
            next
        }));
    }
    let mut order: Vec<u32> = (0..texts.len() as u32).collect();
    order.sort_by_key(|&number| &texts[number as usize]);
    let mut rank_of = vec![UNKNOWN; texts.len()];
    for (&number, rank) in order.iter().zip(0..) {
        if texts[number as usize].is_some() {
            rank_of[number as usize] = rank;
        }
    }
    for rank in &mut ranks {
        *rank = rank_of[*rank as usize];
    }
    ranks
}
