//! What came of it: items and kinds by category and action, hours and occasions a year before and after.

use super::{Block, Cell, Chart, Column, Section, Series, Table, Topic, composition};
use crate::finding::Action;
use crate::item::Category;
use crate::report::kinds::Kinds;
use crate::report::{Counts, Facts, wording};
use crate::say;

/// The section on what came of it.
pub(super) fn section<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let part = |title: String, mut blocks: Vec<Block<'f>>, chart: Chart| {
        // Where nothing is known there is nothing to draw.
        blocks.extend((!chart.bars.is_empty()).then_some(Block::Chart(chart)));
        Section::of(Topic::Result, title, blocks)
    };
    let mut parts = vec![
        part(
            facts.say(&say!("事项数", "Number of items")),
            vec![
                Block::Paragraph(by_kind(facts)),
                Block::Table(by_category(facts)),
            ],
            actions_chart(facts),
        ),
        part(
            facts.say(&say!("工作量", "Workload")),
            vec![
                Block::Paragraph(hours_known(facts)),
                Block::Table(workload(facts)),
            ],
            before_after_chart(facts),
        ),
    ];
    parts.extend(composition::section(facts));
    Section {
        parts,
        ..Section::of(
            Topic::Result,
            facts.say(&say!("审核结果", "Result")),
            Vec::new(),
        )
    }
}

/// What people call one of a category.
fn unit(category: Option<Category>) -> &'static str {
    match category {
        Some(Category::Evaluation | Category::Certificate) => "类",
        Some(Category::Organisation | Category::Network) => "个",
        _ => "项",
    }
}

/// The name of a category, or that it isn't known.
pub(super) fn category_name(facts: &Facts<'_>, category: Option<Category>) -> String {
    match category {
        Some(category) => category.in_lang(facts.view.lang).to_owned(),
        None => facts.say(&say!("不明", "unknown")),
    }
}

/// 任务 25 项减为 10 项: names counted once, whatever number of communities is asked.
fn by_kind(facts: &Facts<'_>) -> String {
    let kinds = Kinds::of(facts);
    let each = facts.summary().by_category.iter().map(|(category, _)| {
        let (before, after) = kinds.of_category(*category);
        let (name, unit) = (category_name(facts, *category), unit(*category));
        facts.say(&say!(
            "{name} {before} {unit}减为{after} {unit}",
            "{name} {before} → {after}"
        ))
    });
    let each: Vec<String> = each.collect();
    let (zh, en) = (each.join("，"), each.join(", "));
    facts.say(&say!(
        "同名事项只计一次：{zh}。按社区逐项计算如下表。",
        "Each name counted once: {en}. Item by item, community by community:"
    ))
}

fn by_category<'f>(facts: &Facts<'_>) -> Table<'f> {
    let lang = facts.view.lang;
    let mut columns = vec![
        Column::text(facts.say(&say!("类别", "category")), 4),
        Column::number(facts.say(&say!("原有", "before")), 4),
    ];
    let actions = Action::ALL.iter();
    columns.extend(actions.map(|action| Column::number(action.in_lang(lang), 3)));
    columns.push(Column::number(facts.say(&say!("减后", "after")), 4));
    columns.push(Column::number(facts.say(&say!("减少", "reduced by")), 4));
    let rows = of_categories(facts, |counts| {
        let mut row = vec![counts.items.into()];
        row.extend(
            Action::ALL
                .iter()
                .map(|action| Cell::Count(counts.of(*action))),
        );
        row.extend([counts.after.into(), reduction(counts.items, counts.after)]);
        row
    });
    Table::ready(columns, rows)
        .with_total()
        .captioned(facts.say(&say!(
            "各类事项处理意见（项）",
            "Items by category and action"
        )))
}

/// A row for each category and one for all; cells after the name are made by `cells`.
fn of_categories(facts: &Facts<'_>, cells: impl Fn(&Counts) -> Vec<Cell>) -> Vec<Vec<Cell>> {
    let each = facts.summary().by_category.iter();
    let mut named: Vec<(String, &Counts)> = each
        .map(|(category, counts)| (category_name(facts, *category), counts))
        .collect();
    named.push((facts.say(&say!("合计", "total")), &facts.summary().total));
    let row = |(name, counts): (String, &Counts)| {
        let mut row = vec![Cell::Text(name)];
        row.extend(cells(counts));
        row
    };
    named.into_iter().map(row).collect()
}

/// The share by which a number became less.
pub(super) fn reduction(before: u64, after: u64) -> Cell {
    match before {
        0 => Cell::Unknown,
        _ => Cell::Share((before as f64 - after as f64) / before as f64),
    }
}

