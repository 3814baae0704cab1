//! Why one entry got its verdict: every rule that was tried, what each of its conditions looked for
//! and what it found or missed.

use super::condition::{Check, Ground, columns, number, number_column, places};
use super::find::Prepared;
use super::keywords::{Scan, Vocabulary};
use super::{Group, Verdict, judge};
use crate::finding::Evidence;
use crate::item::{Field, Item, Items};
use crate::phrase::Phrase;
use crate::rule::{Condition, List, NumberTest, RuleSet, TextTest, Word};
use crate::say;
use crate::words::Words;

/// How one entry was judged.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Every rule, in the order of the rule set.
    pub tries: Vec<Try>,
    /// How it was settled.
    pub verdict: Verdict,
    /// The group it is folded into.
    pub group: Option<Group>,
}

/// One rule tried on the entry.
#[derive(Clone, Debug)]
pub struct Try {
    /// Position in [`RuleSet::rules`].
    pub rule: u32,
    /// Whether every condition holds.
    pub holds: bool,
    /// Its conditions, in the order of the rule; a keep's statute is the last.
    pub checks: Vec<Checked>,
}

/// One condition tried on the entry.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Whether it holds.
    pub holds: bool,
    /// What it looked for.
    pub looked_for: Phrase,
    /// What it found.
    pub found: Vec<Evidence>,
    /// What it missed, where it doesn't hold.
    pub missed: Option<Phrase>,
}

/// Tries every rule on one entry and says what each saw.
pub fn trace(items: &Items, rules: &RuleSet, words: &Words, entry: usize) -> Trace {
    let judgement = judge(items, rules, words);
    let item = items.item(items.entries[entry].item);
    let mut vocabulary = Vocabulary::default();
    let prepared: Vec<_> = rules
        .rules
        .iter()
        .map(|rule| Prepared::new(rule, rules, &mut vocabulary))
        .collect();
    let keywords = vocabulary.finish();
    let mut texts: Vec<_> = item.plain.to_vec();
    texts.push(item.issuer.name);
    texts.sort_unstable();
    texts.dedup();
    let scan = Scan::of(&keywords, &items.texts, &texts);
    let ground = Ground {
        items,
        scan: &scan,
        lists: &rules.lists,
        plainer: words.plainer(),
    };
    let tries = prepared.iter().zip(0..);
    Trace {
        tries: tries
            .map(|(rule, number)| tried(rule, number, &ground, item))
            .collect(),
        verdict: judgement.verdict(entry).clone(),
        group: judgement.rulings[entry]
            .group
            .map(|group| judgement.groups[group as usize].clone()),
    }
}

fn tried(rule: &Prepared, number: u32, ground: &Ground, item: &Item) -> Try {
    let mut checks: Vec<Checked> = rule
        .checks
        .iter()
        .map(|check| checked(check, ground, item))
        .collect();
    if let Some(statutes) = rule.statutes_phrase() {
        let cited = rule.statute_cited(ground, item);
        checks.push(Checked {
            holds: cited.is_ok(),
            looked_for: say!("依据引用 {statutes}", "the basis cites {statutes}"),
            missed: cited.is_err().then(|| missed_in(item, Field::Basis)),
            found: cited.ok().flatten().into_iter().collect(),
        });
    }
    Try {
        rule: number,
        holds: checks.iter().all(|check| check.holds),
        checks,
    }
}

fn checked(check: &Check, ground: &Ground, item: &Item) -> Checked {
    let holds = ground.holds(check, item);
    let mut found = Vec::new();
    if holds {
        ground.evidence(check, item, &mut found);
    }
    Checked {
        holds,
        looked_for: looked_for(check.condition, ground.lists),
        missed: (!holds).then(|| missed(check.condition, item)),
        found,
    }
}

/// Words as a list for people.
fn listed(words: &[Word]) -> String {
    let typed: Vec<&str> = words.iter().map(|word| word.typed.as_str()).collect();
    typed.join("、")
}

