//! How sure it is that two item names ask for the same thing: from certain, every difference
//! deducts by what part of the name it is in.

use std::collections::BTreeSet;

use crate::words::{Carrier, Choice, Concept, NameReading, Part, Same};

/// Alike in nothing that counts: what stands against sameness for good.
const APART: u16 = 0;
/// Names that say nothing of their subject (工作台账): only the same name is the same.
const NOTHING_SAID: u16 = 5_000;
/// Certainty, in ten-thousandths.
pub(super) const CERTAIN: u16 = 10_000;

/// One thing in which two names differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// What part of the name it is in.
    pub(super) part: Part,
    /// What it is.
    pub(super) what: Differing,
    /// By how many per cent it makes sameness less sure.
    pub(super) deduct: u8,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Differing {
    /// Only one name says it: whether the right one, and what.
    Concept(bool, Concept),
    /// Only one name says it, and it goes without saying beside a common one.
    Implied(bool, Concept),
    /// One says this, the other that, and they are commonly folded.
    Near(Concept, Concept),
    /// Only one name says it, and it changes little.
    Weak(bool, Concept),
    /// What no word explains, of the left and of the right.
    Rest(String, String),
    /// The forms.
    Carriers(Option<Carrier>, Option<Carrier>),
    /// Words that exclude each other.
    Choices(Choice, Choice),
    /// The years.
    Years,
    /// The numbers.
    Numbers,
    /// One department asks under both names.
    Issuer,
    /// The fields to be filled in have nothing in common.
    Content,
}

/// The measure of two names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Likeness {
    /// How sure, in ten-thousandths.
    pub(super) score: u16,
    /// Whether each says something for good that the other doesn't: no other evidence makes up for it.
    pub(super) apart: bool,
    /// What differs.
    pub(super) differences: Vec<Difference>,
    /// Whether they ask for the same fields, which halved the doubt.
    pub(super) same_fields: bool,
}

impl Likeness {
    /// One more thing in which they differ.
    pub(super) fn deduct(&mut self, same: &Same, part: Part, what: Differing) {
        self.add(part, what, same.deduction(part));
    }

    /// The same fields are asked for: what the names leave open is half as doubtful.
    pub(super) fn halve_doubt(&mut self) {
        if !self.apart {
            self.score = (self.score + CERTAIN) / 2;
            self.same_fields = true;
        }
    }

    fn add(&mut self, part: Part, what: Differing, deduct: u8) {
        let kept = u32::from(100 - deduct.min(100));
        self.score = ((u32::from(self.score) * kept + 50) / 100) as u16;
        self.differences.push(Difference { part, what, deduct });
    }

    fn set_apart(mut self) -> Self {
        self.apart = true;
        self.score = APART;
        self
    }
}

/// How alike two names are, 0 to 1; `None` where something stands against it for good.
pub(crate) fn alike(same: &Same, one: &NameReading, other: &NameReading) -> Option<f64> {
    let likeness = likeness(same, one, other);
    (!likeness.apart).then(|| super::why::share(likeness.score))
}

/// Whether something that is told at once sets two names apart: their numbers, what they choose, forms
/// that have nothing to do with each other.
pub(super) fn are_plainly_apart(same: &Same, one: &NameReading, other: &NameReading) -> bool {
    let forms = one.carrier.zip(other.carrier);
    forms.is_some_and(|(a, b)| same.between(a, b) >= 100)
        || one.numbers != other.numbers
        || opposed(one, other).next().is_some()
}

/// How alike two names are that have been taken apart.
pub(super) fn likeness(same: &Same, one: &NameReading, other: &NameReading) -> Likeness {
    let mut likeness = Likeness {
        score: CERTAIN,
        ..Likeness::default()
    };
    if say_too_little(same, one, other) {
        likeness.score = NOTHING_SAID;
    }
    let contrast = compare_subjects(same, one, other, &mut likeness);
    compare_weak(same, one, other, &mut likeness);
    match (one.carrier, other.carrier) {
        (a, b) if a == b => compare_carried(same, one, other, &mut likeness),
        (Some(a), Some(b)) => {
            let what = Differing::Carriers(Some(a), Some(b));
            likeness.add(Part::Form, what, between(same, [one, other], [a, b]));
        }
        (a, b) => {
            likeness.deduct(same, Part::Form, Differing::Carriers(a, b));
            compare_lone_carrier(same, [one, other], &mut likeness);
        }
    }
    if years_differ(one, other) {
        likeness.deduct(same, Part::Year, Differing::Years);
    }
    if one.numbers != other.numbers {
        likeness.add(Part::Qualifier, Differing::Numbers, 100);
    }
    for (a, b) in opposed(one, other) {
        likeness.add(Part::Qualifier, Differing::Choices(a, b), 100);
    }
    if contrast || likeness.score == APART {
        return likeness.set_apart();
    }
    likeness
}

