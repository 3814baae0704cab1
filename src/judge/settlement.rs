//! How a verdict was settled, step by step in the order of the principle, and the least that would change it.

use super::settle::settle;
use super::trace::Try;
use std::sync::Arc;

use super::{Finding, Group, GroupKind, Verdict};
use crate::finding::Action;
use crate::phrase::{Lang, Phrase};
use crate::rule::{Rule, RuleKind, RuleSet};
use crate::say;

/// Something that, changed alone, would change the verdict.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The rules that would have to hold or fail, by position in [`RuleSet::rules`].
    pub rules: Vec<u32>,
    /// Whether they would have to hold, and not to fail.
    pub by_holding: bool,
    /// The action then.
    pub action: Action,
}

/// The steps by which a verdict came about; what played no part is left out.
pub fn steps(verdict: &Verdict, rules: &RuleSet, group: Option<&Group>) -> Vec<Phrase> {
    let told = Told {
        verdict,
        rules,
        all: verdict.findings(),
    };
    let parts = [
        Some(told.protection()),
        told.order(),
        told.parent(),
        group.map(|group| told.folded(group)),
        told.limit(),
        Some(told.end()),
    ];
    parts.into_iter().flatten().collect()
}

/// The least that would change a verdict: one condition more of a rule that came near, or the rules
/// that decided failing; the fewest rules first.
pub fn turns(verdict: &Verdict, tries: &[Try], rules: &RuleSet) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut failing: Vec<u32> = Vec::new();
    let mut left = verdict.findings();
    // Rules that say the same stand in for one another: all of them have to fail.
    while let Some(by) = settle(left.clone(), rules).by {
        failing.push(by.rule);
        left.retain(|finding| finding.rule != by.rule);
        let action = settle(left.clone(), rules).action;
        if action != verdict.action {
            turns.push(Turn {
                rules: failing,
                by_holding: false,
                action,
            });
            break;
        }
    }
    let near = tries.iter().filter(|tried| tried.is_near());
    turns.extend(near.filter_map(|tried| {
        Some(Turn {
            rules: vec![tried.rule],
            by_holding: true,
            action: tried.would_be?,
        })
    }));
    turns.sort_by_key(|turn| turn.rules.len());
    turns
}

/// A verdict that is told.
struct Told<'a> {
    verdict: &'a Verdict,
    rules: &'a RuleSet,
    all: Vec<Arc<Finding>>,
}

