//! Judges items by rules: find, group, count, settle into one verdict each.

use std::sync::Arc;

use crate::finding::{Action, Evidence};
use crate::item::{Items, Rate};
use crate::rule::{Change, RuleSet};
use crate::words::Words;

/// The verdicts on everything that was taken in.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// One ruling an entry, in the order of [`Items::entries`](crate::item::Items::entries).
    pub rulings: Vec<Ruling>,
    /// Distinct verdicts.
    pub verdicts: Vec<Verdict>,
    /// Groups that are folded into one.
    pub groups: Vec<Group>,
}

/// The verdict on one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Position in [`Judgement::verdicts`].
    pub verdict: u32,
    /// Position in [`Judgement::groups`].
    pub group: Option<u32>,
}

/// Judges everything that was taken in.
pub fn judge(items: &Items, _rules: &RuleSet, _words: &Words) -> Judgement {
    let keep = Ruling {
        verdict: 0,
        group: None,
    };
    Judgement {
        rulings: vec![keep; items.entries.len()],
        verdicts: vec![Verdict {
            action: Action::Keep,
            also: Vec::new(),
            by: None,
            beside: Vec::new(),
            overruled: Vec::new(),
            target: Change::default(),
        }],
        groups: Vec::new(),
    }
}

impl Judgement {
    /// The verdict on the entry at a position in [`Items::entries`](crate::item::Items::entries).
    pub fn verdict(&self, entry: usize) -> &Verdict {
        &self.verdicts[self.rulings[entry].verdict as usize]
    }

    /// Minutes saved a year on an entry as a fraction (minutes, years): all of it where it goes, the
    /// occasions that fall away where it becomes rarer; negative for the survivor of a group that is
    /// henceforth asked more often. `None` where effort or rate are unknown.
    pub fn minutes_saved(&self, _items: &Items, _entry: usize) -> Option<(i64, u32)> {
        None
    }
}

/// What is to become of an item, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The first that applies in the order of the principle.
    pub action: Action,
    /// What else applies.
    pub also: Vec<Action>,
    /// The finding that decided; `None` where no rule had anything to say and the item stays.
    pub by: Option<Finding>,
    /// Further findings: those behind `also`, those cited beside the first, both sides of a `review`.
    pub beside: Vec<Finding>,
    /// Findings that were overruled, kept for the trace.
    pub overruled: Vec<Finding>,
    /// What the item becomes.
    pub target: Change,
}

/// What one rule says of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Position in [`RuleSet::rules`](crate::rule::RuleSet::rules).
    pub rule: u32,
    /// What it would do.
    pub action: Action,
    /// What it would make of the item.
    pub to: Change,
    /// What it saw.
    pub evidence: Vec<Evidence>,
}

/// Entries that are folded into one.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Whether they ask for the same, or only share an occasion.
    pub kind: GroupKind,
    /// Position in [`RuleSet::rules`](crate::rule::RuleSet::rules).
    pub rule: u32,
    /// The entry that stays, by position in [`Items::entries`](crate::item::Items::entries).
    pub survivor: u32,
    /// The department that leads, normalised; `None` where none is known.
    pub lead_department: Option<Arc<str>>,
    /// All entries, the survivor among them, in the order of the input.
    pub members: Vec<u32>,
    /// The least similarity between two members, 0 to 1; `None` for joint occasions.
    pub similarity: Option<f64>,
    /// The name it goes on under.
    pub name: Arc<str>,
    /// How often it is asked for afterwards: the highest rate still needed; `None` where none is known.
    pub rate: Option<Rate>,
    /// Why, pair by pair; shared by groups of the same names in other communities.
    pub evidence: Arc<[Evidence]>,
}

crate::item::terms! {
    /// What a group is.
    GroupKind {
        /// Its members ask for the same thing.
        Same = "same", "同一事项";
        /// Different things on one occasion.
        Joint = "joint", "合并场次";
    }
}
