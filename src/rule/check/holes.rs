//! Sibling rules that leave a number between them: at most 4, at least 6, and what of 5?

use std::collections::BTreeMap;

use super::place_of;
use crate::diag::Diag;
use crate::rule::condition::key;
use crate::rule::region::Range;
use crate::rule::{Code, Condition, NumberField, NumberTest, Rule, RuleSet};
use crate::say;

/// Rules that differ in their numbers alone, and the numbers each hits.
type Siblings<'r> = Vec<(&'r Rule, NumberField, Range)>;

/// `hole`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut families: BTreeMap<String, Siblings<'_>> = BTreeMap::new();
    for rule in &rules.rules {
        if let Some((family, field, range)) = limited(rule) {
            families
                .entry(family)
                .or_default()
                .push((rule, field, range));
        }
    }
    let mut diags = Vec::new();
    for mut siblings in families.into_values().filter(|s| s.len() > 1) {
        siblings.sort_by(|(_, _, a), (_, _, b)| {
            let low = a.low.total_cmp(&b.low);
            low.then(a.low_open.cmp(&b.low_open))
        });
        let mut highest = 0;
        for at in 1..siblings.len() {
            diags.extend(hole(rules, &siblings, highest, at));
            if reaches(&siblings[at].2) > reaches(&siblings[highest].2) {
                highest = at;
            }
        }
    }
    diags.sort_by(|a, b| a.place.cmp(&b.place));
    diags
}

/// How far up a range goes; an open end lies just below.
fn reaches(range: &Range) -> (f64, bool) {
    (range.high, !range.high_open)
}

/// The note where a number lies between the highest so far and the next.
fn hole(rules: &RuleSet, siblings: &Siblings<'_>, below: usize, above: usize) -> Option<Diag> {
    let (other, field, lower) = &siblings[below];
    let (rule, _, upper) = &siblings[above];
    let left_out = between(lower, upper)?;
    let lower_end = rule.when.iter().find(|c| is_lower_end(c, *field))?;
    let (zh, en, id) = (field.zh(), field.word(), &other.id);
    let place = place_of(rules, rule, &format!("when.{}", key(lower_end)));
    let message = say!(
        "{zh}是 {left_out} 时，这条和 {id} 都不管",
        "where {en} is {left_out}, neither this rule nor {id} applies"
    );
    let help = say!(
        "有意如此就不必理会；否则把一头的数改到相接",
        "leave it if it is meant; else let the two numbers meet"
    );
    Some(Diag::note(Code::Hole, place, message).help(help))
}

fn is_lower_end(condition: &Condition, field: NumberField) -> bool {
    matches!(condition, Condition::Number { field: own, test: NumberTest::Over(_) | NumberTest::AtLeast(_) } if *own == field)
}

/// A rule that limits exactly one number, and everything else in it, by which siblings are known.
fn limited(rule: &Rule) -> Option<(String, NumberField, Range)> {
    let mut limited: Option<(NumberField, Range)> = None;
    let mut family = format!("{} {:?}", rule.set, std::mem::discriminant(&rule.kind));
    for condition in &rule.when {
        let Condition::Number { field, test } = condition else {
            family.push_str(&format!("{condition:?}"));
            continue;
        };
        let (own, range) = limited.get_or_insert((*field, Range::of(*field)));
        if own != field || matches!(test, NumberTest::Missing(_)) {
            return None;
        }
        range.narrow(*field, *test);
    }
    let (field, range) = limited.filter(|(_, range)| !range.is_empty())?;
    Some((format!("{field:?} {family}"), field, range))
}

/// The whole number, or the end itself, that neither of two ranges holds.
fn between(lower: &Range, upper: &Range) -> Option<f64> {
    let candidates = [lower.high, lower.high.floor() + 1.0, upper.low];
    let outside = |n: &f64| *n <= upper.low && !lower.holds(*n) && !upper.holds(*n);
    candidates.into_iter().find(outside)
}
