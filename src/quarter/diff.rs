//! What became of every item: matched, gone, added, returned.

use super::change::{Change, changes};
use super::measure::Measure;
use super::pairing::Pairing;
use super::radar::{self, Return};
use super::{Quarters, Side, evidence};
use crate::finding::Evidence;
use crate::item::terms;
use crate::words::Words;

terms! {
    /// What an item of the later quarter is to one of the earlier.
    MatchKind {
        /// The same in all that is asked.
        Same = "same", "未变";
        /// Under another name.
        Renamed = "renamed", "改名";
        /// One of several that one became.
        Split = "split", "拆分";
        /// One of several that became one.
        Folded = "folded", "合并";
        /// From another department or in another community.
        Moved = "moved", "换部门或社区";
        /// Asked for more or less often, with other fields, in another form.
        Changed = "changed", "内容频次有变";
        /// It may be the same; nobody can say.
        Unsure = "unsure", "不能断定";
    }
}

/// An item of each quarter that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Position of the line in the earlier quarter.
    pub old: u32,
    /// Position of the line in the later quarter.
    pub new: u32,
    /// What it is.
    pub kind: MatchKind,
    /// What is different.
    pub changes: Vec<Change>,
    /// Why they are taken for the same.
    pub evidence: Vec<Evidence>,
}

/// What became of every item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// Items that belong together, in the order of the earlier quarter.
    pub matches: Vec<Match>,
    /// Lines of the earlier quarter that nothing in the later stands for.
    pub gone: Vec<u32>,
    /// Lines of the later quarter that nothing in the earlier stands for.
    pub added: Vec<u32>,
    /// What was to go and is there.
    pub returned: Vec<Return>,
}

impl Diff {
    /// Finds out what became of every item.
    pub fn of(quarters: &Quarters, words: &Words) -> Self {
        let measure = Measure::new(quarters, words);
        let pairing = Pairing::of(&measure);
        let (gone, added) = (pairing.free(Side::Old), pairing.free(Side::New));
        let mut matches: Vec<Match> = pairing
            .pairs
            .iter()
            .map(|pair| {
                let changes = changes(quarters, pair.old, pair.new);
                Match {
                    old: pair.old,
                    new: pair.new,
                    kind: pair.how.kind(&changes),
                    evidence: evidence::of(&measure, words, pair, &changes),
                    changes,
                }
            })
            .collect();
        matches.sort_by_key(|found| (found.old, found.new));
        let returned = radar::returned(quarters, &matches);
        Self {
            matches,
            gone,
            added,
            returned,
        }
    }
}
