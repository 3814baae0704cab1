//! Words that exclude each other, so that a rule can never hit.

use super::place_of;
use crate::diag::Diag;
use crate::phrase::Phrase;
use crate::rule::condition::key;
use crate::rule::{Condition, List, Rule, RuleSet, TextField, TextTest, Word};
use crate::say;

/// `never-matches`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let of = |rule| in_rule(rules, rule);
    rules.rules.iter().flat_map(of).collect()
}

fn in_rule(rules: &RuleSet, rule: &Rule) -> Vec<Diag> {
    let tests: Vec<_> = rule
        .when
        .iter()
        .filter_map(|c| match c {
            Condition::Text { field, test } => Some((c, *field, test)),
            _ => None,
        })
        .collect();
    let mut diags = Vec::new();
    for (condition, field, test) in &tests {
        let others = tests.iter().filter(|(_, f, _)| f == field);
        let clash = others
            .filter_map(|(_, _, other)| clash(test, other, &rules.lists, *field))
            .next();
        if let Some((message, help)) = clash.or_else(|| empty_list(test, &rules.lists)) {
            let place = place_of(rules, rule, &format!("when.{}", key(condition)));
            diags.push(Diag::error("never-matches", place, message).help(help));
        }
    }
    diags
}

/// Why a positive test can't hold beside another one on the same text.
fn clash(
    test: &TextTest,
    other: &TextTest,
    lists: &[List],
    field: TextField,
) -> Option<(Phrase, Phrase)> {
    let name = field.zh();
    let has = |word: &Word, barred: &[Word]| barred.iter().any(|b| word.plain.contains(&b.plain));
    let excluded = match (test, other) {
        (TextTest::Any(words) | TextTest::Is(words), TextTest::None(barred)) => {
            !words.is_empty() && words.iter().all(|w| has(w, barred))
        }
        (TextTest::All(words), TextTest::None(barred)) => words.iter().any(|w| has(w, barred)),
        (TextTest::InList(list), TextTest::None(barred)) => {
            let entries = &lists[*list].entries;
            !entries.is_empty() && entries.iter().all(|w| has(w, barred))
        }
        (TextTest::InList(a), TextTest::NotInList(b)) => a == b,
        (TextTest::Any(words) | TextTest::Is(words), TextTest::NotInList(list)) => {
            !words.is_empty() && words.iter().all(|w| has(w, &lists[*list].entries))
        }
        (TextTest::Is(words), TextTest::Any(wanted)) => !words.iter().any(|w| has(w, wanted)),
        (
            TextTest::Any(_) | TextTest::All(_) | TextTest::Is(_) | TextTest::InList(_),
            TextTest::Missing(true),
        ) => true,
        (TextTest::Missing(a), TextTest::Missing(b)) => a != b && *a,
        _ => false,
    };
    excluded.then(|| {
        (
            say!(
                "对{name}的条件互相排除，这条规则永远不会命中",
                "the conditions on {name} exclude each other: the rule never hits"
            ),
            say!(
                "要找的词里含有要排除的词：改掉其中一边",
                "what is looked for holds what is excluded: change one of the two"
            ),
        )
    })
}

fn empty_list(test: &TextTest, lists: &[List]) -> Option<(Phrase, Phrase)> {
    let TextTest::InList(list) = test else {
        return None;
    };
    let list = &lists[*list];
    let id = &list.id;
    list.entries.is_empty().then(|| {
        (
            say!(
                "清单 {id} 是空的，这条规则永远不会命中",
                "the list {id} is empty: the rule never hits"
            ),
            say!(
                "先在 [list.{id}] 里写上条目",
                "write entries under [list.{id}] first"
            ),
        )
    })
}
