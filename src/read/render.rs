//! Cell values as people see them: 12 and not 12.0, dates as 2026-01-05, errors as #N/A.

use std::borrow::Cow;

use calamine::{DataType, ExcelDateTime};

/// What stands where a number should be and none is.
pub(super) const NO_NUMBER: &str = "#NUM!";

/// The text of a cell that is no error.
pub(super) fn text_of<D: DataType>(value: &D) -> Cow<'_, str> {
    if let Some(text) = value.get_string() {
        Cow::Borrowed(text)
    } else if let Some(date) = value.get_datetime() {
        Cow::Owned(date_text(&date))
    } else if let Some(number) = value.get_int() {
        Cow::Owned(number.to_string())
    } else if let Some(number) = value.get_float() {
        Cow::Owned(number_text(number))
    } else if let Some(truth) = value.get_bool() {
        Cow::Borrowed(if truth { "TRUE" } else { "FALSE" })
    } else if let Some(iso) = value.get_datetime_iso() {
        Cow::Owned(iso_text(iso))
    } else if let Some(iso) = value.get_duration_iso() {
        Cow::Borrowed(iso)
    } else {
        Cow::Borrowed("")
    }
}

/// A number with no more digits than a spreadsheet shows; what is no number is said so.
pub(super) fn number_text(number: f64) -> String {
    /// Digits a double is sure of; Excel shows no more.
    const DIGITS: usize = 15;
    if !number.is_finite() {
        return NO_NUMBER.to_owned();
    }
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return (number as i64).to_string();
    }
    let rounded: f64 = format!("{number:.*e}", DIGITS - 1)
        .parse()
        .unwrap_or(number);
    rounded.to_string()
}

/// 2026-01-05T00:00:00 without the time that nobody wrote.
pub(super) fn iso_text(iso: &str) -> String {
    let (day, time) = iso.split_once('T').unwrap_or((iso, ""));
    let time = time.trim_end_matches('Z');
    match time.get(..5) {
        None | Some("00:00") => day.to_owned(),
        Some(minutes) => format!("{day} {minutes}"),
    }
}

fn date_text(date: &ExcelDateTime) -> String {
    let serial = date.as_f64();
    // Before the first day of the calendar there is only a time of day or a number that was never a date.
    if !serial.is_finite() || !(0.0..2_958_466.0).contains(&serial) {
        return number_text(serial);
    }
    if date.is_duration() {
        return number_text(serial * 24.0) + "小时";
    }
    let (year, month, day, hour, minute, ..) = date.to_ymd_hms_milli();
    if serial < 1.0 {
        return format!("{hour:02}:{minute:02}");
    }
    if hour == 0 && minute == 0 {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_people_see_them() {
        assert_eq!(
            [
                12.0,
                -0.0,
                -7.0,
                0.1 + 0.2,
                1.5,
                320_106_199_001_010_000.0,
                f64::NAN
            ]
            .map(number_text),
            ["12", "0", "-7", "0.3", "1.5", "320106199001010000", "#NUM!"]
        );
        assert_eq!(iso_text("2026-01-05T00:00:00"), "2026-01-05");
    }
}
