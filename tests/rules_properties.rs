//! What `rules check` says of rules against each other agrees with trying every item there is, over
//! random small rule sets.

// A rule set that can't be made is a failed test.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jianfu::diag::Diag;
use jianfu::judge;
use jianfu::place::{Place, SourceFile};
use jianfu::rule::{self, RuleSet};
use jianfu::words::Words;
use proptest::prelude::*;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&[]).0);

/// Words that contain each other in several ways.
const ALPHABET: [&str; 6] = ["甲乙", "乙丙", "甲乙丙", "丙丁", "丁甲", "戊己"];

/// Stands between words in names and in no word.
const BETWEEN: &str = "庚";

const CATEGORIES: [&str; 2] = ["台账", "报表"];

/// A rule with the conditions that can stand against each other.
#[derive(Clone, Debug, Default)]
struct Made {
    keep: bool,
    action: &'static str,
    department: Option<&'static str>,
    to_per_year: Option<u32>,
    allow: Vec<&'static str>,
    any: Vec<&'static str>,
    all: Vec<&'static str>,
    none: Vec<&'static str>,
    is: Vec<&'static str>,
    listed: Vec<&'static str>,
    categories: Vec<&'static str>,
    over: Option<u32>,
    at_most: Option<u32>,
    under: Option<u32>,
    example: Option<Item>,
}

/// An item: a name, a category or none, times a year or none.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    name: String,
    category: Option<&'static str>,
    /// In halves, so that what lies between whole numbers is there too.
    halves: Option<u32>,
}

impl Made {
    fn hits(&self, item: &Item) -> bool {
        let has = |word: &&str| item.name.contains(*word);
        let number = |holds: &dyn Fn(u32) -> bool| item.halves.is_some_and(holds);
        (self.any.is_empty() || self.any.iter().any(has))
            && (self.listed.is_empty() || self.listed.iter().any(has))
            && self.all.iter().all(has)
            && !self.none.iter().any(has)
            && (self.is.is_empty() || self.is.iter().any(|w| *w == item.name))
            && (self.categories.is_empty()
                || item.category.is_some_and(|c| self.categories.contains(&c)))
            && self.over.is_none_or(|n| number(&|x| x > 2 * n))
            && self.under.is_none_or(|n| number(&|x| x < 2 * n))
            && self.at_most.is_none_or(|n| number(&|x| x <= 2 * n))
    }

    fn toml(&self, at: usize) -> String {
        let array = |words: &[&str]| {
            let quoted: Vec<_> = words.iter().map(|w| format!("\"{w}\"")).collect();
            format!("[{}]", quoted.join(", "))
        };
        let table = if self.keep { "keep" } else { "rule" };
        let mut text = String::new();
        if !self.listed.is_empty() {
            text += &format!(
                "[list.l{at}]\ntitle = \"名单\"\nitems = {}\n",
                array(&self.listed)
            );
        }
        text += &format!("[{table}.r{at}]\ntitle = \"规则\"\nclause = \"1\"\nwhy = \"理由\"\n");
        if self.keep {
            text += &format!("allow = {}\n", array(&self.allow));
        } else {
            text += &format!("action = \"{}\"\n", self.action);
        }
        let mut line = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                text += &format!("{key} = {value}\n");
            }
        };
        let words = |words: &[&str]| (!words.is_empty()).then(|| array(words));
        line("to.department", self.department.map(|d| format!("\"{d}\"")));
        line("to.per_year", self.to_per_year.map(|n| n.to_string()));
        line("when.category", words(&self.categories));
        line("when.name.any", words(&self.any));
        line("when.name.all", words(&self.all));
        line("when.name.none", words(&self.none));
        line("when.name.is", words(&self.is));
        let listed = !self.listed.is_empty();
        line("when.name.in_list", listed.then(|| format!("\"l{at}\"")));
        line("when.per_year.over", self.over.map(|n| n.to_string()));
        line("when.per_year.under", self.under.map(|n| n.to_string()));
        line("when.per_year.at_most", self.at_most.map(|n| n.to_string()));
        let example = self.example.as_ref().map(|item| {
            let category = item.category.map(|c| format!(", category = \"{c}\""));
            let times = item
                .halves
                .map(|n| format!(", frequency = \"每年{}次\"", n / 2));
            let expect = if self.keep { "留" } else { self.action };
            format!(
                "[{{ name = \"{}\"{}{}, expect = \"{expect}\" }}]",
                item.name,
                category.unwrap_or_default(),
                times.unwrap_or_default()
            )
        });
        line("examples", example);
        text
    }

    /// Whether settling can't order two rules that hit one item.
    fn is_opposed_to(&self, other: &Self) -> bool {
        let kept = |keep: &Self, act: &Self| {
            keep.keep && !act.keep && act.action != "人工" && !keep.allow.contains(&act.action)
        };
        let owners = (self.owner(), other.owner());
        kept(self, other) || kept(other, self) || matches!(owners, (Some(a), Some(b)) if a != b)
    }

    fn owner(&self) -> Option<&str> {
        (!self.keep && self.action == "调")
            .then_some(self.department)
            .flatten()
    }

    /// Whether the other always comes first where both hit: an earlier action, or the lower number.
    fn is_weaker_than(&self, other: &Self) -> bool {
        const ORDER: [&str; 5] = ["删", "调", "并", "压", "人工"];
        let place = |rule: &Self| ORDER.iter().position(|a| *a == rule.action);
        let lower = matches!((other.to_per_year, self.to_per_year), (Some(a), Some(b)) if a < b);
        !self.keep
            && !other.keep
            && other.action != "人工"
            && (place(other) < place(self)
                || place(other) == place(self) && lower && self.department == other.department)
    }

    fn says_the_same_as(&self, other: &Self) -> bool {
        self.keep == other.keep
            && (self.keep || self.action == other.action)
            && (self.to_per_year.is_none() || self.to_per_year == other.to_per_year)
            && (self.department.is_none() || self.department == other.department)
            && other.allow.iter().all(|a| self.allow.contains(a))
    }
}

