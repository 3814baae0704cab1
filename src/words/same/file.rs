//! Reads `same.toml` and what is laid over it.

use super::super::joint::Joints;
use regex::Regex;

use super::super::lexicon::{FileKind, Lexicon, Listed, Section, TableKind, any_key, no_known};
use super::{Carrier, Concept, Contrast, Part, Same};
use crate::diag::Diag;
use crate::place::Place;
use crate::say;
use crate::text::Plainer;

/// A table of lists of phrases under free keys.
const fn phrases(name: &'static str) -> TableKind {
    TableKind {
        name,
        key: any_key,
        known: no_known,
        lists: &["phrases"],
        values: &[],
    }
}

const FRAMES: [&str; 3] = ["before", "after", "filler"];
const NUMBERS: [&str; 2] = ["year", "other"];

fn one_of(keys: &[&str], key: &str) -> Option<String> {
    keys.contains(&key).then(|| key.to_owned())
}

/// `same.toml`.
pub(in super::super) static FILE: FileKind = FileKind {
    id: "same",
    tables: &[
        TableKind {
            key: |key| one_of(&FRAMES, key),
            known: || FRAMES.to_vec(),
            ..phrases("frame")
        },
        phrases("carrier"),
        TableKind {
            lists: &["pairs"],
            ..phrases("related")
        },
        phrases("general"),
        phrases("population"),
        phrases("place"),
        phrases("topic"),
        phrases("deed"),
        phrases("qualifier"),
        phrases("period"),
        phrases("weak"),
        phrases("near"),
        phrases("implied"),
        phrases("parts"),
        phrases("contrast"),
        phrases("sound"),
        TableKind {
            key: |key| one_of(&NUMBERS, key),
            known: || NUMBERS.to_vec(),
            lists: &[],
            values: &["pattern"],
            ..phrases("number")
        },
        TableKind {
            key: |key| Part::parse(key).map(|part| part.zh().to_owned()),
            known: || Part::ALL.iter().map(|part| part.zh()).collect(),
            lists: &[],
            values: &["deduct"],
            ..phrases("weight")
        },
    ],
};

/// The tables of concepts.
const CONCEPTS: [(&str, Part); 7] = [
    ("general", Part::General),
    ("population", Part::Population),
    ("place", Part::Place),
    ("topic", Part::Topic),
    ("deed", Part::Deed),
    ("qualifier", Part::Qualifier),
    ("period", Part::Period),
];

impl Same {
    /// What a lexicon says of names; mistakes that only show here are reported.
    pub(in super::super) fn new(
        lexicon: &Lexicon,
        plainer: &Plainer,
        diags: &mut Vec<Diag>,
    ) -> Self {
        let mut same = Self {
            joints: Joints::new(lexicon),
            ..Self::default()
        };
        for (table, part) in CONCEPTS {
            for section in lexicon.sections(FILE.id, table) {
                same.take_concept(part, section, plainer);
            }
        }
        for section in lexicon.sections(FILE.id, "carrier") {
            same.take_carrier(section);
        }
        for word in all(lexicon, "weak") {
            let number = same.weak.len() as Concept;
            same.weak.push(word.plain.clone());
            same.phrases.entry(word.plain.clone()).or_default().weak = Some(number);
        }
        same.take_frame(lexicon);
        same.take_related(lexicon, diags);
        same.take_near(lexicon, plainer, diags);
        same.implying = same.pairs_of(lexicon, "implied", plainer, diags);
        same.made_of = same.pairs_of(lexicon, "parts", plainer, diags);
        let contrasts = lexicon.sections(FILE.id, "contrast");
        same.contrasts = contrasts.map(|c| Contrast::new(c, plainer)).collect();
        for (number, group) in all(lexicon, "sound").enumerate() {
            for c in group.plain.chars() {
                let groups = same.slips.sounds.entry(c).or_default();
                groups.push(number as u16);
            }
        }
        same.numbers.year = pattern(lexicon, "year", diags);
        same.numbers.other = pattern(lexicon, "other", diags);
        same.take_weights(lexicon, diags);
        same
    }

