//! Says which of the user's own sheets, rows and columns were nowhere to be found, and what there is instead.

use std::sync::Arc;

use super::Overrides;
use crate::diag::Diag;
use crate::place::Place;
use crate::say;

/// More headings than this help nobody.
const MOST_HEADINGS: usize = 40;

/// What was found of that which the user named.
#[derive(Debug, Default)]
pub(super) struct Heeded {
    /// A sheet of the name.
    pub(super) sheet: bool,
    /// The row of the header.
    pub(super) row: bool,
    /// The last row of the longest sheet.
    pub(super) last_row: u32,
    /// Each column that was named.
    pub(super) columns: Vec<bool>,
    /// The headings there are.
    headings: Vec<String>,
}

impl Heeded {
    /// Nothing found yet of so many columns.
    pub(super) fn new(columns: usize) -> Self {
        Self {
            columns: vec![false; columns],
            ..Self::default()
        }
    }

    /// Remembers a heading, to be named where a wanted one is missing.
    pub(super) fn saw(&mut self, heading: &str) {
        let heading = heading.replace(['\n', '\r'], "");
        let is_new = !heading.is_empty() && !self.headings.contains(&heading);
        if is_new && self.headings.len() < MOST_HEADINGS {
            self.headings.push(heading);
        }
    }

    /// An error for everything that was named and is not in the input at `path`.
    pub(super) fn missing(&self, wanted: &Overrides, path: &Arc<str>) -> Vec<Diag> {
        let place = || Place::File(path.clone());
        match &wanted.sheet {
            Some(sheet) if !self.sheet => return vec![no_sheet(sheet, place())],
            _ => {}
        }
        let mut missing = Vec::new();
        if let (Some(row), false) = (wanted.header_row, self.row) {
            missing.push(self.no_row(row, place()));
        }
        for ((field, named), met) in wanted.columns.iter().zip(&self.columns) {
            if !met {
                missing.push(self.no_column(field.word(), named, place()));
            }
        }
        missing
    }

    fn no_row(&self, row: u32, place: Place) -> Diag {
        let last = self.last_row;
        Diag::error(
            "no-such-row",
            place,
            say!(
                "--header-row {row}：没有第 {row} 行，最后一行是第 {last} 行",
                "--header-row {row}: there is no row {row}; the last row is {last}"
            ),
        )
        .help(say!(
            "用 jianfu columns 可看到表头在第几行",
            "jianfu columns shows which row the header is"
        ))
    }

    fn no_column(&self, field: &str, named: &str, place: Place) -> Diag {
        let headings = self.headings.join("、");
        let error = Diag::error(
            "no-such-column",
            place,
            say!(
                "--column {field}={named}：没有叫“{named}”的列",
                "--column {field}={named}: no column is called “{named}”"
            ),
        );
        if headings.is_empty() {
            return error.help(say!(
                "没有找到表头，请先用 --header-row 指明它在第几行",
                "no header was found; name its row with --header-row"
            ));
        }
        error.help(say!(
            "表头里有：{headings}；也可以写列的字母，如 B",
            "the headings are: {headings}; the letters of a column (B) will do as well"
        ))
    }
}

fn no_sheet(sheet: &str, place: Place) -> Diag {
    Diag::error(
        "no-such-sheet",
        place,
        say!(
            "没有叫“{sheet}”的工作表",
            "there is no sheet called “{sheet}”"
        ),
    )
    .help(say!(
        "用 jianfu columns 可看到各工作表的名称",
        "jianfu columns shows the names of the sheets"
    ))
}
