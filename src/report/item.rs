//! One of `items` in `jianfu.audit/1`: an item with its verdict. The names and their order are the contract's.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::{Facts, wording};
use crate::finding::Action;
use crate::item::{Category, Field, FrequencyKind, Level, Rate};
use crate::judge::Finding;
use crate::text::Symbol;

type Text<'a> = Cow<'a, str>;

#[derive(Debug, Serialize)]
pub(super) struct ItemJson<'a> {
    id: String,
    key: String,
    source: SourceJson<'a>,
    name: Text<'a>,
    category: Option<Category>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category_given: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<IssuerJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    street: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    community: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Text<'a>>,
    frequency: FrequencyJson<'a>,
    hours_per_year: Option<f64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hours_estimated: bool,
    #[serde(flatten)]
    others: OtherFields<'a>,
    verdict: VerdictJson<'a>,
}

#[derive(Debug, Serialize)]
struct SourceJson<'a> {
    path: &'a str,
    sheet: Text<'a>,
    row: u32,
}

#[derive(Debug, Serialize)]
struct IssuerJson<'a> {
    name: Text<'a>,
    level: Option<Level>,
}

#[derive(Debug, Serialize)]
struct FrequencyJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<Text<'a>>,
    kind: FrequencyKind,
    per_year: Option<PerYear>,
    #[serde(skip_serializing_if = "Option::is_none")]
    per_year_max: Option<PerYear>,
}

#[derive(Debug, Serialize)]
struct VerdictJson<'a> {
    action: Action,
    also: &'a [Action],
    rule: Option<&'a str>,
    ruleset: Option<&'a str>,
    clause: Option<String>,
    reason: String,
    evidence: Vec<EvidenceJson<'a>>,
    group: Option<String>,
    target: TargetJson<'a>,
    hours_saved_per_year: Option<f64>,
    /// The last day for which it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    renew_by: Option<String>,
    /// What people decided on the proposal.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionJson<'a>>,
    /// Other rules that are cited: those behind `also`, both sides of a `review`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beside: Vec<BesideJson<'a>>,
}

/// What was found, with why it counts.
#[derive(Debug, Serialize)]
pub(super) struct EvidenceJson<'a> {
    field: Option<Field>,
    found: Text<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Text<'a>>,
}

impl EvidenceJson<'_> {
    /// The same without a borrow.
    pub(super) fn into_owned(self) -> EvidenceJson<'static> {
        let owned = |text: Text<'_>| Cow::Owned(text.into_owned());
        EvidenceJson {
            field: self.field,
            found: owned(self.found),
            note: self.note.map(owned),
        }
    }
}

#[derive(Debug, Serialize)]
struct DecisionJson<'a> {
    answer: &'static str,
    proposed: Action,
    reason: Text<'a>,
    by: Text<'a>,
    until: String,
}

#[derive(Debug, Serialize)]
struct TargetJson<'a> {
    per_year: Option<PerYear>,
    department: Option<&'a str>,
    form: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct BesideJson<'a> {
    action: Action,
    rule: &'a str,
    ruleset: &'a str,
    clause: Option<String>,
    reason: &'a str,
    evidence: Vec<EvidenceJson<'a>>,
}

/// Times a year: a whole number where it is one.
#[derive(Clone, Copy, Debug)]
pub(super) struct PerYear(pub(super) Rate);

impl Serialize for PerYear {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.years() {
            1 => serializer.serialize_u32(self.0.times()),
            _ => serializer.serialize_f64(self.0.per_year()),
        }
    }
}

/// What else the sheet says of an item, as written.
#[derive(Debug)]
struct OtherFields<'a>(Vec<(Field, Text<'a>)>);

impl Serialize for OtherFields<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (field, text) in &self.0 {
            map.serialize_entry(field.word(), text)?;
        }
        map.end()
    }
}

/// The fields that have no place of their own in the contract.
const OTHERS: [Field; 10] = [
    Field::Serial,
    Field::Deadline,
    Field::Hours,
    Field::Participants,
    Field::Pages,
    Field::Date,
    Field::Funds,
    Field::System,
    Field::Note,
    Field::Contact,
];

