//! `jianfu decisions`: reads answers back from report workbooks, checks files of decisions, lays them over verdicts.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;
use clap::{Args, Subcommand, ValueHint};
use jianfu::decision::{self, Decision, Defaults, Kept};
use jianfu::diag::{Diag, Severity};
use jianfu::item::Items;
use jianfu::judge::Judgement;
use jianfu::place::{Place, SourceFile};
use jianfu::read::{self, Input};
use jianfu::rule::RuleSet;
use jianfu::say;
use jianfu::text::Texts;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::args::{self, Usual};
use super::config::Config;
use super::language::{current, t, told, trouble};
use super::{Outcome, diagnose, output, quarter, worker};

/// `jianfu decisions`.
#[derive(Args, Debug)]
pub(crate) struct DecisionsArgs {
    #[command(subcommand)]
    command: DecisionsCommand,
}

#[derive(Debug, Subcommand)]
enum DecisionsCommand {
    #[command(about = t("从报告工作簿里读回各部门的答复", "Read the answers back from a report workbook"))]
    Import(ImportArgs),
    #[command(about = t("检查决定文件：写错的、过期的", "Check a file of decisions: what is wrong, what has expired"))]
    Check(CheckArgs),
}

#[derive(Args, Debug)]
struct ImportArgs {
    #[arg(required = true, value_name = t("工作簿", "WORKBOOK"), value_hint = ValueHint::FilePath,
        help = t("jianfu audit -o 报告.xlsx 写出、各部门填过“是否采纳”的工作簿；可以几份", "Workbooks that jianfu audit -o report.xlsx wrote, with “accepted” filled in"))]
    workbooks: Vec<PathBuf>,
    #[arg(short, long, value_name = t("路径", "PATH"), value_hint = ValueHint::FilePath,
        help = t("写入这个决定文件；已有的决定保留，同一条的换成新的；不写就输出到标准输出", "Write this file; decisions in it stay, the same ones are replaced; else standard output"))]
    output: Option<PathBuf>,
    #[arg(long, value_name = t("单位", "OFFICE"), help = t("由哪个单位决定（默认是该事项的下达部门）", "Which office decided (by default the department of the item)"))]
    by: Option<String>,
    #[arg(long, value_name = t("日期", "DATE"), value_parser = args::as_of, help = t("没有填有效期的，有效到这一天", "The last day of answers that give none"))]
    until: Option<Date>,
}

#[derive(Args, Debug)]
struct CheckArgs {
    #[arg(value_name = t("文件", "FILE"), value_hint = ValueHint::FilePath,
        help = t("决定文件；不写就看 jianfu.toml 里的", "Files of decisions; by default those that jianfu.toml names"))]
    files: Vec<PathBuf>,
    #[arg(long, value_name = t("日期", "DATE"), value_parser = args::as_of, help = t("看到哪一天为止是否有效（默认今天）", "The day on which they should hold (today)"))]
    as_of: Option<Date>,
}

/// Imports or checks.
pub(crate) fn run(args: &DecisionsArgs, usual: &Usual, config: &Config) -> Result<Outcome> {
    match &args.command {
        DecisionsCommand::Import(args) => import(args, usual),
        DecisionsCommand::Check(args) => check(args, config),
    }
}

fn import(args: &ImportArgs, usual: &Usual) -> Result<Outcome> {
    let defaults = Defaults {
        by: args.by.clone(),
        until: args.until,
    };
    let (mut imported, mut diags) = (Vec::new(), Vec::new());
    for path in &args.workbooks {
        let mut texts = Texts::new();
        let options = read::ReadOptions {
            encoding: None,
            worker: worker::command(),
        };
        let input = Input::file(path);
        let document = read::open(&input, &mut texts, &options);
        let document = document.map_err(|diag| {
            output::say(&diagnose::render(&[diag], &[], current()));
            let path = path.display();
            trouble(&say!("{path} 没有读成", "{path} could not be read"))
        })?;
        let (decisions, odd) = decision::replies(&document, &texts, &defaults);
        imported.extend(decisions);
        diags.extend(odd);
    }
    let kept = match &args.output {
        Some(path) if path.exists() => load(path)?.0,
        _ => Vec::new(),
    };
    let (new, left_out) = (imported.len(), diags.len());
    let text = decision::write(&joined(kept, imported));
    match &args.output {
        Some(path) => output::write_whole(path, |out| out.write_all(text.as_bytes()))?,
        None => drop(output::print(text.as_bytes())?),
    }
    if !diags.is_empty() {
        output::say(&diagnose::render(&diags, &[], current()));
    }
    if !usual.quiet {
        output::say(&told(&say!(
            "读回 {new} 条答复，{left_out} 条有问题没有收下",
            "{new} answers read back, {left_out} not kept"
        )));
    }
    Ok(if diags.is_empty() {
        Outcome::Done
    } else {
        Outcome::Failed
    })
}

/// Decisions that were there, with the same ones replaced by the new.
fn joined(kept: Vec<Decision>, new: Vec<Decision>) -> Vec<Decision> {
    let proposal =
        |decision: &Decision| (decision.key.clone(), decision.action, decision.rule.clone());
    let mut all: Vec<Decision> = Vec::new();
    for decision in kept.into_iter().chain(new) {
        let same = all
            .iter()
            .position(|other| proposal(other) == proposal(&decision));
        match same {
            Some(at) => all[at] = decision,
            None => all.push(decision),
        }
    }
    all
}

