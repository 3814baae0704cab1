//! Rules without an example that they hit, or without one that they leave alone.

use super::place_of;
use crate::diag::Diag;
use crate::rule::Code;
use crate::rule::{Rule, RuleSet};
use crate::say;

/// `missing`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let diag = |rule: &Rule| {
        let hit = rule.examples.iter().any(|e| e.expect.is_some());
        let miss = rule.examples.iter().any(|e| e.expect.is_none());
        let action = rule.action.zh();
        let (message, help) = match (hit, miss) {
            (true, true) => return None,
            (false, false) => (
                say!("没有例子", "there is no example"),
                say!(
                    "写一个命中的和一个不命中的：examples = [{{ name = \"…\", expect = \"{action}\" }}, {{ name = \"…\", expect = \"无\" }}]",
                    "write one it hits and one it leaves alone: examples = [{{ name = \"…\", expect = \"{action}\" }}, {{ name = \"…\", expect = \"无\" }}]"
                ),
            ),
            (false, true) => (
                say!("没有命中的例子", "there is no example that it hits"),
                say!(
                    "加一个 {{ name = \"…\", expect = \"{action}\" }}",
                    "add {{ name = \"…\", expect = \"{action}\" }}"
                ),
            ),
            (true, false) => (
                say!(
                    "没有不命中的例子",
                    "there is no example that it leaves alone"
                ),
                say!(
                    "加一个容易误伤、但不该管的事项：{{ name = \"…\", expect = \"无\" }}",
                    "add an item that is easily mistaken for one: {{ name = \"…\", expect = \"无\" }}"
                ),
            ),
        };
        Some(Diag::error(Code::Missing, place_of(rules, rule, "examples"), message).help(help))
    };
    rules.rules.iter().filter_map(diag).collect()
}