    fn take_concept(&mut self, part: Part, section: &Section, plainer: &Plainer) {
        let concept = self.concepts.len() as Concept;
        self.concepts.push((part, section.key.clone()));
        let listed = section.list("phrases").iter().map(|word| &word.plain);
        let own = plainer.plain(&section.key);
        for word in [&own].into_iter().chain(listed) {
            let roles = self.phrases.entry(word.clone()).or_default();
            roles.concept = roles.concept.or(Some(concept));
        }
    }

    fn take_carrier(&mut self, section: &Section) {
        let carrier = self.carriers.len() as Carrier;
        self.carriers.push(section.key.clone());
        for word in section.list("phrases") {
            let roles = self.phrases.entry(word.plain.clone()).or_default();
            roles.carrier = Some(carrier);
            let deed = |&concept: &Concept| self.concepts[concept as usize].0 == Part::Deed;
            self.carriable.extend(roles.concept.filter(deed));
        }
    }

    fn take_frame(&mut self, lexicon: &Lexicon) {
        for section in lexicon.sections(FILE.id, "frame") {
            let words = section
                .list("phrases")
                .iter()
                .map(|word| word.plain.clone());
            match section.key.as_str() {
                "before" => self.before.extend(words),
                "after" => self.after.extend(words),
                _ => words.for_each(|word| {
                    self.phrases.entry(word).or_default().may_be_idle = true;
                }),
            }
        }
        for list in [&mut self.before, &mut self.after] {
            list.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
        }
    }

    fn take_related(&mut self, lexicon: &Lexicon, diags: &mut Vec<Diag>) {
        for section in lexicon.sections(FILE.id, "related") {
            for pair in section.list("pairs") {
                let share = section.key.parse().ok().filter(|share: &u8| *share <= 100);
                let carrier = |name: &str| self.carriers.iter().position(|other| other == name);
                let named = pair.text.split_once(' ');
                let pair_of = named.and_then(|(one, other)| Some((carrier(one)?, carrier(other)?)));
                let (Some(share), Some((one, other))) = (share, pair_of) else {
                    diags.push(unknown(
                        pair,
                        say!(
                            "写 [related.百分数]，里面写两个已有的载体，中间空一格",
                            "write [related.PERCENT] with two known carriers and a space between them"
                        ),
                    ));
                    continue;
                };
                let key = (one.min(other) as Carrier, one.max(other) as Carrier);
                self.related.insert(key, share);
            }
        }
    }

    fn take_near(&mut self, lexicon: &Lexicon, plainer: &Plainer, diags: &mut Vec<Diag>) {
        self.folded = (0..self.concepts.len() as Concept).collect();
        for (one, other) in self.pairs_of(lexicon, "near", plainer, diags) {
            self.near.extend([(one, other), (other, one)]);
            let (one, other) = (self.folded[one as usize], self.folded[other as usize]);
            let joined = self
                .folded
                .iter_mut()
                .filter(|at| **at == one || **at == other);
            joined.for_each(|at| *at = one.min(other));
        }
    }

    /// Each concept at the head of a table's line, or each of the part of a name that stands there,
    /// with each of those that follow it.
    fn pairs_of(
        &self,
        lexicon: &Lexicon,
        table: &str,
        plainer: &Plainer,
        diags: &mut Vec<Diag>,
    ) -> Vec<(Concept, Concept)> {
        let concept = |word: &str| self.phrases.get(word).and_then(|roles| roles.concept);
        let mut pairs = Vec::new();
        for section in lexicon.sections(FILE.id, table) {
            let heads = match Part::parse(&section.key) {
                Some(part) => self.concepts_of(part),
                None => Vec::from_iter(concept(&plainer.plain(&section.key))),
            };
            if heads.is_empty() {
                diags.extend(section.list("phrases").first().map(|first| {
                    let key = &section.key;
                    unknown(
                        first,
                        say!("“{key}”不是已有的概念", "“{key}” is no known concept"),
                    )
                }));
                continue;
            };
            for word in section.list("phrases") {
                match concept(&word.plain) {
                    Some(other) => pairs.extend(heads.iter().map(|&one| (one, other))),
                    None => diags.push(unknown(
                        word,
                        say!("写一个已有的概念", "write a known concept"),
                    )),
                }
            }
        }
        pairs
    }

