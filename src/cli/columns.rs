//! `jianfu columns`: how each sheet is understood; judges nothing.

use std::io::Write;

use anyhow::Result;
use jianfu::intake::{InputReport, SheetReport, SkipReason, Skipped};
use jianfu::phrase::Lang;
use jianfu::place::column_letters;
use jianfu::report::{InputJson, inputs_json, masked, wrapped};
use jianfu::say;
use serde::Serialize;

use super::args::{ColumnsArgs, Usual};
use super::config::Config;
use super::gather::{self, Sources};
use super::language::{current, t, told};
use super::{Outcome, notices, output};

/// What programs read; a sheet may have a million rows to be told of.
#[derive(Serialize)]
struct Columns<'a> {
    inputs: Vec<InputJson<'a>>,
}

/// Shows how the inputs are understood.
pub(crate) fn run(args: &ColumnsArgs, usual: &Usual, config: &Config) -> Result<Outcome> {
    let words = Sources::named(&args.rules, config)?.words()?;
    let intake = gather::take_in(&args.input, usual, config, &words)?;
    notices::tell(&intake, usual);
    let mut out = output::stdout();
    if args.format.is_json() {
        let inputs = inputs_json(&intake.inputs, current(), false);
        serde_json::to_writer_pretty(&mut out, &Columns { inputs })?;
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
    lines.extend(skipped(&sheet.skipped));
    lines
}

/// A heading longer than this goes on in the next line.
const HEADING: usize = 36;

fn columns(sheet: &SheetReport) -> Vec<String> {
    let row = |column: u32, heading: &str, taken: String| {
        let heading = masked(heading).replace(['\n', '\r'], " ");
        let heading = wrapped(&heading, HEADING).join("\n");
        [column_letters(column), heading, taken]
    };
    let taken = sheet.columns.iter().map(|column| {
        let (zh, en) = (column.field.zh(), column.field.word());
        let field = told(&say!("→ {zh}（{en}）", "→ {en}"));
        row(column.column, &column.heading, field)
    });
    let unused = sheet.unused.iter().map(|(column, heading)| {
        let unused = told(&say!("（没有用）", "(not used)"));
        row(*column, heading, unused)
    });
    aligned(taken.chain(unused))
}

/// Rows that are not listed one by one are told of by their number.
const RUNS: usize = 100;

/// Rows that are no items by their reason, neighbours together: `空行 4 行：5–7、12`.
fn skipped(rows: &[Skipped]) -> Vec<String> {
    let of = |reason: SkipReason| {
        let of_reason = rows.iter().filter(move |skipped| skipped.reason == reason);
        let numbers: Vec<u32> = of_reason.map(|skipped| skipped.row).collect();
        let count = numbers.len();
        (count > 0).then(|| {
            [
                reason.in_lang(current()).replace('_', " "),
                told(&say!("{count} 行", "{count} rows")),
                // What stands before it takes some twenty cells.
                wrapped(&runs(&numbers), output::width().saturating_sub(24)).join("\n"),
            ]
        })
    };
    aligned(SkipReason::ALL.iter().filter_map(|reason| of(*reason)))
}

/// Numbers with neighbours together: `5–7、12`.
fn runs(numbers: &[u32]) -> String {
    let runs: Vec<&[u32]> = numbers.chunk_by(|one, next| one + 1 == *next).collect();
    let run = |run: &&[u32]| match *run {
        [one] => one.to_string(),
        [first, .., last] => format!("{first}–{last}"),
        [] => String::new(),
    };
    let shown: Vec<String> = runs.iter().take(RUNS).map(run).collect();
    let more = runs.len() - shown.len();
    let rest = match more {
        0 => String::new(),
        more => told(&say!(
            "……还有 {more} 处，见 --format json",
            " … and {more} more, see --format json"
        )),
    };
    shown.join(t("、", ", ")) + &rest
}

/// Rows of three cells, one under another.
fn aligned(rows: impl Iterator<Item = [String; 3]>) -> Vec<String> {
    let mut table = comfy_table::Table::new();
    table
        .load_style(comfy_table::presets::NOTHING)
        .force_no_tty();
    rows.for_each(|row| {
        table.add_row(row);
    });
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table
        .lines()
        .map(|line| format!("  {}", line.trim_end()))
        .filter(|line| !line.trim().is_empty())
        .collect()
}
