//! Dates that don't fit: the last day before the first, two versions of a set in force on one day.

use crate::diag::Diag;
use crate::place::{Place, Span};
use crate::rule::{RuleSet, SetInfo};
use crate::say;

/// `dates`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut diags = Vec::new();
    for (i, set) in rules.sets.iter().enumerate() {
        let span = |key: &str| rules.marks.get(&format!("{i}.set.{key}"));
        if let (Some(from), Some(until), Some(span)) = (&set.from, &set.until, span("until"))
            && until < from
        {
            let message = say!(
                "截止日 {until} 早于起始日 {from}",
                "the last day {until} is before the first {from}"
            );
            diags.push(error(span, message).help(say!("对调两个日期", "swap the two dates")));
        }
        let twin = rules.sets[..i].iter().find(|s| overlap(s, set));
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
    }
    diags
}

fn error(span: &Span, message: crate::phrase::Phrase) -> Diag {
    Diag::error("dates", Place::Span(span.clone()), message)
}

/// Whether two versions of one set have a day in common; dates are compared as written, year first.
fn overlap(a: &SetInfo, b: &SetInfo) -> bool {
    let ends_before = |x: &SetInfo, y: &SetInfo| match (&x.until, &y.from) {
        (Some(until), Some(from)) => until < from,
        _ => false,
    };
    !a.id.is_empty() && a.id == b.id && !ends_before(a, b) && !ends_before(b, a)
}