/// Whether a name says nothing of its subject, or neither says more than what goes without saying beside
/// one (居民, 小区), and they don't say the same of that: 居住记录表 and 记录表 have only their form in
/// common.
fn say_too_little(same: &Same, one: &NameReading, other: &NameReading) -> bool {
    let is_common = |&concept: &Concept| same.concept(concept).0 == Part::General;
    let says_a_subject =
        |name: &NameReading| !name.rest.is_empty() || !name.concepts.iter().all(is_common);
    let says_nothing = |name: &NameReading| name.concepts.is_empty() && name.rest.is_empty();
    if says_nothing(one) || says_nothing(other) {
        return true;
    }
    if says_a_subject(one) || says_a_subject(other) {
        return false;
    }
    let said = |name: &NameReading| -> BTreeSet<Concept> {
        let concepts = name.concepts.iter();
        concepts.map(|&concept| same.folded(concept)).collect()
    };
    said(one) != said(other)
}

/// Whether both name years, and not the same: of one department a series, of two perhaps the same
/// thing under a stale title.
pub(super) fn years_differ(one: &NameReading, other: &NameReading) -> bool {
    !one.years.is_empty() && !other.years.is_empty() && one.years != other.years
}

/// Where both names have a choice, and choose differently.
fn opposed<'n>(
    one: &'n NameReading,
    other: &'n NameReading,
) -> impl Iterator<Item = (Choice, Choice)> + 'n {
    one.choices.iter().filter_map(|&(contrast, side)| {
        let theirs = other.choices.iter().find(|(c, _)| *c == contrast)?;
        (theirs.1 != side).then_some(((contrast, side), *theirs))
    })
}

/// What is asked about whom: deducts for what only one says, and tells whether each says something
/// that the other doesn't.
fn compare_subjects(
    same: &Same,
    one: &NameReading,
    other: &NameReading,
    likeness: &mut Likeness,
) -> bool {
    let mut left = without(&one.concepts, &other.concepts);
    let mut right = without(&other.concepts, &one.concepts);
    left.retain(|&a| {
        let pair = right.iter().position(|&b| same.near(a, b));
        let near = pair.map(|at| right.remove(at));
        let near = near.or_else(|| other.concepts.iter().copied().find(|&b| same.near(a, b)));
        if let Some(b) = near {
            likeness.deduct(same, Part::Near, Differing::Near(a, b));
        }
        near.is_none()
    });
    right.retain(|&b| {
        let near = one.concepts.iter().copied().find(|&a| same.near(a, b));
        if let Some(a) = near {
            likeness.deduct(same, Part::Near, Differing::Near(a, b));
        }
        near.is_none()
    });
    for (is_right, only, others) in [(false, &mut left, other), (true, &mut right, one)] {
        only.retain(|&concept| {
            let implied = others.carried == Some(concept)
                || others.carried_by_parts.contains(&concept)
                || others.concepts.iter().any(|&c| same.implies(c, concept));
            let (part, what) = match same.concept(concept).0 {
                _ if implied => (Part::Implied, Differing::Implied(is_right, concept)),
                part => (part, Differing::Concept(is_right, concept)),
            };
            likeness.deduct(same, part, what);
            !matches!(part, Part::Implied | Part::General)
        });
    }
    let (mut only_left, mut only_right) = (!left.is_empty(), !right.is_empty());
    if let Some((part, [left, right])) = rests(same, &one.rest, &other.rest) {
        only_left |= part == Part::Unknown && !left.is_empty();
        only_right |= part == Part::Unknown && !right.is_empty();
        likeness.deduct(same, part, Differing::Rest(left, right));
    }
    only_left && only_right
}

/// How much two classes of carriers differ. Where the word of one says what the other names (考核表,
/// 考核登记表), it is only the paper that differs.
fn between(same: &Same, [one, other]: [&NameReading; 2], [a, b]: [Carrier; 2]) -> u8 {
    let deduct = same.between(a, b);
    let says = |own: &NameReading, concepts: &[Concept]| {
        let mut carried = own.carried.iter().chain(&own.carried_by_parts);
        carried.any(|concept| concepts.contains(concept))
    };
    match deduct < 100 && (says(one, &other.concepts) || says(other, &one.concepts)) {
        true => deduct.min(same.deduction(Part::Form)),
        false => deduct,
    }
}

