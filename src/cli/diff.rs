//! `jianfu diff`: what really went from one quarter to the next, and what came back.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use jianfu::quarter::{self, Bridge, Diff, Met, Outcome, Quarters, Side};
use jianfu::report::diff::DiffFacts;
use jianfu::say;
use jiff::civil::Date;

use super::args::{ReadingArgs, RuleArgs, Usual};
use super::config::Config;
use super::gather::Sources;
use super::language::{t, told, trouble};
use super::quarter::Desk;
use super::{Outcome as Ended, args, output, paper};

/// `jianfu diff`.
#[derive(Args, Debug)]
pub(crate) struct DiffArgs {
    #[arg(value_name = t("上季", "OLD"), value_hint = ValueHint::AnyPath,
        help = t("上一季的报表、文件夹，或 jianfu audit 存的 .json", "The earlier quarter: a spreadsheet, a folder, or what jianfu audit saved as .json"))]
    old: PathBuf,
    #[arg(value_name = t("本季", "NEW"), value_hint = ValueHint::AnyPath,
        help = t("这一季的，同上", "The later quarter, likewise"))]
    new: PathBuf,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[arg(long, value_name = "KEY=VALUE", help_heading = t("规则", "Rules"), value_parser = args::setting,
        help = t("假如：改一个参数再算；可重复", "What if: overrule one parameter; may be repeated"))]
    set: Vec<String>,
    #[arg(long, value_name = t("日期", "DATE"), help_heading = t("规则", "Rules"), value_parser = args::as_of,
        help = t("按哪一天有效的规则审核上季", "The day whose rules judge the earlier quarter"))]
    as_of: Option<Date>,
    #[arg(long, value_name = t("路径", "PATH"), help_heading = t("规则", "Rules"), value_hint = ValueHint::FilePath,
        help = t("上季各单位对建议的决定；可重复", "What people decided on the earlier quarter's proposals; may be repeated"))]
    decisions: Vec<PathBuf>,
    #[arg(short, long, value_name = t("路径", "PATH"), help_heading = t("输出", "Output"), value_hint = ValueHint::FilePath,
        help = t("另存对照，格式看后缀：.docx .xlsx .html .md .json；可重复", "Write the comparison, the format by its ending: .docx .xlsx .html .md .json; may be repeated"))]
    output: Vec<PathBuf>,
    #[arg(long, value_name = t("格式", "FORMAT"), help_heading = t("输出", "Output"),
        value_parser = PossibleValuesParser::new(paper::names(|format| format.is_printed)),
        help = t("标准输出的格式：table json md；不写是 table，有 -o 时什么也不输出", "Format of standard output: table json md; by default table, and nothing where -o is given"))]
    format: Option<String>,
    #[arg(long, help_heading = t("输出", "Output"), help = t("不遮盖身份证号和手机号", "Don't mask ID-card and telephone numbers"))]
    show_personal: bool,
    #[arg(long, value_name = t("什么", "WHAT"), value_delimiter = ',', help_heading = t("输出", "Output"),
        value_parser = PossibleValuesParser::new(["returned", "target"]),
        help = t("有反弹（returned）或没有真正达到目标（target）时退出码为 1",
            "Exit with 1 if anything came back (returned) or a target wasn't really met (target)"))]
    fail_on: Vec<String>,
}

/// Compares and reports.
pub(crate) fn run(args: &DiffArgs, usual: &Usual, config: &Config) -> Result<Ended> {
    let files = paper::files(&args.output)?;
    let inputs = [&args.old, &args.new].map(|path| jianfu::read::Input::file(path));
    for (path, _) in &files {
        output::refuse_inputs(path, &inputs)?;
    }
    let sources = Sources::named(&args.rules, config)?;
    let words = sources.words()?;
    let rules = sources.rule_set(&words, &args.set)?;
    let desk = Desk {
        reading: &args.reading,
        usual,
        config,
        sources: &sources,
        words: &words,
        rules: &rules,
        as_of: args.as_of,
        decisions: &args.decisions,
    };
    let mut quarters = Quarters::default();
    let failed = desk.take(&mut quarters, Side::Old, &args.old)?
        | desk.take(&mut quarters, Side::New, &args.new)?;
    quarters.settle(&words);
    let diff = Diff::of(&quarters, &words);
    let bridges = quarter::bridges(&quarters, &diff);
    if !bridges.iter().all(Bridge::is_balanced) {
        return Err(trouble(&say!(
            "对照的账不平，结果不可用；这是程序的错误，请报告",
            "the bridge doesn't sum and can't be used; this is a mistake of the program, please report it"
        )));
    }
    let outcomes = quarter::outcomes(&quarters, &diff, &rules);
    let facts = |for_file| DiffFacts {
        quarters: &quarters,
        diff: &diff,
        bridges: &bridges,
        outcomes: &outcomes,
        view: output::view(args.show_personal, usual, for_file),
    };
    for (path, format) in files {
        output::write_whole(path, |out| facts(true).write(*format, out))?;
        output::wrote(path, usual);
    }
    print(&facts(false), args, usual)?;
    Ok(if failed {
        Ended::Failed
    } else if matches(&diff, &outcomes, &args.fail_on) {
        Ended::Found
    } else {
        Ended::Done
    })
}

fn print(facts: &DiffFacts<'_>, args: &DiffArgs, usual: &Usual) -> Result<()> {
    let wanted = paper::printed(args.format.as_deref(), &args.output);
    if let Some(format) = wanted {
        let mut out = output::stdout();
        facts.write(format, &mut out)?;
        out.flush()?;
    }
    if !usual.quiet && (wanted.is_none() || !std::io::stdout().is_terminal()) {
        let (gone, added, back) = (
            facts.diff.gone.len(),
            facts.diff.added.len(),
            facts.diff.returned.len(),
        );
        output::say(&told(&say!(
            "不见了 {gone} 项，新增 {added} 项，反弹 {back} 项",
            "{gone} gone, {added} new, {back} back"
        )));
    }
    Ok(())
}

fn matches(diff: &Diff, outcomes: &[Outcome], what: &[String]) -> bool {
    what.iter().any(|what| match what.as_str() {
        "returned" => !diff.returned.is_empty(),
        _ => outcomes.iter().any(|outcome| outcome.whole.met != Met::Met),
    })
}
