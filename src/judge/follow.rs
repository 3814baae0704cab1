//! What hangs on a cancelled item goes with it: its ledger, its report, its plaque.

use aho_corasick::AhoCorasick;
use hashbrown::{HashMap, HashSet};

use super::Finding;
use super::docket::{Docket, Settled};
use super::hits::Hits;
use crate::finding::{Action, Evidence};
use crate::item::{Category, Field, Item, ItemId, Items};
use crate::parallel;
use crate::rule::{RuleKind, RuleSet};
use crate::say;
use crate::text::Symbol;
use crate::words::Same;

/// Shorter names (例会, 走访) stand in everything and name nothing.
const NAMES_SOMETHING: usize = 4;

/// No parent.
const NONE: u32 = u32::MAX;

/// Items that may be cancelled and that followers can't tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Parent {
    /// The name as written.
    typed: Symbol,
    /// Its plain form.
    plain: Symbol,
    category: Option<Category>,
}

/// A mention of a parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mention {
    /// The rule, by its place among those on followers.
    rule: usize,
    /// Position in [`Following::parents`].
    parent: u32,
    /// Where.
    field: Field,
    /// Whether it is named in full, or only by its core.
    in_full: bool,
}

/// What an item is to others, side by side: items lie far apart in memory.
#[derive(Clone, Copy, Debug)]
struct Role {
    /// Which of the parents it is; [`NONE`] where it can't be cancelled.
    parent: u32,
    /// The place of what it names in [`Following::mentions`]; most name nothing.
    mentions: u32,
}

impl Default for Role {
    fn default() -> Self {
        Self {
            parent: NONE,
            mentions: 0,
        }
    }
}

/// A rule on followers, with what it asks of parents.
struct Rule<'a> {
    number: u32,
    parents: &'a [Category],
    named_in: &'a [Field],
}

/// Which items name which, worked out once for all communities.
pub(super) struct Following<'a> {
    items: &'a Items,
    rules: &'a RuleSet,
    /// The rules on followers, in the order of their ids.
    followers: Vec<Rule<'a>>,
    /// What may be cancelled, in the order of names, so that no choice between them depends on rows.
    parents: Vec<Parent>,
    /// The items that rules on followers hit.
    may_follow: Vec<ItemId>,
    /// What each item is.
    roles: Vec<Role>,
    /// By rule, then the surest first.
    mentions: Vec<Vec<Mention>>,
}

impl<'a> Following<'a> {
    /// Looks through the items that rules on followers hit for the names of those that may be cancelled:
    /// by what was settled, or as followers themselves.
    pub(super) fn new(
        items: &'a Items,
        rules: &'a RuleSet,
        hits: &Hits,
        settled: &Settled,
        same: &Same,
        threads: usize,
    ) -> Self {
        let mut following = Self {
            items,
            rules,
            followers: followers(rules, hits),
            parents: Vec::new(),
            may_follow: Vec::new(),
            roles: vec![Role::default(); items.items.len()],
            mentions: vec![Vec::new()],
        };
        if following.followers.is_empty() {
            return following;
        }
        let is_follower = |rule: &u32| following.followers.iter().any(|own| own.number == *rule);
        let may_follow = following
            .ids()
            .filter(|&id| hits.of(id).iter().any(is_follower));
        following.may_follow = may_follow.collect();
        let settled = |id: &ItemId| settled.action(*id) == Action::Delete;
        let mut may_go: Vec<ItemId> = following.ids().filter(settled).collect();
        while let Some(first) = following.add_parents(&may_go) {
            let named = Named::new(&following.parents, first, items, same);
            may_go = following.look_through(hits, &named, threads);
        }
        following.put_in_order();
        following
    }

    fn ids(&self) -> impl Iterator<Item = ItemId> + use<> {
        (0..self.items.items.len() as u32).map(ItemId)
    }

