//! Reads a heading across the rows (一、会议类): what it is a heading of, and how deep it stands.

use crate::words::{Layout, Words};

/// A heading across rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Band {
    /// What it says, without ordinal and count.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: BandKind,
    /// 1 for 一、, 2 for （一）, 3 for 1.; 0 where there is no ordinal.
    pub(super) depth: u8,
    /// Whether it says itself that it heads something: 【民政局】, 部门：民政局.
    pub(super) marked: bool,
}

/// What a band groups its rows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BandKind {
    /// A kind of burden.
    Category,
    /// Who imposes the rows.
    Department,
    /// Whom they are imposed on.
    Community,
    /// The street of those.
    Street,
    /// Something that is none of these.
    Other,
}

/// A band is a short heading.
const LONGEST: usize = 30;

/// The band that a text is, as far as the text alone tells.
pub(super) fn read(words: &Words, typed: &str) -> Option<Band> {
    let layout = words.layout();
    let typed = typed.trim();
    if typed.is_empty() || typed.chars().count() > LONGEST || typed.ends_with(['。', '；', ';']) {
        return None;
    }
    let (depth, rest) = ordinal(words, typed);
    let bare = unwrapped(rest);
    let wrapped = bare.len() < rest.len();
    let rest = without_count(layout, bare);
    let (label, text) = match rest.split_once([':', '：']) {
        Some((label, text)) if !text.trim().is_empty() => (words.plain(label), text.trim()),
        _ => (String::new(), rest.trim_end_matches([':', '：']).trim()),
    };
    if text.is_empty() {
        return None;
    }
    Some(Band {
        kind: kind(words, &label, text),
        text: text.to_owned(),
        depth,
        marked: wrapped || !label.is_empty(),
    })
}

fn kind(words: &Words, label: &str, text: &str) -> BandKind {
    let layout = words.layout();
    let plain = words.plain(text);
    // 宣传科 names who imposes, though 宣传 is something to be done; 领导小组 is a category all through.
    let of_department = label.is_empty() && is_department(layout, &plain);
    if of_department && !is_category_word(words, &plain) {
        BandKind::Department
    } else if layout.category_labels.contains(label) || is_category(words, &plain) {
        BandKind::Category
    } else if layout.community_labels.contains(label) && is_community(layout, &plain)
        || label.is_empty() && is_community(layout, &plain)
    {
        BandKind::Community
    } else if layout.street_labels.contains(label) || is_street(layout, &plain) {
        BandKind::Street
    } else if layout.department_labels.contains(label) || is_department(layout, &plain) {
        BandKind::Department
    } else {
        BandKind::Other
    }
}

/// Whether a whole text is the name of a category and not the name of an item of it.
pub(super) fn is_category(words: &Words, plain: &str) -> bool {
    let core = words
        .layout()
        .title_noise
        .iter()
        .fold(plain, |rest, noise| {
            rest.strip_suffix(noise.as_str()).unwrap_or(rest)
        });
    let core = words.layout().class(core).unwrap_or(core);
    [plain, core]
        .iter()
        .any(|text| !text.is_empty() && words.category("", text).value.is_some())
        && (plain.chars().count() <= 8 || words.layout().class(plain).is_some())
}

/// Whether a text is one word that means a category, and nothing besides.
fn is_category_word(words: &Words, plain: &str) -> bool {
    let reading = words.category("", plain);
    reading.value.is_some() && reading.evidence.iter().any(|word| word == plain)
}

/// Whether a text is the name of a department.
pub(super) fn is_department(layout: &Layout, plain: &str) -> bool {
    let ends = |list: &[String]| list.iter().any(|ending| plain.ends_with(ending.as_str()));
    (2..=16).contains(&plain.chars().count())
        && ends(&layout.department_endings)
        && !ends(&layout.not_departments)
}

/// Whether a text is the name of one community.
pub(super) fn is_community(layout: &Layout, plain: &str) -> bool {
    layout
        .community_endings
        .iter()
        .find_map(|ending| plain.strip_suffix(ending.as_str()))
        .is_some_and(|name| name.chars().count() <= 16 && !layout.generic_places.contains(name))
}

