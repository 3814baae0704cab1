//! Reads bare numbers by the period that their heading names: 12 under 年次数 is twelve times a year.

use super::rhythm::Grammar;
use super::token::{Meaning, Piece, Token, UnitId};
use super::{Frequencies, Rhythm};
use crate::item::Rate;
use crate::words::numeral::Numeral;

/// A larger number without 次 behind it is a year or a date and no count, in halves.
const LARGEST_BARE: u32 = 2 * 1_000;

/// What a heading says of the numbers under it.
#[derive(Clone, Copy, Debug)]
enum Under {
    /// 次/年, 季度次数: so many times in each of these.
    TimesIn { unit: UnitId, length: u32 },
    /// 周期（天）: once in so many of these.
    Every(UnitId),
    /// 周期: once in each stretch that stands under it.
    EveryStretch,
}

impl Frequencies {
    /// Whether a heading in plain form says what the numbers under it are counted in.
    pub(in crate::words) fn names_period(&self, heading: &str) -> bool {
        self.under(heading).is_some()
    }

    /// What a cell that is a bare number says under a heading that names a period, both plain.
    pub(super) fn counted_under(&self, cell: &str, heading: &str) -> Option<Rhythm> {
        let under = self.under(heading)?;
        let pieces = self.vocabulary.cut(cell);
        let grammar = Grammar::new(self, &pieces);
        let rates = match under {
            Under::TimesIn { unit, length } => {
                let count = grammar.only_number(is_counting)?;
                self.times_in(unit, count, length)
            }
            Under::Every(unit) => match grammar.only_number(is_counting) {
                Some(length) => self.every(unit, length),
                None => grammar.only_stretch().and_then(|(l, u)| self.every(u, l)),
            },
            Under::EveryStretch => {
                let (length, unit) = grammar.only_stretch()?;
                self.every(unit, length)
            }
        };
        Some(Rhythm {
            rates: Some(rates?),
            evidence: vec![heading.to_owned(), cell.to_owned()],
        })
    }

    fn under(&self, heading: &str) -> Option<Under> {
        if heading.is_empty() {
            return None;
        }
        let pieces = self.vocabulary.cut(heading);
        let grammar = Grammar::new(self, &pieces);
        let units = (0..pieces.len()).filter_map(|at| Some((at, grammar.unit(at)?)));
        let units: Vec<_> = units.collect();
        let is_interval = grammar.has(Meaning::Interval);
        let Some(&(at, unit)) = units.first() else {
            return is_interval.then_some(Under::EveryStretch);
        };
        if units.iter().any(|&(_, other)| other != unit) {
            return None;
        }
        if is_interval {
            return Some(Under::Every(unit));
        }
        let before = at.checked_sub(1).and_then(|before| grammar.number(before));
        let length = before.map_or(Some(1), Numeral::single)?;
        Some(Under::TimesIn { unit, length })
    }

    fn times_in(&self, unit: UnitId, count: Numeral, length: u32) -> Option<(Rate, Rate)> {
        let rate = self.units[unit].rate;
        let of = |halves: u32| {
            let times = rate.times().checked_mul(halves)?;
            Rate::new(times, rate.years().checked_mul(2 * length)?)
        };
        Some((of(count.low)?, of(count.high)?))
    }

    fn every(&self, unit: UnitId, length: Numeral) -> Option<(Rate, Rate)> {
        let rate = self.units[unit].rate;
        let of = |halves: u32| {
            let years = rate.years().checked_mul(halves)?;
            Rate::new(rate.times().checked_mul(2)?, years)
        };
        Some((of(length.high)?, of(length.low)?))
    }
}

impl Grammar<'_> {
    /// The number of a text that says nothing else but what may stand beside a number.
    fn only_number(&self, beside: fn(&Piece<'_>) -> bool) -> Option<Numeral> {
        let is_number = |piece: &&Piece<'_>| matches!(piece.token, Token::Number(_));
        let others = self.pieces.iter().filter(|piece| !is_number(piece));
        let mut numbers = (0..self.pieces.len()).filter_map(|at| self.number(at));
        let number = numbers.next().filter(|number| number.low > 0)?;
        let counted = self.has(Meaning::Count);
        let alone = numbers.next().is_none() && others.into_iter().all(beside);
        (alone && (counted || number.high <= LARGEST_BARE)).then_some(number)
    }

    /// The stretch of time that a text is: 3个月, 半年, 两周.
    fn only_stretch(&self) -> Option<(Numeral, UnitId)> {
        let (length, unit, end) = self.stretch(0)?;
        (end == self.pieces.len()).then_some((length, unit))
    }
}

/// 次, and what only says about how many: ≥4次, 约12, 4次以上.
fn is_counting(piece: &Piece<'_>) -> bool {
    match piece.token {
        Token::Known(meaning) => matches!(meaning, Meaning::Count | Meaning::About),
        Token::Other(c) => !c.is_alphanumeric(),
        Token::Number(_) => false,
    }
}
