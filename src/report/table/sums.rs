//! The counts by category and the hours, under the sections on the terminal.

use std::io::{self, Write};

use anstyle::Style;
use comfy_table::{Attribute, Cell, CellAlignment, Color};

use super::{GAP, Page, cells_of, trimmed};
use crate::finding::Action;
use crate::report::cell::heading;
use crate::report::composition::{Composition, Unit};
use crate::report::outline::held_against;
use crate::report::{Column, Counts, wording};
use crate::say;

impl Page<'_, '_> {
    pub(super) fn summary(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = self.bare_table();
        table.add_row(
            self.summary_headings()
                .into_iter()
                .map(|text| Cell::new(text).add_attribute(Attribute::Bold)),
        );
        for (category, counts) in &self.facts.summary().by_category {
            let name = match category {
                Some(category) => category.in_lang(self.lang).to_owned(),
                None => self.say(&say!("不明", "unknown")),
            };
            table.add_row(self.counted(name, counts));
        }
        if self.facts.summary().by_category.len() != 1 {
            let name = self.say(&say!("合计", "total"));
            let total = self.counted(name, &self.facts.summary().total);
            table.add_row(
                total
                    .into_iter()
                    .map(|cell| cell.add_attribute(Attribute::Bold)),
            );
        }
        for (i, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, cells_of(GAP)));
            if i > 0 {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        writeln!(out, "{}", trimmed(&table))?;
        self.hours_known(out)
    }

    /// What the work is made of, a line for each unit that is known: 行政性工作 90%→82%（调查70%）.
    pub(super) fn composition(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(composition) = Composition::of(self.facts) else {
            return Ok(());
        };
        let unclassed = composition.unclassed.items;
        for unit in composition.units() {
            let each = composition.parts.iter().map(|part| {
                let [before, after] = composition
                    .shares(part, unit)
                    .map(|share| share.map_or("—".to_owned(), wording::percent));
                let title = &part.share.title;
                let against = held_against(self.facts, part.share).join(" ");
                self.say(&say!(
                    "{title} {before} → {after}（{against}）",
                    "{title} {before} → {after} ({against})"
                ))
            });
            let each: Vec<String> = each.collect();
            let (zh, en, known) = (each.join("，"), each.join(", "), composition.known(unit));
            let said = match unit {
                Unit::Hours => say!(
                    "工作构成（按每年小时，{known} 项）：{zh}；不能归类 {unclassed} 项，不计入。",
                    "Made of (by hours a year, {known} items): {en}; {unclassed} can't be classed and aren't counted."
                ),
                Unit::Times => say!(
                    "工作构成（按每年次数，{known} 项）：{zh}；不能归类 {unclassed} 项，不计入。",
                    "Made of (by times a year, {known} items): {en}; {unclassed} can't be classed and aren't counted."
                ),
            };
            self.paragraph(&self.say(&said), 0, Style::new(), out)?;
        }
        Ok(())
    }

    pub(super) fn summary_headings(&self) -> Vec<String> {
        let mut headings = vec![
            heading(Column::Category, self.lang),
            self.say(&say!("原有", "before")),
        ];
        headings.extend(
            Action::ALL
                .iter()
                .map(|action| action.in_lang(self.lang).to_owned()),
        );
        headings.push(self.say(&say!("减后", "after")));
        headings.push(self.say(&say!("每年小时", "hours a year")));
        headings
    }

    pub(super) fn counted(&self, name: String, counts: &Counts) -> Vec<Cell> {
        let mut cells = vec![Cell::new(name), Cell::new(counts.items)];
        for action in Action::ALL {
            let number = counts.of(*action);
            let cell = Cell::new(if number == 0 {
                "·".to_owned()
            } else {
                number.to_string()
            });
            cells.push(if number == 0 {
                cell.fg(Color::DarkGrey)
            } else {
                cell
            });
        }
        cells.push(Cell::new(counts.after));
        let hours = counts.hours.before().zip(counts.hours.after());
        cells.push(Cell::new(hours.map_or(
            "—".to_owned(),
            |(before, after)| {
                let shown = format!("{} → {}", wording::hours(before), wording::hours(after));
                wording::hours_marked(&shown, counts.hours.estimated_items > 0, self.lang)
            },
        )));
        cells
    }

    pub(super) fn hours_known(&self, out: &mut dyn Write) -> io::Result<()> {
        let (items, hours) = (
            self.facts.summary().total.items,
            &self.facts.summary().total.hours,
        );
        let (known, estimated) = (hours.known_items, hours.estimated_items);
        let text = if known == 0 {
            say!(
                "没有一项既写明耗时又能算出次数，小时数不明。",
                "No item tells both its hours and how often: hours are unknown."
            )
        } else if estimated > 0 {
            say!(
                "小时数只算得出 {items} 项中的 {known} 项，其中 {estimated} 项按定额估算。",
                "Hours are known of {known} of {items} items, {estimated} of them estimated."
            )
        } else {
            say!(
                "小时数只算得出 {items} 项中的 {known} 项，其余不明，不计入。",
                "Hours are known of {known} of {items} items; the others are not counted."
            )
        };
        if known < items || estimated > 0 {
            self.paragraph(&self.say(&text), 0, Style::new().dimmed(), out)?;
        }
        self.composition(out)?;
        writeln!(out)
    }
}
