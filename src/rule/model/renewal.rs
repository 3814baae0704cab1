//! How long what is kept is kept before it has to be renewed.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{RuleKind, RuleSet};

/// A time after which something has to be renewed: 1年, 6个月, 90天.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewal {
    amount: u16,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Years,
    Months,
    Days,
}

/// The units as they are written, the longer before what they end with.
const UNITS: [(&str, Unit); 8] = [
    ("个月", Unit::Months),
    ("年", Unit::Years),
    ("月", Unit::Months),
    ("天", Unit::Days),
    ("日", Unit::Days),
    ("y", Unit::Years),
    ("m", Unit::Months),
    ("d", Unit::Days),
];

impl Renewal {
    /// The time that a text names, a whole number of years, months or days; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (digits, unit) = UNITS
            .iter()
            .find_map(|(written, unit)| Some((text.strip_suffix(written)?.trim(), *unit)))?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let amount = digits.parse().ok().filter(|amount| plain && *amount > 0)?;
        Some(Self { amount, unit })
    }

    /// The last day of what is kept from a day on: the same day of the year or month, or its last
    /// where that has none (from a 29th of February to a 28th). `None` beyond the calendar.
    pub fn last_day(self, from: Date) -> Option<Date> {
        let amount = i64::from(self.amount);
        let span: Span = match self.unit {
            Unit::Years => amount.years(),
            Unit::Months => amount.months(),
            Unit::Days => amount.days(),
        };
        from.checked_add(span).ok()
    }
}

impl RuleSet {
    /// The last day for which something is kept that is kept from today's rules on: by what its keep
    /// says, else its set, else the set that gives the least time. `None` where no set gives any, or
    /// where it isn't known which day it is.
    pub fn kept_until(&self, rule: Option<u32>) -> Option<Date> {
        let day = self.as_of?;
        let rule = rule.map(|rule| &self.rules[rule as usize]);
        let own = rule.and_then(|rule| match rule.kind {
            RuleKind::Keep { renew, .. } => renew,
            _ => None,
        });
        let of_set = || self.sets.get(rule?.set)?.renew;
        if let Some(renewal) = own.or_else(of_set) {
            return renewal.last_day(day);
        }
        let sets = self.sets.iter().filter_map(|set| set.renew);
        sets.filter_map(|renewal| renewal.last_day(day)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn times_are_read_and_nothing_else() {
        for (text, last) in [
            ("1年", date(2027, 9, 30)),
            ("1y", date(2027, 9, 30)),
            (" 6 个月", date(2027, 3, 30)),
            ("6月", date(2027, 3, 30)),
            ("90天", date(2026, 12, 29)),
        ] {
            let renewal = Renewal::parse(text).unwrap();
            assert_eq!(renewal.last_day(date(2026, 9, 30)), Some(last), "{text}");
        }
        for text in [
            "", "年", "0年", "-1年", "一年", "1.5年", "长期", "1世纪", "70000天", "+1年",
        ] {
            assert_eq!(Renewal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_leap_day_ends_on_the_last_of_february() {
        let of = |text| Renewal::parse(text).unwrap().last_day(date(2024, 2, 29));
        assert_eq!(of("1年"), Some(date(2025, 2, 28)));
        assert_eq!(of("4年"), Some(date(2028, 2, 29)));
        assert_eq!(of("366天"), Some(date(2025, 3, 1)));
    }
}
