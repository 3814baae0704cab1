//! `jianfu columns`: how each sheet is understood; judges nothing.

use std::io::Write;

use anyhow::Result;
use jianfu::intake::{InputReport, SheetReport, Skipped};
use jianfu::phrase::Lang;
use jianfu::place::column_letters;
use jianfu::report::{inputs_json, masked};
use jianfu::say;

use super::args::{ColumnsArgs, Usual};
use super::config::Config;
use super::gather::{self, Sources};
use super::language::{current, told};
use super::{Outcome, notices, output};

/// Shows how the inputs are understood.
pub(crate) fn run(args: &ColumnsArgs, usual: &Usual, config: &Config) -> Result<Outcome> {
    let words = Sources::named(&args.rules, config)?.words()?;
    let intake = gather::take_in(&args.input, usual, config, &words)?;
    notices::tell(&intake, usual);
    let mut out = output::stdout();
    if args.format.is_json() {
        let inputs = inputs_json(&intake.inputs, current(), false);
        serde_json::to_writer_pretty(&mut out, &serde_json::json!({ "inputs": inputs }))?;
        writeln!(out)?;
    } else {
        intake
            .inputs
            .iter()
            .try_for_each(|input| show(input, &mut out))?;
    }
    out.flush()?;
    Ok(if intake.has_failed() {
        Outcome::Failed
    } else {
        Outcome::Done
    })
}

fn show(input: &InputReport, out: &mut impl Write) -> Result<()> {
    let Ok(sheets) = &input.sheets else {
        // Said on standard error already.
        return Ok(());
    };
    for sheet in sheets {
        let name = match &*sheet.name {
            "" => String::new(),
            name => format!("「{}」", masked(name)),
        };
        writeln!(out, "{}{name}", input.path)?;
        for line in described(sheet) {
            writeln!(out, "  {line}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn described(sheet: &SheetReport) -> Vec<String> {
    if let Some(why) = &sheet.not_a_list {
        let (zh, en) = (why.in_lang(Lang::Zh), why.in_lang(Lang::En));
        return vec![told(&jianfu::phrase::Phrase::new(
            format!("不是事项清单：{zh}"),
            format!("no list of items: {en}"),
        ))];
    }
    if sheet.hidden && sheet.rows == 0 {
        return vec![told(&say!(
            "隐藏的表，未读；要读用 --sheet",
            "hidden, not read; --sheet reads it"
        ))];
    }
    let headers: Vec<String> = sheet.header_rows.iter().map(u32::to_string).collect();
    let headers = headers.join(", ");
    let mut lines = vec![match headers.is_empty() {
        true => told(&say!("表头：没有", "header: none")),
        false => told(&say!("表头：第 {headers} 行", "header: row {headers}")),
    }];
    lines.extend(columns(sheet));
    let (rows, items) = (sheet.rows, sheet.items);
    let (header, others) = (sheet.header_rows.len(), sheet.skipped.len());
    lines.push(told(&say!(
        "{rows} 行 = 表头 {header} + 事项 {items} + 其他 {others}",
        "{rows} rows = {header} header + {items} items + {others} others"
    )));
    if !sheet.skipped.is_empty() {
        let skipped = skipped(&sheet.skipped);
        lines.push(told(&say!("其他：{skipped}", "others: {skipped}")));
    }
    lines
}

fn columns(sheet: &SheetReport) -> Vec<String> {
    let shown = |column: &jianfu::intake::ColumnReport| {
        let letters = column_letters(column.column);
        let heading = masked(&column.heading).replace(['\n', '\r'], " ");
        (
            letters,
            heading,
            format!("{} {}", column.field.word(), column.field.zh()),
        )
    };
    let mut table = comfy_table::Table::new();
    table
        .load_style(comfy_table::presets::NOTHING)
        .force_no_tty();
    for (letters, heading, field) in sheet.columns.iter().map(shown) {
        table.add_row([letters, heading, format!("→ {field}")]);
    }
    for (column, heading) in &sheet.unused {
        let heading = masked(heading).replace(['\n', '\r'], " ");
        let unused = told(&say!("（没有用）", "(not used)"));
        table.add_row([column_letters(*column), heading, unused]);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
        .lines()
        .map(|line| format!("  {}", line.trim_end()))
        .collect()
}

/// Rows that are no items, neighbours with the same reason together: `1 标题，5–7 空行`.
fn skipped(rows: &[Skipped]) -> String {
    let mut runs: Vec<(u32, u32, jianfu::intake::SkipReason)> = Vec::new();
    for Skipped { row, reason } in rows {
        match runs.last_mut() {
            Some((_, last, of)) if of == reason && *last + 1 == *row => *last = *row,
            _ => runs.push((*row, *row, *reason)),
        }
    }
    let run = |(first, last, reason): &(u32, u32, jianfu::intake::SkipReason)| {
        let reason = reason.in_lang(current()).replace('_', " ");
        if first == last {
            format!("{first} {reason}")
        } else {
            format!("{first}–{last} {reason}")
        }
    };
    let runs: Vec<String> = runs.iter().map(run).collect();
    runs.join(super::language::t("，", ", "))
}
