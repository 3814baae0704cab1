//! What the README files show is what the program does; `UPDATE_README=1 cargo test --test readme` writes it anew.
//!
//! A part between `<!-- made: KIND … -->` and `<!-- end -->` is made here: `output ARGS` is what the program
//! prints, `file PATH` a file, `rule PATH ID` one rule of a file, `rules` the table of built-in rules.

// A part that cannot be made is a failed test.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use jianfu::finding::Action;
use jianfu::phrase::Lang;
use jianfu::rule::{self, RuleSet};
use jianfu::words::Words;

const BEGIN: &str = "<!-- made: ";
const END: &str = "<!-- end -->";

#[test]
fn the_chinese_readme_shows_what_the_program_does() {
    check("README.zh-CN.md", "zh_CN.UTF-8");
}

#[test]
fn the_english_readme_shows_what_the_program_does() {
    check("README.md", "en_US.UTF-8");
}

#[test]
fn the_two_readmes_have_the_same_sections() {
    let sections = |name| {
        let text = std::fs::read_to_string(root().join(name)).unwrap();
        text.lines().filter(|line| line.starts_with("## ")).count()
    };
    assert_eq!(sections("README.md"), sections("README.zh-CN.md"));
}

#[test]
fn the_rule_of_ones_own_is_good_and_hits_its_items() {
    run(&["rules", "check", "samples/own-rule.toml"], "zh_CN.UTF-8");
    run(&["rules", "test", "samples/own-rule.toml"], "zh_CN.UTF-8");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn check(name: &str, locale: &str) {
    let path = root().join(name);
    let shown = std::fs::read_to_string(&path).unwrap();
    let made = remade(&shown, locale);
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, made).unwrap();
        return;
    }
    let differing = shown.lines().zip(made.lines()).find(|(a, b)| a != b);
    assert_eq!(
        differing, None,
        "{name}: shown, made; run with UPDATE_README=1"
    );
    assert!(shown == made, "{name}: run with UPDATE_README=1");
}

/// The text with every made part made anew.
fn remade(text: &str, locale: &str) -> String {
    let mut parts = text.split(BEGIN);
    let mut made = parts.next().unwrap().to_owned();
    for part in parts {
        let (order, rest) = part.split_once(" -->\n").unwrap();
        let (_, after) = rest
            .split_once(END)
            .unwrap_or_else(|| panic!("no end of {order}"));
        made += &format!(
            "{BEGIN}{order} -->\n{}{END}{after}",
            carried_out(order, locale)
        );
    }
    made
}

fn carried_out(order: &str, locale: &str) -> String {
    let words: Vec<&str> = order.split_whitespace().collect();
    match words.as_slice() {
        ["output", args @ ..] => {
            let printed = run(args, locale);
            format!(
                "```text\n$ jianfu {}\n{}\n```\n",
                args.join(" "),
                printed.trim_end()
            )
        }
        ["file", path] => fenced("toml", &file(path)),
        [kind @ ("rule" | "share"), path, id] => {
            fenced("toml", &table_of(&file(path), &format!("[{kind}.{id}]")))
        }
        ["rules"] => rules(locale),
        _ => panic!("unknown order {order}"),
    }
}

fn file(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn fenced(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```\n", text.trim_end())
}

/// A table of a TOML file, from its heading to the next one.
fn table_of(text: &str, heading: &str) -> String {
    let mut lines = text.lines().skip_while(|line| *line != heading);
    let first = lines.next().unwrap_or_else(|| panic!("no {heading}"));
    let rest = lines.take_while(|line| !line.starts_with('['));
    std::iter::once(first)
        .chain(rest)
        .collect::<Vec<_>>()
        .join("\n")
}

fn run(args: &[&str], locale: &str) -> String {
    let output = Command::cargo_bin("jianfu")
        .unwrap()
        .args(args)
        .current_dir(root())
        .env("LC_ALL", locale)
        .env("NO_COLOR", "1")
        .env_remove("COLUMNS")
        .output()
        .unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{args:?} {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// The default set's rules, clause by clause.
fn rules(locale: &str) -> String {
    let (_, file) = rule::builtin().next().unwrap();
    let (words, _) = Words::load(&[]);
    let (set, _) = rule::load(&[file], &words);
    let english = locale.starts_with("en");
    let head = if english {
        "| action | rule | what it finds | stands on |"
    } else {
        "| 意见 | 规则 | 管什么 | 依据 |"
    };
    let mut table = format!(
        "{}\n\n{head}\n| --- | --- | --- | --- |\n",
        counts(&set, english)
    );
    for rule in &set.rules {
        let action = if english {
            rule.action.word()
        } else {
            rule.action.zh()
        };
        let cited = set.provision(rule);
        let lang = if english { Lang::En } else { Lang::Zh };
        let cited = cited.as_ref().map_or("", |cited| cited.in_lang(lang));
        table += &format!("| {action} | `{}` | {} | {cited} |\n", rule.id, rule.title);
    }
    table
}

fn counts(set: &RuleSet, english: bool) -> String {
    let total = set.rules.len();
    let each = Action::ALL.iter().filter_map(|action| {
        let count = set
            .rules
            .iter()
            .filter(|rule| rule.action == *action)
            .count();
        let word = if english { action.word() } else { action.zh() };
        (count > 0).then(|| format!("{word} {count}"))
    });
    let each: Vec<_> = each.collect();
    if english {
        format!("{total} rules: {}.", each.join(", "))
    } else {
        format!("共 {total} 条：{}。", each.join("、"))
    }
}
