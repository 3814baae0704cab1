//! For every distinct value of an aspect of items, the rules that it leaves standing, so that no condition on one
//! value is tried twice.

use hashbrown::HashMap;

use super::asking::Asking;
use super::condition::{Check, Ground, columns};
use crate::item::{Item, Items};
use crate::rule::{Condition, TextField, TextTest};
use crate::text::Symbol;

/// What of an item a condition depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aspect {
    /// What kind of item it is.
    Category,
    /// How high stands who imposes it.
    Level,
    /// One text.
    Text(TextField),
}

impl Aspect {
    const ALL: [Self; 12] = [
        Self::Category,
        Self::Level,
        Self::Text(TextField::Name),
        Self::Text(TextField::Department),
        Self::Text(TextField::Basis),
        Self::Text(TextField::Form),
        Self::Text(TextField::Content),
        Self::Text(TextField::Funds),
        Self::Text(TextField::System),
        Self::Text(TextField::Note),
        Self::Text(TextField::Frequency),
        Self::Text(TextField::Issuer),
    ];

    /// The aspects that any rule looks at.
    pub(super) fn used(asked: &[&Asking]) -> Vec<Self> {
        let mut used = Self::ALL.to_vec();
        used.retain(|aspect| asked.iter().any(|rule| aspect.is_used_by(rule)));
        used
    }

    /// The text of an item that it looks at.
    pub(super) fn text(self, items: &Items, item: &Item) -> Option<Symbol> {
        match self {
            Self::Category | Self::Level => None,
            Self::Text(TextField::Issuer) => Some(item.issuer.name),
            Self::Text(field) => Some(items.plain_form(item, columns(field)[0])),
        }
    }

    fn is_used_by(self, rule: &Asking) -> bool {
        let mut checks = rule.checks.iter();
        self.asks_for_statutes_of(rule) || checks.any(|check| self.has_a_say_in(check))
    }

    fn asks_for_statutes_of(self, rule: &Asking) -> bool {
        self == Self::Text(TextField::Basis) && !rule.statutes.is_empty()
    }

    /// Whether a check depends on it.
    fn has_a_say_in(self, check: &Check) -> bool {
        match (self, check.condition) {
            (Self::Category, Condition::Category(_)) | (Self::Level, Condition::Level(_)) => true,
            (
                Self::Text(own),
                Condition::Text {
                    field: TextField::Text,
                    ..
                },
            ) => match own {
                TextField::Department | TextField::Issuer => false,
                _ => columns(TextField::Text).contains(&columns(own)[0]),
            },
            (Self::Text(own), Condition::Text { field, .. }) => own == *field,
            _ => false,
        }
    }

    /// The value that an item has of it, by number.
    fn value(self, item: &Item) -> u32 {
        match self {
            Self::Category => item.category.map_or(u32::MAX, |category| category as u32),
            Self::Level => item.issuer.level.map_or(u32::MAX, |level| level as u32),
            Self::Text(TextField::Issuer) => item.issuer.name.code(),
            // The plain form, and what a basis amounts to, were read from what is written.
            Self::Text(field) => item.typed(columns(field)[0]).code(),
        }
    }
}

/// A set of rules or checks, one bit each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Bits(Vec<u64>);

impl Bits {
    fn all(count: usize) -> Self {
        let mut bits = vec![u64::MAX; count.div_ceil(64)];
        if let (Some(last), rest @ 1..) = (bits.last_mut(), count % 64) {
            *last = (1 << rest) - 1;
        }
        Self(bits)
    }

    fn has(&self, at: usize) -> bool {
        self.0[at / 64] & (1 << (at % 64)) != 0
    }

    fn clear(&mut self, at: usize) {
        self.0[at / 64] &= !(1 << (at % 64));
    }

    fn and(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine &= theirs;
        }
    }

    /// The places of what is in the set, in order.
    fn places(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(block, &bits)| {
            std::iter::successors(Some(bits), |&bits| Some(bits & bits.wrapping_sub(1)))
                .take_while(|&bits| bits != 0)
                .map(move |bits| block * 64 + bits.trailing_zeros() as usize)
        })
    }
}

