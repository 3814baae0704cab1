//! Which period a title, a sheet or a file is about: 2026年第三季度 ends on 2026-09-30.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

/// A period by its last day, and how exactly it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Covered {
    /// A quarter, half-year or months before a whole year, that before a single day: the day is
    /// mostly the one on which a form was filled in.
    exactness: u8,
    /// The last day.
    pub until: Date,
}

/// How a period may be written in plain form, and how exactly that names it. The first group is the
/// year, the second what of it.
const FORMS: &[(&str, u8, Part)] = &[
    (r"(20\d\d)年?第?([一二三四1-4])季", 2, quarter),
    (r"(20\d\d)[年_.-]?q([1-4])", 2, quarter),
    (r"()q([1-4])[_.-]?(20\d\d)", 2, quarter),
    (r"(20\d\d)年?([上下])半年", 2, half),
    (
        r"(20\d\d)[年.-](?:1?\d)月?(?:至|到|-|—|~)(?:20\d\d[年.-])?(1[0-2]|0?[1-9])(?:月|$)",
        2,
        month,
    ),
    (r"(20\d\d)年(1[0-2]|0?[1-9])月(?:份|$|[^0-9])", 2, month),
    (r"(20\d\d)[_.-]?(1[0-2]|0[1-9])(?:[^0-9._-]|$)", 2, month),
    (r"(20\d\d)()年(?:度|全年)", 1, year),
    (r"(20\d\d)()年(?:[^0-9修版第印]|$)", 1, year),
    (r"(20\d\d)[年.-](1?\d[月.-][0-3]?\d)(?:日|[^0-9]|$)", 0, day),
    (r"(20\d\d)([01]\d[0-3]\d)(?:[^0-9]|$)", 0, day),
];

/// The last day of a part of a year.
type Part = fn(i16, &str) -> Option<Date>;

static COMPILED: LazyLock<Vec<(Regex, u8, Part)>> = LazyLock::new(|| {
    let compiled = FORMS.iter().filter_map(|(form, exactness, part)| {
        // What stands before the year must be no digit and no bracket of a document number.
        let regex = Regex::new(&format!(r"(?:^|[^0-9〔\[【]){form}")).ok()?;
        Some((regex, *exactness, *part))
    });
    compiled.collect()
});

/// The period that a text in plain form names, the most exactly named one.
pub fn covered(plain: &str) -> Option<Covered> {
    let read = |(regex, exactness, part): &(Regex, u8, Part)| {
        let captures = regex.captures(plain)?;
        let until = part(year_of(&captures)?, captures.get(2)?.as_str())?;
        Some(Covered {
            exactness: *exactness,
            until,
        })
    };
    COMPILED.iter().find_map(read)
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

fn year_of(captures: &Captures<'_>) -> Option<i16> {
    let groups = [captures.get(1), captures.get(3)].into_iter().flatten();
    groups
        .map(|group| group.as_str())
        .find_map(|text| text.parse().ok())
}

fn quarter(year: i16, part: &str) -> Option<Date> {
    let quarter = match part {
        "一" | "1" => 1,
        "二" | "2" => 2,
        "三" | "3" => 3,
        _ => 4,
    };
    end_of(year, quarter * 3)
}

fn half(year: i16, part: &str) -> Option<Date> {
    end_of(year, if part == "上" { 6 } else { 12 })
}

fn month(year: i16, part: &str) -> Option<Date> {
    end_of(year, part.parse().ok()?)
}

fn year(year: i16, _: &str) -> Option<Date> {
    end_of(year, 12)
}

fn day(year: i16, part: &str) -> Option<Date> {
    let (month, day) = match part.split_once(['月', '.', '-']) {
        Some((month, day)) => (month, day),
        None => (part.get(..2)?, part.get(2..)?),
    };
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

fn end_of(year: i16, month: i8) -> Option<Date> {
    Some(Date::new(year, month, 1).ok()?.last_of_month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(plain: &str) -> Option<String> {
        covered(plain).map(|covered| covered.until.to_string())
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
        let of = |text| covered(text).unwrap();
        let (year, quarter) = (of("2026年度"), of("2026年第二季度"));
        assert_eq!(year.or_more_exact(quarter), quarter);
        assert_eq!(quarter.or_more_exact(of("2026年10月")), quarter);
    }
}
