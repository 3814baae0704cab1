//! `[set]`: what a rule file says of itself.

use crate::item::Level;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::{Edge, day, entries, renewal, term, text};
use crate::rule::{SetInfo, Validity};

/// Reads `[set]`; what is missing is said and left empty, so that the rules can be read all the same.
pub(crate) fn read(mut fields: Fields<'_>, fingerprint: String, desk: &mut Desk) -> SetInfo {
    let id = fields.required("id", desk);
    let id = id.and_then(|n| text(&n, desk)).unwrap_or_default();
    let title = fields.required("title", desk);
    let title = title.and_then(|n| text(&n, desk)).unwrap_or_default();
    let level = fields.required("level", desk);
    let level = level.and_then(|n| term(&n, desk)).unwrap_or(Level::City);
    let version = fields.required("version", desk);
    let version = version.and_then(|n| text(&n, desk)).unwrap_or_default();
    let from = fields.optional("from", desk);
    let from = from.and_then(|n| day(&n, Edge::First, desk));
    let until = fields.optional("until", desk);
    let until = until.and_then(|n| day(&n, Edge::Last, desk));
    let renew = fields.optional("renew", desk);
    let renew = renew.and_then(|n| renewal(&n, desk));
    let extends = fields.optional("extends", desk);
    let extends = extends.map(|n| entries(&n, desk)).unwrap_or_default();
    let extends = extends.iter().filter_map(|n| text(n, desk)).collect();
    fields.finish(desk);
    SetInfo {
        id,
        title,
        level,
        version,
        validity: Validity { from, until },
        renew,
        extends,
        named: true,
        fingerprint,
    }
}
