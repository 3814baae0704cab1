//! Walks down one sheet: every row is a header, an item, or passed over for a reason.

use super::band::{self, Band, BandKind};
use super::context::Context;
use super::fill::{Above, Fill};
use super::header::{Finder, Header, SEARCHED_ROWS};
use super::marks::Marks;
use super::statistics;
use super::understand::{Row, Understanding};
use super::{ColumnReport, Overrides, SheetReport, SkipReason, Skipped};
use crate::diag::Diag;
use crate::item::{Field, Items};
use crate::phrase::{Lang, Phrase};
use crate::place::{Cell, Place, column_letters};
use crate::read::Table;
use crate::say;
use crate::text::Symbol;
use crate::words::Words;

/// A longer text in a row by itself is a note.
const LONGEST_BAND: usize = 30;
/// So many items with a number before them, and a row without one is of another table.
const NUMBERED: u32 = 3;

/// What it takes to walk down sheets.
pub(super) struct Walker<'a, 'w> {
    /// The words.
    pub(super) words: &'w Words,
    /// What the user overrules.
    pub(super) overrides: &'a Overrides,
    /// Understands rows.
    pub(super) understanding: &'a mut Understanding<'w>,
    /// Marks of texts, over all sheets.
    pub(super) marks: &'a mut Marks<'w>,
    /// Finds headers.
    pub(super) finder: &'a mut Finder<'w>,
    /// Where items go.
    pub(super) items: &'a mut Items,
    /// Where what is odd goes.
    pub(super) diags: &'a mut Vec<Diag>,
}

/// One sheet on the way down.
struct Walk<'t> {
    table: &'t Table,
    path: std::sync::Arc<str>,
    source: u32,
    header: Header,
    hours_heading: Symbol,
    fill: Fill,
    context: [Symbol; Field::COUNT],
    category_hint: Symbol,
    bands: Vec<(BandKind, u8, Symbol)>,
    above: Above,
    titles: Vec<String>,
    report: SheetReport,
    in_notes: bool,
    in_other_table: bool,
    /// Items with a number in the serial column, and without.
    numbered: (u32, u32),
    /// Whether the row before was an item.
    after_item: bool,
    filled_from_above: u32,
}

/// What a row turns out to be.
enum Verdict {
    Item,
    Header(Box<Header>),
    Skip(SkipReason),
}

