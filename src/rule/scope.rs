//! What a rule may refer to by name: the lists and clauses of its own set and of those above it.

use hashbrown::HashMap;

use super::fields::{Desk, Node};
use super::near::{nearest, or_list};
use super::value::text;
use crate::rule::Code;
use crate::say;
use crate::words::Words;

/// The names in force while one file is read.
pub(super) struct Scope<'a> {
    /// For plain forms.
    pub(super) words: &'a Words,
    /// Lists of all sets by id, each with its set, the lower sets last.
    pub(super) lists: &'a HashMap<String, Vec<(usize, usize)>>,
    /// Clauses of all sets by id, each with its set, the lower sets last.
    pub(super) clauses: &'a HashMap<String, Vec<(usize, usize)>>,
    /// The set that is read.
    pub(super) set: usize,
}

impl Scope<'_> {
    /// The position of the list that a value names.
    pub(super) fn list(&self, node: &Node<'_>, desk: &mut Desk) -> Option<usize> {
        let id = text(node, desk)?;
        let found = self.lists.get(&id).and_then(|all| self.nearest_set(all));
        if found.is_some() {
            desk.marks.note_use(format!("list.{id}"));
        } else {
            let known = self.lists.keys().map(String::as_str);
            let meant = unknown(("清单", "list"), &id, known, node, desk);
            if let Some(meant) = meant {
                desk.marks.note_use(format!("list.{meant}"));
            }
        }
        found.map(|(_, list)| list)
    }

    /// Of what several sets call by one name: the own set's, else the nearest above.
    fn nearest_set(&self, all: &[(usize, usize)]) -> Option<(usize, usize)> {
        let own_first = |(set, _): &&(usize, usize)| (*set == self.set, *set);
        all.iter().max_by_key(own_first).copied()
    }

    /// The position of the clause that a value names: its own set's, else the nearest above.
    pub(super) fn clause(&self, node: &Node<'_>, desk: &mut Desk) -> Option<usize> {
        let id = text(node, desk)?;
        let found = self.clauses.get(&id).and_then(|all| self.nearest_set(all));
        match found {
            Some((set, _)) => desk.marks.note_use(format!("{set}.clause.{id}")),
            None => {
                let known = self.clauses.keys().map(String::as_str);
                unknown(("条款", "clause"), &id, known, node, desk);
                desk.marks.note_use(format!("{}.clause", self.set));
            }
        }
        found.map(|(_, clause)| clause)
    }
}

/// Says that nothing has this name; what was probably meant.
fn unknown<'a>(
    (zh, en): (&str, &str),
    id: &str,
    known: impl Iterator<Item = &'a str>,
    node: &Node<'_>,
    desk: &mut Desk,
) -> Option<&'a str> {
    if desk.lost {
        return None;
    }
    let mut known: Vec<_> = known.collect();
    known.sort_unstable();
    let meant = nearest(id, known.iter().copied());
    let help = match meant {
        Some(near) => say!("是不是“{near}”？", "did you mean \"{near}\"?"),
        None if known.is_empty() => {
            say!("先写一张表 [{en}.{id}]", "write a table [{en}.{id}] first")
        }
        None => {
            let list = or_list(known.iter().copied().take(12));
            say!(
                "已有的{zh}：{list}；或写一张表 [{en}.{id}]",
                "known: {list}; or write a table [{en}.{id}]"
            )
        }
    };
    desk.error_with_help(
        Code::UnknownWord,
        node.bytes.clone(),
        say!("没有名为“{id}”的{zh}", "there is no {en} \"{id}\""),
        help,
    );
    meant
}
