//! `[rule.same-ledger]`: single rules, and those with `group`, `joint` or `follows`.

use super::{change, example, follows, group, source};
use crate::finding::Action;
use crate::rule::Code;
use crate::rule::fields::{Desk, Fields};
use crate::rule::scope::Scope;
use crate::rule::value::{flag, term, text};
use crate::rule::{Rule, RuleKind, condition};
use crate::say;

/// What every rule, quota and keep has in common.
pub(crate) fn read_common(
    id: &str,
    fields: &mut Fields<'_>,
    scope: &Scope<'_>,
    kind: RuleKind,
    desk: &mut Desk,
) -> Rule {
    let span = desk.span(fields.key());
    let is_keep = matches!(kind, RuleKind::Keep { .. });
    let title = fields.required("title", desk);
    let title = title.and_then(|n| text(&n, desk)).unwrap_or_default();
    let (clause, why, action) = if is_keep {
        (
            fields.optional("clause", desk),
            fields.optional("why", desk),
            Some(Action::Keep),
        )
    } else {
        let clause = fields.required("clause", desk);
        let action = fields.required("action", desk);
        let action = action.and_then(|n| rule_action(&n, desk));
        (clause, fields.required("why", desk), action)
    };
    if clause.is_none() && !is_keep {
        // It belongs to some clause: none of the set can be said to be open.
        desk.marks.note_use(format!("{}.clause", scope.set));
    }
    let clause = clause.and_then(|n| scope.clause(&n, desk));
    let why = why.and_then(|n| text(&n, desk)).unwrap_or_default();
    let source = source::optional(fields, desk);
    let when = fields.optional("when", desk);
    let when = when
        .map(|n| condition::read(&n, scope, desk))
        .unwrap_or_default();
    let examples = example::read_all(fields, desk);
    Rule {
        id: id.to_owned(),
        set: scope.set,
        title,
        clause,
        action: action.unwrap_or(Action::Review),
        why,
        source,
        when,
        kind,
        to: change::read(fields, desk),
        even_if_kept: false,
        may_loosen: fields
            .optional("may_loosen", desk)
            .and_then(|n| flag(&n, desk))
            .unwrap_or(false),
        edits: Vec::new(),
        examples,
        span,
    }
}

/// What a rule may do; keeping is a keep's business.
fn rule_action(node: &crate::rule::fields::Node<'_>, desk: &mut Desk) -> Option<Action> {
    let action = term(node, desk)?;
    if action == Action::Keep {
        desk.error_with_help(
            Code::UnknownWord,
            node.bytes.clone(),
            say!("规则不能写“留”", "a rule can't say 留"),
            say!(
                "要保护一项职责，写一张表 [keep.编号]",
                "to protect a duty, write a table [keep.…]"
            ),
        );
        return None;
    }
    Some(action)
}

/// Reads a rule.
pub(crate) fn read(id: &str, mut fields: Fields<'_>, scope: &Scope<'_>, desk: &mut Desk) -> Rule {
    let kinds = [
        group::read_group(&mut fields, desk),
        group::read_joint(&mut fields, desk),
        follows::read(&mut fields, desk),
    ];
    let mut kinds = kinds.into_iter().flatten();
    let kind = kinds.next().unwrap_or(RuleKind::Single);
    if kinds.next().is_some() {
        desk.error_with_help(
            Code::Contradiction,
            fields.key(),
            say!(
                "group、joint、follows 只能写一种",
                "only one of group, joint and follows may stand in a rule"
            ),
            say!("拆成两条规则", "make two rules of it"),
        );
    }
    let mut rule = read_common(id, &mut fields, scope, kind, desk);
    let even_if_kept = fields.optional("even_if_kept", desk);
    rule.even_if_kept = even_if_kept.and_then(|n| flag(&n, desk)).unwrap_or(false);
    fields.finish(desk);
    rule
}
