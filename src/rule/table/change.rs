//! `to.per_year`, `to.department`, `to.form`: what an item becomes.

use crate::rule::Change;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::{rate, text};

/// Reads `to`; nothing changes where a rule has none.
pub(crate) fn read(fields: &mut Fields<'_>, desk: &mut Desk) -> Change {
    let Some(node) = fields.optional("to", desk) else {
        return Change::default();
    };
    let Some(mut to) = Fields::of(&node, desk) else {
        return Change::default();
    };
    let per_year = to.optional("per_year", desk);
    let per_year = per_year.and_then(|n| rate(&n, desk));
    let department = to.optional("department", desk);
    let department = department.and_then(|n| text(&n, desk));
    let form = to.optional("form", desk);
    let form = form.and_then(|n| text(&n, desk));
    to.finish(desk);
    Change {
        per_year,
        department,
        form,
    }
}
