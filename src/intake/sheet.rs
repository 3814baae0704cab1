//! Walks down one sheet: every row is a header, an item, or passed over for a reason.

use std::sync::Arc;

use super::band::{self, BandKind};
use super::context::Context;
use super::fill::{Above, Fill};
use super::header::{Finder, Header, SEARCHED_ROWS};
use super::marks::Marks;
use super::register::{Headings, Row};
use super::row::{Named, Verdict};
use super::statistics;
use super::understand::Meaning;
use super::unread;
use super::walk::Walk;
use super::{ColumnReport, Overrides, SheetReport, SkipReason};
use crate::diag::Diag;
use crate::item::Field;
use crate::phrase::Phrase;
use crate::place::{Cell, Place};
use crate::read::Table;
use crate::say;
use crate::text::{Symbol, Texts};
use crate::words::Words;

/// What it takes to walk down sheets.
pub(super) struct Walker<'a, 'w> {
    /// The words.
    pub(super) words: &'w Words,
    /// What the user overrules.
    pub(super) overrides: &'a Overrides,
    /// What the words say of fields.
    pub(super) meaning: &'a mut Meaning<'w>,
    /// Marks of texts, over all sheets.
    pub(super) marks: &'a mut Marks<'w>,
    /// Finds headers.
    pub(super) finder: &'a mut Finder<'w>,
    /// The texts of the sheets.
    pub(super) texts: &'a mut Texts,
    /// Where the rows go that are items.
    pub(super) rows: &'a mut dyn FnMut(Row),
    /// Where what is odd goes.
    pub(super) diags: &'a mut Vec<Diag>,
}

