//! For every distinct value of an aspect of items, the rules that it leaves standing, so that no condition on one
//! value is tried twice.

use hashbrown::HashMap;

use super::asking::Asking;
use super::condition::{Check, Ground, columns};
use super::values::Values;
use crate::item::{Item, Items};
use crate::parallel;
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
    pub(super) fn value(self, item: &Item) -> u32 {
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
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct Bits(Vec<u64>);

impl Clone for Bits {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }

    fn clone_from(&mut self, other: &Self) {
        self.0.clone_from(&other.0);
    }
}

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

/// An item with the numbers of its values.
pub(super) type Valued<'v> = (&'v Item, &'v [u32]);

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
    /// By aspect, then by value: position in `sets`. No values where no rule looks at the aspect.
    of_value: Vec<Vec<u32>>,
    sets: Vec<Left>,
    all: Left,
    /// The checks of each rule for a word anywhere in the text, by their numbers.
    anywhere: Vec<Vec<usize>>,
    /// The checks of each rule that aspects by themselves don't decide.
    rest: Vec<Vec<&'a Check<'a>>>,
}

impl<'a> Masks<'a> {
    /// The masks of the values of all items, worked out on so many threads.
    pub(super) fn new(
        ground: &Ground,
        rules: &[&'a Asking<'a>],
        values: &Values,
        threads: usize,
    ) -> Self {
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
        let mut masks = Self {
            of_value: Vec::with_capacity(values.aspects.len()),
            sets: Vec::new(),
            all: Left {
                rules: Bits::all(rules.len()),
                unmet: Bits::all(checks),
            },
            anywhere,
            rest: rules.iter().map(|rule| rest_of(rule)).collect(),
        };
        let mut numbers = HashMap::new();
        for (place, &aspect) in values.aspects.iter().enumerate() {
            let asked = Asked::of(rules, &masks.anywhere, aspect);
            if asked.is_nothing() {
                masks.of_value.push(Vec::new());
                continue;
            }
            let left = |first: &u32| {
                let item = &ground.items.items[*first as usize];
                asked.left(ground, item, &masks.all)
            };
            let shares = parallel::shares(values.firsts(place), threads);
            let worked_out = parallel::over(shares, threads, |firsts| {
                firsts.iter().map(left).collect::<Vec<_>>()
            });
            let number = |left: Left| {
                let next = masks.sets.len() as u32;
                *numbers.entry(left).or_insert_with_key(|left| {
                    masks.sets.push(left.clone());
                    next
                })
            };
            let of_value = worked_out.into_iter().flatten().map(number).collect();
            masks.of_value.push(of_value);
        }
        masks
    }

    /// The rules whose conditions all hold for an item with these values, in order; what is worked out is
    /// kept in `left`.
    pub(super) fn holding(
        &self,
        ground: &Ground,
        (item, values): Valued,
        left: &mut Left,
    ) -> impl Iterator<Item = usize> {
        left.rules.clone_from(&self.all.rules);
        left.unmet.clone_from(&self.all.unmet);
        for (of_value, &value) in self.of_value.iter().zip(values) {
            if let Some(&number) = of_value.get(value as usize) {
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
    /// Whether there must be a column for it.
    is_present: bool,
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
                    (None, None) if is_of_no_list(check) => {
                        by.keywords.push((asked.look(check), false));
                        by.is_present = true;
                    }
                    (None, None) => by.others.push(check),
                }
            }
            if !by.keywords.is_empty() || !by.others.is_empty() || by.of_statutes.is_some() {
                asked.rules.push(by);
            }
        }
        asked
    }

    /// Whether no rule looks at the aspect.
    fn is_nothing(&self) -> bool {
        self.rules.is_empty() && self.anywhere.is_empty()
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
        let text = self.aspect.text(ground.items, item);
        let is_present = text.is_some_and(|text| !text.is_absent());
        for hit in text.into_iter().flat_map(|text| ground.scan.hits(text)) {
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
            let holds = (is_present || !by.is_present)
                && keywords.all(|&(looking, wanted)| found[looking] == wanted)
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

/// Whether a check wants a text that is there, and nothing of a list in it.
fn is_of_no_list(check: &Check) -> bool {
    matches!(
        check.condition,
        Condition::Text {
            test: TextTest::NotInList(_),
            ..
        }
    )
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
