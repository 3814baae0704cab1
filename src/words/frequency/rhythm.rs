//! The grammar of frequencies: how units, numbers and counts make a number of times a year.

use crate::item::Rate;
use crate::words::numeral::Numeral;

use super::Frequencies;
use super::token::{Meaning, Piece, Token, UnitId};

/// So often a year, between two ends; no rates where something is repeated but not how often.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rhythm {
    pub(super) rates: Option<(Rate, Rate)>,
    pub(super) evidence: Vec<String>,
}

/// A stretch of time that is repeated: 每两周.
#[derive(Clone, Copy, Debug)]
struct Period {
    unit: UnitId,
    /// How many of the unit.
    length: Numeral,
    /// Its pieces, and the first piece after them.
    start: usize,
    end: usize,
}

/// A period with how often something happens in it.
#[derive(Clone, Debug)]
struct Beat {
    period: Period,
    count: Option<Numeral>,
    /// Days, months or occasions named in it.
    points: u32,
    /// 各: the count is of each point.
    for_each: bool,
    end: usize,
}

/// The pieces of one text, with what is known of frequencies.
pub(super) struct Grammar<'a> {
    pub(super) known: &'a Frequencies,
    pub(super) pieces: &'a [Piece<'a>],
}

impl<'a> Grammar<'a> {
    pub(super) fn new(known: &'a Frequencies, pieces: &'a [Piece<'a>]) -> Self {
        Self { known, pieces }
    }

    /// Whether something is said to be repeated, so that a year beside it (2014年起每月) is no date.
    pub(super) fn says_each(&self) -> bool {
        (0..self.pieces.len()).any(|at| {
            matches!(self.meaning(at), Some(Meaning::Each | Meaning::EveryOther))
                || self.count_at(at).is_some()
        })
    }

    /// What is repeated in every so many days, weeks, months or years.
    pub(super) fn repeated(&self) -> Option<Rhythm> {
        let beats = self.beats();
        let first = beats.first()?;
        let unsaid = beats.iter().all(|beat| beat.count.is_none()) && self.has(Meaning::Vague);
        if unsaid || (self.has(Meaning::Season) && !self.is_year(first.period.unit)) {
            let evidence = self
                .pieces
                .iter()
                .map(|piece| piece.text.to_owned())
                .collect();
            return Some(Rhythm {
                rates: None,
                evidence,
            });
        }
        let window = self.window_before(first.period.start);
        let rates = beats
            .iter()
            .map(|beat| self.rates(beat, window))
            .collect::<Option<Vec<_>>>()?;
        let used = self.joined(&beats);
        let evidence = beats.iter().zip(&used).filter(|(_, used)| **used);
        Some(Rhythm {
            rates: self.combined(&rates, &used),
            evidence: evidence
                .map(|(beat, _)| self.text(beat.period.start, beat.end))
                .collect(),
        })
    }

    /// What is done in certain months, on certain days or occasions of every year.
    pub(super) fn in_the_year(&self) -> Option<Rhythm> {
        let (points, end) = self.points(0, None);
        let start = self
            .pieces
            .iter()
            .position(|piece| !matches!(piece.token, Token::Other(_)))?;
        if points == 0 {
            return None;
        }
        let count = if self.has_other('各') {
            self.count(start)
        } else {
            None
        };
        let (low, high) = count.map_or((2, 2), |count| (count.low, count.high));
        Some(Rhythm {
            rates: Some((Rate::new(points * low, 2)?, Rate::new(points * high, 2)?)),
            evidence: vec![self.text(start, end)],
        })
    }

    fn beats(&self) -> Vec<Beat> {
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

    /// A repeated stretch of time that begins at a piece.
    fn period(&self, at: usize) -> Option<Period> {
        let period = |unit, length, end| Period {
            unit,
            length,
            start: at,
            end,
        };
        match self.meaning(at) {
            Some(Meaning::Each) => self.each(at),
            Some(Meaning::EveryOther) => {
                let (length, unit, end) = self.stretch(at + 1)?;
                let other = length.single() == Some(1);
                Some(period(
                    unit,
                    if other { Numeral::whole(2) } else { length },
                    end,
                ))
            }
            Some(Meaning::EachUnit(unit)) if at == 0 || self.number(at - 1).is_none() => {
                Some(period(unit, Numeral::whole(1), at + 1))
            }
            _ => {
                let (length, unit, end) = self.stretch(at)?;
                let counted =
                    self.is_counted(end) || self.is_weekday(unit, end) && self.number(at).is_none();
                (counted || self.is_bare(at, end)).then(|| period(unit, length, end))
            }
        }
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

    /// A number, if any, and a unit.
    fn stretch(&self, at: usize) -> Option<(Numeral, UnitId, usize)> {
        match self.number(at) {
            Some(length) if length.low > 0 => Some((length, self.unit(at + 1)?, at + 2)),
            Some(_) => None,
            None => Some((Numeral::whole(1), self.unit(at)?, at + 1)),
        }
    }

    /// Whether a count follows at once: 两月一次, 15天一排查, 月/次.
    pub(super) fn is_counted(&self, at: usize) -> bool {
        let at = at
            + usize::from(
                self.is_other(at, &['/', '内', '度']) || self.meaning(at) == Some(Meaning::Term),
            );
        let spelled_one = || {
            self.pieces.get(at).is_some_and(|piece| piece.text == "一") && self.plain_word(at + 1)
        };
        self.meaning(at) == Some(Meaning::Count)
            || self.number(at).is_some()
                && (self.meaning(at + 1) == Some(Meaning::Count) || spelled_one())
            || self.count_after_words(at)
    }

    /// 两年评选一次: a few words between the stretch and its count.
    fn count_after_words(&self, at: usize) -> bool {
        let words = (at..self.pieces.len())
            .take_while(|&at| self.plain_word(at))
            .take(6)
            .count();
        let at = at + words;
        words > 0 && self.number(at).is_some() && self.meaning(at + 1) == Some(Meaning::Count)
    }

    fn plain_word(&self, at: usize) -> bool {
        let word = |piece: &Piece<'_>| matches!(piece.token, Token::Other(c) if c.is_alphabetic() && !"各号".contains(c));
        self.pieces.get(at).is_some_and(word)
    }

    /// Whether the whole text is bare units: 月, 月/季.
    fn is_bare(&self, at: usize, end: usize) -> bool {
        let bare = |piece: &Piece<'_>| match piece.token {
            Token::Known(Meaning::Unit(_) | Meaning::EachUnit(_)) => true,
            Token::Other(c) => is_join(c),
            _ => false,
        };
        end == at + 1 && self.pieces.iter().all(bare)
    }

    fn beat(&self, period: Period) -> Beat {
        let mut points = 0;
        let mut end = period.end;
        let later = (period.end..self.pieces.len()).find(|&at| self.period(at).is_some());
        let stop = later.unwrap_or(self.pieces.len());
        if self.known.is_unit(period.unit, "week") {
            (points, end) = self.weekdays(period.end);
        } else if self.known.is_unit(period.unit, "month") || self.is_year(period.unit) {
            (points, end) = self.points(period.end, Some(period.unit));
        }
        let count =
            (period.end..stop).find_map(|at| self.count_at(at).map(|count| (count, at + 2)));
        let count = count.or_else(|| self.count_before(period.start).map(|count| (count, end)));
        Beat {
            period,
            count: count.map(|(count, _)| count),
            points,
            for_each: self.has_other('各'),
            end: end
                .max(count.map_or(0, |(_, end)| end))
                .min(self.pieces.len()),
        }
    }

    fn count(&self, from: usize) -> Option<Numeral> {
        (from..self.pieces.len()).find_map(|at| self.count_at(at))
    }

    /// A number of times that begins at a piece; not 每2次.
    fn count_at(&self, at: usize) -> Option<Numeral> {
        let number = self.number(at).filter(|number| number.low > 0)?;
        let after_each = at > 0 && self.meaning(at - 1) == Some(Meaning::Each);
        if !after_each && self.meaning(at + 1) == Some(Meaning::Count) {
            return Some(number);
        }
        // 2、3次 is two or three times.
        let low = number;
        let high = self
            .number(at + 2)
            .filter(|high| self.is_other(at + 1, &['、', ',']) && high.low > low.high)?;
        (self.meaning(at + 3) == Some(Meaning::Count)).then_some(Numeral {
            low: low.low,
            high: high.high,
        })
    }

    /// 1次/月: the count before the period; 2/年 does without 次.
    fn count_before(&self, start: usize) -> Option<Numeral> {
        let before = start.checked_sub(1)?;
        let slash = self.pieces[start].text == "/";
        match self.meaning(before) {
            Some(Meaning::Count) => self.number(before.checked_sub(1)?),
            _ if slash => self.number(before),
            _ if self.is_other(before, &['(', '/']) => {
                let count = before.checked_sub(1)?;
                (self.meaning(count) == Some(Meaning::Count))
                    .then(|| self.number(count.checked_sub(1)?))?
            }
            _ => None,
        }
    }

    fn rates(&self, beat: &Beat, window: u32) -> Option<(Rate, Rate)> {
        let points = beat.points.max(1);
        let (low, high) = match beat.count {
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
    fn joined(&self, beats: &[Beat]) -> Vec<bool> {
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

    fn links(&self, before: &Beat, after: &Beat) -> bool {
        let between = before.end.min(after.period.start)..after.period.start;
        self.pieces[between]
            .iter()
            .any(|piece| matches!(piece.token, Token::Other(c) if is_join(c)))
    }

    fn combined(&self, rates: &[(Rate, Rate)], used: &[bool]) -> Option<(Rate, Rate)> {
        let mut rates = rates
            .iter()
            .zip(used)
            .filter(|(_, used)| **used)
            .map(|(rates, _)| *rates);
        let first = rates.next()?;
        let either = self.has_other('或');
        rates.try_fold(first, |(low, high), (next_low, next_high)| {
            if either {
                Some((low.min(next_low), high.max(next_high)))
            } else {
                Some((sum(low, next_low)?, sum(high, next_high)?))
            }
        })
    }

    /// How many months of the year are meant: 6-9月每月.
    fn window_before(&self, start: usize) -> u32 {
        let months = (0..start).find_map(|at| {
            let range = self
                .number(at)
                .filter(|range| range.low < range.high && range.high <= 24)?;
            let unit = self.unit(at + 1)?;
            self.known
                .is_unit(unit, "month")
                .then_some((range.high - range.low) / 2 + 1)
        });
        months.unwrap_or(12)
    }

    fn text(&self, start: usize, end: usize) -> String {
        self.pieces[start..end.max(start)]
            .iter()
            .map(|piece| piece.text)
            .collect()
    }

    pub(super) fn token(&self, at: usize) -> Option<Token> {
        self.pieces.get(at).map(|piece| piece.token)
    }

    pub(super) fn meaning(&self, at: usize) -> Option<Meaning> {
        match self.token(at)? {
            Token::Known(meaning) => Some(meaning),
            Token::Other('/') if self.slash_is_each(at) => Some(Meaning::Each),
            _ => None,
        }
    }

    /// 次/月, 2/年.
    fn slash_is_each(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let counted = matches!(
            before,
            Some(Token::Number(_) | Token::Known(Meaning::Count))
        );
        counted && self.stretch(at + 1).is_some()
    }

    pub(super) fn unit(&self, at: usize) -> Option<UnitId> {
        match self.token(at)? {
            Token::Known(Meaning::Unit(unit) | Meaning::EachUnit(unit)) => Some(unit),
            _ => None,
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<Numeral> {
        match self.token(at)? {
            Token::Number(numeral) => Some(numeral),
            _ => None,
        }
    }

    fn is_year(&self, unit: UnitId) -> bool {
        self.known.is_unit(unit, "year")
    }

    pub(super) fn is_other(&self, at: usize, any: &[char]) -> bool {
        matches!(self.token(at), Some(Token::Other(c)) if any.contains(&c))
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.pieces
            .iter()
            .any(|piece| piece.token == Token::Known(meaning))
    }

    fn has_other(&self, c: char) -> bool {
        self.pieces
            .iter()
            .any(|piece| piece.token == Token::Other(c))
    }
}

/// What joins the parts of a list.
pub(super) fn is_join(c: char) -> bool {
    matches!(
        c,
        '、' | ',' | ';' | '+' | '和' | '及' | '与' | '/' | '或' | '&' | '。' | '.'
    )
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
