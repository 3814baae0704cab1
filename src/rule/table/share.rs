//! `[share.administrative]`: a part that the work of communities is made of, and what its share is held against.

use super::source;
use crate::rule::Code;
use crate::rule::fields::{Desk, Fields};
use crate::rule::scope::Scope;
use crate::rule::value::{entries, share_of_whole, text};
use crate::rule::{Share, condition};
use crate::say;

/// Reads a share.
pub(crate) fn read(id: &str, mut fields: Fields<'_>, scope: &Scope<'_>, desk: &mut Desk) -> Share {
    let span = desk.span(fields.key());
    let title = fields.required("title", desk);
    let title = title.and_then(|n| text(&n, desk)).unwrap_or_default();
    let clause = fields.required("clause", desk);
    if clause.is_none() {
        // It belongs to some clause: none of the set can be said to be open.
        desk.marks.note_use(format!("{}.clause", scope.set));
    }
    let clause = clause.and_then(|n| scope.clause(&n, desk));
    let [found, at_most, at_least] = ["found", "at_most", "at_least"].map(|key| {
        let node = fields.optional(key, desk)?;
        share_of_whole(&node, desk)
    });
    if [found, at_most, at_least].iter().all(Option::is_none) {
        nothing_to_compare(&fields, desk);
    }
    let source = source::optional(&mut fields, desk);
    let when = fields.required("when", desk);
    let when = when.map(|n| entries(&n, desk)).unwrap_or_default();
    let when = when.iter().map(|n| condition::read(n, scope, desk));
    let when = when.filter(|all| !all.is_empty()).collect();
    fields.finish(desk);
    Share {
        id: id.to_owned(),
        set: scope.set,
        title,
        clause,
        source,
        found,
        at_most,
        at_least,
        when,
        span,
    }
}

fn nothing_to_compare(fields: &Fields<'_>, desk: &mut Desk) {
    let table = fields.path();
    let written = ["found", "at_most", "at_least"].map(|key| format!("{table}.{key}"));
    if written.iter().any(|path| desk.marks.get(path).is_some()) {
        return; // What is wrong with it was said.
    }
    desk.error_with_help(
        Code::Missing,
        fields.key(),
        say!(
            "[{table}] 没有写用来对照的比例",
            "[{table}] has no share to be held against"
        ),
        say!(
            "写 found（调查所得）、at_most（至多）或 at_least（至少），七成写 0.7",
            "write found (what a survey found), at_most or at_least; 0.7 for 70 %"
        ),
    );
}
