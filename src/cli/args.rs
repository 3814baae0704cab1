//! What may be typed on the command line; both languages stand beside each argument.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgAction, Args, Parser, Subcommand, ValueHint};
use jianfu::finding::Action;
use jianfu::item::{Category, Field};
use jianfu::report::{self, Audience, Column};
use jiff::civil::Date;

use super::language::{self, t};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "jianfu",
    version,
    about = t(
        "社区减负审核：读报表，逐项判断哪些该删、该调、该并、该压，每项都有条款和证据",
        "Audits the burden on communities: what to delete, adjust, merge or compress, by which clause, on what evidence"
    ),
    after_help = t(
        "例：jianfu audit 三季度.xlsx                 在终端看结论\n    jianfu audit 三季度.xlsx -o 结论.csv      存成表格，用 Excel 或 WPS 打开\n    jianfu columns 三季度.xlsx               先看看表头认得对不对",
        "Examples: jianfu audit q3.xlsx                see the verdicts\n          jianfu audit q3.xlsx -o report.csv  save them as a sheet\n          jianfu columns q3.xlsx              see first whether the headings are understood"
    )
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) usual: Usual,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options that every command knows.
#[derive(Args, Clone, Debug)]
pub(crate) struct Usual {
    #[arg(long, global = true, value_name = t("语言", "LANG"), value_parser = lang,
        help = t("界面语言：zh 中文，en 英文（默认随系统）", "Language: zh or en (by default the locale's)"))]
    pub(crate) lang: Option<jianfu::phrase::Lang>,
    #[arg(long, global = true, value_name = t("何时", "WHEN"), default_value = "auto",
        value_parser = PossibleValuesParser::new(["auto", "always", "never"]),
        help = t("着色：auto 终端上着色，always 总是，never 从不", "Colour: auto, always or never"))]
    pub(crate) color: String,
    #[arg(short, long, global = true, conflicts_with = "verbose",
        help = t("只说错误", "Say errors only"))]
    pub(crate) quiet: bool,
    #[arg(short, long, global = true, action = ArgAction::Count,
        help = t("说得更细：保留的事项、全部提示", "Say more: kept items, every warning"))]
    pub(crate) verbose: u8,
    #[arg(long, global = true, help = t("不显示进度", "No progress bar"))]
    pub(crate) no_progress: bool,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(about = t("审核报表，列出该删、调、并、压的事项", "Audit spreadsheets: what to delete, adjust, merge and compress"))]
    Audit(Box<AuditArgs>),
    #[command(about = t("看每张表是怎样读懂的，不作判断", "Show how each sheet is understood; judges nothing"))]
    Columns(ColumnsArgs),
    #[command(about = t("解释某一行为什么得到这个结论", "Explain why one row got its verdict"))]
    Explain(ExplainArgs),
    #[command(about = t("对照两季：真正减了什么，什么换了名目又来了", "Compare two quarters: what really went, and what came back"))]
    Diff(Box<super::diff::DiffArgs>),
    #[command(about = t("准入审核：部门想要社区办的事，先过一遍", "Check at the gate what a department wants to impose"))]
    Admit(Box<super::admit::AdmitArgs>),
    #[command(about = t("把各部门的答复读回来，检查决定文件", "Read answers back, check files of decisions"))]
    Decisions(super::decisions::DecisionsArgs),
    #[command(about = t("核对存下的审核结果：重新计算，指出不同", "Verify a saved audit: make it again, say where it differs"))]
    Verify(super::verify::VerifyArgs),
    #[command(about = t("检查、试验、查看规则", "Check, test and look at rules"))]
    Rules(super::rules::RulesArgs),
    #[command(about = t("看一个表头、频次、名称、依据是怎样理解的", "Try how a heading, a frequency, a name, a basis is understood"))]
    Words(WordsArgs),
    #[command(about = t("输出命令行自动补全脚本", "Print a completion script for a shell"))]
    Completions {
        #[arg(value_name = "SHELL", help = t("bash、zsh、fish、elvish 或 powershell", "bash, zsh, fish, elvish or powershell"))]
        shell: clap_complete::Shell,
    },
    #[command(about = t("输出手册页（roff）", "Print the manual page (roff)"))]
    Man {
        #[arg(value_name = t("命令", "COMMAND"), help = t("只要这个命令的手册页", "The page of this command only"))]
        command: Option<String>,
    },
}

