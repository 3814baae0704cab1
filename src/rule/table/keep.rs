//! `[keep.conscription]`: a duty that a statute names, protected.

use super::rule::read_common;
use crate::finding::Action;
use crate::rule::Code;
use crate::rule::fields::{Desk, Fields};
use crate::rule::scope::Scope;
use crate::rule::value::{renewal, terms, words_if_any};
use crate::rule::{Rule, RuleKind};
use crate::say;

/// Reads a keep.
pub(crate) fn read(id: &str, mut fields: Fields<'_>, scope: &Scope<'_>, desk: &mut Desk) -> Rule {
    let statutes = fields.optional("statute", desk);
    let statutes = statutes
        .map(|n| words_if_any(&n, scope.words, desk))
        .unwrap_or_default();
    let allow = fields.optional("allow", desk);
    let allow = allow.map(|n| terms::<Action>(&n, desk)).unwrap_or_default();
    let renew = fields.optional("renew", desk);
    let kind = RuleKind::Keep {
        statutes,
        allow,
        renew: renew.and_then(|n| renewal(&n, desk)),
    };
    let rule = read_common(id, &mut fields, scope, kind, desk);
    if desk
        .marks
        .get(&format!("{}.statute", fields.path()))
        .is_none()
        && rule.clause.is_none()
    {
        let table = fields.path();
        desk.error_with_help(
            Code::Missing,
            fields.key(),
            say!(
                "[{table}] 既没有 statute 也没有 clause",
                "[{table}] has neither statute nor clause"
            ),
            say!(
                "加一行 statute = [\"某某法\"]，写明哪部法律规定了这项职责",
                "add statute = [\"…\"]: the law that names this duty"
            ),
        );
    }
    fields.finish(desk);
    rule
}
