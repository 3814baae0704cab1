//! `jianfu.audit/1`: the audit for programs, to the letter of the contract; written item by item.

use std::io::{self, Write};

use serde::Serialize;

use super::composition::{self, CompositionJson};
use super::group::groups;
use super::item::item_json;
use super::seal::Sealing;
use super::{Counts, Facts, Origin, inputs_json, reach, what_if};
use crate::finding::Action;

const SCHEMA: &str = "jianfu.audit/1";

/// Writes the audit.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(origin) = &facts.view.origin else {
        write_members(facts, None, out)?;
        return out.write_all(b"\n}\n");
    };
    let mut sealed = Sealing::new(out);
    write_members(facts, Some(origin), &mut sealed)?;
    sealed.write_all(b",\n  \"seal\": ")?;
    let seal = sealed.seal();
    writeln!(out, "\"{seal}\"\n}}")
}

/// Everything but the seal.
fn write_members(
    facts: &Facts<'_>,
    origin: Option<&Origin>,
    out: &mut dyn Write,
) -> io::Result<()> {
    out.write_all(b"{\n")?;
    member(out, "schema", &SCHEMA)?;
    member(out, "jianfu", &env!("CARGO_PKG_VERSION"))?;
    member(out, "rulesets", &rulesets(facts))?;
    let rules = facts.audit.rules;
    member(out, "as_of", &rules.as_of.map(|day| day.to_string()))?;
    member(out, "fingerprint", &rules.fingerprint())?;
    if let Some(origin) = origin {
        member(out, "arguments", &origin.arguments)?;
    }
    let mut inputs = inputs_json(facts.audit.inputs, facts.view.lang, facts.view.personal);
    if let Some(origin) = origin {
        for (input, hash) in inputs.iter_mut().zip(&origin.inputs) {
            input.sha256 = hash.as_deref();
        }
    }
    list(out, "inputs", inputs.iter())?;
    list(
        out,
        "items",
        facts.listed.iter().map(|entry| item_json(facts, *entry)),
    )?;
    list(out, "groups", groups(facts))?;
    if let Some(what_if) = what_if::json(facts) {
        member(out, "what_if", &what_if)?;
    }
    if let Some(reach) = reach::json(facts) {
        member(out, "reach", &reach)?;
    }
    out.write_all(b"  \"summary\": ")?;
    serde_json::to_writer(&mut *out, &summary(facts))?;
    Ok(())
}

fn member(out: &mut dyn Write, name: &str, value: &impl Serialize) -> io::Result<()> {
    write!(out, "  \"{name}\": ")?;
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b",\n")
}

/// A list with one element a line, none of them kept in memory.
fn list<T: Serialize>(
    out: &mut dyn Write,
    name: &str,
    elements: impl Iterator<Item = T>,
) -> io::Result<()> {
    write!(out, "  \"{name}\": [")?;
    let mut separator = "\n    ";
    for element in elements {
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut *out, &element)?;
        separator = ",\n    ";
    }
    let end = if separator.starts_with(',') {
        "\n  ],\n"
    } else {
        "],\n"
    };
    out.write_all(end.as_bytes())
}

#[derive(Serialize)]
struct RuleSetJson<'a> {
    id: &'a str,
    title: &'a str,
    version: &'a str,
    fingerprint: &'a str,
    rules: usize,
}

fn rulesets<'a>(facts: &Facts<'a>) -> Vec<RuleSetJson<'a>> {
    let rules = &facts.audit.rules.rules;
    let set_json = |(number, set): (usize, &'a crate::rule::SetInfo)| RuleSetJson {
        id: &set.id,
        title: &set.title,
        version: &set.version,
        fingerprint: &set.fingerprint,
        rules: rules.iter().filter(|rule| rule.set == number).count(),
    };
    facts.audit.rules.sets_as_named().map(set_json).collect()
}

#[derive(Serialize)]
struct SummaryJson {
    items: u64,
    by_action: Actions,
    by_category: Categories,
    hours_per_year: HoursJson,
    /// What the work is made of, where the rules name shares.
    #[serde(skip_serializing_if = "Option::is_none")]
    composition: Option<CompositionJson>,
}

#[derive(Serialize)]
struct Actions {
    delete: u64,
    adjust: u64,
    merge: u64,
    compress: u64,
    keep: u64,
    review: u64,
}

#[derive(Serialize)]
struct CategoryJson {
    items: u64,
    #[serde(flatten)]
    by_action: Actions,
    after: u64,
}

#[derive(Serialize)]
struct HoursJson {
    before: Option<f64>,
    after: Option<f64>,
    known_items: u64,
    estimated_items: u64,
}

/// By the word of the category, in the order of reports; `unknown` where nothing tells it.
struct Categories(Vec<(&'static str, CategoryJson)>);

impl Serialize for Categories {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(word, counts)| (word, counts)))
    }
}

fn actions(counts: &Counts) -> Actions {
    Actions {
        delete: counts.of(Action::Delete),
        adjust: counts.of(Action::Adjust),
        merge: counts.of(Action::Merge),
        compress: counts.of(Action::Compress),
        keep: counts.of(Action::Keep),
        review: counts.of(Action::Review),
    }
}

fn summary(facts: &Facts<'_>) -> SummaryJson {
    let total = &facts.summary().total;
    let by_category = facts
        .summary()
        .by_category
        .iter()
        .map(|(category, counts)| {
            let word = category.map_or("unknown", crate::item::Category::word);
            let json = CategoryJson {
                items: counts.items,
                by_action: actions(counts),
                after: counts.after,
            };
            (word, json)
        });
    SummaryJson {
        items: total.items,
        by_action: actions(total),
        by_category: Categories(by_category.collect()),
        hours_per_year: HoursJson {
            before: total.hours.before(),
            after: total.hours.after(),
            known_items: total.hours.known_items,
            estimated_items: total.hours.estimated_items,
        },
        composition: composition::json(facts),
    }
}
