//! What people read as one line: the same item asked of many communities, a group with all it takes in.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Facts, wording};
use crate::finding::Action;
use crate::item::{Field, ItemId, Rate};
use crate::text::Symbol;

/// All that got one action, rule by rule.
#[derive(Debug)]
pub(super) struct ByAction {
    /// The action.
    pub(super) action: Action,
    /// How many items.
    pub(super) items: usize,
    /// By the rule that decided, in the order of the rule set.
    pub(super) blocks: Vec<ByRule>,
}

/// All that one rule decided with one action.
#[derive(Debug)]
pub(super) struct ByRule {
    /// Position of the rule; `None` where no rule spoke or two stand against each other.
    pub(super) rule: Option<u32>,
    /// Whether people refused what the rule proposed.
    pub(super) refused: bool,
    /// What is said of it in place of the rule, where people decided otherwise or what was kept wasn't
    /// renewed.
    pub(super) said: Option<String>,
    /// What is on a line, the most frequent first.
    pub(super) lines: Vec<Line>,
}

/// Entries that read the same but for the community.
#[derive(Debug)]
pub(super) struct Line {
    /// The entries, in the order of the input; the first speaks for all.
    pub(super) entries: Vec<u32>,
    /// Where it is a group: the entries of the first such group that don't survive.
    pub(super) taken_in: Vec<u32>,
    /// How many groups like this there are.
    pub(super) groups: usize,
}

/// What makes two entries read the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Alike {
    Items(Asked, Option<u32>, Vec<Action>, String),
    Groups(u32, Vec<ItemId>),
}

/// What is asked, whatever the community and the wording of the frequency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Asked {
    name: Symbol,
    issuer: Symbol,
    rate: Option<(Rate, Rate)>,
    written: Symbol,
}

/// Everything listed, by action and rule.
pub(super) fn sections(facts: &Facts<'_>) -> Vec<ByAction> {
    let mut by_action: BTreeMap<Action, Vec<u32>> = BTreeMap::new();
    for entry in &facts.listed {
        by_action
            .entry(facts.verdict(*entry).action)
            .or_default()
            .push(*entry);
    }
    let section = |(action, entries): (Action, Vec<u32>)| ByAction {
        action,
        items: entries.len(),
        blocks: blocks(facts, &entries),
    };
    let mut sections: Vec<ByAction> = by_action.into_iter().map(section).collect();
    // What stays needs nothing done and comes last.
    sections.sort_by_key(|section| section.action == Action::Keep);
    sections
}

impl ByAction {
    /// Only what people refused, which is never left out; `None` where nothing was.
    pub(super) fn only_refused(mut self) -> Option<Self> {
        self.blocks.retain(|block| block.refused);
        let lines = self.blocks.iter().flat_map(|block| &block.lines);
        self.items = lines.map(|line| line.entries.len()).sum();
        (self.items > 0).then_some(self)
    }
}

fn blocks(facts: &Facts<'_>, entries: &[u32]) -> Vec<ByRule> {
    let mut by_rule: BTreeMap<(Option<u32>, Option<String>), Vec<u32>> = BTreeMap::new();
    for entry in entries {
        let verdict = facts.verdict(*entry);
        let rule = verdict.by.as_ref().map(|by| by.rule);
        // Each refusal stands by itself, with its own reason; so does what wasn't renewed.
        let decided = verdict.is_refused() || verdict.is_kept_no_longer();
        let said = decided.then(|| wording::reason(facts, verdict));
        by_rule.entry((rule, said)).or_default().push(*entry);
    }
    let block = |((rule, said), entries): ((Option<u32>, Option<String>), Vec<u32>)| ByRule {
        rule: rule.filter(|_| said.is_none()),
        refused: facts.verdict(entries[0]).is_refused(),
        said,
        lines: lines(facts, &entries),
    };
    by_rule.into_iter().map(block).collect()
}

fn lines(facts: &Facts<'_>, entries: &[u32]) -> Vec<Line> {
    let mut place: HashMap<Alike, usize> = HashMap::new();
    let mut seen: HashSet<u32> = HashSet::new();
    let mut lines: Vec<Line> = Vec::new();
    for entry in entries {
        let of_group = facts
            .group(*entry)
            .filter(|_| facts.verdict(*entry).action == Action::Merge);
        let alike = match of_group {
            Some((_, group)) => Alike::Groups(group.rule, shape(facts, &group.members)),
            None => alike(facts, *entry),
        };
        let next = lines.len();
        let at = *place.entry(alike).or_insert(next);
        if at == next {
            let taken_in = of_group.map_or(Vec::new(), |(_, group)| {
                let others = group.members.iter().copied();
                others.filter(|member| *member != group.survivor).collect()
            });
            lines.push(Line {
                entries: Vec::new(),
                taken_in,
                groups: 0,
            });
        }
        let line = &mut lines[at];
        line.entries.push(*entry);
        if let Some((number, _)) = of_group {
            line.groups += usize::from(seen.insert(number));
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.entries.len()));
    lines
}

fn alike(facts: &Facts<'_>, entry: u32) -> Alike {
    let (item, verdict) = (facts.item(entry), facts.verdict(entry));
    let plain = |field| facts.audit.items.plain_form(item, field);
    let frequency = item.frequency;
    // 每季度1次 and 4次/年 are the same; what can't be known is told apart as written.
    let written = match frequency.rate {
        Some(_) => Symbol::ABSENT,
        None => plain(Field::Frequency),
    };
    let asked = Asked {
        name: plain(Field::Name),
        issuer: item.issuer.name,
        rate: frequency.rate.zip(frequency.rate_max.or(frequency.rate)),
        written,
    };
    let rule = verdict.by.as_ref().map(|by| by.rule);
    Alike::Items(
        asked,
        rule,
        verdict.also.clone(),
        wording::target(facts, entry),
    )
}

/// The items of a group, whatever the community.
fn shape(facts: &Facts<'_>, members: &[u32]) -> Vec<ItemId> {
    let mut items: Vec<ItemId> = members
        .iter()
        .map(|member| facts.entry(*member).item)
        .collect();
    items.sort_unstable();
    items
}
