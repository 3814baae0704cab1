//! Everything that can be found wrong in rule files without any data; what only follows from another fault is left out.

use std::collections::BTreeSet;

use super::{Tried, contradictions, try_all};
use crate::diag::{Diag, Severity};
use crate::place::{Place, SourceFile, Span};
use crate::rule::{self, Code, Condition, RuleSet, TextTest};
use crate::words::Words;

/// Reads rule files, laid over one another, and finds all that is wrong in them, in the order of the files.
pub fn examine(files: &[SourceFile], words: &Words) -> (RuleSet, Vec<Diag>) {
    let (rules, mut diags) = rule::load(files, words);
    let is_whole = diags.iter().all(|diag| diag.severity < Severity::Error);
    let mut found = rule::check(&rules);
    found.extend(contradictions(&rules, words));
    let tried = try_all(&rules, words);
    // Where a rule could not be read, the whole set says nothing.
    let tried = tried.iter().filter(|t| is_whole || t.rule.is_some());
    found.extend(tried.filter_map(Tried::diag));
    let owners = Owners::of(&rules);
    let broken = broken(&rules, &found, &owners);
    // An example that comes out otherwise is one all the same.
    let failing: BTreeSet<_> = found
        .iter()
        .filter(|diag| diag.code == Code::ExampleFails.word())
        .filter_map(|diag| owners.owner(&diag.place))
        .collect();
    let says_again = |diag: &Diag| {
        let lacks = diag.code == Code::Missing.word();
        lacks
            && owners
                .owner(&diag.place)
                .is_some_and(|at| failing.contains(&at))
    };
    found.retain(|diag| !follows(diag, &broken, &owners) && !says_again(diag));
    diags.extend(found);
    diags.sort_by(|a, b| a.place.cmp(&b.place));
    (rules, diags)
}

/// Rules that can't be meant as they stand: what else is odd about them comes of that.
fn broken(rules: &RuleSet, found: &[Diag], owners: &Owners) -> BTreeSet<usize> {
    let cause = [Code::NeverMatches, Code::MatchesEverything, Code::Pattern].map(Code::word);
    let faulty = found.iter().filter(|diag| cause.contains(&diag.code));
    let mut broken: BTreeSet<_> = faulty
        .filter_map(|diag| owners.owner(&diag.place))
        .collect();
    let asks_an_empty_list = |condition: &Condition| match condition {
        Condition::Text {
            test: TextTest::InList(list) | TextTest::NotInList(list),
            ..
        } => rules.lists[*list].entries.is_empty(),
        _ => false,
    };
    let idle =
        (0..rules.rules.len()).filter(|&at| rules.rules[at].when.iter().any(asks_an_empty_list));
    broken.extend(idle);
    broken
}

/// Whether a finding only says again that a rule is broken.
fn follows(diag: &Diag, broken: &BTreeSet<usize>, owners: &Owners) -> bool {
    let effect = [
        Code::ExampleFails,
        Code::Contradiction,
        Code::Covered,
        Code::Duplicate,
        Code::Word,
    ];
    let is_broken = |place| owners.owner(place).is_some_and(|at| broken.contains(&at));
    let places = std::iter::once(&diag.place).chain(diag.related.iter().map(|(place, _)| place));
    effect.map(Code::word).contains(&diag.code) && places.into_iter().any(is_broken)
}

/// Which rule a place in a file belongs to.
struct Owners {
    /// Where each rule begins, with its position, in the order of the files.
    begins: Vec<(Span, usize)>,
}

impl Owners {
    fn of(rules: &RuleSet) -> Self {
        let begin = |(at, rule): (usize, &rule::Rule)| (rule.span.clone(), at);
        let mut begins: Vec<_> = rules.rules.iter().enumerate().map(begin).collect();
        begins.sort();
        Self { begins }
    }

    /// The last rule to begin before a place in its file.
    fn owner(&self, place: &Place) -> Option<usize> {
        let Place::Span(span) = place else {
            return None;
        };
        let before = |(begin, _): &(Span, usize)| {
            (&begin.path, begin.bytes.start) <= (&span.path, span.bytes.start)
        };
        let (begin, at) = self.begins[..self.begins.partition_point(before)].last()?;
        (begin.path == span.path).then_some(*at)
    }
}
