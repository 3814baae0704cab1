//! The sheet of items: what the user's sheet says, the verdict beside it, and columns in which a department replies.
//!
//! The reply is read back by the two hidden columns at the right, whose headings are those of the contract: `id`
//! (where the item stood in this input) and `key` (the same item over quarters).

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Worksheet, XlsxError,
};

use super::format::{self, Formats};
use super::page;
use crate::finding::Action;
use crate::item::Field;
use crate::report::outline::Cell;
use crate::report::{Column, Facts, account, cell};
use crate::say;

/// A column of the sheet, with its width in Chinese characters.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    /// What the sheet says.
    Written(Field, u16),
    /// What was made of it.
    Made(Column, u16),
    /// 采纳 or 不采纳.
    Accepted,
    /// Why not.
    Reason,
    /// Until when the reply holds.
    Until,
    /// For programs, and hidden.
    Hidden(Column),
}

/// What may follow the name, if any item has it.
const WRITTEN: [(Field, u16); 13] = [
    (Field::Category, 5),
    (Field::Basis, 14),
    (Field::Frequency, 8),
    (Field::Form, 8),
    (Field::Content, 20),
    (Field::Deadline, 8),
    (Field::Hours, 6),
    (Field::Participants, 6),
    (Field::Pages, 5),
    (Field::Date, 8),
    (Field::Funds, 6),
    (Field::System, 8),
    (Field::Note, 10),
];

/// The verdict.
const VERDICT: [(Column, u16); 5] = [
    (Column::Action, 4),
    (Column::Also, 4),
    (Column::Target, 16),
    (Column::Reason, 26),
    (Column::Clause, 18),
];

/// What stands behind it, after the columns for the reply and beyond what is printed.
const BEHIND: [(Column, u16); 9] = [
    (Column::Evidence, 20),
    (Column::Group, 5),
    (Column::Category, 5),
    (Column::PerYear, 6),
    (Column::HoursPerYear, 6),
    (Column::HoursSaved, 6),
    (Column::Rule, 12),
    (Column::Path, 10),
    (Column::Sheet, 10),
];

/// Writes the sheet.
pub(super) fn write(
    facts: &Facts<'_>,
    formats: &Formats,
    worksheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let columns = columns(facts);
    // The writer that keeps no rows in memory writes the last one twice if its height was set.
    let last = facts.listed.len() as u32;
    if last > 0 {
        worksheet.set_row_height(0, 32)?;
    }
    for (shown, at) in columns.iter().zip(0_u16..) {
        page::write(worksheet, (0, at), &heading(facts, *shown), &formats.head)?;
        match shown {
            Shown::Hidden(_) => worksheet.set_column_hidden(at)?,
            _ => worksheet.set_column_width(at, page::in_excel(width(*shown)))?,
        };
    }
    for (entry, row) in facts.listed.iter().zip(1_u32..) {
        let cells: Vec<_> = columns
            .iter()
            .map(|shown| made(facts, *entry, *shown))
            .collect();
        // A row that is begun can't be made higher any more.
        if row < last {
            page::as_high_as(worksheet, row, lines(&columns, &cells))?;
        }
        for ((cell, shown), at) in cells.iter().zip(&columns).zip(0_u16..) {
            match (cell, shown) {
                (Ok(cell), _) => {
                    let format = page::of_cell(formats, cell);
                    page::cell_with(worksheet, (row, at), cell, facts.view.lang, format)?;
                }
                (Err(Reply), Shown::Until) => {
                    worksheet.write_blank(row, at, &formats.reply_date)?;
                }
                (Err(Reply), _) => {
                    worksheet.write_blank(row, at, &formats.reply)?;
                }
            }
        }
    }
    page::on_paper(worksheet, facts.view.lang);
    dress(facts, &columns, worksheet)
}

/// A cell that people fill in.
struct Reply;

/// How many lines a row needs.
fn lines(columns: &[Shown], cells: &[Result<Cell, Reply>]) -> usize {
    let lines = columns
        .iter()
        .zip(cells)
        .map(|(shown, cell)| match (shown, cell) {
            (Shown::Hidden(_), _) => 1,
            (_, Ok(Cell::Text(text))) => page::lines_in(text, width(*shown)),
            _ => 1,
        });
    lines.max().unwrap_or(1)
}

