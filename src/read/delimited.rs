//! Reads text with delimiters, record by record; a stray quotation mark costs one line and not the rest.

use encoding_rs::Encoding;

use super::encoding;
use super::grid::more_oddities;
use super::input::Input;
use super::lines::{Line, Lines};
use super::part::{Part, parts};
use super::{ReadOptions, Table, limits};
use crate::diag::Diag;
use crate::parallel;
use crate::phrase::Phrase;
use crate::place::{Cell, Place};
use crate::say;
use crate::text::{Moved, Symbol, Texts};

/// What separates cells, as far as people use it.
const DELIMITERS: [char; 5] = [',', '\t', ';', '|', '，'];

/// How many lines vote on the delimiter.
const VOTERS: usize = 50;

/// The table in a text; a large one is read in parts at once.
pub(super) fn read(input: &Input, texts: &mut Texts, options: &ReadOptions) -> Result<Table, Diag> {
    let encoding = encoding::of(input, options.encoding.as_deref())?;
    let vote = Vote::of(&mut Lines::new(input, encoding)?)?;
    let parts = parts(input, encoding, parallel::threads());
    if parts.len() > 1
        && let Some(table) = in_parts(input, encoding, vote, parts, texts)
    {
        return Ok(table);
    }
    let mut reading = Reading::new(input, vote, true);
    reading.records(&mut Lines::new(input, encoding)?, texts)?;
    Ok(reading.finish())
}

/// The table put together of its parts; `None` where a record crosses two of them, or something is
/// wrong that is told with its place only when everything before it has been read.
fn in_parts(
    input: &Input,
    encoding: &'static Encoding,
    vote: Vote,
    parts: Vec<Part>,
    texts: &mut Texts,
) -> Option<Table> {
    let threads = parts.len();
    let read = parallel::over(parts, threads, |part| {
        let mut reading = Reading::new(input, vote, part.is_last);
        let mut own = Texts::new();
        let mut lines = Lines::of(input, encoding, &part).ok()?;
        reading.records(&mut lines, &mut own).ok()?;
        let passed = lines.number() - 1;
        (!reading.is_cut).then_some((reading, own, passed))
    });
    let mut whole: Option<Reading> = None;
    let mut passed = 0;
    for part in read {
        let (reading, own, lines) = part?;
        let moved = texts.take_in(own);
        match &mut whole {
            Some(whole) => whole.append(reading, &moved, passed),
            None => whole = Some(reading.moved(&moved)),
        }
        passed += lines;
    }
    whole.map(Reading::finish)
}

/// The delimiter, and how many cells a record usually has.
#[derive(Clone, Copy, Debug)]
struct Vote {
    delimiter: char,
    width: usize,
}

impl Vote {
    /// The most stable count of a delimiter over the first lines wins; lines without it (titles) have
    /// no vote.
    fn of(lines: &mut Lines) -> Result<Self, Diag> {
        let mut sample = Vec::new();
        let mut next = lines.peek()?;
        while let Some(line) = next
            && sample.len() < VOTERS
        {
            sample.push(line);
            next = lines.after(line)?;
        }
        let texts: Vec<&str> = sample.iter().map(|&line| lines.text(line)).collect();
        let said = texts
            .first()
            .and_then(|first| first.trim().strip_prefix("sep="))
            .and_then(|mark| mark.chars().next());
        let best = DELIMITERS
            .into_iter()
            .map(|delimiter| {
                let (votes, count) = votes(&texts, delimiter);
                (votes * usize::from(count > 0), count, delimiter)
            })
            // Of equals the first in the list.
            .rev()
            .max_by_key(|&(votes, count, _)| (votes, count));
        let (_, count, delimiter) = best.unwrap_or((0, 0, ','));
        Ok(Self {
            delimiter: said.unwrap_or(delimiter),
            width: count + 1,
        })
    }
}

/// How many lines agree on the most common count of a delimiter, and that count.
fn votes(lines: &[&str], delimiter: char) -> (usize, usize) {
    let counts: Vec<usize> = lines
        .iter()
        .map(|line| outside_quotes(line, delimiter))
        .filter(|&count| count > 0)
        .collect();
    counts
        .iter()
        .map(|&count| {
            (
                counts.iter().filter(|&&other| other == count).count(),
                count,
            )
        })
        .max()
        .unwrap_or((0, 0))
}

