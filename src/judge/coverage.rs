//! Which rules, list entries and clauses the examples touch.

use super::condition::columns;
use super::example::Tried;
use crate::rule::{Condition, Example, Rule, RuleSet, TextField, TextTest};
use crate::words::Words;

/// What examples touch, and what they leave untried; a rule that no example hits may hit anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Rules, quotas and keeps.
    pub rules: Part<usize>,
    /// Entries of lists: the list and the entry.
    pub entries: Part<(usize, usize)>,
    /// Clauses, but for those that people judge.
    pub clauses: Part<usize>,
}

/// One kind of what can be touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<T> {
    /// How many there are.
    pub all: usize,
    /// Those that no example touches, by position in the rule set.
    pub untouched: Vec<T>,
}

impl<T> Default for Part<T> {
    fn default() -> Self {
        Self {
            all: 0,
            untouched: Vec::new(),
        }
    }
}

impl<T> Part<T> {
    fn of(all: impl Iterator<Item = (T, bool)>) -> Self {
        let mut part = Self::default();
        for (one, touched) in all {
            part.all += 1;
            if !touched {
                part.untouched.push(one);
            }
        }
        part
    }

    /// How many are touched.
    pub fn touched(&self) -> usize {
        self.all - self.untouched.len()
    }
}

impl Coverage {
    /// The share of all that is touched, in per cent; 100 where there is nothing to touch.
    pub fn per_cent(&self) -> f64 {
        let all = self.rules.all + self.entries.all + self.clauses.all;
        let touched = self.rules.touched() + self.entries.touched() + self.clauses.touched();
        if all == 0 {
            100.0
        } else {
            100.0 * touched as f64 / all as f64
        }
    }
}

/// What the examples that were tried touch: a rule by an example that it hits, an entry of a list by
/// a text that contains it, a clause by its rules.
pub fn coverage(rules: &RuleSet, tried: &[Tried], words: &Words) -> Coverage {
    let mut hit = vec![false; rules.rules.len()];
    for rule in tried
        .iter()
        .filter(|t| t.said.is_some())
        .filter_map(|t| t.rule)
    {
        hit[rule] = true;
    }
    let entries = touched_entries(rules, words);
    let listed = entries.iter().enumerate().flat_map(|(list, entries)| {
        let entry = move |(at, touched): (usize, &bool)| ((list, at), *touched);
        entries.iter().enumerate().map(entry)
    });
    let clauses = rules.clauses.iter().enumerate();
    let clauses = clauses
        .filter(|(_, clause)| !clause.for_people)
        .map(|(at, _)| {
            let of_clause = |(rule, hit): (&Rule, &bool)| *hit && rule.clause == Some(at);
            (at, rules.rules.iter().zip(&hit).any(of_clause))
        });
    Coverage {
        rules: Part::of(hit.iter().copied().enumerate()),
        entries: Part::of(listed),
        clauses: Part::of(clauses),
    }
}

/// For every entry of every list, whether a text that is looked at for it holds it.
fn touched_entries(rules: &RuleSet, words: &Words) -> Vec<Vec<bool>> {
    let mut touched: Vec<_> = rules
        .lists
        .iter()
        .map(|list| vec![false; list.entries.len()])
        .collect();
    for rule in &rules.rules {
        for (field, list) in rule.when.iter().filter_map(asked_list) {
            for text in texts(rule.examples.iter().chain(&rules.cases), field, words) {
                let entries = &rules.lists[list].entries;
                for (at, entry) in entries.iter().enumerate() {
                    touched[list][at] |= !entry.plain.is_empty() && text.contains(&entry.plain);
                }
            }
        }
    }
    touched
}

fn asked_list(condition: &Condition) -> Option<(TextField, usize)> {
    match condition {
        Condition::Text {
            field,
            test: TextTest::InList(list) | TextTest::NotInList(list),
        } => Some((*field, *list)),
        _ => None,
    }
}

/// The plain texts of examples that a condition on a field looks at.
fn texts<'e>(
    examples: impl Iterator<Item = &'e Example>,
    field: TextField,
    words: &Words,
) -> Vec<String> {
    let items = examples.flat_map(|example| &example.items);
    let cells = items.flat_map(|item| &item.fields);
    let looked_at = cells.filter(|(column, _)| columns(field).contains(column));
    looked_at.map(|(_, typed)| words.plain(typed)).collect()
}
