//! Takes a saved audit (`jianfu.audit/1`) in as a quarter.

use std::collections::HashMap;

use serde::Deserialize;

use super::amount::{minutes_of_hours, rate_of};
use super::{Kind, Line, Quarter, Quarters, Side, Standing};
use crate::finding::Action;
use crate::item::{Category, Frequency, FrequencyKind};
use crate::phrase::Phrase;
use crate::say;
use crate::text::{Symbol, Texts};
use crate::words::Words;

const SCHEMA: &str = "jianfu.audit/1";

/// What was taken in but isn't the whole audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsaved {
    /// Items that were audited but not saved, because only some were asked for.
    pub items: u64,
}

#[derive(Deserialize)]
struct Saved {
    schema: String,
    items: Vec<Item>,
    #[serde(default)]
    groups: Vec<Group>,
    summary: Option<Summary>,
}

#[derive(Deserialize)]
struct Summary {
    items: u64,
}

#[derive(Deserialize)]
struct Group {
    id: String,
    survivor: String,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    name: String,
    category: Option<String>,
    department: Option<String>,
    issuer: Option<Issuer>,
    street: Option<String>,
    community: Option<String>,
    content: Option<String>,
    form: Option<String>,
    #[serde(default)]
    frequency: Often,
    hours_per_year: Option<f64>,
    #[serde(default)]
    hours_estimated: bool,
    verdict: Option<Verdict>,
}

#[derive(Deserialize)]
struct Issuer {
    name: String,
}

#[derive(Default, Deserialize)]
struct Often {
    text: Option<String>,
    kind: Option<String>,
    per_year: Option<f64>,
    per_year_max: Option<f64>,
}

#[derive(Deserialize)]
struct Verdict {
    action: String,
    group: Option<String>,
    #[serde(default)]
    target: Target,
}

#[derive(Default, Deserialize)]
struct Target {
    per_year: Option<f64>,
    department: Option<String>,
}

/// Whether a text is a JSON object and so a saved audit rather than a spreadsheet or items, one a line.
pub fn is_saved_audit(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let head: String = start.chars().take(400).collect();
    start.starts_with('{') && head.contains("\"schema\"")
}

impl Quarters {
    /// Takes a saved audit in as one of the quarters.
    ///
    /// # Errors
    /// What is wrong with it, fit to stand after the file's name.
    pub fn take_saved(&mut self, side: Side, json: &str, words: &Words) -> Result<Unsaved, Phrase> {
        let json = json.trim_start_matches('\u{feff}');
        let saved: Saved = serde_json::from_str(json).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            say!(
                "不是完整的审核结果（第 {line} 行第 {column} 列：{error}）；请用 jianfu audit 报表 -o 结果.json 重新保存",
                "no whole saved audit (line {line}, column {column}: {error}); save it anew with jianfu audit FILE -o REPORT.json"
            )
        })?;
        if saved.schema != SCHEMA {
            let found = &saved.schema;
            return Err(say!(
                "格式是 {found}，要的是 {SCHEMA}（jianfu audit 存的 .json）",
                "its schema is {found}, not {SCHEMA} (as jianfu audit saves)"
            ));
        }
        let counted = saved.summary.as_ref().map_or(0, |summary| summary.items);
        let unsaved = counted.saturating_sub(saved.items.len() as u64);
        let quarter = Taking {
            texts: &mut self.texts,
            words,
        }
        .quarter(&saved);
        *self.side_mut(side) = quarter;
        Ok(Unsaved { items: unsaved })
    }
}

struct Taking<'a> {
    texts: &'a mut Texts,
    words: &'a Words,
}

impl Taking<'_> {
    fn quarter(&mut self, saved: &Saved) -> Quarter {
        let groups: HashMap<&str, (u32, &str)> = saved
            .groups
            .iter()
            .zip(0..)
            .map(|(group, number)| (group.id.as_str(), (number, group.survivor.as_str())))
            .collect();
        let mut quarter = Quarter::default();
        let mut known: HashMap<Kind, u32> = HashMap::new();
        for item in &saved.items {
            let kind = self.kind(item);
            let next = known.len() as u32;
            let number = *known.entry(kind.clone()).or_insert(next);
            if number == next {
                quarter.kinds.push(kind);
            }
            quarter.lines.push(Line {
                kind: number,
                id: self.texts.intern(&item.id),
                street: self.given(item.street.as_deref()),
                community: self.given(item.community.as_deref()),
                home: 0,
                verdict: self.standing(item, &groups),
            });
        }
        quarter
    }

    fn given(&mut self, text: Option<&str>) -> Symbol {
        text.map_or(Symbol::ABSENT, |text| self.texts.intern(text))
    }

    fn plain(&mut self, text: Option<&str>) -> Symbol {
        text.map_or(Symbol::ABSENT, |text| {
            self.texts.intern(&self.words.plain(text))
        })
    }

    fn kind(&mut self, item: &Item) -> Kind {
        let category = item.category.as_deref();
        let issuer = match (&item.issuer, &item.department) {
            (Some(issuer), _) => Some(issuer.name.clone()),
            (None, Some(department)) => Some(self.words.issuer(department).name),
            (None, None) => None,
        };
        let often = &item.frequency;
        let kind = often.kind.as_deref().and_then(FrequencyKind::parse);
        Kind {
            name: self.given(Some(&item.name)),
            plain: self.plain(Some(&item.name)),
            department: self.given(item.department.as_deref()),
            issuer: self.given(issuer.as_deref()),
            category: category.and_then(Category::parse),
            frequency: self.given(often.text.as_deref()),
            reading: Frequency {
                kind: kind.unwrap_or(FrequencyKind::Unknown),
                rate: often.per_year.and_then(rate_of),
                rate_max: often.per_year_max.and_then(rate_of),
            },
            minutes: item.hours_per_year.and_then(minutes_of_hours),
            estimated: item.hours_estimated,
            content: self.given(item.content.as_deref()),
            plain_content: self.plain(item.content.as_deref()),
            form: self.given(item.form.as_deref()),
        }
    }

    fn standing(&mut self, item: &Item, groups: &HashMap<&str, (u32, &str)>) -> Option<Standing> {
        let verdict = item.verdict.as_ref()?;
        let action = Action::parse(&verdict.action)?;
        let group = verdict.group.as_deref().and_then(|id| groups.get(id));
        let to = verdict.target.department.as_deref();
        Some(Standing {
            action,
            group: group.map(|(number, _)| *number),
            survives: group.is_some_and(|(_, survivor)| *survivor == item.id),
            per_year: verdict.target.per_year.and_then(rate_of),
            handed_to: self.given(to.filter(|_| action == Action::Adjust)),
        })
    }
}
