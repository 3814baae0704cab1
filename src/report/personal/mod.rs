//! Masks ID-card and mobile telephone numbers in whatever leaves the program.
//!
//! An ID card's number (GB 11643) is a region, a day of birth, a serial and a check digit. One with a day
//! of birth is taken for a person's where its region exists or its check digit is right: a slip in the
//! last digit doesn't make it anybody's. The check digit alone says nothing, for every eleventh number of
//! a file has it too, unless the text says before the number what it is.

mod digits;

use std::borrow::Cow;
use std::ops::Range;

use digits::{Digit, Gap, Group, groups, scientific};

/// The shortest that is masked is an ID card's number as a narrow column shows it, `3.20106E+17`.
const FEWEST_DIGITS: usize = 7;

/// The two digits that the numbers of provinces begin with, GB/T 2260, and that of residents from elsewhere.
const PROVINCES: [u32; 36] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
    53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91,
];

/// What says that a number behind it is an ID card's, whatever its digits say.
const LABELS: [&str; 4] = ["身份证", "身份号码", "证件号", "居民证"];

/// How many characters may stand between such a word and the number: 身份证号码（户主）：.
const LABEL_REACH: usize = 12;

/// The text with ID-card numbers and mobile numbers made unreadable.
///
/// Digits may have any width, spaces, dashes and line breaks may stand between them, and a number may be
/// written as a spreadsheet shows one that is too long (`3.20106199001011E+17`).
pub fn masked(text: &str) -> Cow<'_, str> {
    masked_with(text, &[digits::MOST])
}

/// The same for a text that has lost its spaces, so that two numbers may have become one: whatever looks
/// like a person's number inside a longer one is made unreadable too.
pub(super) fn masked_without_spaces(plain: &str) -> Cow<'_, str> {
    masked_with(plain, &[11, 15, digits::MOST])
}

/// Masks numbers by themselves, and those of some lengths inside longer ones.
fn masked_with<'t>(text: &'t str, inside: &[usize]) -> Cow<'t, str> {
    let digits = text.chars().filter(|&c| digits::value(c).is_some());
    if digits.take(FEWEST_DIGITS).count() < FEWEST_DIGITS {
        return Cow::Borrowed(text);
    }
    let mut hidden = personal_digits(text, inside);
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    hidden.sort_by_key(|digit| digit.start);
    hidden.dedup();
    let mut shown = String::with_capacity(text.len());
    let mut done = 0;
    for digit in hidden {
        shown.push_str(&text[done..digit.start]);
        shown.push('*');
        done = digit.end;
    }
    shown.push_str(&text[done..]);
    Cow::Owned(shown)
}

/// Where the digits to hide stand.
fn personal_digits(text: &str, inside: &[usize]) -> Vec<Range<usize>> {
    let scientific = scientific(text).filter_map(|number| {
        Some(hidden(
            &number.digits,
            shown_of_scientific(&number.values())?,
        ))
    });
    let mut found: Vec<_> = scientific.flatten().collect();
    let (digits, groups) = groups(text);
    let mut at = 0;
    while at < groups.len() {
        if let Some((taken, number)) = longest_window(text, &digits, &groups[at..]) {
            found.extend(number);
            at += taken;
        } else {
            found.extend(inside_of(&digits[groups[at].digits.clone()], inside));
            at += 1;
        }
    }
    found
}

/// The digits to hide of the numbers of some lengths inside a longer one.
fn inside_of(digits: &[Digit], lengths: &[usize]) -> Vec<Range<usize>> {
    let windows = lengths.iter().flat_map(|&length| digits.windows(length));
    let numbers = windows.filter_map(|window| {
        let group = Group {
            digits: 0..window.len(),
            gap: Gap::Break,
        };
        let values: Vec<u32> = window.iter().map(|digit| digit.value).collect();
        let bytes: Vec<_> = window.iter().map(|digit| digit.bytes.clone()).collect();
        Some(hidden(&bytes, shown_of(&values, &[group], || false)?))
    });
    numbers.flatten().collect()
}

/// The longest number of a person that begins with the first of some groups: how many groups it takes,
/// and its digits to hide.
fn longest_window(
    text: &str,
    digits: &[Digit],
    groups: &[Group],
) -> Option<(usize, Vec<Range<usize>>)> {
    let joined = groups[1..]
        .iter()
        .take_while(|group| group.gap != Gap::Break);
    let most = 1 + joined.count();
    (1..=most.min(digits::MOST)).rev().find_map(|taken| {
        let groups = &groups[..taken];
        let digits = &digits[groups[0].digits.start..groups[taken - 1].digits.end];
        if digits.len() > digits::MOST {
            return None;
        }
        let values: Vec<u32> = digits.iter().map(|digit| digit.value).collect();
        let labelled = || is_labelled(&text[..digits[0].bytes.start]);
        let shown = shown_of(&values, groups, labelled)?;
        let bytes: Vec<_> = digits.iter().map(|digit| digit.bytes.clone()).collect();
        Some((taken, hidden(&bytes, shown)))
    })
}

