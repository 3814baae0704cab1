//! How sure it is that an item of the earlier quarter is one of the later: points for what agrees, and vetoes.

use std::collections::{HashMap, HashSet};

use super::shares::Shares;
use super::{Kind, Quarters};
use crate::judge::alike;
use crate::text::Symbol;
use crate::words::{Concept, NameReading, Part, Same, Words};

/// From here on two items are the same.
pub(super) const MATCH: i32 = 350;
/// From here on nobody can say.
pub(super) const UNSURE: i32 = 250;
/// From here on names say the same.
pub(super) const ALIKE: f64 = 0.8;
/// What stands against it for good.
const NEVER: i32 = -1_000;
/// Contents agree well enough to carry names that have nothing in common.
const CARRIES: f64 = 0.6;
/// So much of a part's content must stand in the whole.
const CONTAINED: f64 = 0.75;
/// A whole of which a part says more than this isn't more than the part,
const NEARLY_ALL: f64 = 0.8;
/// unless the part stands wholly in it: then so much.
const WHOLLY: f64 = 0.95;
/// A part whose content says so much stands in the whole even under another name and department.
const SAYS_ENOUGH: usize = 6;
/// Contents that say so much, and the same, raise doubt even of names about others.
const SAYS_MUCH: usize = 12;
/// Names share their stem from so large a share, and so many pairs of characters, on.
const STEM: (f64, usize) = (0.36, 3);
/// What a name may have beyond that of which it is a part, in characters: （上半月）, 第一批.
const EXTENSION: usize = 8;

/// What agrees between two items.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    /// All of it, in hundredths of a point.
    pub(super) points: i32,
    /// Of the names.
    pub(super) name: NameLink,
    /// The share of the contents that agrees; `None` where one says nothing.
    pub(super) content: Option<f64>,
    /// Whether one department asks for both.
    pub(super) issuer: bool,
    /// Whether both are asked for as often.
    pub(super) rate: bool,
    /// The family of words of which each uses one.
    pub(super) family: Option<u16>,
    /// Whether the old is a part of the new.
    pub(super) old_in_new: bool,
    /// Whether the new is a part of the old.
    pub(super) new_in_old: bool,
}

/// How two names stand to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NameLink {
    /// The same in plain form.
    Equal,
    /// So alike in what they say, 0 to 1.
    Alike(f64),
    /// They begin, or go on, with the same rare words.
    Stem,
    /// Nothing in common that tells.
    Unlike,
    /// About other people, other places, another time.
    Others,
}

/// Everything the measure looks at, taken apart once.
pub(super) struct Measure<'a> {
    pub(super) quarters: &'a Quarters,
    pub(super) same: &'a Same,
    pub(super) contents: Shares,
    stems: Shares,
    names: HashMap<Symbol, Name>,
}

struct Name {
    reading: NameReading,
    /// Without what letters put around it.
    full: String,
    /// The same without its carrier.
    core: String,
    families: Vec<u16>,
}

impl<'a> Measure<'a> {
    /// Takes all names and contents apart.
    pub(super) fn new(quarters: &'a Quarters, words: &'a Words) -> Self {
        let (same, renames) = (words.same(), words.renames());
        let kinds = quarters.old.kinds.iter().chain(&quarters.new.kinds);
        let symbols: HashSet<Symbol> = kinds.map(|kind| kind.plain).collect();
        let name = |symbol: Symbol| {
            let plain = quarters.text(symbol);
            let (full, core) = same.stem(plain);
            let name = Name {
                reading: same.read(plain),
                full,
                core,
                families: renames.families(plain),
            };
            (symbol, name)
        };
        Self {
            quarters,
            same,
            contents: Shares::of_contents(quarters, renames),
            stems: Shares::of_names(quarters),
            names: symbols.into_iter().map(name).collect(),
        }
    }

