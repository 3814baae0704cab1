//! `jianfu.diff/1`: two quarters for programs, to the letter of the contract.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::DiffFacts;
use crate::finding::{Action, Evidence};
use crate::item::{Category, Field};
use crate::quarter::{
    Bridge, Cause, Change, Changed, Match, MatchKind, Met, Outcome, Part, Side, Value,
};
use crate::report::item::PerYear;

const SCHEMA: &str = "jianfu.diff/1";

/// Writes the diff.
pub(super) fn write(facts: &DiffFacts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let diff = facts.diff;
    let ids = |side: Side, lines: &[u32]| -> Vec<String> {
        let ids = lines.iter().map(|line| facts.id(side, *line).into_owned());
        ids.collect()
    };
    out.write_all(b"{\n")?;
    member(out, "schema", &SCHEMA)?;
    member(out, "jianfu", &env!("CARGO_PKG_VERSION"))?;
    let matches = diff.matches.iter().map(|found| match_json(facts, found));
    member(out, "matches", &Lines(matches.collect()))?;
    member(out, "gone", &ids(Side::Old, &diff.gone))?;
    member(out, "added", &ids(Side::New, &diff.added))?;
    let returned = diff.returned.iter().map(|back| ReturnJson {
        new: facts.id(Side::New, back.new),
        was: facts.id(Side::Old, back.was),
        had_verdict: back.had_verdict,
        evidence: evidence_json(facts, &back.evidence),
    });
    member(out, "returned", &Lines(returned.collect()))?;
    let [minutes, times] = facts.bridges;
    member(out, "bridge", &bridge_json(facts, minutes))?;
    member(out, "bridge_times", &bridge_json(facts, times))?;
    let targets = facts
        .outcomes
        .iter()
        .map(|outcome| target_json(facts, outcome));
    member(out, "targets", &Lines(targets.collect()))?;
    let items = json!({
        "old": items_json(facts, Side::Old),
        "new": items_json(facts, Side::New),
    });
    write!(out, "  \"items\": ")?;
    serde_json::to_writer(&mut *out, &items)?;
    out.write_all(b"\n}\n")
}

fn member(out: &mut dyn Write, name: &str, value: &impl Serialize) -> io::Result<()> {
    write!(out, "  \"{name}\": ")?;
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b",\n")
}

#[derive(Serialize)]
#[serde(transparent)]
struct Lines<T>(Vec<T>);

#[derive(Serialize)]
struct MatchJson<'a> {
    old: Cow<'a, str>,
    new: Cow<'a, str>,
    kind: MatchKind,
    changes: Vec<ChangeJson<'a>>,
    evidence: Vec<EvidenceJson<'a>>,
}

#[derive(Serialize)]
struct ReturnJson<'a> {
    new: Cow<'a, str>,
    was: Cow<'a, str>,
    had_verdict: Action,
    evidence: Vec<EvidenceJson<'a>>,
}

#[derive(Serialize)]
struct EvidenceJson<'a> {
    field: Option<Field>,
    found: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    field: Changed,
    old: ValueJson<'a>,
    new: ValueJson<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum ValueJson<'a> {
    Text(Cow<'a, str>),
    Category(Category),
    Rate(PerYear),
    Hours(f64),
    Unknown(Option<()>),
}

fn match_json<'a>(facts: &'a DiffFacts<'_>, found: &'a Match) -> MatchJson<'a> {
    MatchJson {
        old: facts.id(Side::Old, found.old),
        new: facts.id(Side::New, found.new),
        kind: found.kind,
        changes: found
            .changes
            .iter()
            .map(|change| change_json(facts, change))
            .collect(),
        evidence: evidence_json(facts, &found.evidence),
    }
}

