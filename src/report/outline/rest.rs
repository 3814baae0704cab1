//! What stays and why, and what people must decide.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Block, Cell, Column, Section, Table, Topic, decisions};
use crate::finding::Action;
use crate::report::lines::{ByAction, ByRule, sections};
use crate::report::{Column as Of, Facts, wording};
use crate::say;

/// The section on what is kept: by reason, with the names.
pub(super) fn kept<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let title = facts.say(&say!("保留的事项", "What stays"));
    let blocks = of_action(facts, Action::Keep).map(|kept| {
        let items = kept.items;
        let said = say!(
            "保留{items}项，理由和事项如下表。",
            "{items} items stay, for these reasons:"
        );
        let mut blocks = vec![Block::Paragraph(facts.say(&said))];
        blocks.extend(renewals(facts, &kept).map(Block::Paragraph));
        blocks.push(Block::Table(reasons(facts, &kept.blocks)));
        blocks
    });
    Section::of(Topic::Rest, title, blocks.unwrap_or_default())
}

/// By when what is kept must be renewed; nothing where no rule set gives a time.
fn renewals(facts: &Facts<'_>, kept: &ByAction) -> Option<String> {
    let lines = kept.blocks.iter().flat_map(|block| &block.lines);
    let mut by_day: BTreeMap<Date, usize> = BTreeMap::new();
    for entry in lines.flat_map(|line| &line.entries) {
        if let Some(day) = facts.renew_by(*entry) {
            *by_day.entry(day).or_default() += 1;
        }
    }
    let rules = facts.audit.rules;
    if by_day.is_empty() {
        let gives_a_time = rules.sets.iter().any(|set| set.renew.is_some());
        let said = say!(
            "保留不是永久的，但表格没有写明是哪个时段，算不出保留到哪天；用 --as-of 指定日期。",
            "Nothing is kept for ever, but the sheets don't say which period they cover: choose a day with --as-of to know until when."
        );
        return (gives_a_time && rules.as_of.is_none()).then(|| facts.say(&said));
    }
    let days = by_day
        .iter()
        .map(|(day, items)| facts.say(&say!("{items}项到{day}", "{items} until {day}")));
    let days: Vec<String> = days.collect();
    let (zh, en) = (days.join("，"), days.join(", "));
    Some(facts.say(&say!(
        "保留不是永久的：{zh}；到期没有续期的，转人工研究。",
        "Nothing is kept for ever: {en}; what isn't renewed by then is for people to look at."
    )))
}

/// The section on what people must decide, with both sides or with what is missing.
pub(super) fn for_people<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let title = facts.say(&say!("须由人工研究的事项", "What people must decide"));
    let Some(open) = of_action(facts, Action::Review) else {
        return Section::of(Topic::Rest, title, Vec::new());
    };
    let items = open.items;
    let said = say!(
        "以下{items}项，或者两种意见相左，或者缺少作出决定所需的内容。",
        "On these {items} items two answers stand against each other, or what would decide is missing."
    );
    let parts = open.blocks.iter();
    Section {
        parts: parts
            .map(|by_rule| Section {
                topic: Topic::Rest,
                ..decisions::of_rule(facts, Action::Review, by_rule)
            })
            .collect(),
        ..Section::of(Topic::Rest, title, vec![Block::Paragraph(facts.say(&said))])
    }
}

fn of_action(facts: &Facts<'_>, action: Action) -> Option<ByAction> {
    sections(facts)
        .into_iter()
        .find(|by_action| by_action.action == action)
}

fn reasons<'f>(facts: &Facts<'_>, blocks: &[ByRule]) -> Table<'f> {
    let columns = vec![
        Column::number(facts.say(&say!("序号", "no.")), 4),
        Column::text(facts.say(&say!("保留的理由", "why")), 16),
        Column::text(facts.say(&say!("事项", "items")), 18),
        Column::number(facts.say(&say!("项数", "number")), 4),
    ];
    let row = |(i, by_rule): (usize, &ByRule)| {
        let why = match (&by_rule.said, by_rule.rule) {
            (Some(said), _) => said.clone(),
            (None, Some(rule)) => wording::grounds(facts, &facts.audit.rules.rules[rule as usize]),
            (None, None) => facts.say(&say!(
                "没有规则针对这些事项。",
                "No rule speaks of these items."
            )),
        };
        let items: usize = by_rule.lines.iter().map(|line| line.entries.len()).sum();
        vec![
            Cell::Count(i as u64 + 1),
            Cell::Text(why),
            names(facts, by_rule).into(),
            Cell::Count(items as u64),
        ]
    };
    Table::ready(columns, blocks.iter().enumerate().map(row).collect())
}

/// The names a rule keeps, each once.
fn names(facts: &Facts<'_>, by_rule: &ByRule) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let items = facts.audit.items;
    for line in &by_rule.lines {
        let entry = line.entries[0];
        let plain = items.plain_form(facts.item(entry), crate::item::Field::Name);
        if seen.insert(plain) {
            let name = facts.cell_for_people(entry, Of::Name);
            names.push(crate::report::account::on_one_line(&name));
        }
    }
    names.join(&facts.say(&say!("、", ", ")))
}
