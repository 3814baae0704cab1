//! Looks for mistakes in rules that load: rules that can never hit, clauses without rules, lists nobody uses.

mod clauses;
mod dates;
mod examples;
mod holes;
mod lists;
mod never;
mod opposed;
mod overlaps;
mod patterns;
mod positive;
mod quotas;
mod relation;
mod shares;
mod wordings;

pub(crate) use opposed::{Witness, can_oppose, contradiction, opposition};

use super::layer::unprotected;
use super::model::{Rule, RuleSet};
use crate::diag::Diag;
use crate::place::Place;

/// One family of mistakes each.
const CHECKS: &[fn(&RuleSet) -> Vec<Diag>] = &[
    clauses::check,
    dates::check,
    examples::check,
    holes::check,
    lists::check,
    never::check,
    overlaps::check,
    patterns::check,
    positive::check,
    quotas::check,
    shares::check,
    unprotected,
    wordings::check,
];

/// Every mistake that can be found without any data, in the order of the files.
pub fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut diags: Vec<_> = CHECKS.iter().flat_map(|check| check(rules)).collect();
    diags.sort_by(|a, b| a.place.cmp(&b.place));
    diags
}

/// Where a key of a rule stands; the rule's header where it has no such key.
fn place_of(rules: &RuleSet, rule: &Rule, key: &str) -> Place {
    let span = rules.marks.get(&rule.path(key));
    Place::Span(span.unwrap_or(&rule.span).clone())
}
