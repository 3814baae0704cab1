//! What hangs on a cancelled item goes with it: its ledger, its report, its plaque.

use aho_corasick::AhoCorasick;
use hashbrown::{HashMap, HashSet};

use super::Finding;
use super::docket::Docket;
use super::group::Folding;
use crate::finding::{Action, Evidence};
use crate::item::{Category, Field, ItemId};
use crate::rule::RuleKind;
use crate::say;
use crate::text::Symbol;

/// Shorter names (例会, 走访) stand in everything and name nothing.
const NAMES_SOMETHING: usize = 4;

/// No parent.
const NONE: u32 = u32::MAX;

/// Cancelled items that followers can't tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Parent {
    /// The name as written.
    typed: Symbol,
    /// Its plain form.
    plain: Symbol,
    category: Option<Category>,
}

/// A mention of a cancelled item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Mention {
    /// Position in the list of what is cancelled.
    parent: u32,
    /// Where.
    field: Field,
    /// Whether it is named in full, or only by its core.
    in_full: bool,
}

/// Cancelled items, as they may be mentioned.
struct Cancelled {
    /// In the order of their names, so that no choice between them depends on rows.
    parents: Vec<Parent>,
    /// For each item, which of them it is; [`NONE`] where it isn't cancelled anywhere.
    of_item: Vec<u32>,
    finder: AhoCorasick,
    /// For each text that is looked for, the parent it is of, and whether it is its full name.
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
    let mut known: HashSet<Parent> = HashSet::new();
    loop {
        let cancelled = folding.cancelled(docket);
        if cancelled
            .parents
            .iter()
            .all(|parent| known.contains(parent))
        {
            return;
        }
        known.extend(&cancelled.parents);
        for rule in &rules {
            folding.follow_rule(rule, &cancelled, docket);
        }
    }
}

impl Cancelled {
    /// The parents that a text names, each once, with whether by the full name.
    fn named_in(&self, text: &str) -> Vec<(u32, bool)> {
        let hits = self.finder.find_overlapping_iter(text);
        let mut named: Vec<_> = hits
            .map(|hit| self.of_text[hit.pattern().as_usize()])
            .collect();
        named.sort_unstable();
        named.dedup();
        named
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

    /// What is deleted somewhere, ready to be looked for.
    fn cancelled(&self, docket: &Docket) -> Cancelled {
        let mut is_gone = vec![false; self.items.items.len()];
        for (entry, at) in self.items.entries.iter().zip(0..) {
            is_gone[entry.item.index()] |= docket.action(at) == Action::Delete;
        }
        let gone = || (0..is_gone.len()).filter(|&at| is_gone[at]);
        let parent = |at: usize| self.as_parent(ItemId(at as u32));
        let distinct: HashSet<Parent> = gone().map(parent).collect();
        let mut parents: Vec<Parent> = distinct.into_iter().collect();
        let text = |symbol| self.items.texts.get(symbol);
        parents.sort_by_key(|parent| (text(parent.plain), text(parent.typed), parent.category));
        let numbers: HashMap<Parent, u32> = parents.iter().copied().zip(0..).collect();
        let mut of_item = vec![NONE; is_gone.len()];
        for at in gone() {
            of_item[at] = numbers[&parent(at)];
        }
        self.as_mentioned(parents, of_item)
    }

    fn as_parent(&self, item: ItemId) -> Parent {
        let item = self.items.item(item);
        Parent {
            typed: item.typed(Field::Name),
            plain: item.plain(Field::Name),
            category: item.category,
        }
    }

    /// Prepares the names of cancelled items to be found in one pass.
    fn as_mentioned(&self, parents: Vec<Parent>, of_item: Vec<u32>) -> Cancelled {
        let mut texts: Vec<String> = Vec::new();
        let mut of_text = Vec::new();
        for (number, parent) in parents.iter().enumerate() {
            let (full, core) = self.same.stem(self.items.texts.get(parent.plain));
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
            parents,
            of_item,
            finder,
            of_text,
        }
    }

    fn follow_rule(&self, rule: &Rule, cancelled: &Cancelled, docket: &mut Docket) {
        let Some(hits) = self.hits.get(&rule.number) else {
            return;
        };
        let mut mentions: Vec<Vec<Mention>> = vec![Vec::new(); hits.len()];
        let mut in_text: HashMap<Symbol, Vec<(u32, bool)>> = HashMap::new();
        for (at, _) in hits.iter().enumerate().filter(|(_, hit)| **hit) {
            mentions[at] = self.mentions(ItemId(at as u32), rule, cancelled, &mut in_text);
        }
        if mentions.iter().all(Vec::is_empty) {
            return;
        }
        for community in &self.scope.communities {
            self.follow_in(community, rule, cancelled, &mentions, docket);
        }
    }

    /// Where an item names cancelled ones of the right category, the surest first.
    fn mentions(
        &self,
        item: ItemId,
        rule: &Rule,
        cancelled: &Cancelled,
        in_text: &mut HashMap<Symbol, Vec<(u32, bool)>>,
    ) -> Vec<Mention> {
        let item = self.items.item(item);
        let mut found = Vec::new();
        for &field in rule.named_in {
            let text = item.plain(field);
            let named = in_text
                .entry(text)
                .or_insert_with(|| cancelled.named_in(self.items.texts.get(text)));
            for &(number, in_full) in &*named {
                let parent = &cancelled.parents[number as usize];
                let right = rule.parents.is_empty()
                    || parent
                        .category
                        .is_some_and(|category| rule.parents.contains(&category));
                if right && parent.plain != item.plain(Field::Name) {
                    found.push(Mention {
                        parent: number,
                        field,
                        in_full,
                    });
                }
            }
        }
        found.sort_by_key(|mention| (!mention.in_full, mention.field, mention.parent));
        found
    }

    fn follow_in(
        &self,
        community: &[u32],
        rule: &Rule,
        cancelled: &Cancelled,
        mentions: &[Vec<Mention>],
        docket: &mut Docket,
    ) {
        let item_of = |entry: u32| self.items.entries[entry as usize].item.index();
        if community.iter().all(|&e| mentions[item_of(e)].is_empty()) {
            return;
        }
        let parent = |&entry: &u32| {
            let parent = cancelled.of_item[item_of(entry)];
            (parent != NONE && docket.action(entry) == Action::Delete).then_some(parent)
        };
        let gone: HashSet<u32> = community.iter().filter_map(parent).collect();
        for &entry in community {
            let here = mentions[item_of(entry)].iter();
            let Some(mention) = here.copied().find(|mention| gone.contains(&mention.parent)) else {
                continue;
            };
            if docket.action(entry) != Action::Delete {
                let finding = self.followed(rule, mention, cancelled, docket);
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
        let parent = cancelled.parents[mention.parent as usize];
        let name = self.items.texts.get(parent.typed);
        let symbol = parent.typed.index() as u64;
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
