//! What it means that whatever one rule hits is hit by another.

use crate::diag::Diag;
use crate::finding::Action;
use crate::place::Place;
use crate::rule::{Change, Code, Quota, Rule, RuleKind};
use crate::say;

/// What a rule adds beside one that contains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// Nothing: the other does the same.
    Duplicate,
    /// Nothing: the other is stricter.
    Weaker,
    /// Nothing: what the other deletes is gone.
    Gone,
    /// Only something to be cited: the other decides.
    Second,
}

/// What `narrow` adds beside `wide`; `None` where it has something to say of its own.
pub(super) fn relation(wide: &Rule, narrow: &Rule) -> Option<Relation> {
    use RuleKind::{Follows, Group, Joint, Keep, Quota, Single};
    match (&wide.kind, &narrow.kind) {
        (Keep { allow: wide, .. }, Keep { allow: narrow, .. }) => {
            let adds_nothing = wide.iter().all(|action| narrow.contains(action));
            adds_nothing.then_some(Relation::Duplicate)
        }
        (_, Keep { .. }) | (Keep { .. }, _) => None,
        (Single, _) if narrow.even_if_kept && !wide.even_if_kept => None,
        (Single, Single) if wide.action == narrow.action => beside(&wide.to, &narrow.to),
        (Single, _) => before(wide.action, narrow.action),
        (Quota(wide), Quota(narrow)) if counts_alike(wide, narrow) => (wide.limit <= narrow.limit)
            .then_some(match wide.limit == narrow.limit {
                true => Relation::Duplicate,
                false => Relation::Weaker,
            }),
        (
            Group {
                same: a,
                similar: wide,
            },
            Group {
                same: b,
                similar: narrow,
            },
        ) => {
            (a == b && wide.unwrap_or(0.0) <= narrow.unwrap_or(0.0)).then_some(Relation::Duplicate)
        }
        (Joint { same: a }, Joint { same: b }) => (a == b).then_some(Relation::Duplicate),
        (
            Follows {
                parents: a,
                named_in: wide,
            },
            Follows {
                parents: b,
                named_in: narrow,
            },
        ) => {
            let parents = a.is_empty() || !b.is_empty() && b.iter().all(|c| a.contains(c));
            let seen = narrow.iter().all(|field| wide.contains(field));
            (parents && seen).then_some(Relation::Duplicate)
        }
        _ => None,
    }
    .filter(|_| same_or_decided(wide, narrow))
}

/// Two rules of one kind are only compared where they do the same.
fn same_or_decided(wide: &Rule, narrow: &Rule) -> bool {
    matches!(wide.kind, RuleKind::Single) || wide.action == narrow.action
}

fn counts_alike(a: &Quota, b: &Quota) -> bool {
    a.each == b.each && a.count == b.count && a.per == b.per
}

/// What a change adds beside another of the same action.
fn beside(wide: &Change, narrow: &Change) -> Option<Relation> {
    let other = |a: &Option<String>, b: &Option<String>| b.is_some() && a != b;
    let rate = match (wide.per_year, narrow.per_year) {
        (_, None) => Relation::Duplicate,
        (Some(wide), Some(narrow)) if wide == narrow => Relation::Duplicate,
        (Some(wide), Some(narrow)) if wide < narrow => Relation::Weaker,
        _ => return None,
    };
    let adds = other(&wide.department, &narrow.department) || other(&wide.form, &narrow.form);
    (!adds).then_some(rate)
}

/// What an action adds after an earlier one of the principle.
fn before(wide: Action, narrow: Action) -> Option<Relation> {
    match (wide, narrow) {
        (Action::Review | Action::Keep, _) => None,
        (Action::Delete, _) => Some(Relation::Gone),
        (_, Action::Review) => Some(Relation::Second),
        (wide, narrow) => (wide < narrow).then_some(Relation::Second),
    }
}

impl Relation {
    /// The warning at the rule that adds nothing.
    pub(super) fn diag(self, wide: &Rule, narrow: &Rule) -> Diag {
        let place = Place::Span(narrow.span.clone());
        let (id, title) = (&wide.id, &wide.title);
        let (a, b) = (wide.action.zh(), narrow.action.zh());
        let (code, message) = match self {
            Self::Duplicate => (
                Code::Duplicate,
                say!(
                    "{id}“{title}”已经管到这些事项，处理也一样",
                    "{id} hits all of this already, with the same action"
                ),
            ),
            Self::Weaker => (
                Code::Covered,
                say!(
                    "总是 {id}“{title}”先作决定：它管到这些事项，而且更严",
                    "{id} always decides first: it hits all of this and is stricter"
                ),
            ),
            Self::Gone => (
                Code::Covered,
                say!(
                    "总是 {id}“{title}”先作决定：它管到这些事项，而{a}先于{b}",
                    "{id} always decides first: it hits all of this, and {a} comes before {b}"
                ),
            ),
            Self::Second => (
                Code::Covered,
                say!(
                    "总是 {id}“{title}”先作决定：它管到这些事项，而{a}先于{b}，这一条只会列在“还适用”里",
                    "{id} always decides first: it hits all of this, and {a} comes before {b}; this rule is only ever cited beside it"
                ),
            ),
        };
        let help = match self {
            Self::Duplicate => say!(
                "删去这一条，或把两条合成一条",
                "drop this one, or make one of the two"
            ),
            _ => say!(
                "收紧那一条的条件，或删去这一条",
                "narrow the other's conditions, or drop this one"
            ),
        };
        let there = Place::Span(wide.span.clone());
        Diag::warning(code, place, message)
            .help(help)
            .also(there, say!("另一条", "the other"))
    }
}