/// The columns that have something to show.
fn columns(facts: &Facts<'_>) -> Vec<Shown> {
    let has = |field: Field| {
        let items = facts.audit.items.items.iter();
        let mut written = items.map(|item| item.typed(field));
        written.any(|text| !text.is_blank())
    };
    let mut columns = vec![Shown::Made(Column::Row, 4)];
    if facts.streets() > 0 {
        columns.push(Shown::Made(Column::Street, 7));
    }
    if facts.communities() > 0 {
        columns.push(Shown::Made(Column::Community, 7));
    }
    columns.push(Shown::Written(Field::Name, 18));
    columns.push(Shown::Written(Field::Department, 10));
    let written = WRITTEN.into_iter().filter(|(field, _)| has(*field));
    columns.extend(written.map(|(field, width)| Shown::Written(field, width)));
    columns.extend(VERDICT.map(|(column, width)| Shown::Made(column, width)));
    columns.push(Shown::Made(Column::RenewBy, 7));
    columns.extend([Shown::Accepted, Shown::Reason, Shown::Until]);
    columns.extend(BEHIND.map(|(column, width)| Shown::Made(column, width)));
    columns.extend([Column::Id, Column::Key].map(Shown::Hidden));
    columns
}

fn width(shown: Shown) -> u16 {
    match shown {
        Shown::Written(_, width) | Shown::Made(_, width) => width,
        Shown::Accepted => 6,
        Shown::Reason => 18,
        Shown::Until => 8,
        Shown::Hidden(_) => 0,
    }
}

fn heading(facts: &Facts<'_>, shown: Shown) -> String {
    let lang = facts.view.lang;
    match shown {
        Shown::Written(field, _) => {
            let field = field.in_lang(lang);
            facts.say(&say!("{field}", "{field}"))
        }
        Shown::Made(Column::Clause, _) => facts.say(&say!("依据的规定", "stands on")),
        Shown::Made(Column::Category, _) => facts.say(&say!("认定类别", "understood as")),
        Shown::Made(column, _) => cell::heading(column, lang),
        Shown::Accepted => facts.say(&say!("是否采纳", "accepted")),
        Shown::Reason => facts.say(&say!("不采纳的理由", "reason if not")),
        Shown::Until => facts.say(&say!("有效期至", "until")),
        Shown::Hidden(column) => column.word().to_owned(),
    }
}

/// What stands in a cell.
fn made(facts: &Facts<'_>, entry: u32, shown: Shown) -> Result<Cell, Reply> {
    match shown {
        Shown::Written(field, _) => Ok(Cell::Text(facts.field(entry, field).into_owned())),
        Shown::Made(column, _) => Ok(of_column(facts, entry, column)),
        Shown::Hidden(column) => Ok(Cell::Text(facts.cell(entry, column).into_owned())),
        Shown::Accepted | Shown::Reason | Shown::Until => Err(Reply),
    }
}

fn of_column(facts: &Facts<'_>, entry: u32, column: Column) -> Cell {
    let item = facts.item(entry);
    let estimated = facts.is_estimated(entry);
    match column {
        Column::Row => Cell::Count(u64::from(facts.entry(entry).row)),
        Column::PerYear => Cell::rate(item.frequency.rate),
        Column::HoursPerYear => Cell::amount(item.hours_per_year(), estimated),
        Column::HoursSaved => Cell::amount(facts.hours_saved(entry), estimated),
        Column::Target => account::becomes(facts, entry).join("；").into(),
        Column::Clause => {
            let rule = facts.verdict(entry).by.as_ref().map(|by| facts.rule(by));
            Cell::Text(
                rule.and_then(|rule| facts.provision(rule))
                    .unwrap_or_default(),
            )
        }
        column => Cell::Text(facts.cell_for_people(entry, column).into_owned()),
    }
}

/// What makes a list of cells a sheet to work in: filters, frozen panes, colours, the drop-down.
fn dress(facts: &Facts<'_>, columns: &[Shown], worksheet: &mut Worksheet) -> Result<(), XlsxError> {
    let last_row = (facts.listed.len() as u32).max(1);
    let last_column = columns.len() as u16 - 1;
    let at = |wanted: Shown| {
        columns
            .iter()
            .position(|shown| *shown == wanted)
            .map(|at| at as u16)
    };
    let name = at(Shown::Written(Field::Name, 18)).unwrap_or_default();
    worksheet.set_freeze_panes(1, name + 1)?;
    worksheet.set_repeat_rows(0, 0)?;
    worksheet.autofilter(0, 0, last_row, last_column)?;
    if let Some(at) = at(Shown::Made(Column::Action, 4)) {
        for action in Action::ALL {
            let word = action.in_lang(facts.view.lang);
            let coloured = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(word))
                .set_format(format::of_action(*action));
            worksheet.add_conditional_format(1, at, last_row, at, &coloured)?;
        }
    }
    // A3, and what the reply needs; the rest is for the screen.
    const A3: u8 = 8;
    worksheet.set_paper_size(A3);
    if let Some(until) = at(Shown::Until) {
        worksheet.set_print_area(0, 0, last_row, until)?;
    }
    if let Some(at) = at(Shown::Accepted) {
        let answers =
            [say!("采纳", "accepted"), say!("不采纳", "refused")].map(|answer| facts.say(&answer));
        let list = DataValidation::new().allow_list_strings(&answers)?;
        worksheet.add_data_validation(1, at, last_row, at, &list)?;
    }
    Ok(())
}
