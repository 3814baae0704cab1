//! Brings the spellings of a department under one name and tells how high it stands.

use hashbrown::HashMap;

use crate::item::Level;

use super::IssuerReading;
use super::lexicon::{FileKind, Lexicon, Listed, TableKind, any_key, no_known};
use super::phrases::{Anywhere, Endings};

fn level_key(key: &str) -> Option<String> {
    Level::parse(key).map(|level| level.word().to_owned())
}

fn level_words() -> Vec<&'static str> {
    Level::ALL
        .iter()
        .flat_map(|level| [level.zh(), level.word()])
        .collect()
}

/// `departments.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "departments",
    tables: &[
        TableKind {
            name: "department",
            key: any_key,
            known: no_known,
            lists: &["phrases"],
            values: &[],
        },
        TableKind {
            name: "form",
            key: any_key,
            known: no_known,
            lists: &["phrases"],
            values: &[],
        },
        TableKind {
            name: "level",
            key: level_key,
            known: level_words,
            lists: &["starts", "ends", "whole", "except"],
            values: &[],
        },
    ],
};

/// Departments and levels, ready for use.
#[derive(Clone, Debug, Default)]
pub(super) struct Departments {
    names: HashMap<String, String>,
    /// 厅 stands for 局: how names end, and how those end that are known.
    forms: Vec<(String, String)>,
    starts: Vec<(String, Level)>,
    ends: Endings<Level>,
    whole: HashMap<String, Level>,
    not_places: Vec<String>,
    place: Anywhere<Level>,
}

impl Departments {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let mut known = Self::default();
        for section in lexicon.sections(FILE.id, "department") {
            let spellings = section
                .list("phrases")
                .iter()
                .map(|phrase| phrase.plain.as_str());
            for spelling in spellings.chain([section.key.as_str()]) {
                known
                    .names
                    .entry(spelling.to_owned())
                    .or_insert_with(|| section.key.clone());
            }
        }
        for section in lexicon.sections(FILE.id, "form") {
            let ends = section.list("phrases").iter();
            known
                .forms
                .extend(ends.map(|end| (end.plain.clone(), section.key.clone())));
        }
        known
            .forms
            .sort_by_key(|(end, _)| std::cmp::Reverse(end.len()));
        for section in lexicon.sections(FILE.id, "level") {
            let Some(level) = Level::parse(&section.key) else {
                continue;
            };
            let plain = |listed: &Listed| (listed.plain.clone(), level);
            known
                .starts
                .extend(section.list("starts").iter().map(plain));
            known.not_places.extend(
                section
                    .list("except")
                    .iter()
                    .map(|listed| listed.plain.clone()),
            );
            known.whole.extend(section.list("whole").iter().map(plain));
            section
                .list("ends")
                .iter()
                .for_each(|phrase| known.ends.add(&phrase.plain, level));
        }
        known
            .starts
            .sort_by_key(|(start, _)| std::cmp::Reverse(start.len()));
        known.place = Anywhere::new(
            known
                .starts
                .iter()
                .map(|(start, level)| (start.as_str(), *level)),
        );
        known
    }

    /// Who a department in plain form is.
    pub(super) fn read(&self, plain: &str) -> IssuerReading {
        let first = plain.split(['、', ',', '/', ';']).next().unwrap_or(plain);
        let (start, bare) = self.without_place(first);
        let by_end = || self.ends.at_end(first).map(|(_, level)| level);
        let level = self.whole.get(first).copied().or(start).or_else(by_end);
        let name = self
            .names
            .get(first)
            .or_else(|| self.names.get(bare))
            .or_else(|| self.of_another_form(bare));
        IssuerReading {
            name: name
                .cloned()
                .unwrap_or_else(|| if bare.is_empty() { plain } else { bare }.to_owned()),
            level,
        }
    }

    /// 住建厅 and 住建所 are of the same line as 住建局.
    fn of_another_form(&self, bare: &str) -> Option<&String> {
        let known = |(end, form): &(String, String)| {
            let stem = bare.strip_suffix(end.as_str())?;
            self.names.get(&format!("{stem}{form}"))
        };
        self.forms.iter().find_map(known)
    }

    /// 南京市鼓楼区民政局 is 民政局 of a district: places before the name, the last of them decides.
    fn without_place<'a>(&self, name: &'a str) -> (Option<Level>, &'a str) {
        let known_rest = |end: usize| self.names.contains_key(&name[end..]);
        let places = || {
            self.place
                .all(name)
                .filter(|place| place.end < name.len() && place.end <= 27)
        };
        // 社区卫生服务中心 is a name by itself, and no 卫生服务中心 of a district.
        let is_known = self.names.contains_key(name);
        let before_known = places()
            .filter(|_| !is_known)
            .filter(|place| known_rest(place.end))
            .max_by_key(|place| place.phrase.len());
        let no_place = self
            .not_places
            .iter()
            .any(|word| name.starts_with(word.as_str()));
        let at_start = || {
            places()
                .filter(|_| !no_place)
                .filter(|place| place.end == place.phrase.len())
                .max_by_key(|place| place.end)
        };
        let Some(place) = before_known.or_else(at_start) else {
            return (None, name);
        };
        let bare = if is_known { name } else { &name[place.end..] };
        (Some(place.meaning), bare)
    }
}
