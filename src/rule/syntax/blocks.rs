//! Goes through a torn file table by table, so that one unclosed bracket doesn't hide the rest of the file.

use std::ops::Range;

use toml::de::{DeTable, Error};

use super::Mended;
use super::wording;
use crate::place::SourceFile;

/// Statements of one table are given up one by one; past this many the whole table is.
const MOST_TORN_STATEMENTS: usize = 20;

/// Blanks every statement that can't be read, and says why.
pub(super) fn mend(file: &SourceFile, mended: &mut Mended) {
    for block in blocks(&mended.text) {
        mend_block(file, &block, mended);
    }
    // What is left may still not fit together: a key twice, a table over a value.
    while let Some(block) = second_table(&mended.text) {
        let (_, errors) = DeTable::parse_recoverable(&mended.text);
        let here = |e: &&Error| e.span().is_some_and(|s| block.contains(&s.start));
        if let Some(error) = errors.iter().find(here) {
            mended
                .diags
                .push(wording::reworded(file, &mended.text, error, 0));
        }
        mended.torn.extend(siblings(&mended.text, &block));
        blank(&mut mended.text, &block);
        mended.lost = true;
    }
    let (_, errors) = DeTable::parse_recoverable(&mended.text);
    for error in &errors {
        let diag = wording::reworded(file, &mended.text, error, 0);
        if !mended.diags.iter().any(|d| d.place == diag.place) {
            mended.diags.push(diag);
        }
    }
}

/// The parts of the rule that a table belongs to: `[rule.x]` and `[rule.x.when]`, whichever it is.
fn siblings(text: &str, block: &Range<usize>) -> Vec<Range<usize>> {
    let rule = |block: &Range<usize>| {
        let header = text[block.clone()].lines().next().unwrap_or("");
        let name = header
            .trim_start_matches('[')
            .split(']')
            .next()
            .unwrap_or("");
        let parts: Vec<_> = name.split('.').take(2).map(str::trim).collect();
        parts.join(".")
    };
    let own = rule(block);
    let same = |other: &Range<usize>| rule(other) == own;
    blocks(text).into_iter().filter(same).collect()
}

/// The first table whose header is there already: all that stands in it would be there twice.
fn second_table(text: &str) -> Option<Range<usize>> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let twice = errors.iter().filter(|e| wording::is_twice(e));
    let places: Vec<_> = twice.filter_map(Error::span).collect();
    blocks(text).into_iter().find(|block| {
        let header =
            block.start..block.start + text[block.clone()].lines().next().map_or(0, str::len);
        looks_like_header(&text[header.clone()])
            && places.iter().any(|place| header.contains(&place.start))
    })
}

/// Whether a header is there twice.
pub(super) fn has_second_table(text: &str) -> bool {
    second_table(text).is_some()
}

fn mend_block(file: &SourceFile, block: &Range<usize>, mended: &mut Mended) {
    for _ in 0..MOST_TORN_STATEMENTS {
        let text = &mended.text[block.clone()];
        let (_, errors) = DeTable::parse_recoverable(text);
        let torn: Vec<_> = errors.iter().filter(|e| !wording::is_harmless(e)).collect();
        let at = |e: &&&Error| position(text, e);
        let Some(first) = torn.iter().min_by_key(at) else {
            return;
        };
        let statement = statement_at(text, position(text, first));
        let whole = is_header(text, &statement);
        let unclosed = torn.iter().find(|e| wording::is_unclosed(e));
        let error = unclosed
            .filter(|_| !whole && is_open(&text[statement.clone()]))
            .unwrap_or(first);
        let diag = if wording::is_unclosed(error) {
            wording::unclosed(file, &mended.text, block.start, &statement, error)
        } else {
            wording::reworded(file, &mended.text, error, block.start)
        };
        mended.diags.push(diag);
        let gone = if whole {
            block.clone()
        } else {
            block.start + statement.start..block.start + statement.end
        };
        blank(&mut mended.text, &gone);
        mended.lost |= whole;
        mended.torn.push(block.clone());
    }
    blank(&mut mended.text, block);
    mended.lost = true;
}

/// Where a complaint belongs: one without extent is about what stands before it.
fn position(text: &str, error: &Error) -> usize {
    let bytes = error.span().unwrap_or(0..0);
    if bytes.is_empty() {
        text[..bytes.start.min(text.len())]
            .trim_end()
            .len()
            .saturating_sub(1)
    } else {
        bytes.start
    }
}

/// The parts of a text that begin with a header: `[rule.x]`, `[[case]]`; what stands before the first, too.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    starts.extend(
        lines(text)
            .filter(|(_, l)| looks_like_header(l))
            .map(|(i, _)| i),
    );
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(s, e)| s..e)
        .collect()
}

/// A bracket at the very start of a line, followed by a name; entries of a list begin with quotes or
/// blanks. A header that lacks its first bracket still ends with one.
pub(super) fn looks_like_header(line: &str) -> bool {
    let name = line.trim_start_matches(['[', '(']);
    let opened = line.starts_with('[');
    let closed = name.trim_end().ends_with([']', ')']) && !name.contains(['=', '"', ',']);
    (opened || closed) && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Whether a line begins with a key and an equals sign, or what was meant as such.
fn looks_like_statement(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    let key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let rest = line.trim_start_matches(key);
    rest.len() != line.len() && rest.trim_start().starts_with(['=', '"'])
        || rest.len() != line.len() && rest.trim().is_empty()
}

fn is_header(text: &str, statement: &Range<usize>) -> bool {
    let first = text.lines().next().unwrap_or("");
    statement.start == 0 && looks_like_header(first)
}

/// The statement that a byte stands in: from a line that begins with a key to the next such line.
fn statement_at(text: &str, at: usize) -> Range<usize> {
    let mut statement = 0..text.len();
    for (start, _) in lines(text).skip(1).filter(|(_, l)| looks_like_statement(l)) {
        if start > at {
            statement.end = start;
            break;
        }
        statement.start = start;
    }
    statement
}

/// Whether more brackets are opened than closed, outside of quotes.
fn is_open(statement: &str) -> bool {
    let mut depth = 0i32;
    let mut in_quotes = false;
    for c in statement.chars() {
        match c {
            '"' => in_quotes = !in_quotes,
            '[' | '{' if !in_quotes => depth += 1,
            ']' | '}' if !in_quotes => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

/// The lines of a text with the byte each begins at.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// Blanks bytes, but for the ends of lines.
fn blank(text: &mut String, bytes: &Range<usize>) {
    let blanks: String = text[bytes.clone()]
        .chars()
        .map(|c| match c {
            '\n' => "\n".to_owned(),
            c => " ".repeat(c.len_utf8()),
        })
        .collect();
    text.replace_range(bytes.clone(), &blanks);
}
