//! Judges communities block by block, several blocks at once: no group and no quota crosses communities.

use super::docket::{Closed, Docket, Settled};
use super::follow::Following;
use super::group::{Folding, Groups};
use super::quota;
use crate::item::{Entry, Items};

/// Into so many blocks communities are parted, whatever the machine: the verdicts don't depend on it.
const BLOCKS: usize = 16;

/// Fewer entries aren't worth a block.
const FEWEST: usize = 4096;

/// Communities that are judged together, one after another.
pub(super) struct Block<'a> {
    communities: &'a [Vec<u32>],
    /// The entries from the first to the last of these communities.
    entries: &'a [Entry],
    first: u32,
}

impl<'a> Block<'a> {
    /// Parts communities into blocks of about the same number of entries.
    pub(super) fn all(items: &'a Items, communities: &'a [Vec<u32>]) -> Vec<Self> {
        let enough = FEWEST.max(items.entries.len() / BLOCKS);
        let (mut blocks, mut rest) = (Vec::new(), communities);
        while !rest.is_empty() {
            let mut entries = 0;
            let end = rest.iter().position(|community| {
                entries += community.len();
                entries >= enough
            });
            let (own, others) = rest.split_at(end.map_or(rest.len(), |last| last + 1));
            blocks.push(Self::new(items, own));
            rest = others;
        }
        blocks
    }

    fn new(items: &'a Items, communities: &'a [Vec<u32>]) -> Self {
        let entries = || communities.iter().flatten().copied();
        let first = entries().min().unwrap_or(0);
        let end = entries().max().map_or(first, |last| last + 1);
        Self {
            communities,
            entries: &items.entries[first as usize..end as usize],
            first,
        }
    }

    /// The entries of each community, in the order of the input.
    pub(super) fn communities(&self) -> &'a [Vec<u32>] {
        self.communities
    }

    /// All entries from the first of the block to its last, those of other blocks among them.
    pub(super) fn entries(&self) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.entries.iter()
    }

    /// The position of the first entry.
    pub(super) fn first(&self) -> u32 {
        self.first
    }

    /// What hangs on the cancelled, then groups of what is left, then quotas on what remains.
    pub(super) fn judge(
        &self,
        following: &Following,
        folding: &Folding,
        settled: &Settled,
    ) -> (Closed, Groups) {
        let mut docket = Docket::new(settled, self);
        let mut groups = Groups::new(self);
        let mut hit_by = vec![Vec::new(); folding.many.len()];
        for community in self.communities {
            following.follow(community, &mut docket);
            folding.part_by_rule(community, &mut hit_by);
            folding.fold(&hit_by, &mut docket, &mut groups);
            quota::count(folding, &hit_by, &groups, &mut docket);
        }
        (docket.into(), groups)
    }
}
