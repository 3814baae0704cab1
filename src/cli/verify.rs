//! `jianfu verify`: makes a saved audit again from its inputs and rules, and says where the two differ.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use clap::{Args, CommandFactory, FromArgMatches, ValueHint};
use jianfu::phrase::Phrase;
use jianfu::read::{Content, Input};
use jianfu::report::{self, Facts, Origin, View};
use jianfu::say;
use serde_json::Value;

use super::args::{AuditArgs, Cli, Command, Usual};
use super::config::Config;
use super::language::{current, t, told, trouble};
use super::{Outcome, audit, origin, output};

/// So many differences are told one by one.
const SHOWN: usize = 40;

/// `jianfu verify`.
#[derive(Args, Debug)]
pub(crate) struct VerifyArgs {
    #[arg(value_name = "REPORT.json", value_hint = ValueHint::FilePath,
        help = t("jianfu audit 存的 .json", "What jianfu audit saved as .json"))]
    report: PathBuf,
}

/// What stands in one place of the saved audit and in that which was made again.
struct Difference {
    place: String,
    saved: String,
    again: String,
}

/// Makes it again and compares.
pub(crate) fn run(args: &VerifyArgs, usual: &Usual) -> Result<Outcome> {
    let shown = args.report.display();
    let text = std::fs::read_to_string(&args.report).map_err(|error| {
        trouble(&say!(
            "{shown}：读不了（{error}）",
            "{shown}: can't be read ({error})"
        ))
    })?;
    let saved: Value = serde_json::from_str(&text).map_err(|error| {
        trouble(&say!(
            "{shown}：不是 JSON（{error}）",
            "{shown}: no JSON ({error})"
        ))
    })?;
    let made = Made::read(&saved).ok_or_else(|| {
        trouble(&say!(
            "{shown}：里面没有写明是怎样算出来的（arguments、inputs），不能核对；请用这一版 jianfu audit -o 重新保存",
            "{shown}: doesn't say how it was made (arguments, inputs) and can't be verified; save it anew with this version's jianfu audit -o"
        ))
    })?;
    let mut differences = made.changed_inputs(&args.report)?;
    let again = made.make_again(&args.report)?;
    if again != text {
        let again: Value = serde_json::from_str(&again)?;
        compare("", &saved, &again, &mut differences);
        if differences.is_empty() {
            differences.push(whole(&say!(
                "内容相同，但文字被重新排过，或者同一项写了两次",
                "the content is the same, but it was written anew, or something stands in it twice"
            )));
        }
    }
    report(&args.report, &differences, usual)
}

fn report(path: &Path, differences: &[Difference], usual: &Usual) -> Result<Outcome> {
    let shown = path.display();
    if differences.is_empty() {
        if !usual.quiet {
            output::say(&told(&say!(
                "{shown}：与重新计算的结果一致",
                "{shown}: is what it was made from"
            )));
        }
        return Ok(Outcome::Done);
    }
    let mut lines = String::new();
    let limit = if usual.verbose > 0 { usize::MAX } else { SHOWN };
    for Difference {
        place,
        saved,
        again,
    } in differences.iter().take(limit)
    {
        let line = told(&say!(
            "{place}：文件里是 {saved}，重新计算是 {again}",
            "{place}: {saved} in the file, {again} when made again"
        ));
        lines.push_str(&line);
        lines.push('\n');
    }
    output::print(lines.as_bytes())?;
    let n = differences.len();
    output::say(&told(&say!(
        "{shown}：有 {n} 处与重新计算的结果不同",
        "{shown}: differs in {n} places from what it was made from"
    )));
    Ok(Outcome::Found)
}

/// How a saved audit says that it was made.
struct Made {
    arguments: Vec<String>,
    paths: Vec<String>,
    hashes: Vec<Option<String>>,
}

impl Made {
    fn read(saved: &Value) -> Option<Self> {
        let texts = |value: &Value| -> Option<Vec<String>> {
            let list = value.as_array()?.iter();
            list.map(|text| text.as_str().map(str::to_owned)).collect()
        };
        let inputs = saved.get("inputs")?.as_array()?;
        let of_input = |name: &str| {
            inputs
                .iter()
                .map(move |input| input.get(name)?.as_str())
                .collect::<Vec<_>>()
        };
        let paths: Option<Vec<&str>> = of_input("path").into_iter().collect();
        Some(Self {
            arguments: texts(saved.get("arguments")?)?,
            paths: paths?.into_iter().map(str::to_owned).collect(),
            hashes: of_input("sha256")
                .into_iter()
                .map(|hash| hash.map(str::to_owned))
                .collect(),
        })
    }

