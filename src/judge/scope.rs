//! Which entries stand in the same community.

use std::collections::BTreeMap;

use hashbrown::{HashMap, HashSet};

use crate::item::{Entry, Items};
use crate::text::Symbol;
use crate::words::Words;

/// What names a community: its street and its name, or the input that names none.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Home<'a> {
    Named { street: String, community: String },
    Unnamed { path: &'a str, street: String },
}

/// The entries of each community, in the order of the input; communities in the order in which they
/// first appear.
///
/// Entries belong together where street and community are the same; where no street is given and
/// only one has a community of that name, it is meant. Without a community, all entries of an
/// input (and street) count as one.
pub(super) fn communities(items: &Items, words: &Words) -> Vec<Vec<u32>> {
    let mut plain = HashMap::new();
    let mut plain_of = |symbol: Symbol| -> String {
        let text = items.texts.get(symbol);
        let made = plain.entry(symbol).or_insert_with(|| words.plain(text));
        made.clone()
    };
    let mut streets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // Most entries stand in the community of the one before.
    let named = |entry: &Entry| (entry.street, entry.community, entry.source);
    let runs = || items.entries.chunk_by(|a, b| named(a) == named(b));
    let mut seen: HashSet<(Symbol, Symbol)> = HashSet::new();
    for entry in runs().map(|run| &run[0]) {
        let is_new = seen.insert((entry.street, entry.community));
        if !is_new || entry.street.is_blank() || entry.community.is_blank() {
            continue;
        }
        let of_name = streets.entry(plain_of(entry.community)).or_default();
        let street = plain_of(entry.street);
        if !of_name.contains(&street) {
            of_name.push(street);
        }
    }
    let mut home = |entry: &Entry| {
        let mut street = plain_of(entry.street);
        if entry.community.is_blank() {
            let path = &*items.sources[entry.source as usize].path;
            return Home::Unnamed { path, street };
        }
        let community = plain_of(entry.community);
        if let (true, Some([only])) = (
            street.is_empty(),
            streets.get(&community).map(Vec::as_slice),
        ) {
            street.clone_from(only);
        }
        Home::Named { street, community }
    };
    let mut homes = HashMap::new();
    let mut known: HashMap<(Symbol, Symbol, u32), u32> = HashMap::new();
    let mut communities: Vec<Vec<u32>> = Vec::new();
    let mut at = 0;
    for run in runs() {
        let entry = &run[0];
        let source = if entry.community.is_blank() {
            entry.source
        } else {
            u32::MAX
        };
        let number = *known
            .entry((entry.street, entry.community, source))
            .or_insert_with(|| {
                let next = homes.len() as u32;
                *homes.entry(home(entry)).or_insert(next)
            });
        if number as usize == communities.len() {
            communities.push(Vec::new());
        }
        let end = at + run.len() as u32;
        communities[number as usize].extend(at..end);
        at = end;
    }
    communities
}
