//! What hangs on a cancelled item goes with it: its ledger, its report, its plaque.

use std::collections::{HashMap, HashSet};

use aho_corasick::AhoCorasick;

use super::docket::Docket;
use super::group::Folding;
use super::{Finding, Verdict};
use crate::finding::{Action, Evidence};
use crate::item::{Category, Field, ItemId};
use crate::rule::RuleKind;
use crate::say;

/// Shorter names (例会, 走访) stand in everything and name nothing.
const NAMES_SOMETHING: usize = 4;

/// A mention of a cancelled item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Mention {
    /// Position in the list of cancelled items.
    parent: u32,
    /// Where.
    field: Field,
    /// Whether it is named in full, or only by its core.
    in_full: bool,
}

/// Cancelled items, as they may be mentioned.
struct Cancelled {
    items: Vec<ItemId>,
    finder: AhoCorasick,
    /// For each text that is looked for, the cancelled item it is of, and whether it is its full name.
    of_text: Vec<(u32, bool)>,
}

/// A rule on followers, with what it asks of parents.
struct Rule<'a> {
    number: u32,
    parents: &'a [Category],
    named_in: &'a [Field],
}

/// Finds followers until nothing more goes.
pub(super) fn follow(folding: &Folding, docket: &mut Docket) {
    let rules = folding.follow_rules();
    if rules.is_empty() {
        return;
    }
    let mut known: HashSet<ItemId> = HashSet::new();
    loop {
        let cancelled = folding.cancelled(docket);
        if cancelled.iter().all(|item| known.contains(item)) {
            return;
        }
        known.extend(&cancelled);
        let cancelled = folding.as_mentioned(cancelled);
        for rule in &rules {
            folding.follow_rule(rule, &cancelled, docket);
        }
    }
}

impl Folding<'_> {
    fn follow_rules(&self) -> Vec<Rule<'_>> {
        let mut numbers: Vec<u32> = self.hits.keys().copied().collect();
        numbers.sort_by_key(|&number| &self.rules.rules[number as usize].id);
        numbers
            .into_iter()
            .filter_map(|number| match &self.rules.rules[number as usize].kind {
                RuleKind::Follows { parents, named_in } => Some(Rule {
                    number,
                    parents,
                    named_in,
                }),
                _ => None,
            })
            .collect()
    }

    /// Items that are deleted somewhere, in the order of the items.
    fn cancelled(&self, docket: &Docket) -> Vec<ItemId> {
        let deleted = |verdict: &Verdict| verdict.action == Action::Delete;
        let mut gone: Vec<ItemId> = (0..self.items.entries.len() as u32)
            .filter(|&entry| deleted(docket.verdict(entry)))
            .map(|entry| self.items.entries[entry as usize].item)
            .collect();
        gone.sort_unstable();
        gone.dedup();
        gone
    }

    /// Prepares the names of cancelled items to be found in one pass.
    fn as_mentioned(&self, items: Vec<ItemId>) -> Cancelled {
        let mut texts: Vec<String> = Vec::new();
        let mut of_text = Vec::new();
        for (number, &item) in items.iter().enumerate() {
            let (full, core) = self.same.stem(self.items.plain(item, Field::Name));
            for (text, in_full) in [(full, true), (core, false)] {
                if text.chars().count() >= NAMES_SOMETHING {
                    texts.push(text);
                    of_text.push((number as u32, in_full));
                }
            }
        }
        let finder = AhoCorasick::new(&texts)
            .unwrap_or_else(|_| unreachable!("fewer names than two billion are cancelled"));
        Cancelled {
            items,
            finder,
            of_text,
        }
    }

    fn follow_rule(&self, rule: &Rule, cancelled: &Cancelled, docket: &mut Docket) {
        let Some(hits) = self.hits.get(&rule.number) else {
            return;
        };
        let mut mentions: HashMap<ItemId, Vec<Mention>> = HashMap::new();
        for (at, _) in hits.iter().enumerate().filter(|(_, hit)| **hit) {
            let item = ItemId(at as u32);
            let found = self.mentions(item, rule, cancelled);
            if !found.is_empty() {
                mentions.insert(item, found);
            }
        }
        if mentions.is_empty() {
            return;
        }
        for community in &self.scope.communities {
            self.follow_in(community, rule, cancelled, &mentions, docket);
        }
    }

    /// Where an item names cancelled ones of the right category, the surest first.
    fn mentions(&self, item: ItemId, rule: &Rule, cancelled: &Cancelled) -> Vec<Mention> {
        let mut found = Vec::new();
        for &field in rule.named_in {
            let text = self.items.plain(item, field);
            for hit in cancelled.finder.find_overlapping_iter(text) {
                let (parent, in_full) = cancelled.of_text[hit.pattern().as_usize()];
                let parent_item = cancelled.items[parent as usize];
                let category = self.items.item(parent_item).category;
                let right = rule.parents.is_empty()
                    || category.is_some_and(|category| rule.parents.contains(&category));
                let other_name = self.items.plain(parent_item, Field::Name)
                    != self.items.plain(item, Field::Name);
                if right && other_name {
                    found.push(Mention {
                        parent,
                        field,
                        in_full,
                    });
                }
            }
        }
        found.sort_by_key(|mention| (!mention.in_full, mention.field, mention.parent));
        found.dedup();
        found
    }

    fn follow_in(
        &self,
        community: &[u32],
        rule: &Rule,
        cancelled: &Cancelled,
        mentions: &HashMap<ItemId, Vec<Mention>>,
        docket: &mut Docket,
    ) {
        let item_of = |entry: u32| self.items.entries[entry as usize].item;
        if !community
            .iter()
            .any(|&e| mentions.contains_key(&item_of(e)))
        {
            return;
        }
        let gone: HashSet<ItemId> = community
            .iter()
            .filter(|&&entry| docket.verdict(entry).action == Action::Delete)
            .map(|&entry| item_of(entry))
            .collect();
        for &entry in community {
            let here = mentions.get(&item_of(entry)).into_iter().flatten();
            let Some(mention) = here
                .filter(|mention| gone.contains(&cancelled.items[mention.parent as usize]))
                .min_by_key(|mention| (!mention.in_full, mention.field, mention.parent))
            else {
                continue;
            };
            if docket.verdict(entry).action != Action::Delete {
                let finding = self.followed(rule, *mention, cancelled, docket);
                docket.add(entry, finding);
            }
        }
    }

    fn followed(
        &self,
        rule: &Rule,
        mention: Mention,
        cancelled: &Cancelled,
        docket: &mut Docket,
    ) -> u32 {
        let parent = cancelled.items[mention.parent as usize];
        let name = self.items.typed(parent, Field::Name);
        let symbol = self.items.item(parent).typed(Field::Name).index() as u64;
        let key = vec![symbol, mention.field as u64, u64::from(mention.in_full)];
        let of_rule = &self.rules.rules[rule.number as usize];
        docket.finding((rule.number, key), || {
            let (action, note) = if mention.in_full {
                let note = say!(
                    "随已取消的“{name}”一并处理",
                    "goes with “{name}”, which is cancelled"
                );
                (of_rule.action, note)
            } else {
                let note = say!(
                    "似与已取消的“{name}”相关，请人工核对",
                    "seems to hang on “{name}”, which is cancelled: please check"
                );
                (Action::Review, note)
            };
            Finding {
                rule: rule.number,
                action,
                to: of_rule.to.clone(),
                evidence: vec![Evidence {
                    note: Some(note),
                    ..Evidence::in_field(mention.field, name)
                }],
            }
        })
    }
}
