//! `[quota.district-meetings]`: a limit on how much is asked.

use super::rule::read_common;
use crate::rule::Code;
use crate::rule::fields::{Desk, Fields};
use crate::rule::scope::Scope;
use crate::rule::value::{number, term, terms};
use crate::rule::{Counted, Period, Quota, Rule, RuleKind};
use crate::say;

/// Reads a quota.
pub(crate) fn read(id: &str, mut fields: Fields<'_>, scope: &Scope<'_>, desk: &mut Desk) -> Rule {
    let each = fields.required("each", desk);
    let each = each.map(|n| terms(&n, desk)).unwrap_or_default();
    let count = fields.required("count", desk);
    let count = count.and_then(|n| term(&n, desk));
    let per = fields.required("per", desk);
    let per = per.and_then(|n| term(&n, desk));
    let limit = fields.required("limit", desk).and_then(|node| {
        let limit = number(&node, desk)?;
        if limit < 0.0 {
            desk.error_with_help(
                Code::Quota,
                node.bytes.clone(),
                say!("限额不能是负数", "a limit can't be negative"),
                say!("写 0 或更大的数", "write 0 or more"),
            );
        }
        Some(limit)
    });
    let kind = RuleKind::Quota(Quota {
        each,
        count: count.unwrap_or(Counted::Times),
        per: per.unwrap_or(Period::Year),
        limit: limit.unwrap_or(f64::INFINITY),
    });
    let rule = read_common(id, &mut fields, scope, kind, desk);
    fields.finish(desk);
    rule
}
