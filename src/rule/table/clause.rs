//! `[clause.2]`: a clause of a regulation.

use super::source;
use crate::rule::Clause;
use crate::rule::Code;
use crate::rule::fields::{Desk, Fields};
use crate::rule::near::nearest;
use crate::rule::value::text;
use crate::say;

/// Reads a clause.
pub(crate) fn read(id: &str, set: usize, mut fields: Fields<'_>, desk: &mut Desk) -> Clause {
    let title = fields.required("title", desk);
    let title = title.and_then(|n| text(&n, desk)).unwrap_or_default();
    let source = source::required(&mut fields, desk).unwrap_or_default();
    let judge = fields.optional("judge", desk);
    let for_people = judge.is_some_and(|node| {
        let word = text(&node, desk).unwrap_or_default();
        let known = matches!(word.as_str(), "人工" | "human");
        if !known {
            let meant = nearest(&word, ["人工", "human"]).unwrap_or("人工");
            desk.error_with_help(
                Code::UnknownWord,
                node.bytes.clone(),
                say!("judge 不能是“{word}”", "judge can't be \"{word}\""),
                say!(
                    "写 judge = \"{meant}\"，或删去这一行",
                    "write judge = \"{meant}\", or drop the line"
                ),
            );
        }
        // Whatever was meant, the clause isn't left open.
        true
    });
    fields.finish(desk);
    Clause {
        id: id.to_owned(),
        set,
        title,
        source,
        for_people,
    }
}
