//! Tells by its words what a text marks a row as.

use super::Mark;
use crate::words::{Layout, Words};

/// What a text is by itself, other than a heading.
pub(super) fn marked(words: &Words, typed: &str) -> Mark {
    let layout = words.layout();
    if typed.is_empty() {
        return Mark::default();
    }
    if typed.bytes().all(|byte| byte.is_ascii_digit()) {
        return Mark::SERIAL;
    }
    let plain = words.plain(typed);
    if is_ditto(layout, typed) || is_ditto(layout, &plain) {
        return Mark::DITTO;
    }
    let (note, bare_note) = note(layout, &plain);
    let mut openings = layout.note_openings.iter();
    let opens_note = openings.any(|opening| plain.starts_with(opening.as_str()));
    Mark::NUMBER.when(is_number(layout, &plain))
        | Mark::TOTAL.when(is_total(layout, &plain))
        | Mark::ENDS_IN_TOTAL.when(ends_in_total(layout, &plain))
        | Mark::COUNT.when(is_count(layout, &plain))
        | Mark::PAGE.when(is_page(layout, &plain))
        | Mark::NOTE.when(note)
        | Mark::BARE_NOTE.when(bare_note)
        | Mark::NOTE_OPENING.when(opens_note)
        | Mark::EXAMPLE.when(is_example(layout, &plain))
}

/// 同上, 〃, 〃〃, --〃--.
fn is_ditto(layout: &Layout, text: &str) -> bool {
    if layout.dittos.contains(text) {
        return true;
    }
    let is_dash = |c: char| c.is_whitespace() || layout.ditto_dashes.contains(c);
    let core = text.trim_matches(is_dash);
    if !layout
        .dittos
        .iter()
        .any(|ditto| core.starts_with(ditto.as_str()))
    {
        return false;
    }
    let marks: Vec<&str> = core
        .split(is_dash)
        .filter(|mark| !mark.is_empty())
        .collect();
    let repeated = |mark: &str| {
        let mut known = layout
            .dittos
            .iter()
            .filter(|ditto| mark.starts_with(ditto.as_str()));
        known.any(|ditto| mark.replace(ditto.as_str(), "").is_empty())
    };
    !marks.is_empty() && marks.into_iter().all(repeated)
}

/// 1, 1.2, 3-1, A1, (4), 第5, 6、
fn is_number(layout: &Layout, plain: &str) -> bool {
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    let mut prefixes = layout.ordinal_prefixes.iter();
    let bare = prefixes.find_map(|prefix| plain.strip_prefix(prefix.as_str()));
    let rest = bare.unwrap_or(plain).chars().all(|c| {
        c.is_ascii_digit() || matches!(c, '.' | '-' | '、' | '(' | ')' | '#' | ',' | 'a'..='z')
    });
    digits > 0 && rest && plain.len() <= 12 || is_chinese_number(plain)
}

fn is_chinese_number(plain: &str) -> bool {
    !plain.is_empty() && plain.chars().count() <= 4 && plain.chars().all(Words::is_numeral)
}

/// The text without digits, signs and units of counting.
fn without_counts<'a>(layout: &Layout, plain: &'a str) -> &'a str {
    let mut rest = plain;
    loop {
        let before = rest;
        rest = rest.trim_end_matches(|c: char| {
            c.is_ascii_digit()
                || matches!(
                    c,
                    ':' | '(' | ')' | '.' | ',' | '、' | '：' | '=' | '-' | '—' | '。'
                )
        });
        for unit in &layout.total_units {
            if let Some(shorter) = rest.strip_suffix(unit.as_str())
                && shorter.ends_with(|c: char| c.is_ascii_digit() || c == '(')
            {
                rest = shorter;
            }
        }
        if rest == before {
            return rest;
        }
    }
}

fn is_total(layout: &Layout, plain: &str) -> bool {
    let core = without_counts(layout, plain);
    let core = core.trim_start_matches(['(', '[', '【', '《', '*']);
    let core = layout
        .total_units
        .iter()
        .find_map(|unit| {
            core.strip_suffix(unit.as_str())
                .filter(|core| layout.totals.contains(*core))
        })
        .unwrap_or(core);
    layout.totals.contains(core)
        || layout
            .total_prefixes
            .iter()
            .any(|prefix| core == prefix && plain.len() > core.len() && is_count(layout, plain))
}

fn ends_in_total(layout: &Layout, plain: &str) -> bool {
    let core = without_counts(layout, plain);
    layout
        .totals
        .iter()
        .any(|total| core.ends_with(total.as_str()))
}

/// 共46项, 46项, (46), 46.
fn is_count(layout: &Layout, plain: &str) -> bool {
    let core = plain.trim_matches(['(', ')', '[', ']', ':']);
    let core = layout
        .total_prefixes
        .iter()
        .find_map(|prefix| core.strip_prefix(prefix.as_str()))
        .unwrap_or(core)
        .trim_start_matches(':');
    let digits = core.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < core.len()
        && (digits.is_empty() || layout.total_units.iter().any(|unit| unit == digits))
}

