//! Why two names are taken to ask for the same, or not: what is common, what differs, what each
//! difference weighs; so that a clerk can check it.

use super::sameness::{CERTAIN, Difference, Differing, Likeness, likeness, years_differ};
use crate::finding::Evidence;
use crate::item::Field;
use crate::phrase::{Lang, Phrase};
use crate::say;
use crate::words::{Carrier, NameReading, Part, Same, Words};

/// How two names compare.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// How sure it is that they ask for the same, 0 to 1.
    pub similarity: f64,
    /// What both say, in the words of the words file, by part.
    pub common: Vec<(Part, String)>,
    /// What differs: the part, what stands left and right (empty where nothing does), and by how many
    /// per cent it makes sameness less sure.
    pub differences: Vec<(Part, [String; 2], u8)>,
    /// The same in words.
    pub evidence: Evidence,
}

/// Compares two names as typed, asked by one department in the same year.
pub fn compare(words: &Words, one: &str, other: &str) -> Comparison {
    let same = words.same();
    let plain = [words.plain(one), words.plain(other)];
    let [left, right] = plain.each_ref().map(|plain| same.read(plain));
    let mut likeness = likeness(same, &left, &right);
    if plain[0] == plain[1] {
        likeness.score = CERTAIN;
    } else if years_differ(&left, &right) {
        likeness.score = 0;
        likeness.apart = true;
    }
    let readings = [&left, &right];
    Comparison {
        similarity: share(likeness.score),
        common: common(same, readings),
        differences: likeness
            .differences
            .iter()
            .map(|difference| sides(same, readings, difference))
            .collect(),
        evidence: reason(same, [one, other], readings, &likeness),
    }
}

/// Ten-thousandths as a share of 1.
pub(super) fn share(score: u16) -> f64 {
    f64::from(score) / f64::from(CERTAIN)
}

/// Why two names are, or aren't, the same: what both say, what only one says, how sure it is.
pub(super) fn reason(
    same: &Same,
    names: [&str; 2],
    readings: [&NameReading; 2],
    likeness: &Likeness,
) -> Evidence {
    let [left, right] = names;
    Evidence {
        note: Some(Phrase::new(
            told(same, readings, likeness, Lang::Zh),
            told(same, readings, likeness, Lang::En),
        )),
        ..Evidence::in_field(Field::Name, format!("{left}＝{right}"))
    }
}

fn told(same: &Same, readings: [&NameReading; 2], likeness: &Likeness, lang: Lang) -> String {
    let in_lang = |phrase: Phrase| phrase.in_lang(lang).to_owned();
    let common: Vec<String> = common(same, readings)
        .into_iter()
        .map(|(part, word)| match lang {
            Lang::Zh => format!("“{word}”（{}）", part.zh()),
            Lang::En => format!("“{word}” ({})", part.word()),
        })
        .collect();
    let differ: Vec<String> = likeness
        .differences
        .iter()
        .map(|difference| told_difference(same, readings, difference, lang))
        .collect();
    let separator = in_lang(say!("、", ", "));
    let (common, differ) = (common.join(&separator), differ.join(&separator));
    let percent = (f64::from(likeness.score) / 100.0).round();
    let both = match common.is_empty() {
        true => in_lang(say!("没有共同的词", "no word in common")),
        false => in_lang(say!("共同：{common}", "both: {common}")),
    };
    let apart = match (differ.is_empty(), likeness.apart) {
        (true, _) => String::new(),
        (false, false) => in_lang(say!("；不同：{differ}", "; differing: {differ}")),
        (false, true) => in_lang(say!(
            "；不同：{differ}，各有对方没有的，不是一回事",
            "; differing: {differ}; each says what the other doesn't"
        )),
    };
    let fields = match likeness.same_fields {
        true => in_lang(say!(
            "；要填的项目全部相同，疑点减半",
            "; the same fields are to be filled in, which halves the doubt"
        )),
        false => String::new(),
    };
    both + &apart + &fields + &in_lang(say!("；相似度 {percent}%", "; {percent}% sure"))
}

/// What both names say.
fn common(same: &Same, [one, other]: [&NameReading; 2]) -> Vec<(Part, String)> {
    let both = one.concepts.iter().filter(|c| other.concepts.contains(c));
    let mut common: Vec<(Part, String)> = both
        .map(|&concept| {
            let (part, word) = same.concept(concept);
            (part, word.to_owned())
        })
        .collect();
    if !one.rest.is_empty() && one.rest == other.rest {
        common.push((Part::Unknown, one.rest.clone()));
    }
    let carrier = one.carrier.filter(|_| one.carrier == other.carrier);
    common.extend(carrier.map(|carrier| (Part::Form, same.carrier(carrier).to_owned())));
    common
}

/// A difference as it stands left and right.
fn sides(
    same: &Same,
    [one, other]: [&NameReading; 2],
    difference: &Difference,
) -> (Part, [String; 2], u8) {
    let only = |is_right: bool, word: &str| match is_right {
        true => [String::new(), word.to_owned()],
        false => [word.to_owned(), String::new()],
    };
    let carrier = |c: Option<Carrier>| c.map_or("", |c| same.carrier(c)).to_owned();
    let sides = match &difference.what {
        Differing::Concept(is_right, concept) | Differing::Implied(is_right, concept) => {
            only(*is_right, same.concept(*concept).1)
        }
        Differing::Weak(is_right, weak) => only(*is_right, same.weak(*weak)),
        Differing::Near(a, b) => [*a, *b].map(|concept| same.concept(concept).1.to_owned()),
        Differing::Rest(left, right) => [left.clone(), right.clone()],
        Differing::Carriers(a, b) => [*a, *b].map(carrier),
        Differing::Choices(a, b) => [*a, *b].map(|choice| same.choice(choice).to_owned()),
        Differing::Years => [one, other].map(|name| name.years.join("、")),
        Differing::Numbers => [one, other].map(|name| name.numbers.join("、")),
        Differing::Issuer | Differing::Content => [String::new(), String::new()],
    };
    (difference.part, sides, difference.deduct)
}

fn told_difference(
    same: &Same,
    readings: [&NameReading; 2],
    difference: &Difference,
    lang: Lang,
) -> String {
    let (part, [left, right], deduct) = sides(same, readings, difference);
    let part = part.in_lang(lang);
    let what = match (&difference.what, left.is_empty(), right.is_empty()) {
        (Differing::Issuer, ..) => say!("同一部门要的", "one department asks for both"),
        (Differing::Content, ..) => {
            say!("要填的没有一项相同", "no field to be filled in is common")
        }
        (_, _, true) => say!(
            "“{left}”只见于前者（{part}）",
            "“{left}” in the first only ({part})"
        ),
        (_, true, _) => {
            say!(
                "“{right}”只见于后者（{part}）",
                "“{right}” in the second only ({part})"
            )
        }
        _ => say!(
            "“{left}”与“{right}”（{part}）",
            "“{left}” and “{right}” ({part})"
        ),
    };
    let less = match deduct {
        100 => say!("必须一致", "must agree"),
        _ => say!("扣 {deduct}%", "less {deduct}%"),
    };
    let (what, less) = (what.in_lang(lang), less.in_lang(lang));
    match lang {
        Lang::Zh => format!("{what}{less}"),
        Lang::En => format!("{what} {less}"),
    }
}
