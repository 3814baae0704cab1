//! `[tariff.ledger-entry]`: minutes each time where a sheet gives none.

use super::source;
use crate::rule::Code;
use crate::rule::fields::{Desk, Fields};
use crate::rule::scope::Scope;
use crate::rule::value::number;
use crate::rule::{Tariff, condition};
use crate::say;

/// Reads a tariff.
pub(crate) fn read(id: &str, mut fields: Fields<'_>, scope: &Scope<'_>, desk: &mut Desk) -> Tariff {
    let span = desk.span(fields.key());
    let when = fields.required("when", desk);
    let when = when
        .map(|n| condition::read(&n, scope, desk))
        .unwrap_or_default();
    let minutes = fields.required("minutes", desk).and_then(|node| {
        let minutes = number(&node, desk)?;
        let whole = minutes.fract() == 0.0 && (1.0..=100_000.0).contains(&minutes);
        if !whole {
            desk.error_with_help(
                Code::Quota,
                node.bytes.clone(),
                say!("minutes 不能是 {minutes}", "minutes can't be {minutes}"),
                say!("写每次多少分钟，整数", "write whole minutes for each time"),
            );
        }
        whole.then_some(minutes as u32)
    });
    let source = source::optional(&mut fields, desk);
    fields.finish(desk);
    Tariff {
        id: id.to_owned(),
        when,
        minutes: minutes.unwrap_or_default(),
        source,
        span,
    }
}
