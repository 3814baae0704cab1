//! The grammar of frequencies: how units, numbers and counts make a number of times a year.

use crate::item::Rate;
use crate::words::numeral::Numeral;

use super::Frequencies;
use super::beat::Beat;
use super::token::{Meaning, Piece, Token, UnitId};

/// A rhythm is kept in all of them unless some are named.
pub(super) const MONTHS: u32 = 12;

/// So often a year, between two ends; no rates where something is repeated but not how often.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rhythm {
    pub(super) rates: Option<(Rate, Rate)>,
    pub(super) evidence: Vec<String>,
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
        let beats = self.without_framing_year(self.beats());
        let first = beats.first()?;
        let unsaid = beats.iter().all(|beat| beat.count.is_none()) && self.is_vague();
        let window = self.window_before(first.period.start);
        if unsaid || window.is_none() && self.is_seasonal(first) {
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
        let rates = beats
            .iter()
            .map(|beat| self.rates(beat, window.unwrap_or(MONTHS)))
            .collect::<Option<Vec<_>>>()?;
        let mut used = self.joined(&beats);
        self.without_restated(&beats, &rates, &mut used);
        let evidence = beats.iter().zip(&used).filter(|(_, used)| **used);
        Some(Rhythm {
            rates: self.combined(&rates, &used),
            evidence: evidence
                .map(|(beat, _)| self.text(beat.period.start, beat.end))
                .collect(),
        })
    }

    /// 每月若干次; not 每月或不定期.
    fn is_vague(&self) -> bool {
        let or = |at: usize| at > 0 && self.join_at(at - 1);
        (0..self.pieces.len()).any(|at| self.meaning(at) == Some(Meaning::Vague) && !or(at))
    }

    /// Whether a beat is kept in a part of the year only, and nobody says how long that is: 汛期每日.
    fn is_seasonal(&self, beat: &Beat) -> bool {
        let season = |piece: &Piece<'_>| {
            matches!(
                piece.token,
                Token::Known(Meaning::Season | Meaning::Occasion(_))
            )
        };
        let before = &self.pieces[..beat.period.start];
        let behind = self.pieces.get(beat.end).is_some_and(season) && beat.count.is_none();
        !self.is_year(beat.period.unit) && (before.iter().any(season) || behind)
    }

    /// 只报一次: so often and no more.
    pub(super) fn only_once(&self) -> Option<String> {
        let only = (0..self.pieces.len()).find(|&at| self.meaning(at) == Some(Meaning::Only))?;
        let once = self.count(only).and_then(Numeral::single) == Some(1);
        once.then(|| self.text(only, self.pieces.len()))
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
        let count = if self.has(Meaning::ForEach) {
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

    /// The piece at which a term begins that ends the text (5个工作日内), else the end of the text.
    pub(super) fn before_term(&self) -> usize {
        let end = self.pieces.len();
        let is_term = |at: &usize| self.meaning(*at) == Some(Meaning::Term);
        let unit = end.checked_sub(1).filter(is_term).unwrap_or(end);
        let number = unit
            .checked_sub(2)
            .filter(|&number| self.number(number).is_some() && self.unit(number + 1).is_some());
        number.unwrap_or(end)
    }

    pub(super) fn text(&self, start: usize, end: usize) -> String {
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
        match before {
            Some(Token::Known(Meaning::Count | Meaning::Act)) => self.stretch(at + 1).is_some(),
            // 1/4/7月 are months.
            Some(Token::Number(_)) => self.unit(at + 1).is_some(),
            _ => false,
        }
    }

    pub(super) fn unit(&self, at: usize) -> Option<UnitId> {
        match self.token(at)? {
            Token::Known(Meaning::Unit(unit) | Meaning::EachUnit(unit) | Meaning::Point(unit)) => {
                Some(unit)
            }
            _ => None,
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<Numeral> {
        match self.token(at)? {
            Token::Number(numeral) => Some(numeral),
            _ => None,
        }
    }

    /// 次, or what is done so often: 三查.
    pub(super) fn is_count(&self, at: usize) -> bool {
        matches!(self.meaning(at), Some(Meaning::Count | Meaning::Act))
    }

    pub(super) fn is_year(&self, unit: UnitId) -> bool {
        self.known.is_unit(unit, "year")
    }

    pub(super) fn is_other(&self, at: usize, any: &[char]) -> bool {
        matches!(self.token(at), Some(Token::Other(c)) if any.contains(&c))
    }

    pub(super) fn has(&self, meaning: Meaning) -> bool {
        self.pieces
            .iter()
            .any(|piece| piece.token == Token::Known(meaning))
    }
}
