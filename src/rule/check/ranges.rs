//! Number ranges that hold no number.

use std::collections::BTreeMap;

use super::place_of;
use crate::diag::Diag;
use crate::rule::condition::key;
use crate::rule::{Condition, NumberField, NumberTest, Rule, RuleSet};
use crate::say;

/// `never-matches`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let of = |rule| in_rule(rules, rule);
    rules.rules.iter().flat_map(of).collect()
}

fn in_rule(rules: &RuleSet, rule: &Rule) -> Vec<Diag> {
    let mut tests: BTreeMap<NumberField, Vec<(&Condition, NumberTest)>> = BTreeMap::new();
    for condition in &rule.when {
        if let Condition::Number { field, test } = condition {
            tests.entry(*field).or_default().push((condition, *test));
        }
    }
    let mut diags = Vec::new();
    for (field, tests) in tests {
        let only: Vec<_> = tests.iter().map(|(_, test)| *test).collect();
        let Some((last, _)) = tests.last().filter(|_| is_empty(&only)) else {
            continue;
        };
        let (zh, en) = (field.zh(), field.word());
        let place = place_of(rules, rule, &format!("when.{}", key(last)));
        let message = say!(
            "没有数能同时满足对{zh}的这些条件",
            "no number meets all these conditions on {en}"
        );
        let help = say!(
            "下限要小于上限：over（超过）的数小于 under（不到）的数",
            "the lower bound has to be below the upper one"
        );
        diags.push(Diag::error("never-matches", place, message).help(help));
    }
    diags
}

fn is_empty(tests: &[NumberTest]) -> bool {
    let (mut low, mut low_open) = (f64::NEG_INFINITY, false);
    let (mut high, mut high_open) = (f64::INFINITY, false);
    let (mut unknown, mut known) = (false, false);
    for test in tests {
        known |= !matches!(test, NumberTest::Missing(true));
        match *test {
            NumberTest::Over(n) if n >= low => (low, low_open) = (n, true),
            NumberTest::AtLeast(n) if n > low => (low, low_open) = (n, false),
            NumberTest::Under(n) if n <= high => (high, high_open) = (n, true),
            NumberTest::AtMost(n) if n < high => (high, high_open) = (n, false),
            NumberTest::Missing(true) => unknown = true,
            _ => {}
        }
    }
    let none_below_zero = high < 0.0 || high == 0.0 && high_open;
    unknown && known || low > high || low == high && (low_open || high_open) || none_below_zero
}
