//! The gate: what a department wants to impose, checked before it reaches a community.

mod calendar;
mod terms;

use jiff::civil::Date;

use crate::finding::Action;
use crate::intake::date_in;
use crate::item::{Field, Items};
use crate::judge::Judgement;
use crate::rule::RuleSet;

pub use calendar::Calendar;
pub use terms::Terms;

crate::item::terms! {
    /// What the gate answers.
    Answer {
        /// It may come.
        Admitted = "admitted", "准入";
        /// It may come once conditions are met.
        Conditional = "conditional", "有条件准入";
        /// It may not come.
        Refused = "refused", "不予准入";
        /// Somebody asks for it already.
        AlreadyAsked = "already_asked", "已有部门在要";
    }
}

crate::item::terms! {
    /// What is to be done before an item may come.
    Need {
        /// Money comes with it.
        Funds = "funds", "经费";
        /// The community agrees.
        Agreement = "agreement", "协商同意";
        /// Enough working days from notice to deadline.
        LeadTime = "lead_time", "提前布置";
        /// A basis that can be looked up.
        Basis = "basis", "依据";
        /// What a rule makes of it.
        Change = "change", "按规定调整";
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is needed.
    pub need: Need,
    /// Working days between notice and deadline, where that is the point; `None` where no calendar
    /// covers them.
    pub working_days: Option<u32>,
}

/// The answer on one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// What the gate answers.
    pub answer: Answer,
    /// What is to be done first.
    pub conditions: Vec<Condition>,
    /// The entry of the same file that asks for the same, by position.
    pub same_as: Option<u32>,
}

/// What a gate goes by.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'a> {
    /// What is to be imposed.
    pub items: &'a Items,
    /// The rules.
    pub rules: &'a RuleSet,
    /// What they say of it.
    pub judgement: &'a Judgement,
    /// The terms of admission.
    pub terms: &'a Terms,
    /// The working days.
    pub calendar: &'a Calendar,
    /// The day of the notice where an item gives none.
    pub day: Date,
}

impl Gate<'_> {
    /// The answer on an entry; `taken` where it is known that somebody else asks for it already.
    pub fn answer(&self, entry: u32, taken: bool) -> Admission {
        let verdict = self.judgement.verdict(entry as usize);
        let simply = |answer| Admission {
            answer,
            conditions: Vec::new(),
            same_as: None,
        };
        if verdict.action == Action::Delete {
            return simply(Answer::Refused);
        }
        if taken {
            return simply(Answer::AlreadyAsked);
        }
        let group = self.judgement.rulings[entry as usize].group;
        let survivor = group.map(|group| self.judgement.groups[group as usize].survivor);
        if let Some(survivor) = survivor.filter(|survivor| *survivor != entry) {
            return Admission {
                same_as: Some(survivor),
                ..simply(Answer::AlreadyAsked)
            };
        }
        let conditions = self.conditions(entry);
        let answer = match conditions.is_empty() {
            true => Answer::Admitted,
            false => Answer::Conditional,
        };
        Admission {
            conditions,
            ..simply(answer)
        }
    }

    fn conditions(&self, entry: u32) -> Vec<Condition> {
        let verdict = self.judgement.verdict(entry as usize);
        let item = self.items.entries[entry as usize].item;
        let text = |field| self.items.plain(item, field);
        let mut conditions = Vec::new();
        let mut need = |need, working_days| conditions.push(Condition { need, working_days });
        match verdict.action {
            Action::Review => need(Need::Basis, None),
            Action::Adjust | Action::Compress => need(Need::Change, None),
            _ => {}
        }
        // What the law asks of a community needs nobody's agreement.
        let lawful = verdict.action == Action::Keep && verdict.by.is_some();
        if !lawful && self.terms.lacks_funds(text(Field::Funds)) {
            need(Need::Funds, None);
        }
        let agreed = [Field::Note, Field::Content, Field::Basis];
        if !lawful
            && !agreed
                .iter()
                .any(|field| self.terms.is_agreed(text(*field)))
        {
            need(Need::Agreement, None);
        }
        let notice = date_in(text(Field::Date)).unwrap_or(self.day);
        if let Some(deadline) = date_in(text(Field::Deadline)) {
            let days = self.calendar.working_days(notice, deadline);
            if days.is_none_or(|days| days < self.terms.lead_days) {
                need(Need::LeadTime, days);
            }
        }
        conditions
    }
}