    /// What a name is about, and the families of words it uses.
    pub(super) fn reading(&self, plain: Symbol) -> (&NameReading, &[u16]) {
        let name = &self.names[&plain];
        (&name.reading, &name.families)
    }

    /// A name without what letters put around it and without its carrier.
    pub(super) fn core(&self, plain: Symbol) -> &str {
        &self.names[&plain].core
    }

    /// Measures an old and a new item.
    pub(super) fn likeness(&self, old: &Kind, new: &Kind) -> Likeness {
        let name = self.name_link(old.plain, new.plain);
        let content = self.contents.alike(old.plain_content, new.plain_content);
        let issuer = !old.issuer.is_blank() && old.issuer == new.issuer;
        let rate = old.rate().is_some() && old.rate() == new.rate();
        let family = self.shared_family(old.plain, new.plain);
        let mut likeness = Likeness {
            points: 0,
            name,
            content,
            issuer,
            rate,
            family,
            old_in_new: self.is_part(old, new),
            new_in_old: self.is_part(new, old),
        };
        let says_much = self.contents.tokens(old.plain_content).len() >= SAYS_MUCH;
        likeness.points = match name {
            NameLink::Others if says_much => points(&likeness, old, new, true).min(MATCH - 1),
            NameLink::Others => NEVER,
            _ => points(&likeness, old, new, self.says_what(old.plain)),
        };
        likeness
    }

    fn name_link(&self, one: Symbol, other: Symbol) -> NameLink {
        if one == other {
            return NameLink::Equal;
        }
        let (left, right) = (&self.names[&one].reading, &self.names[&other].reading);
        if self.are_about_others(left, right) {
            return NameLink::Others;
        }
        match alike(self.same, left, right) {
            Some(score) if score >= ALIKE => NameLink::Alike(score),
            _ if self.share_stem(one, other) => NameLink::Stem,
            Some(score) if score >= 0.5 => NameLink::Alike(score),
            _ => NameLink::Unlike,
        }
    }

    /// Whether names share rare words and neither says of a subject that isn't the other's.
    fn share_stem(&self, one: Symbol, other: Symbol) -> bool {
        let subjects = |symbol: Symbol| {
            let kinds = [Part::Population, Part::Place, Part::Topic];
            self.of_kinds(&self.names[&symbol].reading, &kinds)
        };
        let (left, right) = (subjects(one), subjects(other));
        let overlap = self.stems.overlap(one, other);
        overlap.is_some_and(|(share, tokens)| share >= STEM.0 && tokens >= STEM.1)
            && (left.is_subset(&right) || right.is_subset(&left))
    }

    /// Whether each says of whom, where or when, and not the same.
    fn are_about_others(&self, one: &NameReading, other: &NameReading) -> bool {
        let kinds: [&[Part]; 2] = [&[Part::Population, Part::Place], &[Part::Period]];
        let differ = |kinds: &[Part]| {
            let (left, right) = (self.of_kinds(one, kinds), self.of_kinds(other, kinds));
            !left.is_empty() && !right.is_empty() && left.is_disjoint(&right)
        };
        let numbers =
            !one.numbers.is_empty() && !other.numbers.is_empty() && one.numbers != other.numbers;
        numbers || kinds.into_iter().any(differ)
    }

    fn of_kinds(&self, reading: &NameReading, kinds: &[Part]) -> HashSet<Concept> {
        let concepts = reading.concepts.iter().copied();
        concepts
            .filter(|concept| kinds.contains(&self.same.concept(*concept).0))
            .map(|concept| self.same.folded(concept))
            .collect()
    }

    fn says_what(&self, plain: Symbol) -> bool {
        let reading = &self.names[&plain].reading;
        !reading.concepts.is_empty() || reading.rest.chars().count() > 1
    }

    fn shared_family(&self, one: Symbol, other: Symbol) -> Option<u16> {
        let other = &self.names[&other].families;
        let mut own = self.names[&one].families.iter().copied();
        own.find(|family| other.contains(family))
    }

