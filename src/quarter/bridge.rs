//! The bridge from before to after, by cause, in exact fractions.

use std::collections::BTreeMap;

use super::account::{Place, Step};
use crate::item::{Fractions, terms};
use crate::text::Symbol;

terms! {
    /// What a bridge is counted in.
    Unit {
        /// Minutes a year.
        Minutes = "minutes per year", "分钟/年";
        /// Times a year.
        Times = "times per year", "次/年";
    }
}

terms! {
    /// Why after is not before.
    Cause {
        /// It was to go, and went.
        Deleted = "deleted", "取消";
        /// It went into another.
        Merged = "merged", "合并";
        /// Less often, less each time.
        Compressed = "compressed", "压减";
        /// Another took it over.
        HandedOver = "handed_over", "移交";
        /// The same work under another estimate; more where less than nothing.
        ReEstimated = "re_estimated", "只是重新估算";
        /// Another name; never any different for it.
        Renamed = "renamed", "只是改名";
        /// More often, more each time.
        Increased = "increased", "增加";
        /// It isn't there, and nobody decided so.
        Missing = "missing", "无决定而不见";
        /// It was to go and is there.
        Returned = "returned", "反弹";
        /// It wasn't there before.
        Added = "added", "新增";
    }
}

impl Cause {
    /// Whether it makes after more than before.
    pub fn adds(self) -> bool {
        matches!(self, Self::Increased | Self::Returned | Self::Added)
    }

    /// Whether it counts as reduction.
    pub fn is_real(self) -> bool {
        matches!(
            self,
            Self::Deleted | Self::Merged | Self::Compressed | Self::HandedOver
        )
    }
}

/// The bridge: before, less what went, more what came, is after.
#[derive(Clone, Debug)]
pub struct Bridge {
    /// What it is counted in.
    pub unit: Unit,
    before: Fractions,
    after: Fractions,
    by_cause: [Fractions; Cause::COUNT],
    to: BTreeMap<Symbol, Fractions>,
    /// Items whose amount isn't known on one of the sides: they stand on neither.
    pub unknown_items: u64,
}

/// A bridge in whole numbers that still sums, and by how much they were scaled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounded {
    /// What 1 stands for: 1, or 100 where they are hundredths.
    pub scale: i64,
    /// Before.
    pub before: i64,
    /// After.
    pub after: i64,
    /// By cause, in the order of [`Cause::ALL`].
    pub by_cause: [i64; Cause::COUNT],
    /// Whether anything was rounded.
    pub inexact: bool,
}

impl Bridge {
    /// Sums up steps.
    pub(super) fn of<'s>(unit: Unit, steps: impl IntoIterator<Item = &'s Step>) -> Self {
        let mut bridge = Self {
            unit,
            before: Fractions::default(),
            after: Fractions::default(),
            by_cause: Default::default(),
            to: BTreeMap::new(),
            unknown_items: 0,
        };
        for step in steps {
            match &step.postings[unit as usize] {
                None => bridge.unknown_items += (step.olds.len().max(step.news.len())) as u64,
                Some(postings) => {
                    for posting in postings {
                        let (amount, years) = posting.amount;
                        bridge.place(posting.place).add(amount, years);
                        if !posting.to.is_blank() {
                            bridge.to.entry(posting.to).or_default().add(amount, years);
                        }
                    }
                }
            }
        }
        bridge
    }

    fn place(&mut self, place: Place) -> &mut Fractions {
        match place {
            Place::Before => &mut self.before,
            Place::After => &mut self.after,
            Place::Cause(cause) => &mut self.by_cause[cause as usize],
        }
    }

    /// Whether before, less what went, more what came, is after to the last fraction.
    pub fn is_balanced(&self) -> bool {
        let mut rest = self.before.clone();
        for cause in Cause::ALL {
            let part = &self.by_cause[*cause as usize];
            if cause.adds() {
                rest.add_all(part);
            } else {
                rest.subtract(part);
            }
        }
        rest.subtract(&self.after);
        rest.is_nothing()
    }

    /// Before, a year.
    pub fn before(&self) -> f64 {
        self.before.per_year()
    }

    /// After, a year.
    pub fn after(&self) -> f64 {
        self.after.per_year()
    }

    /// What went or came by a cause, a year.
    pub fn by(&self, cause: Cause) -> f64 {
        self.by_cause[cause as usize].per_year()
    }

    /// What really is less: real causes, less what came back and what was increased.
    pub fn real(&self) -> f64 {
        let really = Cause::ALL.iter().filter(|cause| cause.is_real());
        let less: f64 = really.map(|cause| self.by(*cause)).sum();
        less - self.by(Cause::Returned) - self.by(Cause::Increased)
    }

    /// Who took how much over, a year.
    pub fn handed_over_to(&self) -> impl Iterator<Item = (Symbol, f64)> {
        self.to.iter().map(|(to, amount)| (*to, amount.per_year()))
    }

    /// Whole numbers, or hundredths where times aren't whole; what rounding leaves over is put
    /// where rounding erred most, so that they sum.
    pub fn rounded(&self) -> Rounded {
        let parts = || self.by_cause.iter();
        let whole = parts()
            .chain([&self.before, &self.after])
            .all(Fractions::is_whole);
        let scale = if whole || self.unit == Unit::Minutes {
            1
        } else {
            100
        };
        let exact = |amount: &Fractions| amount.per_year() * scale as f64;
        let mut rounded = Rounded {
            scale,
            before: exact(&self.before).round() as i64,
            after: exact(&self.after).round() as i64,
            by_cause: std::array::from_fn(|at| exact(&self.by_cause[at]).round() as i64),
            inexact: !whole,
        };
        while rounded.excess() != 0 {
            let over = rounded.excess().signum();
            let error = |at: &usize| {
                let sign = if Cause::ALL[*at].adds() { -over } else { over };
                (exact(&self.by_cause[*at]) - rounded.by_cause[*at] as f64) * sign as f64
            };
            let at = (0..Cause::COUNT)
                .filter(|at| !self.by_cause[*at].is_whole())
                .max_by(|a, b| error(a).total_cmp(&error(b)));
            let at = at.unwrap_or(Cause::ReEstimated as usize);
            let sign = if Cause::ALL[at].adds() { -over } else { over };
            rounded.by_cause[at] += sign;
        }
        rounded
    }
}

impl Rounded {
    /// What is left of before once everything is taken away and added and after is gone.
    pub fn excess(&self) -> i64 {
        let signed = Cause::ALL.iter().map(|cause| {
            let amount = self.by_cause[*cause as usize];
            if cause.adds() { amount } else { -amount }
        });
        self.before + signed.sum::<i64>() - self.after
    }
}
