//! Where something stands: in a file, in a cell of a spreadsheet, or in a span of a text file.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A rule or words file: its path and its text, read by the command line and given to the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path the user gave, or `builtin:NAME` for a file that the program carries.
    pub path: Arc<str>,
    /// The whole text.
    pub text: Arc<str>,
}

/// A place that a message or a verdict points to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A whole file, by the path the user gave.
    File(Arc<str>),
    /// A cell or a row of a sheet.
    Cell(Cell),
    /// Bytes of a rule or words file.
    Span(Span),
}

/// A row, or one cell of it, in a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    /// The input's path as the user gave it; `-` for standard input.
    pub path: Arc<str>,
    /// The sheet's name; empty in text files.
    pub sheet: Arc<str>,
    /// The row as the spreadsheet shows it, from 1; in text files the line on which the record begins.
    pub row: u32,
    /// The column, from 0; `None` for the whole row.
    pub column: Option<u32>,
}

/// A byte range of a text file, kept with the path so that a message can show the line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The file's path, or `builtin:NAME` for a file that the program carries.
    pub path: Arc<str>,
    /// Bytes from the start of the file.
    pub bytes: Range<usize>,
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Span {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |s: &Self| (s.path.clone(), s.bytes.start, s.bytes.end);
        key(self).cmp(&key(other))
    }
}

impl fmt::Display for Cell {
    /// `q3.xlsx#社区事项!5`, the form of an item's `id`; with a column, `q3.xlsx#社区事项!B5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column.map(column_letters).unwrap_or_default();
        write!(f, "{}#{}!{column}{}", self.path, self.sheet, self.row)
    }
}

/// The letters a spreadsheet shows for a column counted from 0: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut rest = u64::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        let letters: Vec<_> = [0, 25, 26, 701, 702, 16383].map(column_letters).into();
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
