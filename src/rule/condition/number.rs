//! Conditions on numbers; an unknown number never matches.

use crate::phrase::Phrase;
use crate::rule::Code;
use crate::rule::fields::{Desk, Fields, Node};
use crate::rule::value::{flag, number};
use crate::rule::{Condition, NumberField, NumberTest};
use crate::say;

/// Reads the tests on every number.
pub(super) fn read(fields: &mut Fields<'_>, desk: &mut Desk) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for field in NumberField::ALL {
        if let Some(node) = fields.optional(field.word(), desk) {
            conditions.extend(read_tests(*field, &node, desk));
        }
    }
    conditions
}

fn read_tests(field: NumberField, node: &Node<'_>, desk: &mut Desk) -> Vec<Condition> {
    if !matches!(node.value, toml::de::DeValue::Table(_)) {
        let name = field.word();
        desk.error_with_help(
            Code::WrongType,
            node.bytes.clone(),
            say!("{name} 后面要写明怎么比", "{name} needs a kind of test"),
            say!(
                "写成 when.{name}.over = 12（超过），或 under at_least at_most missing",
                "write when.{name}.over = 12, or under at_least at_most missing"
            ),
        );
        return Vec::new();
    }
    let Some(mut fields) = Fields::of(node, desk) else {
        return Vec::new();
    };
    let mut tests = Vec::new();
    type OfNumber = fn(f64) -> NumberTest;
    let of_number: [(&str, OfNumber); 4] = [
        ("over", NumberTest::Over),
        ("under", NumberTest::Under),
        ("at_least", NumberTest::AtLeast),
        ("at_most", NumberTest::AtMost),
    ];
    for (key, test) in of_number {
        if let Some(node) = fields.optional(key, desk) {
            tests.extend(number(&node, desk).map(test));
        }
    }
    if let Some(node) = fields.optional("missing", desk) {
        tests.extend(flag(&node, desk).map(NumberTest::Missing));
    }
    fields.finish(desk);
    let condition = |test| Condition::Number { field, test };
    tests.into_iter().map(condition).collect()
}

/// `per_year.over`
pub(super) fn key(field: NumberField, test: NumberTest) -> String {
    let test = match test {
        NumberTest::Over(_) => "over",
        NumberTest::Under(_) => "under",
        NumberTest::AtLeast(_) => "at_least",
        NumberTest::AtMost(_) => "at_most",
        NumberTest::Missing(_) => "missing",
    };
    format!("{}.{test}", field.word())
}

/// 每年次数超过 12
pub(super) fn describe(field: NumberField, test: NumberTest) -> Phrase {
    let (zh, en) = (field.zh(), field.word().replace('_', " "));
    match test {
        NumberTest::Over(n) => say!("{zh}超过 {n}", "{en} is over {n}"),
        NumberTest::Under(n) => say!("{zh}不到 {n}", "{en} is under {n}"),
        NumberTest::AtLeast(n) => say!("{zh}在 {n} 以上", "{en} is at least {n}"),
        NumberTest::AtMost(n) => say!("{zh}在 {n} 以内", "{en} is at most {n}"),
        NumberTest::Missing(true) => say!("{zh}不明", "{en} is unknown"),
        NumberTest::Missing(false) => say!("{zh}已知", "{en} is known"),
    }
}
