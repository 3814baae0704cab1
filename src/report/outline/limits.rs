//! Quotas and targets: what was allowed and promised, met or missed.

use std::collections::BTreeMap;

use super::result::{category_name, reduction};
use super::{Block, Cell, Column, Section, Table, Topic};
use crate::report::{Counts, Facts, wording};
use crate::rule::{Quota, Rule, RuleKind, Target};
use crate::say;

/// The section on limits and targets.
pub(super) fn section<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let rules = facts.audit.rules;
    let part = |title, table| Section::of(Topic::Limits, title, vec![Block::Table(table)]);
    let mut parts = Vec::new();
    if rules
        .rules
        .iter()
        .any(|rule| matches!(rule.kind, RuleKind::Quota(_)))
    {
        parts.push(part(facts.say(&say!("限额", "Limits")), quotas(facts)));
    }
    if !rules.targets.is_empty() {
        parts.push(part(
            facts.say(&say!("压减目标", "Targets")),
            targets(facts),
        ));
    }
    Section {
        parts,
        ..Section::of(
            Topic::Limits,
            facts.say(&say!("限额和目标", "Limits and targets")),
            Vec::new(),
        )
    }
}

fn quotas<'f>(facts: &Facts<'_>) -> Table<'f> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let columns = vec![
        Column::text(say("限额", "limit"), 12),
        Column::text(say("上限", "at most"), 10),
        Column::text(say("条款", "clause"), 12),
        Column::number(say("超出的事项", "items that exceed it"), 4),
        Column::text(say("结论", "met"), 4),
    ];
    let exceeding = exceeding(facts);
    let rules = (0_u32..).zip(&facts.audit.rules.rules);
    let row = |(number, rule): (u32, &Rule)| {
        let RuleKind::Quota(quota) = &rule.kind else {
            return None;
        };
        let exceed = exceeding.get(&number).copied().unwrap_or_default();
        Some(vec![
            rule.title.as_str().into(),
            limit(facts, quota).into(),
            wording::cited(facts, rule).unwrap_or_default().into(),
            Cell::Count(exceed),
            match exceed {
                0 => say("未超", "met"),
                _ => say("超出", "exceeded"),
            }
            .into(),
        ])
    };
    Table::ready(columns, rules.filter_map(row).collect())
}

/// How many entries each rule is cited on.
fn exceeding(facts: &Facts<'_>) -> BTreeMap<u32, u64> {
    let mut counted: BTreeMap<u32, u64> = BTreeMap::new();
    for entry in &facts.scope {
        for finding in facts.cited(facts.verdict(*entry)) {
            *counted.entry(finding.rule).or_default() += 1;
        }
    }
    counted
}

/// 每个社区、每个下达部门每年不超过 2 次.
fn limit(facts: &Facts<'_>, quota: &Quota) -> String {
    let lang = facts.view.lang;
    let each: Vec<&str> = quota.each.iter().map(|field| field.in_lang(lang)).collect();
    let (zh, en) = (each.join("、"), each.join(", "));
    let (limit, unit, period) = (
        quota.limit,
        quota.count.in_lang(lang),
        quota.per.in_lang(lang),
    );
    let of_items = quota.count == crate::rule::Counted::Items;
    facts.say(&match of_items {
        true => say!(
            "每个{zh}不超过{limit} {unit}",
            "{limit} {unit} for each {en}"
        ),
        false => say!(
            "每个{zh}每{period}不超过{limit} {unit}",
            "{limit} {unit} a {period} for each {en}"
        ),
    })
}

fn targets<'f>(facts: &Facts<'_>) -> Table<'f> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let columns = vec![
        Column::text(say("类别", "category"), 5),
        Column::number(say("要求减少", "promised"), 5),
        Column::number(say("原有", "before"), 5),
        Column::number(say("减后", "after"), 5),
        Column::number(say("减少", "reduced by"), 5),
        Column::text(say("结论", "met"), 6),
    ];
    let row = |target: &Target| {
        let none = Counts::default();
        let counts = match target.category {
            None => &facts.summary.total,
            wanted => (facts.summary.by_category.iter())
                .find(|(category, _)| *category == wanted)
                .map_or(&none, |(_, counts)| counts),
        };
        let met = match reduction(counts.items, counts.after) {
            Cell::Share(share) if share + 1e-9 >= target.reduce => say("达到", "met"),
            Cell::Share(_) => say("未达到", "missed"),
            _ => say("没有这类事项", "no such items"),
        };
        let name = match target.category {
            None => say("全部", "all"),
            some => category_name(facts, some),
        };
        vec![
            name.into(),
            Cell::Share(target.reduce),
            counts.items.into(),
            counts.after.into(),
            reduction(counts.items, counts.after),
            met.into(),
        ]
    };
    Table::ready(columns, facts.audit.rules.targets.iter().map(row).collect())
}
