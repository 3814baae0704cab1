//! The file of decisions: TOML that a person can read and change, and a program can check.

use std::fmt::Write as _;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Answer, Decision, day};
use crate::diag::Diag;
use crate::finding::Action;
use crate::phrase::Phrase;
use crate::place::{Place, SourceFile, Span};
use crate::say;

/// What a decision may say; all but `rule` and `name` must be there.
const KEYS: [&str; 8] = [
    "key", "name", "answer", "action", "rule", "reason", "by", "until",
];

/// Reads a file of decisions. What is wrong with a decision is said, and that decision left out: a
/// mistake never makes anything hold.
pub fn read(file: &SourceFile) -> (Vec<Decision>, Vec<Diag>) {
    let mut reader = Reader {
        file,
        diags: Vec::new(),
    };
    let table = match DeTable::parse(&file.text) {
        Ok(table) => table,
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            let (zh, en) = (error.message().to_owned(), error.message());
            reader.error(
                at,
                say!("决定文件读不懂：{zh}", "the file of decisions can't be read: {en}"),
                say!(
                    "每条决定写成一节 [[decision]]；日期写成 2027-06-30，要是日历上有的一天",
                    "write each decision as a [[decision]]; dates as 2027-06-30, days of the calendar"
                ),
            );
            return (Vec::new(), reader.diags);
        }
    };
    let decisions = reader.decisions(table.get_ref());
    (decisions, reader.diags)
}

struct Reader<'f> {
    file: &'f SourceFile,
    diags: Vec<Diag>,
}

