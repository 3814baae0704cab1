//! `jianfu rules`: checks, tests and shows rule files.

use std::io::Write;

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use jianfu::diag::{Diag, Severity};
use jianfu::finding::Action;
use jianfu::item::Category;
use jianfu::judge::{Tried, examine, try_all};
use jianfu::phrase::Phrase;
use jianfu::place::SourceFile;
use jianfu::rule::{self, Clause, Condition, Rule, RuleSet};
use jianfu::say;
use jianfu::words::Words;

use super::args::RuleArgs;
use super::config::Config;
use super::gather::Sources;
use super::language::{current, t, told, trouble};
use super::problems::{FORMATS, Problems};
use super::{Outcome, output};

/// `jianfu rules …`.
#[derive(clap::Args, Debug)]
pub(crate) struct RulesArgs {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(clap::Subcommand, Debug)]
enum RulesCommand {
    #[command(about = t("检查规则文件有没有错（CI 用这一条）", "Look for mistakes in rule files; the command that CI runs"))]
    Check(CheckArgs),
    #[command(about = t("试验规则自带的例子", "Run the examples that rule files carry"))]
    Test(CheckArgs),
    #[command(about = t("列出规则，一行一条", "List the rules, one a line"))]
    List(ListArgs),
    #[command(about = t("看一条规则：条款、理由、例子", "Show one rule with its clause, reason and examples"))]
    Show(ShowArgs),
    #[command(about = t("写出一套内置规则，作为自己规则的起点", "Write out a built-in rule set, to start one's own from"))]
    Export {
        #[arg(value_name = t("名称", "NAME"), help = t("内置规则集的名称", "Name of a built-in set"))]
        name: String,
    },
}

#[derive(clap::Args, Debug)]
struct CheckArgs {
    #[arg(value_name = t("路径", "PATH"), help = t("规则文件或文件夹；不写就看 --rules、jianfu.toml 或内置规则",
        "Rule files or folders; else what --rules or jianfu.toml names, else the built-in sets"))]
    paths: Vec<String>,
    #[command(flatten)]
    rules: RuleArgs,
    #[arg(long, value_name = t("格式", "FORMAT"), default_value = "text", value_parser = PossibleValuesParser::new(FORMATS),
        help = t("输出格式：text json github sarif junit", "Format: text, json, github, sarif or junit"))]
    format: String,
    #[arg(long, value_name = "warnings", value_parser = PossibleValuesParser::new(["warnings"]),
        help = t("警告也算错误", "Make warnings count as errors"))]
    deny: Option<String>,
}

#[derive(clap::Args, Debug)]
struct ListArgs {
    #[command(flatten)]
    rules: RuleArgs,
    #[arg(long, value_parser = action, value_name = t("动作", "ACTION"), help = t("只列这种动作：删 调 并 压 留 人工", "Only rules with this action"))]
    action: Option<Action>,
    #[arg(long, value_parser = category, value_name = t("类别", "CATEGORY"), help = t("只列管这一类的规则", "Only rules on this category"))]
    category: Option<Category>,
    #[arg(long, value_name = t("条款", "CLAUSE"), help = t("只列这一条款的规则", "Only rules of this clause"))]
    clause: Option<String>,
}

#[derive(clap::Args, Debug)]
struct ShowArgs {
    #[arg(value_name = t("编号", "ID"), help = t("规则编号，rules list 里可查", "Id of the rule, as rules list shows it"))]
    id: String,
    #[command(flatten)]
    rules: RuleArgs,
}

fn action(word: &str) -> Result<Action, String> {
    let all: Vec<_> = Action::ALL.iter().map(|a| a.in_lang(current())).collect();
    Action::parse(word).ok_or_else(|| all.join(" "))
}

fn category(word: &str) -> Result<Category, String> {
    let all: Vec<_> = Category::ALL.iter().map(|c| c.in_lang(current())).collect();
    Category::parse(word).ok_or_else(|| all.join(" "))
}

/// Checks, tests, lists or shows rules.
pub(crate) fn run(args: &RulesArgs, config: &Config) -> Result<Outcome> {
    match &args.command {
        RulesCommand::Check(args) => check(args, config),
        RulesCommand::Test(args) => test(args, config),
        RulesCommand::List(args) => list(args, config),
        RulesCommand::Show(args) => show(args, config),
        RulesCommand::Export { name } => export(name),
    }
}

/// What is checked: the paths, laid over what `--rules` names.
fn sources(args: &CheckArgs, config: &Config) -> Result<Sources> {
    let rules = args.rules.rules.iter().chain(&args.paths).cloned();
    let rules = RuleArgs {
        rules: rules.collect(),
    };
    Sources::named(&rules, config)
}

fn check(args: &CheckArgs, config: &Config) -> Result<Outcome> {
    let (mut diags, mut files, mut count) = (Vec::new(), Vec::new(), 0);
    for sources in each(args, config)? {
        let (found, rules) = problems_of(&sources);
        diags.extend(found);
        files.extend(sources.files());
        count += rules;
    }
    let what = say!("{count} 条规则", "{count} rules");
    report(args, &diags, &files, &what)
}

/// What is checked together; where nobody names anything, every built-in set by itself.
fn each(args: &CheckArgs, config: &Config) -> Result<Vec<Sources>> {
    let named = [&args.paths, &args.rules.rules, &config.rules];
    match named.iter().all(|names| names.is_empty()) {
        true => Ok(Sources::each_builtin()),
        false => Ok(vec![sources(args, config)?]),
    }
}

