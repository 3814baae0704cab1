//! How often something happens in each repeated stretch, and how several such statements add up.

use super::period::Period;
use super::points::is_join;
use super::rhythm::{Grammar, MONTHS};
use super::token::{Meaning, Token};
use crate::item::Rate;
use crate::words::numeral::Numeral;

/// A period with how often something happens in it.
#[derive(Clone, Debug)]
pub(super) struct Beat {
    /// The stretch.
    pub(super) period: Period,
    /// How often in it, where that is said.
    pub(super) count: Option<Numeral>,
    /// Days, months or occasions named in it.
    points: u32,
    /// 各: the count is of each point.
    for_each: bool,
    /// The first piece after it.
    pub(super) end: usize,
}

impl Grammar<'_> {
    /// The beats of the text, in order.
    pub(super) fn beats(&self) -> Vec<Beat> {
        let mut beats: Vec<Beat> = Vec::new();
        let mut at = 0;
        while at < self.pieces.len() {
            let Some(period) = self.period(at) else {
                at += 1;
                continue;
            };
            let beat = self.beat(period);
            at = beat.end.max(period.end);
            beats.push(beat);
        }
        beats
    }

    fn beat(&self, period: Period) -> Beat {
        let (points, end) = if self.known.is_unit(period.unit, "week") {
            self.weekdays(period.end)
        } else {
            // 月中、月底: the first of them began the period.
            let last = period.end.saturating_sub(1);
            let begun = self.meaning(last) == Some(Meaning::Point(period.unit))
                || self.is_half_of_year(last, period.unit);
            self.points(if begun { last } else { period.end }, Some(period.unit))
        };
        let later = (period.end..self.pieces.len()).find(|&at| self.period(at).is_some());
        let stop = later.unwrap_or(self.pieces.len());
        // 每周一、四上报: what is done on the last of the days is no count.
        let is_day = |at: usize| {
            (period.end + 1..end).contains(&at) && self.meaning(at + 1) == Some(Meaning::Act)
        };
        let count = (period.end..stop)
            .filter(|&at| !is_day(at))
            .find_map(|at| self.count_at(at).map(|count| (count, at + 2)));
        let count = count.or_else(|| self.count_before(&period).map(|count| (count, end)));
        Beat {
            period,
            count: count.map(|(count, _)| count),
            points,
            for_each: self.has(Meaning::ForEach),
            end: end
                .max(count.map_or(0, |(_, end)| end))
                .min(self.pieces.len()),
        }
    }

    /// The first number of times from a piece on.
    pub(super) fn count(&self, from: usize) -> Option<Numeral> {
        (from..self.pieces.len()).find_map(|at| self.count_at(at))
    }

    /// A number of times that begins at a piece; not 每2次.
    pub(super) fn count_at(&self, at: usize) -> Option<Numeral> {
        let number = self.number(at).filter(|number| number.low > 0)?;
        let after_each = at > 0 && self.meaning(at - 1) == Some(Meaning::Each);
        if self.is_day_of_an_act(at) {
            return None;
        }
        if !after_each && self.is_count(at + 1) {
            return Some(number);
        }
        // 2、3次 is two or three times; 周一、三查 is on two days.
        let low = number;
        let high = self
            .number(at + 2)
            .filter(|high| self.meaning(at + 1) == Some(Meaning::Join) && high.low > low.high)?;
        (self.meaning(at + 3) == Some(Meaning::Count)).then_some(Numeral {
            low: low.low,
            high: high.high,
        })
    }

    /// 1次/月: the count before the period; 2/年 does without 次.
    fn count_before(&self, period: &Period) -> Option<Numeral> {
        let before = period.start.checked_sub(1)?;
        let slash = self.pieces[period.start].text == "/";
        match self.meaning(before) {
            Some(Meaning::Count | Meaning::Act) => self.number(before.checked_sub(1)?),
            _ if slash => self.number(before),
            _ if self.is_other(before, &['(', '/']) => {
                let count = before.checked_sub(1)?;
                let number = self.is_count(count).then(|| count.checked_sub(1))??;
                self.number(number)
                    .filter(|&times| !self.is_its_total(times, period))
            }
            _ => None,
        }
    }

    /// 4次（每季度）: the times of all quarters together, and not of each.
    fn is_its_total(&self, times: Numeral, period: &Period) -> bool {
        let rate = self.known.units[period.unit].rate;
        period.length == Numeral::whole(1)
            && times.single() == Some(rate.times())
            && rate.years() == 1
    }

    /// Times a year of a beat that is kept in so many months of the year.
    pub(super) fn rates(&self, beat: &Beat, window: u32) -> Option<(Rate, Rate)> {
        let points = beat.points.max(1);
        // 每周二、四一次 is once on each of the days.
        let count = beat
            .count
            .filter(|count| points == 1 || count.single() != Some(1));
        let (low, high) = match count {
            Some(count) if beat.for_each => (count.low * points, count.high * points),
            Some(count) => (count.low, count.high),
            None => (2 * points, 2 * points),
        };
        let unit = self.known.units[beat.period.unit].rate;
        let rate = |count: u32, length: u32| {
            let times = u64::from(unit.times()) * u64::from(count) * u64::from(window);
            let years = u64::from(unit.years()) * u64::from(length) * 12;
            let common = common_divisor(times, years);
            Rate::new(
                u32::try_from(times / common).ok()?,
                u32::try_from(years / common).ok()?,
            )
        };
        Some((
            rate(low, beat.period.length.high)?,
            rate(high, beat.period.length.low)?,
        ))
    }

    /// Which beats belong to one statement: 月报+年报 both count, 每月一次(每次半天) is one.
    pub(super) fn joined(&self, beats: &[Beat]) -> Vec<bool> {
        let mut used = vec![false; beats.len()];
        for (at, beat) in beats.iter().enumerate() {
            let same_unit = |other: &Beat| {
                other.period.unit == beat.period.unit && other.period.length == beat.period.length
            };
            let more = |other: &Beat| {
                other.count.is_some() && beat.count.is_none() || other.points > beat.points
            };
            let said_better = beats.iter().enumerate().any(|(i, other)| {
                i != at && same_unit(other) && (more(other) || i < at && !more_than(beat, other))
            });
            let daily_by_weekday = self.known.is_unit(beat.period.unit, "day")
                && beats
                    .iter()
                    .any(|other| self.known.is_unit(other.period.unit, "week") && other.points > 1);
            let linked = at == 0 || self.links(&beats[at - 1], beat);
            used[at] = !said_better && !daily_by_weekday && linked;
        }
        if !used.contains(&true) {
            used[0] = true;
        }
        used
    }

    /// 每季度1次，每年4次: the same said of another period counts once.
    pub(super) fn without_restated(
        &self,
        beats: &[Beat],
        rates: &[(Rate, Rate)],
        used: &mut [bool],
    ) {
        for at in 1..beats.len() {
            let said_before = (0..at).any(|before| {
                let counted = beats[before].count.is_some() && beats[at].count.is_some();
                let other_period = beats[before].period.unit != beats[at].period.unit;
                used[before] && counted && other_period && rates[before] == rates[at]
            });
            used[at] &= !said_before;
        }
    }

    /// 每年1月至11月，每月一次; 每年上下半年各一次: the year only frames what a shorter beat is kept in.
    pub(super) fn without_framing_year(&self, mut beats: Vec<Beat>) -> Vec<Beat> {
        let frames = |beats: &[Beat]| {
            let [year, shorter, ..] = beats else {
                return false;
            };
            self.is_year(year.period.unit)
                && year.count.is_none()
                && !self.is_year(shorter.period.unit)
                && (year.end == shorter.period.start && year.points == 0
                    || self.window_before(shorter.period.start).is_some())
        };
        if frames(&beats) {
            beats.remove(0);
        }
        beats
    }

    fn links(&self, before: &Beat, after: &Beat) -> bool {
        let between = before.end.min(after.period.start)..after.period.start;
        let joined = self.pieces[between.clone()]
            .iter()
            .any(|piece| is_join(piece.token));
        let side_by_side = || {
            between
                .clone()
                .all(|at| self.meaning(at) == Some(Meaning::Between))
        };
        joined || side_by_side() && self.is_parallel(before, after)
    }

    /// 按月按季, 月末季末, 月季报: two bare periods side by side that are built alike, or of which the second
    /// lends the first its end; 每月底前每季度末: a point of each.
    fn is_parallel(&self, before: &Beat, after: &Beat) -> bool {
        let at_a_point = |beat: &Beat| {
            let point = Some(Meaning::Point(beat.period.unit));
            (beat.period.start..beat.end).any(|at| self.meaning(at) == point)
        };
        if before.period.unit != after.period.unit && at_a_point(before) && at_a_point(after) {
            return true;
        }
        let bare = |beat: &Beat| {
            let piece = &self.pieces[beat.period.start];
            (beat.end == beat.period.start + 1 && beat.count.is_none()).then_some(piece)
        };
        let (Some(one), Some(other)) = (bare(before), bare(after)) else {
            return false;
        };
        let ends = |text: &str| (text.chars().next(), text.chars().next_back());
        let ((first, last), (other_first, other_last)) = (ends(one.text), ends(other.text));
        let lends = matches!(one.token, Token::Known(Meaning::Unit(_)));
        lends || first == other_first || last == other_last
    }

    /// All rates that count together; of alternatives the span.
    pub(super) fn combined(&self, rates: &[(Rate, Rate)], used: &[bool]) -> Option<(Rate, Rate)> {
        let mut rates = rates
            .iter()
            .zip(used)
            .filter(|(_, used)| **used)
            .map(|(rates, _)| *rates);
        let first = rates.next()?;
        let either = self.has(Meaning::Either);
        rates.try_fold(first, |(low, high), (next_low, next_high)| {
            if either {
                Some((low.min(next_low), high.max(next_high)))
            } else {
                Some((sum(low, next_low)?, sum(high, next_high)?))
            }
        })
    }

    /// How many months of the year are meant: 6-9月每月, 11月至次年3月每月; `None` where no months are named.
    pub(super) fn window_before(&self, start: usize) -> Option<u32> {
        let is_month = |at: usize| {
            self.unit(at)
                .is_some_and(|unit| self.known.is_unit(unit, "month"))
        };
        let months = |low: u32, high: u32| {
            (low < high && high - low < 2 * MONTHS).then(|| (high - low) / 2 + 1)
        };
        (0..start).find_map(|at| {
            let first = self.number(at).filter(|_| is_month(at + 1))?;
            let spelled = || {
                let ranged = self.meaning(at + 2) == Some(Meaning::Range);
                let next_year = self.unit(at + 3).is_some_and(|unit| self.is_year(unit));
                let last = at + 3 + usize::from(next_year);
                let last = self.number(last).filter(|_| ranged && is_month(last + 1))?;
                // Twice the twelve months, as numerals are counted in halves.
                let wrap = if last.high < first.low { 2 * MONTHS } else { 0 };
                months(first.low, last.high + wrap)
            };
            months(first.low, first.high).or_else(spelled)
        })
    }
}

fn sum(a: Rate, b: Rate) -> Option<Rate> {
    let years = a.years().checked_mul(b.years())?;
    let times = a
        .times()
        .checked_mul(b.years())?
        .checked_add(b.times().checked_mul(a.years())?)?;
    Rate::new(times, years)
}

/// Whether one of two beats of the same period says more.
fn more_than(beat: &Beat, other: &Beat) -> bool {
    beat.count.is_some() && other.count.is_none() || beat.points > other.points
}

fn common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 {
        a.max(1)
    } else {
        common_divisor(b, a % b)
    }
}