impl Told<'_> {
    fn rule(&self, finding: &Finding) -> &Rule {
        &self.rules.rules[finding.rule as usize]
    }

    fn titles<'f>(&self, findings: impl Iterator<Item = &'f Finding>) -> String {
        let titles: Vec<_> = findings
            .map(|finding| format!("“{}”", self.rule(finding).title))
            .collect();
        titles.concat()
    }

    /// What a law or the set keeps, what it still lets be done, and what it held off.
    fn protection(&self) -> Phrase {
        let is_keep = |f: &Finding| matches!(self.rule(f).kind, RuleKind::Keep { .. });
        let all = || self.all.iter().map(|finding| &**finding);
        let keeps: Vec<&Finding> = all().filter(|f| is_keep(f)).collect();
        if keeps.is_empty() {
            return say!(
                "先看保护：没有哪一条保护这一事项。",
                "Protection first: nothing protects this item."
            );
        }
        let allowed = |action: Action| {
            keeps.iter().all(|keep| match &self.rule(keep).kind {
                RuleKind::Keep { allow, .. } => allow.contains(&action),
                _ => true,
            })
        };
        let others = || all().filter(|f| !is_keep(f));
        let held_off =
            self.titles(others().filter(|f| !allowed(f.action) && !self.rule(f).even_if_kept));
        let role =
            self.titles(others().filter(|f| !allowed(f.action) && self.rule(f).even_if_kept));
        let names = self.titles(keeps.into_iter());
        let (mut zh, mut en) = (
            format!("先看保护：{names}保护这一事项"),
            format!("Protection first: {names} protects this item"),
        );
        if !held_off.is_empty() {
            zh += &format!("，挡下了{held_off}");
            en += &format!(" and holds off {held_off}");
        }
        if !role.is_empty() {
            zh += &format!("；{role}禁止的是做法本身，保护不能挡");
            en += &format!("; {role} forbids the way it is done, which no protection holds off");
        }
        Phrase::new(zh + "。", en + ".")
    }

    /// What stands, in the order 删调并压, the upper layer first.
    fn order(&self) -> Option<Phrase> {
        let standing: Vec<&Finding> = self
            .verdict
            .cited()
            .filter(|f| f.action != Action::Keep)
            .collect();
        if standing.len() + self.verdict.overruled.len() < 2 || standing.is_empty() {
            return None;
        }
        let listed = |lang: Lang| {
            let of = |f: &&Finding| {
                let rule = self.rule(f);
                format!("{}“{}”", f.action.in_lang(lang), rule.title)
            };
            let all: Vec<_> = standing.iter().map(of).collect();
            all.join(if lang == Lang::Zh { "、" } else { ", " })
        };
        let (zh, en) = (listed(Lang::Zh), listed(Lang::En));
        Some(say!(
            "再排先后（删先于调，调先于并，并先于压；上层先于下层，下层更严的除外）：{zh}。",
            "Then in order (delete, adjust, merge, compress; the upper layer first unless the lower is stricter): {en}."
        ))
    }

    fn of_kind(&self, wanted: fn(&RuleKind) -> bool) -> Option<&Finding> {
        self.verdict
            .cited()
            .find(|finding| wanted(&self.rule(finding).kind))
    }

    fn parent(&self) -> Option<Phrase> {
        let finding = self.of_kind(|kind| matches!(kind, RuleKind::Follows { .. }))?;
        let parent = &finding.evidence.first()?.found;
        Some(say!(
            "再看依附：它依附的“{parent}”已经取消。",
            "Then what it hangs on: \"{parent}\" is cancelled."
        ))
    }

    fn folded(&self, group: &Group) -> Phrase {
        let (count, name) = (group.members.len(), &group.name);
        match group.kind {
            GroupKind::Same => say!(
                "再看合并：{count} 项要的是同样的东西，并为“{name}”一项。",
                "Then folding: {count} items ask for the same and become one, \"{name}\"."
            ),
            GroupKind::Joint => say!(
                "再看合并：{count} 项并在“{name}”一次办理。",
                "Then folding: {count} items share one occasion, \"{name}\"."
            ),
        }
    }

    fn limit(&self) -> Option<Phrase> {
        let finding = self.of_kind(|kind| matches!(kind, RuleKind::Quota(_)))?;
        let title = &self.rule(finding).title;
        let said = finding.evidence.first()?.note.as_ref()?;
        let (zh, en) = (said.in_lang(Lang::Zh), said.in_lang(Lang::En));
        Some(say!(
            "最后看限额：{title}，{zh}。",
            "Limits last: {title}, {en}."
        ))
    }

    fn end(&self) -> Phrase {
        let action = self.verdict.action;
        let (zh, en) = (action.zh(), action.word());
        let also: Vec<_> = self.verdict.also.iter().map(|a| a.zh()).collect();
        let also_en: Vec<_> = self.verdict.also.iter().map(|a| a.word()).collect();
        match (action, &self.verdict.by) {
            (Action::Review, None) => say!(
                "几条意见分不出先后，转人工。",
                "These can't be ordered: people decide."
            ),
            (_, None) => say!(
                "没有规则要求改动，所以留。",
                "No rule asks for a change, so it stays."
            ),
            (Action::Delete, _) => say!(
                "结论：删；删除的不再作别的处理。",
                "Verdict: delete; nothing else is done to what is deleted."
            ),
            _ if also.is_empty() => say!("结论：{zh}。", "Verdict: {en}."),
            _ => {
                let (also, also_en) = (also.join("、"), also_en.join(", "));
                say!(
                    "结论：{zh}，同时{also}。",
                    "Verdict: {en}, and also {also_en}."
                )
            }
        }
    }
}
