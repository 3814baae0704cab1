//! Clauses with neither a rule nor a person to judge them.

use crate::diag::Diag;
use crate::place::Place;
use crate::rule::Code;
use crate::rule::RuleSet;
use crate::say;

/// `clause-open`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut diags = Vec::new();
    for clause in rules.clauses.iter().filter(|c| !c.for_people) {
        let path = format!("{}.clause.{}", clause.set, clause.id);
        let Some(span) = rules.marks.get(&path) else {
            continue;
        };
        let some_clause = format!("{}.clause", clause.set);
        if rules.marks.is_used(&path) || rules.marks.is_used(&some_clause) {
            continue;
        }
        let (id, title) = (&clause.id, &clause.title);
        let message = say!(
            "条款 {id}“{title}”没有规则",
            "clause {id} \"{title}\" has no rule"
        );
        diags.push(
            Diag::error(Code::ClauseOpen, Place::Span(span.clone()), message).help(say!(
                "给它写一条规则；只能由人判断的，加一行 judge = \"人工\"",
                "write a rule for it; where only people can judge it, add judge = \"人工\""
            )),
        );
    }
    diags
}
