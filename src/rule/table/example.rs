//! `examples = [ … ]` and `[[case]]`: items and what is said of them.

use toml::de::DeValue;

use crate::finding::Action;
use crate::item::Field;
use crate::rule::Code;
use crate::rule::fields::{Desk, Fields, Node, wrong_type};
use crate::rule::near::nearest;
use crate::rule::value::{entries, flag, text};
use crate::rule::{Example, ExampleItem};
use crate::say;

/// Reads the examples of a rule.
pub(crate) fn read_all(fields: &mut Fields<'_>, desk: &mut Desk) -> Vec<Example> {
    let Some(node) = fields.optional("examples", desk) else {
        return Vec::new();
    };
    let nodes = entries(&node, desk);
    nodes.iter().filter_map(|n| read(n, desk)).collect()
}

/// Reads one example, of one item or of several.
pub(crate) fn read(node: &Node<'_>, desk: &mut Desk) -> Option<Example> {
    let mut fields = Fields::of(node, desk)?;
    let span = desk.span(node.bytes.clone());
    let expect = fields.required("expect", desk);
    let expect = expect.and_then(|n| expectation(&n, desk));
    let items = match fields.optional("items", desk) {
        Some(list) => entries(&list, desk)
            .iter()
            .filter_map(|n| {
                let mut fields = Fields::of(n, desk)?;
                let item = read_item(&mut fields, desk);
                fields.finish(desk);
                Some(item)
            })
            .collect(),
        None => vec![read_item(&mut fields, desk)],
    };
    fields.finish(desk);
    Some(Example {
        items,
        expect: expect?,
        span,
    })
}

/// Reads the fields of an item as a sheet would give them.
fn read_item(fields: &mut Fields<'_>, desk: &mut Desk) -> ExampleItem {
    let mut item = ExampleItem {
        fields: Vec::new(),
        cancelled: false,
    };
    for field in Field::ALL {
        let node = if *field == Field::Name {
            fields.required(field.word(), desk)
        } else {
            fields.optional(field.word(), desk)
        };
        let typed = node.and_then(|n| cell(&n, desk));
        item.fields.extend(typed.map(|typed| (*field, typed)));
    }
    let cancelled = fields.optional("cancelled", desk);
    item.cancelled = cancelled.and_then(|n| flag(&n, desk)).unwrap_or(false);
    item
}

/// What a sheet's cell would show: text, a number, a date, or nothing at all.
fn cell(node: &Node<'_>, desk: &mut Desk) -> Option<String> {
    match node.value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(n) => Some(n.as_str().to_owned()),
        DeValue::Float(n) => Some(n.as_str().to_owned()),
        DeValue::Datetime(date) => Some(date.to_string()),
        _ => {
            wrong_type(node, &say!("引号里的文字", "text in quotes"), desk);
            None
        }
    }
}

/// What is expected; the inner `None` is 无, the outer one a mistake.
fn expectation(node: &Node<'_>, desk: &mut Desk) -> Option<Option<Action>> {
    let written = text(node, desk)?;
    if matches!(written.as_str(), "无" | "none") {
        return Some(None);
    }
    let action = Action::parse(&written);
    if action.is_none() {
        let all = Action::ALL.iter().flat_map(|a| [a.zh(), a.word()]);
        let near = nearest(&written, all.chain(["无"])).unwrap_or("无");
        desk.error_with_help(
            Code::UnknownWord,
            node.bytes.clone(),
            say!("expect 不能是“{written}”", "expect can't be \"{written}\""),
            say!(
                "是不是“{near}”？可以写：删 调 并 压 留 人工 无",
                "did you mean \"{near}\"? known: 删 调 并 压 留 人工 无"
            ),
        );
    }
    action.map(Some)
}
