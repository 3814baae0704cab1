//! Working days: Monday to Friday, but for the holidays and the days worked in exchange that a dated calendar names.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// A longer time isn't counted day by day.
const LONGEST: i32 = 4_000;

/// The years that are known.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    years: BTreeSet<i16>,
    holidays: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

/// One year as its file gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: i16,
    #[expect(dead_code, reason = "for whoever reads the file")]
    source: String,
    #[expect(dead_code, reason = "for whoever reads the file")]
    to_check: Option<String>,
    holidays: Vec<String>,
    worked: Vec<String>,
}

/// The years that the program carries.
const BUILTIN: [&str; 2] = [
    include_str!("../../rules/gate/calendar-2025.toml"),
    include_str!("../../rules/gate/calendar-2026.toml"),
];

impl Calendar {
    /// The years that the program carries.
    pub fn builtin() -> Self {
        let mut calendar = Self::default();
        for text in BUILTIN {
            let added = calendar.add(text);
            added
                .unwrap_or_else(|error| unreachable!("the built-in calendars are tested: {error}"));
        }
        calendar
    }

    /// Adds a year from the text of its file, in place of what was known of it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add(&mut self, text: &str) -> Result<(), String> {
        let year: Year = toml::from_str(text).map_err(|error| error.to_string())?;
        let (holidays, worked) = (
            days(&year.holidays, year.year)?,
            days(&year.worked, year.year)?,
        );
        for (known, of_file) in [(&mut self.holidays, holidays), (&mut self.worked, worked)] {
            known.retain(|day| day.year() != year.year);
            known.extend(of_file);
        }
        self.years.insert(year.year);
        Ok(())
    }

    /// Whether people work on a day; `None` where no calendar covers it.
    pub fn is_worked(&self, day: Date) -> Option<bool> {
        if !self.years.contains(&day.year()) {
            return None;
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        Some(self.worked.contains(&day) || !weekend && !self.holidays.contains(&day))
    }

    /// Working days after the notice up to the deadline, both within calendars; none where the
    /// deadline is not later.
    pub fn working_days(&self, notice: Date, deadline: Date) -> Option<u32> {
        let span = notice.until(deadline).ok()?.get_days();
        if span > LONGEST {
            return None;
        }
        let after = notice
            .series(1.day())
            .skip(1)
            .take_while(|day| *day <= deadline);
        let mut worked = 0;
        for day in after {
            worked += u32::from(self.is_worked(day)?);
        }
        Some(worked)
    }
}

/// Days and spans of days: 2026-10-01 to 2026-10-07 is written 2026-10-01..2026-10-07.
fn days(written: &[String], year: i16) -> Result<Vec<Date>, String> {
    let mut days = Vec::new();
    for span in written {
        let (first, last) = span.split_once("..").unwrap_or((span, span));
        let day = |text: &str| {
            text.trim()
                .parse::<Date>()
                .map_err(|error| format!("{span}: {error}"))
        };
        let (first, last) = (day(first)?, day(last)?);
        if first > last || first.year() != year || last.year() != year {
            return Err(format!("{span}: not within {year}"));
        }
        days.extend(first.series(1.day()).take_while(|day| *day <= last));
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays_are_free_and_days_in_exchange_are_worked() {
        let calendar = Calendar::builtin();
        assert_eq!(calendar.is_worked(date(2026, 10, 1)), Some(false));
        assert_eq!(calendar.is_worked(date(2026, 10, 10)), Some(true));
        assert_eq!(calendar.is_worked(date(2026, 10, 11)), Some(false));
        assert_eq!(calendar.is_worked(date(2031, 1, 1)), None);
        assert_eq!(
            calendar.working_days(date(2026, 9, 30), date(2026, 10, 8)),
            Some(1)
        );
        assert_eq!(
            calendar.working_days(date(2026, 9, 7), date(2026, 9, 7)),
            Some(0)
        );
        assert_eq!(
            calendar.working_days(date(2026, 12, 30), date(2027, 1, 5)),
            None
        );
    }

    #[test]
    fn a_year_takes_the_place_of_what_was_known_of_it() {
        let mut calendar = Calendar::builtin();
        let text = "year = 2026\nsource = \"s\"\nholidays = [\"2026-10-01\"]\nworked = []\n";
        assert_eq!(calendar.add(text), Ok(()));
        assert_eq!(calendar.is_worked(date(2026, 10, 1)), Some(false));
        assert_eq!(calendar.is_worked(date(2026, 10, 2)), Some(true));
        assert_eq!(calendar.is_worked(date(2026, 10, 10)), Some(false));
        assert_eq!(calendar.is_worked(date(2025, 10, 2)), Some(false));
    }

    #[test]
    fn a_calendar_of_another_year_is_refused() {
        let mut calendar = Calendar::default();
        let text = "year = 2027\nsource = \"s\"\nholidays = [\"2026-01-01\"]\nworked = []\n";
        assert!(calendar.add(text).is_err());
    }
}
