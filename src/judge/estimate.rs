//! Estimates by tariff how long an item takes, where its sheet doesn't say.

use std::collections::BTreeMap;

use super::condition::{Check, Ground};
use super::keywords::{Scan, Vocabulary};
use crate::diag::Diag;
use crate::item::{Effort, Item, Items};
use crate::place::Place;
use crate::rule::{RuleSet, Tariff};
use crate::say;
use crate::words::Words;

/// A tariff with the keywords of its conditions numbered.
struct Priced<'a> {
    tariff: &'a Tariff,
    checks: Vec<Check<'a>>,
}

/// How many items each pair of tariffs disagrees on: the one that counts, then the dearer.
type Disputes<'a> = BTreeMap<(&'a str, &'a str), (&'a Tariff, &'a Tariff, usize)>;

/// Gives every item whose sheet tells no effort the minutes of the tariff that matches it. Where
/// tariffs disagree the lower counts, and a warning says so.
pub fn estimate(items: &mut Items, rules: &RuleSet, words: &Words) -> Vec<Diag> {
    if rules.tariffs.is_empty() {
        return Vec::new();
    }
    let mut disputes = Disputes::new();
    let efforts = efforts(items, rules, words, &mut disputes);
    for (item, effort) in items.items.iter_mut().zip(efforts) {
        item.effort = item.effort.or(effort);
    }
    disputes.values().map(disagreement).collect()
}

fn efforts<'a>(
    items: &Items,
    rules: &'a RuleSet,
    words: &Words,
    disputes: &mut Disputes<'a>,
) -> Vec<Option<Effort>> {
    let mut vocabulary = Vocabulary::default();
    let mut priced: Vec<Priced> = Vec::with_capacity(rules.tariffs.len());
    for tariff in &rules.tariffs {
        let conditions = tariff.when.iter();
        let checks = conditions.map(|condition| Check::new(condition, rules, &mut vocabulary));
        priced.push(Priced {
            tariff,
            checks: checks.collect(),
        });
    }
    // The cheapest first; of equal ones the first in the file.
    priced.sort_by_key(|priced| priced.tariff.minutes);
    let keywords = vocabulary.finish();
    let untold = items.items.iter().filter(|item| item.effort.is_none());
    let scan = Scan::of_items(&keywords, items, untold);
    let ground = Ground {
        items,
        scan: &scan,
        lists: &rules.lists,
        plainer: words.plainer(),
    };
    let effort = |item: &Item| match item.effort {
        Some(_) => None,
        None => by_tariff(&priced, &ground, item, disputes),
    };
    items.items.iter().map(effort).collect()
}

fn by_tariff<'a>(
    priced: &[Priced<'a>],
    ground: &Ground,
    item: &Item,
    disputes: &mut Disputes<'a>,
) -> Option<Effort> {
    let fits = |priced: &&Priced| priced.checks.iter().all(|check| ground.holds(check, item));
    let mut fitting = priced.iter().filter(fits).map(|priced| priced.tariff);
    let counts = fitting.next()?;
    if let Some(dearer) = fitting.find(|other| other.minutes != counts.minutes) {
        let pair = (counts.id.as_str(), dearer.id.as_str());
        disputes.entry(pair).or_insert((counts, dearer, 0)).2 += 1;
    }
    Some(Effort {
        minutes: counts.minutes,
        people: None,
        per_year: false,
        estimated: true,
    })
}

fn disagreement((counts, dearer, items): &(&Tariff, &Tariff, usize)) -> Diag {
    let (low, high) = (&counts.id, &dearer.id);
    let (less, more) = (counts.minutes, dearer.minutes);
    let message = say!(
        "{items} 项同时符合定额 {low}（{less} 分钟）和 {high}（{more} 分钟），按较低的 {less} 分钟估算",
        "{items} items match both tariff {low} ({less} minutes) and {high} ({more} minutes); the lower, {less} minutes, is used"
    );
    let cure = say!(
        "把其中一条定额的条件写窄",
        "narrow the conditions of one of them"
    );
    Diag::warning("tariffs-differ", Place::Span(counts.span.clone()), message).help(cure)
}