    /// Whether all that one asks is asked by the other, which asks more.
    fn is_part(&self, part: &Kind, whole: &Kind) -> bool {
        if part.plain == whole.plain {
            return false;
        }
        let issuer = !part.issuer.is_blank() && part.issuer == whole.issuer;
        let content = self.is_part_of_content(part, whole);
        let name = self.is_part_of_name(part, whole) || self.is_extension(part, whole);
        let says_enough = self.contents.tokens(part.plain_content).len() >= SAYS_ENOUGH;
        issuer && (content || name) || content && (name || says_enough)
    }

    fn is_part_of_content(&self, part: &Kind, whole: &Kind) -> bool {
        let (part, whole) = (part.plain_content, whole.plain_content);
        let contained = self.contents.contained(part, whole);
        let more = self.contents.contained(whole, part);
        let is_less = |contained: f64, more: f64| match contained {
            wholly if wholly >= WHOLLY => more < WHOLLY,
            mostly => mostly >= CONTAINED && more < NEARLY_ALL,
        };
        contained
            .zip(more)
            .is_some_and(|(contained, more)| is_less(contained, more))
    }

    /// Whether a name's subject stands in the name or the content of the other beside others.
    fn is_part_of_name(&self, part: &Kind, whole: &Kind) -> bool {
        let (own, other) = (&self.names[&part.plain], &self.names[&whole.plain]);
        let (own_of, other_of) = (&own.reading.concepts, &other.reading.concepts);
        let fold = |list: &[Concept]| -> HashSet<Concept> {
            list.iter()
                .map(|concept| self.same.folded(*concept))
                .collect()
        };
        let (own_of, other_of) = (fold(own_of), fold(other_of));
        let named = own.reading.rest.is_empty()
            && !own_of.is_empty()
            && own_of.is_subset(&other_of)
            && own_of.len() < other_of.len();
        let core = own.core.as_str();
        let said = core.chars().count() >= 2
            && self.says_what(part.plain)
            && own.full != other.full
            && (other.core.contains(core) && other.core != core
                || self.quarters.text(whole.plain_content).contains(core));
        named || said
    }

    /// Whether a name is the other's with a little more: （上半月）, 第一批.
    pub(super) fn is_extension(&self, part: &Kind, whole: &Kind) -> bool {
        let [own, other] = [part.plain, whole.plain].map(|plain| self.quarters.text(plain));
        let more = own.strip_prefix(other).map(|more| more.chars().count());
        other.chars().count() >= 4 && more.is_some_and(|more| more <= EXTENSION)
    }
}

/// What agrees, in hundredths of a point.
fn points(likeness: &Likeness, old: &Kind, new: &Kind, says_what: bool) -> i32 {
    let content = likeness.content.unwrap_or(0.0);
    let of_name = match likeness.name {
        NameLink::Equal if says_what => 400,
        NameLink::Equal => 200,
        NameLink::Alike(score) if score >= ALIKE => (300.0 * score) as i32,
        NameLink::Alike(score) => (180.0 * score) as i32,
        NameLink::Stem => 220,
        NameLink::Unlike | NameLink::Others => 0,
    };
    let carried = of_name > 150 || content >= CARRIES;
    let mut points = of_name + (300.0 * content) as i32;
    points += match (
        old.issuer.is_blank() || new.issuer.is_blank(),
        likeness.issuer,
    ) {
        (true, _) => 50,
        (false, true) => 100,
        (false, false) => -100,
    };
    if likeness.rate {
        points += 50;
    }
    if old.category.is_some() && old.category == new.category {
        points += 25;
    }
    if likeness.family.is_some() && of_name < 400 {
        points += 75;
    }
    if likeness.content.is_some_and(|share| share < 0.1) {
        points -= 75;
    }
    // Department and rhythm alone never make two items one.
    if carried {
        points
    } else {
        points.min(MATCH - 1)
    }
}