/// What words of one class say besides: 消防演练 and 消防宣传 are both activities, and not the same.
fn compare_carried(same: &Same, one: &NameReading, other: &NameReading, likeness: &mut Likeness) {
    let (Some(a), Some(b)) = (one.carried, other.carried) else {
        return;
    };
    let said = other.concepts.contains(&a) || one.concepts.contains(&b);
    if a == b || said || same.implies(a, b) || same.implies(b, a) {
        return;
    }
    if same.near(a, b) {
        return likeness.deduct(same, Part::Near, Differing::Near(a, b));
    }
    likeness.deduct(same, same.concept(a).0, Differing::Concept(false, a));
    likeness.deduct(same, same.concept(b).0, Differing::Concept(true, b));
}

/// Only one name has a form, and its word says what is done (志愿者表彰): the other must say it too.
fn compare_lone_carrier(same: &Same, names: [&NameReading; 2], likeness: &mut Likeness) {
    for (is_right, own, other) in [(false, names[0], names[1]), (true, names[1], names[0])] {
        let Some(done) = own.carried else { continue };
        let said = |&c: &Concept| c == done || same.implies(c, done) || same.near(c, done);
        if !other.concepts.iter().any(said) {
            let part = same.concept(done).0;
            likeness.deduct(same, part, Differing::Concept(is_right, done));
        }
    }
}

fn compare_weak(same: &Same, one: &NameReading, other: &NameReading, likeness: &mut Likeness) {
    let sides = [(false, one, other), (true, other, one)];
    for (is_right, own, others) in sides {
        for weak in without(&own.weak, &others.weak) {
            likeness.deduct(same, Part::Weak, Differing::Weak(is_right, weak));
        }
    }
}

fn without(own: &[Concept], others: &[Concept]) -> Vec<Concept> {
    let only = own.iter().filter(|concept| !others.contains(concept));
    only.copied().collect()
}

/// What differs between two texts that no word explains, and how much it says. Their order doesn't
/// matter; a slip of the pen and a single character say little.
fn rests(same: &Same, one: &str, other: &str) -> Option<(Part, [String; 2])> {
    if one == other {
        return None;
    }
    if same.is_slip(one, other) {
        return Some((Part::Weak, [one.to_owned(), other.to_owned()]));
    }
    let (mut left, mut right): (Vec<char>, Vec<char>) = (Vec::new(), other.chars().collect());
    for c in one.chars() {
        match right.iter().position(|&d| d == c) {
            Some(at) => drop(right.remove(at)),
            None => left.push(c),
        }
    }
    let part = match (left.len(), right.len()) {
        (0, 0) => return None,
        (1, 0) | (0, 1) => Part::Particle,
        _ => Part::Unknown,
    };
    Some((part, [left, right].map(|side| side.into_iter().collect())))
}

#[cfg(test)]
mod tests {
    use super::super::why::compare;
    use crate::words::Words;

    fn score(one: &str, other: &str) -> f64 {
        let (words, _) = Words::load(&[]);
        compare(&words, one, other).similarity
    }

    #[test]
    fn other_words_and_other_carriers_are_the_same() {
        for (one, other) in [
            ("流动人口登记簿", "外来人口信息登记台账"),
            ("退役军人信息采集表", "退伍军人登记册"),
            ("关于报送2014年度残疾人花名册的通知", "社区残疾人名册"),
            ("妇女活动室", "巾帼文明活动室"),
            ("廉情监督员名册", "社区监察信息员登记表"),
            ("地灾隐患点监测员登记", "地质灾害群测群防员名册"),
            ("长护险申请登记表", "失能人员长期照护保险台账"),
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
            ("居住情况记录表", "记录表"),
            ("居民培训班", "小区培训班"),
        ] {
            assert!(score(one, other) < 0.8, "{one} {other}");
        }
    }

    #[test]
    fn what_no_word_explains_must_be_the_same() {
        for (one, other) in [
            ("木偶戏传人名册", "木偶戏传人登记簿"),
            ("传人木偶戏名册", "木偶戏传人名册"),
        ] {
            assert!(score(one, other) >= 0.8, "{one} {other}");
        }
        for (one, other) in [
            ("木偶戏传人名册", "皮影戏传人名册"),
            ("金桂苑消防检查", "银杏苑消防检查"),
        ] {
            assert!(score(one, other) < 0.8, "{one} {other}");
        }
    }
}
