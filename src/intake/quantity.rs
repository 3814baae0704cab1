//! Numbers that cells say: how many people, how many pages, how many fields, how many days' notice.

use jiff::civil::Date;

use crate::words::Layout;

/// The marks between the entries of an enumeration, in plain form.
const BETWEEN_ENTRIES: [char; 4] = ['、', ',', ';', ';'];

/// A content with fewer entries is a sentence with a pause and not a list of fields.
const FEWEST_ENTRIES: usize = 3;

/// An entry longer than this is a clause of a sentence and not the name of a field.
const LONGEST_ENTRY: usize = 14;

/// A count with or without its unit (`3人`, `约20页`, `1,200`); the lower end of a range. `None` where
/// the text holds no number, or several that are no range.
pub(super) fn count(layout: &Layout, plain: &str) -> Option<u32> {
    let mut numbers = digits(plain);
    let first = numbers.next()?;
    if let Some(second) = numbers.next() {
        let range =
            numbers.next().is_none() && is_range_mark(layout, &plain[first.end..second.start]);
        if !range {
            return None;
        }
    }
    first.value
}

/// How many fields a content asks for: said by a number (含12个字段), or counted where the content is
/// clearly an enumeration.
pub(super) fn field_count(layout: &Layout, plain: &str) -> Option<u32> {
    said(layout, plain).or_else(|| counted(layout, plain))
}

/// Days from the notice to the deadline, where both are whole dates.
pub(crate) fn notice_days(notice: &str, deadline: &str) -> Option<i32> {
    let days = date(notice)?.until(date(deadline)?).ok()?.get_days();
    Some(days)
}

fn said(layout: &Layout, plain: &str) -> Option<u32> {
    digits(plain)
        .find(|number| {
            let mut units = layout.field_units.iter();
            units.any(|unit| plain[number.end..].starts_with(unit.as_str()))
        })
        .and_then(|number| number.value)
}

fn counted(layout: &Layout, plain: &str) -> Option<u32> {
    let plain = plain.trim_end_matches(['。', '.']);
    let list = plain
        .rsplit_once([':', ':'])
        .map_or(plain, |(_, list)| list);
    let mut ends = layout.enumeration_ends.iter();
    let list = ends
        .find_map(|end| list.strip_suffix(end.as_str()))
        .unwrap_or(list);
    let entries: Vec<&str> = list
        .split(BETWEEN_ENTRIES)
        .filter(|entry| !entry.is_empty())
        .collect();
    let short = entries
        .iter()
        .all(|entry| entry.chars().count() <= LONGEST_ENTRY && !entry.contains('。'));
    (entries.len() >= FEWEST_ENTRIES && short)
        .then(|| u32::try_from(entries.len()).ok())
        .flatten()
}

/// A run of digits in a text.
struct Digits {
    start: usize,
    end: usize,
    value: Option<u32>,
}

/// Runs of digits, a comma between three and three left out.
fn digits(plain: &str) -> impl Iterator<Item = Digits> {
    let bytes = plain.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !bytes[at].is_ascii_digit() {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && (bytes[at].is_ascii_digit() || is_grouping(bytes, at)) {
            at += 1;
        }
        (start < at).then(|| Digits {
            start,
            end: at,
            value: plain[start..at].replace(',', "").parse().ok(),
        })
    })
}

fn is_grouping(bytes: &[u8], at: usize) -> bool {
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    bytes[at] == b',' && digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4)
}

/// 至, or 人至 with the unit of what is counted.
fn is_range_mark(layout: &Layout, between: &str) -> bool {
    let mut words = layout.range_words.iter();
    words.any(|word| {
        let unit = between.strip_suffix(word.as_str());
        unit.is_some_and(|unit| {
            unit.is_empty() || layout.total_units.iter().any(|known| known == unit)
        })
    })
}

/// A whole date: 2026-01-05, 2026.1.5, 2026/1/5, 2026年1月5日, 20260105; what follows the day (前, a
/// time) is left out.
pub(crate) fn date(plain: &str) -> Option<Date> {
    let numbers: Vec<Digits> = digits(plain).take(3).collect();
    match numbers.as_slice() {
        [whole, ..] if whole.start == 0 && whole.end == 8 => {
            let whole = whole.value?;
            day(whole / 10_000, whole / 100 % 100, whole % 100)
        }
        [year, month, of_month] if year.start == 0 && year.end == 4 => {
            let marked = |a: &Digits, b: &Digits| {
                matches!(&plain[a.end..b.start], "-" | "." | "/" | "年" | "月")
            };
            let whole = marked(year, month) && marked(month, of_month);
            whole
                .then(|| day(year.value?, month.value?, of_month.value?))
                .flatten()
        }
        _ => None,
    }
}

fn day(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok()?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    #[test]
    fn counts_are_read_or_unknown() {
        let words = Words::load(&[]).0;
        let read = [
            "3人",
            "约20页",
            "1,200",
            "3-5人",
            "3人至5人",
            "",
            "若干",
            "男3女5",
        ]
        .map(|text| count(words.layout(), text));
        assert_eq!(
            read,
            [
                Some(3),
                Some(20),
                Some(1200),
                Some(3),
                Some(3),
                None,
                None,
                None
            ]
        );
    }

    #[test]
    fn fields_are_said_or_enumerated() {
        let words = Words::load(&[]).0;
        let field_count = |text| field_count(words.layout(), text);
        assert_eq!(field_count("含12个字段"), Some(12));
        assert_eq!(field_count("填报:姓名、性别、年龄、住址等"), Some(4));
        assert_eq!(field_count("走访居民,记录情况"), None);
    }

    #[test]
    fn notice_needs_two_whole_dates() {
        assert_eq!(notice_days("2026-01-05", "2026年1月8日前"), Some(3));
        assert_eq!(notice_days("2026.1.5", "20260104"), Some(-1));
        assert_eq!(notice_days("1月5日", "2026-01-08"), None);
    }
}