fn check(args: &CheckArgs, config: &Config) -> Result<Outcome> {
    let files = if args.files.is_empty() {
        &config.decisions
    } else {
        &args.files
    };
    if files.is_empty() {
        return Err(trouble(&say!(
            "没有写要检查哪个决定文件，jianfu.toml 里也没有 decisions",
            "no file of decisions is named, and jianfu.toml has no decisions"
        )));
    }
    let day = args.as_of.unwrap_or_else(today);
    let mut wrong = false;
    let mut held = 0;
    for path in files {
        let (decisions, mut diags, source) = read_file(path)?;
        let expired = decisions.iter().filter(|decision| !decision.holds_on(day));
        diags.extend(expired.map(|decision| {
            let (name, until) = (&decision.name, decision.until);
            let message = say!(
                "“{name}”的决定 {until} 到期，{day} 已经过期",
                "the decision on “{name}” ended on {until}: it has expired on {day}"
            );
            Diag::error("decision-expired", decision.place.clone(), message)
        }));
        held += decisions
            .iter()
            .filter(|decision| decision.holds_on(day))
            .count();
        wrong |= !diags.is_empty();
        if !diags.is_empty() {
            output::say(&diagnose::render(&diags, &[source], current()));
        }
    }
    output::say(&told(&say!(
        "{day} 有效的决定 {held} 条",
        "{held} decisions hold on {day}"
    )));
    Ok(if wrong { Outcome::Found } else { Outcome::Done })
}

fn read_file(path: &Path) -> Result<(Vec<Decision>, Vec<Diag>, SourceFile)> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        let path = path.display();
        trouble(&say!(
            "{path}：读不了（{error}）",
            "{path}: can't be read ({error})"
        ))
    })?;
    let source = SourceFile {
        path: path.to_string_lossy().into(),
        text: text.into(),
    };
    let (decisions, diags) = decision::read(&source);
    Ok((decisions, diags, source))
}

/// Decisions of a file; what is wrong is shown, and a file that is no TOML ends the run.
fn load(path: &Path) -> Result<(Vec<Decision>, SourceFile)> {
    let (decisions, diags, source) = read_file(path)?;
    if !diags.is_empty() {
        output::say(&diagnose::render(
            &diags,
            std::slice::from_ref(&source),
            current(),
        ));
    }
    let whole = Place::File(source.path.clone());
    let unreadable = decisions.is_empty()
        && diags
            .iter()
            .any(|diag| diag.severity == Severity::Error && diag.place == whole);
    if unreadable {
        let path = path.display();
        return Err(trouble(&say!(
            "{path} 没有读成",
            "{path} could not be read"
        )));
    }
    Ok((decisions, source))
}

/// Lays the decisions that are named, or that `jianfu.toml` names, over verdicts, and tells which
/// don't apply.
pub(crate) fn lay_over(
    judgement: &mut Judgement,
    items: &Items,
    rules: &RuleSet,
    named: &[PathBuf],
    config: &Config,
    usual: &Usual,
) -> Result<()> {
    let paths = if named.is_empty() {
        &config.decisions
    } else {
        named
    };
    if paths.is_empty() {
        return Ok(());
    }
    let (mut decisions, mut sources) = (Vec::new(), Vec::new());
    let mut kept = Kept::new();
    for path in paths {
        if let Some(json) = quarter::saved(path)? {
            kept.extend(kept_in(path, &json)?);
            continue;
        }
        let (of_file, source) = load(path)?;
        decisions = joined(decisions, of_file);
        sources.push(source);
    }
    let day = rules.as_of.unwrap_or_else(today);
    let (applied, diags) = decision::apply(judgement, items, rules, (&decisions, &kept), day);
    if usual.quiet {
        return Ok(());
    }
    if !diags.is_empty() {
        output::say(&diagnose::render(&diags, &sources, current()));
    }
    let (accepted, refused) = (applied.accepted, applied.refused);
    if !decisions.is_empty() {
        output::say(&told(&say!(
            "按 {day} 有效的决定：采纳 {accepted} 项，不采纳 {refused} 项",
            "decisions that hold on {day}: {accepted} accepted, {refused} refused"
        )));
    }
    let (kept, lapsed) = (applied.kept, applied.lapsed);
    if kept + lapsed > 0 {
        output::say(&told(&say!(
            "此前保留的：{kept} 项还在期限内，{lapsed} 项到期没有续期，转人工",
            "kept before: {kept} within their time, {lapsed} not renewed and for people to look at"
        )));
    }
    Ok(())
}

/// Until when a saved audit keeps what it keeps.
fn kept_in(path: &Path, json: &str) -> Result<Kept> {
    decision::kept_in(json).map_err(|wrong| {
        let path = path.display();
        trouble(&say!(
            "{path}：不是完整的审核结果（{wrong}）",
            "{path}: no whole saved audit ({wrong})"
        ))
    })
}

/// The day it is in China, where neither the user nor the sheets say which day counts.
pub(crate) fn today() -> Date {
    const AHEAD: u64 = 8 * 3600;
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs()) + AHEAD;
    let days = i64::try_from(seconds / 86_400).unwrap_or_default();
    date(1970, 1, 1).saturating_add(days.days())
}
