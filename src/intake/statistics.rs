//! Tells a statistics form (指标名称、计量单位、本期数) from a list of items by its headings.

use super::header::Header;
use crate::item::Field;
use crate::read::Table;
use crate::text::Texts;
use crate::words::Words;

/// Two headings of statistics are no coincidence.
const ENOUGH: usize = 2;

/// Fields that only a list of items has.
const TELLING: [Field; 7] = [
    Field::Department,
    Field::Frequency,
    Field::Basis,
    Field::Form,
    Field::Deadline,
    Field::Hours,
    Field::Community,
];

/// Whether a header is that of a statistics form.
pub(super) fn is_form(words: &Words, table: &Table, header: &Header, texts: &Texts) -> bool {
    let exactly = |heading: &str| {
        let plain = words.plain(heading);
        words.layout().statistics_headings.contains(&plain)
    };
    let tells = header
        .columns
        .iter()
        .any(|column| TELLING.contains(&column.field) && !exactly(&column.heading));
    let headings: usize = (header.top..header.end())
        .map(|row| count(words, table, row, texts))
        .sum();
    !tells && headings >= ENOUGH
}

/// Whether one of the first rows reads like the header of a statistics form.
pub(super) fn has_header(words: &Words, table: &Table, rows: usize, texts: &Texts) -> bool {
    (0..rows.min(table.len())).any(|row| count(words, table, row, texts) >= ENOUGH)
}

/// How many cells of a row are headings of statistics.
fn count(words: &Words, table: &Table, row: usize, texts: &Texts) -> usize {
    let known = &words.layout().statistics_headings;
    let is_one = |plain: &str| {
        known.contains(plain)
            || known
                .iter()
                .any(|word| word.chars().nth(1).is_some() && plain.starts_with(word.as_str()))
    };
    table
        .row(row)
        .iter()
        .filter(|cell| !cell.is_blank())
        .filter(|cell| is_one(&words.plain(texts.get(**cell))))
        .count()
}
