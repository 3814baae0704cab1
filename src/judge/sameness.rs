//! How sure it is that two item names ask for the same thing, and why.

use crate::finding::Evidence;
use crate::item::Field;
use crate::phrase::Phrase;
use crate::say;
use crate::words::{Concept, ConceptKind, NameReading, Same, Words};

/// What stands against sameness for good.
const APART: f64 = 0.3;
/// Two concepts that are commonly folded into one are as much as this.
const NEAR: f64 = 0.9;
/// Names that differ only in 登记, 管理 and the like.
const WEAK: f64 = 0.96;
/// Names of different years that two departments use.
const OTHER_YEAR: f64 = 0.94;
/// A name whose carrier isn't known, beside one whose is.
const UNKNOWN_CARRIER: f64 = 0.92;

/// Names that say nothing of their subject (工作台账): only the same name is the same.
const NOTHING_SAID: f64 = 0.5;

/// The measure of two names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Likeness {
    /// 0 to 1.
    pub(super) score: f64,
    /// Whether something stands against it that no likeness can make up for.
    pub(super) apart: bool,
}

impl Likeness {
    const fn apart() -> Self {
        Self {
            score: APART,
            apart: true,
        }
    }
}

/// How alike two names are as typed, 0 to 1, and why.
pub fn compare(words: &Words, one: &str, other: &str) -> (f64, Evidence) {
    let same = words.same();
    let plain = [words.plain(one), words.plain(other)];
    let [left, right] = plain.each_ref().map(|plain| same.read(plain));
    let score = if plain[0] == plain[1] {
        1.0
    } else if years_differ(&left, &right) {
        APART
    } else {
        likeness(same, &left, &right).score
    };
    let why = reason(same, [one, other], [&left, &right], score);
    (score, why)
}

/// How alike two names are that have been taken apart.
pub(super) fn likeness(same: &Same, one: &NameReading, other: &NameReading) -> Likeness {
    if one.numbers != other.numbers {
        return Likeness::apart();
    }
    let Some(subject) = subject(same, one, other) else {
        return Likeness::apart();
    };
    let carrier = match (one.carrier, other.carrier) {
        (Some(a), Some(b)) => same.related(a, b),
        (None, None) => 1.0,
        _ => UNKNOWN_CARRIER,
    };
    let weak = if one.weak == other.weak { 1.0 } else { WEAK };
    let years = if years_differ(one, other) {
        OTHER_YEAR
    } else {
        1.0
    };
    Likeness {
        score: subject * carrier * weak * years,
        apart: false,
    }
}

/// Whether both name years, and not the same: of one department a series, of two perhaps the same
/// thing under a stale title.
pub(super) fn years_differ(one: &NameReading, other: &NameReading) -> bool {
    !one.years.is_empty() && !other.years.is_empty() && one.years != other.years
}

/// What is asked about whom: the share that both say; `None` where each says what the other doesn't.
fn subject(same: &Same, one: &NameReading, other: &NameReading) -> Option<f64> {
    let (mut only_one, mut only_other) = (
        without(&one.concepts, &other.concepts),
        without(&other.concepts, &one.concepts),
    );
    let common: f64 = one
        .concepts
        .iter()
        .filter(|concept| other.concepts.contains(concept))
        .map(|&concept| weight(same, concept))
        .sum();
    let mut near = 0.0;
    only_one.retain(|&a| {
        let at = only_other.iter().position(|&b| same.near(a, b));
        if let Some(at) = at {
            near += weight(same, only_other.remove(at));
        }
        at.is_none()
    });
    if !only_one.is_empty() && !only_other.is_empty() {
        return None;
    }
    let extra: f64 = only_one
        .iter()
        .chain(&only_other)
        .map(|&concept| weight(same, concept))
        .sum();
    let rest = rest_weight(&one.rest).max(rest_weight(&other.rest));
    let all = common + near + extra + rest;
    if all == 0.0 {
        return Some(NOTHING_SAID);
    }
    let alike = rest * rest_likeness(&one.rest, &other.rest);
    Some((common + near * NEAR + alike) / all)
}

