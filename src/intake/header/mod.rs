//! Finds the rows that are headers, by what they say, and the field of each column under them.

mod claim;
mod extent;
mod heading;
mod rhythm;

use hashbrown::HashMap;

use super::marks::{Mark, Marks};
use super::unheeded::Heeded;
use crate::item::Field;
use crate::read::Table;
use crate::text::{Symbol, Texts};
use crate::words::Words;

use claim::{name_by_content, settle};
use extent::Extent;
use heading::{Heading, headings, is_under_group};
use rhythm::Choice;

/// A header is looked for in this many rows from the top.
pub(super) const SEARCHED_ROWS: usize = 100;
/// How many rows below a header are looked at to see which columns are filled.
const LOOKED_AT: usize = 200;
/// A header has at most this many rows.
const DEEPEST: usize = 3;
/// A name and two more fields are no coincidence.
const CERTAIN: usize = 3;
/// Sub-headings are short.
const LONGEST_SUB_HEADING: usize = 20;

/// One column of a header.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Position in the sheet, from 0.
    pub(super) at: usize,
    /// What it says, rows joined.
    pub(super) heading: String,
    /// The field it holds.
    pub(super) field: Field,
}

/// A header: its rows, its columns, and how far its table reaches.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// First row, by position in the table.
    pub(super) top: usize,
    /// Number of rows, 0 where the format names the columns.
    pub(super) rows: usize,
    /// The columns that were understood.
    pub(super) columns: Vec<Column>,
    /// Headings that name no field, with their columns.
    pub(super) unused: Vec<(usize, String)>,
    /// First column of the table.
    pub(super) left: usize,
    /// First column behind it.
    pub(super) right: usize,
    /// Where another list of items begins beside it.
    pub(super) beside: Option<usize>,
    /// The column of each field.
    pub(super) of: [Option<usize>; Field::COUNT],
    /// Columns of one rhythm each, in place of one of frequencies.
    pub(super) choices: Vec<Choice>,
}

impl Header {
    /// The column of a field.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.of[field as usize]
    }

    /// The rhythms that a row ticks; `None` where frequencies have one column or none.
    pub(super) fn chosen(
        &self,
        table: &Table,
        row: usize,
        words: &Words,
        texts: &Texts,
    ) -> Option<String> {
        let any = !self.choices.is_empty();
        any.then(|| rhythm::chosen(&self.choices, table, row, words, texts))
    }

    /// The same with columns that each stand for one rhythm.
    fn choosing(mut self, choices: Vec<Choice>, headings: &[Heading]) -> Self {
        let columns = choices.iter().map(|choice| Column {
            at: choice.at,
            heading: headings[choice.at].whole(),
            field: Field::Frequency,
        });
        self.columns.extend(columns);
        self.columns.sort_by_key(|column| column.at);
        self.choices = choices;
        self
    }

    /// The same with the headings that were taken for nothing.
    fn leaving(mut self, headings: &[Heading]) -> Self {
        let taken = |at: usize| self.columns.iter().any(|column| column.at == at);
        let within = headings.iter().enumerate().take(self.right).skip(self.left);
        let unused = within
            .map(|(at, heading)| (at, heading.whole()))
            .filter(|(at, heading)| !heading.is_empty() && !taken(*at));
        self.unused = unused.collect();
        self
    }

    /// The first row behind it.
    pub(super) fn end(&self) -> usize {
        self.top + self.rows
    }
}

/// Reads headers with the help of the words, each distinct heading once.
#[derive(Debug)]
pub(super) struct Finder<'w> {
    words: &'w Words,
    known: HashMap<String, Option<(Field, usize)>>,
    /// Which headings are rhythms.
    rhythms: HashMap<String, bool>,
    /// Columns the user named.
    named: Vec<(Field, String)>,
    /// Whether 工作内容 names items, since nothing else in the sheet does.
    content_names: bool,
    /// What was found of that which the user named.
    pub(super) heeded: Heeded,
}
impl<'w> Finder<'w> {
    /// A finder that follows the user where the user named columns.
    pub(super) fn new(words: &'w Words, named: &[(Field, String)]) -> Self {
        Self {
            words,
            known: HashMap::new(),
            rhythms: HashMap::new(),
            named: named.to_vec(),
            content_names: false,
            heeded: Heeded::new(named.len()),
        }
    }

