//! Whether several items together are what one was: each says something of it that no other says, and together they say most of it.

use std::collections::HashSet;
use std::hash::Hash;

use super::Kind;
use super::candidates::subject_of;
use super::measure::Measure;
use super::shares::{Token, tokens_of};

/// Together the pieces say at least this share of the whole.
const MOST: f64 = 0.6;
/// A piece says at least this share of the whole alone.
const OWN: f64 = 0.08;

/// The pieces, by position, that together explain a whole by what is asked, by what it is called or
/// by when; none where they don't.
pub(super) fn explained_by(measure: &Measure, whole: &Kind, pieces: &[&Kind]) -> Vec<usize> {
    let readings = [
        by_content(measure, whole, pieces),
        by_name(measure, whole, pieces),
        by_extension(measure, whole, pieces),
    ];
    let explaining = readings.into_iter().reduce(|most, other| match other {
        other if other.len() > most.len() => other,
        _ => most,
    });
    explaining.unwrap_or_default()
}

/// Whether a part says something of the whole that another part of it doesn't.
pub(super) fn adds(measure: &Measure, whole: &Kind, other: &Kind, part: &Kind) -> bool {
    if measure.is_extension(part, whole) {
        return true;
    }
    let (said, weight) = (content_of(measure, whole), weight(measure));
    let names = subject_of(measure, whole);
    let own = |kind| own_content(measure, kind);
    share_added(&said, weight, &own(other), &own(part)) >= OWN
        || share_added(
            &names,
            |_| 1.0,
            &subject_of(measure, other),
            &subject_of(measure, part),
        ) >= OWN
}

fn by_content(measure: &Measure, whole: &Kind, pieces: &[&Kind]) -> Vec<usize> {
    let said = content_of(measure, whole);
    let pieces = pieces.iter().map(|piece| own_content(measure, piece));
    covering(&said, weight(measure), &pieces.collect::<Vec<_>>())
}

fn by_name(measure: &Measure, whole: &Kind, pieces: &[&Kind]) -> Vec<usize> {
    let said = subject_of(measure, whole);
    let pieces = pieces.iter().map(|piece| subject_of(measure, piece));
    covering(&said, |_| 1.0, &pieces.collect::<Vec<_>>())
}

/// Pieces that are called as the whole, each with another time behind: （上半月）, （下半月）.
fn by_extension(measure: &Measure, whole: &Kind, pieces: &[&Kind]) -> Vec<usize> {
    let mut names = HashSet::new();
    let extending = |(at, piece): (usize, &&Kind)| {
        (measure.is_extension(piece, whole) && names.insert(piece.plain)).then_some(at)
    };
    let found: Vec<usize> = pieces.iter().enumerate().filter_map(extending).collect();
    several(found)
}

fn weight<'m>(measure: &'m Measure) -> impl Fn(&Token) -> f64 + Copy + 'm {
    |token| measure.contents.weight(*token)
}

fn content_of(measure: &Measure, kind: &Kind) -> HashSet<Token> {
    let tokens = measure.contents.tokens(kind.plain_content);
    tokens.iter().copied().collect()
}

/// What an item asks, and what it is about: a whole may list its parts by their names.
fn own_content(measure: &Measure, kind: &Kind) -> HashSet<Token> {
    let mut said = content_of(measure, kind);
    said.extend(tokens_of(measure.core(kind.plain)));
    said
}

/// Takes again and again the piece that says most of what nobody said yet; none where it isn't
/// several, or too much stays unsaid.
fn covering<T: Copy + Eq + Hash>(
    whole: &HashSet<T>,
    weight: impl Fn(&T) -> f64 + Copy,
    pieces: &[HashSet<T>],
) -> Vec<usize> {
    let total: f64 = whole.iter().map(weight).sum();
    let mut unsaid = whole.clone();
    let mut taken: Vec<usize> = Vec::new();
    loop {
        let says = |at: usize| -> f64 { unsaid.intersection(&pieces[at]).map(weight).sum() };
        let left = (0..pieces.len()).filter(|at| !taken.contains(at));
        let best = left
            .map(|at| (says(at), at))
            .reduce(|best, other| if other.0 > best.0 { other } else { best });
        match best {
            Some((share, at)) if share >= OWN * total && share > 0.0 => {
                unsaid.retain(|token| !pieces[at].contains(token));
                taken.push(at);
            }
            _ => break,
        }
    }
    let open: f64 = unsaid.iter().map(weight).sum();
    if open > (1.0 - MOST) * total {
        taken.clear();
    }
    taken.sort_unstable();
    several(taken)
}

/// The share of a whole that a part says beyond another.
fn share_added<T: Eq + Hash>(
    whole: &HashSet<T>,
    weight: impl Fn(&T) -> f64,
    other: &HashSet<T>,
    part: &HashSet<T>,
) -> f64 {
    let total: f64 = whole.iter().map(&weight).sum();
    let beyond = whole
        .intersection(part)
        .filter(|token| !other.contains(token));
    beyond.map(weight).sum::<f64>() / total.max(f64::MIN_POSITIVE)
}

fn several(found: Vec<usize>) -> Vec<usize> {
    if found.len() > 1 { found } else { Vec::new() }
}
