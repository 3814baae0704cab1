//! Tables of a report: columns with what they hold, rows made when they are written.

use super::super::wording;
use crate::item::Rate;
use crate::phrase::Lang;

/// A table.
pub(in crate::report) struct Table<'f> {
    /// What stands above it; empty where the heading says enough.
    pub(in crate::report) caption: String,
    /// Its columns.
    pub(in crate::report) columns: Vec<Column>,
    /// Its rows.
    pub(in crate::report) rows: Rows<'f>,
    /// Whether the last row sums up the others.
    pub(in crate::report) has_total: bool,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(in crate::report) struct Column {
    /// What stands at its head.
    pub(in crate::report) heading: String,
    /// How wide it is, in Chinese characters, where there is room for all.
    pub(in crate::report) width: u16,
    /// Whether it holds numbers.
    pub(in crate::report) is_number: bool,
}

/// The rows of a table.
pub(in crate::report) enum Rows<'f> {
    /// Few, and ready.
    Ready(Vec<Vec<Cell>>),
    /// Many, made one at a time.
    Made {
        /// How many.
        count: usize,
        /// Makes the row at a position.
        row: Box<dyn Fn(usize) -> Vec<Cell> + 'f>,
    },
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) enum Cell {
    /// A text.
    Text(String),
    /// A number of things.
    Count(u64),
    /// Hours or times a year, and whether any of it is estimated.
    Amount(f64, bool),
    /// A share, 0 to 1.
    Share(f64),
    /// What isn't known.
    Unknown,
}

impl Column {
    /// A column of texts.
    pub(in crate::report) fn text(heading: impl Into<String>, width: u16) -> Self {
        Self {
            heading: heading.into(),
            width,
            is_number: false,
        }
    }

    /// A column of numbers.
    pub(in crate::report) fn number(heading: impl Into<String>, width: u16) -> Self {
        Self {
            is_number: true,
            ..Self::text(heading, width)
        }
    }
}

impl Table<'_> {
    /// A table whose rows are ready.
    pub(in crate::report) fn ready(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self {
            caption: String::new(),
            columns,
            rows: Rows::Ready(rows),
            has_total: false,
        }
    }

    /// The same table under a caption.
    pub(in crate::report) fn captioned(self, caption: impl Into<String>) -> Self {
        Self {
            caption: caption.into(),
            ..self
        }
    }

    /// The same table, whose last row is the sum.
    pub(in crate::report) fn with_total(self) -> Self {
        Self {
            has_total: true,
            ..self
        }
    }

    /// Every row, one at a time, with whether it is the sum.
    pub(in crate::report) fn each_row<E>(
        &self,
        mut write: impl FnMut(&[Cell], bool) -> Result<(), E>,
    ) -> Result<(), E> {
        let last = self.rows.count().wrapping_sub(1);
        let is_total = |i| self.has_total && i == last;
        match &self.rows {
            Rows::Ready(rows) => {
                (rows.iter().enumerate()).try_for_each(|(i, row)| write(row, is_total(i)))
            }
            Rows::Made { count, row } => (0..*count).try_for_each(|i| write(&row(i), is_total(i))),
        }
    }
}

impl Rows<'_> {
    /// How many there are.
    pub(in crate::report) fn count(&self) -> usize {
        match self {
            Rows::Ready(rows) => rows.len(),
            Rows::Made { count, .. } => *count,
        }
    }
}

impl Cell {
    /// A number of hours or times, if it is known.
    pub(in crate::report) fn amount(amount: Option<f64>, estimated: bool) -> Self {
        amount.map_or(Self::Unknown, |amount| Self::Amount(amount, estimated))
    }

    /// Times a year, if they are known.
    pub(in crate::report) fn rate(rate: Option<Rate>) -> Self {
        Self::amount(rate.map(Rate::per_year), false)
    }

    /// The cell as text for people.
    pub(in crate::report) fn shown(&self, lang: Lang) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Amount(amount, estimated) => {
                wording::hours_marked(&wording::hours(*amount), *estimated, lang)
            }
            Self::Share(share) => wording::percent(*share),
            Self::Unknown => "—".to_owned(),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}
