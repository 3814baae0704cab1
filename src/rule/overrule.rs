//! What-if: overrules one parameter of a rule set, `quota.district-meetings.limit=3`.

use super::model::{Condition, NumberTest, Rule, RuleKind, RuleSet};
use super::near::nearest;
use super::value::rate_of;
use crate::phrase::Phrase;
use crate::say;

/// Overrules the parameter that `KEY=VALUE` names: `quota.ID.limit`, `rule.ID.to.per_year`,
/// `rule.ID.group.similar`, `rule.ID.when.per_year.over` and the like.
pub fn overrule(rules: &mut RuleSet, setting: &str) -> Result<(), Phrase> {
    let Some((key, value)) = setting.split_once('=') else {
        return Err(say!(
            "--set {setting}：要写成 KEY=VALUE，例如 quota.<编号>.limit=3",
            "--set {setting}: write KEY=VALUE, as quota.<id>.limit=3"
        ));
    };
    let (key, value) = (key.trim(), value.trim());
    let number = value
        .parse::<f64>()
        .ok()
        .filter(|n| n.is_finite() && *n >= 0.0);
    let Some(number) = number else {
        return Err(say!(
            "--set {key}：“{value}”不是 0 或更大的数",
            "--set {key}: \"{value}\" is not a number of 0 or more"
        ));
    };
    let mut parts = key.splitn(3, '.');
    let (table, id, parameter) = (parts.next(), parts.next(), parts.next());
    let (Some(table), Some(id), Some(parameter)) = (table, id, parameter) else {
        return Err(unknown_key(key));
    };
    let ids: Vec<_> = rules.rules.iter().map(|r| r.id.clone()).collect();
    let found = rules
        .rules
        .iter_mut()
        .find(|r| r.id == id && r.table() == table);
    let Some(rule) = found else {
        return Err(unknown_rule(table, id, &ids));
    };
    set(rule, parameter, number).ok_or_else(|| unknown_key(key))?;
    rules.settings.push(format!("{key}={number}"));
    Ok(())
}

/// Sets a parameter; `None` where the rule has none of this name or can't take this number.
fn set(rule: &mut Rule, parameter: &str, number: f64) -> Option<()> {
    match (&mut rule.kind, parameter) {
        (RuleKind::Quota(quota), "limit") => quota.limit = number,
        (_, "to.per_year") => {
            rule.to.per_year?;
            rule.to.per_year = Some(rate_of(number)?);
        }
        (RuleKind::Group { similar, .. }, "group.similar") if number <= 1.0 => {
            *similar = Some(number);
        }
        _ => {
            let (field, test) = parameter.strip_prefix("when.")?.split_once('.')?;
            let condition = rule
                .when
                .iter_mut()
                .find_map(|c| threshold(c, field, test))?;
            *condition = number;
        }
    }
    Some(())
}

fn threshold<'r>(condition: &'r mut Condition, field: &str, test: &str) -> Option<&'r mut f64> {
    let Condition::Number {
        field: own,
        test: number,
    } = condition
    else {
        return None;
    };
    let threshold = match (number, test) {
        (NumberTest::Over(n), "over")
        | (NumberTest::Under(n), "under")
        | (NumberTest::AtLeast(n), "at_least")
        | (NumberTest::AtMost(n), "at_most") => n,
        _ => return None,
    };
    (own.word() == field).then_some(threshold)
}

fn unknown_rule(table: &str, id: &str, ids: &[String]) -> Phrase {
    match nearest(id, ids.iter().map(String::as_str)) {
        Some(near) if near != id => say!(
            "--set：没有 [{table}.{id}]；是不是 {near}？",
            "--set: there is no [{table}.{id}]; did you mean {near}？"
        ),
        _ => say!(
            "--set：没有 [{table}.{id}]；用 jianfu rules list 查看编号",
            "--set: there is no [{table}.{id}]; jianfu rules list shows the ids"
        ),
    }
}

fn unknown_key(key: &str) -> Phrase {
    say!(
        "--set {key}：没有这个参数；可以改 quota.<编号>.limit、rule.<编号>.to.per_year、rule.<编号>.group.similar，以及 when 里的数字，如 rule.<编号>.when.per_year.over",
        "--set {key}: no such parameter; known: quota.<id>.limit, rule.<id>.to.per_year, rule.<id>.group.similar, and numbers under when, as rule.<id>.when.per_year.over"
    )
}