/// Every item that could tell two rules apart: any set of words side by side, any category, any number.
static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let mut items = Vec::new();
    for set in 0..1u32 << ALPHABET.len() {
        let words = (0..ALPHABET.len()).filter(|at| set >> at & 1 == 1);
        let words: Vec<_> = words.map(|at| ALPHABET[at]).collect();
        let name = words.join(BETWEEN);
        let name = if name.is_empty() {
            BETWEEN.to_owned()
        } else {
            name
        };
        for category in [None, Some(CATEGORIES[0]), Some(CATEGORIES[1])] {
            for halves in std::iter::once(None).chain((0..12).map(Some)) {
                items.push(Item {
                    name: name.clone(),
                    category,
                    halves,
                });
            }
        }
    }
    items
});

fn some_of(from: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    proptest::sample::subsequence(from, 0..=most)
}

fn item() -> impl Strategy<Value = Item> {
    let category = proptest::option::of(proptest::sample::select(&CATEGORIES[..]));
    let times = proptest::option::of(1..6u32);
    (
        proptest::sample::subsequence(&ALPHABET[..], 1..=2),
        category,
        times,
    )
        .prop_map(|(words, category, times)| Item {
            name: words.join(BETWEEN),
            category,
            halves: times.map(|n| 2 * n),
        })
}

fn made() -> impl Strategy<Value = Made> {
    let words = (
        some_of(&ALPHABET, 3),
        prop_oneof![3 => Just(Vec::new()), 1 => some_of(&ALPHABET, 2)],
        prop_oneof![2 => Just(Vec::new()), 1 => some_of(&ALPHABET, 2)],
        prop_oneof![5 => Just(Vec::new()), 1 => some_of(&ALPHABET, 2)],
        prop_oneof![5 => Just(Vec::new()), 1 => some_of(&ALPHABET, 2)],
    );
    let numbers = (
        proptest::option::weighted(0.3, 0..5u32),
        proptest::option::weighted(0.2, 0..5u32),
        proptest::option::weighted(0.1, 1..5u32),
    );
    let does = prop_oneof![
        Just(("删", None, None, false)),
        Just(("压", None, Some(2), false)),
        Just(("压", None, Some(4), false)),
        Just(("调", Some("民政局"), None, false)),
        Just(("调", Some("公安局"), None, false)),
        Just(("人工", None, None, false)),
        Just(("留", None, None, true)),
    ];
    let allow = some_of(&["压", "调"], 2);
    let categories = some_of(&CATEGORIES, 2);
    let example = proptest::option::of(item());
    (words, numbers, does, allow, categories, example).prop_map(
        |(words, numbers, does, allow, categories, example)| {
            let (any, all, none, is, listed) = words;
            let (over, at_most, under) = numbers;
            let (action, department, to_per_year, keep) = does;
            // An entry of a list stands for itself: such a rule asks for nothing but a category.
            let plain = listed.is_empty();
            // What names nothing positive is said to hit everything, and compared with nothing.
            let names_nothing = [&any, &all, &is, &listed, &categories]
                .iter()
                .all(|w| w.is_empty())
                && (over, at_most, under) == (None, None, None);
            let any = if names_nothing {
                vec![ALPHABET[0]]
            } else {
                any
            };
            Made {
                keep,
                action,
                department,
                to_per_year,
                allow: if keep { allow } else { Vec::new() },
                any: if plain { any } else { Vec::new() },
                all: if plain { all } else { Vec::new() },
                none: if plain { none } else { Vec::new() },
                is: if plain { is } else { Vec::new() },
                listed,
                categories,
                over: over.filter(|_| plain),
                at_most: at_most.filter(|_| plain),
                under: under.filter(|_| plain),
                example,
            }
        },
    )
}

/// A rule set, what is said of it, and for every rule the items that it hits.
struct Tried {
    made: Vec<Made>,
    rules: RuleSet,
    diags: Vec<Diag>,
    hits: Vec<Vec<bool>>,
}

