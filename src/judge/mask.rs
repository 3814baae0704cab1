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
pub(super) struct Masks<'a> {
    asked: Vec<Asked<'a>>,
    /// By field, then by text: position in `sets`.
    by_text: Vec<HashMap<Symbol, u32>>,
    sets: Vec<RuleBits>,
    /// All rules.
    pub(super) all: RuleBits,
    /// Rules with checks that need more than one text: bits of those that need none are clear.
    pub(super) rest: Vec<Vec<usize>>,
}

impl<'a> Masks<'a> {
    /// The masks of the texts of some items.
    pub(super) fn new(
        ground: &Ground,
        prepared: &'a [Prepared],
        used: &[TextField],
        items: &[Item],
    ) -> Self {
        let mut masks = Self {
            asked: used
                .iter()
                .map(|&field| Asked::of(prepared, field))
                .collect(),
            by_text: vec![HashMap::new(); used.len()],
            sets: Vec::new(),
            all: RuleBits::all(prepared.len()),
            rest: prepared.iter().map(rest_of).collect(),
        };
        let mut numbers = HashMap::new();
        for item in items {
            for (asked, by_text) in masks.asked.iter().zip(&mut masks.by_text) {
                let Some((_, text)) = places(item, asked.field).next() else {
                    continue;
                };
                by_text.entry(text).or_insert_with(|| {
                    let bits = asked.standing(ground, item, text, &masks.all);
                    let next = masks.sets.len() as u32;
                    let number = *numbers.entry(bits.clone()).or_insert(next);
                    if number == next {
                        masks.sets.push(bits);
                    }
                    number
                });
            }
        }
        masks
    }

    /// The rules whose conditions on single texts all hold for an item.
    pub(super) fn standing(&self, item: &Item, bits: &mut RuleBits) {
        bits.0.clone_from(&self.all.0);
        for (asked, by_text) in self.asked.iter().zip(&self.by_text) {
            for (_, text) in places(item, asked.field) {
                if let Some(&number) = by_text.get(&text) {
                    bits.and(&self.sets[number as usize]);
                }
            }
        }
    }
}

/// What the rules ask of the texts of one field.
struct Asked<'a> {
    field: TextField,
    /// For each keyword, the conditions that look for it.
    looking_for: HashMap<u32, Vec<usize>>,
    /// How many conditions look for keywords.
    looking: usize,
    /// The rules with conditions on the field.
    rules: Vec<AskedBy<'a>>,
}

/// What one rule asks of the texts of a field.
struct AskedBy<'a> {
    /// The rule, by its number.
    rule: usize,
    /// Conditions that look for keywords, and whether they want one to be there, or none.
    keywords: Vec<(usize, bool)>,
    /// Other conditions.
    others: Vec<&'a Check<'a>>,
}

impl<'a> Asked<'a> {
    fn of(prepared: &'a [Prepared], on: TextField) -> Self {
        let mut asked = Self {
            field: on,
            looking_for: HashMap::new(),
            looking: 0,
            rules: Vec::new(),
        };
        for (rule, prepared) in prepared.iter().enumerate() {
            let mut by = AskedBy {
                rule,
                keywords: Vec::new(),
                others: Vec::new(),
            };
            for check in prepared.checks.iter().filter(|check| is_masked(check)) {
                match check.condition {
                    Condition::Text { field, .. } if *field != on => {}
                    Condition::Text { test, .. } => match test {
                        TextTest::Any(_) | TextTest::InList(_) => asked.look(check, true, &mut by),
                        TextTest::None(_) => asked.look(check, false, &mut by),
                        _ => by.others.push(check),
                    },
                    _ => {}
                }
            }
            if !by.keywords.is_empty() || !by.others.is_empty() {
                asked.rules.push(by);
            }
        }
        asked
    }

    fn look(&mut self, check: &Check, wanted: bool, by: &mut AskedBy) {
        for &word in &check.words {
            self.looking_for.entry(word).or_default().push(self.looking);
        }
        by.keywords.push((self.looking, wanted));
        self.looking += 1;
    }

    /// The rules that a text leaves standing; the item is any that has it.
    fn standing(&self, ground: &Ground, item: &Item, text: Symbol, all: &RuleBits) -> RuleBits {
        let mut found = vec![false; self.looking];
        for hit in ground.scan.hits(text) {
            for &looking in self.looking_for.get(&hit.word).into_iter().flatten() {
                found[looking] = true;
            }
        }
        let mut bits = all.clone();
        for by in &self.rules {
            let holds = by
                .keywords
                .iter()
                .all(|&(looking, wanted)| found[looking] == wanted)
                && by.others.iter().all(|check| ground.holds(check, item));
            if !holds {
                bits.clear(by.rule);
            }
        }
        bits
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
