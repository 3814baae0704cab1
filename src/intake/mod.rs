//! Finds header rows and columns in tables and turns rows into items; every row is accounted for.

mod band;
mod context;
mod fill;
mod header;
mod lone;
mod marks;
mod quantity;
mod register;
mod row;
mod sheet;
mod statistics;
pub mod understand;
mod unheeded;
mod unread;
mod walk;

use std::sync::Arc;

use jiff::civil::Date;

use crate::diag::{Diag, Severity};
use crate::item::{Field, Items, Source};
use crate::phrase::Phrase;
use crate::read::{self, Document, Input, Opening, ReadOptions};
use crate::text::Texts;
use crate::words::Words;

pub(crate) use quantity::date as date_in;

use header::Finder;
use marks::Marks;
use register::Row;
use sheet::Walker;
use understand::Understanding;

/// Everything that was taken in: the items, and how each input was understood.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// Items and entries.
    pub items: Items,
    /// One record an input, in the order given.
    pub inputs: Vec<InputReport>,
    /// What was odd, with its place.
    pub diags: Vec<Diag>,
}

impl Intake {
    /// The last day of the period that the inputs cover: as titles and names say, else the latest of
    /// a date column; `None` where nothing says.
    pub fn covers_until(&self) -> Option<Date> {
        let sheets = self.inputs.iter().flat_map(|input| &input.sheets).flatten();
        let named = sheets.filter_map(|sheet| sheet.covers_until).max();
        let dates = || {
            let items = self.items.items.iter();
            let plain = items.map(|item| {
                self.items
                    .texts
                    .get(self.items.plain_form(item, Field::Date))
            });
            plain.filter_map(quantity::date).max()
        };
        named.or_else(dates)
    }

    /// Whether something could not be done: an input can't be read, or holds nothing of what the user named.
    pub fn has_failed(&self) -> bool {
        let unread = self.inputs.iter().any(|input| input.sheets.is_err());
        let wrong = |diag: &Diag| diag.severity == Severity::Error;
        unread || self.diags.iter().any(wrong)
    }
}

/// How one input was understood.
#[derive(Clone, Debug)]
pub struct InputReport {
    /// The path as the user gave it.
    pub path: Arc<str>,
    /// Its sheets, or why it could not be read.
    pub sheets: Result<Vec<SheetReport>, Diag>,
}

/// How one sheet was understood; `rows` = header rows + `items` + skipped.
#[derive(Clone, Debug, Default)]
pub struct SheetReport {
    /// The sheet's name; empty in text files.
    pub name: Arc<str>,
    /// Whether it is hidden, and so was not read unless named.
    pub hidden: bool,
    /// The rows that are headers, by the numbers the user knows them by.
    pub header_rows: Vec<u32>,
    /// All rows up to the last one used.
    pub rows: u32,
    /// How many rows are items.
    pub items: u32,
    /// Which heading was taken for which field.
    pub columns: Vec<ColumnReport>,
    /// Headings that were taken for no field, with their columns from 0.
    pub unused: Vec<(u32, String)>,
    /// Rows that are not items, with the reason.
    pub skipped: Vec<Skipped>,
    /// Why the sheet is no list of items.
    pub not_a_list: Option<Phrase>,
    /// The last day of the period that its title, its name or the file's say it covers.
    pub covers_until: Option<Date>,
}

/// A column whose heading was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReport {
    /// What it says.
    pub field: Field,
    /// The heading as written.
    pub heading: String,
    /// The column, from 0.
    pub column: u32,
}

/// A row that is no item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The row as the user knows it.
    pub row: u32,
    /// Why it is none.
    pub reason: SkipReason,
}

crate::item::terms! {
    /// Why a row is no item; the words are those of the contract.
    SkipReason {
        /// Nothing in it.
        Blank = "blank", "空行";
        /// A title, or the unit and date under it.
        Title = "title", "标题";
        /// The header again, on a new page.
        RepeatedHeader = "repeated_header", "重复表头";
        /// A page number or the like.
        Page = "page", "页码";
        /// A heading across the rows that follow.
        Band = "band", "分类行";
        /// 小计, 合计.
        Total = "total", "合计";
        /// A note, a signature.
        Note = "note", "说明";
        /// A filled-in example of a template.
        Example = "example", "填写示例";
        /// A row that names no item.
        NoName = "no_name", "无名称";
        /// A row of another table in the same sheet.
        OtherTable = "other_table", "另一张表";
    }
}

