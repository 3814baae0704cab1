//! Rules of which one contains the other: needless, never decisive, or in contradiction.
//!
//! Every rule is compared only with those that may contain it: a rule that looks for words is found
//! by them, one that doesn't by the categories and numbers it limits.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;

use hashbrown::HashMap;

use super::opposed::{Witness, contradiction, opposition};
use super::relation::relation;
use crate::diag::Diag;
use crate::item::Category;
use crate::place::Place;
use crate::rule::region::{Region, witness};
use crate::rule::{Rule, RuleSet};
use crate::say;

/// `duplicate`, `covered`, `contradiction`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let regions: Vec<_> = rules
        .rules
        .iter()
        .map(|rule| Region::of(rule, &rules.lists))
        .collect();
    let index = Index::of(rules, &regions);
    let mut diags = Vec::new();
    for (at, narrow) in rules.rules.iter().enumerate() {
        if regions[at].is_possible() {
            let wide = index.may_contain(&regions[at]);
            let wide = wide.into_iter().filter(|other| {
                *other != at && regions[at].is_within(&rules.rules[*other], &rules.lists)
            });
            compare(rules, &regions, narrow, at, wide, &mut diags);
        }
    }
    diags
}

/// Compares a rule with those that contain it: every contradiction, and the first that makes it needless.
fn compare(
    rules: &RuleSet,
    regions: &[Region<'_>],
    narrow: &Rule,
    at: usize,
    wide: impl Iterator<Item = usize>,
    diags: &mut Vec<Diag>,
) {
    let mut needless = false;
    for other in wide {
        let wide = &rules.rules[other];
        let equal = regions[other].is_possible() && regions[other].is_within(narrow, &rules.lists);
        // Of two that hit the same, the later is at fault.
        if equal && at < other && relation(narrow, wide).is_some() {
            continue;
        }
        if let Some(opposition) = opposition(wide, narrow, rules) {
            if !equal || at > other {
                let shown = shown(narrow, &regions[at]);
                diags.push(contradiction(opposition, (wide, narrow), shown.as_ref()));
            }
        } else if !needless
            && wide.set == narrow.set
            && let Some(relation) = relation(wide, narrow)
        {
            diags.push(relation.diag(wide, narrow));
            needless = true;
        }
    }
}

/// An item that a rule hits: its first example of one item, else one made from its conditions.
fn shown<'r>(rule: &'r Rule, region: &Region<'_>) -> Option<Witness<'r>> {
    let example = rule
        .examples
        .iter()
        .find(|e| e.expect.is_some() && e.items.len() == 1);
    let (fields, place) = match example {
        Some(example) => {
            let place = Place::Span(example.span.clone());
            let what = say!("例如这个例子", "this example, for one");
            (example.items[0].fields.clone(), Some((place, what)))
        }
        None => (witness(region, rule)?, None),
    };
    Some(Witness {
        fields,
        of: rule,
        place,
    })
}

/// The rules by what they ask for.
struct Index {
    words: Option<AhoCorasick>,
    /// The rules that each word of the automaton leads to.
    by_word: Vec<Vec<usize>>,
    /// Rules that look for no word, by a category and the numbers they limit.
    broad: HashMap<Option<Category>, Vec<(u8, Vec<usize>)>>,
}

impl Index {
    fn of(rules: &RuleSet, regions: &[Region<'_>]) -> Self {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut by_word: Vec<Vec<usize>> = Vec::new();
        let mut broad: HashMap<Option<Category>, Vec<(u8, Vec<usize>)>> = HashMap::new();
        for (at, region) in regions.iter().enumerate() {
            // A rule without any condition is said to hit everything; it contains all others.
            if rules.rules[at].when.is_empty() {
                continue;
            }
            let Some(anchor) = region.anchor() else {
                let limited = region.numbers();
                for category in categories(region) {
                    let buckets = broad.entry(category).or_default();
                    match buckets.iter_mut().find(|(numbers, _)| *numbers == limited) {
                        Some((_, bucket)) => bucket.push(at),
                        None => buckets.push((limited, vec![at])),
                    }
                }
                continue;
            };
            for word in anchor.iter().filter(|w| !w.plain.is_empty()) {
                let next = by_word.len();
                let number = *numbers.entry(&word.plain).or_insert(next);
                if number == next {
                    by_word.push(Vec::new());
                }
                by_word[number].push(at);
            }
        }
        let mut words: Vec<_> = numbers.into_iter().collect();
        words.sort_unstable_by_key(|(_, number)| *number);
        Self {
            words: AhoCorasick::new(words.iter().map(|(word, _)| word)).ok(),
            by_word,
            broad,
        }
    }

    /// The rules that may contain a region, in the order of the files; none that does is left out.
    fn may_contain(&self, region: &Region<'_>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for word in region.leading_words() {
            let hits = self
                .words
                .iter()
                .flat_map(|a| a.find_overlapping_iter(word));
            for hit in hits {
                found.extend(&self.by_word[hit.pattern().as_usize()]);
            }
        }
        let own = region.numbers();
        let first = region.categories().and_then(|all| all.first().copied());
        let kinds = BTreeSet::from([None, first]);
        for (numbers, bucket) in kinds
            .iter()
            .filter_map(|kind| self.broad.get(kind))
            .flatten()
        {
            if numbers & !own == 0 {
                found.extend(bucket);
            }
        }
        found
    }
}

/// The categories that a rule is found by; `None` for one that may have any.
fn categories(region: &Region<'_>) -> Vec<Option<Category>> {
    match region.categories() {
        Some(categories) => categories.iter().copied().map(Some).collect(),
        None => vec![None],
    }
}
