//! Reads a rule back in plain words: 凡类别是任务，且名称含“招商引资”的事项，予以删除。

use super::condition;
use super::model::{Change, Condition, Quota, Rule, RuleKind, RuleSet, Share};
use crate::finding::Action;
use crate::phrase::{Lang, Phrase};
use crate::say;

/// A rule as one sentence: 凡类别是报表，且每年次数超过 12 的事项，予以压减（每年 4 次）。
pub fn describe(rule: &Rule, rules: &RuleSet) -> Phrase {
    let when = conditions(&rule.when, rules);
    let how = kind(rule);
    let action = action(rule);
    let zh = |p: &Phrase| p.in_lang(Lang::Zh).to_owned();
    let en = |p: &Phrase| p.in_lang(Lang::En).to_owned();
    let (who, whom) = match zh(&when).is_empty() {
        true => ("凡事项".to_owned(), "items".to_owned()),
        false => (
            format!("凡{}的事项", spaced(&zh(&when))),
            format!("items where {}", en(&when)),
        ),
    };
    let (how_zh, how_en) = match zh(&how).is_empty() {
        true => (String::new(), String::new()),
        false => (format!("，{}", zh(&how)), format!(", {}", en(&how))),
    };
    let (do_zh, do_en) = (zh(&action), en(&action));
    Phrase::new(
        format!("{who}{how_zh}，{do_zh}。"),
        format!("{whom}{how_en}: {do_en}"),
    )
}

/// A blank stands between a number and what follows it.
fn spaced(zh: &str) -> String {
    let blank = if zh.ends_with(|c: char| c.is_ascii_digit()) {
        " "
    } else {
        ""
    };
    format!("{zh}{blank}")
}

/// What belongs to a share as one sentence: 类别是台账或报表的事项，或者类别是会议的事项。
pub fn describe_share(share: &Share, rules: &RuleSet) -> Phrase {
    let groups: Vec<_> = share.when.iter().map(|w| conditions(w, rules)).collect();
    let each = |lang| groups.iter().map(move |group| group.in_lang(lang));
    let zh: Vec<_> = each(Lang::Zh)
        .map(|zh| format!("{}的", spaced(zh)))
        .collect();
    let en: Vec<_> = each(Lang::En).collect();
    Phrase::new(
        format!("事项里，{}，属于这一部分。", zh.join("，或者")),
        format!("items where {}", en.join(", or ")),
    )
}

fn conditions(when: &[Condition], rules: &RuleSet) -> Phrase {
    let all: Vec<_> = when
        .iter()
        .map(|c| condition::describe(c, &rules.lists))
        .collect();
    let joined = |lang, and| {
        let all: Vec<_> = all.iter().map(|p| p.in_lang(lang)).collect();
        all.join(and)
    };
    Phrase::new(joined(Lang::Zh, "，且"), joined(Lang::En, " and "))
}

fn kind(rule: &Rule) -> Phrase {
    match &rule.kind {
        RuleKind::Single => say!("", ""),
        RuleKind::Group { same, similar } => {
            let (zh, en) = fields(same);
            match similar {
                Some(similar) => say!(
                    "同一{zh}内要求相同（相似度 {similar} 以上）的",
                    "several that ask for the same (likeness {similar}) within one {en}"
                ),
                None => say!("同一{zh}内的", "several within one {en}"),
            }
        }
        RuleKind::Joint { same } => {
            let (zh, en) = fields(same);
            say!(
                "同一{zh}的合为一次办理",
                "several of one {en} on one occasion"
            )
        }
        RuleKind::Follows { parents, .. } => {
            let zh: Vec<_> = parents.iter().map(|c| c.zh()).collect();
            let en: Vec<_> = parents.iter().map(|c| c.word()).collect();
            let (zh, en) = (zh.join("、"), en.join(", "));
            say!(
                "所依附的{zh}事项已经取消的",
                "it hangs on a cancelled item ({en})"
            )
        }
        RuleKind::Quota(quota) => limit(quota),
        RuleKind::Keep { statutes, .. } if statutes.is_empty() => say!("", ""),
        RuleKind::Keep { statutes, .. } => {
            let all: Vec<_> = statutes
                .iter()
                .map(|w| format!("《{}》", w.typed))
                .collect();
            let all = condition::alternatives(&all);
            say!("依据引用{all}的", "the basis cites {all}")
        }
    }
}

fn limit(quota: &Quota) -> Phrase {
    let (each_zh, each_en) = fields(&quota.each);
    let (count, per, limit) = (quota.count, quota.per, quota.limit);
    let (count_zh, count_en, per_zh, per_en) = (count.zh(), count.word(), per.zh(), per.word());
    say!(
        "按{each_zh}合计每{per_zh}超过 {limit} {count_zh}的",
        "over {limit} {count_en} a {per_en} for one {each_en}"
    )
}

fn fields(fields: &[super::model::GroupField]) -> (String, String) {
    let zh: Vec<_> = fields.iter().map(|f| f.zh()).collect();
    let en: Vec<_> = fields.iter().map(|f| f.word()).collect();
    (zh.join("、"), en.join(" and "))
}

/// What is done, as a verb.
fn verb(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::Delete => ("予以删除", "delete"),
        Action::Adjust => ("予以调整", "adjust"),
        Action::Merge => ("并成一项", "merge into one"),
        Action::Compress => ("予以压减", "compress"),
        Action::Keep => ("予以保留", "keep"),
        Action::Review => ("交由人工判断", "leave to people"),
    }
}

fn action(rule: &Rule) -> Phrase {
    let (zh, en) = verb(rule.action);
    let change = change(&rule.to);
    let (to_zh, to_en) = (change.in_lang(Lang::Zh), change.in_lang(Lang::En));
    let kept = match (&rule.kind, rule.action) {
        (RuleKind::Keep { allow, .. }, Action::Keep) if !allow.is_empty() => {
            let zh: Vec<_> = allow.iter().map(|a| a.zh()).collect();
            let en: Vec<_> = allow.iter().map(|a| a.word()).collect();
            let (zh, en) = (zh.join("、"), en.join(", "));
            say!("（仍可{zh}）", " (may still be: {en})")
        }
        _ => say!("", ""),
    };
    let (kept_zh, kept_en) = (kept.in_lang(Lang::Zh), kept.in_lang(Lang::En));
    Phrase::new(
        format!("{zh}{to_zh}{kept_zh}"),
        format!("{en}{to_en}{kept_en}"),
    )
}

fn change(to: &Change) -> Phrase {
    let mut zh = Vec::new();
    let mut en = Vec::new();
    if let Some(rate) = to.per_year {
        let (times, years) = (rate.times(), rate.years());
        if years == 1 {
            zh.push(format!("每年 {times} 次"));
            en.push(format!("{times} times a year"));
        } else {
            zh.push(format!("每 {years} 年 {times} 次"));
            en.push(format!("{times} times in {years} years"));
        }
    }
    if let Some(department) = &to.department {
        zh.push(format!("由{department}承担"));
        en.push(format!("handed to {department}"));
    }
    if let Some(form) = &to.form {
        zh.push(format!("形式改为{form}"));
        en.push(format!("in the form {form}"));
    }
    if zh.is_empty() {
        return say!("", "");
    }
    Phrase::new(
        format!("（{}）", zh.join("，")),
        format!(" ({})", en.join(", ")),
    )
}
