//! For every distinct text of a field, the rules that it leaves standing, so that no condition on one text is
//! tried twice.

use hashbrown::HashMap;

use super::condition::{Check, Ground, columns, places};
use super::find::Prepared;
use crate::item::Item;
use crate::rule::{Condition, TextField, TextTest};
use crate::text::Symbol;

/// The fields that a mask is kept for: conditions on one column each.
const MASKED: [TextField; 10] = [
    TextField::Name,
    TextField::Department,
    TextField::Basis,
    TextField::Form,
    TextField::Content,
    TextField::Funds,
    TextField::System,
    TextField::Note,
    TextField::Frequency,
    TextField::Issuer,
];

/// The text fields that any rule looks at.
pub(super) fn used_fields(prepared: &[Prepared]) -> Vec<TextField> {
    let looked_at = |wanted: TextField| {
        prepared.iter().any(|rule| {
            (wanted == TextField::Basis && !rule.statutes.is_empty())
                || rule.checks.iter().any(|check| match check.condition {
                    Condition::Text { field, .. } => {
                        *field == wanted
                            || (*field == TextField::Text
                                && wanted != TextField::Department
                                && wanted != TextField::Issuer
                                && columns(TextField::Text).contains(&columns(wanted)[0]))
                    }
                    _ => false,
                })
        })
    };
    MASKED.iter().copied().filter(|&f| looked_at(f)).collect()
}

/// A set of rules, one bit each.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct RuleBits(Vec<u64>);

impl RuleBits {
    fn all(count: usize) -> Self {
        let mut bits = vec![u64::MAX; count.div_ceil(64)];
        if let (Some(last), rest @ 1..) = (bits.last_mut(), count % 64) {
            *last = (1 << rest) - 1;
        }
        Self(bits)
    }

    fn clear(&mut self, rule: usize) {
        self.0[rule / 64] &= !(1 << (rule % 64));
    }

    fn and(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
    }

    /// The rules, in order.
    pub(super) fn rules(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(block, &bits)| {
            std::iter::successors(Some(bits), |&bits| Some(bits & bits.wrapping_sub(1)))
                .take_while(|&bits| bits != 0)
                .map(move |bits| block * 64 + bits.trailing_zeros() as usize)
        })
    }
}

/// For every distinct text of a field, the rules that it leaves standing: an item's rules are the
/// intersection over its fields, and no condition on one text is tried twice.
pub(super) struct Masks {
    used: Vec<TextField>,
    /// By field, then by text: position in `sets`.
    by_text: Vec<HashMap<Symbol, u32>>,
    sets: Vec<RuleBits>,
    /// All rules.
    pub(super) all: RuleBits,
    /// Rules with checks that need more than one text: bits of those that need none are clear.
    pub(super) rest: Vec<Vec<usize>>,
}

impl Masks {
    /// The masks of the texts of some items.
    pub(super) fn new(
        ground: &Ground,
        prepared: &[Prepared],
        used: &[TextField],
        items: &[Item],
    ) -> Self {
        let mut masks = Self {
            used: used.to_vec(),
            by_text: vec![HashMap::new(); used.len()],
            sets: Vec::new(),
            all: RuleBits::all(prepared.len()),
            rest: prepared.iter().map(rest_of).collect(),
        };
        let mut numbers = HashMap::new();
        for item in items {
            for (at, &field) in used.iter().enumerate() {
                let Some((_, text)) = places(item, field).next() else {
                    continue;
                };
                if masks.by_text[at].contains_key(&text) {
                    continue;
                }
                let bits = standing(ground, prepared, item, field);
                let next = masks.sets.len() as u32;
                let number = *numbers.entry(bits.clone()).or_insert(next);
                if number == next {
                    masks.sets.push(bits);
                }
                masks.by_text[at].insert(text, number);
            }
        }
        masks
    }

    /// The rules whose conditions on single texts all hold for an item.
    pub(super) fn standing(&self, item: &Item, bits: &mut RuleBits) {
        bits.0.clone_from(&self.all.0);
        for (at, &field) in self.used.iter().enumerate() {
            for (_, text) in places(item, field) {
                if let Some(&number) = self.by_text[at].get(&text) {
                    bits.and(&self.sets[number as usize]);
                }
            }
        }
    }
}

/// Whether a check is about one text alone, and that text decides it.
fn is_masked(check: &Check) -> bool {
    match check.condition {
        // What amounts to no basis is known of the item, not of the text.
        Condition::Text { field, test } => {
            *field != TextField::Text
                && !(*field == TextField::Basis && matches!(test, TextTest::Missing(_)))
        }
        _ => false,
    }
}

fn rest_of(rule: &Prepared) -> Vec<usize> {
    (0..rule.checks.len())
        .filter(|&at| !is_masked(&rule.checks[at]))
        .collect()
}

fn standing(ground: &Ground, prepared: &[Prepared], item: &Item, on: TextField) -> RuleBits {
    let mut bits = RuleBits::all(prepared.len());
    for (number, rule) in prepared.iter().enumerate() {
        let fails = rule.checks.iter().any(|check| {
            matches!(check.condition, Condition::Text { field, .. } if *field == on)
                && is_masked(check)
                && !ground.holds(check, item)
        });
        if fails {
            bits.clear(number);
        }
    }
    bits
}
