//! What was examined: every file and sheet, with the equation of its rows.

use super::{Block, Cell, Column, Section, Table, Topic};
use crate::intake::{InputReport, SheetReport};
use crate::report::Facts;
use crate::report::examined::skipped_by_reason;
use crate::say;

/// The section on what was examined.
pub(super) fn section<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let title = facts.say(&say!("审核范围", "What was examined"));
    let mut blocks = vec![
        Block::Paragraph(equation(facts)),
        Block::Table(sheets(facts)),
    ];
    let failed = facts.audit.inputs.iter().filter_map(|input| {
        let diag = input.sheets.as_ref().err()?;
        let (path, why) = (&input.path, diag.message.in_lang(facts.view.lang));
        Some(facts.say(&say!(
            "{path}：没有读成，{why}",
            "{path}: could not be read: {why}"
        )))
    });
    let failed: Vec<String> = failed.collect();
    if !failed.is_empty() {
        blocks.push(Block::List(failed));
    }
    Section::of(Topic::Examined, title, blocks)
}

/// The sheets that were read, added up.
fn equation(facts: &Facts<'_>) -> String {
    let sheets = || {
        facts
            .audit
            .inputs
            .iter()
            .flat_map(|input| &input.sheets)
            .flatten()
    };
    let (files, n) = (facts.audit.inputs.len(), sheets().count());
    let rows: u64 = sheets().map(|sheet| u64::from(sheet.rows)).sum();
    let items: u64 = sheets().map(|sheet| u64::from(sheet.items)).sum();
    let headers: usize = sheets().map(|sheet| sheet.header_rows.len()).sum();
    let skipped: usize = sheets().map(|sheet| sheet.skipped.len()).sum();
    let in_scope = facts.scope.len() as u64;
    let mut said = facts.say(&say!(
        "共读取{files}个文件、{n}张工作表，计{rows}行：表头{headers}行，事项{items}行，其他{skipped}行（{rows} = {headers} + {items} + {skipped}）。",
        "{files} files with {n} sheets were read, {rows} rows: {headers} header rows, {items} items, {skipped} others ({rows} = {headers} + {items} + {skipped})."
    ));
    if in_scope != items {
        said += &facts.say(&say!(
            "本报告只涉及其中{in_scope}项。",
            " This report is on {in_scope} of them."
        ));
    }
    said
}

fn sheets<'f>(facts: &Facts<'_>) -> Table<'f> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let columns = vec![
        Column::text(say("文件", "file"), 12),
        Column::text(say("工作表", "sheet"), 8),
        Column::number(say("行", "rows"), 4),
        Column::number(say("表头", "header"), 4),
        Column::number(say("事项", "items"), 4),
        Column::number(say("其他", "others"), 4),
        Column::text(say("说明", "note"), 14),
    ];
    let of_input = |input: &InputReport| {
        let sheets = input.sheets.iter().flatten();
        sheets
            .map(|sheet| row(facts, &input.path, sheet))
            .collect::<Vec<_>>()
    };
    Table::ready(
        columns,
        facts.audit.inputs.iter().flat_map(of_input).collect(),
    )
}

fn row(facts: &Facts<'_>, path: &str, sheet: &SheetReport) -> Vec<Cell> {
    let lang = facts.view.lang;
    let note = match &sheet.not_a_list {
        Some(why) => {
            let (zh, en) = why.both();
            facts.say(&say!("不是事项清单：{zh}", "no list of items: {en}"))
        }
        None if sheet.hidden && sheet.rows == 0 => {
            facts.say(&say!("隐藏，未读", "hidden, not read"))
        }
        None => skipped_by_reason(sheet, lang)
            .trim_matches(|c| "（）() ".contains(c))
            .to_owned(),
    };
    vec![
        path.into(),
        Cell::from(&*facts.shown(&sheet.name)),
        u64::from(sheet.rows).into(),
        (sheet.header_rows.len() as u64).into(),
        u64::from(sheet.items).into(),
        (sheet.skipped.len() as u64).into(),
        note.into(),
    ]
}
