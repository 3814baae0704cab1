//! Which lines of two quarters stand in the same community.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Quarters;
use crate::text::Symbol;
use crate::words::Words;

/// A community is known by its name; by street and name where two streets have one of that name.
/// Lines without a community count as one of their street.
pub(super) fn number(quarters: &mut Quarters, words: &Words) {
    let mut plain: HashMap<Symbol, String> = HashMap::new();
    for line in quarters.old.lines.iter().chain(&quarters.new.lines) {
        for symbol in [line.street, line.community] {
            let text = quarters.texts.get(symbol);
            plain.entry(symbol).or_insert_with(|| words.plain(text));
        }
    }
    let mut streets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in quarters.old.lines.iter().chain(&quarters.new.lines) {
        if !line.street.is_blank() && !line.community.is_blank() {
            let of_name = streets.entry(&plain[&line.community]).or_default();
            of_name.insert(&plain[&line.street]);
        }
    }
    let mut numbers: HashMap<(&str, &str), u32> = HashMap::new();
    let mut number = |street: Symbol, community: Symbol| {
        let (street, community) = (plain[&street].as_str(), plain[&community].as_str());
        let several = streets.get(community).is_some_and(|all| all.len() > 1);
        let street = if several || community.is_empty() {
            street
        } else {
            ""
        };
        let next = numbers.len() as u32;
        *numbers.entry((street, community)).or_insert(next)
    };
    for quarter in [&mut quarters.old, &mut quarters.new] {
        for line in &mut quarter.lines {
            line.home = number(line.street, line.community);
        }
    }
}
