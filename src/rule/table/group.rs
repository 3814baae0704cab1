//! `group.same`, `group.similar` and `joint.same`: rules that fold several items into one.

use crate::rule::Code;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::{number, terms};
use crate::rule::{GroupField, RuleKind};
use crate::say;

/// Reads `group`, where a rule has one.
pub(crate) fn read_group(fields: &mut Fields<'_>, desk: &mut Desk) -> Option<RuleKind> {
    let node = fields.optional("group", desk)?;
    let mut group = Fields::of(&node, desk)?;
    let same = same(&mut group, desk);
    let similar = group.optional("similar", desk).and_then(|node| {
        let similar = number(&node, desk)?;
        if !(similar > 0.0 && similar <= 1.0) {
            desk.error_with_help(
                Code::Quota,
                node.bytes.clone(),
                say!("相似度不能是 {similar}", "likeness can't be {similar}"),
                say!(
                    "写 0 到 1 之间的数，例如 0.8",
                    "write a number between 0 and 1, as 0.8"
                ),
            );
        }
        Some(similar)
    });
    group.finish(desk);
    Some(RuleKind::Group { same, similar })
}

/// Reads `joint`, where a rule has one.
pub(crate) fn read_joint(fields: &mut Fields<'_>, desk: &mut Desk) -> Option<RuleKind> {
    let node = fields.optional("joint", desk)?;
    let mut joint = Fields::of(&node, desk)?;
    let same = same(&mut joint, desk);
    joint.finish(desk);
    Some(RuleKind::Joint { same })
}

fn same(fields: &mut Fields<'_>, desk: &mut Desk) -> Vec<GroupField> {
    let node = fields.optional("same", desk);
    node.map(|n| terms(&n, desk)).unwrap_or_default()
}