impl<'w> Walker<'_, 'w> {
    /// Takes in one sheet of the input at `path`; `source` is its position in [`Items::sources`].
    pub(super) fn sheet(&mut self, path: &Arc<str>, table: &Table, source: u32) -> SheetReport {
        let mut report = SheetReport {
            name: table.name.clone(),
            hidden: table.hidden,
            ..SheetReport::default()
        };
        report.rows = u32::try_from(table.len()).unwrap_or(u32::MAX);
        let header = self.header(table);
        let texts = &*self.texts;
        let header = match header {
            Some(header) => header,
            None if statistics::has_header(self.words, table, SEARCHED_ROWS, texts) => {
                return self.no_list(path, table, report, unread::statistics_form());
            }
            None => return self.no_list(path, table, report, unread::no_name_column()),
        };
        self.finder.remember(table, &header, texts);
        if !self.names_the_name() && statistics::is_form(self.words, table, &header, texts) {
            return self.no_list(path, table, report, unread::statistics_form());
        }
        let mut walk = self.walk(path, table, source, header, report);
        self.above_header(&mut walk);
        self.marks.work_out(self.texts);
        let mut row = walk.header.end();
        while row < table.len() {
            row += self.step(&mut walk, row);
        }
        self.finish(walk)
    }

    /// Whether the user says which column is the name.
    fn names_the_name(&self) -> bool {
        let mut named = self.overrides.columns.iter();
        named.any(|(field, _)| *field == Field::Name)
    }

    fn header(&mut self, table: &Table) -> Option<Header> {
        let texts = &*self.texts;
        if let Some(last) = table.len().checked_sub(1) {
            let heeded = &mut self.finder.heeded;
            heeded.last_row = heeded.last_row.max(table.number(last));
        }
        if let Some(keys) = &table.keys {
            self.finder.heeded.row = true;
            return self.finder.of_keys(table, keys, texts);
        }
        let Some(wanted) = self.overrides.header_row else {
            return self.finder.find(table, texts, self.marks);
        };
        let row = (0..table.len()).find(|&row| table.number(row) == wanted)?;
        self.finder.heeded.row = true;
        self.finder
            .at(table, row, texts, self.marks)
            .or_else(|| self.finder.read(table, row, 1, texts))
    }

    fn walk<'t>(
        &mut self,
        path: &Arc<str>,
        table: &'t Table,
        source: u32,
        header: Header,
        report: SheetReport,
    ) -> Walk<'t> {
        let titles: Vec<String> = (0..header.top)
            .flat_map(|row| table.row(row))
            .filter(|cell| !cell.is_blank())
            .map(|&cell| self.texts.get(cell).to_owned())
            .collect();
        let lines: Vec<&str> = titles.iter().map(String::as_str).collect();
        let context = Context::of(self.words, path, &table.name, &lines);
        let report = SheetReport {
            covers_until: context.covered.map(|covered| covered.until),
            ..report
        };
        let titles = titles.iter().map(|title| self.words.plain(title)).collect();
        let mut walk = Walk {
            table,
            path: path.clone(),
            source,
            headings: Headings::NONE,
            fill: Fill::new(table, &header),
            header,
            context: self.symbols(&context),
            category_hint: context
                .category
                .map_or(Symbol::ABSENT, |text| self.texts.intern(&text)),
            bands: Vec::new(),
            above: Above::default(),
            titles,
            report,
            in_notes: false,
            in_other_table: false,
            numbered: (0, 0),
            after_item: false,
            filled_from_above: 0,
            unread_hours: 0,
        };
        self.enter(&mut walk);
        walk
    }

    fn symbols(&mut self, context: &Context) -> [Symbol; Field::COUNT] {
        let mut symbols = [Symbol::ABSENT; Field::COUNT];
        for (field, text) in [
            (Field::Department, &context.department),
            (Field::Community, &context.community),
            (Field::Street, &context.street),
        ] {
            if let Some(text) = text {
                symbols[field as usize] = self.texts.intern(text);
            }
        }
        symbols
    }

    /// Notes the header of the walk in its report; what is written under it counts from here.
    fn enter(&mut self, walk: &mut Walk) {
        let header = &walk.header;
        for row in header.top..header.end() {
            walk.report.header_rows.push(walk.table.number(row));
            let headings = walk.inside(row).iter().filter(|cell| !cell.is_blank());
            let texts = &*self.texts;
            self.marks.learn(headings.map(|&cell| texts.get(cell)));
        }
        if let Some(beside) = header.beside {
            self.diags.push(unread::second_list(walk, beside));
        }
        walk.headings = Headings::NONE;
        for column in &header.columns {
            let heading = &column.heading;
            match column.field {
                Field::Hours => walk.headings.hours = self.texts.intern(heading),
                Field::Frequency if self.words.names_period(heading) => {
                    walk.headings.frequency = self.texts.intern(heading);
                }
                _ => {}
            }
            let report = ColumnReport {
                field: column.field,
                heading: column.heading.clone(),
                column: u32::try_from(column.at).unwrap_or(u32::MAX),
            };
            if !walk.report.columns.contains(&report) {
                walk.report.columns.push(report);
            }
        }
        for (at, heading) in &header.unused {
            let unused = (u32::try_from(*at).unwrap_or(u32::MAX), heading.clone());
            if !walk.report.unused.contains(&unused) {
                walk.report.unused.push(unused);
            }
        }
    }

    fn above_header(&mut self, walk: &mut Walk) {
        let table = walk.table;
        let is_blank = |row: usize| table.row(row).iter().all(|cell| cell.is_blank());
        let last = (0..walk.header.top).rfind(|&row| !is_blank(row));
        for row in 0..walk.header.top {
            let reason = if is_blank(row) {
                SkipReason::Blank
            } else if Some(row) == last && self.enters_first_band(walk, row) {
                SkipReason::Band
            } else {
                SkipReason::Title
            };
            walk.skip(row, reason);
        }
    }

    /// Where each band has a header under it, the first stands above the first header.
    fn enters_first_band(&mut self, walk: &mut Walk, row: usize) -> bool {
        let mut written = walk.table.row(row).iter().filter(|cell| !cell.is_blank());
        let (Some(&text), None) = (written.next(), written.next()) else {
            return false;
        };
        let typed = self.texts.get(text).to_owned();
        match band::read(self.words, &typed) {
            Some(band)
                if (band.depth > 0 || band.marked)
                    && (band.kind != BandKind::Other
                        || self.words.layout().class(&band.text).is_some()) =>
            {
                self.enter_band(walk, &band);
                true
            }
            _ => false,
        }
    }

    /// Takes one row, or the rows of a header; how many they were.
    fn step(&mut self, walk: &mut Walk, row: usize) -> usize {
        match self.verdict(walk, row) {
            Verdict::Item(named) => {
                self.item(walk, row, named);
                walk.after_item = true;
                walk.in_notes = false;
                1
            }
            Verdict::Header(header) => {
                let rows = header.rows.max(1);
                walk.fill = Fill::new(walk.table, &header);
                walk.header = *header;
                walk.in_other_table = false;
                walk.in_notes = false;
                walk.numbered = (0, 0);
                self.enter(walk);
                rows
            }
            Verdict::Skip(reason) => {
                walk.skip(row, reason);
                walk.after_item = false;
                if reason != SkipReason::Blank {
                    walk.in_notes = reason == SkipReason::Note;
                }
                1
            }
        }
    }

    /// The name in a row, as merged areas and ditto marks have it.
    pub(super) fn name(&mut self, walk: &Walk, row: usize) -> Symbol {
        let Some(column) = walk.header.column(Field::Name) else {
            return Symbol::EMPTY;
        };
        let own = walk.table.cell(row, column);
        if own.is_blank() && walk.fill.reaching_down(row, column).is_some() && !walk.is_own_row(row)
        {
            return Symbol::EMPTY;
        }
        let cell = walk.fill.cell(walk.table, row, column);
        walk.above
            .resolve(Field::Name, cell, self.marks, &*self.texts)
    }

    fn item(&mut self, walk: &mut Walk, row: usize, named: Named) {
        let mut taken = Row::new(walk.source, walk.table.number(row));
        taken.headings = walk.headings;
        taken.category_hint = walk.category_hint;
        let cells = walk.table.row(row);
        for &field in Field::ALL {
            let Some(column) = walk.header.column(field) else {
                taken.fields[field as usize] = walk.band_or_context(field);
                continue;
            };
            let own = cells.get(column).copied().unwrap_or(Symbol::EMPTY);
            let value = match own.is_blank() || named.has_ditto {
                true => self.not_written(walk, row, (field, column)),
                false => own,
            };
            taken.fields[field as usize] = value;
        }
        taken.fields[Field::Name as usize] = named.name;
        let texts = &mut *self.texts;
        if let Some(chosen) = walk.header.chosen(walk.table, row, self.words, texts) {
            taken.fields[Field::Frequency as usize] = texts.intern(&chosen);
        }
        walk.above.remember(taken.fields);
        let numbered = walk.has_number(row, self.marks, &*self.texts);
        walk.numbered.0 += u32::from(numbered);
        walk.numbered.1 += u32::from(!numbered);
        walk.report.items += 1;
        let hours = taken.fields[Field::Hours as usize];
        let heading = walk.headings.hours;
        if !hours.is_blank() && self.meaning.effort(self.texts, hours, heading).is_none() {
            self.tell_of_hours(walk, row, hours);
        }
        (self.rows)(taken);
    }

    /// Says that hours were not understood, where a number says that hours are meant.
    fn tell_of_hours(&mut self, walk: &mut Walk, row: usize, hours: Symbol) {
        let typed = self.texts.get(hours);
        if !unread::says_a_number(&self.words.plain(typed)) {
            return;
        }
        walk.unread_hours += 1;
        if walk.unread_hours <= unread::TOLD {
            self.diags.push(unread::hours(walk, row, typed));
        }
    }

    /// What a cell says that may be blank, or a ditto mark.
    fn not_written(
        &mut self,
        walk: &mut Walk,
        row: usize,
        (field, column): (Field, usize),
    ) -> Symbol {
        let cell = walk.fill.cell(walk.table, row, column);
        let texts = &*self.texts;
        let value = walk.above.resolve(field, cell, self.marks, texts);
        match value.is_blank() {
            true => walk.value_for_blank(field),
            false => value,
        }
    }

    fn no_list(
        &mut self,
        path: &Arc<str>,
        table: &Table,
        report: SheetReport,
        why: Phrase,
    ) -> SheetReport {
        let (report, warning) = unread::no_list(path, table, report, why);
        self.diags.extend(warning);
        report
    }

    fn finish(&mut self, mut walk: Walk) -> SheetReport {
        let counted = walk.report.header_rows.len() + walk.report.skipped.len();
        let counted = u32::try_from(counted)
            .unwrap_or(u32::MAX)
            .saturating_add(walk.report.items);
        let rows = walk.report.rows;
        let place = Place::Cell(Cell {
            path: walk.path.clone(),
            sheet: walk.table.name.clone(),
            row: walk.report.header_rows.first().copied().unwrap_or(1),
            column: None,
        });
        if counted != rows {
            self.diags.push(Diag::error(
                "row-accounting",
                place.clone(),
                say!(
                    "内部错误：共 {rows} 行，只说清了 {counted} 行，请把文件发给开发者",
                    "internal error: of {rows} rows {counted} are accounted for; please send the file to the developers"
                ),
            ));
        }
        if walk.report.items == 0 {
            walk.report.not_a_list = Some(say!(
                "表头下面没有事项，像是空白模板",
                "there is no item below the header; it looks like a template"
            ));
        }
        let untold = walk.unread_hours.saturating_sub(unread::TOLD);
        if untold > 0 {
            self.diags.push(unread::more_hours(place.clone(), untold));
        }
        let filled = walk.filled_from_above;
        if filled > 0 {
            self.diags.push(Diag::note(
                "filled-from-above",
                place,
                say!(
                    "部门、类别等列每组只写一次，{filled} 个空格按上一行理解",
                    "columns like department or category are written once a group; {filled} blank cells are taken as the row above"
                ),
            ));
        }
        walk.report
    }
}