fn change_json<'a>(facts: &'a DiffFacts<'_>, change: &Change) -> ChangeJson<'a> {
    let value = |value: Value| match value {
        Value::Text(text) => ValueJson::Text(facts.text(text)),
        Value::Category(category) => ValueJson::Category(category),
        Value::Rate(rate) => ValueJson::Rate(PerYear(rate)),
        Value::Minutes(minutes, years) => {
            ValueJson::Hours(minutes as f64 / f64::from(years.max(1)) / 60.0)
        }
        Value::Unknown => ValueJson::Unknown(None),
    };
    ChangeJson {
        field: change.field,
        old: value(change.old),
        new: value(change.new),
    }
}

fn evidence_json<'a>(facts: &DiffFacts<'_>, evidence: &'a [Evidence]) -> Vec<EvidenceJson<'a>> {
    let lang = facts.view.lang;
    let one = |evidence: &'a Evidence| EvidenceJson {
        field: evidence.field,
        found: facts.shown(&evidence.found),
        note: evidence.note.as_ref().map(|note| note.in_lang(lang)),
    };
    evidence.iter().map(one).collect()
}

/// A bridge in numbers that sum: before - deleted - merged - compressed - handed_over - re_estimated
/// - renamed - missing + increased + returned + added = after.
fn bridge_json(facts: &DiffFacts<'_>, bridge: &Bridge) -> Json {
    let rounded = bridge.rounded();
    let number = |amount: i64| match rounded.scale {
        1 => json!(amount),
        scale => json!(amount as f64 / scale as f64),
    };
    let mut object = Map::new();
    object.insert("unit".into(), json!(bridge.unit));
    object.insert("before".into(), number(rounded.before));
    for cause in Cause::ALL {
        let amount = rounded.by_cause[*cause as usize];
        object.insert(cause.word().into(), number(amount));
    }
    object.insert("after".into(), number(rounded.after));
    object.insert("unknown_items".into(), json!(bridge.unknown_items));
    object.insert("rounded".into(), json!(rounded.inexact));
    let to: Map<String, Json> = bridge
        .handed_over_to()
        .map(|(to, amount)| {
            (
                facts.office(facts.quarters.text(to)).into_owned(),
                json!(amount),
            )
        })
        .collect();
    object.insert("handed_over_to".into(), Json::Object(to));
    Json::Object(object)
}

fn target_json(facts: &DiffFacts<'_>, outcome: &Outcome) -> Json {
    let Part { counted, real, .. } = outcome.whole;
    let parts = |part: &Part| {
        json!({
            "before": part.before, "after": part.after,
            "counted": part.counted, "real": part.real,
            "real_in": part.real_in, "met": part.met,
        })
    };
    let mut object = json!({
        "id": outcome.id,
        "category": outcome.category,
        "promised": outcome.promised,
        "counted": counted,
        "real": real,
        "met": Met::word(outcome.whole.met),
        "real_in": outcome.whole.real_in,
        "before": outcome.whole.before,
        "after": outcome.whole.after,
    });
    for (kind, name, part) in &outcome.parts {
        let by = format!("by_{}", kind.word());
        object[by][&*facts.office(name)] = parts(part);
    }
    object
}

#[derive(Serialize)]
struct ItemJson<'a> {
    id: Cow<'a, str>,
    key: String,
    name: Cow<'a, str>,
    category: Option<Category>,
    department: Cow<'a, str>,
    street: Cow<'a, str>,
    community: Cow<'a, str>,
    per_year: Option<PerYear>,
    verdict: Option<Action>,
}

/// What the ids stand for, so that the answer can be read by itself.
fn items_json<'a>(facts: &'a DiffFacts<'_>, side: Side) -> Vec<ItemJson<'a>> {
    let quarter = facts.quarters.of(side);
    let item = |number: u32| {
        let (line, kind) = (&quarter.lines[number as usize], quarter.kind(number));
        ItemJson {
            id: facts.id(side, number),
            key: facts.key(side, number),
            name: facts.text(kind.name),
            category: kind.category,
            department: facts.text(kind.department),
            street: facts.text(line.street),
            community: facts.text(line.community),
            per_year: kind.rate().map(PerYear),
            verdict: line.verdict.map(|verdict| verdict.action),
        }
    };
    (0..quarter.lines.len() as u32).map(item).collect()
}
