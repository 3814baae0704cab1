//! `jianfu.explain/1`: why items got their verdicts, for programs.

use serde::Serialize;

use super::item::{ItemJson, item_json};
use super::{Facts, wording};
use crate::finding::Action;
use crate::judge::{Checked, Try, steps, turns};

/// Explanations of several entries.
#[derive(Debug, Serialize)]
pub struct ExplanationsJson<'a> {
    schema: &'static str,
    items: Vec<ExplanationJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ExplanationJson<'a> {
    item: ItemJson<'a>,
    steps: Vec<String>,
    turns: Vec<TurnJson<'a>>,
    overruled: Vec<RuleJson<'a>>,
    tries: Vec<TryJson<'a>>,
}

#[derive(Debug, Serialize)]
struct RuleJson<'a> {
    rule: &'a str,
    ruleset: &'a str,
    action: Action,
}

#[derive(Debug, Serialize)]
struct TurnJson<'a> {
    action: Action,
    rules: Vec<&'a str>,
    by_holding: bool,
}

#[derive(Debug, Serialize)]
struct TryJson<'a> {
    #[serde(flatten)]
    rule: RuleJson<'a>,
    holds: bool,
    near: bool,
    would_be: Option<Action>,
    checks: Vec<CheckJson>,
}

#[derive(Debug, Serialize)]
struct CheckJson {
    looked_for: String,
    holds: bool,
    found: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missed: Option<String>,
}

/// The explanations of entries with the rules that were tried on each.
pub fn explanations<'a>(facts: &Facts<'a>, entries: &[(u32, Vec<Try>)]) -> ExplanationsJson<'a> {
    let explained = |(entry, tries): &(u32, Vec<Try>)| explanation(facts, *entry, tries);
    ExplanationsJson {
        schema: "jianfu.explain/1",
        items: entries.iter().map(explained).collect(),
    }
}

fn explanation<'a>(facts: &Facts<'a>, entry: u32, tries: &[Try]) -> ExplanationJson<'a> {
    let verdict = facts.verdict(entry);
    let rules = facts.audit.rules;
    let group = facts.group(entry).map(|(_, group)| group);
    let lang = facts.view.lang;
    let said = |step: &crate::phrase::Phrase| facts.shown(step.in_lang(lang)).into_owned();
    let turns = turns(verdict, tries, rules)
        .into_iter()
        .map(|turn| TurnJson {
            action: turn.action,
            rules: turn
                .rules
                .iter()
                .map(|&rule| rules.rules[rule as usize].id.as_str())
                .collect(),
            by_holding: turn.by_holding,
        });
    ExplanationJson {
        item: item_json(facts, entry),
        steps: steps(verdict, rules, group).iter().map(said).collect(),
        turns: turns.collect(),
        overruled: verdict
            .overruled
            .iter()
            .map(|finding| rule_json(facts, finding.rule, finding.action))
            .collect(),
        tries: tries.iter().map(|tried| try_json(facts, tried)).collect(),
    }
}

fn rule_json<'a>(facts: &Facts<'a>, rule: u32, action: Action) -> RuleJson<'a> {
    let rule = &facts.audit.rules.rules[rule as usize];
    RuleJson {
        rule: &rule.id,
        ruleset: facts.set_of(rule),
        action,
    }
}

fn try_json<'a>(facts: &Facts<'a>, tried: &Try) -> TryJson<'a> {
    let action = facts.audit.rules.rules[tried.rule as usize].action;
    TryJson {
        rule: rule_json(facts, tried.rule, action),
        holds: tried.holds,
        near: tried.is_near(),
        would_be: tried.would_be,
        checks: tried
            .checks
            .iter()
            .map(|check| check_json(facts, check))
            .collect(),
    }
}

fn check_json(facts: &Facts<'_>, check: &Checked) -> CheckJson {
    let lang = facts.view.lang;
    let found = check.found.iter().map(|one| wording::evidence(facts, one));
    CheckJson {
        looked_for: check.looked_for.in_lang(lang).to_owned(),
        holds: check.holds,
        found: found.collect(),
        missed: check
            .missed
            .as_ref()
            .map(|missed| facts.shown(missed.in_lang(lang)).into_owned()),
    }
}
