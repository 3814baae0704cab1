//! Entries that a lower layer adds to a list of an upper one or drops from it.

use super::Course;
use super::change::Bench;
use crate::place::Span;
use crate::rule::fields::{Fields, Node};
use crate::rule::value::words_if_any;
use crate::rule::{Condition, List, Rule, RuleKind, RuleSet, TextTest};
use crate::say;

/// Which way one more entry goes, by the rules that look at the list; looser where any is.
pub(super) fn course(rules: &RuleSet, list: usize) -> Course {
    let mut course = Course::Level;
    for rule in &rules.rules {
        for condition in &rule.when {
            let Condition::Text { test, .. } = condition else {
                continue;
            };
            let wider = match test {
                TextTest::InList(of) if *of == list => widened(rule),
                TextTest::NotInList(of) if *of == list => widened(rule).reversed(),
                _ => continue,
            };
            if wider == Course::Looser || course == Course::Level {
                course = wider;
            }
        }
    }
    course
}

/// Which way it goes where a rule comes to hit more: a duty without a statute is no law's to protect.
pub(super) fn widened(rule: &Rule) -> Course {
    match &rule.kind {
        RuleKind::Keep { statutes, .. } if statutes.is_empty() => Course::Looser,
        _ => Course::Tighter,
    }
}

/// Carries out `add.items` and `drop.items`.
pub(super) fn edit(
    list: &mut List,
    parts: &[Option<Node<'_>>; 3],
    added: Course,
    upper: &Span,
    bench: &mut Bench<'_, '_>,
) {
    let [add, drop, set] = parts;
    for (part, adds) in [(add, true), (drop, false)] {
        let Some(mut fields) = part.as_ref().and_then(|n| Fields::of(n, bench.desk)) else {
            continue;
        };
        if let Some(node) = fields.required("items", bench.desk) {
            for word in words_if_any(&node, bench.scope.words, bench.desk) {
                let known = list.entries.iter().position(|e| e.plain == word.plain);
                let typed = &word.typed;
                match (adds, known) {
                    (true, None) => {
                        bench.did(&node, added, say!("添上“{typed}”", "adding \"{typed}\""));
                        list.entries.push(word);
                    }
                    (false, Some(at)) => {
                        let what = say!("去掉“{typed}”", "dropping \"{typed}\"");
                        bench.did(&node, added.reversed(), what);
                        list.entries.remove(at);
                    }
                    (true, Some(_)) => bench.there_already(&node, typed),
                    (false, None) => {
                        bench.not_there(&node, &say!("“{typed}”", "\"{typed}\""), upper);
                    }
                }
            }
        }
        fields.finish(bench.desk);
    }
    if let Some(set) = set {
        bench.desk.error_with_help(
            "unknown-key",
            set.key.clone(),
            say!("清单没有可以 set 的", "a list has nothing to set"),
            say!("用 add.items 或 drop.items", "use add.items or drop.items"),
        );
    }
}
