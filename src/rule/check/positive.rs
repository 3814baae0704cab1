//! Rules that hit whatever isn't excluded, because nothing says what they are about.

use crate::diag::Diag;
use crate::place::Place;
use crate::rule::Code;
use crate::rule::{Condition, Rule, RuleKind, RuleSet, TextTest};
use crate::say;

/// `matches-everything`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let open = rules.rules.iter().filter(|r| is_open(r));
    open.map(|rule| {
        let place = Place::Span(rule.span.clone());
        let message = say!(
            "这条规则会命中所有事项：when 里没有一条说明它管什么",
            "this rule hits everything: nothing under when says what it is about"
        );
        Diag::error(Code::MatchesEverything, place, message).help(say!(
            "加一条正面的条件，例如 when.category = [\"台账\"] 或 when.name.any = [\"…\"]",
            "add a positive condition, as when.category = [\"台账\"] or when.name.any = [\"…\"]"
        ))
    })
    .collect()
}

fn is_open(rule: &Rule) -> bool {
    // Likeness and a cancelled parent are conditions of their own.
    let by_itself = !matches!(rule.kind, RuleKind::Group { .. } | RuleKind::Follows { .. });
    let negative = |c: &Condition| {
        matches!(
            c,
            Condition::Text {
                test: TextTest::None(_) | TextTest::NotInList(_) | TextTest::Missing(false),
                ..
            }
        )
    };
    by_itself && rule.when.iter().all(negative)
}
