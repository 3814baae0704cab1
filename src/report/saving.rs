//! Sums of minutes in exact fractions, made hours only at the edge.

use std::collections::BTreeMap;

/// Minutes a year, as sums by the number of years they fall due in: exact in any order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Minutes {
    by_years: BTreeMap<u32, i128>,
}

impl Minutes {
    /// Adds so many minutes in so many years.
    pub(super) fn add(&mut self, minutes: i128, years: u32) {
        *self.by_years.entry(years.max(1)).or_default() += minutes;
    }

    /// Takes others away.
    pub(super) fn subtract(&mut self, others: &Self) {
        others
            .by_years
            .iter()
            .for_each(|(years, minutes)| self.add(-minutes, *years));
    }

    /// Hours a year.
    pub(super) fn hours(&self) -> f64 {
        let hours = |(years, minutes): (&u32, &i128)| *minutes as f64 / f64::from(*years) / 60.0;
        self.by_years.iter().map(hours).sum()
    }
}

/// Hours a year from minutes in so many years.
pub(super) fn hours(minutes: i64, years: u32) -> f64 {
    minutes as f64 / f64::from(years.max(1)) / 60.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_adding_makes_no_difference() {
        let parts = [(20, 1), (7, 3), (1, 3), (50, 1), (-8, 3)];
        let mut forward = Minutes::default();
        let mut backward = Minutes::default();
        parts
            .iter()
            .for_each(|(minutes, years)| forward.add(*minutes, *years));
        parts
            .iter()
            .rev()
            .for_each(|(minutes, years)| backward.add(*minutes, *years));
        assert_eq!(forward, backward);
        assert!((forward.hours() - 70.0 / 60.0).abs() < 1e-12);
    }
}
