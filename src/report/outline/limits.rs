//! Quotas and targets: what was allowed and promised, met or missed.

use std::collections::BTreeMap;

use super::result::{category_name, reduction};
use super::{Block, Cell, Column, Section, Table, Topic, ranking};
use crate::item::Category;
use crate::report::{Audience, Counts, Facts, wording};
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
        let mut part = part(facts.say(&say!("压减目标", "Targets")), targets(facts));
        if facts.streets() > 1 && facts.view.audience == Audience::District {
            part.blocks.push(Block::Table(by_street(facts)));
        }
        parts.push(part);
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
        let counts = counted(&facts.summary().by_category, target);
        vec![
            about(facts, target).into(),
            Cell::Share(target.reduce),
            counts.items.into(),
            counts.after.into(),
            reduction(counts.items, counts.after),
            met(facts, target, &counts).into(),
        ]
    };
    Table::ready(columns, facts.audit.rules.targets.iter().map(row).collect())
}

/// What a target is about.
fn about(facts: &Facts<'_>, target: &Target) -> String {
    match target.category {
        None => facts.say(&say!("全部", "all")),
        some => category_name(facts, some),
    }
}

/// What a target counts, of items counted by category.
fn counted(by_category: &[(Option<Category>, Counts)], target: &Target) -> Counts {
    let mut sum = Counts::default();
    let wanted = by_category
        .iter()
        .filter(|(category, _)| target.category.is_none() || *category == target.category);
    wanted.for_each(|(_, counts)| sum.add_all(counts));
    sum
}

fn met(facts: &Facts<'_>, target: &Target, counts: &Counts) -> String {
    facts.say(&match reduction(counts.items, counts.after) {
        Cell::Share(share) if share + 1e-9 >= target.reduce => say!("达到", "met"),
        Cell::Share(_) => say!("未达到", "missed"),
        _ => say!("没有这类事项", "no such items"),
    })
}

/// Every street with how far it comes in each target.
fn by_street<'f>(facts: &Facts<'_>) -> Table<'f> {
    let targets = &facts.audit.rules.targets;
    let mut columns = vec![Column::text(facts.say(&say!("街道", "street")), 8)];
    for target in targets {
        let (about, promised) = (about(facts, target), wording::percent(target.reduce));
        let reduced = say!(
            "{about}减少（{promised}）",
            "{about} reduced by ({promised})"
        );
        columns.push(Column::number(facts.say(&reduced), 6));
        columns.push(Column::text(
            facts.say(&say!("{about}目标", "{about}: met")),
            6,
        ));
    }
    let kind = |entry: u32| (facts.entry(entry).street, facts.item(entry).category);
    let mut streets: BTreeMap<String, Vec<(Option<Category>, Counts)>> = BTreeMap::new();
    for ((street, category), counts) in facts.counted_by(kind) {
        let name = ranking::named(facts, street).shown(facts.view.lang);
        streets.entry(name).or_default().push((category, counts));
    }
    let row = |(street, by_category): (String, Vec<_>)| {
        let mut row = vec![Cell::Text(street)];
        for target in targets {
            let counts = counted(&by_category, target);
            row.push(reduction(counts.items, counts.after));
            row.push(met(facts, target, &counts).into());
        }
        row
    };
    Table::ready(columns, streets.into_iter().map(row).collect())
        .captioned(facts.say(&say!("各街道压减目标", "Targets by street")))
}
