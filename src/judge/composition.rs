//! Which part of the work of communities an item belongs to: administration, self-government, services.

use super::condition::{Check, Ground};
use super::keywords::{Scan, Vocabulary};
use crate::item::{Item, Items};
use crate::parallel;
use crate::rule::RuleSet;
use crate::text::Plainer;

/// The share that each distinct item belongs to, by position in [`RuleSet::shares`]; `None` where no
/// share claims it, or several do. Empty where the rules name no shares.
pub(super) fn composition(
    items: &Items,
    rules: &RuleSet,
    plainer: &Plainer,
    threads: usize,
) -> Vec<Option<u32>> {
    if rules.shares.is_empty() {
        return Vec::new();
    }
    let mut vocabulary = Vocabulary::default();
    let mut claims: Vec<(u32, Vec<Check>)> = Vec::new();
    for (number, share) in (0..).zip(&rules.shares) {
        for when in &share.when {
            let conditions = when.iter();
            let checks = conditions.map(|condition| Check::new(condition, rules, &mut vocabulary));
            claims.push((number, checks.collect()));
        }
    }
    let keywords = vocabulary.finish();
    let scan = Scan::of_items(&keywords, &items.texts, items.items.iter());
    let ground = Ground {
        items,
        scan: &scan,
        lists: &rules.lists,
        plainer,
    };
    let of_items = |items: &[Item]| -> Vec<Option<u32>> {
        let of_item = |item| belongs_to(&claims, &ground, item);
        items.iter().map(of_item).collect()
    };
    parallel::over(parallel::shares(&items.items, threads), threads, of_items).concat()
}

fn belongs_to(claims: &[(u32, Vec<Check>)], ground: &Ground, item: &Item) -> Option<u32> {
    let holds = |(_, checks): &&(u32, Vec<Check>)| checks.iter().all(|c| ground.holds(c, item));
    let mut claiming = claims.iter().filter(holds).map(|(share, _)| *share);
    let first = claiming.next()?;
    claiming.all(|other| other == first).then_some(first)
}
