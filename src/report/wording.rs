//! How verdicts are put in words, once for all formats.

use super::Facts;
use crate::finding::{Action, Evidence};
use crate::item::{Field, Rate};
use crate::judge::{Decided, GroupKind, Verdict};
use crate::phrase::{Lang, Phrase};
use crate::rule::{Clause, Rule, RuleKind};
use crate::say;

/// Why an item got its verdict, in a sentence or two.
pub fn reason(facts: &Facts<'_>, verdict: &Verdict) -> String {
    if let Some(decided) = verdict.decided.as_ref().filter(|_| verdict.has_lapsed()) {
        return lapsed(facts.view.lang, decided.until, &by_rule(facts, verdict));
    }
    if let Some(decided) = &verdict.decided {
        return decision(facts, decided, &proposal(facts, verdict));
    }
    proposal(facts, verdict)
}

/// What people decided on a proposal, and the proposal.
fn decision(facts: &Facts<'_>, decided: &Decided, proposal: &str) -> String {
    let lang = facts.view.lang;
    let (by, until) = (&decided.by, decided.until);
    let reason = facts.shown(&decided.reason);
    let action = decided.proposed.in_lang(lang);
    if decided.proposed == Action::Keep {
        return renewal(lang, decided, &reason, proposal);
    }
    let said = match decided.accepted {
        true => say!(
            "{proposal}（{by}已采纳，有效期至{until}）",
            "{proposal} (accepted by {by} until {until})"
        ),
        false => say!(
            "建议“{action}”，{by}不采纳：{reason}（有效期至{until}）。建议的理由：{proposal}",
            "“{action}” was proposed and refused by {by}: {reason} (until {until}). The proposal said: {proposal}"
        ),
    };
    said.in_lang(lang).to_owned()
}

/// What was decided on something that is kept: until when, by whom; and what is to be done where that
/// has passed.
fn renewal(lang: Lang, decided: &Decided, reason: &str, proposal: &str) -> String {
    let (by, until) = (&decided.by, decided.until);
    let said = match (decided.accepted, decided.by.is_empty()) {
        (false, _) => say!(
            "{by}认为不必再保留：{reason}。请研究是否取消。原来保留的理由：{proposal}",
            "{by} says that it needn't be kept: {reason}. Decide whether to cancel it. It was kept because: {proposal}"
        ),
        (true, true) => say!(
            "{proposal}（保留到{until}，到期要续）",
            "{proposal} (kept until {until}, then to be renewed)"
        ),
        (true, false) => say!(
            "{proposal}（{by}续期，保留到{until}）",
            "{proposal} (renewed by {by}, kept until {until})"
        ),
    };
    said.in_lang(lang).to_owned()
}

/// What was kept to a day that has passed, and why it was kept.
fn lapsed(lang: Lang, until: jiff::civil::Date, proposal: &str) -> String {
    say!(
        "只保留到{until}，到期没有续期：要续的写明理由和新的期限，不续的取消。原来保留的理由：{proposal}",
        "Was kept until {until} and not renewed: renew it with a reason and a new day, or cancel it. It was kept because: {proposal}"
    )
    .in_lang(lang)
    .to_owned()
}

fn proposal(facts: &Facts<'_>, verdict: &Verdict) -> String {
    let on_keeping = verdict.decided.as_ref();
    let on_keeping = on_keeping.is_some_and(|decided| decided.proposed == Action::Keep);
    match verdict.action {
        Action::Review if verdict.by.is_none() && !on_keeping => both_sides(facts, verdict),
        _ => by_rule(facts, verdict),
    }
}

/// What the rule says that decided, or that none did.
fn by_rule(facts: &Facts<'_>, verdict: &Verdict) -> String {
    match &verdict.by {
        Some(by) => facts.rule(by).why.clone(),
        None => facts.say(&say!("没有规则针对这一事项", "No rule speaks of this item")),
    }
}

/// What stands against each other where people must decide.
fn both_sides(facts: &Facts<'_>, verdict: &Verdict) -> String {
    let side = |finding| {
        let rule = facts.rule(finding);
        let (action, title) = (finding.action.in_lang(facts.view.lang), &rule.title);
        say!(
            "{action}（{title}）：{}",
            "{action} ({title}): {}",
            rule.why
        )
        .in_lang(facts.view.lang)
        .to_owned()
    };
    let sides: Vec<String> = verdict.beside.iter().map(|finding| side(finding)).collect();
    let sides = sides.join(match facts.view.lang {
        Lang::Zh => "；而 ",
        Lang::En => "; but ",
    });
    say!(
        "两种意见相左，请人工决定：{sides}",
        "Two answers stand against each other: {sides}"
    )
    .in_lang(facts.view.lang)
    .to_owned()
}

/// What an entry becomes, in a few words; empty where nothing is said of it.
pub fn target(facts: &Facts<'_>, entry: u32) -> String {
    let lang = facts.view.lang;
    let verdict = facts.verdict(entry);
    let mut parts: Vec<Phrase> = Vec::new();
    if let Some((_, group)) = facts.group(entry) {
        let name = facts.shown(&group.name);
        parts.push(match (group.kind, group.survivor == entry) {
            (GroupKind::Joint, _) => say!("合为「{name}」", "into “{name}”"),
            (GroupKind::Same, false) => say!("并入「{name}」", "into “{name}”"),
            (GroupKind::Same, true) => {
                let others = group.members.len().saturating_sub(1);
                say!("保留，并入另 {others} 项", "stays, takes in {others} more")
            }
        });
    }
    if let Some(department) = &verdict.target.department {
        parts.push(say!("交{department}", "to {department}"));
    }
    if let Some(rate) = verdict.target.per_year {
        parts.push(at_most(rate));
    }
    if let Some(form) = &verdict.target.form {
        parts.push(say!("{form}", "{form}"));
    }
    let parts: Vec<&str> = parts.iter().map(|part| part.in_lang(lang)).collect();
    parts.join(match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    })
}

