//! What the name of a file, the name of a sheet and the rows above a header say of all items below.

use super::band::{self, BandKind};
use crate::words::{Covered, Layout, Words};

/// What holds for all items of a sheet that don't say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// 会议类, as the sheet's name says.
    pub(super) category: Option<String>,
    /// Who imposes them.
    pub(super) department: Option<String>,
    /// Whom they are imposed on.
    pub(super) community: Option<String>,
    /// The street of that community.
    pub(super) street: Option<String>,
    /// The period that they are about.
    pub(super) covered: Option<Covered>,
}

impl Context {
    /// From the file's name, then the sheet's, then the rows above the header; what is nearer to the
    /// items counts more.
    pub(super) fn of(words: &Words, path: &str, sheet: &str, above: &[&str]) -> Self {
        let mut context = Self::default();
        let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        for part in stem.split(is_break) {
            context.place(words.layout(), &words.plain(part));
        }
        context.sheet(words, sheet);
        for line in above {
            context.title(words, line);
        }
        let named = above.iter().copied().chain([sheet, stem]);
        let periods = named.filter_map(|text| words.covered(&words.plain(text)));
        context.covered = periods.reduce(Covered::or_more_exact);
        context
    }

    fn sheet(&mut self, words: &Words, name: &str) {
        let layout = words.layout();
        let Some(read) = band::read(words, name) else {
            return;
        };
        let plain = words.plain(&read.text);
        let core = layout
            .title_noise
            .iter()
            .fold(plain.as_str(), |rest, noise| {
                rest.strip_suffix(noise.as_str()).unwrap_or(rest)
            });
        match read.kind {
            BandKind::Category => self.category = Some(read.text),
            BandKind::Department => self.department = Some(read.text),
            _ if band::is_department(layout, core) => self.department = Some(core.to_owned()),
            _ => {
                self.place(layout, &plain);
            }
        }
    }

    fn title(&mut self, words: &Words, line: &str) {
        let layout = words.layout();
        let mut labelled = false;
        for part in line.split([' ', '　', '\n', '\t', ',', '，', ';', '；']) {
            if let Some((label, value)) = part.split_once([':', '：']) {
                labelled = true;
                self.labelled(words, &words.plain(label), value.trim());
            }
        }
        if labelled {
            return;
        }
        let plain = words.plain(line);
        self.place(layout, &plain);
        if self.category.is_none() {
            self.category = titled_category(words, line);
        }
        if self.department.is_none() {
            self.department = titled_department(layout, &plain);
        }
    }

    fn labelled(&mut self, words: &Words, label: &str, value: &str) {
        let layout = words.layout();
        let plain = words.plain(value);
        if plain.is_empty() {
            return;
        }
        if layout.community_labels.contains(label) || layout.street_labels.contains(label) {
            let found = self.place(layout, &plain);
            if found {
                return;
            }
        }
        if layout.category_labels.contains(label) {
            self.category = Some(value.to_owned());
        } else if layout.department_labels.contains(label) && band::is_department(layout, &plain) {
            self.department = Some(value.to_owned());
        } else if layout.street_labels.contains(label) {
            self.street = Some(value.to_owned());
        }
    }

    /// Takes the street and the community that a text names; whether it names one.
    fn place(&mut self, layout: &Layout, plain: &str) -> bool {
        let (street, rest) = leading(layout, plain, &layout.street_endings);
        let (community, _) = leading(layout, rest, &layout.community_endings[..]);
        let found = street.is_some() || community.is_some();
        if street.is_some() {
            self.street = street;
        }
        if community.is_some() {
            self.community = community;
        }
        found
    }
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '_' | '-' | ' ' | '　' | '—' | '(' | ')' | '（' | '）' | '.' | '+' | '【' | '】'
    )
}

