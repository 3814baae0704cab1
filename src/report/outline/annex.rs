//! What is bound in behind: every item with its verdict, and every group as the draft of a decision.

use super::{Annex, Cell, Column, Rows, Table};
use crate::judge::Minutes;
use crate::report::item::group_id;
use crate::report::{Column as Of, Facts, account, cell, wording};
use crate::say;

/// The annexes of a report.
pub(super) fn annexes<'f>(facts: &'f Facts<'_>) -> Vec<Annex<'f>> {
    let mut annexes = vec![Annex {
        title: facts.say(&say!(
            "社区工作事项处理意见明细表",
            "All items with their verdicts"
        )),
        table: items(facts),
    }];
    let mut groups = facts.listed_groups();
    // What people must look at stands first, the gravest doubt before the others.
    groups.sort_by_key(|&number| {
        let doubts = &facts.audit.judgement.groups[number as usize].doubts;
        doubts.first().map_or(usize::MAX, |&doubt| doubt as usize)
    });
    if !groups.is_empty() {
        annexes.push(Annex {
            title: facts.say(&say!("合并事项明细表", "Items that are merged")),
            table: merged(facts, groups),
        });
    }
    annexes
}

/// The columns of the list of items, with the room each needs in Chinese characters.
const ITEMS: [(Of, u16); 11] = [
    (Of::Name, 12),
    (Of::Category, 4),
    (Of::Department, 6),
    (Of::Street, 6),
    (Of::Community, 6),
    (Of::Basis, 9),
    (Of::Frequency, 5),
    (Of::HoursPerYear, 4),
    (Of::Action, 4),
    (Of::Target, 10),
    (Of::Reason, 18),
];

fn items<'f>(facts: &'f Facts<'_>) -> Table<'f> {
    let lang = facts.view.lang;
    let shown: Vec<(Of, u16)> = ITEMS
        .into_iter()
        .filter(|(column, _)| *column != Of::Street || facts.streets() > 0)
        .collect();
    let mut columns = vec![Column::number(facts.say(&say!("序号", "no.")), 4)];
    columns.extend(shown.iter().map(|(column, width)| Column {
        heading: cell::heading(*column, lang),
        width: *width,
        is_number: column.is_number(),
    }));
    let row = move |i: usize| {
        let entry = facts.listed[i];
        let mut row = vec![Cell::Count(i as u64 + 1)];
        row.extend(
            shown
                .iter()
                .map(|(column, _)| of_item(facts, entry, *column)),
        );
        row
    };
    Table {
        caption: String::new(),
        columns,
        rows: Rows::Made {
            count: facts.listed.len(),
            row: Box::new(row),
        },
        has_total: false,
    }
}

fn of_item(facts: &Facts<'_>, entry: u32, column: Of) -> Cell {
    match column {
        Of::HoursPerYear => Cell::amount(
            facts.item(entry).hours_per_year(),
            facts.is_estimated(entry),
        ),
        Of::Target => account::becomes(facts, entry).join("；").into(),
        _ => Cell::Text(account::on_one_line(&facts.cell_for_people(entry, column))),
    }
}

/// Every group as the draft of a decision.
fn merged<'f>(facts: &'f Facts<'_>, groups: Vec<u32>) -> Table<'f> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let columns = vec![
        Column::text(say("合并组", "group"), 4),
        Column::text(say("合并后的事项", "goes on as"), 8),
        Column::text(say("保留的事项", "stays"), 10),
        Column::text(say("并入的事项", "taken in"), 14),
        Column::text(say("为什么是同一事项", "why they are one"), 14),
        Column::text(say("牵头部门", "led by"), 6),
        Column::number(say("每年次数", "times a year"), 4),
        Column::number(say("每年小时（前）", "hours a year, before"), 5),
        Column::number(say("每年小时（后）", "hours a year, after"), 5),
        Column::text(say("合并后的填报内容", "fields that come together"), 12),
        Column::text(
            say(
                "保留事项原来没有的内容",
                "fields that the one that stays lacked",
            ),
            10,
        ),
        Column::text(say("须先看的", "to be looked at first"), 8),
        Column::text(say("依据", "clause"), 10),
    ];
    Table {
        caption: String::new(),
        columns,
        rows: Rows::Made {
            count: groups.len(),
            row: Box::new(move |i| of_group(facts, groups[i])),
        },
        has_total: false,
    }
}

fn of_group(facts: &Facts<'_>, number: u32) -> Vec<Cell> {
    let (judgement, items) = (facts.audit.judgement, facts.audit.items);
    let group = &judgement.groups[number as usize];
    let rule = &facts.audit.rules.rules[group.rule as usize];
    let balance = judgement.balance(items, number as usize);
    let asked = judgement.asked(items, number as usize);
    let estimated = group
        .members
        .iter()
        .any(|member| facts.is_estimated(*member));
    let hours =
        |minutes: Option<Minutes>| Cell::amount(minutes.map(Minutes::hours_per_year), estimated);
    let between = facts.say(&say!("、", ", "));
    let fields = |fields: &[&str]| match fields.is_empty() {
        true => Cell::Unknown,
        false => facts.shown(&fields.join(&between)).into_owned().into(),
    };
    let lost = match &asked.lost {
        None => Cell::Unknown,
        Some(lost) if lost.is_empty() => facts.say(&say!("没有", "none")).into(),
        Some(lost) => fields(lost),
    };
    let others = group
        .members
        .iter()
        .filter(|member| **member != group.survivor);
    let others: Vec<String> = others
        .map(|member| account::named(facts, *member))
        .collect();
    let reasons = facts.reasons(group);
    let reasons: Vec<String> = match reasons.is_empty() {
        true => vec![group.kind.in_lang(facts.view.lang).to_owned()],
        false => reasons
            .iter()
            .map(|reason| wording::evidence(facts, reason))
            .collect(),
    };
    let doubts = group
        .doubts
        .iter()
        .map(|doubt| doubt.in_lang(facts.view.lang));
    let lead = group.lead_department.as_deref();
    vec![
        group_id(number).into(),
        facts.shown(&group.name).into_owned().into(),
        account::named(facts, group.survivor).into(),
        others.join("；").into(),
        reasons.join("；").into(),
        lead.map_or(Cell::Unknown, |lead| facts.shown(lead).into_owned().into()),
        Cell::rate(group.rate),
        hours(balance.before),
        hours(balance.after),
        fields(&asked.union),
        lost,
        doubts.collect::<Vec<_>>().join("；").into(),
        facts.provision(rule).unwrap_or_default().into(),
    ]
}
