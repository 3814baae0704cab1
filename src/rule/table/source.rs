//! `source = { document, number, article, date, nature }`: where a clause, a rule or a list comes from.

use crate::rule::SourceNote;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::{date, term, text};

/// Reads the source of a table, if it has one.
pub(crate) fn optional(fields: &mut Fields<'_>, desk: &mut Desk) -> Option<SourceNote> {
    let node = fields.optional("source", desk)?;
    read(&node, desk)
}

/// Reads the source of a table that must have one.
pub(crate) fn required(fields: &mut Fields<'_>, desk: &mut Desk) -> Option<SourceNote> {
    let node = fields.required("source", desk)?;
    read(&node, desk)
}

fn read(node: &crate::rule::fields::Node<'_>, desk: &mut Desk) -> Option<SourceNote> {
    let mut fields = Fields::of(node, desk)?;
    let document = fields.required("document", desk);
    let document = document.and_then(|n| text(&n, desk));
    let number = fields.optional("number", desk);
    let number = number.and_then(|n| text(&n, desk));
    let article = fields.optional("article", desk);
    let article = article.and_then(|n| text(&n, desk));
    let day = fields.optional("date", desk);
    let day = day.and_then(|n| date(&n, desk));
    let nature = fields.required("nature", desk);
    let nature = nature.and_then(|n| term(&n, desk));
    fields.finish(desk);
    Some(SourceNote {
        document: document?,
        number,
        article,
        date: day,
        nature,
    })
}
