//! Judges items by rules: find, group, count, settle into one verdict each.

mod asking;
mod block;
mod clash;
mod composition;
mod condition;
mod coverage;
mod decide;
mod decision;
mod docket;
mod estimate;
mod examine;
mod example;
mod find;
mod follow;
mod group;
mod hits;
mod index;
mod key;
mod keywords;
mod limits;
mod mask;
mod month;
mod names;
mod numbers;
mod quota;
mod sameness;
mod saved;
mod scope;
mod settle;
mod settlement;
mod shared;
mod trace;
mod usage;
mod values;
mod why;

pub use clash::contradictions;
pub use coverage::{Coverage, Part, coverage};
pub use decide::Decided;
pub use decision::{Asked, Balance, entries_of};
pub use estimate::estimate;
pub use examine::examine;
pub use example::{Tried, try_all};
pub use group::Reasons;
pub use limits::{QuotaUse, quota_uses};
pub(crate) use sameness::alike;
pub use saved::Minutes;
pub use settlement::{Turn, steps, turns};
pub use trace::{Checked, Try, trace};
pub use usage::{Usage, usage};
pub use why::{Comparison, compare};

use std::sync::Arc;

use block::Block;
use docket::{Closed, Rulings, Settled};
use follow::Following;
use group::{Folding, Groups};

use crate::finding::{Action, Evidence};
use crate::item::{Items, Rate};
use crate::parallel;
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
    /// The share that each distinct item belongs to, by position in
    /// [`RuleSet::shares`](crate::rule::RuleSet::shares), in the order of
    /// [`Items::items`](crate::item::Items::items); `None` where that can't be told. Empty where the
    /// rules name no shares.
    pub shares: Vec<Option<u32>>,
}

/// The verdict on one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// Position in [`Judgement::verdicts`].
    pub verdict: u32,
    /// Position in [`Judgement::groups`].
    pub group: Option<u32>,
}

/// Judges everything that was taken in: each item by itself, then what hangs on the cancelled, then
/// groups of what is left, then quotas on what remains.
pub fn judge(items: &Items, rules: &RuleSet, words: &Words) -> Judgement {
    judge_on(parallel::threads(), items, rules, words)
}

/// The same on so many threads; the verdicts don't depend on how many.
pub fn judge_on(threads: usize, items: &Items, rules: &RuleSet, words: &Words) -> Judgement {
    let found = find::find(items, rules, words.plainer(), threads);
    let settled = Settled::new(rules, &found.sets, found.set_of, threads);
    let (following, (folding, communities)) = parallel::both(
        threads,
        || Following::new(items, rules, &found.hits, &settled, words.same(), threads),
        || {
            let folding = Folding::new(items, rules, &found.hits, words.same(), threads);
            (folding, scope::communities(items, words))
        },
    );
    let blocks = Block::all(items, &communities);
    let judged = parallel::over(blocks.iter().collect(), threads, |block: &Block| {
        block.judge(&following, &folding, &settled)
    });
    // What was worked out for all communities is needed no more, and is large.
    drop(following);
    let judgement = put_together(
        items,
        &folding.into_places(),
        settled,
        &blocks,
        judged,
        threads,
    );
    Judgement {
        shares: found.shares,
        ..judgement
    }
}

/// One judgement of the judgements of all blocks; `places` says which rule's groups come before which.
fn put_together(
    items: &Items,
    places: &[u32],
    settled: Settled,
    blocks: &[Block],
    judged: Vec<(Closed, Groups)>,
    threads: usize,
) -> Judgement {
    let (dockets, groups): (Vec<_>, Vec<Groups>) = judged.into_iter().unzip();
    let dockets = blocks.iter().zip(dockets).collect();
    let (groups, settlements) = parallel::both(
        threads,
        || in_order(groups, places),
        || Rulings::of(settled, items.entries.len(), dockets),
    );
    let mut rulings: Vec<Ruling> = settlements
        .of_entry
        .into_iter()
        .map(|verdict| Ruling {
            verdict,
            group: None,
        })
        .collect();
    for (group, number) in groups.iter().zip(0..) {
        for &member in &group.members {
            rulings[member as usize].group = Some(number);
        }
    }
    Judgement {
        rulings,
        verdicts: settlements.verdicts,
        groups,
        shares: Vec::new(),
    }
}

/// The groups of all blocks in the order in which rules are applied; within a rule, in the order of
/// communities.
fn in_order(of_blocks: Vec<Groups>, places: &[u32]) -> Vec<Group> {
    let count = of_blocks.iter().map(|block| block.groups.len()).sum();
    let mut groups = Vec::with_capacity(count);
    for block in of_blocks {
        groups.extend(block.groups);
    }
    // Stable, and groups are too large to be kept twice.
    groups.sort_by_cached_key(|group: &Group| places[group.rule as usize]);
    groups
}

/// What is to become of an item, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The first that applies in the order of the principle.
    pub action: Action,
    /// What else applies.
    pub also: Vec<Action>,
    /// The finding that decided; `None` where no rule had anything to say and the item stays.
    pub by: Option<Arc<Finding>>,
    /// Further findings: those behind `also`, those cited beside the first, both sides of a `review`.
    pub beside: Vec<Arc<Finding>>,
    /// Findings that were overruled, kept for the trace.
    pub overruled: Vec<Arc<Finding>>,
    /// What the item becomes.
    pub target: Change,
    /// What people decided on it.
    pub decided: Option<Arc<Decided>>,
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
    /// The member whose department leads, by position in [`Items::entries`](crate::item::Items::entries);
    /// `None` where no department is known.
    pub lead: Option<u32>,
    /// The department that leads, as written in the sheet.
    pub lead_department: Option<Arc<str>>,
    /// All entries, the survivor among them, in the order of the input.
    pub members: Vec<u32>,
    /// The least similarity between two members, 0 to 1; `None` for joint occasions.
    pub similarity: Option<f64>,
    /// The name it goes on under.
    pub name: Arc<str>,
    /// How often it is asked for afterwards: the highest rate still needed; `None` where none is known.
    pub rate: Option<Rate>,
    /// What people must look at before they sign; the gravest first.
    pub doubts: Vec<Doubt>,
}

impl Group {
    /// Whether people decide first whether this is one: what it asks for is so different that the
    /// names alone don't settle it.
    pub fn is_for_people(&self) -> bool {
        self.doubts.contains(&Doubt::Contents)
    }

    /// Whether it takes a member in, so that this doesn't go on as an item of its own.
    pub(crate) fn folds(&self, entry: u32) -> bool {
        !self.is_for_people() && self.survivor != entry
    }
}

crate::item::terms! {
    /// What people must look at before they sign a group.
    Doubt {
        /// The contents list fields, and two members have none in common.
        Contents = "contents", "名称相近，要填的内容没有一项相同";
        /// The least sure pair only just reaches what the rule asks for.
        Likeness = "likeness", "相似度刚够";
        /// A member other than the survivor is demanded by a statute.
        Statute = "statute", "被并入的事项另有法律法规依据";
        /// How often a member is asked for is unknown, and may be more often than the group says.
        Rate = "rate", "有的事项频次不明";
    }
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
