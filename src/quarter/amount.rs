//! Exact minutes and rates from the decimals of a saved audit, and what changes between two of them.

use crate::item::Rate;

/// So much in so many years.
pub(super) type Part = (i128, u128);

/// Saved decimals are fractions of so many years at most (每17天 is 365 in 17).
const YEARS: u32 = 1_000;

/// The fraction that a saved number of times a year was; `None` where there is none.
pub(super) fn rate_of(per_year: f64) -> Option<Rate> {
    let (times, years) = fraction(per_year)?;
    Rate::new(u32::try_from(times).ok()?, years)
}

/// Minutes in so many years from hours a year.
pub(super) fn minutes_of_hours(hours: f64) -> Option<(u64, u32)> {
    fraction(hours * 60.0)
}

/// The fraction of the fewest years that a decimal stands for, to what a double can hold.
fn fraction(decimal: f64) -> Option<(u64, u32)> {
    if !(0.0..1e12).contains(&decimal) {
        return None;
    }
    let tolerance = 1e-9_f64.max(decimal * 1e-13);
    let fits = |years: &u32| {
        let amount = decimal * f64::from(*years);
        (amount - amount.round()).abs() <= tolerance * f64::from(*years)
    };
    let years = (1..=YEARS).find(fits)?;
    Some(((decimal * f64::from(years)).round() as u64, years))
}

/// Minutes a year once the rate has changed and each occasion still takes as long.
pub(super) fn at_rate(minutes: Part, before: Rate, after: Rate) -> Option<Part> {
    let amount = minutes
        .0
        .checked_mul(i128::from(after.times()))?
        .checked_mul(i128::from(before.years()))?;
    let years = minutes
        .1
        .checked_mul(u128::from(after.years()))?
        .checked_mul(u128::from(before.times()))?;
    (years > 0).then(|| lowest(amount, years))
}

/// Whether one is more than another; `None` where they can't be compared exactly.
pub(super) fn compare(one: Part, other: Part) -> Option<std::cmp::Ordering> {
    let left = one.0.checked_mul(i128::try_from(other.1).ok()?)?;
    let right = other.0.checked_mul(i128::try_from(one.1).ok()?)?;
    Some(left.cmp(&right))
}

fn lowest(amount: i128, years: u128) -> Part {
    let divisor = common(amount.unsigned_abs(), years).max(1);
    (amount / divisor as i128, years / divisor)
}

fn common(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { common(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn saved_decimals_become_the_fractions_they_were() {
        for (times, years) in [(12, 1), (2, 5), (73, 2), (365, 17), (1, 3), (250, 1)] {
            let rate = Rate::new(times, years).unwrap();
            assert_eq!(rate_of(rate.per_year()), Some(rate));
        }
        assert_eq!(minutes_of_hours(0.5), Some((30, 1)));
        assert_eq!(
            minutes_of_hours(90.0 * 365.0 / 17.0 / 60.0),
            Some((32_850, 17))
        );
        assert_eq!(minutes_of_hours(f64::NAN), None);
        assert_eq!(rate_of(-1.0), None);
    }

    #[test]
    fn a_rate_changes_minutes_exactly() {
        let after = at_rate((720, 1), Rate::yearly(12), Rate::yearly(4));
        assert_eq!(after, Some((240, 1)));
        let thirds = at_rate((100, 1), Rate::yearly(3), Rate::yearly(1));
        assert_eq!(thirds, Some((100, 3)));
    }
}
