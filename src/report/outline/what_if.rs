//! What `--set` changes: the sums, the items, the departments, each beside what it would be without.

use std::collections::BTreeMap;

use super::{Block, Cell, Column, Section, Table, Topic};
use crate::finding::Action;
use crate::item::{Field, Rate};
use crate::report::what_if::{Both, WhatIf};
use crate::report::{Column as Of, Facts};
use crate::say;
use crate::text::Symbol;

/// The section on what was overruled; empty where nothing was.
pub(super) fn section<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let title = facts.say(&say!("假如改了参数", "What if"));
    let blocks = WhatIf::of(facts).map(|what_if| blocks(facts, &what_if));
    Section::of(Topic::Limits, title, blocks.unwrap_or_default())
}

fn blocks<'f>(facts: &Facts<'_>, what_if: &WhatIf<'_, '_>) -> Vec<Block<'f>> {
    let settings = what_if.settings().join("、");
    let changed = what_if.changed.len();
    let said = match changed {
        0 => say!(
            "本报告按改过的参数（{settings}）算出；与不改相比，没有一项结论不同。",
            "This report was made with {settings} overruled; no verdict is different from what it would be without."
        ),
        _ => say!(
            "本报告按改过的参数（{settings}）算出；与不改相比，{changed} 项的结论不同。",
            "This report was made with {settings} overruled; {changed} items get another verdict than without."
        ),
    };
    let mut blocks = vec![Block::Paragraph(facts.say(&said))];
    if changed > 0 {
        blocks.extend(
            [
                sums(facts, &what_if.total()),
                items(facts, what_if),
                departments(facts, what_if),
            ]
            .map(Block::Table),
        );
    }
    blocks
}

fn pair(facts: &Facts<'_>, first: Vec<Column>) -> Vec<Column> {
    let both = [
        say!("不改", "without"),
        say!("改后", "with"),
        say!("相差", "difference"),
    ];
    let both = both.map(|heading| Column::number(facts.say(&heading), 5));
    first.into_iter().chain(both).collect()
}

fn counts(without: u64, with: u64) -> [Cell; 3] {
    let difference = i128::from(with) - i128::from(without);
    [
        without.into(),
        with.into(),
        Cell::Text(signed(&difference, difference > 0)),
    ]
}

fn hours(without: Option<f64>, with: Option<f64>) -> [Cell; 3] {
    let difference = without.zip(with).map(|(without, with)| {
        let difference = ((with - without) * 10.0).round() / 10.0 + 0.0;
        Cell::Text(signed(&difference, difference > 0.0))
    });
    [
        Cell::amount(without, false),
        Cell::amount(with, false),
        difference.unwrap_or(Cell::Unknown),
    ]
}

fn signed(difference: &impl std::fmt::Display, is_more: bool) -> String {
    match is_more {
        true => format!("+{difference}"),
        false => format!("{difference}"),
    }
}

fn sums<'f>(facts: &Facts<'_>, total: &Both) -> Table<'f> {
    let row = |name: String, cells: [Cell; 3]| -> Vec<Cell> {
        std::iter::once(name.into()).chain(cells).collect()
    };
    let (without, with) = (&total.without, &total.with);
    let mut rows: Vec<Vec<Cell>> = Action::ALL
        .iter()
        .map(|action| {
            let name = action.in_lang(facts.view.lang).to_owned();
            row(name, counts(without.of(*action), with.of(*action)))
        })
        .collect();
    let after = facts.say(&say!("减后事项", "items after"));
    rows.push(row(after, counts(without.after, with.after)));
    let left = facts.say(&say!("减后每年小时", "hours a year after"));
    rows.push(row(left, hours(without.hours.after(), with.hours.after())));
    let what = Column::text(facts.say(&say!("合计", "in all")), 8);
    Table::ready(pair(facts, vec![what]), rows)
}

/// What is asked and by whom, with both verdicts: the same for all communities.
type Changed = (Symbol, Symbol, String, String);

fn items<'f>(facts: &Facts<'_>, what_if: &WhatIf<'_, '_>) -> Table<'f> {
    let mut apart: BTreeMap<Changed, Vec<u32>> = BTreeMap::new();
    for &entry in &what_if.changed {
        let [was, is] = [what_if.before(entry), facts.verdict(entry)].map(|verdict| {
            let rate = verdict.target.per_year.map(Rate::per_year);
            let action = verdict.action.in_lang(facts.view.lang);
            match rate {
                Some(rate) => facts.say(&say!(
                    "{action}（每年 {rate} 次）",
                    "{action} ({rate} a year)"
                )),
                None => action.to_owned(),
            }
        });
        let [name, department] =
            [Field::Name, Field::Department].map(|field| facts.item(entry).typed(field));
        let key = (name, department, was, is);
        apart.entry(key).or_default().push(entry);
    }
    let row = |((_, _, was, is), entries): (Changed, Vec<u32>)| {
        let saved = entries.iter().map(|entry| what_if.hours_saved(*entry));
        let sum = saved.fold([Some(0.0), Some(0.0)], |sum, one| {
            [0, 1].map(|at| Some(sum[at]? + one[at]?))
        });
        let mut row: Vec<Cell> = [Of::Name, Of::Department]
            .map(|column| Cell::Text(facts.cell_for_people(entries[0], column).into_owned()))
            .into();
        row.extend([Cell::Count(entries.len() as u64), was.into(), is.into()]);
        row.extend(hours(sum[0], sum[1]));
        row
    };
    let mut columns = vec![
        Column::text(facts.say(&say!("事项", "item")), 12),
        Column::text(facts.say(&say!("部门", "department")), 8),
        Column::number(facts.say(&say!("项数", "items")), 4),
        Column::text(facts.say(&say!("不改时", "verdict without")), 8),
        Column::text(facts.say(&say!("改后", "verdict with")), 8),
    ];
    columns = pair(facts, columns);
    let caption = facts.say(&say!(
        "结论不同的事项，和每年省下的小时",
        "Items with another verdict, and hours saved a year"
    ));
    Table::ready(columns, apart.into_iter().map(row).collect()).captioned(caption)
}

fn departments<'f>(facts: &Facts<'_>, what_if: &WhatIf<'_, '_>) -> Table<'f> {
    let rows = what_if.departments().into_iter().map(|(name, both)| {
        let name = match name.is_blank() {
            true => facts.say(&say!("未写明", "not given")),
            false => facts.text(name).into_owned(),
        };
        let mut row = vec![name.into()];
        row.extend(counts(both.without.after, both.with.after));
        row.extend(hours(both.without.hours.after(), both.with.hours.after()));
        row
    });
    let items = [
        say!("减后事项，不改", "items after, without"),
        say!("改后", "with"),
        say!("相差", "difference"),
    ];
    let of_hours = [
        say!("减后每年小时，不改", "hours a year after, without"),
        say!("改后", "with"),
        say!("相差", "difference"),
    ];
    let numbers = items
        .iter()
        .chain(&of_hours)
        .map(|heading| Column::number(facts.say(heading), 5));
    let first = Column::text(facts.say(&say!("涉及的部门", "department")), 10);
    Table::ready(
        std::iter::once(first).chain(numbers).collect(),
        rows.collect(),
    )
}