/// How files are read, whatever is done with them.
#[derive(Args, Debug)]
pub(crate) struct InputArgs {
    #[arg(required = true, value_name = t("文件", "FILE"), value_hint = ValueHint::AnyPath,
        help = t("报表：.xlsx .xlsm .xlsb .xls .ods .csv .tsv .ndjson，文件夹（含下级），或 -（标准输入）",
            "Spreadsheets: .xlsx .xlsm .xlsb .xls .ods .csv .tsv .ndjson, folders (and below), or - for standard input"))]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// What the user overrules of how files are understood.
#[derive(Args, Clone, Debug)]
pub(crate) struct ReadingArgs {
    #[arg(long, value_name = t("表名", "NAME"), help = t("只读这张工作表（隐藏的也读）", "Only this sheet, hidden or not"))]
    pub(crate) sheet: Option<String>,
    #[arg(long, value_name = t("行号", "N"), value_parser = row_number, help = t("表头在第几行", "The row the header is in"))]
    pub(crate) header_row: Option<u32>,
    #[arg(long, value_name = t("字段=表头", "FIELD=HEADING"), value_parser = column,
        help = t("指定某字段是哪一列，如 name=项目 或 name=B；可重复", "Take this column for a field, as name=项目 or name=B; may be repeated"))]
    pub(crate) column: Vec<(Field, String)>,
    #[arg(long, value_name = t("编码", "NAME"), help = t("文本文件的编码，如 gb18030、utf-8", "Encoding of text files, as gb18030 or utf-8"))]
    pub(crate) encoding: Option<String>,
}

/// Which rules judge.
#[derive(Args, Clone, Debug)]
pub(crate) struct RuleArgs {
    #[arg(long, value_name = t("路径|名称", "PATH|NAME"), help_heading = t("规则", "Rules"),
        help = t("规则文件、词表文件、装它们的文件夹，或内置规则集的名称；可重复，后面的叠在前面之上",
            "A rule file, a words file, a folder of them, or the name of a built-in set; may be repeated, later ones over earlier ones"))]
    pub(crate) rules: Vec<String>,
}