fn is_page(layout: &Layout, plain: &str) -> bool {
    if layout.page_lines.contains(plain) {
        return true;
    }
    let mut rest = plain;
    let (mut digits, mut words) = (0, 0);
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            digits += 1;
            rest = &rest[1..];
        } else if Words::is_numeral(c) {
            digits += 1;
            rest = &rest[c.len_utf8()..];
        } else if let Some(after) = layout
            .page_words
            .iter()
            .find_map(|word| rest.strip_prefix(word.as_str()))
        {
            words += usize::from(!matches!(c, '.' | ',' | '、' | '/' | '(' | ')' | ':' | '-'));
            rest = after;
        } else {
            return false;
        }
    }
    // 1/4 is a page only where nothing else is in the row; 3、 is a serial.
    let framed = plain.starts_with('-') && plain.ends_with('-') && plain.len() > 2;
    let mut marks = layout.page_marks.iter();
    let is_marked = marks.any(|mark| plain.contains(mark.as_str()));
    digits > 0 && (words > 0 && is_marked || framed)
}

/// Whether a text is a note with its label, or a label by itself.
fn note(layout: &Layout, plain: &str) -> (bool, bool) {
    let core = plain.trim_start_matches(['(', '[', '【', '*', '※']);
    let label = core.trim_end_matches([')', ']', '】']);
    if layout.notes.contains(label) || layout.notes.contains(plain) {
        return (false, true);
    }
    let before = [':', '：'].iter().find_map(|mark| core.split_once(*mark));
    let Some((label, _)) = before else {
        return (false, false);
    };
    let label = label
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end_matches([')', ']', '】']);
    let bare = label.split_once('(').map_or(label, |(label, _)| label);
    (
        layout.notes.contains(label) || layout.notes.contains(bare),
        false,
    )
}

/// 示例, 例1, （示例）××台账, 例：……
fn is_example(layout: &Layout, plain: &str) -> bool {
    let bracketed = plain.starts_with(['(', '[', '【', '<', '《', '〔']);
    let core = plain.trim_start_matches(['(', '[', '【', '<', '《', '〔']);
    let whole = core.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(c, ')' | ']' | '】' | '>' | '》' | '〕' | ':')
            || Words::is_numeral(c)
    });
    if layout.examples.contains(whole) {
        return true;
    }
    layout.examples.iter().any(|example| {
        let Some(after) = core.strip_prefix(example.as_str()) else {
            return false;
        };
        let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
        after.starts_with(':') || bracketed && after.starts_with([')', ']', '】', '>', '》', '〕'])
    }) || plain.strip_suffix(')').is_some_and(|plain| {
        // 党员名册（示例）
        let mut ends = layout.examples.iter();
        ends.any(|example| {
            let before = plain.strip_suffix(example.as_str());
            example.chars().count() > 1 && before.is_some_and(|before| before.ends_with('('))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_by_the_whole_text() {
        let words = Words::load(&[]).0;
        let of = |typed: &str| marked(&words, typed);
        for total in [
            "小计",
            "合 计",
            "合计：45",
            "总计（项）",
            "合计46项",
            "共计 3 项",
        ] {
            assert!(of(total).is(Mark::TOTAL), "{total}");
        }
        for name in ["合计表报送", "汇总材料报送", "统计台账"] {
            assert!(!of(name).is(Mark::TOTAL), "{name}");
        }
        for page in ["第 1 页  共 4 页", "第一页", "- 3 -", "Page 1 of 4", "续表"] {
            assert!(of(page).is(Mark::PAGE), "{page}");
        }
        for name in ["第一书记工作台账", "3、", "12", "二"] {
            assert!(!of(name).is(Mark::PAGE), "{name}");
        }
        for note in [
            "填表人：张三",
            "备注:本表一式三份",
            "注：",
            "审核人（签字）：",
        ] {
            assert!(of(note).is(Mark::NOTE), "{note}");
        }
        for name in ["备注台账", "说明会", "负责人培训"] {
            assert!(
                !of(name).is(Mark::NOTE) && !of(name).is(Mark::BARE_NOTE),
                "{name}"
            );
        }
        for example in ["示例", "（示例）××台账", "例：党员名册", "填写示例", "例1"]
        {
            assert!(of(example).is(Mark::EXAMPLE), "{example}");
        }
        for name in ["示范社区创建", "例会", "如厕改造台账"] {
            assert!(!of(name).is(Mark::EXAMPLE), "{name}");
        }
        assert!(
            of("共46项").is(Mark::COUNT)
                && of("8项").is(Mark::COUNT)
                && !of("12345热线").is(Mark::COUNT)
        );
    }
}
