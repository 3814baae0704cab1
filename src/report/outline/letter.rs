//! The letter to a department: what it imposes, what is proposed, and a place to answer line by line.

use super::{Block, Cell, Column, Outline, Section, Table, Topic, annex, frame, ground, result};
use crate::finding::Action;
use crate::report::lines::{ByAction, Line, sections};
use crate::report::{Column as Of, Facts, account, cell, wording};
use crate::say;

/// The letter on everything that is in scope.
pub(super) fn outline<'f>(facts: &'f Facts<'_>) -> Outline<'f> {
    let department = department(facts);
    let by = facts.view.signed_by.as_deref().unwrap_or_default();
    let whose = department.as_deref().unwrap_or_default();
    let to = facts
        .view
        .addressed_to
        .clone()
        .or_else(|| department.clone());
    let to = to.unwrap_or_else(|| facts.say(&say!("各有关部门", "departments concerned")));
    let decided = sections(facts);
    let mut body: Vec<Section> = decided
        .iter()
        .map(|by_action| of_action(facts, by_action, department.is_none()))
        .collect();
    body.push(ground::section(facts));
    Outline {
        title: frame::words(&facts.say(&say!(
            "{by}|关于{whose}|下达社区|工作事项|处理意见的函",
            "Letter on |what {whose} |imposes on communities"
        ))),
        addressee: facts.say(&say!("{to}：", "To: {to}")),
        opening: [opening(facts)]
            .into_iter()
            .chain(workload(facts))
            .collect(),
        sections: body,
        closing: facts.say(&say!("请予研究函复。", "Please consider and reply.")),
        signature: frame::signature(facts),
        annexes: annex::annexes(facts),
    }
}

/// The one department in scope, if it is one.
fn department(facts: &Facts<'_>) -> Option<String> {
    let mut names: Vec<_> = facts
        .scope
        .iter()
        .map(|entry| facts.item(*entry).issuer.name)
        .collect();
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [one] if !one.is_blank() => Some(facts.office(*one).into_owned()),
        _ => None,
    }
}

fn opening(facts: &Facts<'_>) -> String {
    let total = &facts.summary().total;
    let items = total.items;
    let (rules, rules_en) = frame::rules(facts);
    let counted = |between: &str| {
        let each = Action::ALL.iter().filter(|action| total.of(**action) > 0);
        let each = each.map(|action| {
            let (word, n) = (action.in_lang(facts.view.lang), total.of(*action));
            facts.say(&say!("{word}{n}项", "{word} {n}"))
        });
        each.collect::<Vec<_>>().join(between)
    };
    let (zh, en) = (counted("，"), counted(", "));
    facts.say(&say!(
        "依照{rules}，对贵单位下达社区的{items}项工作事项逐项审核，处理意见为：{zh}。请逐项研究，在“是否采纳”一栏填写意见，不采纳的写明理由和依据，于　　月　　日前函复。",
        "The {items} items that you impose on communities were judged one by one by {rules_en}: {en}. Please answer each in the column “accepted”, with the reason where you refuse."
    ))
}

/// What all of it costs the communities, where any item tells.
fn workload(facts: &Facts<'_>) -> Option<String> {
    (facts.summary().total.hours.known_items > 0).then(|| result::hours_known(facts))
}

fn of_action<'f>(facts: &Facts<'_>, by_action: &ByAction, with_department: bool) -> Section<'f> {
    let (action, items) = (by_action.action, by_action.items);
    let title = match action {
        Action::Delete => say!("取消的事项（{items}项）", "To be deleted ({items})"),
        Action::Adjust => say!("调整的事项（{items}项）", "To be adjusted ({items})"),
        Action::Merge => say!("合并的事项（{items}项）", "To be merged ({items})"),
        Action::Compress => say!("压减的事项（{items}项）", "To be compressed ({items})"),
        Action::Keep => say!("保留的事项（{items}项）", "To stay ({items})"),
        Action::Review => say!(
            "请补充依据或者说明的事项（{items}项）",
            "Please explain ({items})"
        ),
    };
    let lines: Vec<(Option<u32>, &Line)> = by_action
        .blocks
        .iter()
        .flat_map(|by_rule| by_rule.lines.iter().map(|line| (by_rule.rule, line)))
        .collect();
    let table = table(facts, action, &lines, with_department);
    Section::of(
        Topic::Decisions,
        facts.say(&title),
        vec![Block::Table(table)],
    )
}

fn table<'f>(
    facts: &Facts<'_>,
    action: Action,
    lines: &[(Option<u32>, &Line)],
    with_department: bool,
) -> Table<'f> {
    let lang = facts.view.lang;
    let say = |zh: &str, en: &str, width| Column::text(facts.say(&say!("{zh}", "{en}")), width);
    let with_target = !matches!(action, Action::Delete | Action::Keep | Action::Review);
    let mut columns = vec![
        Column::number(facts.say(&say!("序号", "no.")), 4),
        Column::text(cell::heading(Of::Name, lang), 10),
    ];
    if with_department {
        columns.push(Column::text(cell::heading(Of::Department, lang), 6));
    }
    columns.extend([
        Column::text(cell::heading(Of::Frequency, lang), 5),
        say("涉及社区", "communities", 6),
    ]);
    if with_target {
        columns.push(say("改为", "becomes", 9));
    }
    columns.extend([
        say("理由和依据", "why, and by what", 16),
        say("是否采纳", "accepted", 4),
        say("不采纳的理由", "reason if not", 6),
    ]);
    let row = |(i, (rule, line)): (usize, &(Option<u32>, &Line))| {
        let speaker = account::speaker(facts, line);
        let of = |column| {
            Cell::Text(account::on_one_line(
                &facts.cell_for_people(speaker, column),
            ))
        };
        let mut row = vec![Cell::Count(i as u64 + 1), of(Of::Name)];
        row.extend(with_department.then(|| of(Of::Department)));
        row.extend([of(Of::Frequency), account::communities(facts, line).into()]);
        if with_target && !line.taken_in.is_empty() {
            row.push(account::taken_in(facts, line).join("；").into());
        } else if with_target {
            row.push(account::becomes(facts, line.entries[0]).join("；").into());
        }
        let why = match rule {
            Some(rule) => wording::grounds(facts, &facts.audit.rules.rules[*rule as usize]),
            None => wording::reason(facts, facts.verdict(line.entries[0])),
        };
        row.extend([Cell::Text(why), "".into(), "".into()]);
        row
    };
    Table::ready(columns, lines.iter().enumerate().map(row).collect())
}
