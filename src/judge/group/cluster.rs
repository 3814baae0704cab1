//! Finds which nodes ask for the same: coherent groups, in which any two are alike.

use std::cmp::Reverse;
use std::ops::Range;

use super::form::FormId;
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
    pub(super) nodes: &'a [Node<'a>],
}

impl Pairing<'_> {
    /// Grows clusters in the order of likeness; two become one only if every pair across them is
    /// alike enough: near neighbours never chain what differs.
    pub(super) fn clusters(&self, least: u16) -> Vec<Cluster> {
        let alone = |node: usize| Cluster {
            nodes: vec![node],
            least: CERTAIN,
        };
        let mut cluster_of: Vec<usize> = (0..self.nodes.len()).collect();
        // Under its first node; most nodes are like no other and stay without one.
        let mut found: Vec<Option<Cluster>> = self.nodes.iter().map(|_| None).collect();
        for (_, one, other) in self.edges(least) {
            let (one, other) = (cluster_of[one], cluster_of[other]);
            if one == other {
                continue;
            }
            let mut joined = found[one].take().unwrap_or_else(|| alone(one));
            let others = found[other].take().unwrap_or_else(|| alone(other));
            if let Some(weakest) = self.joined(&joined, &others, least) {
                others.nodes.iter().for_each(|&node| cluster_of[node] = one);
                joined.nodes.extend(others.nodes);
                joined.least = weakest;
            } else {
                found[other] = Some(others);
            }
            found[one] = Some(joined);
        }
        for (node, found) in found.iter_mut().enumerate() {
            if cluster_of[node] == node && self.nodes[node].entries.len() > 1 {
                found.get_or_insert_with(|| alone(node));
            }
        }
        let entries = |node: &usize| self.nodes[*node].entries.len();
        let clusters = found.into_iter().flatten();
        clusters
            .filter(|cluster| cluster.nodes.iter().map(entries).sum::<usize>() > 1)
            .collect()
    }

    /// Pairs that are alike enough, the surest first.
    fn edges(&self, least: u16) -> Vec<(u16, usize, usize)> {
        let at = self.by_name();
        let mut pairs = Vec::new();
        for (one, node) in self.nodes.iter().enumerate() {
            let own = at.of(node.name);
            pairs.extend((one + 1..own.end).map(|other| (one, other)));
            if !node.says_what {
                continue;
            }
            let neighbours = self.names.neighbours(node.name);
            // Nodes stand in the order of names: what comes before has met this one already.
            let after = neighbours.partition_point(|(name, _)| *name < node.name);
            for &(name, _) in &neighbours[after..] {
                pairs.extend(at.of(name).map(|other| (one, other)));
            }
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

    /// Where the nodes of each name stand.
    fn by_name(&self) -> ByName {
        let names = self.nodes.first().zip(self.nodes.last());
        let (first, last) = names.map_or((0, 0), |(first, last)| (first.name, last.name));
        let mut starts = vec![0; (last - first) as usize + 2];
        for (at, node) in self.nodes.iter().enumerate() {
            starts[(node.name - first) as usize + 1] = at as u32 + 1;
        }
        for at in 1..starts.len() {
            starts[at] = starts[at].max(starts[at - 1]);
        }
        ByName { first, starts }
    }

    /// Pairs that ask for the same fields, whatever their names.
    fn of_equal_fields(&self) -> Vec<(usize, usize)> {
        let known = |&at: &usize| {
            let node = &self.nodes[at];
            node.says_what && node.form != FormId::UNKNOWN
        };
        let mut by_form: Vec<usize> = (0..self.nodes.len()).filter(known).collect();
        by_form.sort_by_key(|&at| self.nodes[at].form);
        let mut pairs = Vec::new();
        let equal = |one: &usize, other: &usize| self.nodes[*one].form == self.nodes[*other].form;
        for nodes in by_form
            .chunk_by(equal)
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

/// Where the nodes of each name stand among nodes in the order of names.
struct ByName {
    /// The first name.
    first: NameId,
    /// Where the nodes of each name from the first on begin; those of one end where those of the next begin.
    starts: Vec<u32>,
}

impl ByName {
    fn of(&self, name: NameId) -> Range<usize> {
        let at = name.checked_sub(self.first).map(|at| at as usize);
        let bounds = at.and_then(|at| Some((*self.starts.get(at)?, *self.starts.get(at + 1)?)));
        bounds.map_or(0..0, |(start, end)| start as usize..end as usize)
    }
}
