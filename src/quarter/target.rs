//! What was promised against what the bridge says: met, missed, or met only on paper.

use std::collections::BTreeMap;

use super::account::{Step, steps};
use super::bridge::{Bridge, Cause, Unit};
use super::{Diff, Kind, Line, Quarters, Side};
use crate::item::{Category, terms};
use crate::rule::RuleSet;

terms! {
    /// Whether a promise was kept.
    Met {
        /// Really.
        Met = "met", "达到";
        /// Not even on paper.
        Missed = "missed", "未达到";
        /// By the count, not in fact.
        OnPaper = "on_paper", "只在账面上达到";
    }
}

terms! {
    /// What a promise is looked at by.
    PartKind {
        /// By department.
        Department = "department", "部门";
        /// By street.
        Street = "street", "街道";
        /// By community.
        Community = "community", "社区";
    }
}

terms! {
    /// In what the real share is measured: what is known of every item.
    Measured {
        /// Minutes a year.
        Minutes = "minutes", "工时";
        /// Times a year.
        Times = "times", "次数";
        /// Items, by identity.
        Items = "items", "项数";
    }
}

/// How one promise came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its id in the rule set.
    pub id: String,
    /// What it is about; everything if `None`.
    pub category: Option<Category>,
    /// The share that was to go.
    pub promised: f64,
    /// All of it.
    pub whole: Part,
    /// The same by department, street and community.
    pub parts: Vec<(PartKind, String, Part)>,
}

/// What became of some items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Items before.
    pub before: u64,
    /// Items after, by the count.
    pub after: u64,
    /// The share by which there are fewer.
    pub counted: f64,
    /// The share that really went.
    pub real: f64,
    /// In what that is measured.
    pub real_in: Measured,
    /// Whether that is what was promised.
    pub met: Met,
}

/// Both bridges of everything, in minutes and in times.
pub fn bridges(quarters: &Quarters, diff: &Diff) -> [Bridge; Unit::COUNT] {
    let steps = steps(quarters, diff);
    [Unit::Minutes, Unit::Times].map(|unit| Bridge::of(unit, &steps))
}

/// How the promises of a rule set came out.
pub fn outcomes(quarters: &Quarters, diff: &Diff, rules: &RuleSet) -> Vec<Outcome> {
    let steps = steps(quarters, diff);
    let mut outcomes = Vec::new();
    for target in &rules.targets {
        let held = Held {
            quarters,
            steps: &steps,
            category: target.category,
            promised: target.reduce,
        };
        let Some(whole) = held.part(|_, _| true) else {
            continue;
        };
        outcomes.push(Outcome {
            id: target.id.clone(),
            category: target.category,
            promised: target.reduce,
            whole,
            parts: held.parts(),
        });
    }
    outcomes
}

struct Held<'a> {
    quarters: &'a Quarters,
    steps: &'a [Step],
    category: Option<Category>,
    promised: f64,
}

impl Held<'_> {
    fn parts(&self) -> Vec<(PartKind, String, Part)> {
        let mut parts = Vec::new();
        for kind in PartKind::ALL {
            let mut names: BTreeMap<&str, ()> = BTreeMap::new();
            for line in 0..self.quarters.old.lines.len() as u32 {
                names.insert(self.name(*kind, Side::Old, line), ());
            }
            names.remove("");
            for name in names.into_keys() {
                let of_name = |side, line| self.name(*kind, side, line) == name;
                let part = self.part(of_name);
                parts.extend(part.map(|part| (*kind, name.to_owned(), part)));
            }
        }
        parts
    }

    fn name(&self, kind: PartKind, side: Side, line: u32) -> &str {
        let quarter = self.quarters.of(side);
        let (line, asked): (&Line, &Kind) = (&quarter.lines[line as usize], quarter.kind(line));
        self.quarters.text(match kind {
            PartKind::Department => asked.issuer,
            PartKind::Street => line.street,
            PartKind::Community => line.community,
        })
    }

    fn is_of_category(&self, side: Side, line: u32) -> bool {
        let category = self.quarters.of(side).kind(line).category;
        self.category.is_none() || self.category == category
    }

    /// What became of the lines that hold; `None` where there were none.
    fn part(&self, holds: impl Fn(Side, u32) -> bool) -> Option<Part> {
        let holds = |side, line| self.is_of_category(side, line) && holds(side, line);
        let count = |side: Side| {
            let lines = 0..self.quarters.of(side).lines.len() as u32;
            lines.filter(|line| holds(side, *line)).count() as u64
        };
        let (before, after) = (count(Side::Old), count(Side::New));
        if before == 0 {
            return None;
        }
        // An item is what it was: renamed into another category, it still counts here.
        let steps: Vec<&Step> = self
            .steps
            .iter()
            .filter(|step| match (step.olds.first(), step.news.first()) {
                (Some(old), _) => holds(Side::Old, *old),
                (None, Some(new)) => holds(Side::New, *new),
                (None, None) => false,
            })
            .collect();
        let counted = (before as f64 - after as f64) / before as f64;
        let (real, real_in) = real(&steps, before);
        let reaches = |share: f64| share + 1e-9 >= self.promised;
        let met = match (reaches(real), reaches(counted)) {
            (true, _) => Met::Met,
            (false, true) => Met::OnPaper,
            (false, false) => Met::Missed,
        };
        Some(Part {
            before,
            after,
            counted,
            real,
            real_in,
            met,
        })
    }
}

/// The share that really went, in the finest unit that is known of every item.
fn real(steps: &[&Step], before: u64) -> (f64, Measured) {
    for (unit, measured) in [
        (Unit::Minutes, Measured::Minutes),
        (Unit::Times, Measured::Times),
    ] {
        let bridge = Bridge::of(unit, steps.iter().copied());
        if bridge.unknown_items == 0 && bridge.before() > 0.0 {
            return (bridge.real() / bridge.before(), measured);
        }
    }
    let went = |step: &&Step| match step.cause {
        Some(cause) if cause.is_real() => step.olds.len().saturating_sub(step.news.len()),
        Some(Cause::Returned | Cause::Added) | None | Some(_) => 0,
    };
    let went: usize = steps.iter().map(went).sum();
    (went as f64 / before as f64, Measured::Items)
}
