//! Finds rules that settling can't order on one item: an example or a list entry of one that the other hits as well.

use std::collections::BTreeSet;
use std::sync::Arc;

use hashbrown::HashMap;

use super::condition::{Ground, places};
use super::find::Prepared;
use super::keywords::{Scan, Vocabulary};
use crate::diag::Diag;
use crate::intake::understand::Understanding;
use crate::item::{Field, Item, Items, Source};
use crate::place::Place;
use crate::rule::{
    Condition, Region, Rule, RuleSet, TextField, TextTest, Witness, can_oppose, contradiction,
    opposition, witness,
};
use crate::say;
use crate::text::Symbol;
use crate::words::Words;

/// Every pair of rules of equal rank that an example or a list entry of one shows to be in
/// contradiction; those of which one contains the other are found without any item.
pub fn contradictions(rules: &RuleSet, words: &Words) -> Vec<Diag> {
    let opponents: Vec<_> = (0..rules.rules.len())
        .filter(|&at| can_oppose(&rules.rules[at]))
        .collect();
    let witnesses: Vec<_> = opponents
        .iter()
        .flat_map(|&at| witnesses_of(at, rules))
        .collect();
    let items = items_of(&witnesses, words);
    let mut vocabulary = Vocabulary::default();
    let prepared: Vec<_> = opponents
        .iter()
        .map(|&at| Prepared::new(&rules.rules[at], rules, &mut vocabulary))
        .collect();
    let index = Index::of(&opponents, rules, &mut vocabulary);
    let scan = Scan::of(&vocabulary.finish(), &items.texts, &texts_of(&items), 1);
    let ground = Ground {
        items: &items,
        scan: &scan,
        lists: &rules.lists,
        plainer: words.plainer(),
    };
    let hits = |at: usize, item: &Item| prepared[at].asks.hits(&ground, item);
    let mut diags = Vec::new();
    let mut told = BTreeSet::new();
    for ((at, witness), entry) in witnesses.iter().zip(&items.entries) {
        let item = &items.items[entry.item.index()];
        let Ok(own) = opponents.binary_search(at) else {
            continue;
        };
        let mut others = index.looking_at(&items, item, &scan).into_iter().peekable();
        if others.peek().is_none() || !hits(own, item) {
            continue;
        }
        for other in others.filter(|other| *other != own) {
            let pair = (witness.of, &rules.rules[opponents[other]]);
            let Some(opposition) = opposition(pair.0, pair.1, rules) else {
                continue;
            };
            let names = (own.min(other), own.max(other));
            if told.contains(&names) || !hits(other, item) || one_contains_the_other(pair, rules) {
                continue;
            }
            told.insert(names);
            diags.push(contradiction(opposition, pair, Some(witness)));
        }
    }
    diags
}

/// Pairs of which one contains the other are found by their conditions alone.
fn one_contains_the_other((a, b): (&Rule, &Rule), rules: &RuleSet) -> bool {
    let within = |narrow, wide| Region::of(narrow, &rules.lists).is_within(wide, &rules.lists);
    within(a, b) || within(b, a)
}

/// What may show that a rule contradicts another: its examples of one item, and entries of its lists.
fn witnesses_of(at: usize, rules: &RuleSet) -> Vec<(usize, Witness<'_>)> {
    let rule = &rules.rules[at];
    let shown = rule
        .examples
        .iter()
        .filter(|e| e.expect.is_some() && e.items.len() == 1);
    let examples = shown.map(|example| Witness {
        fields: example.items[0].fields.clone(),
        of: rule,
        place: Some((
            Place::Span(example.span.clone()),
            say!("这个例子两条都命中", "both hit this example"),
        )),
    });
    let entries = rule.when.iter().flat_map(|c| entries_of(rule, c, rules));
    examples
        .chain(entries)
        .map(|witness| (at, witness))
        .collect()
}

