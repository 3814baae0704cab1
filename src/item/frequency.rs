//! How often an item is asked for, as an exact fraction.

use super::terms::terms;

terms! {
    /// What a frequency text says about how often.
    FrequencyKind {
        /// So many times in so many years.
        Periodic = "periodic", "定期";
        /// One time only.
        Once = "once", "一次性";
        /// 不定期: again and again, nobody says how often.
        Irregular = "irregular", "不定期";
        /// 按需: when something happens.
        OnDemand = "on_demand", "按需";
        /// Nothing that can be read.
        Unknown = "unknown", "不明";
    }
}

/// So many times in so many years, exactly: 月报 is 12 in 1, 五年两次 is 2 in 5, 每10天 is 365 in 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    times: u32,
    years: u32,
}

impl Rate {
    /// A rate in lowest terms; `None` where `years` is 0.
    pub fn new(times: u32, years: u32) -> Option<Self> {
        let divisor = greatest_common_divisor(times, years);
        (years > 0).then(|| Self {
            times: times / divisor,
            years: years / divisor,
        })
    }

    /// So many times every year.
    pub const fn yearly(times: u32) -> Self {
        Self { times, years: 1 }
    }

    /// The times of the fraction in lowest terms.
    pub fn times(self) -> u32 {
        self.times
    }

    /// The years of the fraction in lowest terms, at least 1.
    pub fn years(self) -> u32 {
        self.years
    }

    /// Times a year.
    pub fn per_year(self) -> f64 {
        f64::from(self.times) / f64::from(self.years)
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let cross = |a: &Self, b: &Self| u64::from(a.times) * u64::from(b.years);
        cross(self, other).cmp(&cross(other, self))
    }
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 {
        a.max(1)
    } else {
        greatest_common_divisor(b, a % b)
    }
}

/// How often an item is asked for, as understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Frequency {
    /// What kind of statement it is.
    pub kind: FrequencyKind,
    /// Times a year; `None` where it can't be known. The lower end of a range.
    pub rate: Option<Rate>,
    /// The upper end of a range (每月1-2次).
    pub rate_max: Option<Rate>,
}

impl Frequency {
    /// Nothing that can be read.
    pub const UNKNOWN: Self = Self {
        kind: FrequencyKind::Unknown,
        rate: None,
        rate_max: None,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_exact_and_ordered() {
        let five_yearly = Rate::new(2, 5).unwrap();
        let ten_days = Rate::new(365, 10).unwrap();
        assert_eq!((ten_days.times(), ten_days.years()), (73, 2));
        assert!(five_yearly < Rate::yearly(1) && Rate::yearly(12) < ten_days);
        assert_eq!(Rate::new(1, 0), None);
    }
}
