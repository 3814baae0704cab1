//! Sibling rules that leave a number between them: at most 4, at least 6, and what of 5?

use std::collections::HashMap;

use super::place_of;
use crate::diag::Diag;
use crate::rule::condition::key;
use crate::rule::{Condition, NumberField, NumberTest, Rule, RuleSet};
use crate::say;

/// `hole`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut lower_ends: HashMap<String, Vec<(&Rule, NumberTest)>> = HashMap::new();
    for rule in &rules.rules {
        if let Some((siblings, _, _, test)) = bounded(rule)
            && is_upper_bound(test)
        {
            lower_ends.entry(siblings).or_default().push((rule, test));
        }
    }
    let mut diags = Vec::new();
    for rule in &rules.rules {
        let Some((siblings, condition, field, test)) = bounded(rule) else {
            continue;
        };
        let below = lower_ends.get(&siblings).into_iter().flatten();
        let nearest = below.max_by(|a, b| number(a.1).total_cmp(&number(b.1)));
        let Some((other, end)) = nearest.filter(|_| !is_upper_bound(test)) else {
            continue;
        };
        let Some(left_out) = between(*end, test) else {
            continue;
        };
        let (zh, en, id) = (field.zh(), field.word(), &other.id);
        let place = place_of(rules, rule, &format!("when.{}", key(condition)));
        let message = say!(
            "{zh}是 {left_out} 时，这条和 {id} 都不管",
            "where {en} is {left_out}, neither this rule nor {id} applies"
        );
        diags.push(Diag::note("hole", place, message));
    }
    diags
}

/// A rule with exactly one bound on a number, and everything else in it, by which siblings are known.
fn bounded(rule: &Rule) -> Option<(String, &Condition, NumberField, NumberTest)> {
    let numbers = rule
        .when
        .iter()
        .filter(|c| matches!(c, Condition::Number { .. }));
    let mut numbers = numbers.collect::<Vec<_>>().into_iter();
    let (Some(condition), None) = (numbers.next(), numbers.next()) else {
        return None;
    };
    let Condition::Number { field, test } = condition else {
        return None;
    };
    if matches!(test, NumberTest::Missing(_)) {
        return None;
    }
    let others = rule
        .when
        .iter()
        .filter(|c| !matches!(c, Condition::Number { .. }));
    let siblings = others.map(|c| format!("{c:?}")).collect::<String>();
    Some((format!("{field:?}{siblings}"), condition, *field, *test))
}

fn is_upper_bound(test: NumberTest) -> bool {
    matches!(test, NumberTest::Under(_) | NumberTest::AtMost(_))
}

fn number(test: NumberTest) -> f64 {
    match test {
        NumberTest::Over(n)
        | NumberTest::Under(n)
        | NumberTest::AtLeast(n)
        | NumberTest::AtMost(n) => n,
        NumberTest::Missing(_) => f64::NAN,
    }
}

/// The whole number, or the bound itself, that neither meets.
fn between(upper: NumberTest, lower: NumberTest) -> Option<f64> {
    let meets = |n: f64| {
        let by = |test| match test {
            NumberTest::Over(m) => n > m,
            NumberTest::AtLeast(m) => n >= m,
            NumberTest::Under(m) => n < m,
            NumberTest::AtMost(m) => n <= m,
            NumberTest::Missing(_) => true,
        };
        by(upper) || by(lower)
    };
    let (high, low) = (number(upper), number(lower));
    let candidates = [high, high.floor() + 1.0, low];
    candidates.into_iter().find(|n| !meets(*n) && *n <= low)
}