    /// Adds items to what may be cancelled; the number of the first that wasn't there yet, if any.
    fn add_parents(&mut self, may_go: &[ItemId]) -> Option<usize> {
        let first = self.parents.len();
        let mut numbers: HashMap<Parent, u32> = self.parents.iter().copied().zip(0..).collect();
        for &id in may_go {
            let item = self.items.item(id);
            let parent = Parent {
                typed: item.typed(Field::Name),
                plain: self.items.plain_form(item, Field::Name),
                category: item.category,
            };
            let next = self.parents.len() as u32;
            let number = *numbers.entry(parent).or_insert(next);
            if number == next {
                self.parents.push(parent);
            }
            self.roles[id.index()].parent = number;
        }
        (first < self.parents.len()).then_some(first)
    }

    /// Notes who names some parents; those that may go with them, and weren't known to, come out.
    fn look_through(&mut self, hits: &Hits, named: &Named, threads: usize) -> Vec<ItemId> {
        let shares = parallel::shares(&self.may_follow, threads);
        let found = parallel::over(shares, threads, |ids| {
            self.mentions_of_all(ids, hits, named)
        });
        let mut may_go = Vec::new();
        for (id, mut mentions) in found.into_iter().flatten() {
            let goes = |m: &Mention| m.in_full && self.action(m.rule) == Action::Delete;
            if self.roles[id.index()].parent == NONE && mentions.iter().any(goes) {
                may_go.push(id);
            }
            let of_item = &mut self.roles[id.index()].mentions;
            if *of_item == 0 {
                *of_item = self.mentions.len() as u32;
                self.mentions.push(Vec::new());
            }
            self.mentions[*of_item as usize].append(&mut mentions);
        }
        may_go
    }

    /// The items that name some parents, with where they do.
    fn mentions_of_all(
        &self,
        ids: &[ItemId],
        hits: &Hits,
        named: &Named,
    ) -> Vec<(ItemId, Vec<Mention>)> {
        let mut looked = Looked::new(named, self.items);
        let mut all = Vec::new();
        for &id in ids {
            let item = self.items.item(id);
            let mut mentions = Vec::new();
            for (number, rule) in self.followers.iter().enumerate() {
                if hits.hit(id, rule.number) {
                    self.mentions_in(item, (number, rule), &mut looked, &mut mentions);
                }
            }
            if !mentions.is_empty() {
                all.push((id, mentions));
            }
        }
        all
    }

    fn action(&self, rule: usize) -> Action {
        let number = self.followers[rule].number;
        self.rules.rules[number as usize].action
    }

    /// Numbers the parents in the order of their names, and puts the surest mentions first.
    fn put_in_order(&mut self) {
        let text = |symbol| self.items.texts.get(symbol);
        let mut order: Vec<u32> = (0..self.parents.len() as u32).collect();
        order.sort_by_key(|&number| {
            let parent = &self.parents[number as usize];
            (text(parent.plain), text(parent.typed), parent.category)
        });
        let mut rank_of = vec![NONE; order.len()];
        for (&number, rank) in order.iter().zip(0..) {
            rank_of[number as usize] = rank;
        }
        self.parents = order
            .iter()
            .map(|&number| self.parents[number as usize])
            .collect();
        let parents = self.roles.iter_mut().map(|role| &mut role.parent);
        for parent in parents.filter(|parent| **parent != NONE) {
            *parent = rank_of[*parent as usize];
        }
        for mentions in &mut self.mentions {
            for mention in &mut *mentions {
                mention.parent = rank_of[mention.parent as usize];
            }
            mentions.sort_by_key(|m| (m.rule, !m.in_full, m.field, m.parent));
        }
    }

    /// Where an item names others of the right category.
    fn mentions_in(
        &self,
        item: &Item,
        (number, rule): (usize, &Rule),
        looked: &mut Looked,
        mentions: &mut Vec<Mention>,
    ) {
        let name = self.items.plain_form(item, Field::Name);
        let is_right = |parent: &Parent| {
            let category = parent.category;
            let right = category.is_some_and(|category| rule.parents.contains(&category));
            (rule.parents.is_empty() || right) && parent.plain != name
        };
        for &field in rule.named_in {
            let named = looked.in_text(self.items.plain_form(item, field));
            let right = named
                .iter()
                .filter(|(parent, _)| is_right(&self.parents[*parent as usize]));
            mentions.extend(right.map(|&(parent, in_full)| Mention {
                rule: number,
                parent,
                field,
                in_full,
            }));
        }
    }

