//! `follows.parents` and `follows.named_in`: a rule on what goes with a cancelled parent.

use crate::item::Field;
use crate::rule::RuleKind;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::terms;

/// Reads `follows`, where a rule has one.
pub(crate) fn read(fields: &mut Fields<'_>, desk: &mut Desk) -> Option<RuleKind> {
    let node = fields.optional("follows", desk)?;
    let mut follows = Fields::of(&node, desk)?;
    let parents = follows.optional("parents", desk);
    let parents = parents.map(|n| terms(&n, desk)).unwrap_or_default();
    let named_in = follows.required("named_in", desk);
    let named_in = named_in.map(|n| terms(&n, desk)).unwrap_or_default();
    follows.finish(desk);
    Some(RuleKind::Follows {
        parents,
        named_in: named_in as Vec<Field>,
    })
}
