//! Judges items by rules: find, group, count, settle into one verdict each.

mod condition;
mod example;
mod find;
mod keywords;
mod sameness;
mod saved;
mod settle;

pub use example::{Tried, try_all};
pub use sameness::compare;

use std::sync::Arc;

use crate::finding::{Action, Evidence};
use crate::item::{Entry, Items, Rate};
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
pub fn judge(items: &Items, rules: &RuleSet, words: &Words) -> Judgement {
    let found = find::find(items, rules, words.plainer());
    let verdicts = found
        .sets
        .into_iter()
        .map(|findings| settle::settle(findings, rules))
        .collect();
    let ruling = |entry: &Entry| Ruling {
        verdict: found.set_of[entry.item.index()],
        group: None,
    };
    Judgement {
        rulings: items.entries.iter().map(ruling).collect(),
        verdicts,
        groups: Vec::new(),
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
