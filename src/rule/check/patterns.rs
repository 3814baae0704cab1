//! Patterns that match nothing or everything.

use regex::Regex;

use super::place_of;
use crate::diag::Diag;
use crate::phrase::Phrase;
use crate::rule::condition::key;
use crate::rule::{Condition, RuleSet, TextTest};
use crate::say;

/// `pattern`
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
            if let Some((message, help)) = fault(regex) {
                let place = place_of(rules, rule, &format!("when.{}", key(condition)));
                diags.push(Diag::error("pattern", place, message).help(help));
            }
        }
    }
    diags
}

fn fault(regex: &Regex) -> Option<(Phrase, Phrase)> {
    let pattern = regex.as_str();
    if regex.is_match("") {
        return Some((
            say!(
                "空白也符合这个式样，等于没有条件",
                "the pattern matches the empty text, so it matches anything"
            ),
            say!(
                "把 * 改成 +,或去掉末尾的 ?",
                "write + for *, or take out the last ?"
            ),
        ));
    }
    if pattern.contains(r"\b") && !pattern.is_ascii() {
        return Some((
            say!(
                "\\b 在中文旁边不起作用：中文的词之间没有空格",
                "\\b is of no use beside Chinese, which has no spaces between words"
            ),
            say!("去掉 \\b", "take out \\b"),
        ));
    }
    let spaced = pattern.chars().any(char::is_whitespace);
    spaced.then(|| {
        (
            say!(
                "式样里有空格，而比较时文字里的空格都已去掉",
                "there is a space in the pattern, and texts are compared without spaces"
            ),
            say!("去掉空格", "take out the space"),
        )
    })
}