fn outside_quotes(line: &str, delimiter: char) -> usize {
    let mut quoted = false;
    line.chars()
        .filter(|&c| {
            quoted ^= c == '"';
            c == delimiter && !quoted
        })
        .count()
}

/// What became of a record with quotation marks.
enum Quoted {
    /// Its cells.
    Cells(Vec<String>),
    /// The last cell is still open at the end of the text.
    Open,
    /// A closing mark is followed by something else than a delimiter.
    Malformed,
}

/// A text while it is read.
struct Reading<'i> {
    input: &'i Input,
    vote: Vote,
    table: Table,
    cells: Vec<Symbol>,
    /// The cells of the record before: most columns say the same again.
    previous: Vec<Symbol>,
    /// Oddities that are summed up.
    unread: usize,
    /// Whether the text ends where the lines end.
    is_last: bool,
    /// Whether a record may go on behind the last line.
    is_cut: bool,
}

impl<'i> Reading<'i> {
    fn new(input: &'i Input, vote: Vote, is_last: bool) -> Self {
        Self {
            input,
            vote,
            table: Table::default(),
            cells: Vec::new(),
            previous: Vec::new(),
            unread: 0,
            is_last,
            is_cut: false,
        }
    }

    fn records(&mut self, lines: &mut Lines, texts: &mut Texts) -> Result<(), Diag> {
        while let Some(line) = lines.peek()? {
            self.record(lines, line, texts)?;
        }
        Ok(())
    }

    /// The first part, as the beginning of the whole.
    fn moved(mut self, moved: &Moved) -> Self {
        self.table.move_texts(moved);
        self
    }

    /// Adds what was read of the part behind; `lines` came before it.
    fn append(&mut self, part: Self, moved: &Moved, lines: u32) {
        self.table.append(part.table, moved, lines);
        self.unread += part.unread;
        let told = self.table.oddities.len().min(limits::ODDITIES);
        self.unread += self.table.oddities.split_off(told).len();
    }

    fn record(&mut self, lines: &mut Lines, first: Line, texts: &mut Texts) -> Result<(), Diag> {
        let number = lines.number();
        self.cells.clear();
        let (last, count) = if memchr::memchr(b'"', lines.text(first).as_bytes()).is_some() {
            self.quoted(lines, first, texts)?
        } else {
            self.plain(lines.text(first), texts);
            (first, 1)
        };
        self.ragged(number);
        self.table.push_row(number, self.cells.iter().copied());
        std::mem::swap(&mut self.cells, &mut self.previous);
        lines.pass(last, count);
        Ok(())
    }

    fn plain(&mut self, line: &str, texts: &mut Texts) {
        if line.trim().is_empty() {
            return;
        }
        match u8::try_from(self.vote.delimiter) {
            Ok(ascii) if ascii.is_ascii() => {
                let ends = memchr::memchr_iter(ascii, line.as_bytes());
                self.divided(line, ends, texts);
            }
            _ => {
                let ends = line.match_indices(self.vote.delimiter).map(|(at, _)| at);
                self.divided(line, ends, texts);
            }
        }
    }

    /// Adds the cells of a line that has delimiters at these places.
    fn divided(&mut self, line: &str, ends: impl Iterator<Item = usize>, texts: &mut Texts) {
        let mut start = 0;
        for (column, end) in ends.chain([line.len()]).enumerate() {
            let symbol = self.intern(&line[start..end], column, texts);
            self.cells.push(symbol);
            start = end + self.vote.delimiter.len_utf8();
        }
    }

    fn intern(&self, cell: &str, column: usize, texts: &mut Texts) -> Symbol {
        let cell = trimmed(cell);
        match self.previous.get(column) {
            Some(&before) if texts.is(before, cell) && !before.is_absent() => before,
            _ => texts.intern(cell),
        }
    }

    /// Reads a record with quotation marks over as many lines as it needs; the last of them, and how many.
    fn quoted(
        &mut self,
        lines: &mut Lines,
        first: Line,
        texts: &mut Texts,
    ) -> Result<(Line, u32), Diag> {
        let (mut last, mut count) = (first, 1);
        loop {
            let text = lines.span(first, last);
            match split(text, self.vote.delimiter) {
                Quoted::Cells(cells) if count == 1 || !self.are_records(text) => {
                    for (column, cell) in cells.iter().enumerate() {
                        let symbol = self.intern(cell, column, texts);
                        self.cells.push(symbol);
                    }
                    return Ok((last, count));
                }
                Quoted::Open if (count as usize) < limits::QUOTED_LINES => {
                    let open_for = text.len();
                    let next = lines.after(last)?;
                    self.is_cut |= next.is_none() && !self.is_last;
                    match next.filter(|_| open_for < limits::QUOTED_BYTES) {
                        Some(next) => (last, count) = (next, count + 1),
                        None => break,
                    }
                }
                _ => break,
            }
        }
        let number = lines.number();
        self.odd(
            "stray-quote",
            number,
            say!(
                "这一行有一个多余或没有配对的引号，整行按普通文字读",
                "a quotation mark in this line is stray or has no partner; the line is read as plain text"
            ),
        );
        self.plain(lines.text(first), texts);
        Ok((first, 1))
    }

