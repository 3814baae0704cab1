//! Reads how often: units, counts and their phrases are data, how they combine is the grammar.

mod beat;
mod calendar;
mod heading;
mod period;
mod points;
mod rhythm;
mod token;

use crate::item::{Frequency, FrequencyKind, Rate};

use super::Reading;
use super::lexicon::{FileKind, Lexicon, Section, TableKind};
use super::phrases::Endings;
use super::variants::Mistypings;
use rhythm::{Grammar, Rhythm};
use token::{Meaning, Piece, Token, UnitId, Vocabulary};

/// `frequencies.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "frequencies",
    tables: &[
        TableKind {
            name: "unit",
            key: super::lexicon::any_key,
            known: super::lexicon::no_known,
            lists: &["phrases", "each", "points"],
            values: &["times", "years"],
        },
        TableKind {
            name: "occasion",
            key: super::lexicon::any_key,
            known: super::lexicon::no_known,
            lists: &["phrases"],
            values: &["times"],
        },
        TableKind {
            name: "kind",
            key: |key| FrequencyKind::parse(key).map(|kind| kind.word().to_owned()),
            known: || FrequencyKind::ALL.iter().map(|kind| kind.word()).collect(),
            lists: &["whole", "phrases", "ends"],
            values: &[],
        },
        TableKind {
            name: "mark",
            key: |key| mark(key).map(|_| key.to_owned()),
            known: || MARKS.iter().map(|(name, _)| *name).collect(),
            lists: &["phrases"],
            values: &[],
        },
    ],
};

/// The marks of the grammar, by the key of their table.
const MARKS: &[(&str, Meaning)] = &[
    ("each", Meaning::Each),
    ("every_other", Meaning::EveryOther),
    ("count", Meaning::Count),
    ("act", Meaning::Act),
    ("term", Meaning::Term),
    ("season", Meaning::Season),
    ("vague", Meaning::Vague),
    ("detail", Meaning::Detail),
    ("join", Meaning::Join),
    ("either", Meaning::Either),
    ("range", Meaning::Range),
    ("between", Meaning::Between),
    ("ordinal", Meaning::Ordinal),
    ("for_each", Meaning::ForEach),
    ("only", Meaning::Only),
    ("on_digit", Meaning::OnDigit),
    ("interval", Meaning::Interval),
    ("about", Meaning::About),
];

fn mark(key: &str) -> Option<Meaning> {
    MARKS
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, meaning)| *meaning)
}

/// A stretch of time.
#[derive(Clone, Debug)]
struct Unit {
    key: String,
    rate: Rate,
}

/// Everything known of frequencies, ready for use.
#[derive(Clone, Debug, Default)]
pub(super) struct Frequencies {
    units: Vec<Unit>,
    whole: Vec<(String, FrequencyKind)>,
    ends: Endings<FrequencyKind>,
    vocabulary: Vocabulary,
    mistypings: Mistypings,
}

