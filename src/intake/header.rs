//! Finds the rows that are headers, by what they say, and the field of each column under them.

use std::collections::HashMap;

use super::band;
use super::marks::Marks;
use super::unheeded::Heeded;
use crate::item::Field;
use crate::read::Table;
use crate::text::{Symbol, Texts};
use crate::words::Words;

/// A header is looked for in this many rows from the top.
pub(super) const SEARCHED_ROWS: usize = 100;
/// How many rows below a header are looked at to see which columns are filled.
const LOOKED_AT: usize = 200;
/// A header has at most this many rows.
const DEEPEST: usize = 3;
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
}

impl Header {
    /// The column of a field.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.of[field as usize]
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
    /// Columns the user named.
    named: Vec<(Field, String)>,
    /// What was found of that which the user named.
    pub(super) heeded: Heeded,
}

/// A column before it is decided which of two that claim a field gets it.
struct Claim {
    at: usize,
    heading: String,
    field: Field,
    /// Share of the heading that was understood, in percent.
    share: usize,
    by_user: bool,
}

impl<'w> Finder<'w> {
    /// A finder that follows the user where the user named columns.
    pub(super) fn new(words: &'w Words, named: &[(Field, String)]) -> Self {
        Self {
            words,
            known: HashMap::new(),
            named: named.to_vec(),
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
        let rows = table.len().min(SEARCHED_ROWS);
        let mut best: Option<(usize, Header)> = None;
        for row in 0..rows {
            let Some(header) = self.at(table, row, texts, marks) else {
                continue;
            };
            let fields = header.columns.len();
            // Values like 会议 and 台账 are headings elsewhere, but a row with numbers is of items.
            let numbers = table
                .row(row)
                .iter()
                .any(|&cell| !cell.is_blank() && marks.of(cell, texts).number);
            if best.is_some() && numbers {
                continue;
            }
            if best.as_ref().is_none_or(|(most, _)| fields > *most) {
                best = Some((fields, header));
            }
            // A name and two more fields are no coincidence.
            if fields >= 3 {
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
        claims.extend(self.unlabelled(table, top + rows, &headings, &claims, texts));
        let (bounds, beside) = bounds(table, top + rows, &headings, &claims);
        claims.retain(|claim| bounds.contains(&claim.at));
        let header = Header {
            beside,
            ..settle(table, top, rows, claims, &bounds)
        }
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
        let header = settle(table, 0, 0, claims, &(0..headings.len())).leaving(&headings);
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
        if filled(cells) == 0 || !written.all(|cell| short(cell) && !marks.of(*cell, texts).number)
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
        fields * 2 >= filled(cells) && fields > 0 && under_groups && stands_alone
    }

    fn claims(&mut self, headings: &[Heading]) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (at, heading) in headings.iter().enumerate() {
            let whole = heading.whole();
            let user = self.named.iter().position(|(_, named)| {
                is_letters_of(named, at)
                    || self.words.plain(named) == self.words.plain(&whole)
                    || !heading.leaf.is_empty()
                        && self.words.plain(named) == self.words.plain(&heading.leaf)
            });
            if let Some(user) = user {
                let field = self.named[user].0;
                self.heeded.columns[user] = true;
                claims.push(Claim {
                    at,
                    heading: whole,
                    field,
                    share: 100,
                    by_user: true,
                });
            } else if let Some((field, share)) = self.field_of(heading) {
                claims.push(Claim {
                    at,
                    heading: whole,
                    field,
                    share,
                    by_user: false,
                });
            }
        }
        claims
    }

    /// Columns before the name over which nobody wrote a heading, told by what stands in them: nothing
    /// but categories, or nothing but departments.
    fn unlabelled(
        &self,
        table: &Table,
        below: usize,
        headings: &[Heading],
        claims: &[Claim],
        texts: &Texts,
    ) -> Vec<Claim> {
        let is = |field: Field| move |claim: &&Claim| claim.field == field;
        let Some(name) = claims.iter().find(is(Field::Name)) else {
            return Vec::new();
        };
        let mut found: Vec<Claim> = Vec::new();
        for at in (0..name.at).filter(|&at| headings[at].is_empty()) {
            let cells: Vec<String> = (below..table.len().min(below + LOOKED_AT))
                .filter(|&row| filled(table.row(row)) > 1)
                .map(|row| table.cell(row, at))
                .filter(|cell| !cell.is_blank())
                .map(|cell| self.words.plain(texts.get(cell)))
                .collect();
            let all = |test: &dyn Fn(&str) -> bool| {
                let good = cells.iter().filter(|cell| test(cell)).count();
                good >= 2 && good * 5 >= cells.len() * 4
            };
            let field = if all(&|cell| band::is_category(self.words, cell)) {
                Field::Category
            } else if all(&|cell| band::is_department(self.words.layout(), cell)) {
                Field::Department
            } else {
                continue;
            };
            if claims
                .iter()
                .chain(&found)
                .all(|claim| claim.field != field)
            {
                found.push(Claim {
                    at,
                    heading: String::new(),
                    field,
                    share: 0,
                    by_user: false,
                });
            }
        }
        found
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

    /// The field of a column whose heading may stand in two rows: the upper one tells what 名称 and
    /// 一级 under it are about.
    fn field_of(&mut self, heading: &Heading) -> Option<(Field, usize)> {
        let leaf = self.field(&heading.leaf);
        if heading.group.is_empty() {
            return leaf;
        }
        let group = self.field(&heading.group);
        match (group, leaf) {
            (Some((group, share)), None | Some((Field::Name, _))) if group != Field::Name => {
                heading.first_of_group.then_some((group, share))
            }
            (_, Some(leaf)) => Some(leaf),
            (_, None) => self
                .field(&heading.whole())
                .or(group.filter(|_| heading.first_of_group)),
        }
    }
}

/// The heading of a column, which may stand under a group that spans several.
struct Heading {
    group: String,
    leaf: String,
    first_of_group: bool,
}

impl Heading {
    fn whole(&self) -> String {
        format!("{}{}", self.group, self.leaf)
    }

    fn is_empty(&self) -> bool {
        self.group.is_empty() && self.leaf.is_empty()
    }
}

fn filled(cells: &[Symbol]) -> usize {
    cells.iter().filter(|cell| !cell.is_blank()).count()
}

/// Whether a cell stands under a heading that spans several columns: nothing is directly above, or
/// what is there has a neighbour above which nothing is.
fn is_under_group(table: &Table, above: usize, below: usize, column: usize) -> bool {
    if table.cell(above, column).is_blank() {
        return column > 0;
    }
    table.cell(above, column + 1).is_blank() && !table.cell(below, column + 1).is_blank()
}

/// Whether what the user typed are the letters of a column, as a spreadsheet shows them.
fn is_letters_of(named: &str, column: usize) -> bool {
    u32::try_from(column)
        .is_ok_and(|column| crate::place::column_letters(column).eq_ignore_ascii_case(named.trim()))
}

/// The headings of all columns, with groups spread over the columns they span.
fn headings(table: &Table, top: usize, rows: usize, texts: &Texts) -> Vec<Heading> {
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

/// The columns of the table that names items: other tables stand beside it behind a blank column or
/// begin with a serial of their own.
fn bounds(
    table: &Table,
    below: usize,
    headings: &[Heading],
    claims: &[Claim],
) -> (std::ops::Range<usize>, Option<usize>) {
    let rows = below..table.len().min(below + LOOKED_AT);
    let is_gap = |column: usize| {
        headings[column].is_empty()
            && !is_merged_into(table, below, column)
            && rows.clone().all(|row| table.cell(row, column).is_blank())
    };
    let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = None;
    let mut name: Option<usize> = None;
    for column in 0..headings.len() {
        let claims_field = |field| {
            claims
                .iter()
                .any(|claim| claim.at == column && claim.field == field)
        };
        if is_gap(column) {
            if let Some(start) = start.take() {
                blocks.push(start..column);
            }
            name = None;
            continue;
        }
        let again = name.is_some_and(|name| headings[name].whole() == headings[column].whole());
        // 序号 | 事项名称 | 编号 is one table, with a number of another kind.
        let other_number = claims.iter().any(|claim| {
            claim.field == Field::Serial
                && start.is_some_and(|start| (start..column).contains(&claim.at))
                && headings[claim.at].whole() != headings[column].whole()
        });
        let numbered = claims_field(Field::Serial) && !other_number;
        if (name.is_some() && numbered || again) && start.is_some() {
            blocks.extend(start.take().map(|start| start..column));
            name = None;
        }
        if name.is_none() && claims_field(Field::Name) {
            name = Some(column);
        }
        start.get_or_insert(column);
    }
    blocks.extend(start.map(|start| start..headings.len()));
    let fields = |block: &std::ops::Range<usize>| {
        claims
            .iter()
            .filter(|claim| block.contains(&claim.at))
            .count()
    };
    let names = |block: &std::ops::Range<usize>| {
        claims
            .iter()
            .filter(|claim| claim.field == Field::Name)
            .any(|claim| block.contains(&claim.at))
    };
    let main = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| names(block))
        .max_by_key(|(index, block)| (fields(block), std::cmp::Reverse(*index)))
        .map(|(index, _)| index);
    let Some(main) = main else {
        return (0..headings.len(), None);
    };
    let mut bounds = blocks[main].clone();
    for block in &blocks[main + 1..] {
        if names(block) || !goes_with(table, rows.clone(), &bounds, block, claims) {
            break;
        }
        bounds.end = block.end;
    }
    let other_list = |(index, block): &(usize, &std::ops::Range<usize>)| {
        *index != main && names(block) && fields(block) >= 2
    };
    let beside = blocks.iter().enumerate().find(other_list);
    (bounds, beside.map(|(_, block)| block.start))
}

/// Whether a block beside the table is a part of it: the same rows are filled, and it holds other fields.
fn goes_with(
    table: &Table,
    rows: std::ops::Range<usize>,
    main: &std::ops::Range<usize>,
    block: &std::ops::Range<usize>,
    claims: &[Claim],
) -> bool {
    let written = |row: usize, columns: &std::ops::Range<usize>| {
        columns
            .clone()
            .any(|column| !table.cell(row, column).is_blank())
    };
    let both = rows
        .clone()
        .filter(|&row| written(row, main) && written(row, block))
        .count();
    let either = rows
        .filter(|&row| written(row, main) || written(row, block))
        .count();
    let repeats = claims
        .iter()
        .filter(|claim| block.contains(&claim.at))
        .any(|claim| {
            claim.field == Field::Serial
                || claims
                    .iter()
                    .any(|other| main.contains(&other.at) && other.field == claim.field)
        });
    either > 0 && both * 10 >= either * 9 && !repeats
}

fn is_merged_into(table: &Table, below: usize, column: usize) -> bool {
    let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    table.merges.iter().any(|area| {
        area.bottom < at(below) + 1
            && area.bottom + 3 > at(below)
            && (area.left..=area.right).contains(&at(column))
            && area.right - area.left < 4
    })
}

/// Gives each field the column with the best claim: named by the user, best understood, most filled,
/// leftmost.
fn settle(
    table: &Table,
    top: usize,
    rows: usize,
    mut claims: Vec<Claim>,
    bounds: &std::ops::Range<usize>,
) -> Header {
    let below = top + rows..table.len().min(top + rows + LOOKED_AT);
    let filled = |column: usize| {
        below
            .clone()
            .filter(|&row| !table.cell(row, column).is_blank())
            .count()
    };
    claims.sort_by_key(|claim| {
        let better = (claim.by_user, claim.share, filled(claim.at) > 0);
        (std::cmp::Reverse(better), claim.at)
    });
    let mut of = [None; Field::COUNT];
    let mut columns = Vec::new();
    for claim in claims {
        let place = &mut of[claim.field as usize];
        if place.is_none() {
            *place = Some(claim.at);
            columns.push(Column {
                at: claim.at,
                heading: claim.heading,
                field: claim.field,
            });
        }
    }
    columns.sort_by_key(|column| column.at);
    Header {
        top,
        rows,
        columns,
        unused: Vec::new(),
        left: bounds.start,
        right: bounds.end,
        beside: None,
        of,
    }
}
