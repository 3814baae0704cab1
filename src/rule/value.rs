//! Reads single values: texts, words, numbers, dates, and the fixed words of the language.

use jiff::civil::Date;
use toml::de::DeValue;

use super::fields::{Desk, Node, wrong_type};
use super::model::{Counted, GroupField, Nature, Period, Renewal, Word};
use super::near::nearest;
use crate::finding::Action;
use crate::item::{Category, Field, Level, Rate};
use crate::rule::Code;
use crate::say;
use crate::words::Words;

/// A fixed set of words of the language, each with one Chinese and one English spelling.
pub(super) trait Term: Copy + 'static {
    /// What the words name: 类别, an action.
    const WHAT: (&'static str, &'static str);
    /// All that may be written.
    fn all() -> &'static [Self];
    /// The Chinese spelling.
    fn zh(self) -> &'static str;
    /// The English spelling.
    fn word(self) -> &'static str;
}

macro_rules! term {
    ($($name:ident $zh:literal $en:literal),+) => { $(
        impl Term for $name {
            const WHAT: (&'static str, &'static str) = ($zh, $en);
            fn all() -> &'static [Self] { Self::ALL }
            fn zh(self) -> &'static str { Self::zh(self) }
            fn word(self) -> &'static str { Self::word(self) }
        }
    )+ };
}
term!(
    Action "处理方式" "action", Category "类别" "category", Level "层级" "level", Nature "来源性质" "nature",
    Counted "计数单位" "unit", Period "周期" "period", GroupField "分组字段" "field", Field "字段" "field"
);

/// A text that isn't empty.
pub(super) fn text(node: &Node<'_>, desk: &mut Desk) -> Option<String> {
    let DeValue::String(text) = node.value else {
        wrong_type(node, &say!("引号里的文字", "text in quotes"), desk);
        return None;
    };
    if text.trim().is_empty() {
        let name = node.name();
        desk.error_with_help(
            Code::Missing,
            node.bytes.clone(),
            say!("{name} 是空的", "{name} is empty"),
            super::key_names::what_to_write(name),
        );
        return None;
    }
    Some(text.trim().to_owned())
}

/// A date as written: TOML's own, or a year, month or day in quotes.
pub(super) fn date(node: &Node<'_>, desk: &mut Desk) -> Option<String> {
    day(node, Edge::First, desk)?;
    match node.value {
        DeValue::Datetime(date) => Some(date.to_string()),
        DeValue::Integer(year) => Some(year.as_str().to_owned()),
        _ => text(node, desk),
    }
}

/// Which day of a year or month is meant where only that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// Its first, as a period begins.
    First,
    /// Its last, as a period ends.
    Last,
}

/// A day: TOML's own date, or a year, month or day in quotes.
pub(super) fn day(node: &Node<'_>, edge: Edge, desk: &mut Desk) -> Option<Date> {
    let day = day_of(node.value, edge);
    if day.is_none() {
        let name = node.name();
        desk.error_with_help(
            Code::Dates,
            node.bytes.clone(),
            say!("{name} 不是一个日期", "{name} is no date"),
            say!(
                "写年-月-日，不加引号，例如 2024-08-06；只知道年份就写 \"2024\"",
                "write year-month-day without quotes, as 2024-08-06; \"2024\" where only the year is known"
            ),
        );
    }
    day
}