fn without(concepts: &[Concept], others: &[Concept]) -> Vec<Concept> {
    let mut only = concepts.to_vec();
    only.retain(|concept| !others.contains(concept));
    only
}

/// How much a concept weighs: about whom, where and what decide.
fn weight(same: &Same, concept: Concept) -> f64 {
    match same.concept(concept).0 {
        ConceptKind::Population | ConceptKind::Place | ConceptKind::Topic => 1.0,
        ConceptKind::Deed | ConceptKind::Qualifier | ConceptKind::Period => 0.6,
    }
}

/// What no word explains weighs by its length: one character may be a particle.
fn rest_weight(rest: &str) -> f64 {
    match rest.chars().count() {
        0 => 0.0,
        1 => 0.15,
        2 => 0.6,
        _ => 1.0,
    }
}

/// How alike two unknown texts are, by the order of their characters.
fn rest_likeness(one: &str, other: &str) -> f64 {
    if one.is_empty() || other.is_empty() {
        return if one == other { 1.0 } else { 0.0 };
    }
    // Squared: one character of three is another word, one of six a slip.
    strsim::normalized_damerau_levenshtein(one, other).powi(2)
}

/// Why two names are taken to ask for the same: what both say, what only one says, how sure it is.
pub(super) fn reason(
    same: &Same,
    names: [&str; 2],
    readings: [&NameReading; 2],
    score: f64,
) -> Evidence {
    let [one, other] = readings;
    let both: Vec<_> = one
        .concepts
        .iter()
        .filter(|concept| other.concepts.contains(concept))
        .map(|&concept| same.concept(concept).1)
        .collect();
    let apart: Vec<_> = without(&one.concepts, &other.concepts)
        .into_iter()
        .chain(without(&other.concepts, &one.concepts))
        .map(|concept| same.concept(concept).1)
        .collect();
    let [left, right] = names;
    Evidence {
        note: Some(told(&both, &apart, score)),
        ..Evidence::in_field(Field::Name, format!("{left}＝{right}"))
    }
}

fn told(both: &[&str], apart: &[&str], score: f64) -> Phrase {
    let common = both.join("、");
    let differ = apart.join("、");
    let percent = (score * 100.0).round();
    match (both.is_empty(), apart.is_empty()) {
        (true, _) => say!(
            "名称相近，相似度 {percent}%",
            "alike in name, {percent}% sure"
        ),
        (false, true) => say!(
            "同为“{common}”，只是叫法和载体不同，相似度 {percent}%",
            "both about “{common}”, under other words or in another form, {percent}% sure"
        ),
        (false, false) => say!(
            "同为“{common}”；“{differ}”只见于一方或相近，相似度 {percent}%",
            "both about “{common}”; “{differ}” on one side only or akin, {percent}% sure"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(one: &str, other: &str) -> f64 {
        let (words, _) = Words::load(&[]);
        let same = words.same();
        likeness(same, &same.read(one), &same.read(other)).score
    }

    #[test]
    fn other_words_and_other_carriers_are_the_same() {
        for (one, other) in [
            ("流动人口登记簿", "外来人口信息登记台账"),
            ("退役军人信息采集表", "退伍军人登记册"),
            ("关于报送2014年度残疾人花名册的通知", "社区残疾人名册"),
            ("妇女活动室", "巾帼文明活动室"),
        ] {
            assert!(score(one, other) >= 0.8, "{one} {other}");
        }
    }

    #[test]
    fn about_others_is_not_the_same() {
        for (one, other) in [
            ("老年人信息台账", "优抚对象信息台账"),
            ("消防安全检查", "食品安全检查"),
            ("流动党员名册", "流动人口名册"),
            ("社区戒毒人员台账", "社区矫正人员台账"),
            ("第一季度消防检查", "第二季度消防检查"),
            ("低保家庭台账", "低保家庭走访慰问台账"),
            ("河长制巡查记录", "路长制巡查记录"),
        ] {
            assert!(score(one, other) < 0.8, "{one} {other}");
        }
    }
}
