//! Days of the week or month, months, quarters and occasions listed in a frequency.

use std::collections::BTreeSet;

use super::rhythm::Grammar;
use super::token::{Meaning, Token, UnitId};
use crate::words::numeral::Numeral;

impl Grammar<'_> {
    /// How many days of the week are named from a piece on, and the piece after them: 一、三、五; 一至周五.
    pub(super) fn weekdays(&self, from: usize) -> (u32, usize) {
        let (mut days, mut at, mut end) = (0, from, from);
        while let Some(numbered) = self.weekday_at(at) {
            days += numbered.1;
            end = numbered.0;
            let to = usize::from(self.is_range(end));
            let next = end + to + usize::from(self.is_week(end + to));
            if to > 0 && self.weekday_at(next).is_some() {
                let last = self.weekday_at(next).map_or(0, |(_, _, last)| last);
                days += last.saturating_sub(numbered.2 + 1);
                at = next;
                continue;
            }
            let join = usize::from(self.join_at(end));
            let next = end + join;
            at = next + usize::from(self.is_week(next));
            if at == end {
                break;
            }
        }
        (days, end)
    }

    /// The piece after a weekday, how many days it names (一-五 names five), and the last of them.
    fn weekday_at(&self, at: usize) -> Option<(usize, u32, u32)> {
        if self.is_week(at.checked_sub(1)?) && self.is_sunday(at) {
            return Some((at + 1, 1, 7));
        }
        let number = self.number(at)?;
        if self.meaning(at + 1) == Some(Meaning::Count) {
            return None;
        }
        if let Some((days, last)) = self
            .pieces
            .get(at)
            .and_then(|piece| run_of_days(piece.text))
        {
            return Some((at + 1, days, last));
        }
        let (first, last) = (number.low / 2, number.high / 2);
        (first >= 1 && last <= 7).then_some((at + 1, last - first + 1, last))
    }

    /// 每周五例会 is on Friday, 每周五次 is five times, and 一周三查 three times.
    pub(super) fn is_day_of_an_act(&self, at: usize) -> bool {
        let Some(week) = at.checked_sub(1).filter(|&week| self.is_week(week)) else {
            return false;
        };
        let counted = week > 0 && self.number(week - 1).is_some();
        !counted && self.meaning(at + 1) == Some(Meaning::Act) && self.weekday_at(at).is_some()
    }

    fn is_sunday(&self, at: usize) -> bool {
        self.unit(at)
            .is_some_and(|unit| self.known.is_unit(unit, "day"))
    }

    pub(super) fn is_weekday(&self, unit: UnitId, at: usize) -> bool {
        let of_fortnight = self.known.is_unit(unit, "fortnight") && self.is_week(at);
        of_fortnight && self.weekday_at(at + 1).is_some()
            || self.known.is_unit(unit, "week") && self.weekday_at(at).is_some()
    }

    fn is_week(&self, at: usize) -> bool {
        self.unit(at)
            .is_some_and(|unit| self.known.is_unit(unit, "week"))
    }

    /// How many months, days, quarters and occasions are named from a piece on, and the piece after the last:
    /// within a month only its days count, within a year or by themselves everything.
    pub(super) fn points(&self, from: usize, within: Option<UnitId>) -> (u32, usize) {
        let is = |key| within.is_some_and(|unit| self.known.is_unit(unit, key));
        let (in_month, in_year) = (is("month"), is("year") || within.is_none());
        let (mut points, mut at, mut end) = (0, from, from);
        let mut last_is_named = None;
        while at < self.pieces.len() {
            let dated = || match () {
                () if in_month => self
                    .weeks_at(at)
                    .or_else(|| self.day_at(at))
                    .or_else(|| self.digits_after(from, at)),
                () if in_year => self.date_at(at).or_else(|| self.occasion_at(at)),
                () => None,
            };
            let named = || self.point_at(from, at, within?);
            let is_named = self
                .point_at(from, at, within.unwrap_or(UnitId::MAX))
                .is_some();
            match named().or_else(dated) {
                // 月底（30日） is one point, said twice.
                Some((more, next)) => {
                    let again = last_is_named.is_some_and(|last| last != is_named)
                        && !(end..at).any(|at| self.join_at(at));
                    points += if again { 0 } else { more };
                    last_is_named = Some(is_named);
                    at = next;
                    end = next;
                }
                None if within.is_some() && (at > from || !in_year) && !self.passable(at) => break,
                None => at += 1,
            }
        }
        (points, end)
    }

    /// Weeks of a month, each a point: 第二、四周; 第一个周三, 第二周周五.
    fn weeks_at(&self, at: usize) -> Option<(u32, usize)> {
        let ordinal = |at: usize| usize::from(self.meaning(at) == Some(Meaning::Ordinal));
        let week = |at: usize| self.number(at)?.single().filter(|week| *week <= 5);
        if ordinal(at) == 0 {
            return None;
        }
        let (mut weeks, mut end) = (0, at);
        while week(end + ordinal(end)).is_some() {
            weeks += 1;
            end += ordinal(end) + 1;
            let again = end + usize::from(self.is_week(end));
            if !self.join_at(again) || week(again + 1 + ordinal(again + 1)).is_none() {
                break;
            }
            end = again + 1;
        }
        if weeks == 0 || !self.is_week(end) {
            return None;
        }
        let day = end + 1 + usize::from(self.is_week(end + 1));
        let end = self.weekday_at(day).map_or(end + 1, |(after, ..)| after);
        Some((weeks, end))
    }

    /// 月底, 年中: a point of the unit that was not named before.
    fn point_at(&self, from: usize, at: usize, unit: UnitId) -> Option<(u32, usize)> {
        let piece = self.pieces.get(at)?;
        let is_point =
            piece.token == Token::Known(Meaning::Point(unit)) || self.is_half_of_year(at, unit);
        let mut before = self.pieces[from..at].iter();
        (is_point && before.all(|other| other.text != piece.text)).then_some((1, at + 1))
    }

    /// 半年、年终: beside a point of the year half of it is one as well, and no rhythm of its own.
    pub(super) fn is_half_of_year(&self, at: usize, year: UnitId) -> bool {
        let is_half = |&unit: &UnitId| self.known.is_unit(unit, "half_year");
        let bare = matches!(self.meaning(at), Some(Meaning::Unit(_)));
        bare && self.unit(at).filter(is_half).is_some()
            && self.join_at(at + 1)
            && self.meaning(at + 2) == Some(Meaning::Point(year))
    }

    /// 逢五逢十: three days of a month each, the 5th, 15th and 25th; what comes after the tenth is one day
    /// (逢1日、11日、21日 are three in all).
    pub(super) fn digits_at(&self, at: usize) -> Option<(u32, usize)> {
        let day = |at: usize| {
            let number = self.number(at)?.single()?;
            let is_day = self.unit(at + 1).is_none() || self.is_day(at + 1);
            ((1..=31).contains(&number) && is_day).then_some(number)
        };
        let (mut days, mut at) = (BTreeSet::new(), at);
        loop {
            let number = at + usize::from(self.meaning(at) == Some(Meaning::OnDigit));
            let Some(first) = day(number).filter(|_| number > at || !days.is_empty()) else {
                break;
            };
            let ending_alike = if first > 10 { 1 } else { 3 };
            days.extend((0..ending_alike).map(|tens| first + 10 * tens));
            at = number + 1 + usize::from(self.is_day(number + 1));
            let next = at + usize::from(self.join_at(at));
            let goes_on = self.meaning(next) == Some(Meaning::OnDigit) || day(next).is_some();
            if !goes_on {
                break;
            }
            at = next;
        }
        (!days.is_empty()).then_some((days.len() as u32, at))
    }

    /// The same right behind a month; in brackets (月报（逢5日）) it is the day of a report that is monthly.
    fn digits_after(&self, from: usize, at: usize) -> Option<(u32, usize)> {
        (at == from).then(|| self.digits_at(at))?
    }

    /// What may stand between the points of a list: 5日前、15日前.
    fn passable(&self, at: usize) -> bool {
        self.join_at(at)
            || self.is_other(at, &['(', ')', ':'])
            || matches!(
                self.meaning(at),
                Some(Meaning::Detail | Meaning::Between | Meaning::Ordinal | Meaning::ForEach)
            )
    }

    /// Days of a month: 1日、15日; 1、15日. A single day, or a stretch of days, is one point.
    fn day_at(&self, at: usize) -> Option<(u32, usize)> {
        let mut numbers = 1;
        let mut end = at;
        self.number(end).filter(|day| day.high <= 62)?;
        while self.join_at(end + 1) && self.number(end + 2).is_some() {
            numbers += 1;
            end += 2;
        }
        self.is_day(end + 1).then_some((numbers, end + 2))
    }

    fn is_day(&self, at: usize) -> bool {
        self.unit(at)
            .is_some_and(|unit| self.known.is_unit(unit, "day"))
    }

    /// Months with or without a day, or quarters: 3、6、9、12月; 6月30日; 一、三季度.
    fn date_at(&self, at: usize) -> Option<(u32, usize)> {
        let mut numbers = 1;
        let mut end = at;
        self.number(end)
            .filter(|number| number.high <= 24 && number.low >= 2)?;
        while self.join_at(end + 1) && self.number(end + 2).is_some() {
            numbers += 1;
            end += 2;
        }
        let unit = self.unit(end + 1)?;
        let is = |key| self.known.is_unit(unit, key);
        if !is("month") && !is("quarter") || self.is_counted(end + 2) && at == 0 && numbers == 1 {
            return None;
        }
        end += 2;
        let days = if is("month") { self.day_at(end) } else { None };
        let range_end = self.is_range(end) && self.date_at(end + 1).is_some();
        match days {
            _ if range_end => self.date_at(end + 1),
            Some((days, after)) if self.is_range(after) && self.number(after + 1).is_some() => {
                self.date_at(after + 1).or(Some((days, after)))
            }
            Some((days, after)) => Some((numbers * days, after)),
            None => Some((numbers, end)),
        }
    }

    fn occasion_at(&self, at: usize) -> Option<(u32, usize)> {
        match self.token(at)? {
            Token::Known(Meaning::Occasion(times)) => Some((times, at + 1)),
            _ => None,
        }
    }

    pub(super) fn join_at(&self, at: usize) -> bool {
        self.token(at).is_some_and(is_join)
    }

    fn is_range(&self, at: usize) -> bool {
        self.meaning(at) == Some(Meaning::Range)
    }
}

/// What joins the parts of a list: a conjunction, or the slash of notation.
pub(super) fn is_join(token: Token) -> bool {
    matches!(
        token,
        Token::Known(Meaning::Join | Meaning::Either) | Token::Other('/')
    )
}

/// 一三五 and 135 are days of the week in a row: how many, and the last.
fn run_of_days(text: &str) -> Option<(u32, u32)> {
    let day = |c: char| {
        c.to_digit(10)
            .or_else(|| Numeral::digit(c))
            .filter(|day| (1..=7).contains(day))
    };
    let days: Vec<u32> = text.chars().map(day).collect::<Option<_>>()?;
    let ascending = days.windows(2).all(|pair| pair[0] < pair[1]);
    let count = u32::try_from(days.len())
        .ok()
        .filter(|&count| count > 1 && ascending)?;
    Some((count, *days.last()?))
}