    /// The inputs where they were, seen from here or from the report.
    fn inputs(&self, report: &Path) -> Result<Vec<Input>> {
        let found = |path: &String| {
            let here = PathBuf::from(path);
            let beside = report.parent().map(|folder| folder.join(path));
            let there = [Some(here), beside]
                .into_iter()
                .flatten()
                .find(|path| path.is_file());
            let there = there.ok_or_else(|| {
                trouble(&say!(
                    "找不到当时的报表 {path}；请在当时的文件夹里核对（从标准输入读的不能核对）",
                    "the input {path} isn't there; verify where it was audited (what came from standard input can't be verified)"
                ))
            })?;
            Ok(Input {
                path: path.as_str().into(),
                content: Content::File(there),
            })
        };
        self.paths.iter().map(found).collect()
    }

    fn changed_inputs(&self, report: &Path) -> Result<Vec<Difference>> {
        let mut changed = Vec::new();
        for (input, saved) in self.inputs(report)?.iter().zip(&self.hashes) {
            let now = origin::hash(&input.content).ok();
            if *saved != now {
                let path = &input.path;
                changed.push(Difference {
                    place: told(&say!("报表 {path} 的指纹", "the hash of the input {path}")),
                    saved: saved.clone().unwrap_or_default(),
                    again: now.unwrap_or_default(),
                });
            }
        }
        Ok(changed)
    }

    /// The same audit once more, as it would be saved.
    fn make_again(&self, report: &Path) -> Result<String> {
        let (usual, args) = self.parsed()?;
        let inputs = self.inputs(report)?;
        let config = Config::default();
        let examined = audit::examine(&args, &usual, &config, &inputs, Vec::new())?;
        let hashes = inputs.iter().map(|input| origin::hash(&input.content).ok());
        let view = View {
            lang: usual.lang.unwrap_or_else(current),
            personal: args.show_personal,
            for_file: true,
            origin: Some(Arc::new(Origin {
                arguments: self.arguments.clone(),
                inputs: hashes.collect(),
            })),
            ..View::default()
        };
        let selection = audit::selection(&args.only);
        let facts = Facts::new(examined.audit(), &selection, examined.words.plainer(), view)
            .with(examined.alternatives());
        let mut json = Vec::new();
        let format = report::format_named("json").unwrap_or(&report::FORMATS[0]);
        (format.write)(&facts, &mut json)?;
        Ok(String::from_utf8(json)?)
    }

    fn parsed(&self) -> Result<(Usual, AuditArgs)> {
        let start = ["jianfu", "audit", "--quiet", "--no-progress", "-"].map(str::to_owned);
        let line = start.into_iter().chain(self.arguments.iter().cloned());
        let parsed = Cli::command().try_get_matches_from(line);
        let cli = parsed
            .and_then(|matches| Cli::from_arg_matches(&matches))
            .map_err(|error| {
                let what = error.to_string();
                let what = what.lines().next().unwrap_or_default();
                trouble(&say!(
                    "文件里写的参数读不懂：{what}",
                    "the arguments in the file aren't understood: {what}"
                ))
            })?;
        match cli.command {
            Command::Audit(args) => Ok((cli.usual, *args)),
            _ => Err(trouble(&say!(
                "文件里写的不是 audit 的参数",
                "the arguments in the file aren't those of audit"
            ))),
        }
    }
}

fn whole(what: &Phrase) -> Difference {
    Difference {
        place: told(what),
        saved: "…".to_owned(),
        again: "…".to_owned(),
    }
}

/// Every place in which two values differ, the smallest that can be named.
fn compare(place: &str, saved: &Value, again: &Value, into: &mut Vec<Difference>) {
    match (saved, again) {
        (Value::Object(one), Value::Object(other)) => {
            let keys = one
                .keys()
                .chain(other.keys().filter(|key| !one.contains_key(*key)));
            for key in keys {
                let inside = if place.is_empty() {
                    key.clone()
                } else {
                    format!("{place}.{key}")
                };
                let value = |object: &serde_json::Map<String, Value>| object.get(key).cloned();
                compare_some(&inside, value(one).as_ref(), value(other).as_ref(), into);
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            for at in 0..one.len().max(other.len()) {
                let inside = format!("{place}[{at}]{}", named(one.get(at).or(other.get(at))));
                compare_some(&inside, one.get(at), other.get(at), into);
            }
        }
        _ if saved == again => {}
        _ => into.push(Difference {
            place: place.to_owned(),
            saved: saved.to_string(),
            again: again.to_string(),
        }),
    }
}

fn compare_some(
    place: &str,
    saved: Option<&Value>,
    again: Option<&Value>,
    into: &mut Vec<Difference>,
) {
    match (saved, again) {
        (Some(saved), Some(again)) => compare(place, saved, again, into),
        (saved, again) => {
            let told = |value: Option<&Value>| {
                value.map_or_else(|| t("没有", "nothing").to_owned(), Value::to_string)
            };
            into.push(Difference {
                place: place.to_owned(),
                saved: told(saved),
                again: told(again),
            });
        }
    }
}

/// The name of an item, for people to find it by.
fn named(value: Option<&Value>) -> String {
    let name = value
        .and_then(|value| value.get("name"))
        .and_then(Value::as_str);
    name.map(|name| format!("“{name}”")).unwrap_or_default()
}
