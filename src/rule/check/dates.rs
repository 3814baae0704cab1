//! Dates that don't fit: the last day before the first, two versions of a set in force on one day, days
//! between two versions on which none is.

use jiff::ToSpan;

use crate::diag::Diag;
use crate::place::{Place, Span};
use crate::rule::Code;
use crate::rule::{RuleSet, SetInfo};
use crate::say;

/// `dates`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut diags = Vec::new();
    for (at, set) in rules.sets.iter().enumerate() {
        let span = |key: &str| rules.marks.get(&format!("{at}.set.{key}"));
        if let (Some(from), Some(until), Some(span)) =
            (set.validity.from, set.validity.until, span("until"))
            && until < from
        {
            let message = say!(
                "截止日 {until} 早于起始日 {from}",
                "the last day {until} is before the first {from}"
            );
            diags.push(error(span, message).help(say!("对调两个日期", "swap the two dates")));
        }
        let is_twin = |other: &&SetInfo| !set.id.is_empty() && other.id == set.id;
        let twin = rules.sets[..at]
            .iter()
            .find(|other| is_twin(other) && other.validity.meets(&set.validity));
        if let (Some(twin), Some(span)) = (twin, span("id")) {
            let (id, version) = (&set.id, &twin.version);
            let message = say!(
                "规则集 {id} 有两个版本在同一天有效（另一个是 {version}）",
                "two versions of {id} are in force on one day (the other is {version})"
            );
            let help = say!(
                "给旧版本写 until，或换一个 id",
                "end the older one with until, or choose another id"
            );
            diags.push(error(span, message).help(help));
        }
        let others = rules.sets.iter().filter(|other| !std::ptr::eq(*other, set));
        let versions: Vec<_> = others.filter(is_twin).collect();
        if let Some(span) = span("from") {
            diags.extend(gap_before(set, &versions).map(|message| {
                error(span, message).help(say!(
                    "把起始日提前，或把上一版本的 until 推后，使两个版本相接",
                    "let this one begin the day after the last one ends"
                ))
            }));
        }
    }
    diags
}

fn error(span: &Span, message: crate::phrase::Phrase) -> Diag {
    Diag::error(Code::Dates, Place::Span(span.clone()), message)
}

/// What is said of days between the version before and this one on which none is in force.
fn gap_before(set: &SetInfo, versions: &[&SetInfo]) -> Option<crate::phrase::Phrase> {
    let from = set.validity.from?;
    let ends = |other: &&&SetInfo| other.validity.until.is_some_and(|until| until < from);
    let is_covered = |day| versions.iter().any(|other| other.validity.holds(day));
    let before = versions
        .iter()
        .filter(ends)
        .max_by_key(|v| v.validity.until)?;
    let until = before.validity.until?;
    let first = until.checked_add(1.day()).ok()?;
    let last = from.checked_sub(1.day()).ok()?;
    let (id, version) = (&set.id, &before.version);
    (first < from && !is_covered(first)).then(|| {
        say!(
            "规则集 {id} 从 {first} 到 {last} 没有有效的版本（上一版本 {version} 到 {until} 为止）",
            "no version of {id} is in force from {first} to {last} (the one before, {version}, ends on {until})"
        )
    })
}
