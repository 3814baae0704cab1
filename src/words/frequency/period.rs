//! Stretches of time that are repeated: 每两周, 隔天, 月报, and a bare 月 that a count makes one.

use super::rhythm::Grammar;
use super::token::{Meaning, Piece, Token, UnitId};
use crate::words::numeral::Numeral;

/// A stretch of time that is repeated: 每两周.
#[derive(Clone, Copy, Debug)]
pub(super) struct Period {
    /// What is counted.
    pub(super) unit: UnitId,
    /// How many of the unit.
    pub(super) length: Numeral,
    /// Its first piece.
    pub(super) start: usize,
    /// The first piece after it.
    pub(super) end: usize,
}

impl Grammar<'_> {
    /// A repeated stretch of time that begins at a piece.
    pub(super) fn period(&self, at: usize) -> Option<Period> {
        let period = |unit, length, end| Period {
            unit,
            length,
            start: at,
            end,
        };
        match self.meaning(at) {
            Some(Meaning::Each) => self.each(at),
            Some(Meaning::OnDigit) if self.digits_at(at).is_some() => Some(period(
                self.known.unit_called("month")?,
                Numeral::whole(1),
                at,
            )),
            Some(Meaning::OnDigit) if self.number(at + 1).is_none() => self.each(at),
            Some(Meaning::EveryOther) => {
                let (length, unit, end) = self.stretch(at + 1)?;
                let other = length.single() == Some(1);
                Some(period(
                    unit,
                    if other { Numeral::whole(2) } else { length },
                    end,
                ))
            }
            // 11月至次年3月, 每月5日至次月5日: where a range ends.
            Some(Meaning::EachUnit(_)) if at > 0 && self.ends_range(at) => None,
            Some(Meaning::EachUnit(unit)) if self.is_year(unit) && self.is_later_date(at) => None,
            // 工作日日报: the day is a working day.
            Some(Meaning::EachUnit(_) | Meaning::Unit(_)) if self.is_daily_on_workdays(at) => {
                Some(period(self.unit(at)?, Numeral::whole(1), at + 2))
            }
            Some(Meaning::EachUnit(unit)) if at == 0 || self.number(at - 1).is_none() => {
                Some(period(unit, Numeral::whole(1), at + 1))
            }
            Some(Meaning::Point(unit)) if !self.is_of_a_named_one(at, unit) => {
                Some(period(unit, Numeral::whole(1), at + 1))
            }
            Some(Meaning::Unit(_)) if self.year_of_half(at).is_some() => {
                Some(period(self.year_of_half(at)?, Numeral::whole(1), at + 1))
            }
            // 第二周 is one of the weeks.
            _ if at > 0 && self.meaning(at - 1) == Some(Meaning::Ordinal) => None,
            _ => {
                let (length, unit, end) = self.stretch(at)?;
                let counted =
                    self.is_counted(end) || self.is_weekday(unit, end) && self.number(at).is_none();
                (counted || self.is_bare(at, end) || self.is_bracketed(at, end))
                    .then(|| period(unit, length, end))
            }
        }
    }

    /// The year that 半年 is a point of, as in 半年、年终.
    fn year_of_half(&self, at: usize) -> Option<UnitId> {
        let year = self.known.unit_called("year")?;
        self.is_half_of_year(at, year).then_some(year)
    }

    /// 7月15日前、次年1月15日前: the second of two dates.
    fn is_later_date(&self, at: usize) -> bool {
        let is_month = |unit: UnitId| self.known.is_unit(unit, "month");
        let begins_with_date = self.number(0).is_some() && self.unit(1).is_some_and(is_month);
        at > 2 && begins_with_date && self.join_at(at - 1) && self.number(at + 1).is_some()
    }

    fn is_daily_on_workdays(&self, at: usize) -> bool {
        let is = |at: usize, key| {
            self.unit(at)
                .is_some_and(|unit| self.known.is_unit(unit, key))
        };
        is(at, "workday")
            && is(at + 1, "day")
            && matches!(self.meaning(at + 1), Some(Meaning::EachUnit(_)))
    }

    /// Whether a piece stands behind 至 and before a number.
    fn ends_range(&self, at: usize) -> bool {
        self.meaning(at - 1) == Some(Meaning::Range) && self.number(at + 1).is_some()
    }

    /// 每 and a stretch; of 工作日每天 the working day is meant.
    fn each(&self, at: usize) -> Option<Period> {
        let (length, unit, end) = self.stretch(at + 1)?;
        let before = at.checked_sub(1).and_then(|before| self.unit(before));
        let working_day = before.filter(|&unit| self.known.is_unit(unit, "workday"));
        let unit = match working_day {
            Some(working_day) if self.known.is_unit(unit, "day") => working_day,
            _ => unit,
        };
        Some(Period {
            unit,
            length,
            start: at,
            end,
        })
    }

    /// Whether a point (上旬) is of a month or year that is named before it: 3月上旬.
    fn is_of_a_named_one(&self, at: usize, unit: UnitId) -> bool {
        let named = |before: usize| {
            let number = before.checked_sub(1).and_then(|number| self.number(number));
            self.unit(before) == Some(unit) && number.is_some()
        };
        let joins = |at: &usize| {
            let meaning = self.meaning(*at);
            matches!(
                meaning,
                Some(Meaning::Between | Meaning::Join | Meaning::Point(_))
            ) && !named(*at)
        };
        let before = (0..at).rev().find(|at| !joins(at));
        before.is_some_and(|before| self.number(before).is_some() || named(before))
    }

    /// A number, if any, and a unit; 一年半 is one and a half.
    pub(super) fn stretch(&self, at: usize) -> Option<(Numeral, UnitId, usize)> {
        match self.number(at) {
            Some(length) if length.low > 0 => {
                let unit = self.unit(at + 1)?;
                let half =
                    self.number(at + 2) == Some(Numeral::HALF) && self.unit(at + 3).is_none();
                match length.single() {
                    Some(whole) if half => Some((Numeral::and_half(whole), unit, at + 3)),
                    _ => Some((length, unit, at + 2)),
                }
            }
            Some(_) => None,
            None => Some((Numeral::whole(1), self.unit(at)?, at + 1)),
        }
    }

    /// Whether a count follows at once: 两月一次, 15天一排查, 月/次.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        let at =
            at + usize::from(self.is_other(at, &['/']) || self.meaning(at) == Some(Meaning::Term));
        let spelled_one = || {
            self.pieces.get(at).is_some_and(|piece| piece.text == "一") && self.plain_word(at + 1)
        };
        self.is_count(at)
            || self.number(at).is_some() && (self.is_count(at + 1) || spelled_one())
            || self.count_after_words(at)
    }

    /// 两年评选一次: a few words between the stretch and its count.
    fn count_after_words(&self, at: usize) -> bool {
        let words = (at..self.pieces.len())
            .take_while(|&at| self.plain_word(at))
            .take(6)
            .count();
        let at = at + words;
        words > 0 && self.number(at).is_some() && self.is_count(at + 1)
    }

    fn plain_word(&self, at: usize) -> bool {
        let word = |piece: &Piece<'_>| match piece.token {
            Token::Other(c) => c.is_alphabetic(),
            Token::Known(meaning) => matches!(meaning, Meaning::Between | Meaning::About),
            Token::Number(_) => false,
        };
        self.pieces.get(at).is_some_and(word)
    }

    /// 2次（半年）: a stretch alone in brackets behind its count.
    fn is_bracketed(&self, at: usize, end: usize) -> bool {
        let counted = |open: usize| open > 1 && self.is_count(open - 1);
        let open = at
            .checked_sub(1)
            .filter(|&open| self.is_other(open, &['(']));
        open.is_some_and(counted) && self.is_other(end, &[')'])
    }

    /// Whether the whole text is bare units: 月, 月/季.
    fn is_bare(&self, at: usize, end: usize) -> bool {
        let bare = |piece: &Piece<'_>| match piece.token {
            Token::Known(
                Meaning::Unit(_) | Meaning::EachUnit(_) | Meaning::Point(_) | Meaning::Join,
            ) => true,
            Token::Other(c) => c == '/',
            _ => false,
        };
        end == at + 1 && self.pieces.iter().all(bare)
    }
}
