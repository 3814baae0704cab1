//! Reads how long an item takes: 2小时, 半天, 30分钟, 1,000, with the unit of the column's heading.

use crate::item::Effort;

use super::lexicon::{FileKind, Lexicon, Section, TableKind, any_key, no_known};
use super::phrases::Anywhere;

/// A year has this many minutes; more can't be spent in one.
const MINUTES_OF_A_YEAR: f64 = 8_784.0 * 60.0;

/// More people don't work in a community; a larger number counts something else.
const MOST_PEOPLE: f64 = 1_000.0;

/// The words that are no units.
const MARKS: &[&str] = &[
    "year", "about", "half", "and_half", "people", "times", "total", "range",
];

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
    people: Vec<String>,
    times: Vec<String>,
    total: Vec<String>,
    range: Vec<String>,
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
            let phrases = sections.flat_map(|section| section.list("phrases"));
            let mut phrases: Vec<String> = phrases.map(|phrase| phrase.plain.clone()).collect();
            // Of two that a text begins with the longer one is meant.
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            phrases
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
            people: marks("people"),
            times: marks("times"),
            total: marks("total"),
            range: marks("range"),
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
        let spent = self.spent(&self.without_marks(cell), heading_unit)?;
        let minutes = spent.minutes?;
        let each = match spent.people {
            Some(people) if !spent.is_total => minutes * f64::from(people),
            _ => minutes,
        };
        let most = MINUTES_OF_A_YEAR * f64::from(spent.people.unwrap_or(1));
        let sensible = each.is_finite() && each > 0.0 && each <= most;
        // In range, so the conversion keeps the value.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = sensible.then(|| each.round().max(1.0) as u32)?;
        Some(Effort {
            minutes: whole,
            people: spent.people,
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

    /// The sum of all amounts in a text (1小时30分钟), and the people it is of (2人×3小时); nothing if any part
    /// of it isn't understood.
    fn spent(&self, text: &str, heading_unit: u32) -> Option<Spent> {
        let mut rest = text;
        let mut spent = Spent::default();
        let mut goes_on = false;
        while !rest.is_empty() {
            if let Some(after) = strip_any(rest, &self.times) {
                goes_on = false;
                rest = after;
                continue;
            }
            if let Some(after) = strip_any(rest, &self.total) {
                spent.is_total = true;
                rest = after;
                continue;
            }
            let (amount, after) = self.amount(rest)?;
            let is_unit = self.unit_at(after).is_some();
            let people = strip_any(after, &self.people).filter(|_| !is_unit);
            if let Some(after) = people {
                spent.add_people(amount)?;
                goes_on = false;
                rest = after;
                continue;
            }
            let (minutes, after) = self.stretch(amount, after, heading_unit)?;
            // 1小时30分钟 is one stretch; 2小时、3小时 are two, and nobody says which.
            if spent.minutes.is_some() && !goes_on {
                return None;
            }
            spent.minutes = Some(spent.minutes.unwrap_or(0.0) + minutes);
            goes_on = true;
            rest = after;
        }
        Some(spent)
    }

    /// The minutes of an amount by the unit that follows it, and what follows the unit; the heading's unit
    /// where nothing follows the amount.
    fn stretch<'t>(&self, amount: f64, after: &'t str, heading: u32) -> Option<(f64, &'t str)> {
        // 一个半小时: the half stands before the unit.
        let and_half = strip_any(after, &self.and_half);
        let (amount, after) = and_half.map_or((amount, after), |after| (amount + 0.5, after));
        let Some((minutes, len)) = self.unit_at(after) else {
            return after
                .is_empty()
                .then(|| (amount * f64::from(heading), after));
        };
        let rest = &after[len..];
        let (amount, rest) =
            strip_any(rest, &self.half).map_or((amount, rest), |rest| (amount + 0.5, rest));
        Some((amount * f64::from(minutes), rest))
    }

    /// The number at the start of a text and what follows; of a range (2-3) the lower end.
    fn amount<'t>(&self, text: &'t str) -> Option<(f64, &'t str)> {
        let digits = |text: &str| {
            text.find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(text.len())
        };
        let end = digits(text);
        if end > 0 {
            let number = text[..end].parse().ok()?;
            let range = strip_any(&text[end..], &self.range).filter(|upper| digits(upper) > 0);
            let after = range.map_or(&text[end..], |upper| &upper[digits(upper)..]);
            return Some((number, after));
        }
        let (numeral, len) = super::numeral::Numeral::at_start(text)?;
        Some((f64::from(numeral.low) / 2.0, &text[len..]))
    }

    fn unit_at(&self, text: &str) -> Option<(u32, usize)> {
        let found = self
            .units
            .iter()
            .find(|(phrase, _)| text.starts_with(phrase.as_str()));
        found.map(|(phrase, minutes)| (*minutes, phrase.len()))
    }
}

/// What a cell says of an effort, before it is known to be one.
#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    /// Minutes of one person, or of all.
    minutes: Option<f64>,
    /// How many take part.
    people: Option<u32>,
    /// 共: the minutes are of all of them.
    is_total: bool,
}

impl Spent {
    /// So many take part; nothing where that was said before, or where nobody does.
    fn add_people(&mut self, amount: f64) -> Option<()> {
        let whole = (1.0..=MOST_PEOPLE).contains(&amount) && amount.fract() == 0.0;
        if self.people.is_some() || !whole {
            return None;
        }
        // In range and whole, so the conversion keeps the value.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let people = amount as u32;
        self.people = Some(people);
        Some(())
    }
}

/// What follows the first of some words that a text begins with.
fn strip_any<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    let mut words = words.iter();
    words.find_map(|word| text.strip_prefix(word.as_str()))
}
