//! How far the table that names items reaches: other tables stand beside it behind a blank column, or
//! begin with a number of their own.

use std::ops::Range;

use super::LOOKED_AT;
use super::claim::Claim;
use super::heading::Heading;
use crate::item::Field;
use crate::read::Table;

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct Extent {
    /// Its columns.
    pub(super) columns: Range<usize>,
    /// Where another list of items begins beside it.
    pub(super) beside: Option<usize>,
}

impl Extent {
    /// The table that names items, among those under one row of headings; `below` is the first row under them.
    pub(super) fn of(table: &Table, below: usize, headings: &[Heading], claims: &[Claim]) -> Self {
        let across = Across {
            table,
            rows: below..table.len().min(below + LOOKED_AT),
            headings,
            claims,
        };
        let blocks = across.blocks();
        let Some(main) = across.main(&blocks) else {
            return Self {
                columns: 0..headings.len(),
                beside: None,
            };
        };
        let is_list = |block: &Range<usize>| across.names_items(block) && across.fields(block) >= 2;
        let beside = (0..blocks.len()).find(|&at| at != main && is_list(&blocks[at]));
        Self {
            columns: across.widened(&blocks, main),
            beside: beside.map(|at| blocks[at].start),
        }
    }
}

/// Everything under one row of headings.
struct Across<'a> {
    table: &'a Table,
    /// The rows below the headings that are looked at.
    rows: Range<usize>,
    headings: &'a [Heading],
    claims: &'a [Claim],
}

impl Across<'_> {
    /// Runs of columns, each of one table or of a part of one.
    fn blocks(&self) -> Vec<Range<usize>> {
        let mut blocks = Vec::new();
        let mut start = None;
        for column in 0..self.headings.len() {
            let ended = match start {
                Some(start) if self.is_gap(column) || self.begins_anew(start, column) => {
                    Some(start)
                }
                _ => None,
            };
            blocks.extend(ended.map(|start| start..column));
            start = match start.filter(|_| ended.is_none()) {
                None if self.is_gap(column) => None,
                start => start.or(Some(column)),
            };
        }
        blocks.extend(start.map(|start| start..self.headings.len()));
        blocks
    }

    fn is_gap(&self, column: usize) -> bool {
        self.headings[column].is_empty()
            && !self.is_merged_into(column)
            && self
                .rows
                .clone()
                .all(|row| self.table.cell(row, column).is_blank())
    }

    /// Whether a narrow merged heading reaches over a column, which is then none of its own.
    fn is_merged_into(&self, column: usize) -> bool {
        let below = self.rows.start;
        self.table.merges.iter().any(|area| {
            let (bottom, left, right) = (
                area.bottom as usize,
                area.left as usize,
                area.right as usize,
            );
            bottom < below + 1
                && bottom + 3 > below
                && (left..=right).contains(&column)
                && right - left < 4
        })
    }

    /// Whether a column begins a table of its own after one that began at `start` and has its name:
    /// it is a number again, or has the heading of the name again.
    fn begins_anew(&self, start: usize, column: usize) -> bool {
        let claimed = |at: usize, field| {
            self.claims
                .iter()
                .any(|claim| claim.at == at && claim.field == field)
        };
        let same = |at: usize| self.headings[at].whole() == self.headings[column].whole();
        let Some(name) = (start..column).find(|&at| claimed(at, Field::Name)) else {
            return false;
        };
        // 序号 | 事项名称 | 编号 is one table, with a number of another kind; 名称 | 序号 | 类别 has its
        // number in the middle, and what begins with a number behind 备注 says little else.
        let other_number = (start..column).any(|at| claimed(at, Field::Serial) && !same(at));
        let own_number = (start..column).any(|at| claimed(at, Field::Serial));
        let goes_on = self.claims.iter().any(|claim| claim.at == column + 1);
        let is_last = column + 1 == self.headings.len();
        let again = claimed(column, Field::Serial) && !other_number;
        again && (own_number || !goes_on && !is_last) || same(name)
    }

    fn fields(&self, block: &Range<usize>) -> usize {
        let within = |claim: &&Claim| block.contains(&claim.at);
        self.claims.iter().filter(within).count()
    }

    fn names_items(&self, block: &Range<usize>) -> bool {
        let mut names = self
            .claims
            .iter()
            .filter(|claim| claim.field == Field::Name);
        names.any(|claim| block.contains(&claim.at))
    }

    /// Of the blocks that name items the one with most fields, of equals the first.
    fn main(&self, blocks: &[Range<usize>]) -> Option<usize> {
        (0..blocks.len())
            .filter(|&at| self.names_items(&blocks[at]))
            .max_by_key(|&at| (self.fields(&blocks[at]), std::cmp::Reverse(at)))
    }

    /// The main block with those to its right that are parts of the same table.
    fn widened(&self, blocks: &[Range<usize>], main: usize) -> Range<usize> {
        let mut columns = blocks[main].clone();
        for block in &blocks[main + 1..] {
            if self.names_items(block) || !self.goes_with(&columns, block) {
                break;
            }
            columns.end = block.end;
        }
        columns
    }

    /// Whether a block beside the table is a part of it: the same rows are filled, and it holds other fields.
    fn goes_with(&self, main: &Range<usize>, block: &Range<usize>) -> bool {
        let written = |row: usize, columns: &Range<usize>| {
            let mut cells = columns.clone().map(|column| self.table.cell(row, column));
            cells.any(|cell| !cell.is_blank())
        };
        let rows = self
            .rows
            .clone()
            .map(|row| (written(row, main), written(row, block)));
        let both = rows.clone().filter(|&(main, block)| main && block).count();
        let either = rows.filter(|&(main, block)| main || block).count();
        let in_main = |field: Field| {
            let mut claims = self.claims.iter();
            claims.any(|claim| main.contains(&claim.at) && claim.field == field)
        };
        let repeats = self
            .claims
            .iter()
            .filter(|claim| block.contains(&claim.at))
            .any(|claim| claim.field == Field::Serial || in_main(claim.field));
        either > 0 && both * 10 >= either * 9 && !repeats
    }
}
