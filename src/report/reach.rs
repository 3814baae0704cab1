//! What it takes to reach an aim, for programs; and how aims are called.

use serde_json::{Value, json};

use super::{Facts, wording};
use crate::item::Field;
use crate::phrase::Phrase;
use crate::reach::{Aim, Missed, Proposal, Reached};
use crate::rule::RuleKind;
use crate::say;

/// The proposals for communities in scope; `None` where nothing was asked for.
pub(super) fn proposals<'a>(facts: &Facts<'a>) -> Option<Vec<&'a Proposal>> {
    let (_, proposals) = facts.alternatives.reach?;
    let in_scope = |entry: &u32| facts.scope.binary_search(entry).is_ok();
    let shown = proposals
        .iter()
        .filter(|proposal| proposal.entries.iter().any(in_scope));
    Some(shown.collect())
}

/// What an aim is called, `区级部门召集的会议（民政局）`.
pub(super) fn aim(facts: &Facts<'_>, aim: Aim, counted_for: &str) -> String {
    let rules = facts.audit.rules;
    let name = match aim {
        Aim::Hours => facts.say(&say!("每年小时", "hours a year")),
        Aim::Quota(rule) => rules.rules[rule as usize].title.clone(),
        Aim::Target(at) => {
            let category = rules.targets[at as usize].category;
            let category = category.map(|category| category.in_lang(facts.view.lang));
            let all = facts.say(&say!("全部事项", "all items"));
            category.map_or(all, str::to_owned)
        }
    };
    match counted_for {
        "" => name,
        whom => {
            let whom = facts.shown(whom);
            facts.say(&say!("{name}（{whom}）", "{name} ({whom})"))
        }
    }
}

/// What an amount of an aim is counted in, `次/年`.
pub(super) fn unit(facts: &Facts<'_>, aim: Aim) -> String {
    let rules = facts.audit.rules;
    let unit: Phrase = match aim {
        Aim::Hours => say!("小时/年", "hours a year"),
        Aim::Target(_) => say!("项", "items"),
        Aim::Quota(rule) => match &rules.rules[rule as usize].kind {
            RuleKind::Quota(quota) if quota.count == crate::rule::Counted::Items => {
                say!("项", "items")
            }
            RuleKind::Quota(quota) => {
                let (zh, en) = (quota.count.zh(), quota.count.word());
                let (per, per_en) = (quota.per.zh(), quota.per.word());
                say!("{zh}/{per}", "{en} a {per_en}")
            }
            _ => return String::new(),
        },
    };
    facts.say(&unit)
}

/// The proposals for programs; `None` where nothing was asked for.
pub(super) fn json(facts: &Facts<'_>) -> Option<Value> {
    let (wish, _) = facts.alternatives.reach?;
    let proposals = proposals(facts)?;
    let communities: Vec<Value> = proposals.iter().map(|one| proposal(facts, one)).collect();
    Some(json!({
        "wish": {
            "hours": wish.share.map(|share| f64::from(share) / 10_000.0),
            "quotas": wish.quotas,
            "targets": wish.targets,
        },
        "communities": communities,
    }))
}

fn proposal(facts: &Facts<'_>, proposal: &Proposal) -> Value {
    let first = proposal.entries[0];
    let cuts = proposal.cuts.iter().map(|&entry| {
        json!({
            "id": facts.id(entry),
            "key": facts.key(entry),
            "name": facts.field(entry, Field::Name),
            "department": facts.field(entry, Field::Department),
            "verdict": facts.verdict(entry).action,
            "hours_per_year": facts.item(entry).hours_per_year(),
        })
    });
    json!({
        "street": facts.text(facts.entry(first).street),
        "community": facts.text(facts.entry(first).community),
        "items": proposal.entries.len(),
        "cuts": cuts.collect::<Vec<_>>(),
        "at_least": proposal.at_least,
        "reached": proposal.reached.iter().map(|one| reached(facts, one)).collect::<Vec<_>>(),
        "missed": proposal.missed.iter().map(|one| missed(facts, one)).collect::<Vec<_>>(),
        "uncounted": proposal.uncounted.iter().map(|one| aim(facts, *one, "")).collect::<Vec<_>>(),
    })
}

fn reached(facts: &Facts<'_>, reached: &Reached) -> Value {
    json!({
        "aim": kind(reached.aim),
        "id": id(facts, reached.aim),
        "counted_for": facts.shown(&reached.counted_for),
        "unit": unit(facts, reached.aim),
        "before": reached.before,
        "at_most": reached.at_most,
        "after": reached.after,
        "unknown_items": reached.unknown,
    })
}

fn missed(facts: &Facts<'_>, missed: &Missed) -> Value {
    let exceeding = missed.exceeding.iter().map(|(entry, amount)| {
        json!({
            "id": facts.id(*entry),
            "name": facts.field(*entry, Field::Name),
            "amount": amount,
            "reason": wording::reason(facts, facts.verdict(*entry)),
        })
    });
    json!({
        "aim": kind(missed.aim),
        "id": id(facts, missed.aim),
        "counted_for": facts.shown(&missed.counted_for),
        "unit": unit(facts, missed.aim),
        "before": missed.before,
        "at_most": missed.at_most,
        "protected": missed.protected,
        "exceeding": exceeding.collect::<Vec<_>>(),
    })
}

fn kind(aim: Aim) -> &'static str {
    match aim {
        Aim::Hours => "hours",
        Aim::Quota(_) => "quota",
        Aim::Target(_) => "target",
    }
}

/// The id of the quota or target in its rule file.
fn id<'a>(facts: &Facts<'a>, aim: Aim) -> Option<&'a str> {
    let rules = facts.audit.rules;
    match aim {
        Aim::Hours => None,
        Aim::Quota(rule) => Some(&rules.rules[rule as usize].id),
        Aim::Target(at) => Some(&rules.targets[at as usize].id),
    }
}
