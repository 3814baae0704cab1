//! `[target.ledger]`: what a district promised.

use crate::rule::Target;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::{share_of_whole, term};

/// Reads a target.
pub(crate) fn read(id: &str, mut fields: Fields<'_>, desk: &mut Desk) -> Target {
    let span = desk.span(fields.key());
    let category = fields.optional("category", desk);
    let category = category.and_then(|n| term(&n, desk));
    let reduce = fields.required("reduce", desk);
    let reduce = reduce.and_then(|node| share_of_whole(&node, desk));
    fields.finish(desk);
    Target {
        id: id.to_owned(),
        category,
        reduce: reduce.unwrap_or_default(),
        span,
    }
}