/// Every problem of files that are laid over one another, and how many rules they hold.
fn problems_of(sources: &Sources) -> (Vec<Diag>, usize) {
    let (words, mistakes) = Words::load(&sources.words);
    let (rules, found) = examine(&sources.rules, &words);
    let mut diags = [sources.diags.as_slice(), &mistakes, &found].concat();
    diags.sort_by(|a, b| a.place.cmp(&b.place));
    (diags, rules.rules.len())
}

fn test(args: &CheckArgs, config: &Config) -> Result<Outcome> {
    let sources = sources(args, config)?;
    let (words, mut diags) = Words::load(&sources.words);
    let (rules, loading) = rule::load(&sources.rules, &words);
    diags.extend(loading);
    let tried = try_all(&rules, &words);
    diags.extend(tried.iter().filter_map(Tried::diag));
    let (all, passed) = (tried.len(), tried.iter().filter(|t| t.passed()).count());
    let what = say!(
        "{all} 个例子，{passed} 个符合",
        "{all} examples, {passed} hold"
    );
    report(args, &diags, &sources.files(), &what)
}

/// Prints the problems in the format that was asked for; the answer is whether any fails the check.
fn report(
    args: &CheckArgs,
    diags: &[Diag],
    files: &[SourceFile],
    what: &Phrase,
) -> Result<Outcome> {
    let problems = Problems {
        diags,
        files,
        deny_warnings: args.deny.is_some(),
        lang: current(),
    };
    problems.write(&args.format, &mut output::stdout())?;
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

fn list(args: &ListArgs, config: &Config) -> Result<Outcome> {
    let sources = Sources::named(&args.rules, config)?;
    let rules = sources.rule_set(&sources.words()?, &[])?;
    let mut out = output::stdout();
    for rule in rules.rules.iter().filter(|r| is_wanted(r, args, &rules)) {
        let said = told(&rule::describe(rule, &rules));
        writeln!(
            out,
            "{}\t{}\t{}\t{said}",
            rule.action.in_lang(current()),
            rule.id,
            rule.title
        )?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn is_wanted(rule: &Rule, args: &ListArgs, rules: &RuleSet) -> bool {
    let of_category = |wanted| {
        let about = |c: &Condition| matches!(c, Condition::Category(all) if all.contains(&wanted));
        rule.when.iter().any(about)
    };
    let of_clause = |wanted: &String| clause_of(rule, rules).is_some_and(|c| c.id == *wanted);
    args.action.is_none_or(|action| rule.action == action)
        && args.category.is_none_or(of_category)
        && args.clause.as_ref().is_none_or(of_clause)
}

fn clause_of<'r>(rule: &Rule, rules: &'r RuleSet) -> Option<&'r Clause> {
    rule.clause.map(|clause| &rules.clauses[clause])
}

fn show(args: &ShowArgs, config: &Config) -> Result<Outcome> {
    let sources = Sources::named(&args.rules, config)?;
    let rules = sources.rule_set(&sources.words()?, &[])?;
    let Some(rule) = rules.rules.iter().find(|r| r.id == args.id) else {
        let id = &args.id;
        return Err(trouble(&say!(
            "没有编号为 {id} 的规则；jianfu rules list 列出全部编号",
            "there is no rule {id}; jianfu rules list shows them all"
        )));
    };
    let mut out = output::stdout();
    write!(out, "{}", shown(rule, &rules))?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// One rule in full.
fn shown(rule: &Rule, rules: &RuleSet) -> String {
    let set = &rules.sets[rule.set];
    let mut lines = vec![
        format!("{} [{}]", rule.title, rule.id),
        told(&rule::describe(rule, rules)),
        String::new(),
        format!("{}{}", t("理由：", "why: "), rule.why),
    ];
    if let Some(clause) = clause_of(rule, rules) {
        lines.push(format!(
            "{}{} {}",
            t("条款：", "clause: "),
            clause.id,
            clause.title
        ));
    }
    if let Some(source) = rules.source_of(rule) {
        let date = source.date.as_deref().unwrap_or("");
        let nature = source.nature.map_or("", |n| n.in_lang(current()));
        lines.push(format!(
            "{}{} {date} {nature}",
            t("出处：", "source: "),
            source.cited()
        ));
    }
    for edit in &rule.edits {
        let edit = told(&rules.edit(edit));
        lines.push(format!("{}{edit}", t("下层改动：", "changed by: ")));
    }
    lines.push(format!(
        "{}{} {}",
        t("规则集：", "set: "),
        set.id,
        set.version
    ));
    lines.push(t("例子：", "examples:").to_owned());
    for example in &rule.examples {
        let names = example.items.iter().flat_map(|i| i.fields.iter().take(1));
        let names: Vec<_> = names.map(|(_, typed)| typed.as_str()).collect();
        let expect = example
            .expect
            .map_or(t("无", "none"), |a| a.in_lang(current()));
        lines.push(format!("  {} → {expect}", names.join("、")));
    }
    lines.join("\n") + "\n"
}

fn export(name: &str) -> Result<Outcome> {
    let Some((_, file)) = rule::builtin().find(|(builtin, _)| *builtin == name) else {
        let names: Vec<_> = rule::builtin().map(|(name, _)| name).collect();
        let names = names.join(" ");
        return Err(trouble(&say!(
            "没有名为 {name} 的内置规则集；有：{names}",
            "there is no built-in set {name}; known: {names}"
        )));
    };
    let mut out = output::stdout();
    write!(out, "{}", file.text)?;
    out.flush()?;
    Ok(Outcome::Done)
}
