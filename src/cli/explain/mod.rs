//! `jianfu explain`: why one row got its verdict.

mod page;

use std::io::Write;

use anyhow::Result;
use jianfu::diag::Severity;
use jianfu::intake::{InputReport, Intake};
use jianfu::judge::{judge, trace};
use jianfu::report::{Audit, Facts, Selection, View, explanations, masked};
use jianfu::say;

use page::Page;

use super::args::{ExplainArgs, Usual};
use super::config::Config;
use super::gather::{self, Sources};
use super::language::{current, trouble};
use super::{Outcome, decisions, notices, output};

/// Explains the items of a row.
pub(crate) fn run(args: &ExplainArgs, usual: &Usual, config: &Config) -> Result<Outcome> {
    let sources = Sources::named(&args.rules, config)?;
    let words = sources.words()?;
    let rules = sources.rule_set(&words, &args.set)?;
    let mut intake = gather::take_in(&args.input, usual, config, &words)?;
    let mut told = Intake {
        inputs: intake.inputs.clone(),
        diags: intake.diags.clone(),
        ..Intake::default()
    };
    told.diags.retain(|diag| diag.severity == Severity::Error);
    notices::tell(&told, usual);
    let rules = sources.as_of(rules, args.as_of, intake.covers_until(), &words, usual)?;
    sources.estimate(&mut intake.items, &rules, &words, usual);
    let mut judgement = judge(&intake.items, &rules, &words);
    decisions::lay_over(
        &mut judgement,
        &intake.items,
        &rules,
        &args.decisions,
        config,
        usual,
    )?;
    let audit = Audit {
        items: &intake.items,
        inputs: &intake.inputs,
        rules: &rules,
        judgement: &judgement,
        words: &words,
    };
    let view = View {
        lang: current(),
        personal: args.show_personal,
        width: output::width(),
        verbose: true,
        ..View::default()
    };
    let facts = Facts::new(audit, &Selection::default(), words.plainer(), view);
    let of_row = |entry: &&u32| facts.entry(**entry).row == args.row;
    let entries: Vec<u32> = facts.listed.iter().filter(of_row).copied().collect();
    if entries.is_empty() {
        return Err(no_item(&intake.inputs, args.row));
    }
    let mut out = output::stdout();
    let tries = |entry: u32| trace(&intake.items, &rules, &words, &judgement, entry as usize);
    if args.format.is_json() {
        let all: Vec<_> = entries
            .iter()
            .map(|entry| (*entry, tries(*entry)))
            .collect();
        serde_json::to_writer_pretty(&mut out, &explanations(&facts, &all))?;
        writeln!(out)?;
        out.flush()?;
        return Ok(ended(&intake));
    }
    for entry in entries {
        let tries = tries(entry);
        let page = Page {
            facts: &facts,
            entry,
            tries: &tries,
        };
        page.write(usual.verbose > 0, &mut out)?;
    }
    out.flush()?;
    Ok(ended(&intake))
}

fn ended(intake: &Intake) -> Outcome {
    match intake.has_failed() {
        true => Outcome::Failed,
        false => Outcome::Done,
    }
}

/// What the row is, if it is no item.
fn no_item(inputs: &[InputReport], row: u32) -> anyhow::Error {
    for sheet in inputs.iter().flat_map(|input| &input.sheets).flatten() {
        let name = masked(&sheet.name);
        if let Some(skipped) = sheet.skipped.iter().find(|skipped| skipped.row == row) {
            let reason = skipped.reason.in_lang(current());
            return trouble(&say!(
                "第 {row} 行不是事项，而是：{reason}（表「{name}」）",
                "row {row} is no item but: {reason} (sheet “{name}”)"
            ));
        }
        if sheet.header_rows.contains(&row) {
            return trouble(&say!(
                "第 {row} 行是表头（表「{name}」）",
                "row {row} is a header (sheet “{name}”)"
            ));
        }
    }
    trouble(&say!(
        "没有第 {row} 行的事项；行号是表格里显示的行号",
        "there is no item in row {row}; rows are those the spreadsheet shows"
    ))
}
