//! `jianfu admit`: what a department wants to impose, checked before it reaches a community.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use jianfu::gate::{Admission, Answer, Calendar, Gate, Terms};
use jianfu::quarter::{Overlap, Quarters, Side, overlaps};
use jianfu::report::View;
use jianfu::report::admission::{AdmissionFacts, FORMATS};
use jianfu::say;
use jiff::civil::Date;

use super::args::{self, InputArgs, RuleArgs, Usual};
use super::config::Config;
use super::gather::{self, Sources};
use super::language::{current, t, trouble};
use super::quarter::Desk;
use super::{Outcome, decisions, notices, output};

/// `jianfu admit`.
#[derive(Args, Debug)]
pub(crate) struct AdmitArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[arg(long, value_name = t("现有", "CURRENT"), value_hint = ValueHint::AnyPath,
        help = t("社区现有事项的报表，或 jianfu audit 存的 .json：看是不是已有部门在要", "What communities bear already, a spreadsheet or a saved audit: whether somebody asks for it already"))]
    against: Option<PathBuf>,
    #[arg(long, value_name = t("文件", "FILE"), value_hint = ValueHint::FilePath,
        help = t("某年的节假日安排（year、holidays、worked），补充内置的 2025、2026 年；可重复", "The holidays of a year (year, holidays, worked), beside the built-in 2025 and 2026; may be repeated"))]
    calendar: Vec<PathBuf>,
    #[arg(long, value_name = t("日期", "DATE"), value_parser = args::as_of,
        help = t("通知之日（默认今天）：没有写日期的事项从这一天算工作日，规则也按这一天", "The day of the notice (today): working days count from it where an item gives no date, and its rules apply"))]
    as_of: Option<Date>,
    #[arg(long, value_name = t("格式", "FORMAT"), default_value = "table",
        value_parser = PossibleValuesParser::new(FORMATS.iter().map(|format| format.name)),
        help = t("标准输出的格式：table json md", "Format of standard output: table json md"))]
    format: String,
    #[arg(long, help = t("不遮盖身份证号和手机号", "Don't mask ID-card and telephone numbers"))]
    show_personal: bool,
}

/// Answers every item.
pub(crate) fn run(args: &AdmitArgs, usual: &Usual, config: &Config) -> Result<Outcome> {
    let sources = Sources::named(&args.rules, config)?;
    let words = sources.words()?;
    let rules = sources.rule_set(&words, &[])?;
    let calendar = calendar(&args.calendar)?;
    let day = args.as_of.unwrap_or_else(decisions::today);
    let mut intake = gather::take_in(&args.input, usual, config, &words)?;
    notices::tell(&intake, usual);
    let rules = sources.as_of(rules, Some(day), None, &words, usual)?;
    sources.estimate(&mut intake.items, &rules, &words, usual);
    let judgement = jianfu::judge::judge(&intake.items, &rules, &words);
    let mut quarters = Quarters::default();
    let mut failed = intake.has_failed();
    let mut taken: Vec<Option<Overlap>> = vec![None; intake.items.entries.len()];
    if let Some(current) = &args.against {
        let desk = Desk {
            reading: &args.input.reading,
            usual,
            config,
            sources: &sources,
            words: &words,
            rules: &rules,
            as_of: Some(day),
            decisions: &[],
        };
        failed |= desk.take(&mut quarters, Side::Old, current)?;
        quarters.take(Side::New, &intake.items, None);
        quarters.settle(&words);
        taken = overlaps(&quarters, &words);
    }
    let terms = Terms::builtin();
    let gate = Gate {
        items: &intake.items,
        rules: &rules,
        judgement: &judgement,
        terms: &terms,
        calendar: &calendar,
        day,
    };
    let answers: Vec<Admission> = (0..)
        .zip(&taken)
        .map(|(entry, overlap)| gate.answer(entry, overlap.is_some()))
        .collect();
    let audit = jianfu::report::Audit {
        items: &intake.items,
        inputs: &intake.inputs,
        rules: &rules,
        judgement: &judgement,
    };
    let view = View {
        lang: current(),
        personal: args.show_personal,
        width: output::width(),
        coloured: output::is_coloured(),
        verbose: usual.verbose > 0,
        ..View::default()
    };
    let facts = AdmissionFacts::new(
        audit,
        words.plainer(),
        view,
        &quarters,
        &answers,
        &taken,
        &terms,
    );
    let format = FORMATS.iter().find(|format| format.name == args.format);
    let mut out = output::stdout();
    (format.unwrap_or(&FORMATS[0]).write)(&facts, &mut out)?;
    out.flush()?;
    Ok(outcome(failed, &answers))
}

fn outcome(failed: bool, answers: &[Admission]) -> Outcome {
    let is_refused = |admission: &Admission| admission.answer == Answer::Refused;
    if failed {
        Outcome::Failed
    } else if answers.iter().any(is_refused) {
        Outcome::Found
    } else {
        Outcome::Done
    }
}

/// The built-in years and those that the user adds.
fn calendar(paths: &[PathBuf]) -> Result<Calendar> {
    let mut calendar = Calendar::builtin();
    for path in paths {
        let wrong = |path: &Path, what: &str| {
            let path = path.display();
            trouble(&say!(
                "{path}：节假日安排读不成（{what}）；写法见内置的 rules/gate/calendar-2026.toml",
                "{path}: no calendar ({what}); it is written like rules/gate/calendar-2026.toml"
            ))
        };
        let text =
            std::fs::read_to_string(path).map_err(|error| wrong(path, &error.to_string()))?;
        calendar.add(&text).map_err(|what| wrong(path, &what))?;
    }
    Ok(calendar)
}
