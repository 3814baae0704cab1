//! `rules check` and `rules test`: what is wrong with rule and words files, and which examples hold.

use anyhow::Result;
use jianfu::diag::{Diag, Severity};
use jianfu::judge::{Tried, coverage, examine, try_all};
use jianfu::phrase::Phrase;
use jianfu::place::SourceFile;
use jianfu::rule;
use jianfu::say;
use jianfu::words::{self, Words};

use super::untouched::Untouched;
use super::{CheckArgs, TestArgs};
use crate::cli::config::Config;
use crate::cli::gather::Sources;
use crate::cli::language::{current, told};
use crate::cli::problems::Problems;
use crate::cli::{Outcome, output};

/// What is checked together: the paths, laid over what `--rules` names; where nobody names anything,
/// every built-in set by itself.
fn each(args: &CheckArgs, config: &Config) -> Result<Vec<Sources>> {
    let typed: Vec<String> = args
        .rules
        .rules
        .iter()
        .chain(&args.paths)
        .cloned()
        .collect();
    let names = if typed.is_empty() {
        &config.rules
    } else {
        &typed
    };
    match names.is_empty() {
        true => Ok(Sources::each_builtin()),
        false => Ok(vec![Sources::just(names)?]),
    }
}

/// `rules check`: every problem of all files, in one run.
pub(super) fn check(args: &CheckArgs, config: &Config) -> Result<Outcome> {
    let (mut diags, mut files) = (Vec::new(), Vec::new());
    let (mut rules, mut lists) = (0, 0);
    for sources in each(args, config)? {
        let (found, count) = problems_of(&sources);
        diags.extend(found);
        files.extend(sources.files());
        rules += count;
        lists += sources.words.len();
    }
    let what = match (rules, lists) {
        (rules, 0) => say!("{rules} 条规则", "{rules} rules"),
        (0, lists) => say!("{lists} 份词表", "{lists} words files"),
        _ => say!(
            "{rules} 条规则、{lists} 份词表",
            "{rules} rules, {lists} words files"
        ),
    };
    report(args, &diags, &files, &what, None)
}

/// Every problem of files that are laid over one another, and how many rules they hold.
fn problems_of(sources: &Sources) -> (Vec<Diag>, usize) {
    let (words, mistakes) = Words::load(&sources.words);
    let odd = words::check(&sources.words);
    let (rules, found) = examine(&sources.rules, &words);
    let mut diags = [sources.diags.as_slice(), &mistakes, &odd, &found].concat();
    diags.sort_by(|a, b| a.place.cmp(&b.place));
    (diags, rules.rules.len())
}

/// `rules test`: the examples, and what none of them touches.
pub(super) fn test(args: &TestArgs, config: &Config) -> Result<Outcome> {
    let (mut diags, mut files) = (Vec::new(), Vec::new());
    let mut untouched = Untouched::default();
    let (mut all, mut passed) = (0, 0);
    for sources in each(&args.check, config)? {
        let (words, mistakes) = Words::load(&sources.words);
        let (rules, loading) = rule::load(&sources.rules, &words);
        let tried = try_all(&rules, &words);
        diags.extend([sources.diags.as_slice(), &mistakes, &loading].concat());
        diags.extend(tried.iter().filter_map(Tried::diag));
        files.extend(sources.files());
        all += tried.len();
        passed += tried.iter().filter(|t| t.passed()).count();
        untouched.add(&rules, &coverage(&rules, &tried, &words));
    }
    let what = say!(
        "{all} 个例子，{passed} 个符合",
        "{all} examples, {passed} hold"
    );
    let outcome = report(&args.check, &diags, &files, &what, Some(&untouched))?;
    let touched = untouched.per_cent();
    match args.min_coverage {
        Some(least) if touched < least => {
            output::say(&told(&say!(
                "例子触及 {touched:.1}%，要求不低于 {least}%",
                "examples touch {touched:.1} %, and {least} % is asked for"
            )));
            Ok(outcome.max(Outcome::Found))
        }
        _ => Ok(outcome),
    }
}

/// Prints the problems in the format that was asked for; the answer is whether any fails the check.
fn report(
    args: &CheckArgs,
    diags: &[Diag],
    files: &[SourceFile],
    what: &Phrase,
    untouched: Option<&Untouched>,
) -> Result<Outcome> {
    let problems = Problems {
        diags,
        files,
        deny_warnings: args.deny.is_some(),
        lang: current(),
    };
    let mut out = output::stdout();
    problems.write(&args.format, &mut out)?;
    if let Some(untouched) = untouched.filter(|_| args.format == "text") {
        untouched.write(&mut out)?;
    }
    let (errors, warnings) = (
        problems.count(Severity::Error),
        problems.count(Severity::Warning),
    );
    let what = told(what);
    output::say(&told(&say!(
        "{what}：{errors} 处错误，{warnings} 处警告",
        "{what}: {errors} errors, {warnings} warnings"
    )));
    Ok(match diags.iter().any(|diag| problems.fails(diag)) {
        true => Outcome::Found,
        false => Outcome::Done,
    })
}
