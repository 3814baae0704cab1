//! The text of a sheet's part with cells added at the end of its rows; all else stays as it is written.

use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Rows;
use super::book::{attribute, no_xml};
use crate::phrase::Phrase;
use crate::place::column_letters;
use crate::report::xml::escaped;
use crate::say;

/// How many columns a sheet has.
const COLUMNS: u32 = 16_384;

/// What is written in place of a range of the text; an empty range for what is added.
type Edit = (Range<usize>, String);

/// The part with the rows' new cells right of everything that is in it.
///
/// # Errors
///
/// Says why that can't be done without loss.
pub(super) fn annotated(text: &str, rows: &Rows, widths: &[u32]) -> Result<String, Phrase> {
    let first = Survey::of(text)?.columns;
    let last = first + widths.len() as u32 - 1;
    if last >= COLUMNS {
        return Err(say!(
            "右边没有空列了",
            "there is no empty column at the right"
        ));
    }
    let mut editing = Editing {
        text,
        rows,
        widths,
        new: first..last + 1,
        edits: Vec::new(),
        row: 0,
        style: None,
        written: 0,
        styled_to: None,
    };
    editing.run()?;
    if editing.written < rows.len() {
        return Err(say!(
            "有的行在文件里找不到",
            "some of its rows are not in the file"
        ));
    }
    Ok(spliced(text, editing.edits))
}

fn spliced(text: &str, edits: Vec<Edit>) -> String {
    let added: usize = edits.iter().map(|(_, new)| new.len()).sum();
    let mut spliced = String::with_capacity(text.len() + added);
    let mut done = 0;
    for (range, new) in edits {
        spliced.push_str(&text[done..range.start]);
        spliced.push_str(&new);
        done = range.end;
    }
    spliced.push_str(&text[done..]);
    spliced
}

/// How far a sheet reaches to the right.
struct Survey {
    /// How many columns anything stands in.
    columns: u32,
}

impl Survey {
    fn of(text: &str) -> Result<Self, Phrase> {
        let mut survey = Self { columns: 0 };
        let mut column = 0;
        each_event(text, |event, _| {
            let (Event::Start(element) | Event::Empty(element)) = event else {
                return Ok(());
            };
            match element.local_name().as_ref() {
                "row" => column = 0,
                "c" => {
                    let told = attribute(element, "r").and_then(|place| column_of(&place));
                    column = told.unwrap_or(column) + 1;
                    survey.columns = survey.columns.max(column);
                }
                "mergeCell" => {
                    let range = attribute(element, "ref").unwrap_or_default();
                    let end = range.split(':').next_back().and_then(column_of);
                    survey.columns = survey.columns.max(end.map_or(0, |end| end + 1));
                }
                "sheetProtection" => {
                    return Err(say!(
                        "工作表有保护，请先撤销保护",
                        "the sheet is protected; lift the protection first"
                    ));
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(survey)
    }
}

/// One pass through the text, in which edits are noted in order.
struct Editing<'t> {
    text: &'t str,
    rows: &'t Rows,
    widths: &'t [u32],
    /// The new columns, from 0.
    new: Range<u32>,
    edits: Vec<Edit>,
    /// The row that is open, or was last.
    row: u32,
    /// The style of its last cell.
    style: Option<String>,
    /// How many rows got their cells.
    written: usize,
    /// The last column that the sheet gives a width; `None` where it gives none.
    styled_to: Option<u32>,
}

impl Editing<'_> {
    fn run(&mut self) -> Result<(), Phrase> {
        each_event(self.text, |event, at| {
            match event {
                Event::Start(element) => self.opened(element, at),
                Event::Empty(element) => self.seen(element, at),
                Event::End(element) => self.closed(element.name().as_ref(), at),
                _ => {}
            }
            Ok(())
        })
    }

    fn opened(&mut self, element: &BytesStart<'_>, at: Range<usize>) {
        match element.local_name().as_ref() {
            "row" => {
                self.open_row(element);
                if self.rows.contains_key(&self.row) {
                    self.widen_spans(at);
                }
            }
            "sheetData" => self.before_data(element, at.start),
            _ => self.seen(element, at),
        }
    }

    /// An element without anything in it, or one whose content doesn't matter.
    fn seen(&mut self, element: &BytesStart<'_>, at: Range<usize>) {
        match element.local_name().as_ref() {
            "row" => self.open_row(element),
            "c" => self.style = attribute(element, "s"),
            "col" => {
                let to = attribute(element, "max").and_then(|max| max.parse().ok());
                self.styled_to = self.styled_to.max(to);
            }
            "dimension" => self.widen_dimension(element, at),
            _ => {}
        }
    }

    fn open_row(&mut self, element: &BytesStart<'_>) {
        let told = attribute(element, "r").and_then(|row| row.parse().ok());
        self.row = told.unwrap_or(self.row + 1);
        self.style = None;
    }

    fn closed(&mut self, name: &str, at: Range<usize>) {
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) => (format!("{prefix}:"), local),
            None => (String::new(), name),
        };
        match local {
            "row" => self.add_cells(&prefix, at.start),
            "cols" => self.add_widths(&prefix, at.start),
            _ => {}
        }
    }

