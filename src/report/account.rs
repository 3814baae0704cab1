//! What is said of a line that people read: where it is asked, what it takes in, what it becomes.

use super::lines::Line;
use super::{Column, Facts, wording};
use crate::say;

/// The entry whose fields stand for the line: the survivor of a group.
pub(super) fn speaker(facts: &Facts<'_>, line: &Line) -> u32 {
    let group = facts
        .group(line.entries[0])
        .filter(|_| !line.taken_in.is_empty());
    group.map_or(line.entries[0], |(_, group)| group.survivor)
}

/// Which community, or how many.
pub(super) fn communities(facts: &Facts<'_>, line: &Line) -> String {
    let mut communities: Vec<_> = line
        .entries
        .iter()
        .map(|entry| facts.entry(*entry).community)
        .collect();
    communities.sort_unstable();
    communities.dedup();
    match communities.as_slice() {
        [one] if line.entries.len() == 1 || line.groups == 1 => facts.text(*one).into_owned(),
        [one] => {
            let (community, n) = (facts.text(*one), line.entries.len());
            facts.say(&say!("{community}（{n} 项）", "{community} ({n} items)"))
        }
        many => {
            let n = many.len();
            facts.say(&say!("{n} 个社区", "{n} communities"))
        }
    }
}

/// What the first group of a line takes in, each name once, and who leads.
pub(super) fn taken_in(facts: &Facts<'_>, line: &Line) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for entry in &line.taken_in {
        let name = named(facts, *entry);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let group = facts.group(line.entries[0]);
    if let Some(lead) = group.and_then(|(_, group)| group.lead_department.as_deref()) {
        names.push(facts.say(&say!("→ {lead}牵头", "→ led by {lead}")));
    }
    names
}

/// An item with its department in brackets.
pub(super) fn named(facts: &Facts<'_>, entry: u32) -> String {
    let name = facts.cell_for_people(entry, Column::Name);
    let department = facts.cell_for_people(entry, Column::Department);
    let name = on_one_line(&name);
    match on_one_line(&department) {
        department if department.is_empty() => name,
        department => facts.say(&say!("{name}（{department}）", "{name} ({department})")),
    }
}

/// What an entry becomes, and what else applies to it.
pub(super) fn becomes(facts: &Facts<'_>, entry: u32) -> Vec<String> {
    let verdict = facts.verdict(entry);
    let mut parts = vec![wording::target(facts, entry)];
    if !verdict.also.is_empty() {
        let also = wording::also(verdict, facts.view.lang);
        parts.push(facts.say(&say!("另：{also}", "also: {also}")));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// A cell's text without its line breaks; between Chinese characters they stand for nothing.
pub(super) fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        let in_word = line.chars().next_back().zip(part.chars().next());
        if in_word.is_some_and(|(a, b)| a.is_ascii() && b.is_ascii()) {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}