/// An entry as it is printed.
pub(super) fn item_json<'a>(facts: &Facts<'a>, entry: u32) -> ItemJson<'a> {
    let (row, item) = (facts.entry(entry), facts.item(entry));
    let source = &facts.audit.items.sources[row.source as usize];
    let of_sheet = |symbol: Symbol| (!symbol.is_absent()).then(|| facts.text(symbol));
    let field = |field: Field| of_sheet(item.typed(field));
    ItemJson {
        id: facts.id(entry),
        key: facts.key(entry),
        source: SourceJson {
            path: &source.path,
            sheet: facts.sheet(entry),
            row: row.row,
        },
        name: facts.text(item.typed(Field::Name)),
        category: item.category,
        category_given: field(Field::Category),
        department: field(Field::Department),
        issuer: (!item.issuer.name.is_blank()).then(|| IssuerJson {
            name: facts.office(item.issuer.name),
            level: item.issuer.level,
        }),
        street: of_sheet(row.street),
        community: of_sheet(row.community),
        basis: field(Field::Basis),
        form: field(Field::Form),
        content: field(Field::Content),
        frequency: FrequencyJson {
            text: field(Field::Frequency),
            kind: item.frequency.kind,
            per_year: item.frequency.rate.map(PerYear),
            per_year_max: item.frequency.rate_max.map(PerYear),
        },
        hours_per_year: item.hours_per_year(),
        hours_estimated: facts.is_estimated(entry),
        others: OtherFields(others(facts, entry)),
        verdict: verdict_json(facts, entry),
    }
}

fn others<'a>(facts: &Facts<'a>, entry: u32) -> Vec<(Field, Text<'a>)> {
    let (row, item) = (facts.entry(entry), facts.item(entry));
    let written = |field: Field| {
        let symbol = match field {
            Field::Contact => row.contact,
            Field::Serial => row.serial,
            _ => item.typed(field),
        };
        (!symbol.is_absent()).then(|| (field, facts.text(symbol)))
    };
    // `hours` as written stands beside the number that was understood.
    OTHERS.into_iter().filter_map(written).collect()
}

fn verdict_json<'a>(facts: &Facts<'a>, entry: u32) -> VerdictJson<'a> {
    let verdict = facts.verdict(entry);
    let rule = verdict.by.as_ref().map(|by| facts.rule(by));
    VerdictJson {
        action: verdict.action,
        also: &verdict.also,
        rule: rule.map(|rule| rule.id.as_str()),
        ruleset: rule.map(|rule| facts.set_of(rule)),
        clause: rule.and_then(|rule| facts.clause(rule)),
        reason: wording::reason(facts, verdict),
        evidence: verdict
            .by
            .iter()
            .flat_map(|by| evidence(facts, by))
            .collect(),
        group: facts.group(entry).map(|(number, _)| group_id(number)),
        decision: verdict.decided.as_ref().map(|decided| DecisionJson {
            answer: if decided.accepted {
                "accepted"
            } else {
                "refused"
            },
            proposed: decided.proposed,
            reason: facts.shown(&decided.reason),
            by: facts.shown(&decided.by),
            until: decided.until.to_string(),
        }),
        target: TargetJson {
            per_year: verdict.target.per_year.map(PerYear),
            department: verdict.target.department.as_deref(),
            form: verdict.target.form.as_deref(),
        },
        hours_saved_per_year: facts.hours_saved(entry),
        renew_by: facts.renew_by(entry).map(|day| day.to_string()),
        beside: verdict
            .beside
            .iter()
            .map(|finding| beside(facts, finding))
            .collect(),
    }
}

fn evidence<'a>(facts: &Facts<'a>, finding: &'a Finding) -> Vec<EvidenceJson<'a>> {
    evidence_json(facts, &finding.evidence)
}

/// What was found, as it is printed.
pub(super) fn evidence_json<'e>(
    facts: &Facts<'_>,
    evidence: &'e [crate::finding::Evidence],
) -> Vec<EvidenceJson<'e>> {
    let piece = |evidence: &'e crate::finding::Evidence| EvidenceJson {
        field: evidence.field,
        found: facts.found(evidence),
        note: evidence
            .note
            .as_ref()
            .map(|note| facts.shown(note.in_lang(facts.view.lang))),
    };
    evidence.iter().map(piece).collect()
}

fn beside<'a>(facts: &Facts<'a>, finding: &'a Finding) -> BesideJson<'a> {
    let rule = facts.rule(finding);
    BesideJson {
        action: finding.action,
        rule: &rule.id,
        ruleset: facts.set_of(rule),
        clause: facts.clause(rule),
        reason: &rule.why,
        evidence: evidence(facts, finding),
    }
}

/// What a group is called: `m1` is the first.
pub(super) fn group_id(number: u32) -> String {
    format!("m{}", number + 1)
}
