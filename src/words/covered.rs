//! Which period a title, a sheet or a file is about: 2026年第三季度 ends on 2026-09-30.

use std::sync::OnceLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::lexicon::{FileKind, Lexicon, Listed, TableKind, any_key, no_known};
use super::numeral::Numeral;
use crate::diag::Diag;
use crate::place::Place;
use crate::say;

/// A period by its last day, and how exactly it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Covered {
    /// A quarter, half-year or months before a whole year, that before a single day: the day is
    /// mostly the one on which a form was filled in.
    exactness: u8,
    /// The last day.
    pub until: Date,
}

/// `periods.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "periods",
    tables: &[TableKind {
        name: "form",
        key: any_key,
        known: no_known,
        lists: &["patterns"],
        values: &["exactness"],
    }],
};

/// How periods are written, ready for use: in the order of the file, the first that fits counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Periods {
    forms: Vec<(String, u8)>,
    /// Made on first use: many commands look for no period.
    compiled: OnceLock<Vec<(Regex, u8)>>,
}

impl Periods {
    /// The forms of all files; a pattern of a user's that can't be read is reported.
    pub(super) fn new(lexicon: &Lexicon, diags: &mut Vec<Diag>) -> Self {
        let mut forms = Vec::new();
        for section in lexicon.sections(FILE.id, "form") {
            let exactness = section.number("exactness").unwrap_or(0);
            let exactness = u8::try_from(exactness).unwrap_or(u8::MAX);
            for pattern in section.list("patterns") {
                let is_own = !pattern.span.path.starts_with(super::BUILTIN_PATH);
                match is_own.then(|| compiled(&pattern.text)).transpose() {
                    Ok(_) => forms.push((pattern.text.clone(), exactness)),
                    Err(error) => diags.push(unreadable(pattern, &error)),
                }
            }
        }
        Self {
            forms,
            compiled: OnceLock::new(),
        }
    }

    /// The period that a text in plain form names, the most exactly named one.
    pub(super) fn covered(&self, plain: &str) -> Option<Covered> {
        let compile = || {
            let compiled = self
                .forms
                .iter()
                .filter_map(|(pattern, exactness)| Some((compiled(pattern).ok()?, *exactness)));
            compiled.collect()
        };
        let read = |(regex, exactness): &(Regex, u8)| {
            Some(Covered {
                exactness: *exactness,
                until: last_day(&regex.captures(plain)?)?,
            })
        };
        self.compiled.get_or_init(compile).iter().find_map(read)
    }
}

fn compiled(pattern: &str) -> Result<Regex, regex::Error> {
    // What stands before the year must be no digit and no bracket of a document number.
    Regex::new(&format!(r"(?:^|[^0-9〔\[【])(?:{pattern})"))
}

fn unreadable(pattern: &Listed, error: &regex::Error) -> Diag {
    let text = &pattern.text;
    Diag::error(
        "syntax",
        Place::Span(pattern.span.clone()),
        say!(
            "“{text}”不是合法的正则表达式：{error}",
            "“{text}” is not a valid regular expression: {error}"
        ),
    )
}

/// The last day of the part of a year that was found; by the named groups, the smallest part counts.
fn last_day(captures: &Captures<'_>) -> Option<Date> {
    let number = |name: &str| {
        let text = captures.name(name)?.as_str();
        i8::try_from(Numeral::at_start(text)?.0.single()?).ok()
    };
    let year: i16 = captures.name("year")?.as_str().parse().ok()?;
    if let Some(day) = captures.name("day") {
        return Date::new(year, number("month")?, day.as_str().parse().ok()?).ok();
    }
    let month = if captures.name("quarter").is_some() {
        number("quarter")?.checked_mul(3)?
    } else if captures.name("first").is_some() {
        6
    } else {
        number("month").unwrap_or(12)
    };
    Some(Date::new(year, month, 1).ok()?.last_of_month())
}

impl Covered {
    /// Of two, the more exactly named; this one where they are equal.
    pub fn or_more_exact(self, other: Self) -> Self {
        if other.exactness > self.exactness {
            other
        } else {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Words;

    fn until(plain: &str) -> Option<String> {
        Words::load(&[])
            .0
            .covered(plain)
            .map(|covered| covered.until.to_string())
    }

    #[test]
    fn periods_end_on_their_last_day() {
        for (text, day) in [
            ("某区2026年第三季度社区事项清单", "2026-09-30"),
            ("2026年三季度", "2026-09-30"),
            ("district-2026q3", "2026-09-30"),
            ("社区事项2026-q1", "2026-03-31"),
            ("q4_2025", "2025-12-31"),
            ("2024年1-2月社区填报情况", "2024-02-29"),
            ("2023年1-2月社区填报情况", "2023-02-28"),
            ("2024年上半年", "2024-06-30"),
            ("2026年下半年工作任务", "2026-12-31"),
            ("2024年2月份", "2024-02-29"),
            ("台账202402", "2024-02-29"),
            ("2026-09", "2026-09-30"),
            ("2025年度社区工作事项", "2025-12-31"),
            ("2025年社区负担情况", "2025-12-31"),
            ("填表日期:2026年10月9日", "2026-10-09"),
            ("导出20261009", "2026-10-09"),
        ] {
            assert_eq!(until(text).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn what_names_no_period_says_nothing() {
        for text in [
            "社区事项清单",
            "民发〔2015〕136号",
            "2023年修订",
            "联系电话02026年",
            "事项2030",
        ] {
            assert_eq!(until(text), None, "{text}");
        }
    }

    #[test]
    fn the_more_exact_counts_and_the_first_of_equals() {
        let words = Words::load(&[]).0;
        let of = |text| words.covered(text).unwrap();
        let (year, quarter) = (of("2026年度"), of("2026年第二季度"));
        assert_eq!(year.or_more_exact(quarter), quarter);
        assert_eq!(quarter.or_more_exact(of("2026年10月")), quarter);
    }
}