/// The entries of a list that a condition looks for, each as an item that meets the other conditions.
fn entries_of<'r>(rule: &'r Rule, condition: &Condition, rules: &'r RuleSet) -> Vec<Witness<'r>> {
    let Condition::Text {
        field,
        test: TextTest::InList(list),
    } = condition
    else {
        return Vec::new();
    };
    let Some(item) = witness(&Region::of(rule, &rules.lists), rule) else {
        return Vec::new();
    };
    let column = super::condition::columns(*field)[0];
    let list = &rules.lists[*list];
    let mut witnesses = Vec::new();
    for (number, entry) in list.entries.iter().enumerate() {
        let span = rules.marks.get(&format!("list.{}.items.{number}", list.id));
        let place = span.map(|span| {
            let what = say!("清单里的这一条两条都命中", "both hit this entry of a list");
            (Place::Span(span.clone()), what)
        });
        for category in categories_of(rule) {
            let mut fields = item.clone();
            set(&mut fields, column, &entry.typed);
            if let Some(category) = category {
                set(&mut fields, Field::Category, category.zh());
            }
            witnesses.push(Witness {
                fields,
                of: rule,
                place: place.clone(),
            });
        }
    }
    witnesses
}

fn categories_of(rule: &Rule) -> Vec<Option<crate::item::Category>> {
    let named = rule.when.iter().find_map(|c| match c {
        Condition::Category(all) => Some(all.iter().copied().map(Some).collect()),
        _ => None,
    });
    named.unwrap_or_else(|| vec![None])
}

fn set(fields: &mut Vec<(Field, String)>, field: Field, text: &str) {
    fields.retain(|(own, _)| *own != field);
    fields.push((field, text.to_owned()));
}

fn items_of(witnesses: &[(usize, Witness<'_>)], words: &Words) -> Items {
    let mut items = Items::default();
    items.sources.push(Source {
        path: Arc::from("-"),
        sheet: Arc::from(""),
    });
    let mut understanding = Understanding::new(words);
    for (row, (_, witness)) in witnesses.iter().enumerate() {
        let fields: Vec<_> = witness
            .fields
            .iter()
            .map(|(f, t)| (*f, t.as_str()))
            .collect();
        let number = u32::try_from(row + 1).unwrap_or(u32::MAX);
        let entry = understanding.entry(&mut items, &fields, 0, number);
        items.entries.push(entry);
    }
    items
}

/// Every distinct text that a condition may look at.
fn texts_of(items: &Items) -> Vec<Symbol> {
    let texts: BTreeSet<_> = items
        .items
        .iter()
        .flat_map(|item| {
            let columns = TextField::ALL.iter();
            columns.flat_map(move |field| places(items, item, *field).map(|(_, text)| text))
        })
        .collect();
    texts.into_iter().collect()
}

/// The rules by a word that each needs; a rule that needs none may hit anything.
struct Index {
    by_word: HashMap<u32, Vec<usize>>,
    broad: Vec<usize>,
}

impl Index {
    fn of<'r>(opponents: &[usize], rules: &'r RuleSet, vocabulary: &mut Vocabulary<'r>) -> Self {
        let mut index = Self {
            by_word: HashMap::new(),
            broad: Vec::new(),
        };
        for (number, &at) in opponents.iter().enumerate() {
            let Some(anchor) = Region::of(&rules.rules[at], &rules.lists).anchor() else {
                index.broad.push(number);
                continue;
            };
            let words = anchor.iter().filter(|word| !word.plain.is_empty());
            for word in vocabulary.numbers(words) {
                index.by_word.entry(word).or_default().push(number);
            }
        }
        index
    }

    /// The rules that may hit an item.
    fn looking_at(&self, items: &Items, item: &Item, scan: &Scan) -> BTreeSet<usize> {
        let mut found: BTreeSet<_> = self.broad.iter().copied().collect();
        for field in TextField::ALL {
            for (_, text) in places(items, item, *field) {
                for hit in scan.hits(text) {
                    found.extend(self.by_word.get(&hit.word).into_iter().flatten());
                }
            }
        }
        found
    }
}
