//! What was examined: files, sheets, and how many of their rows are items.

use super::Facts;
use crate::intake::{InputReport, SheetReport, SkipReason};
use crate::phrase::{Lang, Phrase};
use crate::say;

/// More sheets than this are summed up, unless everything is to be told.
const SHEETS: usize = 6;

/// What was examined, a line each.
pub(super) fn examined(facts: &Facts<'_>) -> Vec<String> {
    let lang = facts.view.lang;
    let inputs = facts.audit.inputs;
    let sheets: usize = inputs
        .iter()
        .flat_map(|input| &input.sheets)
        .map(Vec::len)
        .sum();
    let mut lines = Vec::new();
    if sheets > SHEETS && !facts.view.verbose {
        lines.push(summed(inputs));
    } else {
        lines.extend(inputs.iter().flat_map(|input| of_input(facts, input)));
    }
    let failed = inputs.iter().filter(|input| input.sheets.is_err());
    lines.extend(failed.map(|input| {
        let path = &input.path;
        say!("{path}：没有读成", "{path}: could not be read")
    }));
    lines
        .into_iter()
        .map(|line| line.in_lang(lang).to_owned())
        .collect()
}

fn summed(inputs: &[InputReport]) -> Phrase {
    let sheets = || inputs.iter().flat_map(|input| &input.sheets).flatten();
    let (files, n) = (inputs.len(), sheets().count());
    let rows: u64 = sheets().map(|sheet| u64::from(sheet.rows)).sum();
    let items: u64 = sheets().map(|sheet| u64::from(sheet.items)).sum();
    let headers: usize = sheets().map(|sheet| sheet.header_rows.len()).sum();
    let skipped: usize = sheets().map(|sheet| sheet.skipped.len()).sum();
    say!(
        "读了 {files} 个文件、{n} 张表：{rows} 行 = 表头 {headers} + 事项 {items} + 其他 {skipped}（逐表见 -v 或 jianfu columns）",
        "Read {files} files, {n} sheets: {rows} rows = {headers} header + {items} items + {skipped} others (each sheet: -v or jianfu columns)"
    )
}

fn of_input(facts: &Facts<'_>, input: &InputReport) -> Vec<Phrase> {
    let sheets = input.sheets.iter().flatten();
    sheets
        .map(|sheet| of_sheet(&input.path, &facts.shown(&sheet.name), sheet))
        .collect()
}

fn of_sheet(path: &str, name: &str, sheet: &SheetReport) -> Phrase {
    let place = match name {
        "" => path.to_owned(),
        name => format!("{path}「{name}」"),
    };
    if let Some(why) = &sheet.not_a_list {
        let (zh, en) = (why.in_lang(Lang::Zh), why.in_lang(Lang::En));
        return Phrase::new(
            format!("{place}：不是事项清单（{zh}）"),
            format!("{place}: no list of items ({en})"),
        );
    }
    if sheet.hidden && sheet.rows == 0 {
        return say!(
            "{place}：隐藏的表，未读（要读用 --sheet）",
            "{place}: hidden, not read (--sheet reads it)"
        );
    }
    let (rows, items, headers) = (sheet.rows, sheet.items, sheet.header_rows.len());
    let skipped = sheet.skipped.len();
    let reasons = |lang| skipped_by_reason(sheet, lang);
    Phrase::new(
        format!(
            "{place}：{rows} 行 = 表头 {headers} + 事项 {items} + 其他 {skipped}{}",
            reasons(Lang::Zh)
        ),
        format!(
            "{place}: {rows} rows = {headers} header + {items} items + {skipped} others{}",
            reasons(Lang::En)
        ),
    )
}

/// How many rows were skipped for which reason, in brackets.
pub(super) fn skipped_by_reason(sheet: &SheetReport, lang: Lang) -> String {
    let counted = SkipReason::ALL.iter().filter_map(|reason| {
        let n = sheet
            .skipped
            .iter()
            .filter(|skipped| skipped.reason == *reason)
            .count();
        let word = match lang {
            Lang::Zh => reason.zh().to_owned(),
            Lang::En => reason.word().replace('_', " "),
        };
        (n > 0).then(|| format!("{word} {n}"))
    });
    let counted: Vec<String> = counted.collect();
    match (counted.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("（{}）", counted.join("、")),
        (false, Lang::En) => format!(" ({})", counted.join(", ")),
    }
}
