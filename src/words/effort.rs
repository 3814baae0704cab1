//! Reads how long an item takes: 2小时, 半天, 30分钟, 1,000, with the unit of the column's heading.

use crate::item::Effort;

use super::lexicon::{FileKind, Lexicon, Section, TableKind, any_key, no_known};
use super::phrases::Anywhere;

/// A year has this many minutes; more can't be spent in one.
const MINUTES_OF_A_YEAR: f64 = 8_784.0 * 60.0;

/// The words that are no units.
const MARKS: &[&str] = &["year", "about", "half", "and_half"];

/// `efforts.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "efforts",
    tables: &[
        TableKind {
            name: "unit",
            key: any_key,
            known: no_known,
            lists: &["phrases"],
            values: &["minutes"],
        },
        TableKind {
            name: "mark",
            key: |key| MARKS.contains(&key).then(|| key.to_owned()),
            known: || MARKS.to_vec(),
            lists: &["phrases"],
            values: &[],
        },
    ],
};

/// Units of time, ready for use.
#[derive(Clone, Debug, Default)]
pub(super) struct Efforts {
    units: Vec<(String, u32)>,
    in_heading: Anywhere<u32>,
    year: Anywhere<()>,
    about: Vec<String>,
    half: Vec<String>,
    and_half: Vec<String>,
}

impl Efforts {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let of_unit = |section: &Section| {
            let minutes = section.number("minutes").unwrap_or(0);
            let phrases = section.list("phrases").iter();
            phrases
                .map(|phrase| (phrase.plain.clone(), minutes))
                .collect::<Vec<_>>()
        };
        let mut units: Vec<_> = lexicon
            .sections(FILE.id, "unit")
            .flat_map(of_unit)
            .collect();
        units.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        let marks = |key: &str| -> Vec<String> {
            let sections = lexicon
                .sections(FILE.id, "mark")
                .filter(|section| section.key == key);
            sections
                .flat_map(|section| section.list("phrases"))
                .map(|phrase| phrase.plain.clone())
                .collect()
        };
        let year = marks("year");
        Self {
            in_heading: Anywhere::new(
                units
                    .iter()
                    .map(|(phrase, minutes)| (phrase.as_str(), *minutes)),
            ),
            year: Anywhere::new(year.iter().map(|phrase| (phrase.as_str(), ()))),
            about: marks("about"),
            half: marks("half"),
            and_half: marks("and_half"),
            units,
        }
    }

    /// The effort in a cell under a heading, both plain; hours where neither names a unit.
    pub(super) fn read(&self, cell: &str, heading: &str) -> Option<Effort> {
        let heading_unit = self
            .in_heading
            .longest(heading)
            .map_or(60, |found| found.meaning);
        let per_year = self.year.longest(heading).is_some() || self.year.longest(cell).is_some();
        let bare = self.without_marks(cell);
        let minutes = self.minutes(&bare, heading_unit)?;
        let sensible = minutes.is_finite() && minutes > 0.0 && minutes <= MINUTES_OF_A_YEAR;
        // In range, so the conversion keeps the value.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = sensible.then(|| minutes.round().max(1.0) as u32)?;
        Some(Effort {
            minutes: whole,
            per_year,
            estimated: false,
        })
    }

    fn without_marks(&self, cell: &str) -> String {
        let mut bare = cell.replace(',', "");
        for mark in &self.about {
            bare = bare.replace(mark.as_str(), "");
        }
        for (mark, ()) in self
            .year
            .all(&bare.clone())
            .map(|found| (found.phrase, found.meaning))
        {
            bare = bare.replace(mark, "");
        }
        bare
    }

    /// The sum of all amounts in a text (1小时30分钟); nothing if any part of it isn't understood.
    fn minutes(&self, text: &str, heading_unit: u32) -> Option<f64> {
        let mut rest = text;
        let mut total = 0.0;
        while !rest.is_empty() {
            let (amount, after) = amount(rest)?;
            // 一个半小时: the half stands before the unit.
            let and_half = self
                .and_half
                .iter()
                .find_map(|half| after.strip_prefix(half.as_str()));
            let (amount, after) = and_half.map_or((amount, after), |after| (amount + 0.5, after));
            let unit = self.unit_at(after);
            let (minutes, len) = unit.unwrap_or((heading_unit, 0));
            rest = &after[len..];
            let half = self
                .half
                .iter()
                .find(|half| unit.is_some() && rest.starts_with(half.as_str()));
            rest = half.map_or(rest, |half| &rest[half.len()..]);
            let amount = if half.is_some() { amount + 0.5 } else { amount };
            if unit.is_none() && !rest.is_empty() {
                return None;
            }
            total += amount * f64::from(minutes);
        }
        (!text.is_empty()).then_some(total)
    }

    fn unit_at(&self, text: &str) -> Option<(u32, usize)> {
        let found = self
            .units
            .iter()
            .find(|(phrase, _)| text.starts_with(phrase.as_str()));
        found.map(|(phrase, minutes)| (*minutes, phrase.len()))
    }
}

/// The number at the start of a text and what follows; of a range (2-3) the lower end.
fn amount(text: &str) -> Option<(f64, &str)> {
    let digits = |text: &str| {
        text.find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(text.len())
    };
    let end = digits(text);
    if end > 0 {
        let number = text[..end].parse().ok()?;
        let range = text[end..]
            .strip_prefix(['-', '~', '至', '到', '—'])
            .filter(|upper| digits(upper) > 0);
        let after = range.map_or(&text[end..], |upper| &upper[digits(upper)..]);
        return Some((number, after));
    }
    let (numeral, len) = super::numeral::Numeral::at_start(text)?;
    Some((f64::from(numeral.low) / 2.0, &text[len..]))
}