/// Whether a text is the name of one street.
pub(super) fn is_street(layout: &Layout, plain: &str) -> bool {
    layout
        .street_endings
        .iter()
        .find_map(|ending| plain.strip_suffix(ending.as_str()))
        .is_some_and(|name| {
            (1..=12).contains(&name.chars().count()) && !layout.generic_places.contains(name)
        })
}

/// How deep an ordinal stands, and what follows it.
fn ordinal<'a>(words: &Words, typed: &'a str) -> (u8, &'a str) {
    let layout = words.layout();
    let bracketed = typed.strip_prefix(['(', '（', '【', '[', '〔']);
    let inside = bracketed.unwrap_or(typed);
    let prefixed = layout
        .ordinal_prefixes
        .iter()
        .find_map(|prefix| inside.strip_prefix(prefix.as_str()));
    let start = prefixed.unwrap_or(inside);
    let after = start.trim_start_matches(|c: char| {
        layout
            .ordinal_numerals
            .iter()
            .any(|numeral| numeral.starts_with(c))
    });
    let chinese = after.len() < start.len();
    let after = if chinese {
        after
    } else {
        start.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || ('０'..='９').contains(&c))
    };
    if after.len() == start.len() {
        return (0, typed);
    }
    // 五 机构牌子类: a space will do behind a Chinese numeral.
    let spaced = Some(after.trim_start()).filter(|rest| chinese && rest.len() < after.len());
    let after = after.trim_start();
    let marked = after.chars().next().and_then(|mark| {
        let end = mark.len_utf8();
        let plain = words.plain(&after[..end]);
        layout
            .ordinal_marks
            .contains(&plain)
            .then_some(&after[end..])
    });
    let unit = layout
        .ordinal_units
        .iter()
        .find_map(|unit| after.strip_prefix(unit.as_str()))
        .filter(|_| prefixed.is_some());
    let Some(rest) = unit.or(marked).or(spaced) else {
        return (0, typed);
    };
    let rest = rest.trim_start_matches(['、', '.', ':', '：', ' ', '　', ')', '）', '】']);
    let depth = match (chinese, bracketed.is_some()) {
        (true, false) => 1,
        (true, true) => 2,
        (false, _) => 3,
    };
    (depth, rest.trim())
}

/// 【会议类】 is 会议类.
fn unwrapped(text: &str) -> &str {
    let inside = text
        .strip_prefix(['【', '[', '《', '★', '●', '■', '◆', '▲', '〖'])
        .unwrap_or(text);
    inside
        .strip_suffix(['】', ']', '》', '〗'])
        .unwrap_or(inside)
        .trim()
}

/// 会议类（8项） and 会议类 共8项 are 会议类.
fn without_count<'a>(layout: &Layout, text: &'a str) -> &'a str {
    let closed = text.trim_end_matches([')', '）', ' ', '　', ']', '】']);
    let Some(unit) = layout
        .total_units
        .iter()
        .find(|unit| closed.ends_with(unit.as_str()))
    else {
        return text;
    };
    let number = closed[..closed.len() - unit.len()].trim_end();
    let before =
        number.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if before.len() == number.len() {
        return text;
    }
    let mut before = before.trim_end();
    for prefix in &layout.total_prefixes {
        before = before.strip_suffix(prefix.as_str()).unwrap_or(before);
    }
    let before = before.trim_end_matches([
        '(', '（', ' ', '　', ':', '：', ',', '，', '[', '【', '-', '—',
    ]);
    if before.is_empty() { text } else { before }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_lose_ordinal_and_count() {
        let words = Words::load(&[]).0;
        let text = |typed: &str| read(&words, typed).map(|band| (band.text, band.depth));
        assert_eq!(text("一、会议类"), Some(("会议类".into(), 1)));
        assert_eq!(text("（二）台账类（共12项）"), Some(("台账类".into(), 2)));
        assert_eq!(text("第三部分 检查考核"), Some(("检查考核".into(), 1)));
        assert_eq!(text("【民政局】"), Some(("民政局".into(), 0)));
        assert_eq!(text("部门：民政局"), Some(("民政局".into(), 0)));
        assert_eq!(read(&words, "民政局").unwrap().kind, BandKind::Department);
        assert_eq!(read(&words, "幸福社区").unwrap().kind, BandKind::Community);
        assert_eq!(
            read(
                &words,
                "请各社区于每月五日前将本表报街道办事处，逾期不报的按规定处理。"
            ),
            None
        );
    }
}
