//! `jianfu rules`: checks, tests, shows and starts rule files; one file for each pair of commands.

mod check;
mod show;
mod template;
mod untouched;

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::builder::PossibleValuesParser;
use jianfu::finding::Action;
use jianfu::item::Category;
use jianfu::rule;
use jianfu::say;

use super::args::RuleArgs;
use super::config::Config;
use super::language::{current, t, told, trouble};
use super::problems::FORMATS;
use super::{Outcome, output};
use template::Kind;

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
    #[command(about = t("试验规则自带的例子，看哪些规则、条目、条款没有例子", "Run the examples that rule files carry, and show what none touches"))]
    Test(TestArgs),
    #[command(about = t("列出规则，一行一条", "List the rules, one a line"))]
    List(ListArgs),
    #[command(about = t("看一条规则：条款、理由、例子", "Show one rule with its clause, reason and examples"))]
    Show(ShowArgs),
    #[command(about = t("写出一份填好的样子，照着改成自己的规则", "Print a filled template, to start a rule of one's own from"))]
    New(NewArgs),
    #[command(about = t("写出规则文件的 JSON Schema，编辑器据此补全和检查", "Print the JSON Schema of a rule file, by which editors complete and check it"))]
    Schema,
    #[command(about = t("写出一套内置规则，作为自己规则的起点", "Write out a built-in rule set, to start one's own from"))]
    Export {
        #[arg(value_name = t("名称", "NAME"), help = t("内置规则集的名称", "Name of a built-in set"))]
        name: String,
        #[command(flatten)]
        to: NewFile,
    },
}

#[derive(clap::Args, Debug)]
struct CheckArgs {
    #[arg(value_name = t("路径", "PATH"), help = t("规则文件、词表文件或文件夹；不写就看 --rules、jianfu.toml 或内置规则",
        "Rule files, words files or folders; else what --rules or jianfu.toml names, else the built-in sets"))]
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
struct TestArgs {
    #[command(flatten)]
    check: CheckArgs,
    #[arg(long, value_name = t("百分比", "PERCENT"), value_parser = per_cent,
        help = t("例子触及的规则、条目、条款不到这个百分比，就以 1 退出", "Exit 1 if examples touch fewer of the rules, entries and clauses, in per cent"))]
    min_coverage: Option<f64>,
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

/// Where a file to start from is written.
#[derive(clap::Args, Debug)]
struct NewFile {
    #[arg(short, long, value_name = t("文件", "FILE"), help = t("写进这个文件（不写就印在屏幕上）；已有的文件不覆盖", "Write to this file instead of standard output; never over one there is"))]
    output: Option<PathBuf>,
}

#[derive(clap::Args, Debug)]
struct NewArgs {
    #[arg(value_name = t("动作", "ACTION"), value_parser = kind, help = t("删 调 并 压 留 人工，或 限额、构成", "delete, adjust, merge, compress, keep, review, quota, or share"))]
    kind: Kind,
    #[arg(long, value_name = t("编号", "ID"), default_value = "my-rule", value_parser = id,
        help = t("规则的编号：英文字母、数字和短横线，说的是负担", "The rule's id: letters, digits and hyphens; it names the burden"))]
    id: String,
    #[arg(long, help = t("只要这一条规则，用来添进已有的文件", "Only the rule, to be added to a file there is"))]
    bare: bool,
    #[command(flatten)]
    to: NewFile,
}

fn action(word: &str) -> Result<Action, String> {
    let all: Vec<_> = Action::ALL.iter().map(|a| a.in_lang(current())).collect();
    Action::parse(word).ok_or_else(|| all.join(" "))
}

fn category(word: &str) -> Result<Category, String> {
    let all: Vec<_> = Category::ALL.iter().map(|c| c.in_lang(current())).collect();
    Category::parse(word).ok_or_else(|| all.join(" "))
}

fn kind(word: &str) -> Result<Kind, String> {
    Kind::parse(word).ok_or_else(|| {
        t(
            "删 调 并 压 留 人工 限额 构成",
            "delete adjust merge compress keep review quota share",
        )
        .to_owned()
    })
}

fn id(word: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let sound = !word.is_empty() && word.chars().all(plain);
    sound.then(|| word.to_owned()).ok_or_else(|| {
        t(
            "编号用英文字母、数字和短横线，例如 paper-register",
            "an id has letters, digits and hyphens, as paper-register",
        )
        .to_owned()
    })
}

fn per_cent(word: &str) -> Result<f64, String> {
    let number = word.trim_end_matches('%').parse().ok();
    let number = number.filter(|n| (0.0..=100.0).contains(n));
    number.ok_or_else(|| t("写 0 到 100 的数", "write a number from 0 to 100").to_owned())
}

/// Checks, tests, lists, shows or starts rules.
pub(crate) fn run(args: &RulesArgs, config: &Config) -> Result<Outcome> {
    match &args.command {
        RulesCommand::Check(args) => check::check(args, config),
        RulesCommand::Test(args) => check::test(args, config),
        RulesCommand::List(args) => show::list(args, config),
        RulesCommand::Show(args) => show::show(args, config),
        RulesCommand::New(args) => write_new(&template::text(args), &args.to),
        RulesCommand::Schema => schema(),
        RulesCommand::Export { name, to } => export(name, to),
    }
}

fn schema() -> Result<Outcome> {
    let mut out = output::stdout();
    serde_json::to_writer_pretty(&mut out, &rule::schema(current()))?;
    writeln!(out)?;
    out.flush()?;
    Ok(Outcome::Done)
}

fn export(name: &str, to: &NewFile) -> Result<Outcome> {
    let Some((_, file)) = rule::builtin().find(|(builtin, _)| *builtin == name) else {
        let names: Vec<_> = rule::builtin().map(|(name, _)| name).collect();
        let names = names.join(" ");
        return Err(trouble(&say!(
            "没有名为 {name} 的内置规则集；有：{names}",
            "there is no built-in set {name}; known: {names}"
        )));
    };
    write_new(&file.text, to)
}

/// Prints a text, or writes it as a file that isn't there yet.
fn write_new(text: &str, to: &NewFile) -> Result<Outcome> {
    let Some(path) = &to.output else {
        return output::print(text.as_bytes());
    };
    let shown = path.display();
    if path.exists() {
        return Err(trouble(&say!(
            "-o {shown}：已经有这个文件，不覆盖；请换一个文件名",
            "-o {shown}: is there already and not overwritten; choose another name"
        )));
    }
    output::write_whole(path, |out| out.write_all(text.as_bytes()))?;
    output::say(&told(&say!("已写入 {shown}", "wrote {shown}")));
    Ok(Outcome::Done)
}
