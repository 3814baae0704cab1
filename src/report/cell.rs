//! What stands in a cell of a flat report, for one entry and one column.

use std::borrow::Cow;

use super::item::{PerYear, group_id};
use super::{Column, Facts, wording};
use crate::item::{Category, Field, Level};
use crate::phrase::Lang;
use crate::rule::Rule;

impl Column {
    /// Whether its cells are numbers.
    pub(super) const fn is_number(self) -> bool {
        matches!(
            self,
            Self::Row | Self::PerYear | Self::HoursPerYear | Self::HoursSaved
        )
    }
}

impl<'a> Facts<'a> {
    /// The text of a cell; empty where nothing is known.
    pub(super) fn cell(&self, entry: u32, column: Column) -> Cow<'a, str> {
        let item = self.item(entry);
        match column {
            Column::Id => self.id(entry).into(),
            Column::Key => self.key(entry).into(),
            Column::Path => Cow::Borrowed(&*self.source(entry).path),
            Column::Sheet => self.sheet(entry),
            Column::Serial => self.text(self.entry(entry).serial),
            Column::Row => self.entry(entry).row.to_string().into(),
            Column::Name => self.field(entry, Field::Name),
            Column::Category => item.category.map_or("", Category::word).into(),
            Column::CategoryGiven => self.field(entry, Field::Category),
            Column::Department => self.field(entry, Field::Department),
            Column::Issuer => self.office(item.issuer.name),
            Column::IssuerLevel => item.issuer.level.map_or("", Level::word).into(),
            Column::Street => self.text(self.entry(entry).street),
            Column::Community => self.text(self.entry(entry).community),
            Column::Basis => self.field(entry, Field::Basis),
            Column::Form => self.field(entry, Field::Form),
            Column::Content => self.field(entry, Field::Content),
            Column::Frequency => self.field(entry, Field::Frequency),
            Column::FrequencyKind => item.frequency.kind.word().into(),
            Column::PerYear => item
                .frequency
                .rate
                .map(|rate| number(&PerYear(rate)))
                .unwrap_or_default()
                .into(),
            Column::HoursPerYear => item
                .hours_per_year()
                .map(|hours| number(&hours))
                .unwrap_or_default()
                .into(),
            Column::HoursEstimated => match self.is_estimated(entry) {
                true => "true".into(),
                false => Cow::Borrowed(""),
            },
            Column::Action => self.brief(entry).action.word().into(),
            Column::Rule => self.deciding(entry).map_or("", |rule| &rule.id).into(),
            Column::Clause => self
                .deciding(entry)
                .and_then(|rule| self.clause(rule))
                .unwrap_or_default()
                .into(),
            _ => self.verdict_cell(entry, column),
        }
    }

    /// The rule that decided on an entry.
    fn deciding(&self, entry: u32) -> Option<&'a Rule> {
        let rule = self.brief(entry).rule?;
        Some(&self.audit.rules.rules[rule as usize])
    }

    fn verdict_cell(&self, entry: u32, column: Column) -> Cow<'a, str> {
        let verdict = self.verdict(entry);
        match column {
            Column::Also => {
                let words: Vec<&str> = verdict.also.iter().map(|action| action.word()).collect();
                words.join(" ").into()
            }
            Column::Reason => wording::reason(self, verdict).into(),
            Column::Evidence => wording::all_evidence(self, verdict).into(),
            Column::Group => self
                .group(entry)
                .map(|(n, _)| group_id(n))
                .unwrap_or_default()
                .into(),
            Column::Target => wording::target(self, entry).into(),
            Column::RenewBy => self
                .renew_by(entry)
                .map(|day| day.to_string())
                .unwrap_or_default()
                .into(),
            Column::HoursSaved => self
                .hours_saved(entry)
                .map(|hours| number(&hours))
                .unwrap_or_default()
                .into(),
            _ => Cow::Borrowed(""),
        }
    }

    /// The cell for people: enumerated values in their language, hours rounded.
    pub fn cell_for_people(&self, entry: u32, column: Column) -> Cow<'a, str> {
        let (item, lang) = (self.item(entry), self.view.lang);
        match column {
            Column::Category => item
                .category
                .map_or("", |category| category.in_lang(lang))
                .into(),
            Column::IssuerLevel => item
                .issuer
                .level
                .map_or("", |level| level.in_lang(lang))
                .into(),
            Column::FrequencyKind => item.frequency.kind.in_lang(lang).into(),
            Column::Action => self.verdict(entry).action.in_lang(lang).into(),
            Column::Also => wording::also(self.verdict(entry), lang).into(),
            Column::HoursPerYear => self.marked(entry, item.hours_per_year()),
            Column::HoursSaved => self.marked(entry, self.hours_saved(entry)),
            _ => self.cell(entry, column),
        }
    }

    /// Hours of an entry for people, said to be estimated where they are.
    fn marked(&self, entry: u32, hours: Option<f64>) -> Cow<'a, str> {
        let estimated = self.is_estimated(entry);
        let marked =
            |hours| wording::hours_marked(&wording::hours(hours), estimated, self.view.lang);
        hours.map(marked).unwrap_or_default().into()
    }

    fn source(&self, entry: u32) -> &'a crate::item::Source {
        &self.audit.items.sources[self.entry(entry).source as usize]
    }
}

/// A column's heading for people.
pub(super) fn heading(column: Column, lang: Lang) -> String {
    match lang {
        Lang::Zh => column.zh().to_owned(),
        Lang::En => column.word().replace('_', " "),
    }
}

/// A number as JSON writes it, so that all formats agree.
fn number(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