/// `jianfu audit`.
#[derive(Args, Debug)]
pub(crate) struct AuditArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[arg(long, value_name = "KEY=VALUE", help_heading = t("规则", "Rules"), value_parser = setting,
        help = t("假如：改一个参数再算，并列出与不改的不同，如 quota.district-meetings.limit=3；可重复", "What if: overrule one parameter, as quota.district-meetings.limit=3, and show what it changes; may be repeated"))]
    pub(crate) set: Vec<String>,
    #[arg(long, value_name = t("要求,…", "AIM,…"), value_delimiter = ',', value_parser = aim, help_heading = t("规则", "Rules"),
        help = t("怎样达到：20%（每个社区每年工时减两成）、quota 限额（都在限额以内）、target 目标（规则集里的压减目标）；列出最少要取消哪些事项",
            "What it takes: 20% (of each community's hours less), quota (within all quotas), target (what the rule set promises); the fewest items to cancel"))]
    pub(crate) reach: Vec<Aimed>,
    #[arg(long, value_name = t("日期", "DATE"), help_heading = t("规则", "Rules"), value_parser = as_of,
        help = t("按哪一天有效的规则审核，如 2026-09-30；不写就用表格所述时段的最后一天", "The day whose rules are applied, as 2026-09-30; by default the last day of the period the sheets cover"))]
    pub(crate) as_of: Option<Date>,
    #[arg(long, value_name = t("路径", "PATH"), help_heading = t("规则", "Rules"), value_hint = ValueHint::FilePath,
        help = t("各单位对建议的决定（采纳、不采纳和理由、有效期），或上一次存的审核 .json（记得各项保留到哪天）；可重复",
            "What people decided on proposals: accepted, refused with a reason, until when; or the last audit saved as .json, which knows until when items are kept; may be repeated"))]
    pub(crate) decisions: Vec<PathBuf>,
    #[arg(short, long, value_name = t("路径", "PATH"), help_heading = t("输出", "Output"), value_hint = ValueHint::FilePath,
        help = t("另存报告，格式看后缀：.docx .xlsx .html .md .csv .json .ndjson；可重复", "Write a report, the format by its ending: .docx .xlsx .html .md .csv .json .ndjson; may be repeated"))]
    pub(crate) output: Vec<PathBuf>,
    #[arg(long, value_name = t("路径", "PATH"), help_heading = t("输出", "Output"), value_hint = ValueHint::FilePath,
        help = t("另存原来的工作簿，右边加上结论、改为、理由、条款四列，别的一概不动（只能是一个 .xlsx 或 .xlsm）",
            "Write the workbook itself with the verdicts in new columns at the right and nothing else touched (one .xlsx or .xlsm)"))]
    pub(crate) annotate: Option<PathBuf>,
    #[arg(long, value_name = t("格式", "FORMAT"), help_heading = t("输出", "Output"),
        value_parser = PossibleValuesParser::new(report::FORMATS.iter().filter(|format| format.is_printed).map(|format| format.name)),
        help = t("标准输出的格式：table json ndjson csv md；不写是 table，有 -o 时什么也不输出", "Format of standard output: table json ndjson csv md; by default table, and nothing where -o is given"))]
    pub(crate) format: Option<String>,
    #[arg(long, value_name = t("字段,…", "FIELD,…"), value_delimiter = ',', value_parser = shown_column, help_heading = t("输出", "Output"),
        help = t("csv 和 table 只要这些列，如 name,department,action,reason", "Only these columns in csv and table, as name,department,action,reason"))]
    pub(crate) columns: Vec<Column>,
    #[arg(long = "for", value_name = t("谁", "WHO"), value_parser = audience, help_heading = t("输出", "Output"),
        help = t("报告给谁看：district 区，street 街道，department 部门（写成逐项征求意见的函）",
            "Whose view the report takes: district, street, or department (a letter to be answered line by line)"))]
    pub(crate) audience: Option<Audience>,
    #[arg(long, value_name = t("按什么", "BY"), value_parser = split_by, requires = "output", help_heading = t("输出", "Output"),
        help = t("按 department 部门或 street 街道各写一份，-o 函.docx 写成 函-民政局.docx 等",
            "One document for each department or street: -o letter.docx becomes letter-民政局.docx and so on"))]
    pub(crate) split: Option<Audience>,
    #[arg(long, value_name = t("单位", "OFFICE"), help_heading = t("输出", "Output"),
        help = t("报告由谁发出，写在标题和落款，如 汀兰街道办事处", "Who signs the report"))]
    pub(crate) signed_by: Option<String>,
    #[arg(long, value_name = t("单位", "OFFICE"), help_heading = t("输出", "Output"),
        help = t("报告送给谁（主送机关），如 区民政局", "Whom the report is addressed to"))]
    pub(crate) addressed_to: Option<String>,
    #[arg(long, help_heading = t("输出", "Output"), help = t("不遮盖身份证号和手机号", "Don't mask ID-card and telephone numbers"))]
    pub(crate) show_personal: bool,
    #[arg(long, value_name = t("结论,…", "ACTION,…"), value_delimiter = ',', value_parser = action, help_heading = t("输出", "Output"),
        help = t("有事项得到这些结论时退出码为 1，如 删,并 或 delete,merge（看全部事项，不管显示哪些）",
            "Exit with 1 if any item got one of these, as delete,merge (looks at all items, whatever is shown)"))]
    pub(crate) fail_on: Vec<Action>,
    #[command(flatten)]
    pub(crate) only: FilterArgs,
}

/// Only these items in what is printed.
#[derive(Args, Debug)]
#[command(next_help_heading = t("只看", "Only"))]
pub(crate) struct FilterArgs {
    #[arg(long, value_name = t("社区", "NAME"), value_delimiter = ',', help = t("这些社区的事项", "Items of these communities"))]
    pub(crate) community: Vec<String>,
    #[arg(long, value_name = t("街道", "NAME"), value_delimiter = ',', help = t("这些街道的事项", "Items of these streets"))]
    pub(crate) street: Vec<String>,
    #[arg(long, value_name = t("部门", "NAME"), value_delimiter = ',', help = t("这些部门下达的事项", "Items from these departments"))]
    pub(crate) department: Vec<String>,
    #[arg(long, value_name = t("类别", "CATEGORY"), value_delimiter = ',', value_parser = category,
        help = t("会议 台账 报表 检查 评比 机构 网络 证明 任务", "meeting ledger report inspection evaluation organisation network certificate task"))]
    pub(crate) category: Vec<Category>,
    #[arg(long, value_name = t("结论", "ACTION"), value_delimiter = ',', value_parser = action,
        help = t("删 调 并 压 留 人工", "delete adjust merge compress keep review"))]
    pub(crate) action: Vec<Action>,
}