/// What some aspects leave open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Left {
    /// The rules that they leave standing.
    rules: Bits,
    /// The checks for a word anywhere in the text that they don't meet.
    unmet: Bits,
}

impl Left {
    fn and(&mut self, other: &Self) {
        self.rules.and(&other.rules);
        self.unmet.and(&other.unmet);
    }
}

/// For every distinct value of an aspect, what it leaves open: for an item that is the intersection over its
/// aspects, and no condition on one value is tried twice.
pub(super) struct Masks<'a> {
    asked: Vec<Asked<'a>>,
    /// By aspect, then by value: position in `sets`.
    by_value: Vec<HashMap<u32, u32>>,
    sets: Vec<Left>,
    all: Left,
    /// The checks of each rule for a word anywhere in the text, by their numbers.
    anywhere: Vec<Vec<usize>>,
    /// The checks of each rule that aspects by themselves don't decide.
    rest: Vec<Vec<&'a Check<'a>>>,
}

impl<'a> Masks<'a> {
    /// The masks of the values of some items.
    pub(super) fn new(ground: &Ground, rules: &[&'a Asking<'a>], items: &[Item]) -> Self {
        let used = Aspect::used(rules);
        let mut checks = 0;
        let anywhere: Vec<Vec<usize>> = rules
            .iter()
            .map(|rule| {
                let own = rule
                    .checks
                    .iter()
                    .filter(|check| is_anywhere(check))
                    .count();
                checks += own;
                (checks - own..checks).collect()
            })
            .collect();
        let asked = |&aspect: &Aspect| Asked::of(rules, &anywhere, aspect);
        let mut masks = Self {
            asked: used.iter().map(asked).collect(),
            by_value: vec![HashMap::new(); used.len()],
            sets: Vec::new(),
            all: Left {
                rules: Bits::all(rules.len()),
                unmet: Bits::all(checks),
            },
            anywhere,
            rest: rules.iter().map(|rule| rest_of(rule)).collect(),
        };
        let mut numbers = HashMap::new();
        for item in items {
            for (asked, by_value) in masks.asked.iter().zip(&mut masks.by_value) {
                by_value.entry(asked.aspect.value(item)).or_insert_with(|| {
                    let left = asked.left(ground, item, &masks.all);
                    let next = masks.sets.len() as u32;
                    let number = *numbers.entry(left.clone()).or_insert(next);
                    if number == next {
                        masks.sets.push(left);
                    }
                    number
                });
            }
        }
        masks
    }

    /// The rules whose conditions all hold for an item, in order; what is worked out is kept in `left`.
    pub(super) fn holding(
        &self,
        ground: &Ground,
        item: &Item,
        left: &mut Left,
    ) -> impl Iterator<Item = usize> {
        left.clone_from(&self.all);
        for (asked, by_value) in self.asked.iter().zip(&self.by_value) {
            if let Some(&number) = by_value.get(&asked.aspect.value(item)) {
                left.and(&self.sets[number as usize]);
            }
        }
        left.rules.places().filter(|&rule| {
            let mut anywhere = self.anywhere[rule].iter();
            let mut rest = self.rest[rule].iter();
            !anywhere.any(|&check| left.unmet.has(check))
                && rest.all(|check| ground.holds(check, item))
        })
    }
}

/// What the rules ask of an aspect.
struct Asked<'a> {
    aspect: Aspect,
    /// For each keyword, the conditions that look for it.
    looking_for: HashMap<u32, Vec<usize>>,
    /// How many conditions look for keywords.
    looking: usize,
    /// Those that look for one anywhere in the text, with the numbers of the checks.
    anywhere: Vec<(usize, usize)>,
    /// The rules with conditions that the aspect decides.
    rules: Vec<AskedBy<'a>>,
}

