//! Conditions: the tests under `when`, one file for each kind.

mod category;
mod level;
mod number;
mod text;

use super::fields::{Desk, Fields, Node};
use super::model::{Condition, List};
use super::scope::Scope;
use crate::phrase::Phrase;

/// Reads all the tests under `when`.
pub(super) fn read(node: &Node<'_>, scope: &Scope<'_>, desk: &mut Desk) -> Vec<Condition> {
    let Some(mut fields) = Fields::of(node, desk) else {
        return Vec::new();
    };
    let mut conditions = category::read(&mut fields, desk);
    if let Some(issuer) = fields.optional("issuer", desk)
        && let Some(mut issuer) = Fields::of(&issuer, desk)
    {
        conditions.extend(level::read(&mut issuer, desk));
        conditions.extend(text::read_issuer(&mut issuer, scope, desk));
        issuer.finish(desk);
    }
    conditions.extend(text::read(&mut fields, scope, desk));
    conditions.extend(number::read(&mut fields, desk));
    fields.finish(desk);
    conditions
}

/// The key a condition is written under, below `when`.
pub(super) fn key(condition: &Condition) -> String {
    match condition {
        Condition::Category(_) => "category".to_owned(),
        Condition::Level(_) => "issuer.level".to_owned(),
        Condition::Text { field, test } => text::key(*field, test),
        Condition::Number { field, test } => number::key(*field, *test),
    }
}

/// A condition in plain words.
pub(crate) fn describe(condition: &Condition, lists: &[List]) -> Phrase {
    match condition {
        Condition::Category(categories) => category::describe(categories),
        Condition::Level(levels) => level::describe(levels),
        Condition::Text { field, test } => text::describe(*field, test, lists),
        Condition::Number { field, test } => number::describe(*field, *test),
    }
}

/// 甲、乙或丙
pub(super) fn alternatives(all: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for (at, one) in all.iter().enumerate() {
        text += match at {
            0 => "",
            at if at + 1 == all.len() => "或",
            _ => "、",
        };
        text += one.as_ref();
    }
    text
}

/// “甲”“乙”或“丙”, and the same in English.
fn quoted<'a>(
    words: impl Iterator<Item = &'a str>,
    zh_last: &str,
    en_last: &str,
) -> (String, String) {
    let words: Vec<_> = words.collect();
    let joined = |open: &str, close: &str, between: &str, last: &str| {
        let mut all = String::new();
        for (i, word) in words.iter().enumerate() {
            if i > 0 {
                all += if i + 1 == words.len() { last } else { between };
            }
            all += open;
            all += word;
            all += close;
        }
        all
    };
    (
        joined("“", "”", "", zh_last),
        joined("\"", "\"", ", ", &format!(" {en_last} ")),
    )
}
