//! Finds, for every distinct item, the rules whose conditions hold and what they saw.

use std::sync::Arc;

use super::Finding;
use super::asking::Asking;
use super::composition::Claims;
use super::condition::{self, Ground, columns, number_column};
use super::hits::Hits;
use super::keywords::{Scan, Vocabulary};
use super::mask::{Aspect, Left, Masks, Valued};
use super::numbers::Numbers;
use super::values::Values;
use crate::item::{Field, Item, Items};
use crate::parallel;
use crate::rule::{Condition, Rule, RuleKind, RuleSet};
use crate::text::Plainer;

/// A rule with its keywords numbered.
pub(super) struct Prepared<'a> {
    /// The rule.
    pub(super) rule: &'a Rule,
    /// What it asks of items.
    pub(super) asks: Asking<'a>,
}

/// Which rules hit which items.
pub(super) struct Found {
    /// Distinct sets of findings of rules that judge an item by itself, keeps among them.
    pub(super) sets: Vec<Vec<Arc<Finding>>>,
    /// The set of each item.
    pub(super) set_of: Vec<u32>,
    /// The items at which the conditions of rules hold that look at more than one item.
    pub(super) hits: Hits,
    /// The share that each item belongs to.
    pub(super) shares: Vec<Option<u32>>,
}

/// Looks at every distinct item with every rule, and with what claims it for a share, on so many threads;
/// what is found doesn't depend on how many.
pub(super) fn find(items: &Items, rules: &RuleSet, plainer: &Plainer, threads: usize) -> Found {
    let mut vocabulary = Vocabulary::default();
    let of_rules = rules.rules.iter();
    let of_rules = of_rules.map(|rule| Prepared::new(rule, rules, &mut vocabulary));
    let prepared: Vec<Prepared> = of_rules.collect();
    let claims = Claims::of(rules, &mut vocabulary);
    let keywords = vocabulary.finish();
    let asked: Vec<&Asking> = prepared.iter().map(|rule| &rule.asks).collect();
    let claimed: Vec<&Asking> = claims.asking.iter().collect();
    let used = Aspect::used(&[asked.as_slice(), claimed.as_slice()].concat());
    let values = Values::of(items, used, threads);
    let scan = Scan::of(&keywords, &items.texts, &values.texts(items), threads);
    let ground = Ground {
        items,
        scan: &scan,
        lists: &rules.lists,
        plainer,
    };
    let masks = Masks::new(&ground, &asked, &values, threads);
    let of_claims = Masks::new(&ground, &claimed, &values, threads);
    let numbers: Vec<u32> = (0..items.items.len() as u32).collect();
    let shares = parallel::shares(&numbers, threads);
    let looked = parallel::over(shares, threads, |share| {
        let valued = share.iter().map(|&number| number as usize);
        let valued = valued.map(|number| (&items.items[number], values.of_item(number)));
        let looked = Looked::at(&ground, &prepared, &masks, valued.clone());
        (looked, claims.shares(&ground, &of_claims, valued))
    });
    let many = (0_u32..)
        .zip(&prepared)
        .filter(|(_, rule)| !rule.is_single());
    let many = many.map(|(number, _)| number).collect();
    let (looked, shares): (Vec<_>, Vec<_>) = looked.into_iter().unzip();
    Looked::put_together(looked).found(many, shares.concat())
}

impl<'a> Prepared<'a> {
    /// Numbers the keywords of a rule.
    pub(super) fn new(rule: &'a Rule, rules: &'a RuleSet, vocabulary: &mut Vocabulary<'a>) -> Self {
        let statutes = match &rule.kind {
            RuleKind::Keep { statutes, .. } => statutes.as_slice(),
            _ => &[],
        };
        Self {
            rule,
            asks: Asking::new(&rule.when, statutes, rules, vocabulary),
        }
    }

    /// Whether it judges each item by itself.
    fn is_single(&self) -> bool {
        matches!(self.rule.kind, RuleKind::Single | RuleKind::Keep { .. })
    }

