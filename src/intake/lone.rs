//! Rows with one text only: a title again, a note, a band over the rows that follow, or an item.

use super::SkipReason;
use super::band::{self, Band, BandKind};
use super::fill::Fill;
use super::marks::Mark;
use super::sheet::Walker;
use super::walk::Walk;
use crate::item::Field;
use crate::text::Symbol;

/// A longer text in a row by itself is a note.
const LONGEST_BAND: usize = 30;

impl Walker<'_, '_> {
    /// Why a row with one text only is no item; `None` where it may be one.
    pub(super) fn alone(
        &mut self,
        walk: &mut Walk,
        row: usize,
        text: Symbol,
        count: usize,
    ) -> Option<SkipReason> {
        let mark = self.marks.of(text, &*self.texts);
        let typed = self.texts.get(text).to_owned();
        let column = walk.inside(row).iter().position(|&cell| cell == text)? + walk.header.left;
        let width = walk.header.right - walk.header.left;
        let name = walk.header.column(Field::Name);
        let in_name = name == Some(column);
        let leads = name.is_some_and(|name| column < name);
        let wide = count > 1 || Fill::is_wide(walk.table, row, column, 2.max(width / 2 + 1));
        if self.is_title_again(walk, row, &typed) {
            return Some(SkipReason::Title);
        }
        let single_column = width == 1;
        if mark.is(Mark::NOTE) || mark.is(Mark::BARE_NOTE) && !single_column {
            return Some(SkipReason::Note);
        }
        let long = typed.chars().count() > LONGEST_BAND || typed.ends_with('。');
        if mark.is(Mark::NOTE_OPENING) && (long || !in_name || wide) {
            return Some(SkipReason::Note);
        }
        if walk.in_notes && (wide || !in_name || long) || long && (wide || !in_name) {
            return Some(SkipReason::Note);
        }
        let band = band::read(self.words, &typed);
        match band {
            Some(band) if self.is_band(walk, &band, (in_name, leads), wide) => {
                self.enter_band(walk, &band);
                Some(SkipReason::Band)
            }
            _ if in_name => None,
            _ if mark.is(Mark::NUMBER) => Some(SkipReason::NoName),
            _ if wide => Some(SkipReason::Note),
            _ => None,
        }
    }

    /// Whether a text by itself heads the rows that follow: it spans them, has an ordinal or another mark,
    /// stands before the name's column, or is the name of a category or department where items have numbers.
    fn is_band(
        &self,
        walk: &Walk,
        band: &Band,
        (in_name, leads): (bool, bool),
        wide: bool,
    ) -> bool {
        let known = band.kind != BandKind::Other;
        if walk.header.right - walk.header.left == 1 {
            return known && band.depth > 0;
        }
        let numbered = walk.header.column(Field::Serial).is_some();
        wide || leads
            || band.depth > 0 && (known || in_name && band.depth < 3)
            || known && in_name && (numbered || band.marked)
    }

    /// The title again on a new page, or one that stands right over the header again.
    fn is_title_again(&mut self, walk: &Walk, row: usize, typed: &str) -> bool {
        let plain = self.words.plain(typed);
        let same = walk.titles.iter().any(|title| {
            title.chars().count() > 3 && (plain.starts_with(title.as_str()) || *title == plain)
        });
        let continued = self.words.layout().page_lines.iter().any(|line| {
            plain.ends_with(&format!("({line})")) || plain.ends_with(&format!("[{line}]"))
        });
        if same || continued {
            return true;
        }
        let next = (row + 1..walk.table.len())
            .find(|&row| walk.table.row(row).iter().any(|cell| !cell.is_blank()));
        let texts = &*self.texts;
        let before_header = next.is_some_and(|next| {
            let count = walk
                .inside(next)
                .iter()
                .filter(|cell| !cell.is_blank())
                .count();
            walk.repeats(next, count, self.words, texts)
        });
        before_header
            && band::read(self.words, typed)
                .is_none_or(|band| band.kind == BandKind::Other && band.depth == 0)
    }