    fn add_cells(&mut self, prefix: &str, at: usize) {
        let Some(texts) = self.rows.get(&self.row) else {
            return;
        };
        let style = self.style.take();
        let style = style.map_or(String::new(), |style| {
            format!(r#" s="{}""#, escaped(&style))
        });
        let mut cells = String::new();
        for (column, text) in self.new.clone().zip(texts) {
            let (column, row) = (column_letters(column), self.row);
            let text = escaped(text);
            let _ = write!(
                cells,
                r#"<{prefix}c r="{column}{row}"{style} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is></{prefix}c>"#
            );
        }
        self.edits.push((at..at, cells));
        self.written += 1;
    }

    /// The widths of the new columns, behind those that the sheet gives.
    fn add_widths(&mut self, prefix: &str, at: usize) {
        if self.styled_to.is_some_and(|to| to > self.new.start) {
            return; // The sheet says how wide these are, too.
        }
        let widths = self.widths_of(prefix);
        self.edits.push((at..at, widths));
    }

    fn widths_of(&self, prefix: &str) -> String {
        let width = |(column, width): (u32, &u32)| {
            let n = column + 1;
            format!(r#"<{prefix}col min="{n}" max="{n}" width="{width}" customWidth="1"/>"#)
        };
        self.new.clone().zip(self.widths).map(width).collect()
    }

    /// Where the rows begin: a sheet that gives no widths gets some.
    fn before_data(&mut self, element: &BytesStart<'_>, at: usize) {
        if self.styled_to.is_some() {
            return;
        }
        let name = element.name();
        let prefix = name.as_ref().trim_end_matches("sheetData");
        let widths = self.widths_of(prefix);
        let cols = format!("<{prefix}cols>{widths}</{prefix}cols>");
        self.edits.push((at..at, cols));
    }

    /// `<dimension ref="A1:J20"/>`
    fn widen_dimension(&mut self, element: &BytesStart<'_>, at: Range<usize>) {
        let Some(old) = attribute(element, "ref") else {
            return;
        };
        let (start, end) = old.split_once(':').unwrap_or((&old, &old));
        let row = end.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let last = column_letters(self.new.end - 1);
        self.replace_value(at, &old, format!("{start}:{last}{row}"));
    }

    /// `<row r="5" spans="1:10">`
    fn widen_spans(&mut self, at: Range<usize>) {
        let tag = &self.text[at.clone()];
        let Some(from) = tag.find(" spans=") else {
            return;
        };
        let value = &tag[from + " spans=".len() + 1..];
        let old = value.split(['"', '\'']).next().unwrap_or_default();
        let Some((first, _)) = old.split_once(':') else {
            return;
        };
        let new = format!("{first}:{}", self.new.end);
        let start = at.start + from;
        self.replace_value(start..at.end, old, new);
    }

    /// Puts another value in the place of the first that stands in quotes within a range.
    fn replace_value(&mut self, within: Range<usize>, old: &str, new: String) {
        let tag = &self.text[within.clone()];
        let quoted = ['"', '\'']
            .iter()
            .find_map(|quote| tag.find(&format!("{quote}{old}{quote}")));
        if let Some(at) = quoted {
            let start = within.start + at + 1;
            self.edits.push((start..start + old.len(), new));
        }
    }
}

/// Reads every event with the bytes of the text that it stands on.
fn each_event(
    text: &str,
    mut see: impl FnMut(&Event<'_>, Range<usize>) -> Result<(), Phrase>,
) -> Result<(), Phrase> {
    // A mark at the beginning is no part of the document, and counts in no position.
    let mark = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut reader = Reader::from_str(&text[mark..]);
    let mut start = mark;
    loop {
        let event = reader.read_event().map_err(no_xml)?;
        let end = mark + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        if matches!(event, Event::Eof) {
            return Ok(());
        }
        see(&event, start..end)?;
        start = end;
    }
}

/// The column of `AB12`, from 0.
fn column_of(place: &str) -> Option<u32> {
    let letters = place.trim_start_matches('$');
    let letters = letters.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.fold(0_u32, |number, letter| {
        let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        number.saturating_mul(26).saturating_add(digit)
    });
    number.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[(u32, &str)]) -> Rows {
        rows.iter()
            .map(|(row, text)| (*row, vec![(*text).to_owned()]))
            .collect()
    }

    #[test]
    fn cells_are_added_and_nothing_else_changes() {
        let text = concat!(
            r#"<worksheet><dimension ref="A1:B3"/><cols><col min="1" max="2" width="9"/></cols><sheetData>"#,
            r#"<row r="1" spans="1:2"><c r="A1" s="3"/><c r="B1" s="4" t="s"><v>0</v></c></row>"#,
            r#"<row r="3"><c r="A3"><f t="shared" si="0"/><v>1</v></c></row></sheetData>"#,
            r#"<mergeCells count="1"><mergeCell ref="A2:C2"/></mergeCells></worksheet>"#,
        );
        let annotated = annotated(text, &rows(&[(1, "结论"), (3, "删<=1")]), &[8]).unwrap();
        let expected = concat!(
            r#"<worksheet><dimension ref="A1:D3"/><cols><col min="1" max="2" width="9"/>"#,
            r#"<col min="4" max="4" width="8" customWidth="1"/></cols><sheetData>"#,
            r#"<row r="1" spans="1:4"><c r="A1" s="3"/><c r="B1" s="4" t="s"><v>0</v></c>"#,
            r#"<c r="D1" s="4" t="inlineStr"><is><t xml:space="preserve">结论</t></is></c></row>"#,
            r#"<row r="3"><c r="A3"><f t="shared" si="0"/><v>1</v></c>"#,
            r#"<c r="D3" t="inlineStr"><is><t xml:space="preserve">删&lt;=1</t></is></c></row></sheetData>"#,
            r#"<mergeCells count="1"><mergeCell ref="A2:C2"/></mergeCells></worksheet>"#,
        );
        assert_eq!(annotated, expected);
    }

    #[test]
    fn rows_and_cells_that_say_no_place_are_counted() {
        let text = "\u{FEFF}<x:worksheet><x:sheetData><x:row><x:c/><x:c/></x:row><x:row><x:c/></x:row></x:sheetData></x:worksheet>";
        let annotated = annotated(text, &rows(&[(2, "删")]), &[8]).unwrap();
        assert!(
            annotated.starts_with("\u{FEFF}<x:worksheet><x:cols><x:col min=\"3\""),
            "{annotated}"
        );
        assert!(
            annotated.contains(r#"<x:c/><x:c r="C2" t="inlineStr">"#),
            "{annotated}"
        );
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let protected = r#"<worksheet><sheetData><row r="1"><c r="A1"/></row></sheetData><sheetProtection sheet="1"/></worksheet>"#;
        let full =
            r#"<worksheet><sheetData><row r="1"><c r="XFD1"/></row></sheetData></worksheet>"#;
        let missing =
            r#"<worksheet><sheetData><row r="1"><c r="A1"/></row></sheetData></worksheet>"#;
        for (text, row, why) in [
            (protected, 1, "保护"),
            (full, 1, "空列"),
            (missing, 7, "找不到"),
        ] {
            let refused = annotated(text, &rows(&[(row, "删")]), &[8]).unwrap_err();
            assert!(refused.both().0.contains(why), "{refused:?}");
        }
    }
}