    fn finding(&self, number: usize, ground: &Ground, item: &Item) -> Finding {
        let mut evidence = Vec::new();
        for check in &self.asks.checks {
            ground.evidence(check, item, &mut evidence);
        }
        evidence.extend(self.asks.statute_cited(ground, item).ok().flatten());
        Finding {
            rule: number as u32,
            action: self.rule.action,
            to: self.rule.to.clone(),
            evidence,
        }
    }

    /// Adds to `saw` what decides the finding on an item: the rule and all that it looks at.
    fn look(&self, number: usize, item: &Item, saw: &mut Saw) {
        saw.push(number as u32);
        let mut see = |column| saw.push(item.typed(column).code());
        for check in &self.asks.checks {
            match check.condition {
                Condition::Category(_) => see(Field::Category),
                Condition::Level(_) => see(Field::Department),
                Condition::Text { field, .. } => columns(*field).iter().copied().for_each(&mut see),
                Condition::Number { field, .. } => {
                    see(number_column(*field));
                    see(Field::Frequency);
                }
            }
        }
        if !self.asks.statutes.is_empty() {
            see(Field::Basis);
        }
        saw.push(item.category.map_or(u32::MAX, |category| category as u32));
        let known = self
            .asks
            .checks
            .iter()
            .filter_map(|check| match check.condition {
                Condition::Number { field, .. } => condition::number(item, *field),
                _ => None,
            });
        for n in known.map(f64::to_bits) {
            saw.extend([n as u32, (n >> 32) as u32]);
        }
    }
}

/// What decides a finding: the rule, and all that it looks at.
type Saw = Vec<u32>;

/// What was found in some items, one after another.
#[derive(Default)]
struct Looked {
    findings: Numbers<Arc<Finding>>,
    /// Sets of findings, by their numbers.
    sets: Numbers<()>,
    set_of: Vec<u32>,
    /// Sets of rules that look at more than one item.
    many: Numbers<()>,
    many_of: Vec<u32>,
}

impl Looked {
    fn at<'v>(
        ground: &Ground,
        prepared: &[Prepared],
        masks: &Masks,
        items: impl Iterator<Item = Valued<'v>>,
    ) -> Self {
        let mut looked = Self::default();
        let (mut saw, mut singles, mut many) = (Saw::new(), Vec::new(), Vec::new());
        let mut left = Left::default();
        for valued in items {
            let (item, _) = valued;
            singles.clear();
            many.clear();
            for number in masks.holding(ground, valued, &mut left) {
                let rule = &prepared[number];
                if rule.is_single() {
                    saw.clear();
                    rule.look(number, item, &mut saw);
                    let make = || Arc::new(rule.finding(number, ground, item));
                    singles.push(looked.findings.number(&saw, make));
                } else {
                    many.push(number as u32);
                }
            }
            looked.set_of.push(looked.sets.number(&singles, || ()));
            looked.many_of.push(looked.many.number(&many, || ()));
        }
        looked
    }

    /// What was found in all items, numbered as if they had been looked at one after another.
    fn put_together(parts: Vec<Self>) -> Self {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for part in parts {
            let same = |key: &[u32], into: &mut Vec<u32>| into.extend(key);
            let findings = all.findings.take_in(part.findings, same);
            let sets = all.sets.take_in(part.sets, |set, into| {
                into.extend(set.iter().map(|own| findings[*own as usize]));
            });
            let many = all.many.take_in(part.many, same);
            all.set_of
                .extend(part.set_of.iter().map(|&own| sets[own as usize]));
            all.many_of
                .extend(part.many_of.iter().map(|&own| many[own as usize]));
        }
        all
    }

    fn found(self, many: Vec<u32>, shares: Vec<Option<u32>>) -> Found {
        let findings = self.findings.all;
        let of_set = |set: &[u32]| -> Vec<Arc<Finding>> {
            let found = set.iter().map(|finding| &findings[*finding as usize]);
            found.cloned().collect()
        };
        Found {
            sets: self.sets.in_order().map(of_set).collect(),
            set_of: self.set_of,
            hits: Hits::new(
                many,
                self.many.in_order().map(<[u32]>::to_vec).collect(),
                self.many_of,
            ),
            shares,
        }
    }
}
