//! What a cell's text marks a row as: a total, a note, a page number, an example, a band, same as above.

mod told;

use std::ops::BitOr;

use hashbrown::HashSet;

use crate::parallel;
use crate::text::{BySymbol, Symbol, Texts};
use crate::words::Words;

use told::marked;

/// What a text is, each flag by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::intake) struct Mark(u16);

impl Mark {
    /// A number by itself, as serials are.
    pub(in crate::intake) const NUMBER: Self = Self(1);
    /// 小计, 合计：45, and nothing else.
    pub(in crate::intake) const TOTAL: Self = Self(1 << 1);
    /// Ends in 小计 (会议类小计).
    pub(in crate::intake) const ENDS_IN_TOTAL: Self = Self(1 << 2);
    /// 共46项, 8项, 45.
    pub(in crate::intake) const COUNT: Self = Self(1 << 3);
    /// 第1页 共4页.
    pub(in crate::intake) const PAGE: Self = Self(1 << 4);
    /// 备注：…, 填表人, 审核人：.
    pub(in crate::intake) const NOTE: Self = Self(1 << 5);
    /// The label of a note by itself, without a colon, which may as well be a name.
    pub(in crate::intake) const BARE_NOTE: Self = Self(1 << 6);
    /// How a sentence of notes begins.
    pub(in crate::intake) const NOTE_OPENING: Self = Self(1 << 7);
    /// 示例, （示例）××台账.
    pub(in crate::intake) const EXAMPLE: Self = Self(1 << 8);
    /// 同上.
    pub(in crate::intake) const DITTO: Self = Self(1 << 9);
    /// Understood as the heading of a column; looked at only where that matters, see [`Marks::as_headings`].
    pub(in crate::intake) const HEADING: Self = Self(1 << 10);
    /// What a header that was read says over one of its columns.
    pub(in crate::intake) const OF_HEADER: Self = Self(1 << 11);
    /// A row in which any text has one of these may be something else than an item.
    pub(in crate::intake) const REMARKABLE: Self = Self(
        Self::TOTAL.0
            | Self::ENDS_IN_TOTAL.0
            | Self::PAGE.0
            | Self::NOTE.0
            | Self::BARE_NOTE.0
            | Self::EXAMPLE.0
            | Self::HEADING.0
            | Self::OF_HEADER.0,
    );
    /// Digits by themselves.
    const DIGITS: Self = Self(1 << 13);
    /// What all digits by themselves are.
    const SERIAL: Self = Self(Self::NUMBER.0 | Self::COUNT.0 | Self::DIGITS.0);
    /// Looked at as a heading already.
    const TRIED: Self = Self(1 << 14);
    /// Worked out already.
    const KNOWN: Self = Self(1 << 15);

    /// Whether any of some flags is set.
    pub(in crate::intake) fn is(self, flags: Self) -> bool {
        self.0 & flags.0 != 0
    }

    fn when(self, holds: bool) -> Self {
        Self(if holds { self.0 } else { 0 })
    }
}

impl BitOr for Mark {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Fewer texts are worked out one by one as they come.
const MANY: usize = 1 << 13;

/// The marks of every text, worked out once for each.
#[derive(Debug)]
pub(in crate::intake) struct Marks<'w> {
    words: &'w Words,
    known: BySymbol<Mark>,
    /// What headers that were read say over their columns, in plain form.
    headings: HashSet<String>,
    /// Whether they number any.
    are_numbered: bool,
}

impl<'w> Marks<'w> {
    /// Knows nothing yet.
    pub(in crate::intake) fn new(words: &'w Words) -> Self {
        Self {
            words,
            known: BySymbol::default(),
            headings: HashSet::new(),
            are_numbered: false,
        }
    }

    /// The marks of a text.
    pub(in crate::intake) fn of(&mut self, symbol: Symbol, texts: &Texts) -> Mark {
        // Serials are as many as rows.
        if symbol.as_number().is_some() && !self.are_numbered {
            return Mark::SERIAL;
        }
        let known = self.known.get(symbol);
        if known.is(Mark::KNOWN) {
            return known;
        }
        let mark = self.worked_out(texts.get(symbol)) | Mark::KNOWN;
        self.known.set(symbol, mark);
        mark
    }

    /// Works out the marks of all texts at once, where they are many.
    pub(in crate::intake) fn work_out(&mut self, texts: &Texts) {
        let unknown = |symbol: &Symbol| !self.known.get(*symbol).is(Mark::KNOWN);
        let symbols: Vec<Symbol> = texts.symbols().filter(unknown).collect();
        if symbols.len() < MANY {
            return;
        }
        let threads = parallel::threads();
        let shares = parallel::shares(&symbols, threads);
        let marks = parallel::over(shares, threads, |symbols| {
            let marks = symbols
                .iter()
                .map(|&symbol| self.worked_out(texts.get(symbol)));
            marks.collect::<Vec<_>>()
        });
        for (symbol, mark) in symbols.into_iter().zip(marks.into_iter().flatten()) {
            self.known.set(symbol, mark | Mark::KNOWN);
        }
    }

    /// All the marks that any of some cells has.
    pub(in crate::intake) fn of_any(&mut self, cells: &[Symbol], texts: &Texts) -> Mark {
        let marks = cells.iter().map(|&cell| self.of(cell, texts));
        marks.fold(Mark::default(), BitOr::bitor)
    }

    /// The same with those of headings, which take long to tell.
    pub(in crate::intake) fn as_headings(&mut self, cells: &[Symbol], texts: &Texts) -> Mark {
        let marks = cells.iter().map(|&cell| self.as_heading(cell, texts));
        marks.fold(Mark::default(), BitOr::bitor)
    }

    /// The marks of a text, with that of a heading.
    pub(in crate::intake) fn as_heading(&mut self, symbol: Symbol, texts: &Texts) -> Mark {
        let mark = self.of(symbol, texts);
        // What is the same as above, or a number, is no heading.
        if mark.is(Mark::TRIED | Mark::DITTO | Mark::DIGITS) {
            return mark;
        }
        let heading = self.words.heading(texts.get(symbol)).value.is_some();
        let mark = mark | Mark::TRIED | Mark::HEADING.when(heading);
        self.known.set(symbol, mark);
        mark
    }

    /// Remembers what a header says, so that it is known where it is repeated.
    pub(in crate::intake) fn learn<'t>(&mut self, headings: impl Iterator<Item = &'t str>) {
        for heading in headings {
            self.are_numbered |= marked(self.words, heading).is(Mark::DIGITS);
            if self.headings.insert(self.words.plain(heading)) {
                self.known.clear();
            }
        }
    }

    fn worked_out(&self, typed: &str) -> Mark {
        let mark = marked(self.words, typed);
        let repeats = match mark {
            // Digits are their own plain form.
            Mark::SERIAL => self.headings.contains(typed),
            _ => !typed.is_empty() && self.headings.contains(&self.words.plain(typed)),
        };
        mark | Mark::OF_HEADER.when(repeats)
    }
}
