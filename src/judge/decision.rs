//! What a group amounts to as a draft decision: the fields of each member, what they come to
//! together, what would be lost; hours before and after.

use super::Judgement;
use super::saved::Minutes;
use crate::item::{Field, Items};

/// The fields that the members of a group ask for, as their contents list them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Of each member, in the order of the group; `None` where its content lists none.
    pub of_members: Vec<Option<Vec<&'a str>>>,
    /// All of them, each once, the survivor's first.
    pub union: Vec<&'a str>,
    /// Those that the survivor doesn't ask for: lost, unless it takes them over. `None` where the
    /// survivor's are unknown.
    pub lost: Option<Vec<&'a str>>,
}

/// Minutes a year of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Of all members before; `None` where effort or rate of any is unknown.
    pub before: Option<Minutes>,
    /// Of the survivor afterwards.
    pub after: Option<Minutes>,
    /// How many members' minutes are unknown.
    pub unknown: usize,
}

/// The entries of a content: what stands between 、，；;. None where it isn't divided.
pub fn entries_of(content: &str) -> Vec<&str> {
    let entries = content.split(['、', '，', '；', ';', ',']).map(str::trim);
    let entries: Vec<&str> = entries.filter(|entry| !entry.is_empty()).collect();
    match entries.len() {
        0 | 1 => Vec::new(),
        _ => entries,
    }
}

impl Judgement {
    /// The fields of a group's members.
    pub fn asked<'a>(&self, items: &'a Items, group: usize) -> Asked<'a> {
        let group = &self.groups[group];
        let of = |&member: &u32| {
            let item = items.entries[member as usize].item;
            let (typed, plain) = (
                entries_of(items.typed(item, Field::Content)),
                entries_of(items.plain(item, Field::Content)),
            );
            // Both forms are divided alike, unless something only became a mark in the plain form.
            match typed.len() == plain.len() {
                true => typed.into_iter().zip(plain).collect(),
                false => plain.iter().map(|&entry| (entry, entry)).collect(),
            }
        };
        let all: Vec<Vec<(&str, &str)>> = group.members.iter().map(of).collect();
        let at = group.members.iter().position(|m| *m == group.survivor);
        let own: &[(&str, &str)] = at.map_or(&[], |at| &all[at]);
        let mut asked = Asked::default();
        let mut seen: Vec<&str> = Vec::new();
        let mut lost = Vec::new();
        for (typed, plain) in own.iter().chain(all.iter().flatten()) {
            if seen.contains(plain) {
                continue;
            }
            seen.push(plain);
            asked.union.push(*typed);
            if !own.iter().any(|(_, own)| own == plain) {
                lost.push(*typed);
            }
        }
        asked.lost = (!own.is_empty()).then_some(lost);
        let typed = |fields: Vec<(&'a str, &'a str)>| {
            let typed = fields.into_iter().map(|(typed, _)| typed).collect();
            Some(typed).filter(|fields: &Vec<&str>| !fields.is_empty())
        };
        asked.of_members = all.into_iter().map(typed).collect();
        asked
    }

    /// The departments that join in a group, as written in the sheet, the leading one first.
    pub fn departments<'a>(&self, items: &'a Items, group: usize) -> Vec<&'a str> {
        let group = &self.groups[group];
        let written = |entry: u32| {
            let item = items.entries[entry as usize].item;
            items.typed(item, Field::Department).trim()
        };
        let mut departments: Vec<&str> = Vec::new();
        for entry in group.lead.into_iter().chain(group.members.iter().copied()) {
            let department = written(entry);
            if !department.is_empty() && !departments.contains(&department) {
                departments.push(department);
            }
        }
        departments
    }

    /// The minutes of a group before and after.
    pub fn balance(&self, items: &Items, group: usize) -> Balance {
        let group = &self.groups[group];
        let mut balance = Balance::default();
        let (mut before, mut saved) = (Some(Minutes::default()), Some(Minutes::default()));
        for &member in &group.members {
            let item = items.item(items.entries[member as usize].item);
            let own = item.minutes_per_year();
            balance.unknown += usize::from(own.is_none());
            let own =
                own.and_then(|(minutes, years)| Minutes::new(i64::try_from(minutes).ok()?, years));
            before = before.zip(own).and_then(|(sum, own)| sum.plus(own));
            let less = self.minutes_saved(items, member as usize);
            saved = saved
                .zip(less)
                .and_then(|(sum, (m, y))| sum.plus(Minutes::new(m, y)?));
        }
        balance.before = before;
        balance.after = before
            .zip(saved)
            .and_then(|(before, saved)| before.minus(saved));
        balance
    }
}
