//! A group as a draft decision, for programs: who stays, who leads, which fields come together and
//! which would be lost, how often and how long afterwards, why, and what is doubtful.

use std::borrow::Cow;

use serde::Serialize;

use super::Facts;
use super::item::{EvidenceJson, PerYear, evidence_json, group_id};
use crate::judge::{Doubt, Group, GroupKind, Minutes};

/// A group as it is printed.
#[derive(Debug, Serialize)]
pub(super) struct GroupJson<'a> {
    id: String,
    kind: GroupKind,
    rule: &'a str,
    survivor: String,
    lead_department: Option<Cow<'a, str>>,
    departments: Vec<Cow<'a, str>>,
    members: Vec<String>,
    similarity: Option<f64>,
    name: Cow<'a, str>,
    per_year: Option<PerYear>,
    hours_per_year: HoursJson,
    fields: FieldsJson<'a>,
    evidence: Vec<EvidenceJson<'static>>,
    review: Vec<DoubtJson>,
}

/// Hours of all members before, and of what stays.
#[derive(Debug, Serialize)]
struct HoursJson {
    before: Option<f64>,
    after: Option<f64>,
    unknown_items: usize,
}

/// The fields that the contents list; `null` where they list none.
#[derive(Debug, Serialize)]
struct FieldsJson<'a> {
    of_members: Vec<Option<Vec<Cow<'a, str>>>>,
    union: Vec<Cow<'a, str>>,
    lost: Option<Vec<Cow<'a, str>>>,
}

/// What people must look at before they sign.
#[derive(Debug, Serialize)]
struct DoubtJson {
    doubt: Doubt,
    text: &'static str,
}

/// The groups that a listed item is in.
pub(super) fn groups<'a>(facts: &Facts<'a>) -> impl Iterator<Item = GroupJson<'a>> {
    let mut touched = vec![false; facts.audit.judgement.groups.len()];
    for (number, _) in facts.listed.iter().filter_map(|entry| facts.group(*entry)) {
        touched[number as usize] = true;
    }
    let groups = (0_u32..).zip(&facts.audit.judgement.groups).zip(touched);
    groups
        .filter(|(_, touched)| *touched)
        .map(|((number, group), _)| group_json(facts, number, group))
}

fn group_json<'a>(facts: &Facts<'a>, number: u32, group: &'a Group) -> GroupJson<'a> {
    let (judgement, items) = (facts.audit.judgement, facts.audit.items);
    let balance = judgement.balance(items, number as usize);
    let asked = judgement.asked(items, number as usize);
    let shown = |fields: Vec<&'a str>| fields.into_iter().map(|field| facts.shown(field)).collect();
    GroupJson {
        id: group_id(number),
        kind: group.kind,
        rule: &facts.audit.rules.rules[group.rule as usize].id,
        survivor: facts.id(group.survivor),
        lead_department: group
            .lead_department
            .as_deref()
            .map(|lead| facts.shown(lead)),
        departments: shown(judgement.departments(items, number as usize)),
        members: group.members.iter().map(|entry| facts.id(*entry)).collect(),
        similarity: group
            .similarity
            .map(|alike| (alike * 1000.0).round() / 1000.0),
        name: facts.shown(&group.name),
        per_year: group.rate.map(PerYear),
        hours_per_year: HoursJson {
            before: balance.before.map(Minutes::hours_per_year),
            after: balance.after.map(Minutes::hours_per_year),
            unknown_items: balance.unknown,
        },
        fields: FieldsJson {
            of_members: asked
                .of_members
                .into_iter()
                .map(|own| own.map(shown))
                .collect(),
            union: shown(asked.union),
            lost: asked.lost.map(shown),
        },
        evidence: evidence_json(facts, &facts.reasons(group))
            .into_iter()
            .map(EvidenceJson::into_owned)
            .collect(),
        review: group
            .doubts
            .iter()
            .map(|&doubt| DoubtJson {
                doubt,
                text: doubt.in_lang(facts.view.lang),
            })
            .collect(),
    }
}
