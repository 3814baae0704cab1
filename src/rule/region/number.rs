//! The numbers that a rule's limits leave open.

use crate::phrase::Phrase;
use crate::rule::{NumberField, NumberTest};
use crate::say;

/// A range of numbers, or that the number is unknown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    /// The lower end.
    pub(crate) low: f64,
    /// Whether the lower end itself is out.
    pub(crate) low_open: bool,
    /// The upper end.
    pub(crate) high: f64,
    /// Whether the upper end itself is out.
    pub(crate) high_open: bool,
    known: bool,
    unknown: bool,
}

impl Range {
    /// All numbers that a field can take.
    pub(crate) fn of(field: NumberField) -> Self {
        Self {
            // A deadline may lie before the notice; nothing else is below zero.
            low: match field {
                NumberField::NoticeDays => f64::NEG_INFINITY,
                _ => 0.0,
            },
            low_open: false,
            high: f64::INFINITY,
            high_open: false,
            known: false,
            unknown: false,
        }
    }

    /// Keeps what a test lets through.
    pub(crate) fn narrow(&mut self, field: NumberField, test: NumberTest) {
        match whole(field, test) {
            NumberTest::Over(n) if n >= self.low => (self.low, self.low_open) = (n, true),
            NumberTest::AtLeast(n) if n > self.low => (self.low, self.low_open) = (n, false),
            NumberTest::Under(n) if n <= self.high => (self.high, self.high_open) = (n, true),
            NumberTest::AtMost(n) if n < self.high => (self.high, self.high_open) = (n, false),
            _ => {}
        }
        match test {
            NumberTest::Missing(true) => self.unknown = true,
            _ => self.known = true,
        }
    }

    /// Whether no number is left, known or not.
    pub(crate) fn is_empty(&self) -> bool {
        let touching = self.low == self.high && (self.low_open || self.high_open);
        self.known && (self.unknown || self.low > self.high || touching)
    }

    /// Whether every number in here passes a test.
    pub(crate) fn implies(&self, test: NumberTest) -> bool {
        let above = |n: f64| self.low > n || self.low == n && self.low_open;
        let below = |n: f64| self.high < n || self.high == n && self.high_open;
        match test {
            NumberTest::Missing(unknown) => unknown == self.unknown,
            _ if !self.known => false,
            NumberTest::Over(n) => above(n),
            NumberTest::AtLeast(n) => above(n) || self.low == n,
            NumberTest::Under(n) => below(n),
            NumberTest::AtMost(n) => below(n) || self.high == n,
        }
    }

    /// Whether a number is in here.
    pub(crate) fn holds(&self, n: f64) -> bool {
        let above = n > self.low || n == self.low && !self.low_open;
        let below = n < self.high || n == self.high && !self.high_open;
        above && below
    }

    /// A number in here, a whole one where there is one; `None` where it has to be unknown.
    pub(super) fn some(&self) -> Option<f64> {
        let middle = f64::midpoint(self.low, self.high);
        let candidates = [self.low.ceil(), self.low.floor() + 1.0, self.low, middle];
        let found = candidates.into_iter().find(|n| self.holds(*n));
        found.filter(|n| self.known && n.is_finite())
    }
}

/// People, pages, fields and days are counted: over 4 is at least 5.
fn whole(field: NumberField, test: NumberTest) -> NumberTest {
    let counted = matches!(
        field,
        NumberField::Participants
            | NumberField::Pages
            | NumberField::Fields
            | NumberField::NoticeDays
    );
    match test {
        NumberTest::Over(n) if counted => NumberTest::AtLeast(n.floor() + 1.0),
        NumberTest::AtLeast(n) if counted => NumberTest::AtLeast(n.ceil()),
        NumberTest::Under(n) if counted => NumberTest::AtMost(n.ceil() - 1.0),
        NumberTest::AtMost(n) if counted => NumberTest::AtMost(n.floor()),
        other => other,
    }
}

/// Why no number is left, and what to do.
pub(super) fn never(field: NumberField) -> (Phrase, Phrase) {
    let (zh, en) = (field.zh(), field.word());
    (
        say!(
            "没有数能同时满足对{zh}的这些条件",
            "no number meets all these conditions on {en}"
        ),
        say!(
            "下限要小于上限：over（超过）的数小于 under（不到）的数",
            "the lower bound has to be below the upper one"
        ),
    )
}