/// What the user overrules of how a file is understood.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// Only the sheet of this name, hidden or not.
    pub sheet: Option<String>,
    /// The header is in this row, from 1.
    pub header_row: Option<u32>,
    /// This field is the column with this heading, or with these letters (`B`).
    pub columns: Vec<(Field, String)>,
}

/// Takes in documents one after another.
#[derive(Debug)]
pub struct Taking<'w> {
    words: &'w Words,
    overrides: Overrides,
    understanding: Understanding<'w>,
    marks: Marks<'w>,
    finder: Finder<'w>,
    intake: Intake,
}

impl<'w> Taking<'w> {
    /// Nothing taken in yet.
    pub fn new(words: &'w Words, overrides: Overrides) -> Self {
        Self {
            words,
            understanding: Understanding::new(words),
            marks: Marks::new(words),
            finder: Finder::new(words, &overrides.columns),
            intake: Intake::default(),
            overrides,
        }
    }

    /// Reads an input and takes it in; one that can't be read is reported and the others go on.
    pub fn read(&mut self, input: &Input, options: &ReadOptions) {
        self.take(read::begin(input, options));
    }

    /// The same of an input whose reading has begun.
    pub fn take(&mut self, opening: Opening<'_>) {
        let path = opening.path().clone();
        match opening.finish(&mut self.intake.items.texts) {
            Ok(document) => self.add(document),
            Err(error) => self.intake.inputs.push(InputReport {
                path,
                sheets: Err(error),
            }),
        }
    }

    /// The texts that documents to be taken in are interned in.
    pub fn texts(&mut self) -> &mut Texts {
        &mut self.intake.items.texts
    }

    /// Takes in a document whose cells are interned in [`Taking::texts`].
    pub fn add(&mut self, document: Document) {
        self.intake.diags.extend(document.notes);
        let mut sheets = Vec::new();
        for table in document.tables {
            let wanted = match &self.overrides.sheet {
                Some(name) => self.words.plain(name) == self.words.plain(&table.name),
                None => !table.hidden,
            };
            self.finder.heeded.sheet |= wanted;
            if !wanted {
                // Of sheets that the user didn't name nothing is said, but hidden ones stay visible in the report.
                if table.hidden {
                    sheets.push(SheetReport {
                        name: table.name.clone(),
                        hidden: true,
                        ..SheetReport::default()
                    });
                }
                continue;
            }
            self.intake.diags.extend(table.oddities.iter().cloned());
            self.intake.items.sources.push(Source {
                path: document.path.clone(),
                sheet: table.name.clone(),
            });
            let source = u32::try_from(self.intake.items.sources.len() - 1).unwrap_or(u32::MAX);
            let Understanding { meaning, register } = &mut self.understanding;
            let items = &mut self.intake.items;
            let walk = |rows: &mut dyn FnMut(Row)| {
                let mut walker = Walker {
                    words: self.words,
                    overrides: &self.overrides,
                    meaning,
                    marks: &mut self.marks,
                    finder: &mut self.finder,
                    texts: &mut items.texts,
                    rows,
                    diags: &mut self.intake.diags,
                };
                walker.sheet(&document.path, &table, source)
            };
            let rows = table.len();
            sheets.push(register.take_beside(&items.items, &mut items.entries, rows, walk));
            // What is understood takes the place of the cells.
            drop(table);
            self.understanding.understand(items);
        }
        self.intake.inputs.push(InputReport {
            path: document.path.clone(),
            sheets: Ok(sheets),
        });
    }

    /// Everything that was taken in.
    pub fn finish(mut self) -> Intake {
        let mut read = self
            .intake
            .inputs
            .iter()
            .filter(|input| input.sheets.is_ok());
        if let Some(input) = read.next() {
            let missing = self.finder.heeded.missing(&self.overrides, &input.path);
            self.intake.diags.extend(missing);
        }
        self.intake
    }
}