/// `jianfu columns`.
#[derive(Args, Debug)]
pub(crate) struct ColumnsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) format: PlainFormat,
}

/// `jianfu explain`.
#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[arg(long, required = true, value_name = t("行号", "N"), value_parser = row_number,
        help = t("第几行（表格里显示的行号）", "The row, as the spreadsheet shows it"))]
    pub(crate) row: u32,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[arg(long, value_name = "KEY=VALUE", help_heading = t("规则", "Rules"), value_parser = setting,
        help = t("假如：改一个参数再算；可重复", "What if: overrule one parameter; may be repeated"))]
    pub(crate) set: Vec<String>,
    #[arg(long, value_name = t("日期", "DATE"), help_heading = t("规则", "Rules"), value_parser = as_of,
        help = t("按哪一天有效的规则；不写就用表格所述时段的最后一天", "The day whose rules are applied; by default the last day of the period the sheets cover"))]
    pub(crate) as_of: Option<Date>,
    #[arg(long, value_name = t("路径", "PATH"), help_heading = t("规则", "Rules"), value_hint = ValueHint::FilePath,
        help = t("各单位的决定，或上一次存的审核结果；同 audit", "What people decided, or the last saved audit; as for audit"))]
    pub(crate) decisions: Vec<PathBuf>,
    #[arg(long, help = t("不遮盖身份证号和手机号", "Don't mask ID-card and telephone numbers"))]
    pub(crate) show_personal: bool,
    #[command(flatten)]
    pub(crate) format: PlainFormat,
}

/// `jianfu words`.
#[derive(Args, Debug)]
pub(crate) struct WordsArgs {
    #[command(subcommand)]
    pub(crate) command: WordsCommand,
}

/// What `jianfu words` does.
#[derive(Debug, Subcommand)]
pub(crate) enum WordsCommand {
    #[command(about = t("试一试：这些字是怎样理解的，凭什么", "Try how texts are understood, and by which words"))]
    Try(TryArgs),
}

/// `jianfu words try`.
#[derive(Args, Debug)]
pub(crate) struct TryArgs {
    #[arg(value_name = t("种类", "KIND"), value_parser = PossibleValuesParser::new(super::words::KINDS),
        help = t("heading 表头，frequency 频次，category 类别，basis 依据，same 两个名称是否同一事项",
            "heading, frequency, category, basis, or same (whether two names ask for the same)"))]
    pub(crate) kind: String,
    #[arg(required = true, value_name = t("文字", "TEXT"), help = t("要试的文字；same 要两个", "The texts to try; same takes two"))]
    pub(crate) texts: Vec<String>,
    #[command(flatten)]
    pub(crate) rules: RuleArgs,
    #[command(flatten)]
    pub(crate) format: PlainFormat,
}

/// Where only people and programs are told apart.
#[derive(Args, Debug)]
pub(crate) struct PlainFormat {
    #[arg(long = "format", value_name = t("格式", "FORMAT"), default_value = "table",
        value_parser = PossibleValuesParser::new(["table", "json"]),
        help = t("table 给人看，json 给程序", "table for people, json for programs"))]
    pub(crate) name: String,
}

impl PlainFormat {
    /// Whether a program reads it.
    pub(crate) fn is_json(&self) -> bool {
        self.name == "json"
    }
}

fn lang(text: &str) -> Result<jianfu::phrase::Lang, String> {
    language::parse(text).ok_or_else(|| t("只有 zh 和 en", "only zh and en").to_owned())
}

fn row_number(text: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|row| *row > 0);
    number.ok_or_else(|| t("行号是从 1 起的整数", "rows count from 1").to_owned())
}