fn hidden(digits: &[Range<usize>], shown: Shown) -> Vec<Range<usize>> {
    let Shown { first, last } = shown;
    let end = digits.len().saturating_sub(last);
    digits.get(first..end).unwrap_or_default().to_vec()
}

/// How many digits stay at both ends: the region of an ID card, both ends of a telephone number.
#[derive(Clone, Copy)]
struct Shown {
    first: usize,
    last: usize,
}

impl Shown {
    const REGION: Self = Self { first: 6, last: 0 };
    const PROVINCE: Self = Self { first: 2, last: 0 };
    /// Of a telephone number behind so many digits of a country's code or the like.
    const fn ends(prefix: usize) -> Self {
        Self {
            first: prefix + 3,
            last: 4,
        }
    }
}

/// What stays of a number, if it is someone's; it is written in these groups.
fn shown_of(values: &[u32], groups: &[Group], labelled: impl Fn() -> bool) -> Option<Shown> {
    let (check, body) = values.split_last()?;
    if body.contains(&digits::X) || *check == digits::X && values.len() != 18 {
        return None;
    }
    let mobile = |prefix: &[u32]| {
        let behind = values.strip_prefix(prefix)?;
        (is_mobile(behind) && !is_otherwise_grouped(values, groups))
            .then_some(Shown::ends(prefix.len()))
    };
    if !are_usual(groups) {
        return None;
    }
    match values.len() {
        18 if is_id(values) || labelled() => Some(Shown::REGION),
        17 if labelled() => Some(Shown::REGION),
        15 if is_old_id(values) || labelled() => Some(Shown::REGION),
        15 => mobile(&[0, 0, 8, 6]),
        13 => mobile(&[8, 6]),
        12 => mobile(&[0]),
        11 => mobile(&[]),
        _ => None,
    }
}

/// What stays of the digits before the `E` of a number of so many digits.
fn shown_of_scientific(values: &[u32]) -> Option<Shown> {
    match values.len() {
        18 | 15 if has_region(values) => Some(Shown::PROVINCE),
        11 if is_mobile(values) => Some(Shown { first: 3, last: 0 }),
        _ => None,
    }
}

/// Groups with dots between them are a person's number only in the groups that people write it in; other
/// numbers with dots are dates, versions, amounts.
fn are_usual(groups: &[Group]) -> bool {
    const USUAL: [&[usize]; 5] = [
        &[3, 4, 4],
        &[6, 8, 4],
        &[6, 8, 3, 1],
        &[6, 4, 4, 4],
        &[6, 6, 3],
    ];
    let dotted = groups[1..].iter().any(|group| group.gap == Gap::Dot);
    let sizes = groups.iter().map(|group| group.digits.len());
    !dotted
        || USUAL
            .iter()
            .any(|usual| sizes.clone().eq(usual.iter().copied()))
}

/// Whether groups of digits are an amount (`13 000 000 000`) or hold a date (`15 2026-07-15`).
fn is_otherwise_grouped(values: &[u32], groups: &[Group]) -> bool {
    let sizes: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let amount = sizes.len() > 2 && sizes[0] < 3 && sizes[1..].iter().all(|&size| size == 3);
    let start = groups[0].digits.start;
    let date = groups.windows(3).any(|three| {
        let [year, month, day] = [&three[0], &three[1], &three[2]]
            .map(|group| &values[group.digits.start - start..group.digits.end - start]);
        let sizes = (year.len(), month.len(), day.len());
        matches!(sizes, (4, 1..=2, 1..=2)) && is_day(number(year), number(month), number(day))
    });
    amount || date
}

fn is_labelled(before: &str) -> bool {
    let start = before.char_indices().rev().take(LABEL_REACH).last();
    let near = &before[start.map_or(0, |(at, _)| at)..];
    LABELS.iter().any(|label| near.contains(label))
}

fn is_id(values: &[u32]) -> bool {
    let [year, month, day] = [&values[6..10], &values[10..12], &values[12..14]].map(number);
    is_day(year, month, day) && (has_region(values) || has_check_digit(values))
}

