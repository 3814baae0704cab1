//! Finds, for every distinct item, the rules whose conditions hold and what they saw.

use std::collections::HashMap;

use super::Finding;
use super::condition::{Check, Ground, columns, places};
use super::keywords::{Scan, Vocabulary};
use crate::finding::Evidence;
use crate::item::{Field, Item, Items};
use crate::rule::{Condition, Rule, RuleKind, RuleSet, TextField, Word};
use crate::text::{Plainer, Symbol};

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

/// A rule with its keywords numbered.
pub(super) struct Prepared<'a> {
    rule: &'a Rule,
    /// Its conditions.
    pub(super) checks: Vec<Check<'a>>,
    /// The statutes of a keep, numbered.
    statutes: Vec<(u32, &'a Word)>,
}

/// Which rules hit which items.
pub(super) struct Found {
    /// Distinct sets of findings of rules that judge an item by itself, keeps among them.
    pub(super) sets: Vec<Vec<Finding>>,
    /// The set of each item.
    pub(super) set_of: Vec<u32>,
    /// For each rule that looks at more than one item, whether its conditions hold, by item.
    pub(super) hits: HashMap<u32, Vec<bool>>,
}

/// Looks at every distinct item with every rule.
pub(super) fn find(items: &Items, rules: &RuleSet, plainer: &Plainer) -> Found {
    let mut vocabulary = Vocabulary::default();
    let prepared: Vec<_> = rules
        .rules
        .iter()
        .map(|rule| Prepared::new(rule, rules, &mut vocabulary))
        .collect();
    let keywords = vocabulary.finish();
    let used = used_fields(&prepared);
    let scan = Scan::of(&keywords, &items.texts, &wanted_texts(items, &used));
    let ground = Ground {
        items,
        scan: &scan,
        lists: &rules.lists,
        plainer,
    };
    let masks = Masks::new(&ground, &prepared, &used);
    collect(&ground, &prepared, &masks)
}

impl<'a> Prepared<'a> {
    /// Numbers the keywords of a rule.
    pub(super) fn new(rule: &'a Rule, rules: &'a RuleSet, vocabulary: &mut Vocabulary<'a>) -> Self {
        let statutes = match &rule.kind {
            RuleKind::Keep { statutes, .. } => statutes.as_slice(),
            _ => &[],
        };
        let statutes: Vec<_> = statutes.iter().filter(|s| !s.plain.is_empty()).collect();
        let numbers = vocabulary.numbers(statutes.iter().copied());
        Self {
            rule,
            checks: rule
                .when
                .iter()
                .map(|condition| Check::new(condition, rules, vocabulary))
                .collect(),
            statutes: numbers.into_iter().zip(statutes).collect(),
        }
    }

    /// Whether it judges each item by itself.
    fn is_single(&self) -> bool {
        matches!(self.rule.kind, RuleKind::Single | RuleKind::Keep { .. })
    }

    /// The statute of a keep that the basis cites; for any other rule, and for a duty that needs no
    /// statute, nothing is asked.
    pub(super) fn statute_cited(
        &self,
        ground: &Ground,
        item: &Item,
    ) -> Result<Option<Evidence>, ()> {
        if self.statutes.is_empty() {
            return Ok(None);
        }
        let basis = item.plain(Field::Basis);
        let cited = &ground.items.bases[item.basis as usize].statutes;
        self.statutes
            .iter()
            .find(|(number, statute)| {
                ground.scan.find(basis, *number).is_some()
                    || cited.iter().any(|name| name.contains(&statute.plain))
            })
            .map(|(_, statute)| Some(Evidence::in_field(Field::Basis, &statute.typed)))
            .ok_or(())
    }

    /// Whether all its conditions hold for an item, and the statute is cited that it may ask for.
    pub(super) fn hits(&self, ground: &Ground, item: &Item) -> bool {
        self.checks.iter().all(|check| ground.holds(check, item))
            && self.statute_cited(ground, item).is_ok()
    }

    /// The statutes it asks for; `None` where it asks for none.
    pub(super) fn statutes_phrase(&self) -> Option<String> {
        let typed: Vec<&str> = self
            .statutes
            .iter()
            .map(|(_, s)| s.typed.as_str())
            .collect();
        (!typed.is_empty()).then(|| typed.join("、"))
    }

    fn finding(&self, number: usize, ground: &Ground, item: &Item) -> Finding {
        let mut evidence = Vec::new();
        for check in &self.checks {
            ground.evidence(check, item, &mut evidence);
        }
        evidence.extend(self.statute_cited(ground, item).ok().flatten());
        Finding {
            rule: number as u32,
            action: self.rule.action,
            to: self.rule.to.clone(),
            evidence,
        }
    }
}

