//! Sums of minutes and of times in exact fractions, made decimals only at the edge.

use std::collections::BTreeMap;

/// Amounts a year, as sums by the number of years they fall due in: exact in any order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Fractions {
    by_years: BTreeMap<u32, i128>,
}

impl Fractions {
    /// Adds so much in so many years.
    pub(super) fn add(&mut self, amount: i128, years: u32) {
        *self.by_years.entry(years.max(1)).or_default() += amount;
    }

    /// Adds others.
    pub(super) fn add_all(&mut self, others: &Self) {
        let parts = others.by_years.iter();
        parts.for_each(|(years, amount)| self.add(*amount, *years));
    }

    /// Takes others away.
    pub(super) fn subtract(&mut self, others: &Self) {
        let parts = others.by_years.iter();
        parts.for_each(|(years, amount)| self.add(-amount, *years));
    }

    /// All of it, a year.
    pub(super) fn per_year(&self) -> f64 {
        let per_year = |(years, amount): (&u32, &i128)| *amount as f64 / f64::from(*years);
        self.by_years.iter().map(per_year).sum()
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
        let mut forward = Fractions::default();
        let mut backward = Fractions::default();
        parts
            .iter()
            .for_each(|(minutes, years)| forward.add(*minutes, *years));
        parts
            .iter()
            .rev()
            .for_each(|(minutes, years)| backward.add(*minutes, *years));
        assert_eq!(forward, backward);
        assert!((forward.per_year() - 70.0).abs() < 1e-12);
    }
}
