//! Settles the findings on one item into one verdict; the order of files and rules plays no part.

use std::sync::Arc;

use super::{Finding, Verdict};
use crate::finding::Action;
use crate::item::{Level, Rate};
use crate::rule::{Change, Rule, RuleKind, RuleSet};

/// What a finding's place in the order depends on.
struct Standing<'a> {
    rules: &'a RuleSet,
}

/// Settles findings:
/// 1. a keep leaves standing what forbids a role and what it allows;
/// 2. the higher layer goes before the lower, unless the lower is stricter;
/// 3. 删 before 调 before 并 before 压; the first is the action, the others go to `also`, 删 stands
///    alone; of two targets the stricter holds, both are cited;
/// 4. what these can't order is for people, with both sides.
pub(super) fn settle(findings: Vec<Arc<Finding>>, rules: &RuleSet) -> Verdict {
    let order = Standing { rules };
    let (keeps, others): (Vec<_>, Vec<_>) = findings
        .into_iter()
        .partition(|finding| matches!(order.rule(finding).kind, RuleKind::Keep { .. }));
    let (standing, mut overruled): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|finding| order.stands_against(finding, &keeps));
    let (mut stays, mut acts): (Vec<_>, Vec<_>) = standing
        .into_iter()
        .partition(|finding| finding.action == Action::Keep);
    order.sort(&mut acts);
    if acts.is_empty() {
        stays.extend(keeps);
        order.sort(&mut stays);
        return verdict_of(stays, overruled);
    }
    if let Some(sides) = order.undecided(&stays, &acts) {
        overruled.extend(keeps);
        let rest = stays.into_iter().chain(acts);
        overruled.extend(rest.filter(|finding| !sides.contains(finding)));
        return for_people(sides, overruled);
    }
    overruled.extend(stays);
    if acts[0].action == Action::Delete {
        let cut = acts.partition_point(|finding| finding.action == Action::Delete);
        overruled.extend(acts.split_off(cut));
        overruled.extend(keeps);
    } else {
        acts.extend(keeps);
    }
    verdict_of(acts, overruled)
}

impl<'a> Standing<'a> {
    fn rule(&self, finding: &Finding) -> &'a Rule {
        &self.rules.rules[finding.rule as usize]
    }

    fn level(&self, finding: &Finding) -> Level {
        let set = self.rules.sets.get(self.rule(finding).set);
        set.map_or(Level::Community, |set| set.level)
    }

    /// Whether a finding holds although these keeps protect the item.
    fn stands_against(&self, finding: &Finding, keeps: &[Arc<Finding>]) -> bool {
        self.rule(finding).even_if_kept
            || keeps.iter().all(|keep| match &self.rule(keep).kind {
                RuleKind::Keep { allow, .. } => allow.contains(&finding.action),
                _ => true,
            })
    }

    /// Brings findings into the order in which they are cited: by action, then layer, then the
    /// stricter target, then the rule's id.
    fn sort(&self, findings: &mut [Arc<Finding>]) {
        let key = |finding: &Arc<Finding>| {
            let rate = finding.to.per_year;
            (
                precedence(finding.action),
                self.level(finding),
                rate.is_none(),
                rate.unwrap_or(Rate::yearly(0)),
                finding.to.department.is_none(),
                finding.to.form.is_none(),
                self.rule(finding).id.as_str(),
                finding.rule,
            )
        };
        findings.sort_by_cached_key(key);
    }

    /// Both sides of what can't be ordered: 留 against an action of the same layer, or two
    /// departments that are to take an item over.
    fn undecided(
        &self,
        stays: &[Arc<Finding>],
        acts: &[Arc<Finding>],
    ) -> Option<Vec<Arc<Finding>>> {
        let first = acts.first()?;
        let against = stays
            .iter()
            .find(|stay| self.level(stay) == self.level(first) && first.action != Action::Review);
        if let Some(stay) = against {
            return Some(vec![stay.clone(), first.clone()]);
        }
        let mut owners = acts.iter().filter(|finding| {
            finding.action == first.action
                && first.action == Action::Adjust
                && finding.to.department.is_some()
        });
        let owner = owners.next()?;
        let other = owners.find(|other| {
            self.level(other) == self.level(owner) && other.to.department != owner.to.department
        })?;
        Some(vec![owner.clone(), other.clone()])
    }
}

/// 删调并压, then what a rule leaves to people, then 留.
fn precedence(action: Action) -> usize {
    match action {
        Action::Delete => 0,
        Action::Adjust => 1,
        Action::Merge => 2,
        Action::Compress => 3,
        Action::Review => 4,
        Action::Keep => 5,
    }
}

/// The verdict of findings in the order in which they are cited.
fn verdict_of(mut standing: Vec<Arc<Finding>>, overruled: Vec<Arc<Finding>>) -> Verdict {
    let action = standing.first().map_or(Action::Keep, |first| first.action);
    let mut also: Vec<Action> = Vec::new();
    for finding in &standing {
        let other = finding.action;
        // Something decided: what would only have asked people is cited and no action of its own.
        let acts = !matches!(other, Action::Keep | Action::Review);
        if acts && other != action && !also.contains(&other) {
            also.push(other);
        }
    }
    let target = target_of(&standing);
    let by = (!standing.is_empty()).then(|| standing.remove(0));
    Verdict {
        action,
        also,
        by,
        beside: standing,
        overruled,
        target,
        decided: None,
    }
}

fn for_people(sides: Vec<Arc<Finding>>, overruled: Vec<Arc<Finding>>) -> Verdict {
    Verdict {
        action: Action::Review,
        also: Vec::new(),
        by: None,
        beside: sides,
        overruled,
        target: Change::default(),
        decided: None,
    }
}

/// The strictest of all targets: the lowest rate; the first department; every form that is asked for.
fn target_of(standing: &[Arc<Finding>]) -> Change {
    let mut forms: Vec<&str> = Vec::new();
    for form in standing
        .iter()
        .filter_map(|finding| finding.to.form.as_deref())
    {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    Change {
        per_year: standing.iter().filter_map(|f| f.to.per_year).min(),
        department: standing.iter().find_map(|f| f.to.department.clone()),
        form: (!forms.is_empty()).then(|| forms.join("；")),
    }
}
