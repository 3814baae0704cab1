//! Items and verdicts as a flat sheet that spreadsheet programs open; cells that would be formulas are defused.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Column, Facts, portions};

type Sheet = csv::Writer<Vec<u8>>;

/// What a spreadsheet program takes for the beginning of a formula, some of it only with an eastern keyboard.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Writes the items.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    if facts.view.for_file {
        // Without the mark, Excel takes UTF-8 for the system's own encoding.
        out.write_all("\u{FEFF}".as_bytes())?;
    }
    let mut columns = facts.view.columns.clone();
    if columns.is_empty() {
        columns.extend(Column::usual());
    }
    let headings = columns.iter().map(|column| column.word());
    out.write_all(&sheet(|sheet| sheet.write_record(headings))?)?;
    portions::write(&facts.listed, out, |entries| {
        sheet(|sheet| rows(facts, &columns, entries, sheet))
    })
}

/// A part of the sheet.
fn sheet(write: impl FnOnce(&mut Sheet) -> csv::Result<()>) -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::from_writer(Vec::new());
    write(&mut sheet).map_err(io::Error::from)?;
    sheet.into_inner().map_err(csv::IntoInnerError::into_error)
}

fn rows(
    facts: &Facts<'_>,
    columns: &[Column],
    entries: &[u32],
    sheet: &mut Sheet,
) -> csv::Result<()> {
    for &entry in entries {
        for &column in columns {
            let cell = facts.cell(entry, column);
            let cell = if column.is_number() {
                cell
            } else {
                defused(cell)
            };
            sheet.write_field(cell.as_bytes())?;
        }
        sheet.write_record(None::<&[u8]>)?;
    }
    Ok(())
}

fn defused(cell: Cow<'_, str>) -> Cow<'_, str> {
    // White space before it doesn't keep every program from calculating.
    let first = cell
        .trim_start_matches([' ', '\n', '\u{3000}', '\u{FEFF}'])
        .chars()
        .next();
    match first.is_some_and(|c| FORMULA.contains(&c)) {
        true => Cow::Owned(format!("'{cell}")),
        false => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_texts_stay() {
        for formula in ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", " =1", "＝cmd"] {
            assert_eq!(defused(Cow::Borrowed(formula)), format!("'{formula}"));
        }
        for text in ["流动人口", "a=b", "", "《办法》-2"] {
            assert_eq!(defused(Cow::Borrowed(text)), text);
        }
    }
}
