//! Masks ID-card and mobile telephone numbers in whatever is printed.

use std::borrow::Cow;
use std::ops::Range;

/// The text with ID-card numbers and mobile numbers made unreadable.
///
/// Digits may be full-width, and single spaces or dashes may stand between them.
pub fn masked(text: &str) -> Cow<'_, str> {
    // Eleven digits are the least that is masked; most texts have none.
    if text.len() < 11 || !text.chars().any(|c| digit(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let found = personal_numbers(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut hidden = String::with_capacity(text.len());
    let mut done = 0;
    for Number { bytes, shown } in found {
        hidden.push_str(&text[done..bytes.start]);
        let digits = text[bytes.clone()].char_indices();
        let mut nth = 0;
        for (_, c) in digits {
            let counts = digit(c).is_some() || is_check_x(c);
            hidden.push(if counts && !shown.contains(&nth) {
                '*'
            } else {
                c
            });
            nth += usize::from(counts);
        }
        done = bytes.end;
    }
    hidden.push_str(&text[done..]);
    Cow::Owned(hidden)
}

/// A number to hide but for a few digits.
struct Number {
    bytes: Range<usize>,
    /// Positions among the digits that stay: the region of an ID card, both ends of a telephone number.
    shown: Vec<usize>,
}

/// A run of digits: bytes and values, `X` as ten.
#[derive(Default)]
struct Run {
    places: Vec<Range<usize>>,
    values: Vec<u32>,
}

fn personal_numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    for joined in runs(text, true) {
        if let Some(number) = joined.personal() {
            found.push(number);
            continue;
        }
        // Several numbers with a space between: each by itself.
        let (start, end) = joined.bytes();
        let parts = runs(&text[start..end], false);
        found.extend(parts.iter().filter_map(Run::personal).map(|number| Number {
            bytes: number.bytes.start + start..number.bytes.end + start,
            ..number
        }));
    }
    found
}

/// All runs of digits in a text; `joined` runs may hold single separators.
fn runs(text: &str, joined: bool) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut gap = 0;
    for (start, c) in text.char_indices() {
        let place = start..start + c.len_utf8();
        if let Some(value) = digit(c) {
            run.push(place, value);
            gap = 0;
        } else if run.values.len() == 17 && is_check_x(c) {
            run.push(place, 10);
        } else if joined && gap == 0 && matches!(c, ' ' | '-' | '\u{3000}' | '\u{A0}') {
            gap = 1;
        } else {
            runs.push(std::mem::take(&mut run));
            gap = 0;
        }
    }
    runs.push(run);
    runs.retain(|run| !run.values.is_empty());
    runs
}

impl Run {
    fn push(&mut self, place: Range<usize>, value: u32) {
        self.places.push(place);
        self.values.push(value);
    }

    fn bytes(&self) -> (usize, usize) {
        let first = self.places.first().map_or(0, |place| place.start);
        (first, self.places.last().map_or(first, |place| place.end))
    }

    /// What is to be hidden of it, if it is someone's number.
    fn personal(&self) -> Option<Number> {
        let values = &self.values;
        let shown = match values.len() {
            18 if is_date(&values[6..14]) || has_check_digit(values) => (0..6).collect(),
            15 if is_short_date(&values[6..12]) => (0..6).collect(),
            11 if is_mobile(values) => vec![0, 1, 2, 7, 8, 9, 10],
            // With the country's code.
            13 if values.starts_with(&[8, 6]) && is_mobile(&values[2..]) => {
                vec![0, 1, 2, 3, 4, 9, 10, 11, 12]
            }
            _ => return None,
        };
        let (start, end) = self.bytes();
        Some(Number {
            bytes: start..end,
            shown,
        })
    }
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

fn is_check_x(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ')
}

fn is_mobile(values: &[u32]) -> bool {
    values[0] == 1 && (3..=9).contains(&values[1])
}

fn number(values: &[u32]) -> u32 {
    values.iter().fold(0, |sum, value| sum * 10 + value)
}

fn is_date(values: &[u32]) -> bool {
    (1900..=2099).contains(&number(&values[..4])) && is_day(&values[4..])
}

fn is_short_date(values: &[u32]) -> bool {
    is_day(&values[2..])
}

fn is_day(values: &[u32]) -> bool {
    (1..=12).contains(&number(&values[..2])) && (1..=31).contains(&number(&values[2..]))
}

/// ISO 7064 MOD 11-2, as GB 11643 asks.
fn has_check_digit(values: &[u32]) -> bool {
    const WEIGHTS: [u32; 18] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
    let sum: u32 = values
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    sum % 11 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_numbers_are_hidden() {
        let cases = [
            ("联系人13812345678", "联系人138****5678"),
            ("138 1234 5678", "138 **** 5678"),
            ("１３８１２３４５６７８", "１３８****５６７８"),
            ("+8613812345678", "+86138****5678"),
            ("身份证11010519491231002X。", "身份证110105************。"),
            ("110105491231002", "110105*********"),
            ("13812345678 13912345678", "138****5678 139****5678"),
        ];
        for (typed, hidden) in cases {
            assert_eq!(masked(typed), hidden);
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "民发〔2015〕136号",
            "2026年9月30日",
            "1234567890123456789",
            "02583610000",
            "编号 320102 2026 0001",
            "12 000 000 000",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
