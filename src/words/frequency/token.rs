//! Cuts a frequency text into what the grammar knows: numbers, units, counts, seasons, marks.

use hashbrown::HashMap;

use crate::item::FrequencyKind;
use crate::words::numeral::Numeral;

/// Position of a unit in [`super::Frequencies::units`].
pub(super) type UnitId = usize;

/// What a piece of text means to the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// 每: what follows is repeated.
    Each,
    /// 隔: every other one of what follows.
    EveryOther,
    /// 月: a stretch of time, repeated only if something says so.
    Unit(UnitId),
    /// 月报, 月底: once in every such stretch.
    EachUnit(UnitId),
    /// 次: what is counted.
    Count,
    /// 查: what is done, and so may be counted.
    Act,
    /// 内: what stands before is a term and no rhythm.
    Term,
    /// 春节: so many times a year.
    Occasion(u32),
    /// 汛期: only part of the year, nobody says how long.
    Season,
    /// 若干次: a number that isn't said.
    Vague,
    /// 及时, 不定期, 一次性, 无.
    Kind(FrequencyKind),
    /// 末月, 第一周: a detail that counts for nothing.
    Detail,
    /// 月底, 年中: once in every such stretch; of several different ones each counts.
    Point(UnitId),
    /// 、: what joins the parts of a list.
    Join,
    /// 或: one or the other.
    Either,
    /// 至: from one number to another.
    Range,
    /// 前, 的: what may stand between the points of a list.
    Between,
    /// 第: what follows is one of several, and no length.
    Ordinal,
    /// 各: the count is of each point.
    ForEach,
    /// 只: no more often than what follows.
    Only,
    /// 逢: on the days that end with the digit which follows, or each of what follows.
    OnDigit,
    /// 周期: a number under this heading is a length.
    Interval,
    /// 约, 不少于: the number beside it is not exact.
    About,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    /// Words of the words file.
    Known(Meaning),
    /// A number or a range.
    Number(Numeral),
    /// Any other character.
    Other(char),
}

/// A token with its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'a> {
    pub(super) token: Token,
    pub(super) text: &'a str,
}

/// All phrases of the grammar.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    phrases: HashMap<String, Meaning>,
    longest: usize,
    /// The unit behind which digits are days: 周.
    week: Option<UnitId>,
}

impl Vocabulary {
    /// Adds a phrase; the first meaning stands.
    pub(super) fn add(&mut self, plain: &str, meaning: Meaning) {
        self.longest = self.longest.max(plain.len());
        self.phrases.entry(plain.to_owned()).or_insert(meaning);
    }

    /// Says which unit is followed by the number of a day.
    pub(super) fn set_week(&mut self, week: UnitId) {
        self.week = Some(week);
    }

    /// The pieces of a text; the longest phrase wins, then a number.
    pub(super) fn cut<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let counted = matches!(
                pieces.last(),
                Some(Piece {
                    token: Token::Number(_),
                    ..
                })
            );
            let day = self
                .day_of_week(pieces.last(), rest)
                .map(|(day, len)| (Token::Number(day), len));
            let phrase = || {
                self.at_start(rest, counted)
                    .map(|(meaning, len)| (Token::Known(meaning), len))
            };
            let number =
                || Numeral::at_start(rest).map(|(numeral, len)| (Token::Number(numeral), len));
            let (token, len) = day
                .or_else(phrase)
                .or_else(number)
                .unwrap_or((Token::Other(c), c.len_utf8()));
            pieces.push(Piece {
                token,
                text: &rest[..len],
            });
            rest = &rest[len..];
        }
        join_ranges(pieces)
    }

    /// Days of the week that a number follows at once: 五 of 周五一次, which is no 五一.
    fn day_of_week(&self, last: Option<&Piece<'_>>, text: &str) -> Option<(Numeral, usize)> {
        let is_week =
            matches!(last?.token, Token::Known(Meaning::Unit(unit)) if Some(unit) == self.week);
        is_week.then(|| Numeral::ascending_days(text))?
    }

    /// The longest phrase; behind a number 月底 is the end of that month and not of every one.
    fn at_start(&self, text: &str, counted: bool) -> Option<(Meaning, usize)> {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let known = ends
            .take_while(|&end| end <= self.longest)
            .filter_map(|end| Some((*self.phrases.get(&text[..end])?, end)));
        let (found, unit) = known.fold((None, None), |(_, unit), (meaning, end)| {
            let is_unit = matches!(meaning, Meaning::Unit(_));
            let here = Some((meaning, end));
            (here, if is_unit { here } else { unit })
        });
        match found {
            Some((Meaning::EachUnit(_) | Meaning::Point(_), _)) if counted => unit.or(found),
            _ => found,
        }
    }
}

/// 1-2, 一至两, 2或3 become one number with two ends.
fn join_ranges(pieces: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    let mut joined: Vec<Piece<'_>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let range = match (joined.as_slice(), piece.token) {
            ([.., low, mark], Token::Number(high)) => ranged(low.token, mark.token, high),
            _ => None,
        };
        match range {
            Some(numeral) => {
                joined.pop();
                if let Some(last) = joined.last_mut() {
                    last.token = Token::Number(numeral);
                }
            }
            None => joined.push(piece),
        }
    }
    joined
}

fn ranged(low: Token, mark: Token, high: Numeral) -> Option<Numeral> {
    match (low, mark) {
        (Token::Number(low), Token::Known(Meaning::Range | Meaning::Either))
            if low.high < high.low =>
        {
            Some(Numeral {
                low: low.low,
                high: high.high,
            })
        }
        _ => None,
    }
}