/// Fifteen digits, given out until 1999: the year has two.
fn is_old_id(values: &[u32]) -> bool {
    let [year, month, day] = [&values[6..8], &values[8..10], &values[10..12]].map(number);
    has_region(values) && is_day(1900 + year, month, day)
}

fn has_region(values: &[u32]) -> bool {
    PROVINCES.contains(&number(&values[..2]))
}

fn is_mobile(values: &[u32]) -> bool {
    values.len() == 11 && values[0] == 1 && (3..=9).contains(&values[1])
}

fn number(values: &[u32]) -> u32 {
    values.iter().fold(0, |sum, value| sum * 10 + value)
}

/// Whether it is a day on which someone can be born who is counted now.
fn is_day(year: u32, month: u32, day: u32) -> bool {
    let date = |year: u32, month: u32, day: u32| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        jiff::civil::Date::new(i16::try_from(year).ok()?, month, day).ok()
    };
    (1900..=2099).contains(&year) && date(year, month, day).is_some()
}

/// ISO 7064 MOD 11-2, as GB 11643 asks.
fn has_check_digit(values: &[u32]) -> bool {
    const WEIGHTS: [u32; 18] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
    let products = values
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight);
    products.sum::<u32>() % 11 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_numbers_are_hidden() {
        let cases = [
            ("联系人13812345678", "联系人138****5678"),
            ("138 1234 5678", "138 **** 5678"),
            ("138  1234－5678", "138  ****－5678"),
            ("138.1234.5678", "138.****.5678"),
            ("1 3 8 1 2 3 4 5 6 7 8", "1 3 8 * * * * 5 6 7 8"),
            ("１３８１２３４５６７８", "１３８****５６７８"),
            ("𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "𝟏𝟑𝟖****𝟓𝟔𝟕𝟖"),
            ("138\u{200B}1234\u{200B}5678", "138\u{200B}****\u{200B}5678"),
            ("+8613812345678", "+86138****5678"),
            ("+86 138 1234 5678", "+86 138 **** 5678"),
            ("0086-138-1234-5678", "0086-138-****-5678"),
            ("转013812345678", "转0138****5678"),
            ("身份证11010519491231002X。", "身份证110105************。"),
            ("11010519491231002x", "110105************"),
            (
                "１１０１０５１９４９１２３１００２Ｘ",
                "１１０１０５************",
            ),
            ("110105 19491231 002X", "110105 ******** ****"),
            ("110105-1949-12-31-002X", "110105-****-**-**-****"),
            ("110105\n19491231\n002 X", "110105\n********\n*** *"),
            ("110105491231002", "110105*********"),
            ("13812345678 13912345678", "138****5678 139****5678"),
            ("138 1234 5678 139 1234 5678", "138 **** 5678 139 **** 5678"),
            ("3 138 1234 5678", "3 138 **** 5678"),
            (
                "110105194912310021 13812345678",
                "110105************ 138****5678",
            ),
            // As a spreadsheet keeps fifteen digits of it, or shows it in a narrow column.
            ("110105194912310000", "110105************"),
            ("1.10105194912310E+17", "1.1*************E+17"),
            ("1.10105E+17", "1.1****E+17"),
            ("1.10105491231002E+14", "1.1*************E+14"),
            ("1.3812345678E+10", "1.38********E+10"),
        ];
        for (typed, hidden) in cases {
            assert_eq!(masked(typed), hidden);
        }
    }

    #[test]
    fn a_slip_makes_no_number_anybodys() {
        // The check digit of the first would be X, the second has no such day.
        assert_eq!(masked("110105194912310027"), "110105************");
        assert_eq!(masked("110105194913310023"), "110105194913310023");
        let labelled = masked("身份证号码（户主）：110105194913310023");
        assert_eq!(labelled, "身份证号码（户主）：110105************");
    }

    #[test]
    fn numbers_that_ran_together_are_hidden() {
        assert_eq!(
            masked("台账11010519491231002156"),
            "台账110105************56"
        );
        assert_eq!(masked_without_spaces("3138123456781"), "3138****56781");
        assert_eq!(masked_without_spaces("第3号台账"), "第3号台账");
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "民发〔2015〕136号",
            "2026年9月30日",
            "1234567890123456789",
            "02583610000",
            "编号 320102 2026 0001",
            "1381234567890",
            "12 000 000 000",
            "13 000 000 000",
            "13.5 2026.01.05",
            "15 2026-07-15 1",
            "2026-07-15 2026-08-15",
            "统一社会信用代码 123201004660061234",
            "1.5E+10",
            "第12345678901234567号",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