impl Frequencies {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut known = Self {
            mistypings: Mistypings::new(lexicon),
            ..Self::default()
        };
        for section in lexicon.sections(FILE.id, "unit") {
            known.add_unit(section);
        }
        for section in lexicon.sections(FILE.id, "occasion") {
            let times = section.number("times").unwrap_or(1);
            known.add(section, "phrases", Meaning::Occasion(times));
        }
        for section in lexicon.sections(FILE.id, "mark") {
            if let Some(meaning) = mark(&section.key) {
                known.add(section, "phrases", meaning);
            }
        }
        // Last, so that a phrase which is also a unit (当日) keeps its place in the grammar.
        for section in lexicon.sections(FILE.id, "kind") {
            known.add_kind(section);
        }
        known
    }

    fn add_kind(&mut self, section: &Section) {
        if let Some(kind) = FrequencyKind::parse(&section.key) {
            let whole = section.list("whole").iter();
            self.whole
                .extend(whole.map(|phrase| (phrase.plain.clone(), kind)));
            for ending in section.list("ends") {
                self.ends.add(&ending.plain, kind);
            }
            self.add(section, "phrases", Meaning::Kind(kind));
        }
    }

    fn add_unit(&mut self, section: &Section) {
        let (times, years) = (
            section.number("times"),
            section.number("years").unwrap_or(1),
        );
        if let Some(rate) = times.and_then(|times| Rate::new(times, years)) {
            let id = self.units.len();
            self.units.push(Unit {
                key: section.key.clone(),
                rate,
            });
            if section.key == "week" {
                self.vocabulary.set_week(id);
            }
            self.add(section, "points", Meaning::Point(id));
            self.add(section, "each", Meaning::EachUnit(id));
            self.add(section, "phrases", Meaning::Unit(id));
        }
    }

    fn add(&mut self, section: &Section, list: &str, meaning: Meaning) {
        for phrase in section.list(list) {
            self.vocabulary.add(&phrase.plain, meaning);
        }
    }

    fn unit_called(&self, key: &str) -> Option<UnitId> {
        self.units.iter().position(|unit| unit.key == key)
    }

    fn is_unit(&self, id: UnitId, key: &str) -> bool {
        self.units[id].key == key
    }

    /// How often, by the frequency under its heading and, where that says nothing, by a rhythm in the
    /// deadline (all plain).
    pub(super) fn read(
        &self,
        frequency: &str,
        heading: &str,
        deadline: &str,
    ) -> Reading<Frequency> {
        let own = match self.counted_under(frequency, heading) {
            Some(rhythm) => reading(rhythm.frequency(), rhythm.evidence),
            None => self.read_one(frequency),
        };
        let says_something = |reading: &Reading<Frequency>| {
            reading
                .value
                .is_some_and(|frequency| frequency.kind != FrequencyKind::Unknown)
        };
        if deadline.is_empty() || says_something(&own) {
            return own;
        }
        let implied = self.read_one(deadline);
        let counted = implied
            .value
            .is_some_and(|frequency| frequency.rate.is_some());
        if counted { implied } else { own }
    }

    fn read_one(&self, plain: &str) -> Reading<Frequency> {
        let text = self.mistypings.mend(plain);
        if let Some((phrase, kind)) = self.whole.iter().find(|(phrase, _)| *phrase == text) {
            return reading(of_kind(*kind), vec![phrase.clone()]);
        }
        let pieces = self.vocabulary.cut(&text);
        let unreadable =
            |piece: &Piece<'_>| matches!(piece.token, Token::Other(c) if c.is_ascii_digit());
        if pieces.iter().any(unreadable) {
            return Reading::nothing();
        }
        let grammar = Grammar::new(self, &pieces);
        if let Some(date) = calendar::single_date(&text).filter(|_| !grammar.says_each()) {
            return reading(of_kind(FrequencyKind::Once), vec![date.to_owned()]);
        }
        if let Some(rhythm) = grammar.repeated() {
            return reading(rhythm.frequency(), rhythm.evidence);
        }
        if let Some(phrase) = grammar.only_once() {
            return reading(of_kind(FrequencyKind::Once), vec![phrase]);
        }
        if let Some((kind, phrase)) = first_kind(&pieces) {
            return reading(of_kind(kind), vec![phrase.to_owned()]);
        }
        match grammar.in_the_year() {
            Some(rhythm) => reading(rhythm.frequency(), rhythm.evidence),
            None => self.by_end(&grammar),
        }
    }

    /// 新增后5个工作日内: what a text ends with, the term behind it left out.
    fn by_end(&self, grammar: &Grammar<'_>) -> Reading<Frequency> {
        let text = grammar.text(0, grammar.before_term());
        let end = self
            .ends
            .at_end(&text)
            .filter(|(end, _)| end.len() < text.len());
        match end {
            Some((end, kind)) => reading(of_kind(kind), vec![end.to_owned()]),
            None => Reading::nothing(),
        }
    }
}

impl Rhythm {
    fn frequency(&self) -> Frequency {
        let Some((low, high)) = self.rates else {
            return of_kind(FrequencyKind::Irregular);
        };
        Frequency {
            kind: FrequencyKind::Periodic,
            rate: Some(low),
            rate_max: (high > low).then_some(high),
        }
    }
}

/// The first phrase that says of what kind a frequency is; one that says nothing (无) yields to the others.
fn first_kind<'a>(pieces: &[Piece<'a>]) -> Option<(FrequencyKind, &'a str)> {
    let kinds = || {
        pieces.iter().filter_map(|piece| match piece.token {
            Token::Known(Meaning::Kind(kind)) => Some((kind, piece.text)),
            Token::Known(Meaning::Vague | Meaning::Season) => {
                Some((FrequencyKind::Irregular, piece.text))
            }
            // 逢会, 逢检查: whenever there is one.
            Token::Known(Meaning::OnDigit) => Some((FrequencyKind::OnDemand, piece.text)),
            _ => None,
        })
    };
    kinds()
        .find(|(kind, _)| *kind != FrequencyKind::Unknown)
        .or_else(|| kinds().next())
}

fn of_kind(kind: FrequencyKind) -> Frequency {
    Frequency {
        kind,
        rate: (kind == FrequencyKind::Once).then_some(Rate::yearly(1)),
        rate_max: None,
    }
}

fn reading(frequency: Frequency, evidence: Vec<String>) -> Reading<Frequency> {
    Reading {
        value: Some(frequency),
        evidence,
    }
}
