//! Conditions on texts: the name, the basis, the content and the like, all in plain form.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use super::quoted;
use crate::phrase::Phrase;
use crate::rule::Code;
use crate::rule::fields::{Desk, Fields, Node, wrong_type};
use crate::rule::scope::Scope;
use crate::rule::value::{flag, text, words};
use crate::rule::{Condition, List, TextField, TextTest, Word};
use crate::say;

/// A pattern may compile to a megabyte: room for any sensible one, and no file can stall the program.
const PATTERN_LIMIT: usize = 1 << 20;

/// Reads the tests on every text but the issuer's.
pub(super) fn read(fields: &mut Fields<'_>, scope: &Scope<'_>, desk: &mut Desk) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for field in TextField::ALL.iter().filter(|f| **f != TextField::Issuer) {
        if let Some(node) = fields.optional(field.word(), desk) {
            conditions.extend(read_tests(*field, &node, scope, desk));
        }
    }
    conditions
}

/// Reads the tests on the issuer's normal name.
pub(super) fn read_issuer(
    issuer: &mut Fields<'_>,
    scope: &Scope<'_>,
    desk: &mut Desk,
) -> Vec<Condition> {
    match issuer.optional("name", desk) {
        Some(node) => read_tests(TextField::Issuer, &node, scope, desk),
        None => Vec::new(),
    }
}

fn read_tests(
    field: TextField,
    node: &Node<'_>,
    scope: &Scope<'_>,
    desk: &mut Desk,
) -> Vec<Condition> {
    if !matches!(node.value, toml::de::DeValue::Table(_)) {
        let name = field.word();
        desk.error_with_help(
            Code::WrongType,
            node.bytes.clone(),
            say!("{name} 后面要写明怎么比", "{name} needs a kind of test"),
            say!(
                "写成 when.{name}.any = [\"词\"]（含任一个），或 all none is in_list not_in_list missing matches",
                "write when.{name}.any = [\"…\"], or all none is in_list not_in_list missing matches"
            ),
        );
        return Vec::new();
    }
    let Some(mut fields) = Fields::of(node, desk) else {
        return Vec::new();
    };
    let mut tests = Vec::new();
    type OfWords = fn(Vec<Word>) -> TextTest;
    let of_words: [(&str, OfWords); 4] = [
        ("any", TextTest::Any),
        ("all", TextTest::All),
        ("none", TextTest::None),
        ("is", TextTest::Is),
    ];
    for (key, test) in of_words {
        if let Some(node) = fields.optional(key, desk) {
            tests.push(test(words(&node, scope.words, desk)));
        }
    }
    if let Some(node) = fields.optional("in_list", desk) {
        tests.extend(scope.list(&node, desk).map(TextTest::InList));
    }
    if let Some(node) = fields.optional("not_in_list", desk) {
        tests.extend(scope.list(&node, desk).map(TextTest::NotInList));
    }
    if let Some(node) = fields.optional("missing", desk) {
        tests.extend(flag(&node, desk).map(TextTest::Missing));
    }
    if let Some(node) = fields.optional("matches", desk) {
        tests.extend(pattern(&node, desk).map(TextTest::Matches));
    }
    fields.finish(desk);
    let condition = |test| Condition::Text { field, test };
    tests.into_iter().map(condition).collect()
}

/// A pattern longer than this is no pattern any more but a list of words.
const PATTERN_LENGTH: usize = 1 << 10;

/// Brackets within brackets, so many at most.
const PATTERN_DEPTH: u32 = 64;