/// The day that a value names, if it is one of the calendar.
pub(super) fn day_of(value: &DeValue<'_>, edge: Edge) -> Option<Date> {
    let written = match value {
        DeValue::Datetime(date) => {
            let date = date.date?;
            format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
        }
        DeValue::Integer(year) => year.as_str().to_owned(),
        DeValue::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let mut parts = written.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month = parts.next().map(str::parse::<i8>).transpose().ok()?;
    let day = parts.next().map(str::parse::<i8>).transpose().ok()?;
    if parts.next().is_some() || !(1900..=2200).contains(&year) {
        return None;
    }
    let month_of_year = month.unwrap_or(if edge == Edge::First { 1 } else { 12 });
    let first = Date::new(year, month_of_year, day.unwrap_or(1)).ok()?;
    Some(match (day, edge) {
        (None, Edge::Last) => first.last_of_month(),
        _ => first,
    })
}

/// A share of a whole, 0 to 1.
pub(super) fn share_of_whole(node: &Node<'_>, desk: &mut Desk) -> Option<f64> {
    let share = number(node, desk)?;
    let fits = (0.0..=1.0).contains(&share);
    if !fits {
        let name = node.name();
        desk.error_with_help(
            Code::Quota,
            node.bytes.clone(),
            say!("{name} 不能是 {share}", "{name} can't be {share}"),
            say!(
                "写 0 到 1 之间的数：七成写 0.7",
                "write a number between 0 and 1: 0.7 for 70 %"
            ),
        );
    }
    fits.then_some(share)
}

/// A time after which something has to be renewed.
pub(super) fn renewal(node: &Node<'_>, desk: &mut Desk) -> Option<Renewal> {
    let written = text(node, desk)?;
    let renewal = Renewal::parse(&written);
    if renewal.is_none() {
        let name = node.name();
        desk.error_with_help(
            Code::Dates,
            node.bytes.clone(),
            say!("{name} 不能是“{written}”", "{name} can't be “{written}”"),
            say!(
                "写多久要续一次期：\"1年\"、\"6个月\" 或 \"90天\"",
                "write after how long it must be renewed: \"1年\", \"6个月\" or \"90天\" (1y, 6m, 90d)"
            ),
        );
    }
    renewal
}

/// A number.
pub(super) fn number(node: &Node<'_>, desk: &mut Desk) -> Option<f64> {
    let read = match node.value {
        DeValue::Integer(n) => n.as_str().parse::<i64>().ok().map(|n| n as f64),
        DeValue::Float(n) => n.as_str().parse::<f64>().ok(),
        _ => None,
    };
    let number = read.filter(|n| n.is_finite());
    if number.is_none() {
        wrong_type(
            node,
            &say!("数字（不加引号）", "a number without quotes"),
            desk,
        );
    }
    number
}

/// A rate, exactly: 4 a year, 0.5 for once in two years.
pub(super) fn rate(node: &Node<'_>, desk: &mut Desk) -> Option<Rate> {
    let per_year = number(node, desk)?;
    let rate = rate_of(per_year);
    if rate.is_none() {
        desk.error_with_help(
            Code::Quota,
            node.bytes.clone(),
            say!(
                "每年 {per_year} 次不成立",
                "{per_year} times a year makes no sense"
            ),
            say!(
                "写 0 以上的次数；两年一次写 0.5",
                "write a number above 0; 0.5 for once in two years"
            ),
        );
    }
    rate
}

/// The fraction with the smallest number of years that is meant by a decimal number, of which people
/// write two digits: 0.33 is once in three years.
pub(super) fn rate_of(per_year: f64) -> Option<Rate> {
    /// 3 × 0.33 is 0.01 away from 1, give or take what a double can't hold.
    const NEAR: f64 = 0.010_001;
    if !(per_year > 0.0 && per_year <= 100_000.0) {
        return None;
    }
    (1..=20u32).find_map(|years| {
        let times = per_year * f64::from(years);
        let near = (times - times.round()).abs() < NEAR;
        (near && times.round() >= 1.0).then(|| Rate::new(times.round() as u32, years))?
    })
}

/// True or false.
pub(super) fn flag(node: &Node<'_>, desk: &mut Desk) -> Option<bool> {
    let DeValue::Boolean(flag) = node.value else {
        wrong_type(
            node,
            &say!("true（是）或 false（否）", "true or false"),
            desk,
        );
        return None;
    };
    Some(*flag)
}

/// The entries of a list; a single value counts as a list of one.
pub(super) fn entries<'t>(node: &Node<'t>, desk: &mut Desk) -> Vec<Node<'t>> {
    let DeValue::Array(array) = node.value else {
        return vec![node.clone()];
    };
    let mut entries = Vec::with_capacity(array.len());
    for (i, value) in array.iter().enumerate() {
        let entry = Node {
            value: value.get_ref(),
            bytes: value.span(),
            key: value.span(),
            path: format!("{}.{i}", node.path),
        };
        desk.marks.set(&entry.path, desk.span(entry.bytes.clone()));
        entries.push(entry);
    }
    entries
}

/// Words that are looked for; at least one.
pub(super) fn words(node: &Node<'_>, words: &Words, desk: &mut Desk) -> Vec<Word> {
    refuse_empty(node, desk);
    words_if_any(node, words, desk)
}

/// Says where a condition is left without a word to meet it.
pub(super) fn refuse_empty(node: &Node<'_>, desk: &mut Desk) {
    if matches!(node.value, DeValue::Array(array) if array.is_empty()) {
        let name = node.name();
        desk.error_with_help(
            Code::NeverMatches,
            node.bytes.clone(),
            say!("{name} 里一个词也没有", "{name} holds no word"),
            say!(
                "写上要找的词，或删去这一行",
                "write the words, or drop the line"
            ),
        );
    }
}

/// Words that are looked for; `[]` where there are none.
pub(super) fn words_if_any(node: &Node<'_>, words: &Words, desk: &mut Desk) -> Vec<Word> {
    let word = |entry: &Node<'_>, desk: &mut Desk| {
        let typed = text(entry, desk)?;
        let plain = words.plain(&typed);
        Some(Word { typed, plain })
    };
    let entries = entries(node, desk);
    entries.iter().filter_map(|e| word(e, desk)).collect()
}

/// One of the fixed words.
pub(super) fn term<T: Term>(node: &Node<'_>, desk: &mut Desk) -> Option<T> {
    let written = text(node, desk)?;
    let found = T::all()
        .iter()
        .find(|t| t.zh() == written || t.word() == written);
    if found.is_none() {
        unknown_term::<T>(&written, node, desk);
    }
    found.copied()
}

fn unknown_term<T: Term>(written: &str, node: &Node<'_>, desk: &mut Desk) {
    let (zh, en) = T::WHAT;
    let all = T::all();
    let known = all.iter().flat_map(|t| [t.zh(), t.word()]);
    let list = all.iter().map(|t| t.zh()).collect::<Vec<_>>().join(" ");
    let help = match nearest(written, known) {
        Some(near) => {
            let near = all
                .iter()
                .find(|t| t.word() == near)
                .map_or(near, |t| t.zh());
            say!(
                "是不是“{near}”？可以写：{list}",
                "did you mean \"{near}\"? known: {list}"
            )
        }
        None => say!("可以写：{list}", "known: {list}"),
    };
    desk.error_with_help(
        Code::UnknownWord,
        node.bytes.clone(),
        say!("没有“{written}”这种{zh}", "there is no {en} \"{written}\""),
        help,
    );
}

/// Several of the fixed words.
pub(super) fn terms<T: Term>(node: &Node<'_>, desk: &mut Desk) -> Vec<T> {
    let entries = entries(node, desk);
    entries.iter().filter_map(|e| term(e, desk)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_as_the_fraction_that_is_meant() {
        assert_eq!(rate_of(4.0), Some(Rate::yearly(4)));
        assert_eq!(rate_of(0.5), Rate::new(1, 2));
        assert_eq!(rate_of(0.33), Rate::new(1, 3));
        assert_eq!(
            (rate_of(0.0), rate_of(-1.0), rate_of(f64::NAN)),
            (None, None, None)
        );
    }
}
