//! Sums of minutes and of times in exact fractions, made decimals only at the edge.

use std::collections::BTreeMap;

/// Amounts a year, as sums by the number of years they fall due in: exact in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fractions {
    by_years: BTreeMap<u128, i128>,
}

impl Fractions {
    /// Adds so much in so many years.
    pub fn add(&mut self, amount: i128, years: u128) {
        *self.by_years.entry(years.max(1)).or_default() += amount;
    }

    /// Adds others.
    pub fn add_all(&mut self, others: &Self) {
        let parts = others.by_years.iter();
        parts.for_each(|(years, amount)| self.add(*amount, *years));
    }

    /// Takes others away.
    pub fn subtract(&mut self, others: &Self) {
        let parts = others.by_years.iter();
        parts.for_each(|(years, amount)| self.add(-amount, *years));
    }

    /// All of it, a year.
    pub fn per_year(&self) -> f64 {
        let per_year = |(years, amount): (&u128, &i128)| *amount as f64 / *years as f64;
        self.by_years.iter().map(per_year).sum()
    }

    /// Whether every part has been taken away again that was added.
    pub fn is_nothing(&self) -> bool {
        self.by_years.values().all(|amount| *amount == 0)
    }

    /// Whether it is a whole number a year without anything being rounded.
    pub fn is_whole(&self) -> bool {
        let whole = |(years, amount): (&u128, &i128)| amount.unsigned_abs() % years == 0;
        self.by_years.iter().all(whole)
    }
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
        assert!(forward.is_whole() && !forward.is_nothing());
    }
}
