//! Patterns that match nothing or everything, or that forget how Chinese is compared.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

use super::place_of;
use crate::diag::Diag;
use crate::phrase::Phrase;
use crate::rule::condition::key;
use crate::rule::{Code, Condition, RuleSet, TextTest};
use crate::say;
use crate::text::Plainer;

/// `pattern`, and `never-matches` of patterns
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut diags = Vec::new();
    for rule in &rules.rules {
        for condition in &rule.when {
            let Condition::Text {
                test: TextTest::Matches(regex),
                ..
            } = condition
            else {
                continue;
            };
            if let Some((code, message, help)) = fault(regex.as_str(), regex.is_match("")) {
                let place = place_of(rules, rule, &format!("when.{}", key(condition)));
                diags.push(Diag::error(code, place, message).help(help));
            }
        }
    }
    diags
}

fn fault(pattern: &str, matches_nothing_at_all: bool) -> Option<(Code, Phrase, Phrase)> {
    let mut parser = regex_syntax::ParserBuilder::new();
    let hir = parser.case_insensitive(true).build().parse(pattern).ok()?;
    if matches_nothing_at_all {
        return Some((
            Code::Pattern,
            say!(
                "空白也符合这个式样，等于没有条件",
                "the pattern matches the empty text, so it matches anything"
            ),
            say!(
                "把 * 改成 +，或去掉末尾的 ?",
                "write + for *, or take out the last ?"
            ),
        ));
    }
    if hir.properties().look_set().contains_word() {
        return Some((
            Code::Pattern,
            say!(
                "\\b 在中文旁边不起作用：中文的词之间没有空格",
                "\\b is of no use beside Chinese, which has no spaces between words"
            ),
            say!("去掉 \\b", "take out \\b"),
        ));
    }
    if pattern.chars().any(char::is_whitespace) {
        return Some((
            Code::Pattern,
            say!(
                "式样里有空格，而比较时文字里的空格都已去掉",
                "there is a space in the pattern, and texts are compared without spaces"
            ),
            say!("去掉空格", "take out the space"),
        ));
    }
    (!can_match(&hir)).then(|| {
        (
            Code::NeverMatches,
            say!(
                "没有文字能符合这个式样，这条规则永远不会命中",
                "no text matches this pattern: the rule never hits"
            ),
            say!(
                "看 ^ 和 $ 的位置；全角符号要写成半角的，比较时全角都已改成半角",
                "look where ^ and $ stand; write plain signs for full-width ones, as texts are compared in plain form"
            ),
        )
    })
}

/// Whether any text in plain form matches.
fn can_match(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).is_ok_and(|text| text.chars().all(is_plain))
        }
        HirKind::Class(class) => class_can_match(class),
        HirKind::Repetition(repeated) => repeated.min == 0 || can_match(&repeated.sub),
        HirKind::Capture(capture) => can_match(&capture.sub),
        HirKind::Concat(parts) => parts.iter().all(can_match) && anchors_fit(parts),
        HirKind::Alternation(parts) => parts.iter().any(can_match),
    }
}

/// Whether nothing has to stand before the start of the text or behind its end.
fn anchors_fit(parts: &[Hir]) -> bool {
    let takes_room = |part: &Hir| part.properties().minimum_len().is_some_and(|n| n > 0);
    parts.iter().enumerate().all(|(at, part)| {
        let properties = part.properties();
        let starts = properties.look_set_prefix().contains(Look::Start);
        let ends = properties.look_set_suffix().contains(Look::End);
        !(starts && parts[..at].iter().any(takes_room)
            || ends && parts[at + 1..].iter().any(takes_room))
    })
}

fn class_can_match(class: &Class) -> bool {
    /// Ranges longer than this hold some plain character.
    const LOOKED_AT: usize = 256;
    match class {
        Class::Unicode(class) => class.ranges().iter().any(|range| {
            let mut characters = (range.start()..=range.end()).take(LOOKED_AT);
            range.len() > LOOKED_AT || characters.any(is_plain)
        }),
        Class::Bytes(class) => !class.ranges().is_empty(),
    }
}

/// Whether a character can stand in a text in plain form.
fn is_plain(c: char) -> bool {
    let typed = c.to_string();
    Plainer::default().plain(&typed) == typed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(pattern: &str) -> Option<Code> {
        let regex = regex::Regex::new(pattern).unwrap();
        fault(pattern, regex.is_match("")).map(|(code, ..)| code)
    }

    #[test]
    fn patterns_that_match_nothing_are_told_from_those_that_do() {
        for never in [
            "台账$月",
            "月^台账",
            r"[^\s\S]",
            "（一）",
            "第　章",
            "(账$)本",
        ] {
            assert!(code(never).is_some(), "{never}");
        }
        for sound in [
            "^台账",
            "台账$",
            "(^|月)台账($|本)",
            "[0-9]{4}字",
            "App",
            "[a-z]+",
        ] {
            assert_eq!(code(sound), None, "{sound}");
        }
        assert_eq!(code("(台账)*"), Some(Code::Pattern));
        assert_eq!(code(r"\bapp"), Some(Code::Pattern));
    }
}