/// What one rule asks of an aspect.
#[derive(Default)]
struct AskedBy<'a> {
    /// Conditions that look for keywords, and whether they want one to be there, or none.
    keywords: Vec<(usize, bool)>,
    /// Other conditions.
    others: Vec<&'a Check<'a>>,
    /// The rule, by its number.
    rule: usize,
    /// The rule itself where it asks for statutes in the text.
    of_statutes: Option<&'a Asking<'a>>,
}

impl<'a> Asked<'a> {
    fn of(rules: &[&'a Asking<'a>], anywhere: &[Vec<usize>], aspect: Aspect) -> Self {
        let mut asked = Self {
            aspect,
            looking_for: HashMap::new(),
            looking: 0,
            anywhere: Vec::new(),
            rules: Vec::new(),
        };
        for ((number, rule), anywhere) in rules.iter().copied().enumerate().zip(anywhere) {
            let mut by = AskedBy {
                rule: number,
                of_statutes: Some(rule).filter(|rule| aspect.asks_for_statutes_of(rule)),
                ..AskedBy::default()
            };
            let mut anywhere = anywhere.iter();
            for check in rule.checks.iter() {
                let of_text = is_anywhere(check).then(|| anywhere.next()).flatten();
                if !aspect.has_a_say_in(check) {
                    continue;
                }
                match (of_text, wants_a_keyword(check)) {
                    (Some(&check_anywhere), _) => {
                        let looking = asked.look(check);
                        asked.anywhere.push((looking, check_anywhere));
                    }
                    (None, Some(wanted)) => by.keywords.push((asked.look(check), wanted)),
                    // Of several columns only together.
                    (None, None) if is_of_text(check) => {}
                    (None, None) => by.others.push(check),
                }
            }
            if !by.keywords.is_empty() || !by.others.is_empty() || by.of_statutes.is_some() {
                asked.rules.push(by);
            }
        }
        asked
    }

    /// The number of a condition that looks for keywords.
    fn look(&mut self, check: &Check) -> usize {
        for &word in &check.words {
            self.looking_for.entry(word).or_default().push(self.looking);
        }
        self.looking += 1;
        self.looking - 1
    }

    /// What the value that an item has leaves open.
    fn left(&self, ground: &Ground, item: &Item, all: &Left) -> Left {
        let mut found = vec![false; self.looking];
        let text = self.aspect.text(ground.items, item).into_iter();
        for hit in text.flat_map(|text| ground.scan.hits(text)) {
            for &looking in self.looking_for.get(&hit.word).into_iter().flatten() {
                found[looking] = true;
            }
        }
        let mut left = all.clone();
        let met = self.anywhere.iter().filter(|(looking, _)| found[*looking]);
        met.for_each(|(_, check)| left.unmet.clear(*check));
        for by in &self.rules {
            let mut keywords = by.keywords.iter();
            let mut others = by.others.iter();
            let mut of_statutes = by.of_statutes.iter();
            let holds = keywords.all(|&(looking, wanted)| found[looking] == wanted)
                && others.all(|check| ground.holds(check, item))
                && of_statutes.all(|rule| rule.statute_cited(ground, item).is_ok());
            if !holds {
                left.rules.clear(by.rule);
            }
        }
        left
    }
}

/// Whether a check looks for a keyword, and wants one to be there, or none.
fn wants_a_keyword(check: &Check) -> Option<bool> {
    match check.condition {
        Condition::Text { test, .. } => match test {
            TextTest::Any(_) | TextTest::InList(_) => Some(true),
            TextTest::None(_) => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a check looks at several columns.
fn is_of_text(check: &Check) -> bool {
    matches!(
        check.condition,
        Condition::Text {
            field: TextField::Text,
            ..
        }
    )
}

/// Whether a check wants a keyword in any of several columns.
fn is_anywhere(check: &Check) -> bool {
    is_of_text(check) && wants_a_keyword(check) == Some(true)
}

fn rest_of<'a>(rule: &'a Asking<'a>) -> Vec<&'a Check<'a>> {
    let is_left = |check: &&Check| match check.condition {
        Condition::Number { .. } => true,
        _ => is_of_text(check) && wants_a_keyword(check).is_none(),
    };
    rule.checks.iter().filter(is_left).collect()
}