/// Compiles a pattern; upper and lower case are the same, as in plain forms.
fn pattern(node: &Node<'_>, desk: &mut Desk) -> Option<Arc<Regex>> {
    if !matches!(node.value, toml::de::DeValue::String(_)) {
        wrong_type(
            node,
            &say!("引号里的一个式样", "one pattern in quotes"),
            desk,
        );
        return None;
    }
    let written = text(node, desk)?;
    if written.len() > PATTERN_LENGTH {
        too_large(node, desk);
        return None;
    }
    let built = RegexBuilder::new(&written)
        .nest_limit(PATTERN_DEPTH)
        .size_limit(PATTERN_LIMIT)
        .dfa_size_limit(PATTERN_LIMIT)
        .case_insensitive(true)
        .build();
    match built {
        Ok(regex) => Some(Arc::new(regex)),
        Err(regex::Error::CompiledTooBig(_)) => {
            too_large(node, desk);
            None
        }
        Err(error) => {
            let why = error.to_string();
            let why = why
                .lines()
                .last()
                .unwrap_or(&why)
                .trim_start_matches("error: ")
                .to_owned();
            desk.error_with_help(
                Code::Pattern,
                node.bytes.clone(),
                say!("式样写得不成立（{why}）", "the pattern can't be read ({why})"),
                say!(
                    "括号要成对，特殊符号前加反斜杠；只是找词就用 any",
                    "pair the brackets, put a backslash before special characters; for plain words use any"
                ),
            );
            None
        }
    }
}

fn too_large(node: &Node<'_>, desk: &mut Desk) {
    desk.error_with_help(
        Code::Pattern,
        node.bytes.clone(),
        say!("式样太大", "the pattern is too large"),
        say!(
            "去掉成百上千的重复次数，或改用 any 列出词",
            "take out repetitions by the hundred, or list words under any"
        ),
    );
}

/// `name.any`, `issuer.name.is`
pub(super) fn key(field: TextField, test: &TextTest) -> String {
    let field = match field {
        TextField::Issuer => "issuer.name",
        other => other.word(),
    };
    let test = match test {
        TextTest::Any(_) => "any",
        TextTest::All(_) => "all",
        TextTest::None(_) => "none",
        TextTest::Is(_) => "is",
        TextTest::InList(_) => "in_list",
        TextTest::NotInList(_) => "not_in_list",
        TextTest::Missing(_) => "missing",
        TextTest::Matches(_) => "matches",
    };
    format!("{field}.{test}")
}

/// 名称含“招商引资”或“协税护税”
pub(super) fn describe(field: TextField, test: &TextTest, lists: &[List]) -> Phrase {
    let (zh, en) = names(field);
    let typed = |words: &[Word], zh_last: &str, en_last: &str| {
        quoted(words.iter().map(|w| w.typed.as_str()), zh_last, en_last)
    };
    let title = |list: &usize| lists.get(*list).map_or("", |l| l.title.as_str());
    match test {
        TextTest::Any(words) => {
            let (w, e) = typed(words, "或", "or");
            say!("{zh}含{w}", "the {en} contains {e}")
        }
        TextTest::All(words) => {
            let (w, e) = typed(words, "和", "and");
            say!("{zh}含{w}", "the {en} contains {e}")
        }
        TextTest::None(words) => {
            let (w, e) = typed(words, "或", "or");
            say!("{zh}不含{w}", "the {en} contains no {e}")
        }
        TextTest::Is(words) => {
            let (w, e) = typed(words, "或", "or");
            say!("{zh}就是{w}", "the {en} is {e}")
        }
        TextTest::InList(list) => {
            let t = title(list);
            say!("{zh}在名单“{t}”内", "the {en} is in the list \"{t}\"")
        }
        TextTest::NotInList(list) => {
            let t = title(list);
            say!("{zh}不在名单“{t}”内", "the {en} is not in the list \"{t}\"")
        }
        TextTest::Missing(true) => say!("没有写{zh}", "no {en} is given"),
        TextTest::Missing(false) => say!("写了{zh}", "a {en} is given"),
        TextTest::Matches(regex) => {
            let p = regex.as_str();
            say!("{zh}符合式样 {p}", "the {en} matches {p}")
        }
    }
}

fn names(field: TextField) -> (&'static str, &'static str) {
    match field {
        TextField::Text => ("名称、内容、形式或备注", "name, content, form or note"),
        other => (other.zh(), other.word()),
    }
}
