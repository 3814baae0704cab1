//! Says that a sheet is no list of items, and what beside a list was not read.

use super::walk::Walk;
use super::{SheetReport, SkipReason, Skipped};
use crate::diag::Diag;
use crate::item::Field;
use crate::phrase::{Lang, Phrase};
use crate::place::{Cell, Place, column_letters};
use crate::read::Table;
use crate::say;

/// Reports a sheet that is no list of items, and why; a warning where there is anything in it.
pub(super) fn no_list(
    path: &std::sync::Arc<str>,
    table: &Table,
    mut report: SheetReport,
    why: Phrase,
) -> (SheetReport, Option<Diag>) {
    let is_blank = |row: usize| table.row(row).iter().all(|cell| cell.is_blank());
    report.skipped = (0..table.len())
        .map(|row| Skipped {
            row: table.number(row),
            reason: if is_blank(row) {
                SkipReason::Blank
            } else {
                SkipReason::OtherTable
            },
        })
        .collect();
    if (0..table.len()).all(is_blank) {
        report.not_a_list = Some(say!("工作表是空的", "the sheet is empty"));
        return (report, None);
    }
    let place = Place::Cell(Cell {
        path: path.clone(),
        sheet: table.name.clone(),
        row: 1,
        column: None,
    });
    let (zh, en) = (why.in_lang(Lang::Zh), why.in_lang(Lang::En));
    let what = Phrase::new(
        format!("{zh}，这张表没有读"),
        format!("{en}; the sheet was not read"),
    );
    let warning = Diag::warning("no-name-column", place, what).help(say!(
        "若它是事项清单，请用 --header-row 指明表头在第几行，用 --column name=表头 指明哪一列是名称",
        "if it is a list of items, name the header's row with --header-row and the name's column with --column name=HEADING"
    ));
    report.not_a_list = Some(why);
    (report, Some(warning))
}

/// Where no header names items.
pub(super) fn no_name_column() -> Phrase {
    say!(
        "没有找到写事项名称的列",
        "no column was found that names the items"
    )
}

/// Where the header is of figures.
pub(super) fn statistics_form() -> Phrase {
    say!(
        "表头像统计报表（指标、计量单位、本期数等），不是事项清单",
        "the header is that of a statistics form (indicator, unit, figures), not of a list of items"
    )
}

/// What is said of a list beside the one that is read.
pub(super) fn second_list(walk: &Walk, column: usize) -> Diag {
    let column = u32::try_from(column).unwrap_or(u32::MAX);
    let letters = column_letters(column);
    let place = Place::Cell(Cell {
        path: walk.path.clone(),
        sheet: walk.table.name.clone(),
        row: walk.table.number(walk.header.top),
        column: Some(column),
    });
    Diag::warning(
        "second-list",
        place,
        say!(
            "旁边从 {letters} 列起还有一份清单，没有读",
            "another list begins beside this one in column {letters}; it was not read"
        ),
    )
    .help(say!(
        "请把它移到这份清单的下面，或放到另一张工作表",
        "move it below this list, or to a sheet of its own"
    ))
}

/// Cells of a sheet that are told of one by one; what is more is summed up.
pub(super) const TOLD: usize = 50;

/// Whether a plain text says a number, be it one that no quantity has.
pub(super) fn says_a_number(plain: &str) -> bool {
    plain.contains(|c: char| c.is_ascii_digit()) || matches!(plain, "nan" | "inf" | "-inf")
}

/// What is said of hours that nobody can spend, or that aren't understood.
pub(super) fn hours(walk: &Walk, row: usize, typed: &str) -> Diag {
    let column = walk.header.column(Field::Hours);
    let place = Place::Cell(Cell {
        path: walk.path.clone(),
        sheet: walk.table.name.clone(),
        row: walk.table.number(row),
        column: column.and_then(|column| u32::try_from(column).ok()),
    });
    Diag::warning(
        "unread-hours",
        place,
        say!(
            "耗时“{typed}”读不懂，或不是 0 以上、8784 以内的小时数，按没有写明处理",
            "the hours “{typed}” are not understood, or not between 0 and the 8,784 of a year; they are taken as unknown"
        ),
    )
    .help(say!(
        "写成一个数和单位，如 2小时、30分钟、半天",
        "write a number and a unit, as 2小时, 30分钟, 半天"
    ))
}

/// The warning that sums up hours that aren't told of one by one.
pub(super) fn more_hours(place: Place, more: usize) -> Diag {
    Diag::warning(
        "unread-hours",
        place,
        say!(
            "还有 {more} 处耗时也读不懂或不可能",
            "{more} more cells say hours that are not understood or can't be"
        ),
    )
}
