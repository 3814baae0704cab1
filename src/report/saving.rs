//! Hours from exact minutes.

/// Hours a year from minutes in so many years.
pub(super) fn hours(minutes: i64, years: u32) -> f64 {
    minutes as f64 / f64::from(years.max(1)) / 60.0
}