/// The place that a text begins with, and what follows: 桃园街道 of 桃园街道幸福社区2024年事项.
fn leading<'a>(layout: &Layout, plain: &'a str, endings: &[String]) -> (Option<String>, &'a str) {
    let found = endings
        .iter()
        .filter_map(|ending| plain.find(ending.as_str()).map(|at| (at, ending)))
        .min_by_key(|&(at, ending)| (at, std::cmp::Reverse(ending.len())));
    let Some((at, ending)) = found else {
        return (None, plain);
    };
    let end = at + ending.len();
    let name = after_district(layout, &plain[..at]);
    // A single 村, 镇, 乡 is part of too many words to stand for a place without a mark behind it.
    let weak = ending.chars().count() == 1 && end < plain.len();
    let name_ok = (1..=8).contains(&name.chars().count())
        && !layout.generic_places.contains(name)
        && !begins_with(name, &layout.generic_prefixes)
        && name.chars().all(is_name_character);
    if weak || !name_ok {
        return (None, plain);
    }
    // 社区 is the name people use, whatever office of it stands behind it.
    let mut short = layout.short_places.iter();
    let kept = short
        .find(|short| ending.starts_with(short.as_str()))
        .unwrap_or(ending);
    (Some(format!("{name}{kept}")), &plain[end..])
}

fn begins_with(text: &str, any: &[String]) -> bool {
    any.iter().any(|word| text.starts_with(word.as_str()))
}

fn is_name_character(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}') || c.is_ascii_digit()
}

/// What follows the districts and digits that stand before a name: 桃园 of 2024年南京市鼓楼区桃园.
fn after_district<'a>(layout: &Layout, name: &'a str) -> &'a str {
    let mut rest = name;
    for ending in &layout.date_endings {
        if let Some((before, after)) = rest.rsplit_once(ending.as_str())
            && before.contains(|c: char| c.is_ascii_digit())
        {
            rest = after;
        }
    }
    for ending in &layout.place_prefix_endings {
        if let Some((before, after)) = rest.rsplit_once(ending.as_str())
            && !before.is_empty()
            && !after.is_empty()
        {
            rest = after;
        }
    }
    rest
}

/// 会议类 of 社区会议类事项: only what is said to be a class, for 工作 and 统计 stand in many titles.
fn titled_category(words: &Words, line: &str) -> Option<String> {
    let layout = words.layout();
    let mut endings = layout.class_endings.iter();
    let (ending, before) =
        endings.find_map(|ending| Some((ending, line.split_once(ending.as_str())?.0)))?;
    let start = layout
        .title_noise
        .iter()
        .filter(|noise| noise.chars().count() > 1)
        .filter_map(|noise| before.rfind(noise.as_str()).map(|at| at + noise.len()))
        .max()
        .unwrap_or(0);
    let core = before.get(start..)?.trim();
    let short = (2..=8).contains(&core.chars().count());
    (short && band::is_category(words, &words.plain(core))).then(|| format!("{core}{ending}"))
}

/// 民政局 of 民政局下达社区事项清单: only where the title begins with it.
fn titled_department(layout: &Layout, plain: &str) -> Option<String> {
    let verbs = layout.imposing_verbs.iter();
    let at = verbs.filter_map(|verb| plain.find(verb.as_str())).min()?;
    let name = &plain[..at];
    (band::is_department(layout, name) && name.chars().count() <= 12).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, sheet: &str, above: &[&str]) -> [Option<String>; 4] {
        let words = Words::load(&[]).0;
        let context = Context::of(&words, path, sheet, above);
        [
            context.category,
            context.department,
            context.street,
            context.community,
        ]
    }

    #[test]
    fn places_are_read_wherever_they_stand() {
        let some = |text: &str| Some(text.to_owned());
        let [.., street, community] = of("q3/桃园街道幸福社区2024年第三季度.xlsx", "Sheet1", &[]);
        assert_eq!((street, community), (some("桃园街道"), some("幸福社区")));
        let [.., community] = of(
            "q3.csv",
            "",
            &["填报单位：南京市鼓楼区桃园街道幸福社区居委会   2024年9月"],
        );
        assert_eq!(community, some("幸福社区"));
        let [.., community] = of("q3.csv", "朝阳社区", &["各社区承担事项一览表"]);
        assert_eq!(community, some("朝阳社区"));
        assert_eq!(
            of("社区事项统计表.csv", "Sheet1", &["社区工作事项一览表"]),
            [None, None, None, None]
        );
    }

    #[test]
    fn departments_stand_in_the_sheet_s_name_or_the_title() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(of("a.xlsx", "民政局", &[])[1], some("民政局"));
        assert_eq!(
            of("a.xlsx", "Sheet1", &["民政局下达社区事项清单"])[1],
            some("民政局")
        );
    }
}
