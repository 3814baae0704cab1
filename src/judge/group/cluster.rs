//! Finds which nodes ask for the same: coherent groups, in which any two are alike.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::node::{Contents, Node};
use crate::judge::names::{NameId, Names};
use crate::judge::sameness::{CERTAIN, Differing, Likeness, years_differ};
use crate::words::{Part, Same};

/// More nodes with the same fields than this, and the fields are a form that everybody uses.
const FORM_OF_ALL: usize = 8;

/// Nodes that ask for the same, with the least sure pair.
pub(super) struct Cluster {
    /// Positions of the nodes.
    pub(super) nodes: Vec<usize>,
    /// How sure the least sure pair is, in ten-thousandths.
    pub(super) least: u16,
}

impl Cluster {
    /// All nodes, whether they are alike or not.
    pub(super) fn of_all(nodes: usize) -> Self {
        Self {
            nodes: (0..nodes).collect(),
            least: CERTAIN,
        }
    }
}

/// The nodes of one part, to be compared in pairs.
pub(super) struct Pairing<'a> {
    pub(super) same: &'a Same,
    pub(super) names: &'a Names<'a>,
    pub(super) nodes: &'a [Node],
}

impl Pairing<'_> {
    /// Grows clusters in the order of likeness; two become one only if every pair across them is
    /// alike enough: near neighbours never chain what differs.
    pub(super) fn clusters(&self, least: u16) -> Vec<Cluster> {
        let mut cluster_of: Vec<usize> = (0..self.nodes.len()).collect();
        let mut found: Vec<Cluster> = (0..self.nodes.len())
            .map(|node| Cluster {
                nodes: vec![node],
                least: CERTAIN,
            })
            .collect();
        for (_, one, other) in self.edges(least) {
            let (one, other) = (cluster_of[one], cluster_of[other]);
            if one == other {
                continue;
            }
            if let Some(weakest) = self.joined(&found[one], &found[other], least) {
                let moved = std::mem::take(&mut found[other].nodes);
                moved.iter().for_each(|&node| cluster_of[node] = one);
                found[one].nodes.extend(moved);
                found[one].least = weakest;
            }
        }
        found.retain(|cluster| {
            let entries = cluster
                .nodes
                .iter()
                .map(|&node| self.nodes[node].entries.len());
            entries.sum::<usize>() > 1
        });
        found
    }

    /// Pairs that are alike enough, the surest first.
    fn edges(&self, least: u16) -> Vec<(u16, usize, usize)> {
        let mut at: HashMap<NameId, Vec<usize>> = HashMap::new();
        for (number, node) in self.nodes.iter().enumerate() {
            at.entry(node.name).or_default().push(number);
        }
        let mut pairs = Vec::new();
        for (one, node) in self.nodes.iter().enumerate() {
            let neighbours = self
                .names
                .neighbours(node.name)
                .iter()
                .map(|(name, _)| name);
            let names = neighbours.filter(|_| node.says_what).chain([&node.name]);
            let others = names.filter_map(|name| at.get(name)).flatten();
            pairs.extend(
                others
                    .filter(|&&other| other > one)
                    .map(|&other| (one, other)),
            );
        }
        pairs.extend(self.of_equal_fields());
        pairs.sort_unstable();
        pairs.dedup();
        let scored = pairs
            .into_iter()
            .filter_map(|(one, other)| Some((self.score(one, other)?, one, other)));
        let mut edges: Vec<_> = scored.filter(|(score, ..)| *score >= least).collect();
        edges.sort_by_key(|&(score, one, other)| (Reverse(score), one, other));
        edges
    }

    /// Pairs that ask for the same fields, whatever their names.
    fn of_equal_fields(&self) -> Vec<(usize, usize)> {
        let mut by_fields: HashMap<&[Box<str>], Vec<usize>> = HashMap::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if node.says_what && !node.fields.is_empty() {
                by_fields.entry(&node.fields).or_default().push(at);
            }
        }
        let mut pairs = Vec::new();
        for nodes in by_fields
            .into_values()
            .filter(|nodes| nodes.len() <= FORM_OF_ALL)
        {
            for (at, &one) in nodes.iter().enumerate() {
                pairs.extend(nodes[at + 1..].iter().map(|&other| (one, other)));
            }
        }
        pairs
    }

    /// How sure it is that two nodes ask for the same; `None` where something stands against it for good.
    fn score(&self, one: usize, other: usize) -> Option<u16> {
        let (left, right) = (&self.nodes[one], &self.nodes[other]);
        if self.is_series(left, right) {
            return None;
        }
        let score = self.score_of_names(left, right)?;
        let mut likeness = Likeness {
            score,
            ..Likeness::default()
        };
        self.weigh_circumstances(left, right, &mut likeness);
        Some(likeness.score)
    }

    /// How sure the names alone make it; `None` where they stand against it, or share too little to be
    /// measured and nothing else speaks for it.
    fn score_of_names(&self, one: &Node, other: &Node) -> Option<u16> {
        if one.name == other.name {
            return one.says_the_same(other).then_some(CERTAIN);
        }
        let known = self.names.neighbours(one.name);
        if let Ok(at) = known.binary_search_by_key(&other.name, |(name, _)| *name) {
            return Some(known[at].1);
        }
        let likeness = (one.contents(other) == Contents::Equal)
            .then(|| self.names.likeness(one.name, other.name));
        likeness
            .filter(|likeness| !likeness.apart)
            .map(|likeness| likeness.score)
    }

    /// How alike two nodes are, with all that differs.
    pub(super) fn likeness(&self, one: usize, other: usize) -> Likeness {
        let (left, right) = (&self.nodes[one], &self.nodes[other]);
        let mut likeness = self.names.likeness(left.name, right.name);
        if left.says_the_same(right) {
            likeness.score = CERTAIN;
        }
        self.weigh_circumstances(left, right, &mut likeness);
        likeness
    }

    /// What speaks for and against besides the names: who asks, and for which fields.
    fn weigh_circumstances(&self, one: &Node, other: &Node, likeness: &mut Likeness) {
        if one.shares_issuer(other) && one.name != other.name {
            likeness.deduct(self.same, Part::Issuer, Differing::Issuer);
        }
        match one.contents(other) {
            Contents::Undecided => {}
            Contents::Equal => likeness.halve_doubt(),
            Contents::Disjoint => likeness.deduct(self.same, Part::Content, Differing::Content),
        }
    }

    /// Whether one department asks for the same in different years; where any isn't known, it might.
    fn is_series(&self, one: &Node, other: &Node) -> bool {
        let readings = [one, other].map(|node| self.names.reading(node.name));
        let one_asks = || one.shares_issuer(other) || one.lacks_issuer() || other.lacks_issuer();
        years_differ(readings[0], readings[1]) && one_asks()
    }

    /// The least sure pair of two clusters that may become one.
    fn joined(&self, one: &Cluster, other: &Cluster, least: u16) -> Option<u16> {
        let mut weakest = one.least.min(other.least);
        for &a in &one.nodes {
            for &b in &other.nodes {
                let score = self.score(a, b).filter(|score| *score >= least)?;
                weakest = weakest.min(score);
            }
        }
        Some(weakest)
    }
}
