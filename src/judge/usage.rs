//! Which rules and list entries matched nothing of what was audited, and which rules hit nearly all of it.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use super::condition::places;
use super::find;
use crate::item::{ItemId, Items};
use crate::parallel;
use crate::rule::{Condition, RuleKind, RuleSet, TextField, TextTest};
use crate::words::Words;

/// A rule that hits a larger share of all items than this is hardly about anything.
const SWEEPING: f64 = 0.6;

/// How rules and lists fared with what was audited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Rules whose conditions no item meets, by position in [`RuleSet::rules`].
    pub idle_rules: Vec<usize>,
    /// Lists that are looked for with the entries that no item holds, by position.
    pub idle_entries: Vec<(usize, Vec<usize>)>,
    /// Rules that hit over 60 % of the items, with how many each hits.
    pub sweeping: Vec<(usize, usize)>,
}

/// Looks once more at every item with every rule, and at every text with every list.
pub fn usage(items: &Items, rules: &RuleSet, words: &Words) -> Usage {
    let found = find::find(items, rules, words.plainer(), parallel::threads());
    let mut entries_of = vec![0; items.items.len()];
    for entry in &items.entries {
        entries_of[entry.item.index()] += 1;
    }
    let mut hits = vec![0; rules.rules.len()];
    for (item, count) in entries_of.iter().enumerate() {
        for finding in &found.sets[found.set_of[item] as usize] {
            hits[finding.rule as usize] += count;
        }
        // Rules that look at several items say nothing of one: what counts is whether it meets their conditions.
        for &rule in found.hits.of(ItemId(item as u32)) {
            hits[rule as usize] += count;
        }
    }
    let all = items.entries.len();
    // What folds or counts several has to look at many; it changes few.
    let alone = |rule: usize| matches!(rules.rules[rule].kind, RuleKind::Single);
    let sweeping = |&(rule, hit): &(usize, usize)| {
        all > 1 && alone(rule) && hit as f64 > SWEEPING * all as f64
    };
    Usage {
        idle_rules: (0..hits.len()).filter(|&rule| hits[rule] == 0).collect(),
        idle_entries: idle_entries(items, rules),
        sweeping: hits.iter().copied().enumerate().filter(sweeping).collect(),
    }
}

/// The entries that none of the texts holds that are looked through for them.
fn idle_entries(items: &Items, rules: &RuleSet) -> Vec<(usize, Vec<usize>)> {
    let asked: BTreeSet<(usize, TextField)> = rules
        .rules
        .iter()
        .flat_map(|rule| rule.when.iter().filter_map(asked_list))
        .collect();
    let mut idle = Vec::new();
    for list in asked.iter().map(|(list, _)| *list).collect::<BTreeSet<_>>() {
        let entries = &rules.lists[list].entries;
        let Ok(finder) = AhoCorasick::new(entries.iter().map(|entry| &entry.plain)) else {
            continue;
        };
        let fields = asked.iter().filter(|(of, _)| *of == list);
        let texts: BTreeSet<_> = fields
            .flat_map(|(_, field)| {
                items
                    .items
                    .iter()
                    .flat_map(|item| places(items, item, *field))
            })
            .map(|(_, text)| text)
            .collect();
        let mut held = vec![false; entries.len()];
        for text in texts {
            for hit in finder.find_overlapping_iter(items.texts.get(text)) {
                held[hit.pattern().as_usize()] = true;
            }
        }
        let left: Vec<_> = (0..entries.len()).filter(|&entry| !held[entry]).collect();
        if !left.is_empty() {
            idle.push((list, left));
        }
    }
    idle
}

fn asked_list(condition: &Condition) -> Option<(usize, TextField)> {
    match condition {
        Condition::Text {
            field,
            test: TextTest::InList(list) | TextTest::NotInList(list),
        } => Some((*list, *field)),
        _ => None,
    }
}
