//! What is written over a column, in one row or in several of which the upper ones span groups.

use crate::read::Table;
use crate::text::{Symbol, Texts};

/// The heading of a column, which may stand under a group that spans several.
pub(super) struct Heading {
    /// What spans it and its neighbours.
    pub(super) group: String,
    /// What is over it alone.
    pub(super) leaf: String,
    /// Whether it is the first column under the group.
    pub(super) first_of_group: bool,
}

impl Heading {
    /// Both, as people read them.
    pub(super) fn whole(&self) -> String {
        format!("{}{}", self.group, self.leaf)
    }

    /// Whether nothing is written over the column.
    pub(super) fn is_empty(&self) -> bool {
        self.group.is_empty() && self.leaf.is_empty()
    }
}
/// Whether a cell stands under a heading that spans several columns: nothing is directly above, or
/// what is there has a neighbour above which nothing is.
pub(super) fn is_under_group(table: &Table, above: usize, below: usize, column: usize) -> bool {
    if table.cell(above, column).is_blank() {
        return column > 0;
    }
    table.cell(above, column + 1).is_blank() && !table.cell(below, column + 1).is_blank()
}
/// The headings of all columns, with groups spread over the columns they span.
pub(super) fn headings(table: &Table, top: usize, rows: usize, texts: &Texts) -> Vec<Heading> {
    let width = (top..top + rows)
        .map(|row| table.row(row).len())
        .max()
        .unwrap_or(0);
    let mut headings = Vec::with_capacity(width);
    for column in 0..width {
        let mut parts: Vec<String> = Vec::new();
        let mut first_of_group = true;
        for row in top..top + rows {
            let last = row + 1 == top + rows;
            let own = table.cell(row, column);
            if !own.is_blank() {
                parts.push(texts.get(own).to_owned());
            } else if let Some(spanning) = spanning(table, row, column, last) {
                first_of_group = false;
                parts.push(texts.get(spanning).to_owned());
            }
        }
        parts.dedup();
        let leaf = parts.pop().unwrap_or_default();
        headings.push(Heading {
            group: parts.concat(),
            leaf,
            first_of_group,
        });
    }
    headings
}

/// The cell whose merged area reaches over a blank one; where nothing is merged (text files), the
/// nearest heading to the left of one in an upper row that has something below.
fn spanning(table: &Table, row: usize, column: usize, last: bool) -> Option<Symbol> {
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let area = table.merges.iter().find(|area| {
        area.top == at(row)
            && (area.left..=area.right).contains(&at(column))
            && area.left < at(column)
    });
    if let Some(area) = area {
        let cell = table.cell(row, area.left as usize);
        return (!last && !cell.is_blank()).then_some(cell);
    }
    if last || table.cell(row + 1, column).is_blank() || !table.merges.is_empty() {
        return None;
    }
    (0..column)
        .rev()
        .map(|left| table.cell(row, left))
        .find(|cell| !cell.is_blank())
}
