//! Books what became of every item: before, after, and by what cause the difference.

use std::collections::HashSet;

use super::amount::{Part, at_rate, compare};
use super::bridge::{Cause, Unit};
use super::{Diff, Kind, Match, MatchKind, Quarters, Side};
use crate::finding::Action;
use crate::text::Symbol;

/// Where an amount is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    After,
    Cause(Cause),
}

/// One amount at one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting {
    pub(super) place: Place,
    pub(super) amount: Part,
    /// Who took it over; blank where nobody.
    pub(super) to: Symbol,
}

/// Lines that belong together, and what is booked for them.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) olds: Vec<u32>,
    pub(super) news: Vec<u32>,
    /// By what cause the items, as items, went or came.
    pub(super) cause: Option<Cause>,
    /// By unit; `None` where an amount isn't known.
    pub(super) postings: [Option<Vec<Posting>>; Unit::COUNT],
}

/// Books everything.
pub(super) fn steps(quarters: &Quarters, diff: &Diff) -> Vec<Step> {
    let returned: HashSet<u32> = diff
        .returned
        .iter()
        .filter(|back| back.had_verdict != Action::Compress)
        .map(|back| back.was)
        .collect();
    let books = Books { quarters, returned };
    let gone = diff.gone.iter().map(|&old| books.gone(old));
    let added = diff.added.iter().map(|&new| books.added(new));
    let families = families(&diff.matches);
    let matched = families.iter().map(|family| books.matched(family));
    matched.chain(gone).chain(added).collect()
}

/// Matches that share a line, together; in the order of the matches.
fn families(matches: &[Match]) -> Vec<Vec<&Match>> {
    let lines =
        |side: fn(&Match) -> u32| matches.iter().map(side).max().map_or(0, |n| n as usize + 1);
    let mut of_old = vec![usize::MAX; lines(|found| found.old)];
    let mut of_new = vec![usize::MAX; lines(|found| found.new)];
    let mut families: Vec<Vec<&Match>> = Vec::new();
    for found in matches {
        let (old, new) = (found.old as usize, found.new as usize);
        let (mut into, other) = (of_old[old], of_new[new]);
        if into != usize::MAX && other != usize::MAX && into != other {
            let moved = std::mem::take(&mut families[other]);
            for found in &moved {
                of_old[found.old as usize] = into;
                of_new[found.new as usize] = into;
            }
            families[into].extend(moved);
        }
        into = into.min(other);
        if into == usize::MAX {
            into = families.len();
            families.push(Vec::new());
        }
        families[into].push(found);
        of_old[old] = into;
        of_new[new] = into;
    }
    families.retain(|family| !family.is_empty());
    families
}

struct Books<'q> {
    quarters: &'q Quarters,
    /// Old lines that were to go and are there.
    returned: HashSet<u32>,
}

/// What is booked in one unit.
#[derive(Default)]
struct Sheet(Vec<Posting>);

impl Sheet {
    fn book(&mut self, place: Place, amount: Part) {
        self.book_to(place, amount, Symbol::ABSENT);
    }

    fn book_to(&mut self, place: Place, amount: Part, to: Symbol) {
        self.0.push(Posting { place, amount, to });
    }

    /// Books what is less under one cause and what is more under another.
    fn differ(&mut self, before: &[Part], after: &[Part], less: Cause, more: Cause) {
        let cause = if sum(after) > sum(before) { more } else { less };
        let sign = if cause.adds() { -1 } else { 1 };
        for (parts, sign) in [(before, sign), (after, -sign)] {
            let signed = parts.iter().map(|(amount, years)| (amount * sign, *years));
            signed.for_each(|amount| self.book(Place::Cause(cause), amount));
        }
    }
}

fn sum(parts: &[Part]) -> f64 {
    let per_year = |(amount, years): &Part| *amount as f64 / *years as f64;
    parts.iter().map(per_year).sum()
}

