//! The radar: what was to be deleted, merged or compressed and is there, under its own or another name.

use std::collections::BTreeMap;

use super::change::{Changed, Value};
use super::{Match, MatchKind, Quarters};
use crate::finding::{Action, Evidence};
use crate::item::{Category, Fractions};
use crate::say;

/// An item that was to go, or to be asked for less often, and wasn't.
#[derive(Clone, Debug, PartialEq)]
pub struct Return {
    /// Position of the line in the later quarter.
    pub new: u32,
    /// Position of the line in the earlier quarter.
    pub was: u32,
    /// What was to become of it.
    pub had_verdict: Action,
    /// How it is known to be the same.
    pub evidence: Vec<Evidence>,
}

/// Everything that came back, in the order of the matches.
pub(super) fn returned(quarters: &Quarters, matches: &[Match]) -> Vec<Return> {
    let mut of_old: BTreeMap<u32, Vec<&Match>> = BTreeMap::new();
    for found in matches {
        if found.kind != MatchKind::Unsure {
            of_old.entry(found.old).or_default().push(found);
        }
    }
    let mut returned = Vec::new();
    for (old, found) in of_old {
        let Some(action) = came_back(quarters, old, &found) else {
            continue;
        };
        returned.extend(found.into_iter().map(|found| Return {
            new: found.new,
            was: old,
            had_verdict: action,
            evidence: evidence(found, action),
        }));
    }
    returned
}

/// What was to become of an item that is there all the same.
fn came_back(quarters: &Quarters, old: u32, found: &[&Match]) -> Option<Action> {
    let verdict = quarters.old.verdict(old)?;
    let folded = found.iter().all(|found| found.kind == MatchKind::Folded);
    let back = match verdict.action {
        Action::Delete => true,
        Action::Merge => verdict.group.is_some() && !verdict.survives && !folded,
        Action::Compress => !folded && is_as_heavy(quarters, old, found)?,
        _ => false,
    };
    back.then_some(verdict.action)
}

/// Whether something that was to be asked for less is asked for as much, or more than was allowed;
/// `None` where that can't be known.
fn is_as_heavy(quarters: &Quarters, old: u32, found: &[&Match]) -> Option<bool> {
    let was = quarters.old.kind(old);
    let mut now = Fractions::default();
    let allowed = quarters
        .old
        .verdict(old)
        .and_then(|verdict| verdict.per_year);
    if let Some(allowed) = allowed.or(was.rate()) {
        for found in found {
            let rate = quarters.new.kind(found.new).rate()?;
            now.add(i128::from(rate.times()), u128::from(rate.years()));
        }
        let more = now.per_year() - allowed.per_year();
        let unchanged = verdict_is_met_only_below(quarters, old);
        return Some(
            more > 1e-9 || unchanged && more > -1e-9 && minutes_stay(quarters, old, found)?,
        );
    }
    minutes_stay(quarters, old, found)
}

/// Whether the audit named no number of times, so that only less work meets it.
fn verdict_is_met_only_below(quarters: &Quarters, old: u32) -> bool {
    let verdict = quarters.old.verdict(old);
    verdict.is_some_and(|verdict| verdict.per_year.is_none())
}

fn minutes_stay(quarters: &Quarters, old: u32, found: &[&Match]) -> Option<bool> {
    let (minutes, years) = quarters.old.kind(old).minutes?;
    let mut now = Fractions::default();
    for found in found {
        let (minutes, years) = quarters.new.kind(found.new).minutes?;
        now.add(i128::from(minutes), u128::from(years));
    }
    Some(now.per_year() + 1e-9 >= minutes as f64 / f64::from(years))
}

fn evidence(found: &Match, action: Action) -> Vec<Evidence> {
    let (zh, en) = (action.zh(), action.word());
    let manner = match (found.kind, other_category(found)) {
        (MatchKind::Renamed, Some(Category::Network)) => {
            say!(
                "上季应{zh}，本季换成应用或系统又来了",
                "was to be {en}d; back as an app or system"
            )
        }
        (MatchKind::Renamed, Some(_)) => say!(
            "上季应{zh}，本季换了名目和类别又来了",
            "was to be {en}d; back under another name in another category"
        ),
        (MatchKind::Renamed, None) => {
            say!(
                "上季应{zh}，本季改名又来了",
                "was to be {en}d; back under another name"
            )
        }
        (MatchKind::Split, _) => {
            say!(
                "上季应{zh}，本季拆成几项又来了",
                "was to be {en}d; back in several parts"
            )
        }
        (MatchKind::Folded, _) => {
            say!(
                "上季应{zh}，本季装在另一项里又来了",
                "was to be {en}d; back inside another item"
            )
        }
        (MatchKind::Moved, _) => {
            say!(
                "上季应{zh}，本季换了部门或社区又来了",
                "was to be {en}d; back from elsewhere"
            )
        }
        _ => say!("上季应{zh}，本季照旧", "was to be {en}d; still there"),
    };
    let had = Evidence {
        field: None,
        found: action.zh().to_owned(),
        note: Some(manner),
    };
    std::iter::once(had)
        .chain(found.evidence.iter().cloned())
        .collect()
}

fn other_category(found: &Match) -> Option<Category> {
    let change = found
        .changes
        .iter()
        .find(|change| change.field == Changed::Category)?;
    match change.new {
        Value::Category(category) => Some(category),
        _ => None,
    }
}
