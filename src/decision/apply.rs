//! Lays decisions over verdicts: a refused proposal isn't carried out and says who refused it and why.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Answer, Decision, Kept};
use crate::diag::Diag;
use crate::finding::Action;
use crate::item::{Field, Items};
use crate::judge::{Decided, Judgement};
use crate::rule::RuleSet;
use crate::say;

/// How many decisions were found to apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Items whose proposal was accepted.
    pub accepted: u64,
    /// Items whose proposal was refused.
    pub refused: u64,
    /// Items that are kept until a day that people or an earlier audit gave.
    pub kept: u64,
    /// Items that were kept until a day that has passed.
    pub lapsed: u64,
}

/// Applies the decisions that hold on a day. Those that have expired or match nothing are reported
/// and change nothing; but what was kept until a day that has passed, by people or, where they said
/// nothing, by an earlier audit, is for people to look at again.
pub fn apply(
    judgement: &mut Judgement,
    items: &Items,
    rules: &RuleSet,
    (decisions, kept): (&[Decision], &Kept),
    as_of: Date,
) -> (Applied, Vec<Diag>) {
    let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, decision) in decisions.iter().enumerate() {
        by_key.entry(&decision.key).or_default().push(at);
    }
    let mut fates = vec![Fate::Unmatched; decisions.len()];
    let mut applied = Applied::default();
    for entry in 0..items.entries.len() {
        let key = key_of(items, entry);
        let named = by_key.get(key.as_str()).map_or(&[][..], Vec::as_slice);
        let mut renewal = None;
        for &at in named {
            let decision = &decisions[at];
            let fate = fate(judgement, rules, entry, decision, as_of);
            fates[at] = fates[at].max(fate);
            match fate {
                _ if decision.action == Action::Keep => {
                    let latest = |latest: &&Decision| latest.until < decision.until;
                    if renewal.is_none_or(|other| latest(&other)) {
                        renewal = Some(decision);
                    }
                }
                Fate::Applies => decide(judgement, entry, decision, rules, &mut applied),
                _ => {}
            }
        }
        let renewal = renewal
            .map(said)
            .or_else(|| kept.get(&key).map(|until| noted(*until)));
        if let Some(renewal) = renewal {
            keep(judgement, entry, renewal, as_of, &mut applied);
        }
    }
    let reported = decisions.iter().zip(fates);
    let diags = reported.filter_map(|(decision, fate)| report(decision, fate, as_of));
    (applied, diags.collect())
}

fn decide(
    judgement: &mut Judgement,
    entry: usize,
    decision: &Decision,
    rules: &RuleSet,
    applied: &mut Applied,
) {
    match decision.answer {
        Answer::Accepted => applied.accepted += 1,
        Answer::Refused => applied.refused += 1,
    }
    judgement.decide(entry, Arc::new(said(decision)), rules);
}

/// Keeps an entry until the day that was said, if the rules keep it and people didn't decide otherwise.
fn keep(
    judgement: &mut Judgement,
    entry: usize,
    renewal: Decided,
    as_of: Date,
    applied: &mut Applied,
) {
    let verdict = judgement.verdict(entry);
    if verdict.action != Action::Keep || verdict.decided.is_some() {
        return;
    }
    let holds = renewal.accepted && as_of <= renewal.until;
    match holds {
        true => applied.kept += 1,
        false => applied.lapsed += 1,
    }
    judgement.keep_until(entry, Arc::new(renewal), holds);
}

/// What people decided.
fn said(decision: &Decision) -> Decided {
    Decided {
        accepted: decision.answer == Answer::Accepted,
        proposed: decision.action,
        reason: decision.reason.clone(),
        by: decision.by.clone(),
        until: decision.until,
    }
}

/// What an earlier audit noted, and nobody decided.
fn noted(until: Date) -> Decided {
    Decided {
        accepted: true,
        proposed: Action::Keep,
        reason: String::new(),
        by: String::new(),
        until,
    }
}

/// What a decision came to, the better last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Unmatched,
    OtherProposal,
    Expired,
    Applies,
}

fn key_of(items: &Items, entry: usize) -> String {
    let row = &items.entries[entry];
    let item = items.item(row.item);
    let [name, issuer, community] = [
        items.plain_form(item, Field::Name),
        item.issuer.name,
        row.community,
    ]
    .map(|symbol| items.texts.get(symbol));
    format!("{name}|{issuer}|{community}")
}

fn fate(
    judgement: &Judgement,
    rules: &RuleSet,
    entry: usize,
    decision: &Decision,
    as_of: Date,
) -> Fate {
    let verdict = judgement.verdict(entry);
    let by = verdict.by.as_ref();
    let rule = by.map(|by| rules.rules[by.rule as usize].id.as_str());
    // What is kept is kept, by whichever rule.
    let any_rule = decision.rule.is_none() || decision.action == Action::Keep;
    let same_rule = any_rule || decision.rule.as_deref() == rule;
    if verdict.action != decision.action || !same_rule {
        Fate::OtherProposal
    } else if decision.holds_on(as_of) {
        Fate::Applies
    } else {
        Fate::Expired
    }
}

fn report(decision: &Decision, fate: Fate, as_of: Date) -> Option<Diag> {
    let (name, until) = (&decision.name, decision.until);
    let (zh, en) = (decision.action.zh(), decision.action.word());
    let (code, message, help) = match fate {
        Fate::Applies => return None,
        Fate::Expired => (
            "decision-expired",
            say!(
                "“{name}”的决定 {until} 到期，{as_of} 已经过期，不再适用",
                "the decision on “{name}” ended on {until}: on {as_of} it doesn't apply"
            ),
            say!(
                "要继续适用，由原单位重新决定并改 until",
                "to go on, the office decides anew and changes until"
            ),
        ),
        Fate::OtherProposal => (
            "decision-other",
            say!(
                "“{name}”现在的结论不是“{zh}”，或者出自另一条规则，原来的决定不适用",
                "the verdict on “{name}” isn't “{en}” any more, or another rule's: the decision doesn't apply"
            ),
            say!(
                "看 jianfu explain 的结论，重新决定",
                "see jianfu explain and decide anew"
            ),
        ),
        Fate::Unmatched => (
            "decision-unmatched",
            say!(
                "报表里没有“{name}”（{key}），决定没有用上",
                "no item “{name}” ({key}): the decision applies to nothing",
                key = decision.key
            ),
            say!(
                "事项改了名、换了部门或社区的，jianfu diff 可以查到",
                "jianfu diff finds items that were renamed or moved"
            ),
        ),
    };
    Some(Diag::warning(code, decision.place.clone(), message).help(help))
}