    /// Whether each line by itself is a record of the usual width, so that what joins them is a stray mark.
    fn are_records(&self, text: &str) -> bool {
        self.vote.width > 1
            && text
                .lines()
                .all(|line| line.matches(self.vote.delimiter).count() + 1 == self.vote.width)
    }

    fn ragged(&mut self, number: u32) {
        let filled = self
            .cells
            .iter()
            .rposition(|cell| !cell.is_blank())
            .map_or(0, |last| last + 1);
        let (cells, width) = (self.cells.len(), self.vote.width);
        // What stands alone in its line is a title, a band or a note.
        if cells < width
            && self.cells[..filled]
                .iter()
                .filter(|cell| !cell.is_blank())
                .count()
                > 1
        {
            self.odd(
                "short-row",
                number,
                say!(
                    "这一行只有 {cells} 格，其他行是 {width} 格，缺的按空格读，可能少了分隔符",
                    "this row has only {cells} cells and the others {width}; what is missing is taken as blank, a delimiter may be missing"
                ),
            );
        } else if filled > width {
            self.odd(
                "ragged-row",
                number,
                say!(
                    "这一行有 {filled} 格，其他行是 {width} 格，可能有多余的分隔符",
                    "this row has {filled} cells and the others {width}; there may be a delimiter too many"
                ),
            );
        }
    }

    fn odd(&mut self, code: &'static str, number: u32, message: Phrase) {
        if self.table.oddities.len() >= limits::ODDITIES {
            self.unread += 1;
            return;
        }
        let place = Place::Cell(Cell {
            path: self.input.path.clone(),
            sheet: "".into(),
            row: number,
            column: None,
        });
        self.table
            .oddities
            .push(Diag::warning(code, place, message));
    }

    fn finish(mut self) -> Table {
        let more = self.unread;
        if more > 0 {
            let place = Place::File(self.input.path.clone());
            self.table.oddities.push(more_oddities(place, more));
        }
        self.table
    }
}

/// A cell without the white space around it; most have none, which their first and last bytes tell.
fn trimmed(cell: &str) -> &str {
    // The first byte of CJK characters, which all have three, and ASCII that can be seen.
    let is_written = |byte: u8| byte.is_ascii_graphic() || (0xE4..=0xE9).contains(&byte);
    match *cell.as_bytes() {
        [first, .., last] if is_written(first) && last.is_ascii_graphic() => cell,
        [first, .., third, _, _] if is_written(first) && (0xE4..=0xE9).contains(&third) => cell,
        _ => cell.trim(),
    }
}

/// The cells of a record in which some are in quotation marks.
fn split(text: &str, delimiter: char) -> Quoted {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let Some(quoted) = rest.trim_start_matches(' ').strip_prefix('"') else {
            match rest.split_once(delimiter) {
                // A line break outside quotation marks can't be in a record.
                Some((cell, _)) if cell.contains('\n') => return Quoted::Malformed,
                Some((cell, after)) => {
                    cells.push(cell.to_owned());
                    rest = after;
                    continue;
                }
                None => {
                    cells.push(rest.to_owned());
                    return Quoted::Cells(cells);
                }
            }
        };
        let Some((cell, after)) = closed(quoted) else {
            return Quoted::Open;
        };
        cells.push(cell);
        let after = after.trim_start_matches(' ');
        if after.is_empty() {
            return Quoted::Cells(cells);
        }
        match after.strip_prefix(delimiter) {
            Some(after) => rest = after,
            None => return Quoted::Malformed,
        }
    }
}

/// The text up to the closing mark, doubled marks made single, and what follows it.
fn closed(quoted: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = quoted;
    loop {
        let (text, after) = rest.split_once('"')?;
        cell.push_str(text);
        match after.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                rest = after;
            }
            None => return Some((cell, after)),
        }
    }
}