    /// 一、会议类 | 共8项
    pub(super) fn is_counted_band(&mut self, walk: &mut Walk, row: usize) -> bool {
        let texts = &*self.texts;
        let mut written = walk.inside(row).iter().filter(|cell| !cell.is_blank());
        let (Some(&first), Some(&second)) = (written.next(), written.next()) else {
            return false;
        };
        let counted = self.marks.of(second, texts).is(Mark::COUNT);
        let mark = self.marks.of(first, texts);
        if !counted || mark.is(Mark::NUMBER) {
            return false;
        }
        let in_a_field = is_a_value_beside_a_name(walk, row, first, second)
            && self.marks.of(second, texts).is(Mark::NUMBER);
        let typed = texts.get(first).to_owned();
        match band::read(self.words, &typed) {
            // 党员名册 | 12, with 12 under 频次, is an item; 会议类 | 12 is none.
            Some(band) if in_a_field && band.depth == 0 && !self.is_class(&band) => false,
            Some(band) if band.depth > 0 || band.kind != BandKind::Other => {
                self.enter_band(walk, &band);
                true
            }
            _ => false,
        }
    }

    /// 一 | 会议类, with nothing else in the row, where the items below are numbered otherwise: 1, 2, or 1.1.
    pub(super) fn is_numbered_band(&mut self, walk: &mut Walk, row: usize) -> bool {
        let (Some(serial), name) = (walk.header.column(Field::Serial), walk.named(row)) else {
            return false;
        };
        if name.is_blank() || !walk.has_number(row, self.marks, &*self.texts) {
            return false;
        }
        let number = |row: usize| {
            self.words
                .plain(self.texts.get(walk.table.cell(row, serial)))
        };
        let own = number(row);
        let next = (row + 1..walk.table.len())
            .map(number)
            .find(|number| !number.is_empty());
        let is_within = next.is_some_and(|next| {
            let rest = next.strip_prefix(own.as_str());
            let sub = rest.is_some_and(|rest| rest.starts_with(['.', '-']));
            let arabic = |text: &str| text.contains(|c: char| c.is_ascii_digit());
            sub || !arabic(&own) && arabic(&next)
        });
        let typed = self.texts.get(name);
        let Some(band) = band::read(self.words, typed) else {
            return false;
        };
        let is_class = band.kind == BandKind::Category && self.is_class(&band);
        if is_within || is_class {
            self.enter_band(walk, &Band { depth: 1, ..band });
        }
        is_within || is_class
    }

    /// Whether a band says itself that it heads a class of items.
    fn is_class(&self, band: &Band) -> bool {
        self.words.layout().class(&band.text).is_some()
    }

    /// What is written under a band belongs to it, until one as high follows.
    pub(super) fn enter_band(&mut self, walk: &mut Walk, band: &Band) {
        let text = self.texts.intern(&band.text);
        let has = |field| walk.header.column(field).is_some();
        let kind = match band.kind {
            // What groups the rows of a table without categories is taken for one.
            BandKind::Other if !has(Field::Category) => BandKind::Category,
            kind => kind,
        };
        walk.bands
            .retain(|&(other, depth, _)| other != kind && (band.depth == 0 || depth < band.depth));
        walk.bands.push((kind, band.depth, text));
        walk.above.forget();
    }
}

/// Whether a row's first text stands under the name, and its second under another heading that was understood.
fn is_a_value_beside_a_name(walk: &Walk, row: usize, first: Symbol, second: Symbol) -> bool {
    let fields = Field::ALL.iter().filter(|&&field| field != Field::Name);
    let stands_under = |field: &Field, text: Symbol| {
        let column = walk.header.column(*field);
        column.is_some_and(|column| walk.table.cell(row, column) == text)
    };
    walk.named(row) == first && fields.into_iter().any(|field| stands_under(field, second))
}