fn looked_for(condition: &Condition, lists: &[List]) -> Phrase {
    match condition {
        Condition::Category(categories) => {
            let zh: Vec<_> = categories.iter().map(|c| c.zh()).collect();
            let en: Vec<_> = categories.iter().map(|c| c.word()).collect();
            Phrase::new(
                format!("类别是 {}", zh.join("、")),
                format!("the category is {}", en.join(", ")),
            )
        }
        Condition::Level(levels) => {
            let zh: Vec<_> = levels.iter().map(|l| l.zh()).collect();
            let en: Vec<_> = levels.iter().map(|l| l.word()).collect();
            Phrase::new(
                format!("下达部门层级是 {}", zh.join("、")),
                format!("the issuer’s level is {}", en.join(", ")),
            )
        }
        Condition::Text { field, test } => text_looked_for(field.zh(), field.word(), test, lists),
        Condition::Number { field, test } => number_looked_for(field.zh(), field.word(), *test),
    }
}

fn text_looked_for(zh: &str, en: &str, test: &TextTest, lists: &[List]) -> Phrase {
    match test {
        TextTest::Any(words) => {
            let words = listed(words);
            say!("{zh}含有其一：{words}", "{en} contains any of {words}")
        }
        TextTest::All(words) => {
            let words = listed(words);
            say!("{zh}含有全部：{words}", "{en} contains all of {words}")
        }
        TextTest::None(words) => {
            let words = listed(words);
            say!("{zh}不含：{words}", "{en} contains none of {words}")
        }
        TextTest::Is(words) => {
            let words = listed(words);
            say!("{zh}就是：{words}", "{en} is {words}")
        }
        TextTest::InList(list) => {
            let title = &lists[*list].title;
            say!("{zh}在《{title}》内", "{en} is in the list “{title}”")
        }
        TextTest::NotInList(list) => {
            let title = &lists[*list].title;
            say!("{zh}不在《{title}》内", "{en} is not in the list “{title}”")
        }
        TextTest::Missing(true) => say!("{zh}未填写", "{en} is blank"),
        TextTest::Missing(false) => say!("{zh}已填写", "{en} is given"),
        TextTest::Matches(pattern) => {
            let pattern = pattern.as_str();
            say!("{zh}符合 {pattern}", "{en} matches {pattern}")
        }
    }
}

fn number_looked_for(zh: &str, en: &str, test: NumberTest) -> Phrase {
    match test {
        NumberTest::Over(n) => say!("{zh}超过 {n}", "{en} over {n}"),
        NumberTest::Under(n) => say!("{zh}不到 {n}", "{en} under {n}"),
        NumberTest::AtLeast(n) => say!("{zh}至少 {n}", "{en} at least {n}"),
        NumberTest::AtMost(n) => say!("{zh}至多 {n}", "{en} at most {n}"),
        NumberTest::Missing(true) => say!("{zh}不明", "{en} unknown"),
        NumberTest::Missing(false) => say!("{zh}已知", "{en} known"),
    }
}

/// What stands in the way of a condition: no column, a blank cell, or something else.
fn missed(condition: &Condition, item: &Item) -> Phrase {
    match condition {
        Condition::Category(_) => item.category.map_or_else(
            || say!("类别无法判断", "the category isn’t known"),
            |c| {
                let (zh, en) = (c.zh(), c.word());
                say!("类别是 {zh}", "the category is {en}")
            },
        ),
        Condition::Level(_) => item.issuer.level.map_or_else(
            || say!("缺 下达部门层级", "the issuer’s level isn’t known"),
            |l| {
                let (zh, en) = (l.zh(), l.word());
                say!("层级是 {zh}", "the level is {en}")
            },
        ),
        Condition::Text { field, .. } => {
            let blank = places(item, *field).all(|(_, text)| text.is_blank());
            if blank {
                missed_in(item, columns(*field)[0])
            } else {
                {
                    let (zh, en) = (field.zh(), field.word());
                    say!("{zh}中没有", "not in the {en}")
                }
            }
        }
        Condition::Number { field, .. } => number(item, *field).map_or_else(
            || missed_in(item, number_column(*field)),
            |n| {
                let n = super::condition::round(n);
                let (zh, en) = (field.zh(), field.word());
                say!("{zh}是 {n}", "{en} is {n}")
            },
        ),
    }
}

fn missed_in(item: &Item, column: Field) -> Phrase {
    let (zh, en) = (column.zh(), column.word());
    if item.typed(column).is_absent() {
        say!(
            "缺 {zh}（表中无此列）",
            "no {en}: the sheet has no such column"
        )
    } else if item.typed(column).is_blank() {
        say!("缺 {zh}（未填写）", "no {en}: the cell is blank")
    } else {
        say!("{zh}中没有", "not in the {en}")
    }
}
