//! Dates: a day of one certain year is no rhythm.

use std::sync::LazyLock;

use regex::Regex;

/// A year from 1990 on, as a date begins: 2014年, 2014-06-30, 2014.6, 20140630.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|\D)((?:199\d|20\d\d|二〇[〇一二三四五六七八九]{2}|二零[零一二三四五六七八九]{2})",
        r"(?:年[^一-龥]*(?:\d+月)?(?:\d+[日号])?|[-/.]\d{1,2}(?:[-/.]\d{1,2})?|[01]\d[0-3]\d))",
    ))
    .ok()
});

/// The days that spreadsheets number from 1900, as far as they can be meant: 2000 to 2050.
const SERIAL_DAYS: std::ops::RangeInclusive<u32> = 36_526..=55_153;

/// The date that a text names, if it is one of a certain year.
pub(super) fn single_date(text: &str) -> Option<&str> {
    let serial = text.split('.').next().and_then(|days| days.parse().ok());
    if serial.is_some_and(|days| SERIAL_DAYS.contains(&days)) {
        return Some(text);
    }
    let captures = DATE.as_ref()?.captures(text)?;
    captures.get(1).map(|date| date.as_str())
}
