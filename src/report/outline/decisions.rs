//! What is to be deleted, adjusted, merged and compressed, in this order, rule by rule.

use super::{Block, Cell, Column, Section, Table, Topic};
use crate::finding::Action;
use crate::report::lines::{ByAction, ByRule, Line, sections};
use crate::report::{Column as Of, Facts, account, cell, wording};
use crate::say;

/// The section with all decisions.
pub(super) fn section<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let acts = |action: Action| !matches!(action, Action::Keep | Action::Review);
    let decided = sections(facts);
    let parts = decided.iter().filter(|by_action| acts(by_action.action));
    Section {
        parts: parts.map(|by_action| of_action(facts, by_action)).collect(),
        ..Section::of(
            Topic::Decisions,
            facts.say(&say!("处理意见", "Decisions")),
            Vec::new(),
        )
    }
}

fn of_action<'f>(facts: &Facts<'_>, by_action: &ByAction) -> Section<'f> {
    let (action, items) = (by_action.action, by_action.items);
    let name = action.in_lang(facts.view.lang);
    let parts = by_action.blocks.iter();
    Section {
        parts: parts
            .map(|by_rule| of_rule(facts, action, by_rule))
            .collect(),
        ..Section::of(
            Topic::Decisions,
            facts.say(&say!("{name}（{items}项）", "{name}: {items} items")),
            Vec::new(),
        )
    }
}

/// What one rule decided: its title, clause and reason, and what it hit.
pub(super) fn of_rule<'f>(facts: &Facts<'_>, action: Action, by_rule: &ByRule) -> Section<'f> {
    let items: usize = by_rule.lines.iter().map(|line| line.entries.len()).sum();
    let (title, said) = match by_rule.rule {
        Some(rule) => {
            let rule = &facts.audit.rules.rules[rule as usize];
            let title = &rule.title;
            (title.clone(), wording::grounds(facts, rule))
        }
        None => {
            let first = by_rule.lines.first().map(|line| line.entries[0]);
            let said = first.map(|entry| wording::reason(facts, facts.verdict(entry)));
            let title = match &by_rule.said {
                Some(_) => say!("不再保留的事项", "No longer kept"),
                None => say!("未有规则决定", "Not decided by a rule"),
            };
            (facts.say(&title), said.unwrap_or_default())
        }
    };
    let title = facts.say(&say!("{title}（{items}项）", "{title} ({items} items)"));
    let table = table(facts, action, &by_rule.lines);
    Section::of(
        Topic::Decisions,
        title,
        vec![Block::Paragraph(said), Block::Table(table)],
    )
}

fn table<'f>(facts: &Facts<'_>, action: Action, lines: &[Line]) -> Table<'f> {
    let named = |column, width| Column::text(cell::heading(column, facts.view.lang), width);
    let say = |zh: &str, en: &str, width| Column::text(facts.say(&say!("{zh}", "{en}")), width);
    let mut columns = vec![
        Column::number(facts.say(&say!("序号", "no.")), 4),
        named(Of::Name, 11),
        named(Of::Department, 7),
        named(Of::Frequency, 5),
        say("涉及社区", "communities", 6),
    ];
    match action {
        Action::Merge => columns.extend([say("并入的事项和牵头部门", "takes in, led by", 14)]),
        Action::Adjust | Action::Compress => {
            columns.extend([say("改为", "becomes", 8), say("表中所见", "seen", 9)]);
        }
        _ => columns.push(say("表中所见", "seen", 14)),
    }
    let with_target = matches!(action, Action::Adjust | Action::Compress);
    let row = |(i, line): (usize, &Line)| {
        let speaker = account::speaker(facts, line);
        let of = |column| {
            Cell::Text(account::on_one_line(
                &facts.cell_for_people(speaker, column),
            ))
        };
        let mut row = vec![
            Cell::Count(i as u64 + 1),
            of(Of::Name),
            of(Of::Department),
            of(Of::Frequency),
            Cell::Text(account::communities(facts, line)),
        ];
        if action == Action::Merge && !line.taken_in.is_empty() {
            row.push(account::taken_in(facts, line).join("；").into());
            return row;
        }
        let seen = wording::short_evidence(facts, facts.verdict(line.entries[0]));
        if with_target {
            row.push(account::becomes(facts, line.entries[0]).join("；").into());
        }
        row.push(seen.into());
        row
    };
    Table::ready(columns, lines.iter().enumerate().map(row).collect())
}
