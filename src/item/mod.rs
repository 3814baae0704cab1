//! What is imposed on a community: items, their fields, categories, frequencies, issuers and bases.

mod amount;
mod frequency;
mod kind;
mod terms;

use std::sync::Arc;

use crate::place::Cell;
use crate::text::{BySymbol, Symbol, Texts};

pub use amount::Fractions;
pub use frequency::{Frequency, FrequencyKind, Rate};
pub use kind::{Category, Field, Level};
pub(crate) use terms::terms;

/// Who imposes an item, under one name for all its spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Issuer {
    /// The normalised name (区公安分局 and 派出所 by the words file); absent where none is given.
    pub name: Symbol,
    /// How high it stands, where that can be known.
    pub level: Option<Level>,
}

/// What a basis text amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BasisKind {
    /// A statute (法 条例 章程) is named.
    Statute,
    /// A document with its number (文号).
    Numbered,
    /// Some document, notice or arrangement without a number.
    Stated,
    /// Said to be none: 口头通知, 工作惯例, 无.
    None,
    /// A blank cell.
    Blank,
    /// The sheet has no such column.
    Absent,
}

/// The basis of an item, as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// What it amounts to.
    pub kind: BasisKind,
    /// Names of statutes that are cited, in plain form without brackets.
    pub statutes: Vec<String>,
    /// Document numbers in their normal form, 民发〔2015〕136号.
    pub numbers: Vec<String>,
}

/// How long an item takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Effort {
    /// Whole minutes, of all the people together where the sheet says of how many.
    pub minutes: u32,
    /// How many people share them (2人×3小时); `None` where the sheet says nothing.
    pub people: Option<u32>,
    /// Whether these are the minutes of a whole year and not of one occasion.
    pub per_year: bool,
    /// Whether a tariff of the rule set gave them and not the sheet.
    pub estimated: bool,
}

impl Effort {
    /// How long one occasion is for whoever takes part, in hours; `None` where only a year's sum is known.
    pub fn hours_each(self) -> Option<f64> {
        let people = f64::from(self.people.unwrap_or(1).max(1));
        (!self.per_year).then(|| f64::from(self.minutes) / people / 60.0)
    }
}

/// A number of an item, dense from 0 within an [`Items`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemId(pub u32);

impl ItemId {
    /// The position in [`Items::items`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is asked, once for all the rows that ask exactly this: everything that is judged without
/// looking at the community.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// The fields as written; absent ones have no column. Fields of the entry are absent here.
    pub fields: [Symbol; Field::COUNT],
    /// The category as understood; `None` where neither name nor sheet tells.
    pub category: Option<Category>,
    /// Who imposes it.
    pub issuer: Issuer,
    /// How often.
    pub frequency: Frequency,
    /// Position in [`Items::bases`].
    pub basis: u32,
    /// How long it takes; `None` where the sheet doesn't say.
    pub effort: Option<Effort>,
    /// How many people take part each time.
    pub participants: Option<u32>,
    /// How many pages each time.
    pub pages: Option<u32>,
    /// How many fields are filled in, counted from the content's enumeration or said by it.
    pub field_count: Option<u32>,
    /// Days between notice and deadline, where both dates are given.
    pub notice_days: Option<i32>,
}

impl Item {
    /// A field as written.
    pub fn typed(&self, field: Field) -> Symbol {
        self.fields[field as usize]
    }

    /// Minutes a year as a fraction (minutes, years): effort times rate. `None` where either is unknown.
    pub fn minutes_per_year(&self) -> Option<(u64, u32)> {
        let effort = self.effort?;
        if effort.per_year {
            return Some((u64::from(effort.minutes), 1));
        }
        let rate = self.frequency.rate?;
        Some((
            u64::from(effort.minutes) * u64::from(rate.times()),
            rate.years(),
        ))
    }

    /// Hours a year; `None` where they can't be known.
    pub fn hours_per_year(&self) -> Option<f64> {
        self.minutes_per_year()
            .map(|(minutes, years)| minutes as f64 / f64::from(years) / 60.0)
    }
}

/// One row that is an item: which item, where it stands, whom it is imposed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is asked.
    pub item: ItemId,
    /// Position in [`Items::sources`].
    pub source: u32,
    /// The row as the spreadsheet shows it, from 1; in text files the line of the record.
    pub row: u32,
    /// As written; absent where nothing gives it.
    pub street: Symbol,
    /// As written; absent where nothing gives it.
    pub community: Symbol,
    /// As written.
    pub serial: Symbol,
    /// As written.
    pub contact: Symbol,
}

/// A sheet that entries come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The input's path as the user gave it; `-` for standard input.
    pub path: Arc<str>,
    /// The sheet's name; empty in text files.
    pub sheet: Arc<str>,
}

/// Everything that was read: distinct items, and the rows they stand in, in the order of the input.
#[derive(Clone, Debug, Default)]
pub struct Items {
    /// Every text once.
    pub texts: Texts,
    /// The plain forms of the texts of items; blank ones, and digits, are their own.
    pub plains: BySymbol<Symbol>,
    /// Distinct items.
    pub items: Vec<Item>,
    /// Rows, in the order of the inputs.
    pub entries: Vec<Entry>,
    /// Distinct bases.
    pub bases: Vec<Basis>,
    /// Sheets.
    pub sources: Vec<Source>,
}

impl Items {
    /// The item of an id.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.index()]
    }

    /// A field of an item as written; empty where it is blank or has no column.
    pub fn typed(&self, id: ItemId, field: Field) -> &str {
        self.texts.get(self.item(id).typed(field))
    }

    /// A field of an item in plain form.
    pub fn plain(&self, id: ItemId, field: Field) -> &str {
        self.texts.get(self.plain_form(self.item(id), field))
    }

    /// A field of an item in plain form, as a symbol.
    pub fn plain_form(&self, item: &Item, field: Field) -> Symbol {
        self.plain_of(item.typed(field))
    }

    /// The plain form of a text of any item.
    pub fn plain_of(&self, typed: Symbol) -> Symbol {
        let plain = self.plains.get(typed);
        if plain.is_absent() { typed } else { plain }
    }

    /// The basis of an item as understood.
    pub fn basis(&self, id: ItemId) -> &Basis {
        &self.bases[self.item(id).basis as usize]
    }

    /// Where an entry stands; it displays as the entry's id, `q3.xlsx#社区事项!5`.
    pub fn place_of(&self, entry: &Entry) -> Cell {
        let source = &self.sources[entry.source as usize];
        Cell {
            path: source.path.clone(),
            sheet: source.sheet.clone(),
            row: entry.row,
            column: None,
        }
    }
}
