//! `jianfu words try`: how a heading, a frequency, a name, a basis, two names are understood, with the evidence.

use std::io::Write;

use anyhow::Result;
use jianfu::item::{BasisKind, Category, Field, FrequencyKind};
use jianfu::say;
use jianfu::words::{Reading, Words};
use serde_json::{Value, json};

use super::args::{TryArgs, WordsArgs, WordsCommand};
use super::config::Config;
use super::gather::Sources;
use super::language::{current, t, told, trouble};
use super::{Outcome, output};

/// What can be tried.
pub(crate) const KINDS: [&str; 5] = ["heading", "frequency", "category", "basis", "same"];

/// How one text was understood: for programs, and in words.
struct Tried {
    json: Value,
    said: String,
    evidence: Vec<String>,
}

/// Tries texts.
pub(crate) fn run(args: &WordsArgs, config: &Config) -> Result<Outcome> {
    let WordsCommand::Try(args) = &args.command;
    let words = Sources::named(&args.rules, config)?.words()?;
    let mut out = output::stdout();
    for (text, tried) in tried(args, &words)? {
        if args.format.is_json() {
            serde_json::to_writer(&mut out, &tried.json)?;
            writeln!(out)?;
            continue;
        }
        writeln!(out, "{text}  →  {}", tried.said)?;
        if !tried.evidence.is_empty() {
            writeln!(
                out,
                "    {}{}",
                t("凭：", "by: "),
                tried.evidence.join(t("、", ", "))
            )?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn tried(args: &TryArgs, words: &Words) -> Result<Vec<(String, Tried)>> {
    if args.kind == "same" {
        let [one, other] = args.texts.as_slice() else {
            return Err(trouble(&say!("same 要两个名称", "same takes two names")));
        };
        return Ok(vec![(format!("{one} / {other}"), same(one, other, words))]);
    }
    let try_one = |text: &String| {
        let tried = match args.kind.as_str() {
            "heading" => heading(text, words),
            "frequency" => frequency(text, words),
            "category" => category(text, words),
            _ => basis(text, words),
        };
        (text.clone(), tried)
    };
    Ok(args.texts.iter().map(try_one).collect())
}

fn not_understood() -> String {
    t("看不懂", "not understood").to_owned()
}

fn heading(text: &str, words: &Words) -> Tried {
    let Reading { value, evidence } = words.heading(text);
    Tried {
        json: json!({ "text": text, "field": value.map(Field::word), "evidence": evidence }),
        said: value.map_or_else(not_understood, |field| {
            format!("{} {}", field.word(), field.zh())
        }),
        evidence,
    }
}

fn category(text: &str, words: &Words) -> Tried {
    let Reading { value, evidence } = words.category(&words.plain(text), "");
    Tried {
        json: json!({ "text": text, "category": value.map(Category::word), "evidence": evidence }),
        said: value.map_or_else(not_understood, |category| {
            category.in_lang(current()).to_owned()
        }),
        evidence,
    }
}

fn frequency(text: &str, words: &Words) -> Tried {
    let Reading { value, evidence } = words.frequency(text, "");
    let kind = value.map_or(FrequencyKind::Unknown, |frequency| frequency.kind);
    let rate = value.and_then(|frequency| frequency.rate);
    let most = value.and_then(|frequency| frequency.rate_max);
    let number = |rate: jianfu::item::Rate| match rate.years() {
        1 => json!(rate.times()),
        _ => json!(rate.per_year()),
    };
    let mut json = json!({ "text": text, "kind": kind.word(), "per_year": rate.map(number) });
    if let Some(most) = most {
        json["per_year_max"] = number(most);
    }
    json["evidence"] = json!(evidence);
    let times = rate.map(|rate| match most {
        Some(most) => format!("{}–{}", number(rate), number(most)),
        None => number(rate).to_string(),
    });
    let kind = kind.in_lang(current());
    let said = match times {
        Some(times) => told(&say!("{kind}，每年 {times} 次", "{kind}, {times} a year")),
        None => told(&say!("{kind}，次数不明", "{kind}, how often is unknown")),
    };
    Tried {
        json,
        said,
        evidence,
    }
}

fn basis(text: &str, words: &Words) -> Tried {
    let basis = words.basis(text);
    let (word, zh) = match basis.kind {
        BasisKind::Statute => ("statute", "法律法规"),
        BasisKind::Numbered => ("numbered", "有文号的文件"),
        BasisKind::Stated => ("stated", "没有文号的文件或安排"),
        BasisKind::None => ("none", "没有依据"),
        BasisKind::Blank | BasisKind::Absent => ("blank", "未填"),
    };
    Tried {
        json: json!({ "text": text, "kind": word, "statutes": basis.statutes, "numbers": basis.numbers }),
        said: t(zh, word).to_owned(),
        evidence: basis.statutes.into_iter().chain(basis.numbers).collect(),
    }
}

/// Names this alike are taken for the same, as in the built-in rule set.
const SAME: f64 = 0.8;

fn same(one: &str, other: &str, words: &Words) -> Tried {
    let compared = jianfu::judge::compare(words, one, other);
    let score = (compared.similarity * 100.0).round() / 100.0;
    let is_same = compared.similarity >= SAME;
    let note = compared.evidence.note.as_ref().map(told);
    let evidence: Vec<String> = std::iter::once(compared.evidence.found.clone())
        .chain(note)
        .filter(|part| !part.is_empty())
        .collect();
    let said = match is_same {
        true => say!("同一事项（相似 {score}）", "the same (alike {score})"),
        false => say!(
            "不是同一事项（相似 {score}）",
            "not the same (alike {score})"
        ),
    };
    let common: Vec<Value> = compared
        .common
        .iter()
        .map(|(part, word)| json!({ "part": part, "word": word }))
        .collect();
    let differences: Vec<Value> = compared
        .differences
        .iter()
        .map(|(part, [left, right], deduct)| {
            json!({ "part": part, "left": left, "right": right, "deduct_percent": deduct })
        })
        .collect();
    Tried {
        json: json!({
            "texts": [one, other], "same": is_same, "similarity": score, "evidence": evidence,
            "common": common, "differences": differences,
        }),
        said: told(&said),
        evidence,
    }
}
