//! Finds the rows and columns of a workbook that are not shown: they are read all the same, and said to be.

mod biff;
mod binary;
mod markup;

pub(super) use biff::of_stream;
pub(super) use binary::by_sheet as by_binary_sheet;
pub(super) use markup::by_sheet;

/// What one sheet doesn't show, and what else was seen on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Hidden {
    /// The first row, from 0, and how many they are; none where nothing is hidden.
    pub(in crate::read) rows: Option<(u32, u32)>,
    /// The first and the last column of each run, from 0.
    pub(in crate::read) columns: Vec<(u32, u32)>,
    /// Whether it was seen that no cells are merged, so that nobody need look for merged ones.
    pub(in crate::read) is_unmerged: bool,
}

/// Runs of columns that are kept; a sheet has a few.
const RUNS: usize = 256;

impl Hidden {
    /// One more row, or so many from it on.
    pub(in crate::read) fn add_rows(&mut self, row: u32, count: u32) {
        let (_, known) = self.rows.get_or_insert((row, 0));
        *known = known.saturating_add(count);
    }

    /// One more run of columns.
    pub(in crate::read) fn add_columns(&mut self, first: u32, last: u32) {
        if self.columns.len() < RUNS {
            self.columns.push((first, last));
        }
    }

    fn is_empty(&self) -> bool {
        self.rows.is_none() && self.columns.is_empty() && !self.is_unmerged
    }
}

/// Looks through a part of a zip, which comes in pieces.
#[derive(Debug)]
pub(super) enum Search {
    /// A sheet in XML.
    Markup(markup::Search),
    /// A sheet in binary records.
    Binary(binary::Search),
    /// Something else.
    Nothing,
}

impl Search {
    /// What suits a part of this name, in lower case.
    pub(super) fn of_part(name: &str) -> Self {
        match name.contains("worksheets/") {
            true if name.ends_with(".bin") => Self::Binary(binary::Search::default()),
            true => Self::Markup(markup::Search::default()),
            false => Self::Nothing,
        }
    }

    /// Takes the next piece.
    pub(super) fn feed(&mut self, piece: &[u8]) {
        match self {
            Self::Markup(search) => search.feed(piece),
            Self::Binary(search) => search.feed(piece),
            Self::Nothing => {}
        }
    }

    /// What was found, if anything.
    pub(super) fn found(self) -> Option<Hidden> {
        let hidden = match self {
            Self::Markup(search) => search.found(),
            Self::Binary(search) => search.found(),
            Self::Nothing => return None,
        };
        Some(hidden).filter(|hidden| !hidden.is_empty())
    }
}