pub(crate) fn column(text: &str) -> Result<(Field, String), String> {
    let (field, heading) = text
        .split_once(['=', '＝'])
        .ok_or_else(|| t("要写成 字段=表头", "write FIELD=HEADING").to_owned())?;
    Ok((field_named(field.trim())?, heading.trim().to_owned()))
}

/// The field of a word, or the list of those there are.
fn field_named(word: &str) -> Result<Field, String> {
    Field::parse(word).ok_or_else(|| one_of(Field::ALL.iter().map(|f| (f.word(), f.zh()))))
}

pub(crate) fn as_of(text: &str) -> Result<Date, String> {
    text.trim().parse().map_err(|_| {
        t(
            "写年-月-日，如 2026-09-30，且是日历上有的一天",
            "write year-month-day, as 2026-09-30, a day of the calendar",
        )
        .to_owned()
    })
}

pub(crate) fn setting(text: &str) -> Result<String, String> {
    let (key, value) = text
        .split_once(['=', '＝'])
        .ok_or_else(|| t("要写成 KEY=VALUE", "write KEY=VALUE").to_owned())?;
    Ok(format!("{}={}", key.trim(), value.trim()))
}

/// One of the things that `--reach` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aimed {
    /// Hundredths of a percent of the hours.
    Share(u32),
    /// Within all quotas.
    Quotas,
    /// What the rule set promises.
    Targets,
}

impl std::fmt::Display for Aimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Share(share) => write!(f, "{}.{:02}%", share / 100, share % 100),
            Self::Quotas => f.write_str("quota"),
            Self::Targets => f.write_str("target"),
        }
    }
}

fn aim(text: &str) -> Result<Aimed, String> {
    let wrong = || {
        t(
            "写百分数（如 20%，大于 0、不超过 100%，至多两位小数）、quota（限额）或 target（目标）",
            "write a percentage (as 20%, over 0 and up to 100%, at most two decimals), quota or target",
        )
        .to_owned()
    };
    match text.trim() {
        "quota" | "限额" => Ok(Aimed::Quotas),
        "target" | "目标" => Ok(Aimed::Targets),
        share => {
            let digits = share.strip_suffix(['%', '％']).ok_or_else(wrong)?;
            hundredths(digits.trim())
                .filter(|share| (1..=10_000).contains(share))
                .map(Aimed::Share)
                .ok_or_else(wrong)
        }
    }
}

/// A number of at most two decimals in hundredths, exactly.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || decimals.len() > 2 || !is_plain(whole) || !is_plain(decimals) {
        return None;
    }
    let decimals: u32 = format!("{decimals:0<2}").parse().ok()?;
    whole
        .parse::<u32>()
        .ok()?
        .checked_mul(100)?
        .checked_add(decimals)
}

fn action(text: &str) -> Result<Action, String> {
    Action::parse(text.trim()).ok_or_else(|| one_of(Action::ALL.iter().map(|a| (a.word(), a.zh()))))
}

fn audience(text: &str) -> Result<Audience, String> {
    let known = || one_of(Audience::ALL.iter().map(|a| (a.word(), a.zh())));
    Audience::parse(text.trim()).ok_or_else(known)
}

fn split_by(text: &str) -> Result<Audience, String> {
    let by = [Audience::Department, Audience::Street];
    let known = || one_of(by.iter().map(|a| (a.word(), a.zh())));
    Audience::parse(text.trim())
        .filter(|wanted| by.contains(wanted))
        .ok_or_else(known)
}

fn category(text: &str) -> Result<Category, String> {
    Category::parse(text.trim())
        .ok_or_else(|| one_of(Category::ALL.iter().map(|c| (c.word(), c.zh()))))
}

fn shown_column(text: &str) -> Result<Column, String> {
    Column::parse(text.trim()).ok_or_else(|| one_of(Column::ALL.iter().map(|c| (c.word(), c.zh()))))
}

fn one_of(words: impl Iterator<Item = (&'static str, &'static str)>) -> String {
    let pairs: Vec<String> = words.map(|(word, zh)| format!("{word} {zh}")).collect();
    format!(
        "{}{}",
        t("可用的有：", "there are: "),
        pairs.join(t("，", ", "))
    )
}
