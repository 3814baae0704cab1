//! Rules of which one contains the other: needless, never decisive, or in contradiction.

use super::implies::contains;
use crate::diag::Diag;
use crate::finding::Action;
use crate::place::Place;
use crate::rule::{Rule, RuleKind, RuleSet};
use crate::say;

/// `duplicate`, `covered`, `contradiction`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut diags = Vec::new();
    for (i, narrow) in rules.rules.iter().enumerate() {
        for (j, wide) in rules.rules.iter().enumerate() {
            // The number of conditions alone rules most pairs out.
            if i == j || wide.when.len() > narrow.when.len() || wide.when.is_empty() {
                continue;
            }
            if let Some(relation) = relation(wide, narrow)
                && contains(wide, narrow, &rules.lists)
                && (i > j || !contains(narrow, wide, &rules.lists))
            {
                diags.push(relation.diag(wide, narrow));
                break;
            }
        }
    }
    diags
}

/// What it means that a rule contains another.
#[derive(Clone, Copy)]
enum Relation {
    Duplicate,
    Covered,
    Contradiction,
}

fn relation(wide: &Rule, narrow: &Rule) -> Option<Relation> {
    let single = |r: &Rule| matches!(r.kind, RuleKind::Single);
    if !(single(wide) && single(narrow)) || wide.set != narrow.set {
        return None;
    }
    let departments = (&wide.to.department, &narrow.to.department);
    match (wide.action, narrow.action) {
        (Action::Adjust, Action::Adjust) if matches!(departments, (Some(a), Some(b)) if a != b) => {
            Some(Relation::Contradiction)
        }
        (a, b) if a == b && wide.to == narrow.to => Some(Relation::Duplicate),
        (Action::Delete, Action::Adjust | Action::Merge | Action::Compress)
            if wide.even_if_kept || !narrow.even_if_kept =>
        {
            Some(Relation::Covered)
        }
        _ => None,
    }
}

impl Relation {
    fn diag(self, wide: &Rule, narrow: &Rule) -> Diag {
        let place = Place::Span(narrow.span.clone());
        let there = Place::Span(wide.span.clone());
        let (id, title) = (&wide.id, &wide.title);
        let (a, b) = (wide.action.zh(), narrow.action.zh());
        let diag = match self {
            Self::Duplicate => Diag::warning(
                "duplicate",
                place,
                say!(
                    "{id}“{title}”已经管到这些事项，处理也一样",
                    "{id} hits all of this already, with the same action"
                ),
            )
            .help(say!(
                "删去这一条，或把两条合成一条",
                "drop this one, or make one of the two"
            )),
            Self::Covered => Diag::warning(
                "covered",
                place,
                say!(
                    "总是 {id}“{title}”先作决定：它管到这些事项，而{a}先于{b}",
                    "{id} always decides first: it hits all of this, and {a} comes before {b}"
                ),
            )
            .help(say!(
                "收紧那一条的条件，或删去这一条",
                "narrow the other's conditions, or drop this one"
            )),
            Self::Contradiction => Diag::error(
                "contradiction",
                place,
                say!(
                    "与 {id}“{title}”矛盾：同样的事项调给两个部门",
                    "contradicts {id}: the same items are handed to two departments"
                ),
            )
            .help(say!(
                "只留一个部门，或把条件分开",
                "leave one department, or keep the conditions apart"
            )),
        };
        diag.also(there, say!("另一条", "the other"))
    }
}