    /// The header of a table; `None` where no row names items.
    pub(super) fn find(
        &mut self,
        table: &Table,
        texts: &Texts,
        marks: &mut Marks,
    ) -> Option<Header> {
        let named = self.search(table, texts, marks);
        let fields = named.as_ref().map_or(0, |header| header.columns.len());
        if fields >= CERTAIN {
            return named;
        }
        self.content_names = true;
        let by_content = self.search(table, texts, marks);
        self.content_names = false;
        let better = by_content.filter(|header| header.columns.len() > fields);
        better.or(named)
    }

    /// The first row that reads like a header, or the one that does best.
    fn search(&mut self, table: &Table, texts: &Texts, marks: &mut Marks) -> Option<Header> {
        let rows = table.len().min(SEARCHED_ROWS);
        let mut best: Option<(usize, Header)> = None;
        for row in 0..rows {
            let Some(header) = self.at(table, row, texts, marks) else {
                continue;
            };
            let fields = header.columns.len();
            // Values like 会议 and 台账 are headings elsewhere, but a row with numbers is of items: where there is
            // no header, none is made of the first of them.
            let mut cells = table.row(row).iter().filter(|cell| !cell.is_blank());
            let mut is_number = |cell: &Symbol| marks.of(*cell, texts).is(Mark::NUMBER);
            let begins_with_number = cells.next().is_some_and(&mut is_number);
            let numbers = begins_with_number || cells.any(is_number);
            if numbers && best.is_some() || begins_with_number && fields < CERTAIN {
                continue;
            }
            if best.as_ref().is_none_or(|(most, _)| fields > *most) {
                best = Some((fields, header));
            }
            if fields >= CERTAIN {
                break;
            }
        }
        best.map(|(_, header)| header)
    }

    /// The header that begins in a row, if one does.
    pub(super) fn at(
        &mut self,
        table: &Table,
        row: usize,
        texts: &Texts,
        marks: &mut Marks,
    ) -> Option<Header> {
        let filled = filled(table.row(row));
        if filled == 0 {
            return None;
        }
        let mut rows = 1;
        while rows < DEEPEST && self.is_sub_header(table, row, rows, texts, marks) {
            rows += 1;
        }
        let header = self.read(table, row, rows, texts)?;
        let understood = header.columns.len();
        let enough = understood >= 2 && understood * 3 >= filled
            || understood == 1 && filled == 1 && self.is_single(table, row, &header, texts)
            || self.named.iter().any(|(field, _)| *field == Field::Name);
        enough.then_some(header)
    }

    /// The header in rows that the user or the search says are one.
    pub(super) fn read(
        &mut self,
        table: &Table,
        top: usize,
        rows: usize,
        texts: &Texts,
    ) -> Option<Header> {
        let headings = headings(table, top, rows, texts);
        let mut claims = self.claims(&headings);
        if self.content_names {
            name_by_content(&mut claims);
        }
        claims.extend(self.unlabelled(table, top + rows, &headings, &claims, texts));
        let extent = Extent::of(table, top + rows, &headings, &claims);
        claims.retain(|claim| extent.columns.contains(&claim.at));
        let mut choices = self.choices(table, top + rows, &headings, &claims, texts);
        choices.retain(|choice| extent.columns.contains(&choice.at));
        claims.retain(|claim| choices.iter().all(|choice| choice.at != claim.at));
        let header = settle(table, top, rows, claims, &extent)
            .choosing(choices, &headings)
            .leaving(&headings);
        header.column(Field::Name).is_some().then_some(header)
    }

    /// The header that a format gives which names its columns itself.
    pub(super) fn of_keys(
        &mut self,
        table: &Table,
        keys: &[Symbol],
        texts: &Texts,
    ) -> Option<Header> {
        let headings: Vec<Heading> = keys
            .iter()
            .map(|&key| Heading {
                group: String::new(),
                leaf: texts.get(key).to_owned(),
                first_of_group: true,
            })
            .collect();
        let claims = self.claims(&headings);
        let all = Extent {
            columns: 0..headings.len(),
            beside: None,
        };
        let header = settle(table, 0, 0, claims, &all).leaving(&headings);
        header.column(Field::Name).is_some().then_some(header)
    }

