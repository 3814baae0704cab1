//! Why one entry got its verdict: every rule that was tried, what each of its conditions looked for
//! and what it found or missed.

use std::sync::Arc;

use super::condition::{Check, Ground, columns, number, number_column, places};
use super::find::Prepared;
use super::keywords::{Scan, Vocabulary};
use super::settle::settle;
use super::{Finding, Judgement, Verdict};
use crate::finding::{Action, Evidence};
use crate::item::{Field, Item, Items};
use crate::phrase::Phrase;
use crate::rule::{Condition, RuleKind, RuleSet, TextField, TextTest, describe_condition};
use crate::say;
use crate::words::Words;

/// One rule tried on the entry.
#[derive(Clone, Debug)]
pub struct Try {
    /// Position in [`RuleSet::rules`].
    pub rule: u32,
    /// Whether every condition holds.
    pub holds: bool,
    /// Its conditions, in the order of the rule; a keep's statute is the last.
    pub checks: Vec<Checked>,
    /// The action if the rule held as well, where that would be another one; `None` also for rules
    /// that look at more than one item.
    pub would_be: Option<Action>,
}

impl Try {
    /// Whether all but one of its conditions hold, and what held says something of this very item:
    /// half of all rules are about its category.
    pub fn is_near(&self) -> bool {
        let missed = self.checks.iter().filter(|check| !check.holds).count();
        missed == 1 && self.checks.iter().any(|check| check.is_telling)
    }
}

/// One condition tried on the entry.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Whether it holds.
    pub holds: bool,
    /// What it looked for.
    pub looked_for: Phrase,
    /// What it found.
    pub found: Vec<Evidence>,
    /// What it missed, where it doesn't hold.
    pub missed: Option<Phrase>,
    /// Whether it saw what the entry is about.
    is_telling: bool,
}

/// Tries every rule on one entry, says what each saw, and what would change its verdict.
pub fn trace(
    items: &Items,
    rules: &RuleSet,
    words: &Words,
    judgement: &Judgement,
    entry: usize,
) -> Vec<Try> {
    let item = items.item(items.entries[entry].item);
    let mut vocabulary = Vocabulary::default();
    let prepared: Vec<_> = rules
        .rules
        .iter()
        .map(|rule| Prepared::new(rule, rules, &mut vocabulary))
        .collect();
    let keywords = vocabulary.finish();
    let scan = Scan::of_items(&keywords, items, [item].into_iter());
    let ground = Ground {
        items,
        scan: &scan,
        lists: &rules.lists,
        plainer: words.plainer(),
    };
    let verdict = judgement.verdict(entry);
    let tries = prepared.iter().zip(0..).map(|(rule, number)| Try {
        would_be: would_be(number, rules, verdict),
        ..tried(rule, number, &ground, item)
    });
    tries.collect()
}

/// The action if one more rule held, where that would be another one.
fn would_be(number: u32, rules: &RuleSet, verdict: &Verdict) -> Option<Action> {
    let rule = &rules.rules[number as usize];
    if !matches!(rule.kind, RuleKind::Single | RuleKind::Keep { .. }) {
        return None;
    }
    let mut findings = verdict.findings();
    findings.push(Arc::new(Finding {
        rule: number,
        action: rule.action,
        to: rule.to.clone(),
        evidence: Vec::new(),
    }));
    let action = settle(findings, rules).action;
    (action != verdict.action).then_some(action)
}

fn tried(rule: &Prepared, number: u32, ground: &Ground, item: &Item) -> Try {
    let mut checks: Vec<Checked> = rule
        .asks
        .checks
        .iter()
        .map(|check| checked(check, ground, item))
        .collect();
    if let Some(statutes) = rule.asks.statutes_phrase() {
        let cited = rule.asks.statute_cited(ground, item);
        checks.push(Checked {
            holds: cited.is_ok(),
            looked_for: say!("依据引用 {statutes}", "the basis cites {statutes}"),
            missed: cited.is_err().then(|| missed_in(item, Field::Basis)),
            is_telling: cited.is_ok(),
            found: cited.ok().flatten().into_iter().collect(),
        });
    }
    Try {
        rule: number,
        holds: checks.iter().all(|check| check.holds),
        checks,
        would_be: None,
    }
}

fn checked(check: &Check, ground: &Ground, item: &Item) -> Checked {
    let holds = ground.holds(check, item);
    let mut found = Vec::new();
    if holds {
        ground.evidence(check, item, &mut found);
    } else {
        found.extend(ground.in_the_way(check, item));
    }
    Checked {
        holds,
        looked_for: describe_condition(check.condition, ground.lists),
        missed: (!holds).then(|| missed(ground.items, check.condition, item, found.first())),
        is_telling: holds && is_telling(check.condition) && !found.is_empty(),
        found,
    }
}

/// Whether a condition that holds says what an item is about: a category, a paper form, a notice for
/// a basis and a number of times are shared by many.
fn is_telling(condition: &Condition) -> bool {
    let Condition::Text { field, test } = condition else {
        return false;
    };
    let about = matches!(
        field,
        TextField::Name | TextField::Content | TextField::Text | TextField::System
    );
    about && !matches!(test, TextTest::Missing(_) | TextTest::NotInList(_))
}

/// What stands in the way of a condition: no column, a blank cell, or something else.
fn missed(
    items: &Items,
    condition: &Condition,
    item: &Item,
    in_the_way: Option<&Evidence>,
) -> Phrase {
    if let Some((field, found)) = in_the_way.and_then(|e| Some((e.field?, &e.found))) {
        let (zh, en) = (field.zh(), field.word());
        return say!("{zh}中有“{found}”", "the {en} has “{found}”");
    }
    match condition {
        Condition::Category(_) => item.category.map_or_else(
            || say!("类别无法判断", "the category isn’t known"),
            |c| {
                let (zh, en) = (c.zh(), c.word());
                say!("类别是{zh}", "the category is {en}")
            },
        ),
        Condition::Level(_) => item.issuer.level.map_or_else(
            || say!("缺 下达部门层级", "the issuer’s level isn’t known"),
            |l| {
                let (zh, en) = (l.zh(), l.word());
                say!("层级是{zh}", "the level is {en}")
            },
        ),
        Condition::Text { field, .. } => {
            let blank = places(items, item, *field).all(|(_, text)| text.is_blank());
            if blank {
                missed_in(item, columns(*field)[0])
            } else {
                let (zh, en) = (field.zh(), field.word());
                say!("{zh}中没有", "not in the {en}")
            }
        }
        Condition::Number { field, .. } => number(item, *field).map_or_else(
            || missed_in(item, number_column(*field)),
            |n| {
                let n = super::condition::round(n);
                let (zh, en) = (field.zh(), field.word());
                say!("{zh}是 {n}", "{en} is {n}")
            },
        ),
    }
}

fn missed_in(item: &Item, column: Field) -> Phrase {
    let (zh, en) = (column.zh(), column.word());
    if item.typed(column).is_absent() {
        say!(
            "缺 {zh}（表中无此列）",
            "no {en}: the sheet has no such column"
        )
    } else if item.typed(column).is_blank() {
        say!("缺 {zh}（未填写）", "no {en}: the cell is blank")
    } else {
        say!("{zh}中没有", "not in the {en}")
    }
}
