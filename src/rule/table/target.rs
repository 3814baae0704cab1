//! `[target.ledger]`: what a district promised.

use crate::rule::Code;
use crate::rule::Target;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::{number, term};
use crate::say;

/// Reads a target.
pub(crate) fn read(id: &str, mut fields: Fields<'_>, desk: &mut Desk) -> Target {
    let span = desk.span(fields.key());
    let category = fields.optional("category", desk);
    let category = category.and_then(|n| term(&n, desk));
    let reduce = fields.required("reduce", desk).and_then(|node| {
        let reduce = number(&node, desk)?;
        if !(0.0..=1.0).contains(&reduce) {
            desk.error_with_help(
                Code::Quota,
                node.bytes.clone(),
                say!("压减比例不能是 {reduce}", "the share can't be {reduce}"),
                say!(
                    "写 0 到 1 之间的数：压减六成写 0.6",
                    "write a number between 0 and 1: 0.6 for 60 %"
                ),
            );
        }
        Some(reduce)
    });
    fields.finish(desk);
    Target {
        id: id.to_owned(),
        category,
        reduce: reduce.unwrap_or_default(),
        span,
    }
}
