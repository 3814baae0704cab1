//! `jianfu admit`: what a department wants to impose, checked before it reaches a community.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use jianfu::gate::{Admission, Answer, Calendar, Gate, Terms};
use jianfu::item::Items;
use jianfu::quarter::{Overlap, Quarters, Side, overlaps};
use jianfu::read::Input;
use jianfu::report::PaperFormat;
use jianfu::report::admission::AdmissionFacts;
use jianfu::say;
use jiff::civil::Date;

use super::args::{self, InputArgs, RuleArgs, Usual};
use super::config::Config;
use super::gather::{self, Sources};
use super::language::{t, trouble};
use super::quarter::Desk;
use super::{Outcome, decisions, notices, output, paper};

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
    #[arg(long, value_name = t("格式", "FORMAT"),
        value_parser = PossibleValuesParser::new(paper::names(|format| format.is_printed)),
        help = t("标准输出的格式：table json md；不写是 table，有 -o 时什么也不输出", "Format of standard output: table json md; by default table, and nothing where -o is given"))]
    format: Option<String>,
    #[arg(long, value_name = t("文件", "FILE"), value_hint = ValueHint::FilePath,
        help = t("准入条件（提前的工作日、怎样算没有经费、怎样算已协商），写了的换掉内置的；写法见 rules/gate/admission.toml；可重复",
            "Terms of admission (lead days, what counts as no funds, as agreed) in place of the built-in ones, written like rules/gate/admission.toml; may be repeated"))]
    terms: Vec<PathBuf>,
    #[arg(short, long, value_name = t("路径", "PATH"), value_hint = ValueHint::FilePath,
        help = t("另存审核结果，格式看后缀：.docx .xlsx .html .md .json；可重复", "Write the answers, the format by its ending: .docx .xlsx .html .md .json; may be repeated"))]
    output: Vec<PathBuf>,
    #[arg(long, help = t("不遮盖身份证号和手机号", "Don't mask ID-card and telephone numbers"))]
    show_personal: bool,
}

/// Answers every item.
pub(crate) fn run(args: &AdmitArgs, usual: &Usual, config: &Config) -> Result<Outcome> {
    let (inputs, diags) = gather::inputs(&args.input)?;
    let files = files(args, &inputs)?;
    let options = gather::read_options(&args.input);
    let queue = gather::Queue::of(&inputs, &options);
    let sources = Sources::named(&args.rules, config)?;
    let words = sources.words()?;
    let rules = sources.rule_set(&words, &[])?;
    let calendar = calendar(&args.calendar)?;
    let day = args.as_of.unwrap_or_else(decisions::today);
    let mut intake = gather::take_in_all(queue, diags, &args.input, usual, config, &words);
    notices::tell(&intake, usual);
    let rules = sources.as_of(rules, Some(day), None, &words, usual)?;
    sources.estimate(&mut intake.items, &rules, &words, usual);
    let judgement = jianfu::judge::judge(&intake.items, &rules, &words);
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
    let mut quarters = Quarters::default();
    let (taken, failed) = taken(&desk, &mut quarters, args.against.as_deref(), &intake.items)?;
    let failed = failed || intake.has_failed();
    let terms = terms(&args.terms)?;
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
        words: &words,
    };
    let facts = |for_file| {
        let view = output::view(args.show_personal, usual, for_file);
        let plainer = words.plainer();
        AdmissionFacts::new(audit, plainer, view, &quarters, &answers, &taken, &terms)
    };
    for (path, format) in files {
        output::write_whole(path, |out| facts(true).write(*format, out))?;
        output::wrote(path, usual);
    }
    if let Some(format) = paper::printed(args.format.as_deref(), &args.output) {
        let mut out = output::stdout();
        facts(false).write(format, &mut out)?;
        out.flush()?;
    }
    Ok(outcome(failed, &answers))
}

/// The papers to write, none of them one of the inputs.
fn files<'a>(
    args: &'a AdmitArgs,
    inputs: &[Input],
) -> Result<Vec<(&'a Path, &'static PaperFormat)>> {
    let files = paper::files(&args.output)?;
    let current = args.against.iter().map(|path| Input::file(path));
    let read: Vec<Input> = inputs.iter().cloned().chain(current).collect();
    for (path, _) in &files {
        output::refuse_inputs(path, &read)?;
    }
    Ok(files)
}

/// What communities bear already of each item, and whether an input of that could not be read.
fn taken(
    desk: &Desk<'_>,
    quarters: &mut Quarters,
    current: Option<&Path>,
    items: &Items,
) -> Result<(Vec<Option<Overlap>>, bool)> {
    let Some(current) = current else {
        return Ok((vec![None; items.entries.len()], false));
    };
    let failed = desk.take(quarters, Side::Old, current)?;
    quarters.take(Side::New, items, None);
    quarters.settle(desk.words);
    Ok((overlaps(quarters, desk.words), failed))
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
        let added = text_of(path).and_then(|text| calendar.add(&text));
        added.map_err(|what| {
            let path = path.display();
            trouble(&say!(
                "{path}：节假日安排读不成（{what}）；写法见内置的 rules/gate/calendar-2026.toml",
                "{path}: no calendar ({what}); it is written like rules/gate/calendar-2026.toml"
            ))
        })?;
    }
    Ok(calendar)
}

/// The built-in terms with what the user's say in their place.
fn terms(paths: &[PathBuf]) -> Result<Terms> {
    let mut terms = Terms::builtin();
    for path in paths {
        let laid = text_of(path).and_then(|text| terms.lay_over(&text));
        laid.map_err(|what| {
            let path = path.display();
            trouble(&say!(
                "{path}：准入条件读不成（{what}）；写法见内置的 rules/gate/admission.toml",
                "{path}: no terms of admission ({what}); they are written like rules/gate/admission.toml"
            ))
        })?;
    }
    Ok(terms)
}

fn text_of(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}
