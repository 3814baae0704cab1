//! Rules that can never hit: words that exclude each other, ranges without a number, lists without entries.

use super::place_of;
use crate::diag::Diag;
use crate::phrase::Phrase;
use crate::rule::condition::key;
use crate::rule::region::Region;
use crate::rule::{Code, Condition, List, Rule, RuleSet, TextTest};
use crate::say;

/// `never-matches`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let of = |rule| in_rule(rules, rule);
    rules.rules.iter().filter_map(of).collect()
}

fn in_rule(rules: &RuleSet, rule: &Rule) -> Option<Diag> {
    let region = Region::of(rule, &rules.lists);
    let (condition, message, help) = never(&region, &rule.when, &rules.lists)?;
    let place = place_of(rules, rule, &format!("when.{}", key(condition)));
    Some(Diag::error(Code::NeverMatches, place, message).help(help))
}

/// Why conditions never hold together: the one that can't, what to say of it and what to do.
pub(super) fn never<'r>(
    region: &Region<'r>,
    when: &'r [Condition],
    lists: &[List],
) -> Option<(&'r Condition, Phrase, Phrase)> {
    when.iter().find_map(|c| empty(c, lists)).or_else(|| {
        let never = region.never(when)?;
        Some((never.condition, never.message, never.help))
    })
}

/// A list that nothing can be in.
fn empty<'r>(condition: &'r Condition, lists: &[List]) -> Option<(&'r Condition, Phrase, Phrase)> {
    let Condition::Text {
        test: TextTest::InList(list),
        ..
    } = condition
    else {
        return None;
    };
    let list = &lists[*list];
    let id = &list.id;
    list.entries.is_empty().then(|| {
        let message = say!(
            "清单 {id} 是空的，这条规则永远不会命中",
            "the list {id} is empty: the rule never hits"
        );
        let help = say!(
            "先在 [list.{id}] 里写上条目",
            "write entries under [list.{id}] first"
        );
        (condition, message, help)
    })
}