impl Tried {
    fn of(made: Vec<Made>) -> Self {
        let mut text = "[set]\nid = \"s\"\ntitle = \"集\"\nlevel = \"区\"\nversion = \"1\"\n[clause.1]\ntitle = \"条\"\nsource = { document = \"文\", nature = \"原文\" }\n".to_owned();
        for (at, rule) in made.iter().enumerate() {
            text += &rule.toml(at);
        }
        let file = SourceFile {
            path: "s.toml".into(),
            text: text.into(),
        };
        let (rules, loading) = rule::load(&[file], &WORDS);
        assert_eq!(loading, [], "{made:#?}");
        let mut diags = rule::check(&rules);
        diags.extend(judge::contradictions(&rules, &WORDS));
        let hits = made
            .iter()
            .map(|rule| ITEMS.iter().map(|item| rule.hits(item)).collect())
            .collect();
        Self {
            made,
            rules,
            diags,
            hits,
        }
    }

    fn is_possible(&self, rule: usize) -> bool {
        self.hits[rule].contains(&true)
    }

    /// Whether whatever one rule hits is hit by the other; what hits nothing isn't asked.
    fn contains(&self, wide: usize, narrow: usize) -> bool {
        let mut pairs = self.hits[narrow].iter().zip(&self.hits[wide]);
        self.is_possible(narrow) && pairs.all(|(narrow, wide)| *wide || !narrow)
    }

    /// The rules that a place belongs to, by their headers.
    fn rule_at(&self, place: &Place) -> Option<usize> {
        let Place::Span(span) = place else {
            return None;
        };
        let starts = self.rules.rules.iter().map(|r| r.span.bytes.start);
        let mut starts = starts.enumerate();
        starts
            .rfind(|(_, start)| *start <= span.bytes.start)
            .map(|(at, _)| at)
    }

    fn told(&self, codes: &[&str]) -> BTreeSet<usize> {
        let of_code = self.diags.iter().filter(|d| codes.contains(&d.code));
        of_code.filter_map(|d| self.rule_at(&d.place)).collect()
    }

    fn contradictions(&self) -> BTreeSet<(usize, usize)> {
        let told = self.diags.iter().filter(|d| d.code == "contradiction");
        told.map(|diag| {
            let later = self.rule_at(&diag.place).unwrap();
            let earlier = self.rule_at(&diag.related[0].0).unwrap();
            (earlier, later)
        })
        .collect()
    }

    /// Whether an example or a list entry of one rule is hit by both.
    fn shows(&self, one: usize, other: usize) -> bool {
        let (own, other) = (&self.made[one], &self.made[other]);
        let both = |item: &Item| own.hits(item) && other.hits(item);
        let categories: Vec<_> = match own.categories.is_empty() {
            true => vec![None],
            false => own.categories.iter().copied().map(Some).collect(),
        };
        let mut entries = own.listed.iter().flat_map(|entry| {
            categories.iter().map(|category| Item {
                name: (*entry).to_owned(),
                category: *category,
                halves: None,
            })
        });
        own.example.as_ref().is_some_and(both) || entries.any(|item| both(&item))
    }
}

fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |a| (0..count).filter(move |b| a != *b).map(move |b| (a, b)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_rule_is_said_never_to_match_just_where_no_item_is_hit(made in proptest::collection::vec(made(), 1..4)) {
        let tried = Tried::of(made);
        let never: BTreeSet<_> = (0..tried.made.len()).filter(|at| !tried.is_possible(*at)).collect();
        prop_assert_eq!(tried.told(&["never-matches"]), never, "{:#?}", tried.made);
    }

    #[test]
    fn a_rule_is_said_to_add_nothing_just_where_another_always_says_as_much(made in proptest::collection::vec(made(), 2..5)) {
        let tried = Tried::of(made);
        let mut needless = BTreeSet::new();
        for (narrow, wide) in pairs(tried.made.len()) {
            let (own, other) = (&tried.made[narrow], &tried.made[wide]);
            if !tried.contains(wide, narrow) || own.is_opposed_to(other) {
                continue;
            }
            let equal = tried.contains(narrow, wide);
            // Of two that say the same of the same items, the later adds nothing.
            let same = own.says_the_same_as(other)
                && !(equal && other.says_the_same_as(own) && narrow < wide);
            if own.is_weaker_than(other) || same {
                needless.insert(narrow);
            }
        }
        prop_assert_eq!(tried.told(&["covered", "duplicate"]), needless, "{:#?}", tried.made);
    }

    #[test]
    fn two_rules_are_said_to_contradict_just_where_an_item_shows_it(made in proptest::collection::vec(made(), 2..5)) {
        let tried = Tried::of(made);
        let opposed = pairs(tried.made.len())
            .filter(|(a, b)| a < b && tried.made[*a].is_opposed_to(&tried.made[*b]));
        let shown = |a: usize, b: usize| {
            tried.contains(a, b) || tried.contains(b, a) || tried.shows(a, b) || tried.shows(b, a)
        };
        let expected: BTreeSet<_> = opposed.filter(|(a, b)| shown(*a, *b)).collect();
        prop_assert_eq!(tried.contradictions(), expected, "{:#?}", tried.made);
    }
}
