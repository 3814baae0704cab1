//! The rows of a section on the terminal: as a table, or as a list where there is no room for one.

use std::io::{self, Write};

use anstyle::Style;
use comfy_table::{Attribute, Cell, Color, ColumnConstraint, Width};

use super::layout::{Layout, Shown};
use super::{GAP, INDENT, Page, cells_of, trimmed};
use crate::finding::Action;
use crate::report::cell::heading;
use crate::report::lines::{ByRule, Line};
use crate::report::wrap::wrapped;
use crate::report::{Column, account, wording};
use crate::say;

impl Page<'_, '_> {
    pub(super) fn heading(&self, shown: Shown, action: Action) -> String {
        match (shown, action) {
            (Shown::Column(column), _) => heading(column, self.lang),
            (Shown::Where, _) => heading(Column::Community, self.lang),
            (Shown::Account, Action::Delete | Action::Keep | Action::Review) => {
                self.say(&say!("凭什么", "seen"))
            }
            (Shown::Account, Action::Merge) => self.say(&say!("并入的事项", "takes in")),
            (Shown::Account, _) => self.say(&say!("怎么改", "becomes")),
        }
    }

    pub(super) fn cell(&self, line: &Line, shown: Shown) -> String {
        let entry = line.entries[0];
        match shown {
            Shown::Column(column) => {
                let speaker = account::speaker(self.facts, line);
                account::on_one_line(&self.facts.cell_for_people(speaker, column))
            }
            Shown::Where => account::communities(self.facts, line),
            Shown::Account if !line.taken_in.is_empty() => {
                account::taken_in(self.facts, line).join("\n")
            }
            Shown::Account => self.account(entry),
        }
    }

    /// What becomes of an entry and what was seen, a line each.
    pub(super) fn account(&self, entry: u32) -> String {
        let mut parts = account::becomes(self.facts, entry);
        parts.push(wording::short_evidence(
            self.facts,
            self.facts.verdict(entry),
        ));
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    pub(super) fn headings(
        &self,
        layout: &Layout,
        action: Action,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let cell = |(column, cells): &(Shown, usize)| {
            let text = wrapped(&self.heading(*column, action), *cells).join("\n");
            Cell::new(text).add_attribute(Attribute::Underlined)
        };
        let row = layout.columns.iter().map(cell).collect();
        writeln!(out, "{}", self.laid_out(vec![row], layout))
    }

    pub(super) fn rows(
        &self,
        block: &ByRule,
        layout: &Layout,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let cell = |line: &Line, column: Shown, cells: usize| {
            let cell = Cell::new(wrapped(&self.cell(line, column), cells).join("\n"));
            match column {
                Shown::Account => cell.fg(Color::DarkGrey),
                _ => cell,
            }
        };
        let row = |line: &Line| {
            let columns = layout.columns.iter();
            columns
                .map(|(column, cells)| cell(line, *column, *cells))
                .collect()
        };
        let rows = block.lines.iter().map(row).collect();
        writeln!(out, "{}", self.laid_out(rows, layout))
    }

    /// The rows under the widths of the layout, as text.
    pub(super) fn laid_out(&self, rows: Vec<Vec<Cell>>, layout: &Layout) -> String {
        let mut table = self.bare_table();
        table.add_rows(rows);
        let last = layout.columns.len().saturating_sub(1);
        let widths = layout.columns.iter().map(|(_, cells)| *cells);
        for (i, (column, cells)) in table.column_iter_mut().zip(widths).enumerate() {
            let indent = if i == 0 { INDENT } else { 0 };
            let gap = if i == last { 0 } else { GAP };
            column.set_padding((cells_of(indent), cells_of(gap)));
            let width = Width::Fixed(cells_of(cells + indent + gap));
            column.set_constraint(ColumnConstraint::Absolute(width));
        }
        trimmed(&table)
    }

    /// A line as a short list, where there is no room for a table.
    pub(super) fn listed(&self, line: &Line, out: &mut dyn Write) -> io::Result<()> {
        let name = self.cell(line, Shown::Column(Column::Name));
        self.paragraph(&format!("- {name}"), 2, Style::new(), out)?;
        let parts = [
            Shown::Column(Column::Department),
            Shown::Column(Column::Frequency),
            Shown::Where,
        ];
        let parts: Vec<String> = parts
            .map(|shown| self.cell(line, shown))
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        self.paragraph(&parts.join(" · "), INDENT, Style::new(), out)?;
        self.paragraph(
            &self.cell(line, Shown::Account),
            INDENT,
            Style::new().dimmed(),
            out,
        )
    }
}
