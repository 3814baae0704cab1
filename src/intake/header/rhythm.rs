//! Columns that each stand for one rhythm (周报 | 月报 | 年报), of which a row ticks some or says how often.

use super::claim::Claim;
use super::heading::Heading;
use super::{Finder, LOOKED_AT};
use crate::item::{Field, FrequencyKind};
use crate::read::Table;
use crate::text::{Symbol, Texts};
use crate::words::Words;

/// A longer heading is a sentence.
const LONGEST: usize = 6;

/// A larger number in such a column counts no times a day, week or month.
const MOST_TIMES: u32 = 366;

/// One of several rhythms that a row may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::intake) struct Choice {
    /// Its column, from 0.
    pub(super) at: usize,
    /// What stands over it alone: 月报.
    rhythm: String,
}

/// What a cell under a rhythm says.
enum Said {
    /// Not this one.
    No,
    /// √, 是.
    Yes,
    /// So many times.
    Times(u32),
}

impl Finder<'_> {
    /// Whether a heading is a rhythm and nothing else: 月报, 每周.
    pub(super) fn is_rhythm(&mut self, heading: &str) -> bool {
        if !(1..=LONGEST).contains(&heading.chars().count()) {
            return false;
        }
        if let Some(&known) = self.rhythms.get(heading) {
            return known;
        }
        let read = self.words.frequency(heading, "").value;
        let periodic = read
            .is_some_and(|read| read.kind == FrequencyKind::Periodic && read.rate_max.is_none());
        self.rhythms.insert(heading.to_owned(), periodic);
        periodic
    }

    /// The columns of which each is one rhythm, where there are several and nothing else says how often.
    pub(super) fn choices(
        &mut self,
        table: &Table,
        below: usize,
        headings: &[Heading],
        claims: &[Claim],
        texts: &Texts,
    ) -> Vec<Choice> {
        let is_free = |at: usize| {
            let mut of_column = claims.iter().filter(|claim| claim.at == at);
            of_column.all(|claim| claim.field == Field::Frequency && !claim.by_user)
        };
        let rows = below..table.len().min(below + LOOKED_AT);
        let words = self.words;
        let is_ticked = |at: usize| {
            let mut cells = rows.clone().map(|row| table.cell(row, at));
            cells.clone().any(|cell| !cell.is_blank())
                && cells.all(|cell| said(words, cell, texts).is_some())
        };
        let columns = headings.iter().enumerate();
        let choices: Vec<Choice> = columns
            .filter(|(at, heading)| is_free(*at) && self.is_rhythm(&heading.leaf) && is_ticked(*at))
            .map(|(at, heading)| Choice {
                at,
                rhythm: heading.leaf.clone(),
            })
            .collect();
        let is_choice = |at: usize| choices.iter().any(|choice| choice.at == at);
        let said_elsewhere = claims
            .iter()
            .any(|claim| claim.field == Field::Frequency && !is_choice(claim.at));
        if choices.len() < 2 || said_elsewhere {
            return Vec::new();
        }
        choices
    }
}

/// The rhythms that a row has, as one text: 月报、年报; 每周2次.
pub(super) fn chosen(
    choices: &[Choice],
    table: &Table,
    row: usize,
    words: &Words,
    texts: &Texts,
) -> String {
    let said = choices.iter().filter_map(|choice| {
        let rhythm = &choice.rhythm;
        match said(words, table.cell(row, choice.at), texts)? {
            Said::No => None,
            Said::Yes => Some(rhythm.clone()),
            Said::Times(times) => Some(format!("{rhythm}{times}次")),
        }
    });
    said.collect::<Vec<_>>().join("、")
}

/// What a cell says; nothing where it is no tick and no number.
fn said(words: &Words, cell: Symbol, texts: &Texts) -> Option<Said> {
    if cell.is_blank() {
        return Some(Said::No);
    }
    let plain = words.plain(texts.get(cell));
    let layout = words.layout();
    if layout.ticks.contains(&plain) {
        return Some(Said::Yes);
    }
    if layout.crosses.contains(&plain) {
        return Some(Said::No);
    }
    let mut units = layout.total_units.iter();
    let number = units
        .find_map(|unit| plain.strip_suffix(unit.as_str()))
        .unwrap_or(&plain);
    match number.parse().ok()? {
        0 => Some(Said::No),
        times if times <= MOST_TIMES => Some(Said::Times(times)),
        _ => None,
    }
}