    /// How many distinct fields the cells of a row name, whether the name is among them, and whether
    /// most cells do.
    pub(super) fn heading_cells(&mut self, cells: &[Symbol], texts: &Texts) -> (usize, bool, bool) {
        let mut fields = Vec::new();
        let mut understood = 0;
        for &cell in cells.iter().filter(|cell| !cell.is_blank()) {
            if let Some((field, _)) = self.field(texts.get(cell)) {
                understood += 1;
                if !fields.contains(&field) {
                    fields.push(field);
                }
            }
        }
        let most = understood * 5 >= filled(cells) * 3;
        (fields.len(), fields.contains(&Field::Name), most)
    }

    fn field(&mut self, heading: &str) -> Option<(Field, usize)> {
        if let Some(known) = self.known.get(heading) {
            return *known;
        }
        let reading = self.words.heading(heading);
        let length = self.words.plain(heading).chars().count().max(1);
        let evidence: usize = reading
            .evidence
            .iter()
            .map(|word| word.chars().count())
            .sum();
        let read = reading
            .value
            .map(|field| (field, (evidence * 100 / length).min(100)));
        self.known.insert(heading.to_owned(), read);
        read
    }

    /// A header of one cell only stands over a column of its own, and says nothing but what it is.
    fn is_single(&mut self, table: &Table, row: usize, header: &Header, texts: &Texts) -> bool {
        let Some(name) = header.column(Field::Name) else {
            return false;
        };
        let share = self
            .field(texts.get(table.cell(row, name)))
            .map_or(0, |(_, share)| share);
        let below = (row + 1..table.len().min(row + 1 + LOOKED_AT))
            .map(|row| table.row(row))
            .filter(|cells| filled(cells) > 0);
        let alone = below.clone().all(|cells| filled(cells) == 1);
        share == 100 && alone
    }

    /// Whether the row that follows `rows` rows of a header belongs to it still.
    fn is_sub_header(
        &mut self,
        table: &Table,
        top: usize,
        rows: usize,
        texts: &Texts,
        marks: &mut Marks,
    ) -> bool {
        let (above, below) = (top + rows - 1, top + rows);
        if below >= table.len() || filled(table.row(above)) < 2 {
            return false;
        }
        let cells = table.row(below);
        let short = |&cell: &Symbol| texts.get(cell).chars().count() <= LONGEST_SUB_HEADING;
        let mut written = cells.iter().filter(|cell| !cell.is_blank());
        if filled(cells) == 0
            || !written.all(|cell| short(cell) && !marks.of(*cell, texts).is(Mark::NUMBER))
        {
            return false;
        }
        let index = |row: usize| u32::try_from(row).unwrap_or(u32::MAX);
        let reaches_down = table.merges.iter().any(|area| {
            area.top <= index(above)
                && area.top >= index(top)
                && area.bottom >= index(below)
                && !table.cell(area.top as usize, area.left as usize).is_blank()
        });
        if reaches_down {
            return true;
        }
        let rhythms = cells
            .iter()
            .filter(|cell| !cell.is_blank() && self.is_rhythm(texts.get(**cell)))
            .count();
        let (fields, ..) = self.heading_cells(cells, texts);
        let under_groups = cells
            .iter()
            .enumerate()
            .all(|(column, cell)| cell.is_blank() || is_under_group(table, above, below, column));
        let stands_alone = table
            .row(above)
            .iter()
            .enumerate()
            .any(|(column, cell)| !cell.is_blank() && table.cell(below, column).is_blank());
        let says_more = fields * 2 >= filled(cells) && fields > 0 || rhythms == filled(cells);
        says_more && under_groups && stands_alone
    }

    /// Remembers the headings of a header, to be named where the user's are missing.
    pub(super) fn remember(&mut self, table: &Table, header: &Header, texts: &Texts) {
        for heading in headings(table, header.top, header.rows, texts) {
            self.heeded.saw(&heading.whole());
        }
        for &key in table.keys.iter().flatten() {
            self.heeded.saw(texts.get(key));
        }
    }
}

fn filled(cells: &[Symbol]) -> usize {
    cells.iter().filter(|cell| !cell.is_blank()).count()
}