fn workload<'f>(facts: &Facts<'_>) -> Table<'f> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let columns = vec![
        Column::text(say("类别", "category"), 4),
        Column::number(say("每年次数（前）", "times a year, before"), 5),
        Column::number(say("每年次数（后）", "times a year, after"), 5),
        Column::number(say("算得出次数的事项", "items whose times are known"), 5),
        Column::number(say("每年小时（前）", "hours a year, before"), 5),
        Column::number(say("每年小时（后）", "hours a year, after"), 5),
        Column::number(say("算得出小时的事项", "items whose hours are known"), 5),
        Column::number(say("其中估算", "of these estimated"), 5),
    ];
    let rows = of_categories(facts, |counts| {
        let (times, hours) = (&counts.times, &counts.hours);
        let estimated = hours.estimated_items > 0;
        vec![
            Cell::amount(times.before(), false),
            Cell::amount(times.after(), false),
            times.known_items.into(),
            Cell::amount(hours.before(), estimated),
            Cell::amount(hours.after(), estimated),
            hours.known_items.into(),
            hours.estimated_items.into(),
        ]
    });
    Table::ready(columns, rows)
        .with_total()
        .captioned(say("各类事项每年次数和小时", "Times and hours a year"))
}

/// How far the hours are known, and what they come to for each community.
pub(in crate::report) fn hours_known(facts: &Facts<'_>) -> String {
    let (items, hours) = (facts.summary().total.items, &facts.summary().total.hours);
    let (known, estimated) = (hours.known_items, hours.estimated_items);
    let Some((before, after)) = hours.before().zip(hours.after()) else {
        return facts.say(&say!(
            "没有一项既写明耗时又能算出次数，小时数不明。",
            "No item tells both its hours and how often: hours are unknown."
        ));
    };
    let marked =
        |amount| wording::hours_marked(&wording::hours(amount), estimated > 0, facts.view.lang);
    let (shown_before, shown_after) = (marked(before), marked(after));
    let (share, of_estimates) = (
        wording::percent(known as f64 / items as f64),
        wording::percent(estimated as f64 / known as f64),
    );
    let mut said = facts.say(&say!(
        "{items}项中算得出小时数的有{known}项，占{share}，其余不明、不计入；其中按定额估算的{estimated}项，占{of_estimates}。算得出的部分每年{shown_before}小时，处理后{shown_after}小时",
        "Hours are known of {known} of {items} items ({share}); the others are not counted. {estimated} of them are estimated ({of_estimates}). What is known comes to {shown_before} hours a year before and {shown_after} after"
    ));
    let communities = facts.communities();
    said += &match communities {
        0 | 1 => facts.say(&say!("。", ".")),
        n => {
            let (each_before, each_after) = (marked(before / n as f64), marked(after / n as f64));
            facts.say(&say!(
                "；平均到{n}个社区，每个社区每年{each_before}小时，处理后{each_after}小时。",
                "; for each of {n} communities, {each_before} before and {each_after} after."
            ))
        }
    };
    said
}

/// The colours of actions, the same in every format.
pub(in crate::report) fn colour(action: Action) -> u32 {
    match action {
        Action::Delete => 0xC0392B,
        Action::Adjust => 0xD68910,
        Action::Merge => 0x17808F,
        Action::Compress => 0x2E6DA4,
        Action::Keep => 0x5B8C5A,
        Action::Review => 0x8E5EA2,
    }
}

fn actions_chart(facts: &Facts<'_>) -> Chart {
    let categories = &facts.summary().by_category;
    let series = |action: &Action| Series {
        name: action.in_lang(facts.view.lang).to_owned(),
        colour: colour(*action),
        values: categories
            .iter()
            .map(|(_, counts)| Some(counts.of(*action) as f64))
            .collect(),
    };
    Chart {
        title: facts.say(&say!("各类事项的处理意见", "Items by category and action")),
        unit: facts.say(&say!("项", "items")),
        bars: categories
            .iter()
            .map(|(category, _)| category_name(facts, *category))
            .collect(),
        series: Action::ALL.iter().map(series).collect(),
        is_stacked: true,
    }
}

fn before_after_chart(facts: &Facts<'_>) -> Chart {
    let known = facts.summary().by_category.iter();
    let known = known.filter(|(_, counts)| counts.hours.known_items > 0);
    let title = say!("每年小时，处理前后", "Hours a year, before and after");
    let bars = known.map(|(category, counts)| (category_name(facts, *category), counts));
    Chart::hours(facts, facts.say(&title), bars.collect())
}
