//! Keeps of a lower layer that no statute stands behind: they would undo what an upper layer cancels.

use hashbrown::HashSet;

use crate::diag::Diag;
use crate::place::Place;
use crate::rule::{RuleKind, RuleSet, SetInfo};
use crate::say;

/// `loosens`: a set that stands on rules of others keeps only what a statute names.
pub(crate) fn unprotected(rules: &RuleSet) -> Vec<Diag> {
    let forbids = |at: &usize| {
        let mut own = rules.rules.iter().filter(|rule| rule.set == *at);
        own.any(|rule| !matches!(rule.kind, RuleKind::Keep { .. }))
    };
    let bare = |at: usize| {
        rules.rules.iter().filter(move |rule| {
            let bare = matches!(&rule.kind, RuleKind::Keep { statutes, .. } if statutes.is_empty());
            rule.set == at && bare
        })
    };
    let mut diags = Vec::new();
    for (at, set) in rules.sets.iter().enumerate() {
        let Some(upper) = bases(set, &rules.sets).into_iter().find(forbids) else {
            continue;
        };
        let upper = &rules.sets[upper].id;
        diags.extend(bare(at).map(|keep| {
            let id = &keep.id;
            let message = say!(
                "{id} 没有写法律依据：下层不能凭自己保留，上层 {upper} 要取消的会因此留下",
                "{id} names no statute: a lower layer can't keep by itself what {upper} cancels"
            );
            Diag::error("loosens", Place::Span(keep.span.clone()), message).help(say!(
                "加一行 statute = [\"某某法\"]，写明哪部法律规定了这项职责；没有就删去这一条",
                "add statute = [\"…\"], the law that names the duty, or drop the keep"
            ))
        }));
    }
    diags
}

/// The sets that a set stands on, through others too, upper ones first.
fn bases(set: &SetInfo, sets: &[SetInfo]) -> Vec<usize> {
    let mut open: Vec<&String> = set.extends.iter().collect();
    let mut seen = HashSet::new();
    let mut bases = Vec::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for (at, base) in sets.iter().enumerate().filter(|(_, base)| base.id == *id) {
            bases.push(at);
            open.extend(&base.extends);
        }
    }
    bases.sort_unstable();
    bases
}
