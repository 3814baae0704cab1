//! Why the members of a group are one, pair by pair.

use std::fmt;
use std::sync::Arc;

use super::cluster::{Cluster, Pairing};
use super::sayings::Sayings;
use crate::finding::Evidence;
use crate::item::{Field, ItemId, Items};
use crate::judge::why::reason;
use crate::judge::{Group, GroupKind, Judgement};
use crate::parallel;
use crate::say;
use crate::text::Symbol;
use crate::words::Words;

/// So many nodes are told pair by pair; more, each against the first.
const PAIRED: usize = 4;

/// Why the members of groups are one, told when asked for.
pub struct Reasons<'a> {
    sayings: Sayings<'a>,
}

impl fmt::Debug for Reasons<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reasons").finish_non_exhaustive()
    }
}

impl<'a> Reasons<'a> {
    /// Those of the groups of a judgement.
    pub fn new(items: &'a Items, words: &'a Words, judgement: &Judgement) -> Self {
        let same = |group: &&Group| group.kind == GroupKind::Same;
        let members = judgement.groups.iter().filter(same);
        let members = members.flat_map(|group| &group.members);
        let members = members.map(|&member| items.entries[member as usize].item);
        let mut folded: Vec<ItemId> = members.collect();
        folded.sort_unstable();
        folded.dedup();
        let threads = parallel::threads();
        Self {
            sayings: Sayings::of(items, &folded, words.same(), None, threads),
        }
    }

    /// Why the members of a group are one, pair by pair; nothing for a joint occasion. Groups of the same
    /// names in other communities share it.
    pub fn of(&self, group: &Group) -> Arc<[Evidence]> {
        if group.kind != GroupKind::Same {
            return [].into();
        }
        let nodes = self.sayings.nodes(&group.members);
        let pairing = self.sayings.pairing(&nodes);
        let all = Cluster::of_all(nodes.len());
        self.sayings.reasons(&all, &pairing)
    }
}

impl Sayings<'_> {
    /// Why the nodes of a cluster are one; made once for all communities with the same members.
    fn reasons(&self, cluster: &Cluster, pairing: &Pairing) -> Arc<[Evidence]> {
        let entries = cluster
            .nodes
            .iter()
            .flat_map(|&node| &pairing.nodes[node].entries);
        let mut key: Vec<[Symbol; 3]> = entries
            .map(|&entry| {
                let item = self.item(entry);
                [
                    item.typed(Field::Name),
                    item.typed(Field::Content),
                    item.issuer.name,
                ]
            })
            .collect();
        key.sort_unstable();
        key.dedup();
        self.reasons
            .get(key, || self.pairs(cluster, pairing).into())
    }

    fn pairs(&self, cluster: &Cluster, pairing: &Pairing) -> Vec<Evidence> {
        let typed: Vec<Vec<&str>> = cluster
            .nodes
            .iter()
            .map(|&node| self.typed_names(&pairing.nodes[node].entries))
            .collect();
        let mut reasons = Vec::new();
        for (names, &node) in typed.iter().zip(&cluster.nodes) {
            if pairing.nodes[node].entries.len() > 1 {
                reasons.push(the_same_name(names));
            }
        }
        let firsts = match typed.len() {
            0..=PAIRED => typed.len(),
            _ => 1,
        };
        for one in 0..firsts {
            for other in one + 1..typed.len() {
                let nodes = [cluster.nodes[one], cluster.nodes[other]];
                let likeness = pairing.likeness(nodes[0], nodes[1]);
                let readings = nodes.map(|node| pairing.names.reading(pairing.nodes[node].name));
                let names = [typed[one][0], typed[other][0]];
                reasons.push(reason(self.same, names, readings, &likeness));
            }
        }
        reasons
    }

    /// The names of entries as typed, ordered and each once.
    fn typed_names(&self, entries: &[u32]) -> Vec<&str> {
        let typed = |&entry: &u32| self.items.texts.get(self.item(entry).typed(Field::Name));
        let mut names: Vec<&str> = entries.iter().map(typed).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Entries under one name, or under names that say the same word for word.
fn the_same_name(names: &[&str]) -> Evidence {
    let note = match names {
        [_] => say!("名称相同", "the same name"),
        _ => say!(
            "叫法不同，说的完全一样",
            "in other words, but saying exactly the same"
        ),
    };
    Evidence {
        note: Some(note),
        ..Evidence::in_field(Field::Name, names.join("＝"))
    }
}