/// The text fields that any rule looks at.
fn used_fields(prepared: &[Prepared]) -> Vec<TextField> {
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

/// The distinct texts that have to be scanned.
fn wanted_texts(items: &Items, used: &[TextField]) -> Vec<Symbol> {
    let mut seen = vec![false; items.texts.len()];
    let mut wanted = Vec::new();
    for item in &items.items {
        for &field in used {
            for (_, text) in places(item, field) {
                if !std::mem::replace(&mut seen[text.index()], true) {
                    wanted.push(text);
                }
            }
        }
    }
    wanted
}

/// A set of rules, one bit each.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct RuleBits(Vec<u64>);

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

    fn rules(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(block, &bits)| {
            std::iter::successors(Some(bits), |&bits| Some(bits & bits.wrapping_sub(1)))
                .take_while(|&bits| bits != 0)
                .map(move |bits| block * 64 + bits.trailing_zeros() as usize)
        })
    }
}

/// For every distinct text of a field, the rules that it leaves standing: an item's rules are the
/// intersection over its fields, and no condition on one text is tried twice.
struct Masks {
    used: Vec<TextField>,
    /// By field, then by text: position in `sets`.
    by_text: Vec<hashbrown::HashMap<Symbol, u32>>,
    sets: Vec<RuleBits>,
    /// All rules.
    all: RuleBits,
    /// Rules with checks that need more than one text: bits of those that need none are clear.
    rest: Vec<Vec<usize>>,
}

impl Masks {
    fn new(ground: &Ground, prepared: &[Prepared], used: &[TextField]) -> Self {
        let mut masks = Self {
            used: used.to_vec(),
            by_text: vec![hashbrown::HashMap::new(); used.len()],
            sets: Vec::new(),
            all: RuleBits::all(prepared.len()),
            rest: prepared.iter().map(rest_of).collect(),
        };
        let mut numbers = hashbrown::HashMap::new();
        for item in &ground.items.items {
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
    fn standing(&self, item: &Item, bits: &mut RuleBits) {
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
    use crate::rule::TextTest::Missing;
    match check.condition {
        // What amounts to no basis is known of the item, not of the text.
        Condition::Text { field, test } => {
            *field != TextField::Text && !(*field == TextField::Basis && matches!(test, Missing(_)))
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

/// What decides an item's findings: the rules, and what these rules look at.
type Signature = Vec<u32>;

fn collect(ground: &Ground, prepared: &[Prepared], masks: &Masks) -> Found {
    let many = |(number, rule): (usize, &Prepared)| (!rule.is_single()).then_some(number as u32);
    let mut found = Found {
        sets: Vec::new(),
        set_of: Vec::with_capacity(ground.items.items.len()),
        hits: prepared
            .iter()
            .enumerate()
            .filter_map(many)
            .map(|number| (number, vec![false; ground.items.items.len()]))
            .collect(),
    };
    let mut numbers: hashbrown::HashMap<Signature, u32> = hashbrown::HashMap::new();
    let mut signature = Signature::new();
    let mut singles = Vec::new();
    let mut standing = masks.all.clone();
    for (position, item) in ground.items.items.iter().enumerate() {
        signature.clear();
        singles.clear();
        masks.standing(item, &mut standing);
        for number in standing.rules() {
            let rule = &prepared[number];
            let rest = &masks.rest[number];
            if !rest.iter().all(|&at| ground.holds(&rule.checks[at], item))
                || rule.statute_cited(ground, item).is_err()
            {
                continue;
            }
            if let Some(hits) = found.hits.get_mut(&(number as u32)) {
                hits[position] = true;
            } else {
                singles.push(number);
                sign(rule, number, item, &mut signature);
            }
        }
        let set = numbers.get(&signature).copied().unwrap_or_else(|| {
            let next = found.sets.len() as u32;
            let findings = singles
                .iter()
                .map(|&n| prepared[n].finding(n, ground, item));
            found.sets.push(findings.collect());
            numbers.insert(signature.clone(), next);
            next
        });
        found.set_of.push(set);
    }
    found
}

/// Adds a rule and all it looks at to a signature.
fn sign(rule: &Prepared, number: usize, item: &Item, signature: &mut Signature) {
    signature.push(number as u32);
    let mut sign_column = |column| signature.push(item.typed(column).index() as u32);
    for check in &rule.checks {
        match check.condition {
            Condition::Category(_) => sign_column(Field::Category),
            Condition::Level(_) => sign_column(Field::Department),
            Condition::Text { field, .. } => {
                columns(*field).iter().copied().for_each(&mut sign_column);
            }
            Condition::Number { field, .. } => {
                sign_column(super::condition::number_column(*field));
                sign_column(Field::Frequency);
            }
        }
    }
    if !rule.statutes.is_empty() {
        sign_column(Field::Basis);
    }
    signature.push(item.category.map_or(u32::MAX, |category| category as u32));
    let known = rule
        .checks
        .iter()
        .filter_map(|check| match check.condition {
            Condition::Number { field, .. } => super::condition::number(item, *field),
            _ => None,
        });
    for n in known.map(f64::to_bits) {
        signature.extend([n as u32, (n >> 32) as u32]);
    }
}
