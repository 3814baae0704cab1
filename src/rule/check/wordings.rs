//! Words that are too short, too general, or contained in another of the same line.

use crate::diag::Diag;
use crate::item::Category;
use crate::phrase::Phrase;
use crate::place::Place;
use crate::rule::condition::key;
use crate::rule::{Code, Condition, Rule, RuleSet, TextField, TextTest, Word};
use crate::say;

/// Texts that are short names themselves: 省, 乡 say enough there.
const OF_ISSUERS: &[TextField] = &[TextField::Department, TextField::Issuer, TextField::Basis];

/// `word`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let of = |rule| in_rule(rules, rule);
    rules.rules.iter().flat_map(of).collect()
}

fn in_rule(rules: &RuleSet, rule: &Rule) -> Vec<Diag> {
    let mut diags = Vec::new();
    for condition in &rule.when {
        let Condition::Text { field, test } = condition else {
            continue;
        };
        let (words, all) = match test {
            TextTest::Any(words) | TextTest::None(words) => (words, false),
            TextTest::All(words) => (words, true),
            _ => continue,
        };
        let hits_too_much = matches!(test, TextTest::Any(_)) && !OF_ISSUERS.contains(field);
        let alone = hits_too_much
            && rule
                .when
                .iter()
                .all(|c| std::ptr::eq(c, condition) || says_little(c));
        for (i, word) in words.iter().enumerate() {
            let path = rule.path(&format!("when.{}.{i}", key(condition)));
            let span = rules.marks.get(&path).unwrap_or(&rule.span);
            let short = hits_too_much.then(|| too_short(word)).flatten();
            let fault = short
                .or_else(|| alone.then(|| too_general(word)).flatten())
                .or_else(|| needless(i, words, all, hits_too_much));
            if let Some((message, help)) = fault {
                let place = Place::Span(span.clone());
                diags.push(Diag::warning(Code::Word, place, message).help(help));
            }
        }
    }
    diags
}

/// Whether a condition leaves a word alone to say what a rule is about.
fn says_little(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::Category(_)
            | Condition::Text {
                test: TextTest::None(_) | TextTest::NotInList(_),
                ..
            }
    )
}

fn too_short(word: &Word) -> Option<(Phrase, Phrase)> {
    let typed = &word.typed;
    (word.plain.chars().count() <= 1).then(|| {
        (
            say!(
                "“{typed}”只有一个字，会误中许多名称",
                "\"{typed}\" is a single character and hits too much"
            ),
            say!("写两个字以上的词", "write a word of two characters or more"),
        )
    })
}

/// The name of a category says nothing that `when.category` doesn't say better.
fn too_general(word: &Word) -> Option<(Phrase, Phrase)> {
    let category = Category::ALL.iter().find(|c| c.zh() == word.plain)?;
    let (typed, zh) = (&word.typed, category.zh());
    Some((
        say!(
            "“{typed}”太泛，单凭它会命中一大类",
            "\"{typed}\" alone hits a whole category"
        ),
        say!(
            "改写 when.category = [\"{zh}\"]，再加别的条件",
            "write when.category = [\"{zh}\"] and another condition"
        ),
    ))
}

/// Of several words, any of which is enough, the longer is needless; of all, the shorter.
fn needless(
    i: usize,
    words: &[Word],
    all: bool,
    short_is_a_fault: bool,
) -> Option<(Phrase, Phrase)> {
    let word = &words[i];
    let by = words.iter().enumerate().find(|(j, other)| {
        let (long, short) = if all { (*other, word) } else { (word, *other) };
        let twice = long.plain == short.plain;
        let faulty = short_is_a_fault && too_short(short).is_some();
        *j != i && !faulty && (long.plain.contains(&short.plain) && !twice || twice && *j < i)
    });
    let (typed, other) = (&word.typed, &by?.1.typed);
    Some((
        say!(
            "“{typed}”多余：同一行已有“{other}”",
            "\"{typed}\" is needless beside \"{other}\""
        ),
        say!("删去“{typed}”", "drop \"{typed}\""),
    ))
}