impl Reader<'_> {
    fn place(&self, at: Range<usize>) -> Place {
        Place::Span(Span {
            path: self.file.path.clone(),
            bytes: at,
        })
    }

    fn error(&mut self, at: Range<usize>, message: Phrase, help: Phrase) {
        let place = self.place(at);
        self.diags
            .push(Diag::error("decision", place, message).help(help));
    }

    fn decisions(&mut self, table: &DeTable<'_>) -> Vec<Decision> {
        let mut decisions: Vec<Decision> = Vec::new();
        for (key, value) in table {
            let DeValue::Array(list) = value.get_ref() else {
                self.unknown(key);
                continue;
            };
            if key.get_ref() != "decision" {
                self.unknown(key);
                continue;
            }
            for entry in list {
                let Some(decision) = self.decision(entry) else {
                    continue;
                };
                let twice = decisions.iter().any(|other| {
                    (&other.key, other.action, &other.rule)
                        == (&decision.key, decision.action, &decision.rule)
                });
                if twice {
                    let name = &decision.name;
                    self.error(
                        entry.span(),
                        say!(
                            "“{name}”的同一条建议有两个决定",
                            "two decisions on the same proposal for “{name}”"
                        ),
                        say!("只留一个；这一个不算", "keep one; this one doesn't apply"),
                    );
                } else {
                    decisions.push(decision);
                }
            }
        }
        decisions
    }

    fn unknown(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>) {
        let name = key.get_ref();
        self.error(
            key.span(),
            say!("不认识 {name}", "unknown {name}"),
            say!(
                "决定文件里只有 [[decision]]",
                "a file of decisions holds [[decision]] only"
            ),
        );
    }

    /// One decision; `None` where anything is missing or wrong.
    fn decision(&mut self, entry: &Spanned<DeValue<'_>>) -> Option<Decision> {
        let DeValue::Table(table) = entry.get_ref() else {
            return None;
        };
        let before = self.diags.len();
        for (key, _) in table {
            if !KEYS.contains(&key.get_ref().as_ref()) {
                let (name, known) = (key.get_ref(), KEYS.join(" "));
                self.error(
                    key.span(),
                    say!(
                        "决定里没有 {name} 这一项，这条决定不算",
                        "a decision has no {name}: it doesn't apply"
                    ),
                    say!("可写的有：{known}", "there are: {known}"),
                );
            }
        }
        let key = self.text(table, "key", entry);
        let answer = self.text(table, "answer", entry);
        let answer =
            answer.and_then(|word| self.term(table, "answer", &word, Answer::parse, "采纳 不采纳"));
        let action = self.text(table, "action", entry);
        let action = action
            .and_then(|word| self.term(table, "action", &word, Action::parse, "删 调 并 压 留"));
        let reason = self.text(table, "reason", entry);
        let by = self.text(table, "by", entry);
        let until = self.until(table, entry);
        let optional = |name: &str| {
            let value = table.get(name)?.get_ref().as_str()?.trim().to_owned();
            Some(value).filter(|value| !value.is_empty())
        };
        let decision = Decision {
            name: optional("name").or_else(|| key.clone())?,
            rule: optional("rule"),
            key: key?,
            answer: answer?,
            action: action?,
            reason: reason?,
            by: by?,
            until: until?,
            place: self.place(entry.span()),
        };
        (self.diags.len() == before).then_some(decision)
    }

    fn text(
        &mut self,
        table: &DeTable<'_>,
        name: &str,
        entry: &Spanned<DeValue<'_>>,
    ) -> Option<String> {
        let value = table.get(name);
        let text = value.and_then(|value| value.get_ref().as_str());
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            let at = value.map_or(entry.span(), Spanned::span);
            self.error(
                at,
                say!("没有写 {name}，这条决定不算", "{name} is missing: this decision doesn't apply"),
                say!(
                    "每条决定都要写明事项 key、答复 answer、针对的结论 action、理由 reason、单位 by 和有效期 until",
                    "a decision says key, answer, action, reason, by and until"
                ),
            );
        }
        text.map(str::to_owned)
    }

    fn term<T>(
        &mut self,
        table: &DeTable<'_>,
        name: &str,
        word: &str,
        parse: impl Fn(&str) -> Option<T>,
        known: &str,
    ) -> Option<T> {
        let term = parse(word);
        if term.is_none() {
            let at = table.get(name).map_or(0..0, Spanned::span);
            self.error(
                at,
                say!(
                    "{name} 不能是“{word}”，这条决定不算",
                    "{name} can't be “{word}”: this decision doesn't apply"
                ),
                say!("可写的有：{known}", "there are: {known}"),
            );
        }
        term
    }

    fn until(
        &mut self,
        table: &DeTable<'_>,
        entry: &Spanned<DeValue<'_>>,
    ) -> Option<jiff::civil::Date> {
        let value = table.get("until");
        let written = value.and_then(|value| match value.get_ref() {
            DeValue::Datetime(date) if date.time.is_none() => Some(date.to_string()),
            DeValue::String(text) => Some(text.to_string()),
            _ => None,
        });
        let until = written.as_deref().and_then(day);
        if until.is_none() {
            let at = value.map_or(entry.span(), Spanned::span);
            self.error(
                at,
                say!(
                    "有效期 until 没有写，或者不是一个日期，这条决定不算",
                    "until is missing or no date: this decision doesn't apply"
                ),
                say!(
                    "写最后一天，如 until = 2027-06-30；平年没有 2 月 29 日",
                    "write the last day, as until = 2027-06-30; only leap years have a 29th of February"
                ),
            );
        }
        until
    }
}

/// The decisions as a file, in their order.
pub fn write(decisions: &[Decision]) -> String {
    let mut text =
        "# 各单位对减负建议的答复。answer：采纳或不采纳；until 是最后有效的一天，过期不算。\n"
            .to_owned();
    for decision in decisions {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let Decision {
            key,
            name,
            reason,
            by,
            until,
            ..
        } = decision;
        let (answer, action) = (decision.answer.zh(), decision.action.zh());
        let _ = writeln!(text, "\n[[decision]]");
        let _ = writeln!(text, "key    = {}", quoted(key));
        let _ = writeln!(text, "name   = {}", quoted(name));
        let _ = writeln!(text, "answer = {}", quoted(answer));
        let _ = writeln!(text, "action = {}", quoted(action));
        if let Some(rule) = &decision.rule {
            let _ = writeln!(text, "rule   = {}", quoted(rule));
        }
        let _ = writeln!(text, "reason = {}", quoted(reason));
        let _ = writeln!(text, "by     = {}", quoted(by));
        let _ = writeln!(text, "until  = {until}");
    }
    text
}
