//! Fractions of years brought to whole numbers: nothing is rounded.

/// So much in so many years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) amount: u64,
    pub(super) years: u32,
}

/// A finer unit than this many a year isn't counted in: sums of millions of parts must not overflow.
const FINEST: u128 = 1_000_000_000;

/// All parts as whole numbers of one unit, and how many of it are one a year; `None` beyond what can
/// be counted.
pub(super) fn to_whole(parts: &[Part]) -> Option<(Vec<u128>, u128)> {
    let mut unit: u128 = 1;
    for part in parts {
        let years = u128::from(part.years.max(1));
        unit = unit.checked_mul(years / common_divisor(unit, years))?;
    }
    let whole = |part: &Part| {
        let times = unit / u128::from(part.years.max(1));
        u128::from(part.amount).checked_mul(times)
    };
    let whole: Option<Vec<u128>> = parts.iter().map(whole).collect();
    Some((whole?, unit)).filter(|_| unit <= FINEST)
}

fn common_divisor(one: u128, other: u128) -> u128 {
    if other == 0 {
        one
    } else {
        common_divisor(other, one % other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_and_halves_become_sixths() {
        let part = |amount, years| Part { amount, years };
        let whole = to_whole(&[part(1, 3), part(5, 2), part(4, 1)]);
        assert_eq!(whole, Some((vec![2, 15, 24], 6)));
    }
}
