//! Limits that don't fit: counts that aren't whole, fields twice, a compression that would be none.

use super::place_of;
use crate::diag::Diag;
use crate::rule::Code;
use crate::rule::{
    Condition, Counted, NumberField, NumberTest, Period, Quota, Rule, RuleKind, RuleSet,
};
use crate::say;

/// `quota`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut diags = Vec::new();
    for rule in &rules.rules {
        if let RuleKind::Quota(quota) = &rule.kind {
            diags.extend(limit(rules, rule, quota));
            diags.extend(each(rules, rule, quota));
        }
        diags.extend(no_compression(rules, rule));
    }
    diags
}

fn limit(rules: &RuleSet, rule: &Rule, quota: &Quota) -> Option<Diag> {
    let (limit, unit) = (quota.limit, quota.count.zh());
    if quota.count == Counted::Hours {
        let hours = match quota.per {
            Period::Year => 8784.0,
            Period::Quarter => 2208.0,
            Period::Month => 744.0,
            Period::Week => 168.0,
        };
        return (limit > hours).then(|| {
            let per = quota.per.zh();
            let message = say!(
                "一{per}没有 {limit} 小时",
                "there are no {limit} hours in that period"
            );
            let help = say!("看看 limit 和 per 是否写对", "look at limit and per");
            Diag::error(Code::Quota, place_of(rules, rule, "limit"), message).help(help)
        });
    }
    (limit.fract() != 0.0).then(|| {
        let message = say!(
            "限额 {limit} {unit}不是整数",
            "a limit of {limit} {unit} is not whole"
        );
        let help = say!(
            "写整数；要按小时计，写 count = \"小时\"",
            "write a whole number, or count = \"小时\" for hours"
        );
        Diag::error(Code::Quota, place_of(rules, rule, "limit"), message).help(help)
    })
}

fn each(rules: &RuleSet, rule: &Rule, quota: &Quota) -> Option<Diag> {
    let mut sorted = quota.each.clone();
    sorted.sort_unstable();
    let all = sorted.len();
    sorted.dedup();
    let message = if quota.each.is_empty() {
        say!(
            "each 是空的：不知道按什么合计",
            "each is empty: nothing says what is counted together"
        )
    } else if sorted.len() < all {
        say!("each 里有重复的字段", "a field stands twice in each")
    } else {
        return None;
    };
    let help = say!("例如 each = [\"社区\"]", "as each = [\"社区\"]");
    Some(Diag::error(Code::Quota, place_of(rules, rule, "each"), message).help(help))
}

/// A rule on what is asked more than so often must not make it as often, or more.
fn no_compression(rules: &RuleSet, rule: &Rule) -> Option<Diag> {
    let to = rule.to.per_year?.per_year();
    let asked = rule.when.iter().find_map(|c| match c {
        Condition::Number {
            field: NumberField::PerYear,
            test: NumberTest::Over(n) | NumberTest::AtLeast(n),
        } => Some(*n),
        _ => None,
    })?;
    (to > asked).then(|| {
        let message = say!(
            "每年 {asked} 次以上的反而改成每年 {to} 次",
            "what is asked {asked} times a year would become {to} times"
        );
        let help = say!(
            "to.per_year 要小于条件里的次数",
            "to.per_year has to be below the condition's number"
        );
        Diag::error(Code::Quota, place_of(rules, rule, "to.per_year"), message).help(help)
    })
}
