//! Days of the week or month, months, quarters and occasions listed in a frequency.

use super::rhythm::{Grammar, is_join};
use super::token::{Meaning, Token, UnitId};

impl Grammar<'_> {
    /// How many days of the week are named from a piece on, and the piece after them: 一、三、五; 一至周五.
    pub(super) fn weekdays(&self, from: usize) -> (u32, usize) {
        let (mut days, mut at, mut end) = (0, from, from);
        while let Some(numbered) = self.weekday_at(at) {
            days += numbered.1;
            end = numbered.0;
            let to = usize::from(self.is_other(end, &['至', '到', '-', '~']));
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
        let number = self
            .number(at)
            .filter(|number| number.low >= 2 && number.high <= 14)?;
        if self.meaning(at + 1) == Some(Meaning::Count) {
            return None;
        }
        let (first, last) = (number.low / 2, number.high / 2);
        Some((at + 1, last - first + 1, last))
    }

    fn is_sunday(&self, at: usize) -> bool {
        self.unit(at)
            .is_some_and(|unit| self.known.is_unit(unit, "day"))
            || self.is_other(at, &['末'])
    }

    pub(super) fn is_weekday(&self, unit: UnitId, at: usize) -> bool {
        self.known.is_unit(unit, "week") && self.weekday_at(at).is_some()
    }

    fn is_week(&self, at: usize) -> bool {
        self.unit(at)
            .is_some_and(|unit| self.known.is_unit(unit, "week"))
    }

    /// How many months, days, quarters and occasions are named from a piece on, and the piece after the last:
    /// within a month only its days count, within a year or by themselves everything.
    pub(super) fn points(&self, from: usize, within: Option<UnitId>) -> (u32, usize) {
        let in_month = within.is_some_and(|unit| self.known.is_unit(unit, "month"));
        let (mut points, mut at, mut end) = (0, from, from);
        while at < self.pieces.len() {
            let found = if in_month {
                self.day_at(at)
            } else {
                self.date_at(at).or_else(|| self.occasion_at(at))
            };
            match found {
                Some((more, next)) => {
                    points += more;
                    at = next;
                    end = next;
                }
                None if within.is_some() && (at > from || in_month) && !self.passable(at) => break,
                None => at += 1,
            }
        }
        (points, end)
    }

    /// What may stand between the points of a list: 5日前、15日前.
    fn passable(&self, at: usize) -> bool {
        self.join_at(at)
            || self.is_other(
                at,
                &[
                    '前', '的', '(', ')', '第', '于', '在', ':', '之', '各', '中', '上', '下',
                    '旬', '底', '份', '初',
                ],
            )
            || matches!(self.meaning(at), Some(Meaning::Detail))
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
        self.is_other(at, &['号'])
            || self
                .unit(at)
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
        let range_end =
            self.is_other(end, &['至', '到', '-', '~']) && self.date_at(end + 1).is_some();
        match days {
            _ if range_end => self.date_at(end + 1),
            Some((days, after))
                if self.is_other(after, &['至', '到', '-', '~'])
                    && self.number(after + 1).is_some() =>
            {
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

    fn join_at(&self, at: usize) -> bool {
        matches!(self.token(at), Some(Token::Other(c)) if is_join(c))
    }
}