impl<'w> Walker<'_, 'w> {
    /// Takes in one sheet of the input at `path`; `source` is its position in [`Items::sources`].
    pub(super) fn sheet(
        &mut self,
        path: &std::sync::Arc<str>,
        table: &Table,
        source: u32,
    ) -> SheetReport {
        let mut report = SheetReport {
            name: table.name.clone(),
            hidden: table.hidden,
            ..SheetReport::default()
        };
        report.rows = u32::try_from(table.len()).unwrap_or(u32::MAX);
        let header = self.header(table);
        let texts = &self.items.texts;
        let header = match header {
            Some(header) => header,
            None if statistics::has_header(self.words, table, SEARCHED_ROWS, texts) => {
                return self.no_list(path, table, report, statistics_form());
            }
            None => return self.no_list(path, table, report, no_name_column()),
        };
        self.finder.remember(table, &header, texts);
        if !self.names_the_name() && statistics::is_form(self.words, table, &header, texts) {
            return self.no_list(path, table, report, statistics_form());
        }
        let mut walk = self.walk(path, table, source, header, report);
        self.above_header(&mut walk);
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
        let texts = &self.items.texts;
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
        path: &std::sync::Arc<str>,
        table: &'t Table,
        source: u32,
        header: Header,
        report: SheetReport,
    ) -> Walk<'t> {
        let titles: Vec<String> = (0..header.top)
            .flat_map(|row| table.row(row))
            .filter(|cell| !cell.is_blank())
            .map(|&cell| self.items.texts.get(cell).to_owned())
            .collect();
        let lines: Vec<&str> = titles.iter().map(String::as_str).collect();
        let context = Context::of(self.words, path, &table.name, &lines);
        let titles = titles.iter().map(|title| self.words.plain(title)).collect();
        let mut walk = Walk {
            table,
            path: path.clone(),
            source,
            hours_heading: Symbol::ABSENT,
            fill: Fill::new(table, &header),
            header,
            context: self.symbols(&context),
            category_hint: context
                .category
                .map_or(Symbol::ABSENT, |text| self.items.texts.intern(&text)),
            bands: Vec::new(),
            above: Above::default(),
            titles,
            report,
            in_notes: false,
            in_other_table: false,
            numbered: (0, 0),
            after_item: false,
            filled_from_above: 0,
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
                symbols[field as usize] = self.items.texts.intern(text);
            }
        }
        symbols
    }

    /// Notes the header of the walk in its report; what is written under it counts from here.
    fn enter(&mut self, walk: &mut Walk) {
        let header = &walk.header;
        for row in header.top..header.end() {
            walk.report.header_rows.push(walk.table.number(row));
        }
        if let Some(beside) = header.beside {
            self.diags.push(second_list(walk, beside));
        }
        walk.hours_heading = Symbol::ABSENT;
        for column in &header.columns {
            if column.field == Field::Hours {
                walk.hours_heading = self.items.texts.intern(&column.heading);
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
        let typed = self.items.texts.get(text).to_owned();
        match band::read(self.words, &typed) {
            Some(band)
                if band.depth > 0
                    && (band.kind != BandKind::Other || band.text.ends_with('类')) =>
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
            Verdict::Item => {
                self.item(walk, row);
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

    fn verdict(&mut self, walk: &mut Walk, row: usize) -> Verdict {
        let table = walk.table;
        let cells = walk.inside(row);
        let mut written = cells.iter().filter(|cell| !cell.is_blank()).copied();
        let Some(first) = written.next() else {
            let anything = table.row(row).iter().any(|cell| !cell.is_blank());
            return Verdict::Skip(if anything {
                SkipReason::OtherTable
            } else {
                SkipReason::Blank
            });
        };
        let count = 1 + written.clone().count();
        let alone = written.all(|cell| cell == first);
        if let Some(verdict) = self.headings(walk, row, count) {
            return verdict;
        }
        if self.is_numbering(walk, row, count) {
            return Verdict::Skip(SkipReason::RepeatedHeader);
        }
        if walk.in_other_table {
            return Verdict::Skip(SkipReason::OtherTable);
        }
        if self.is_total(walk, row, first) {
            return Verdict::Skip(SkipReason::Total);
        }
        if self.is_page(walk, row) {
            return Verdict::Skip(SkipReason::Page);
        }
        if self.is_example(walk, row, first) {
            return Verdict::Skip(SkipReason::Example);
        }
        if alone && let Some(reason) = self.alone(walk, row, first, count) {
            return Verdict::Skip(reason);
        }
        if count == 2 && self.is_counted_band(walk, row) {
            return Verdict::Skip(SkipReason::Band);
        }
        if self.is_signed(walk, row, first, count) {
            return Verdict::Skip(SkipReason::Note);
        }
        if self.is_of_another_table(walk, row, count) {
            walk.in_other_table = true;
            return Verdict::Skip(SkipReason::OtherTable);
        }
        if self.name(walk, row).is_blank() {
            return Verdict::Skip(SkipReason::NoName);
        }
        Verdict::Item
    }

    /// The same header again, a new one, or the header of another table.
    fn headings(&mut self, walk: &Walk, row: usize, count: usize) -> Option<Verdict> {
        let texts = &self.items.texts;
        let cells = walk.inside(row);
        let marks = &mut *self.marks;
        let any = cells
            .iter()
            .any(|&cell| !cell.is_blank() && marks.of(cell, texts).heading);
        if walk.table.keys.is_some() || !any && !walk.repeats(row, count, self.words, texts) {
            return None;
        }
        if walk.repeats(row, count, self.words, texts) {
            return Some(Verdict::Skip(SkipReason::RepeatedHeader));
        }
        let (fields, names, most) = self.finder.heading_cells(cells, texts);
        if fields < 2 || !most || self.is_row_of_values(walk, row) {
            return None;
        }
        let texts = &self.items.texts;
        if names && let Some(header) = self.finder.at(walk.table, row, texts, self.marks) {
            return Some(Verdict::Header(Box::new(header)));
        }
        (!names).then_some(Verdict::Skip(SkipReason::OtherTable))
    }

    /// Values like 会议 and 台账 are headings elsewhere; a row with its number is none, nor one that has
    /// a category where the header above has its column.
    fn is_row_of_values(&mut self, walk: &Walk, row: usize) -> bool {
        let texts = &self.items.texts;
        let cell = |field: Field| {
            let column = walk.header.column(field)?;
            Some(walk.table.cell(row, column)).filter(|cell| !cell.is_blank())
        };
        if cell(Field::Serial).is_some_and(|cell| self.marks.of(cell, texts).number) {
            return true;
        }
        if cell(Field::Serial).is_some() || cell(Field::Name).is_none() {
            return false;
        }
        // 会议 is a category through and through; 会议名称 says more.
        cell(Field::Category).is_some_and(|cell| {
            let plain = self.words.plain(texts.get(cell));
            let reading = self.words.category("", &plain);
            let core = plain.strip_suffix('类').unwrap_or(&plain);
            reading.value.is_some() && reading.evidence.iter().any(|word| word.contains(core))
        })
    }

    /// 甲 | 乙 | 1 | 2 under a header number its columns.
    fn is_numbering(&mut self, walk: &Walk, row: usize, count: usize) -> bool {
        let texts = &self.items.texts;
        let mut written = walk.inside(row).iter().filter(|cell| !cell.is_blank());
        row == walk.header.end()
            && count > 1
            && written.all(|&cell| {
                let typed = texts.get(cell);
                self.marks.of(cell, texts).number || ["甲", "乙", "丙", "丁"].contains(&typed)
            })
    }

    fn is_total(&mut self, walk: &Walk, row: usize, first: Symbol) -> bool {
        let texts = &self.items.texts;
        let name = walk.named(row);
        let first_mark = self.marks.of(first, texts);
        let name_mark = self.marks.of(name, texts);
        let numbered = walk.has_number(row, self.marks, texts);
        let says = |walk: &Walk, field: Field| {
            let column = walk.header.column(field);
            column.is_some_and(|column| !walk.table.cell(row, column).is_blank())
        };
        if first_mark.total || name_mark.total {
            return true;
        }
        // 会议类小计 stands where a name would, but nobody imposes it and no rhythm is given.
        let last_word = first_mark.ends_in_total
            && (name.is_blank() || name_mark.count || name == first)
            || name_mark.ends_in_total;
        let bare = !says(walk, Field::Frequency) || !says(walk, Field::Department);
        last_word && bare && !numbered
            || walk
                .leading(row)
                .iter()
                .any(|&cell| !cell.is_blank() && self.marks.of(cell, texts).total)
    }

    fn is_page(&mut self, walk: &Walk, row: usize) -> bool {
        let texts = &self.items.texts;
        walk.inside(row)
            .iter()
            .filter(|cell| !cell.is_blank())
            .all(|&cell| self.marks.of(cell, texts).page)
    }

    fn is_example(&mut self, walk: &Walk, row: usize, first: Symbol) -> bool {
        let texts = &self.items.texts;
        let name = walk.named(row);
        self.marks.of(first, texts).example || self.marks.of(name, texts).example
    }

    /// Why a row with one text only is no item; `None` where it may be one.
    fn alone(
        &mut self,
        walk: &mut Walk,
        row: usize,
        text: Symbol,
        count: usize,
    ) -> Option<SkipReason> {
        let mark = self.marks.of(text, &self.items.texts);
        let typed = self.items.texts.get(text).to_owned();
        let column = walk.inside(row).iter().position(|&cell| cell == text)? + walk.header.left;
        let width = walk.header.right - walk.header.left;
        let name = walk.header.column(Field::Name);
        let in_name = name == Some(column);
        let leads = name.is_some_and(|name| column < name);
        let wide = count > 1 || Fill::is_wide(walk.table, row, column, 2.max(width / 2 + 1));
        if self.is_title_again(walk, row, &typed) {
            return Some(SkipReason::Title);
        }
        let single_column = width == 1;
        if mark.note || mark.bare_note && !single_column {
            return Some(SkipReason::Note);
        }
        let long = typed.chars().count() > LONGEST_BAND || typed.ends_with('。');
        if mark.note_opening && (long || !in_name || wide) {
            return Some(SkipReason::Note);
        }
        if walk.in_notes && (wide || !in_name || long) || long && (wide || !in_name) {
            return Some(SkipReason::Note);
        }
        let band = band::read(self.words, &typed);
        match band {
            Some(band) if self.is_band(walk, &band, (in_name, leads), wide) => {
                self.enter_band(walk, &band);
                Some(SkipReason::Band)
            }
            _ if in_name => None,
            _ if mark.number => Some(SkipReason::NoName),
            _ if wide => Some(SkipReason::Note),
            _ => None,
        }
    }

    /// Whether a text by itself heads the rows that follow: it spans them, has an ordinal, stands before
    /// the name's column, or is the name of a category or department where items have numbers.
    fn is_band(
        &self,
        walk: &Walk,
        band: &Band,
        (in_name, leads): (bool, bool),
        wide: bool,
    ) -> bool {
        let known = band.kind != BandKind::Other;
        if walk.header.right - walk.header.left == 1 {
            return known && band.depth > 0;
        }
        let numbered = walk.header.column(Field::Serial).is_some();
        wide || leads
            || band.depth > 0 && (known || in_name && band.depth < 3)
            || known && in_name && numbered
    }

    /// The title again on a new page, or one that stands right over the header again.
    fn is_title_again(&mut self, walk: &Walk, row: usize, typed: &str) -> bool {
        let plain = self.words.plain(typed);
        let same = walk.titles.iter().any(|title| {
            title.chars().count() > 3 && (plain.starts_with(title.as_str()) || *title == plain)
        });
        let continued = self.words.layout().page_lines.iter().any(|line| {
            plain.ends_with(&format!("({line})")) || plain.ends_with(&format!("[{line}]"))
        });
        if same || continued {
            return true;
        }
        let next = (row + 1..walk.table.len())
            .find(|&row| walk.table.row(row).iter().any(|cell| !cell.is_blank()));
        let texts = &self.items.texts;
        let before_header = next.is_some_and(|next| {
            let count = walk
                .inside(next)
                .iter()
                .filter(|cell| !cell.is_blank())
                .count();
            walk.repeats(next, count, self.words, texts)
        });
        before_header
            && band::read(self.words, typed)
                .is_none_or(|band| band.kind == BandKind::Other && band.depth == 0)
    }

    /// 一、会议类 | 共8项
    fn is_counted_band(&mut self, walk: &mut Walk, row: usize) -> bool {
        let texts = &self.items.texts;
        let mut written = walk.inside(row).iter().filter(|cell| !cell.is_blank());
        let (Some(&first), Some(&second)) = (written.next(), written.next()) else {
            return false;
        };
        let counted = self.marks.of(second, texts).count;
        let mark = self.marks.of(first, texts);
        if !counted || mark.number {
            return false;
        }
        let typed = texts.get(first).to_owned();
        match band::read(self.words, &typed) {
            Some(band) if band.depth > 0 || band.kind != BandKind::Other => {
                self.enter_band(walk, &band);
                true
            }
            _ => false,
        }
    }

    fn enter_band(&mut self, walk: &mut Walk, band: &Band) {
        let text = self.items.texts.intern(&band.text);
        let has = |field| walk.header.column(field).is_some();
        let kind = match band.kind {
            // What groups the rows of a table without categories is taken for one.
            BandKind::Other if !has(Field::Category) => BandKind::Category,
            kind => kind,
        };
        walk.bands
            .retain(|&(other, depth, _)| other != kind && (band.depth == 0 || depth < band.depth));
        walk.bands.push((kind, band.depth, text));
        walk.above.forget();
    }

    /// A row of signatures: 填表人：张三 | 审核人：李四, or a note with its label in a cell of its own.
    fn is_signed(&mut self, walk: &Walk, row: usize, first: Symbol, count: usize) -> bool {
        let texts = &self.items.texts;
        let mark = self.marks.of(first, texts);
        if walk.has_number(row, self.marks, texts) {
            return false;
        }
        let name = walk.named(row);
        let name_mark = self.marks.of(name, texts);
        let name_free = name.is_blank() || name_mark.note || name_mark.bare_note || name == first;
        let labels = walk
            .inside(row)
            .iter()
            .filter(|cell| !cell.is_blank())
            .filter(|&&cell| {
                let mark = self.marks.of(cell, texts);
                mark.note || mark.bare_note
            })
            .count();
        mark.note && (name_free || labels * 2 >= count)
            || labels * 2 >= count && name_free
            || mark.bare_note && (count == 2 || name_free)
            || walk.in_notes && name.is_blank()
    }

    /// A row with a text where all items have their number, behind a blank or skipped row.
    fn is_of_another_table(&mut self, walk: &Walk, row: usize, count: usize) -> bool {
        let Some(serial) = walk.header.column(Field::Serial) else {
            return false;
        };
        let (with, without) = walk.numbered;
        if walk.after_item || with < NUMBERED || without * 10 > with || count < 2 {
            return false;
        }
        let cell = walk.fill.cell(walk.table, row, serial);
        let mark = self.marks.of(cell, &self.items.texts);
        !cell.is_blank() && !mark.number && !mark.ditto
    }

    /// The name in a row, as merged areas and ditto marks have it.
    fn name(&mut self, walk: &Walk, row: usize) -> Symbol {
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
            .resolve(Field::Name, cell, self.marks, &self.items.texts)
    }

    fn item(&mut self, walk: &mut Walk, row: usize) {
        let mut taken = Row::new(walk.source, walk.table.number(row));
        taken.hours_heading = walk.hours_heading;
        taken.category_hint = walk.category_hint;
        for &field in Field::ALL {
            let Some(column) = walk.header.column(field) else {
                taken.fields[field as usize] = walk.band_or_context(field);
                continue;
            };
            let cell = walk.fill.cell(walk.table, row, column);
            let mut value = walk
                .above
                .resolve(field, cell, self.marks, &self.items.texts);
            if value.is_blank() {
                value = walk.value_for_blank(field);
            }
            taken.fields[field as usize] = value;
        }
        taken.fields[Field::Name as usize] = self.name(walk, row);
        walk.above.remember(taken.fields);
        let numbered = walk.has_number(row, self.marks, &self.items.texts);
        walk.numbered.0 += u32::from(numbered);
        walk.numbered.1 += u32::from(!numbered);
        let entry = self.understanding.entry_of(self.items, &taken);
        self.items.entries.push(entry);
        walk.report.items += 1;
    }

    /// Reports a sheet that is no list of items, and why.
    fn no_list(
        &mut self,
        path: &std::sync::Arc<str>,
        table: &Table,
        mut report: SheetReport,
        why: Phrase,
    ) -> SheetReport {
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
            return report;
        }
        let place = Place::Cell(Cell {
            path: path.clone(),
            sheet: table.name.clone(),
            row: 1,
            column: None,
        });
        let what = {
            let (zh, en) = (why.in_lang(Lang::Zh), why.in_lang(Lang::En));
            Phrase::new(
                format!("{zh}，这张表没有读"),
                format!("{en}; the sheet was not read"),
            )
        };
        self.diags.push(Diag::warning("no-name-column", place, what).help(say!(
            "若它是事项清单，请用 --header-row 指明表头在第几行，用 --column name=表头 指明哪一列是名称",
            "if it is a list of items, name the header's row with --header-row and the name's column with --column name=HEADING"
        )));
        report.not_a_list = Some(why);
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

fn no_name_column() -> Phrase {
    say!(
        "没有找到写事项名称的列",
        "no column was found that names the items"
    )
}

fn statistics_form() -> Phrase {
    say!(
        "表头像统计报表（指标、计量单位、本期数等），不是事项清单",
        "the header is that of a statistics form (indicator, unit, figures), not of a list of items"
    )
}

/// What is said of a list beside the one that is read.
fn second_list(walk: &Walk, column: usize) -> Diag {
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

impl Walk<'_> {
    fn skip(&mut self, row: usize, reason: SkipReason) {
        let row = self.table.number(row);
        self.report.skipped.push(Skipped { row, reason });
    }

    /// The cells of a row that belong to the table.
    fn inside(&self, row: usize) -> &[Symbol] {
        let cells = self.table.row(row);
        let right = self.header.right.min(cells.len());
        cells.get(self.header.left..right).unwrap_or(&[])
    }

    /// The cells up to the name.
    fn leading(&self, row: usize) -> &[Symbol] {
        let cells = self.inside(row);
        let name = self.header.column(Field::Name).unwrap_or(0);
        let end = (name + 1).saturating_sub(self.header.left).min(cells.len());
        &cells[..end]
    }

    /// What stands in the name's column itself.
    fn named(&self, row: usize) -> Symbol {
        self.header
            .column(Field::Name)
            .map_or(Symbol::EMPTY, |column| self.table.cell(row, column))
    }

    fn has_number(&self, row: usize, marks: &mut Marks, texts: &crate::text::Texts) -> bool {
        self.header.column(Field::Serial).is_some_and(|column| {
            let cell = self.table.cell(row, column);
            !cell.is_blank() && marks.of(cell, texts).number
        })
    }

    /// Whether a row under a name that is merged down is an item of its own: it has its own number, or
    /// no numbers are used and it has its own department or rhythm.
    fn is_own_row(&self, row: usize) -> bool {
        let own = |field: Field| {
            self.header
                .column(field)
                .is_some_and(|column| !self.table.cell(row, column).is_blank())
        };
        match self.header.column(Field::Serial) {
            Some(_) => own(Field::Serial),
            None => own(Field::Department) || own(Field::Frequency),
        }
    }

    /// Whether a row says the same as a row of the header, column by column.
    fn repeats(&self, row: usize, count: usize, words: &Words, texts: &crate::text::Texts) -> bool {
        let cells = self.inside(row);
        (self.header.top..self.header.end()).any(|header| {
            let headings = self.inside(header);
            let written = headings.iter().filter(|cell| !cell.is_blank()).count();
            let same = cells
                .iter()
                .zip(headings)
                .filter(|(cell, heading)| {
                    !cell.is_blank()
                        && (cell == heading
                            || words.plain(texts.get(**cell)) == words.plain(texts.get(**heading)))
                })
                .count();
            same > 0 && same * 5 >= count * 3 && same * 2 >= written && (same >= 2 || written == 1)
        })
    }

    fn band_or_context(&self, field: Field) -> Symbol {
        let kind = match field {
            Field::Category => BandKind::Category,
            Field::Department => BandKind::Department,
            Field::Community => BandKind::Community,
            Field::Street => BandKind::Street,
            _ => return Symbol::ABSENT,
        };
        self.bands
            .iter()
            .rev()
            .find(|(band, ..)| *band == kind)
            .map_or(self.context[field as usize], |&(.., text)| text)
    }

    /// What a blank cell of a field stands for.
    fn value_for_blank(&mut self, field: Field) -> Symbol {
        if self.fill.from_above.contains(&field) {
            let above = self.above.value(field);
            if !above.is_blank() {
                self.filled_from_above += 1;
                return above;
            }
        }
        let given = self.band_or_context(field);
        if given.is_absent() {
            Symbol::EMPTY
        } else {
            given
        }
    }
}