fn at_most(rate: Rate) -> Phrase {
    let (times, years) = (rate.times(), rate.years());
    match years {
        1 => say!("每年不超过 {times} 次", "at most {times} a year"),
        _ => say!(
            "{years} 年不超过 {times} 次",
            "at most {times} in {years} years"
        ),
    }
}

/// One piece of evidence, `名称：台账`.
pub fn evidence(facts: &Facts<'_>, evidence: &Evidence) -> String {
    let lang = facts.view.lang;
    let found = facts.found(evidence);
    let note = evidence
        .note
        .as_ref()
        .map(|note| facts.shown(note.in_lang(lang)).into_owned());
    let colon = match lang {
        Lang::Zh => "：",
        Lang::En => ": ",
    };
    match (evidence.field, note) {
        (_, Some(note)) if found.is_empty() => note,
        (Some(field), Some(note)) => format!("{}{colon}{found}（{note}）", field.in_lang(lang)),
        (Some(field), None) => format!("{}{colon}{found}", field.in_lang(lang)),
        (None, Some(note)) => format!("{found}（{note}）"),
        (None, None) => found.into_owned(),
    }
}

/// What was seen in an item, all of it on one line.
pub(super) fn all_evidence(facts: &Facts<'_>, verdict: &Verdict) -> String {
    let decisive = verdict
        .by
        .iter()
        .chain(verdict.beside.iter().filter(|_| verdict.by.is_none()));
    let mut parts: Vec<String> = Vec::new();
    for part in decisive.flat_map(|finding| &finding.evidence) {
        let part = evidence(facts, part);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(listing(facts.view.lang))
}

/// The least that shows what was seen: no word that stands in another, no explanations.
pub(super) fn short_evidence(facts: &Facts<'_>, verdict: &Verdict) -> String {
    let lang = facts.view.lang;
    let findings = verdict.by.iter().chain(&verdict.beside);
    let mut seen: Vec<&Evidence> = findings
        .take(1)
        .flat_map(|finding| &finding.evidence)
        .collect();
    // The category alone convinces nobody, and beside another find it says nothing new.
    let telling = |one: &&Evidence| one.field != Some(Field::Category);
    if seen.iter().any(telling) {
        seen.retain(telling);
    }
    let covered = |one: &Evidence| {
        let covers = |other: &&Evidence| {
            other.field == one.field && other.found != one.found && other.found.contains(&one.found)
        };
        seen.iter().any(covers)
    };
    let mut parts: Vec<String> = Vec::new();
    for one in seen.iter().filter(|one| !covered(one)) {
        let bare = Evidence {
            note: one
                .note
                .clone()
                .filter(|_| one.found.is_empty() || one.field.is_none()),
            ..(*one).clone()
        };
        let part = evidence(facts, &bare);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(listing(lang))
}

/// A clause with the document it stands in: 增强社区服务能力（《关于…的通知》（民发〔2015〕136号）第七项）.
pub(super) fn of_clause(facts: &Facts<'_>, clause: &Clause) -> String {
    let (title, document) = (&clause.title, clause.source.cited());
    facts.say(&say!("{title}（{document}）", "{title} ({document})"))
}

/// What a rule stands on; for a keep without a source, its statutes.
pub(super) fn cited(facts: &Facts<'_>, rule: &Rule) -> Option<String> {
    let statutes = || match &rule.kind {
        RuleKind::Keep { statutes, .. } if !statutes.is_empty() => {
            let names = statutes.iter().map(|word| format!("《{}》", word.typed));
            Some(names.collect::<Vec<_>>().join(listing(facts.view.lang)))
        }
        _ => None,
    };
    facts.provision(rule).or_else(statutes)
}

/// What a rule rests on and why it says what it says, as a paragraph.
pub(super) fn grounds(facts: &Facts<'_>, rule: &Rule) -> String {
    let why = sentence(&rule.why, facts.view.lang);
    match cited(facts, rule) {
        Some(cited) => facts.say(&say!("{why}依据：{cited}。", "{why} By {cited}.")),
        None => why,
    }
}

/// A text that ends as a sentence does.
fn sentence(text: &str, lang: Lang) -> String {
    match (
        text.ends_with(['。', '；', '！', '.', '!', '?', '？']),
        lang,
    ) {
        (true, _) => text.to_owned(),
        (false, Lang::Zh) => format!("{text}。"),
        (false, Lang::En) => format!("{text}."),
    }
}

/// A share for people, `62.5%`.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", hours(share * 100.0))
}

/// What stands between the parts of a list.
fn listing(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    }
}

/// Actions beside the first, `压、调`.
pub(super) fn also(verdict: &Verdict, lang: Lang) -> String {
    let words: Vec<&str> = verdict
        .also
        .iter()
        .map(|action| action.in_lang(lang))
        .collect();
    words.join(match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    })
}

/// Hours for people, marked where a tariff gave any of them.
pub(super) fn hours_marked(shown: &str, estimated: bool, lang: Lang) -> String {
    match (estimated, lang) {
        (false, _) => shown.to_owned(),
        (true, Lang::Zh) => format!("{shown} 估"),
        (true, Lang::En) => format!("{shown} est."),
    }
}

/// Hours for people: one decimal, none where it is whole.
pub(super) fn hours(hours: f64) -> String {
    let rounded = (hours * 10.0).round() / 10.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}
