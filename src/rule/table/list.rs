//! `[list.approved-evaluations]`: names that rules refer to.

use super::source;
use crate::rule::List;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::{flag, text};
use crate::rule::{Word, value};
use crate::words::Words;

/// Reads a list.
pub(crate) fn read(
    id: &str,
    set: usize,
    mut fields: Fields<'_>,
    words: &Words,
    desk: &mut Desk,
) -> List {
    let title = fields.required("title", desk);
    let title = title.and_then(|n| text(&n, desk)).unwrap_or_default();
    let items = fields.required("items", desk);
    let items = items.map(|n| value::entries(&n, desk)).unwrap_or_default();
    let entry = |node| {
        let typed = text(&node, desk)?;
        let plain = words.plain(&typed);
        Some(Word { typed, plain })
    };
    let entries = items.into_iter().filter_map(entry).collect();
    let source = source::optional(&mut fields, desk);
    let may_loosen = fields.optional("may_loosen", desk);
    let may_loosen = may_loosen.and_then(|n| flag(&n, desk)).unwrap_or(false);
    fields.finish(desk);
    List {
        id: id.to_owned(),
        set,
        title,
        entries,
        source,
        may_loosen,
        edits: Vec::new(),
    }
}