impl Books<'_> {
    fn amount(&self, unit: Unit, side: Side, line: u32) -> Option<Part> {
        let kind = self.quarters.of(side).kind(line);
        match unit {
            Unit::Minutes => kind
                .minutes
                .map(|(minutes, years)| (i128::from(minutes), u128::from(years))),
            Unit::Times => kind
                .rate()
                .map(|rate| (i128::from(rate.times()), u128::from(rate.years()))),
        }
    }

    /// A step whose lines are all known in a unit is booked in it.
    fn step(
        &self,
        olds: Vec<u32>,
        news: Vec<u32>,
        cause: Option<Cause>,
        book: impl Fn(Unit, &[Part], &[Part], &mut Sheet),
    ) -> Step {
        let postings = |unit: Unit| {
            let before: Option<Vec<Part>> = olds
                .iter()
                .map(|line| self.amount(unit, Side::Old, *line))
                .collect();
            let after: Option<Vec<Part>> = news
                .iter()
                .map(|line| self.amount(unit, Side::New, *line))
                .collect();
            let (before, after) = (before?, after?);
            let mut sheet = Sheet::default();
            before
                .iter()
                .for_each(|amount| sheet.book(Place::Before, *amount));
            after
                .iter()
                .for_each(|amount| sheet.book(Place::After, *amount));
            book(unit, &before, &after, &mut sheet);
            Some(sheet.0)
        };
        let postings = [postings(Unit::Minutes), postings(Unit::Times)];
        Step {
            olds,
            news,
            cause,
            postings,
        }
    }

    fn gone(&self, old: u32) -> Step {
        let verdict = self.quarters.old.verdict(old);
        let to = verdict.map_or(Symbol::ABSENT, |verdict| verdict.handed_to);
        let cause = match verdict.map(|verdict| verdict.action) {
            Some(Action::Delete) => Cause::Deleted,
            Some(Action::Adjust) if !to.is_blank() => Cause::HandedOver,
            _ => Cause::Missing,
        };
        self.step(vec![old], vec![], Some(cause), |_, before, _, sheet| {
            sheet.book_to(Place::Cause(cause), before[0], to);
        })
    }

    fn added(&self, new: u32) -> Step {
        self.step(
            vec![],
            vec![new],
            Some(Cause::Added),
            |_, _, after, sheet| {
                sheet.book(Place::Cause(Cause::Added), after[0]);
            },
        )
    }

    fn matched(&self, family: &[&Match]) -> Step {
        let lines = |side: fn(&Match) -> u32| {
            let mut lines: Vec<u32> = family.iter().map(|found| side(found)).collect();
            lines.sort_unstable();
            lines.dedup();
            lines
        };
        let (olds, news) = (lines(|found| found.old), lines(|found| found.new));
        if family.iter().any(|found| found.kind == MatchKind::Unsure) {
            return self.unsure(olds, news);
        }
        if olds.iter().any(|old| self.returned.contains(old)) {
            return self.returned(olds, news);
        }
        if let ([old], [new]) = (&olds[..], &news[..]) {
            return self.goes_on(*old, *new, family[0].kind);
        }
        let cause = (olds.len() > news.len()).then_some(Cause::Merged);
        let less = if olds.len() > 1 {
            Cause::Merged
        } else {
            Cause::Compressed
        };
        self.step(olds, news, cause, |_, before, after, sheet| {
            sheet.differ(before, after, less, Cause::Increased);
        })
    }

    /// What nobody can say is no reduction: missing here, new there.
    fn unsure(&self, olds: Vec<u32>, news: Vec<u32>) -> Step {
        self.step(olds, news, None, |_, before, after, sheet| {
            for (parts, cause) in [(before, Cause::Missing), (after, Cause::Added)] {
                let parts = parts.iter();
                parts.for_each(|amount| sheet.book(Place::Cause(cause), *amount));
            }
        })
    }

    /// What was to go was counted as gone, and is back.
    fn returned(&self, olds: Vec<u32>, news: Vec<u32>) -> Step {
        let cause = |line: u32| match self.quarters.old.verdict(line).map(|v| v.action) {
            Some(Action::Merge) => Cause::Merged,
            _ => Cause::Deleted,
        };
        let causes: Vec<Option<Cause>> = olds
            .iter()
            .map(|old| self.returned.contains(old).then(|| cause(*old)))
            .collect();
        self.step(
            olds,
            news,
            Some(Cause::Returned),
            |_, before, after, sheet| {
                let mut others = Vec::new();
                for (amount, cause) in before.iter().zip(&causes) {
                    match cause {
                        Some(cause) => sheet.book(Place::Cause(*cause), *amount),
                        None => others.push(*amount),
                    }
                }
                sheet.differ(&others, after, Cause::Compressed, Cause::Returned);
            },
        )
    }

    fn goes_on(&self, old: u32, new: u32, kind: MatchKind) -> Step {
        let (was, is) = (self.quarters.old.kind(old), self.quarters.new.kind(new));
        let cause = (kind == MatchKind::Renamed).then_some(Cause::Renamed);
        let work = self.work(was, is);
        self.step(vec![old], vec![new], cause, |unit, before, after, sheet| {
            let (before, after) = (before[0], after[0]);
            let between = rates(was, is).filter(|_| unit == Unit::Minutes);
            let midway = between.and_then(|(was, is)| at_rate(before, was, is));
            let midway = midway.unwrap_or(match unit {
                Unit::Minutes => before,
                Unit::Times => after,
            });
            // What is as much is booked as it stands, whatever its years: 20 in 5 for 4 in 1.
            let is_all = compare(midway, after) == Some(std::cmp::Ordering::Equal);
            let midway = if is_all { after } else { midway };
            sheet.differ(&[before], &[midway], Cause::Compressed, Cause::Increased);
            let (less, more) = match work {
                Work::Less => (Cause::Compressed, Cause::ReEstimated),
                Work::More => (Cause::ReEstimated, Cause::Increased),
                Work::Same => (Cause::ReEstimated, Cause::ReEstimated),
            };
            if !is_all {
                sheet.differ(&[midway], &[after], less, more);
            }
        })
    }

    /// Whether less or more is to be done or filled in each time.
    fn work(&self, was: &Kind, is: &Kind) -> Work {
        let points = |content: Symbol| {
            let text = self.quarters.text(content);
            let pieces = text.split(|c: char| !c.is_alphanumeric());
            pieces.filter(|piece| !piece.is_empty()).count()
        };
        match points(is.plain_content).cmp(&points(was.plain_content)) {
            _ if was.plain_content.is_blank() || is.plain_content.is_blank() => Work::Same,
            std::cmp::Ordering::Less => Work::Less,
            std::cmp::Ordering::Greater => Work::More,
            std::cmp::Ordering::Equal => Work::Same,
        }
    }
}

/// How much is to be done each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    Less,
    Same,
    More,
}

/// Two known rates, if they differ.
fn rates(was: &Kind, is: &Kind) -> Option<(crate::item::Rate, crate::item::Rate)> {
    let (was, is) = (was.rate()?, is.rate()?);
    (was != is && was.times() > 0).then_some((was, is))
}