    /// Finds followers in a community until nothing more goes.
    pub(super) fn follow(&self, community: &[u32], docket: &mut Docket) {
        let (mut followers, mut parents) = (Vec::new(), Vec::new());
        for &entry in community {
            let role = self.roles[self.items.entries[entry as usize].item.index()];
            if role.mentions != 0 {
                followers.push((entry, role.mentions));
            }
            if role.parent != NONE {
                parents.push((entry, role.parent));
            }
        }
        let mut known = HashSet::new();
        let mut gone = HashSet::new();
        while !followers.is_empty() {
            let is_gone = |(entry, _): &&(u32, u32)| docket.action(*entry) == Action::Delete;
            let before = gone.len();
            gone.extend(parents.iter().filter(is_gone).map(|(_, parent)| *parent));
            if gone.len() == before {
                return;
            }
            for rule in 0..self.followers.len() {
                for &(entry, mentions) in &followers {
                    let mentions = &self.mentions[mentions as usize];
                    let mut of_rule = mentions.iter().filter(|mention| mention.rule == rule);
                    let Some(mention) = of_rule.find(|mention| gone.contains(&mention.parent))
                    else {
                        continue;
                    };
                    if docket.action(entry) != Action::Delete {
                        let finding = self.followed(*mention, docket);
                        if known.insert((entry, finding)) {
                            docket.add(entry, finding);
                        }
                    }
                }
            }
        }
    }

    fn followed(&self, mention: Mention, docket: &mut Docket) -> u32 {
        let parent = self.parents[mention.parent as usize];
        let number = self.followers[mention.rule].number;
        let name = self.items.texts.get(parent.typed);
        let symbol = u64::from(parent.typed.code());
        let key = vec![symbol, mention.field as u64, u64::from(mention.in_full)];
        let of_rule = &self.rules.rules[number as usize];
        docket.finding((number, key), || {
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
                rule: number,
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

fn followers<'a>(rules: &'a RuleSet, hits: &Hits) -> Vec<Rule<'a>> {
    let mut numbers: Vec<u32> = hits.rules().to_vec();
    numbers.sort_by_key(|&number| &rules.rules[number as usize].id);
    numbers
        .into_iter()
        .filter_map(|number| match &rules.rules[number as usize].kind {
            RuleKind::Follows { parents, named_in } => Some(Rule {
                number,
                parents,
                named_in,
            }),
            _ => None,
        })
        .collect()
}

/// The names of parents, to be found in texts in one pass.
struct Named {
    finder: AhoCorasick,
    /// For each text that is looked for, the parent it is of, and whether it is its full name.
    of_text: Vec<(u32, bool)>,
}

impl Named {
    /// The names of the parents from this number on.
    fn new(parents: &[Parent], first: usize, items: &Items, same: &Same) -> Self {
        let mut texts: Vec<String> = Vec::new();
        let mut of_text = Vec::new();
        for (number, parent) in parents.iter().enumerate().skip(first) {
            let (full, core) = same.stem(items.texts.get(parent.plain));
            for (text, in_full) in [(full, true), (core, false)] {
                if text.chars().count() >= NAMES_SOMETHING {
                    texts.push(text);
                    of_text.push((number as u32, in_full));
                }
            }
        }
        let finder = AhoCorasick::new(&texts)
            .unwrap_or_else(|_| unreachable!("fewer names than two billion can be cancelled"));
        Self { finder, of_text }
    }
}

/// Texts looked through for names of parents, each once.
struct Looked<'n> {
    named: &'n Named,
    items: &'n Items,
    known: HashMap<Symbol, Vec<(u32, bool)>>,
}

impl<'n> Looked<'n> {
    fn new(named: &'n Named, items: &'n Items) -> Self {
        Self {
            named,
            items,
            known: HashMap::new(),
        }
    }

    /// The parents that a text names, each once, with whether by the full name.
    fn in_text(&mut self, symbol: Symbol) -> &[(u32, bool)] {
        let Named { finder, of_text } = self.named;
        self.known.entry(symbol).or_insert_with(|| {
            let hits = finder.find_overlapping_iter(self.items.texts.get(symbol));
            let mut named: Vec<_> = hits.map(|hit| of_text[hit.pattern().as_usize()]).collect();
            named.sort_unstable();
            named.dedup();
            named
        })
    }
}