    fn concepts_of(&self, part: Part) -> Vec<Concept> {
        let all = 0..self.concepts.len() as Concept;
        all.filter(|&concept| self.concept(concept).0 == part)
            .collect()
    }

    fn take_weights(&mut self, lexicon: &Lexicon, diags: &mut Vec<Diag>) {
        for section in lexicon.sections(FILE.id, "weight") {
            let part = Part::parse(&section.key);
            let Some((part, value)) = part.zip(section.value("deduct")) else {
                continue;
            };
            match value
                .text
                .parse()
                .ok()
                .filter(|per_cent: &u8| *per_cent <= 100)
            {
                Some(per_cent) => drop(self.deductions.insert(part, per_cent)),
                None => diags.push(unknown(
                    value,
                    say!("写 0 到 100 的整数", "write a whole number from 0 to 100"),
                )),
            }
        }
    }
}

/// All phrases of a table.
fn all<'l>(lexicon: &'l Lexicon, table: &'l str) -> impl Iterator<Item = &'l Listed> {
    let sections = lexicon.sections(FILE.id, table);
    sections.flat_map(|section| section.list("phrases"))
}

fn pattern(lexicon: &Lexicon, key: &str, diags: &mut Vec<Diag>) -> Option<Regex> {
    let mut sections = lexicon.sections(FILE.id, "number");
    let listed = sections
        .find(|section| section.key == key)?
        .value("pattern")?;
    match Regex::new(&listed.text) {
        Ok(regex) => Some(regex),
        Err(error) => {
            diags.push(unknown(
                listed,
                say!(
                    "不是正则表达式：{error}",
                    "not a regular expression: {error}"
                ),
            ));
            None
        }
    }
}

fn unknown(listed: &Listed, help: crate::phrase::Phrase) -> Diag {
    let text = &listed.text;
    Diag::error(
        "unknown-word",
        Place::Span(listed.span.clone()),
        say!("看不懂“{text}”", "“{text}” can't be understood"),
    )
    .help(help)
}

#[cfg(test)]
mod tests {
    use crate::words::Words;

    fn told(name: &str) -> (Vec<String>, String, String) {
        let (words, diags) = Words::load(&[]);
        assert!(diags.is_empty(), "{diags:?}");
        let same = words.same();
        let reading = same.read(name);
        let concepts = reading
            .concepts
            .iter()
            .map(|&c| same.concept(c).1.to_owned());
        let carrier = reading.carrier.map_or("", |c| same.carrier(c));
        (concepts.collect(), carrier.to_owned(), reading.rest.clone())
    }

    #[test]
    fn a_name_is_taken_apart() {
        let (concepts, carrier, rest) = told("关于报送2014年度社区外来人口信息登记台账的通知");
        assert_eq!(
            (&*concepts, &*carrier, &*rest),
            (&["流动人口".to_owned()][..], "台账", "")
        );
        assert_eq!(told("社区矫正对象名册(纸质)").0, ["社区矫正人员"]);
        assert_eq!(told("低保边缘家庭台账").0, ["低保边缘家庭"]);
    }

    #[test]
    fn a_name_is_divided_so_that_the_least_stays_unexplained() {
        let (concepts, carrier, rest) = told("三会一课记录本");
        assert_eq!((&*concepts[0], &*carrier, &*rest), ("三会一课", "记录", ""));
        assert_eq!(told("木偶戏传人名册").2, "木偶戏传人");
    }

    #[test]
    fn a_slip_of_the_pen_is_understood_and_another_word_is_not() {
        assert_eq!(told("流动人扣台账").0, ["流动人口"]);
        let (concepts, carrier, rest) = told("残疾人统计标");
        assert_eq!((&*concepts[0], &*carrier, &*rest), ("残疾人", "统计表", ""));
        assert_eq!(told("党员蹬记簿").1, "台账");
        let (concepts, carrier, rest) = told("议员名册");
        assert_eq!((concepts.len(), &*carrier, &*rest), (0, "台账", "议员"));
    }
}
