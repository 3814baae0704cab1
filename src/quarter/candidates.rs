//! Which items of two quarters are worth measuring: those that share something that few others have.

use std::collections::{HashMap, HashSet};

use super::measure::{Likeness, Measure, UNSURE};
use super::{Kind, Quarter};
use crate::words::NameReading;

/// A token that more items than this have tells nothing.
const COMMON: usize = 400;
/// So many tokens of a content, the rarest, are looked up.
const RAREST: usize = 8;

/// An item of the other quarter that may be the same, a part or a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Near {
    /// Its number.
    pub(super) kind: u32,
    /// What agrees.
    pub(super) likeness: Likeness,
}

/// For every kind of the earlier quarter the kinds of the later that may be the same, the surest first.
pub(super) struct Candidates {
    of_old: Vec<Vec<Near>>,
}

impl Candidates {
    /// Measures the pairs of which at least one has a line without its match.
    pub(super) fn of(measure: &Measure, free_old: &[bool], free_new: &[bool]) -> Self {
        let (old, new) = (&measure.quarters.old, &measure.quarters.new);
        let (all_old, rare_old) = keys_of(measure, old);
        let (all_new, rare_new) = keys_of(measure, new);
        let mut others = sharing(&rare_old, &all_new);
        for (new, olds) in (0..).zip(sharing(&rare_new, &all_old)) {
            olds.into_iter()
                .for_each(|old| others[old as usize].push(new));
        }
        let mut of_old = vec![Vec::new(); old.kinds.len()];
        for (at, mut others) in others.into_iter().enumerate() {
            others.sort_unstable();
            others.dedup();
            others.retain(|new| free_old[at] || free_new[*new as usize]);
            let measured = others.into_iter().map(|other| Near {
                kind: other,
                likeness: measure.likeness(&old.kinds[at], &new.kinds[other as usize]),
            });
            of_old[at] = measured.filter(is_worth_it).collect();
            of_old[at].sort_by_key(|near: &Near| (-near.likeness.points, near.kind));
        }
        Self { of_old }
    }

    /// What an old item may have become.
    pub(super) fn of_old(&self, kind: u32) -> &[Near] {
        &self.of_old[kind as usize]
    }

    /// What agrees between two items, where they were measured.
    pub(super) fn between(&self, old: u32, new: u32) -> Option<&Likeness> {
        let near = self.of_old[old as usize].iter();
        near.map(|near| (near.kind, &near.likeness))
            .find_map(|(kind, likeness)| (kind == new).then_some(likeness))
    }
}

fn is_worth_it(near: &Near) -> bool {
    let likeness = &near.likeness;
    likeness.points >= UNSURE || likeness.old_in_new || likeness.new_in_old
}

/// Something two items can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    Name(u32),
    Concept(u16),
    Characters(char, char),
    Content(u64),
    /// A department and a family of words.
    Fashion(u32, u16),
}

/// All keys of every kind, and those that are looked up: of a content only the rarest.
fn keys_of(measure: &Measure, quarter: &Quarter) -> (Vec<Vec<Key>>, Vec<Vec<Key>>) {
    let kinds = quarter.kinds.iter();
    let of_kind = |kind: &Kind| {
        let named = of_name(measure, kind);
        let mut content = measure.contents.tokens(kind.plain_content).to_vec();
        content.sort_by(|a, b| {
            let weight = |token: &u64| measure.contents.weight(*token);
            weight(b).total_cmp(&weight(a)).then(a.cmp(b))
        });
        let with = |tokens: &[u64]| {
            let tokens = tokens.iter().map(|token| Key::Content(*token));
            named.iter().copied().chain(tokens).collect()
        };
        let rarest = content.len().min(RAREST);
        (with(&content), with(&content[..rarest]))
    };
    kinds.map(of_kind).unzip()
}

/// For every one the others that have one of its keys, keys of very many left out.
fn sharing(looked_up: &[Vec<Key>], all: &[Vec<Key>]) -> Vec<Vec<u32>> {
    let mut index: HashMap<Key, Vec<u32>> = HashMap::new();
    for (kind, keys) in (0..).zip(all) {
        for key in keys {
            index.entry(*key).or_default().push(kind);
        }
    }
    let others = |keys: &Vec<Key>| {
        let sharing = keys.iter().filter_map(|key| index.get(key));
        let telling = sharing.filter(|kinds| kinds.len() <= COMMON).flatten();
        let mut others: Vec<u32> = telling.copied().collect();
        others.sort_unstable();
        others.dedup();
        others
    };
    looked_up.iter().map(others).collect()
}

fn of_name(measure: &Measure, kind: &Kind) -> HashSet<Key> {
    let (reading, families) = measure.reading(kind.plain);
    let mut keys: HashSet<Key> = HashSet::from([Key::Name(kind.plain.code())]);
    keys.extend(subject(measure, reading));
    let issuer = kind.issuer.code();
    keys.extend(families.iter().map(|family| Key::Fashion(issuer, *family)));
    keys
}

/// What an item's name says that it is about.
pub(super) fn subject_of(measure: &Measure, kind: &Kind) -> HashSet<Key> {
    let (reading, _) = measure.reading(kind.plain);
    subject(measure, reading).into_iter().collect()
}

fn subject(measure: &Measure, reading: &NameReading) -> Vec<Key> {
    let folded = |concept: &u16| Key::Concept(measure.same.folded(*concept));
    let mut keys: Vec<Key> = reading.concepts.iter().map(folded).collect();
    let rest: Vec<char> = reading.rest.chars().collect();
    keys.extend(
        rest.windows(2)
            .map(|pair| Key::Characters(pair[0], pair[1])),
    );
    keys
}
