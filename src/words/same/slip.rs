//! Slips of the pen: a homophone, two characters swapped, one left out.

use std::ops::Range;
use std::sync::OnceLock;

use hashbrown::HashMap;

use super::finder::Token;
use super::{Roles, Same};

/// No phrase that is looked for is longer.
const LONGEST: usize = 9;

/// What finds the phrase that a misspelt one means.
#[derive(Clone, Debug, Default)]
pub(super) struct Slips {
    /// The groups of homophones a character is in.
    pub(super) sounds: HashMap<char, Vec<u16>>,
    /// Made when the first unknown piece comes up.
    meant: OnceLock<Meant>,
}

/// Phrases by what is left of them without one of their characters.
#[derive(Clone, Debug)]
pub(super) struct Meant {
    phrases: Vec<(Vec<char>, Roles)>,
    /// Numbers of phrases by the key of each rest, in the order of keys.
    by_rest: Vec<(u64, u32)>,
}

/// Tokens to take the place of others.
struct Correction<'t> {
    of: Range<usize>,
    tokens: Vec<Token<'t>>,
    /// How many of them are not to be looked at again.
    settled: usize,
}

impl Same {
    /// A name with the two neighbouring characters put right that were swapped across the words they
    /// belong to (校园周投边诉处理), where that explains both.
    pub(super) fn unswapped(&self, core: &str) -> Option<String> {
        let tokens = self.divided(core);
        let before = unknown(&tokens);
        if before == 0 {
            return None;
        }
        let mut known = Vec::new();
        for token in &tokens {
            known.extend(token.text.chars().map(|c| (c, token.roles.is_some())));
        }
        let mut best: Option<(usize, String)> = None;
        for at in 1..known.len() {
            let ((one, one_known), (other, other_known)) = (known[at - 1], known[at]);
            let explained = one.len_utf8() + other.len_utf8();
            if (one_known && other_known) || one == other || before < explained {
                continue;
            }
            let swapped = known[..at - 1]
                .iter()
                .chain([&known[at], &known[at - 1]])
                .chain(&known[at + 1..])
                .map(|(c, _)| c)
                .collect::<String>();
            let after = unknown(&self.finder().tokens(&swapped));
            let better = best.as_ref().is_none_or(|(least, _)| after < *least);
            if after + explained <= before && better {
                best = Some((after, swapped));
            }
        }
        best.map(|(_, swapped)| swapped)
    }

    /// Reads an unknown piece together with its neighbours as a phrase with one wrong character,
    /// where that leaves less unknown.
    pub(super) fn corrected<'t>(
        &self,
        core: &'t str,
        mut tokens: Vec<Token<'t>>,
    ) -> Vec<Token<'t>> {
        let (mut at, mut settled) = (0, 0);
        while at < tokens.len() {
            let correction = tokens[at]
                .roles
                .is_none()
                .then(|| self.correction(core, &tokens, settled, at))
                .flatten()
                .filter(|fix| unknown(&fix.tokens) < unknown(&tokens[fix.of.clone()]));
            if let Some(fix) = correction {
                settled = fix.of.start + fix.settled;
                at = settled;
                tokens.splice(fix.of, fix.tokens);
            } else {
                at += 1;
            }
        }
        tokens
    }

    /// The best reading of an unknown piece, not reaching back into what is settled.
    fn correction<'t>(
        &self,
        core: &'t str,
        tokens: &[Token<'t>],
        settled: usize,
        unknown: usize,
    ) -> Option<Correction<'t>> {
        let span = |token: &Token| {
            let start = token.text.as_ptr() as usize - core.as_ptr() as usize;
            start..start + token.text.len()
        };
        let of = unknown.saturating_sub(2).max(settled)..(unknown + 3).min(tokens.len());
        let around = span(&tokens[of.start]).start..span(&tokens[of.end - 1]).end;
        let (start, end, roles) = self.best(core, around.clone(), span(&tokens[unknown]))?;
        let mut replacement = self.finder().tokens(&core[around.start..start]);
        replacement.push(Token {
            text: &core[start..end],
            roles: Some(roles),
        });
        let settled = replacement.len();
        replacement.extend(self.finder().tokens(&core[end..around.end]));
        Some(Correction {
            of,
            tokens: replacement,
            settled,
        })
    }

    /// The longest stretch that reaches over an end of the unknown piece, or takes it in, and is a
    /// misspelt phrase.
    fn best(
        &self,
        core: &str,
        around: Range<usize>,
        own: Range<usize>,
    ) -> Option<(usize, usize, Roles)> {
        let bounds: Vec<usize> = core[around.clone()]
            .char_indices()
            .map(|(at, _)| around.start + at)
            .chain([around.end])
            .collect();
        let mut best: Option<(usize, usize, Roles)> = None;
        for (i, &start) in bounds.iter().enumerate() {
            for &end in bounds[i + 1..].iter().take(LONGEST) {
                let reaches_over = start <= own.start || end >= own.end;
                let longer = best.is_none_or(|(a, b, _)| end - start > b - a);
                if start >= own.end || end <= own.start || !reaches_over || !longer {
                    continue;
                }
                let wrong = own.start.max(start) - start..own.end.min(end) - start;
                if let Some(roles) = self.corrected_to(&core[start..end], wrong) {
                    best = Some((start, end, roles));
                }
            }
        }
        best
    }

    /// The phrases as they may be misspelt.
    pub(super) fn meant(&self) -> &Meant {
        self.slips.meant.get_or_init(|| Meant::new(&self.phrases))
    }

    /// The only phrase that was meant by a text that is misspelt in a part of it.
    fn corrected_to(&self, text: &str, wrong: Range<usize>) -> Option<Roles> {
        let meant = self.meant();
        let typed: Vec<char> = text.chars().collect();
        let starts = text.char_indices().enumerate();
        let skipped = starts.filter(|(_, (byte, _))| wrong.contains(byte));
        let keys = skipped.map(|(at, _)| rest_key(&typed, Some(at)));
        let mut found: Option<u32> = None;
        for key in keys.chain([rest_key(&typed, None)]) {
            for phrase in meant.without_one(key) {
                if self
                    .slips
                    .is_slip(&typed, &meant.phrases[phrase as usize].0)
                {
                    if found.is_some_and(|other| other != phrase) {
                        return None;
                    }
                    found = Some(phrase);
                }
            }
        }
        found.map(|phrase| meant.phrases[phrase as usize].1)
    }
}

impl Same {
    /// Whether one of two texts is a misspelling of the other.
    pub fn is_slip(&self, one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|text| text.chars().collect::<Vec<_>>());
        self.slips.is_slip(&one, &other) || self.slips.is_slip(&other, &one)
    }
}

impl Meant {
    fn new(phrases: &HashMap<String, Roles>) -> Self {
        let mut phrases: Vec<(Vec<char>, Roles)> = phrases
            .iter()
            .filter(|(_, roles)| roles.concept.is_some() || roles.carrier.is_some())
            .map(|(text, roles)| (text.chars().collect(), *roles))
            .filter(|(chars, _): &(Vec<char>, _)| (2..=LONGEST + 1).contains(&chars.len()))
            .collect();
        phrases.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut by_rest = Vec::new();
        for ((chars, _), number) in phrases.iter().zip(0..) {
            let rests = (0..chars.len()).map(|skip| rest_key(chars, Some(skip)));
            by_rest.extend(rests.map(|key| (key, number)));
        }
        by_rest.sort_unstable();
        Self { phrases, by_rest }
    }

    /// The phrases that may leave this without one of their characters.
    fn without_one(&self, key: u64) -> impl Iterator<Item = u32> {
        let first = self.by_rest.partition_point(|&(other, _)| other < key);
        let alike = self.by_rest[first..].iter();
        alike
            .take_while(move |&&(other, _)| other == key)
            .map(|&(_, phrase)| phrase)
    }
}

impl Slips {
    /// Whether one was typed for the other: a homophone, two characters swapped in three or more,
    /// one left out of four or more, not at an end, where another word may begin or end (清洁社区 is no
    /// 廉洁社区).
    fn is_slip(&self, typed: &[char], meant: &[char]) -> bool {
        if typed.len() + 1 == meant.len() && meant.len() >= 4 {
            let at = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
            let is_inside = (1..typed.len()).contains(&at);
            return is_inside && typed[at..] == meant[at + 1..];
        }
        if typed.len() != meant.len() || typed == meant {
            return false;
        }
        let differ: Vec<usize> = (0..typed.len()).filter(|&i| typed[i] != meant[i]).collect();
        match differ[..] {
            [at] => self.sound_alike(typed[at], meant[at]),
            [one, two] => {
                one + 1 == two
                    && typed[one] == meant[two]
                    && typed[two] == meant[one]
                    && typed.len() >= 3
            }
            _ => false,
        }
    }

    fn sound_alike(&self, one: char, other: char) -> bool {
        let (Some(one), Some(other)) = (self.sounds.get(&one), self.sounds.get(&other)) else {
            return false;
        };
        one.iter().any(|group| other.contains(group))
    }
}

/// A number for a text without one of its characters; texts that share it are compared in full.
fn rest_key(chars: &[char], skip: Option<usize>) -> u64 {
    let kept = chars.iter().enumerate().filter(|(at, _)| Some(*at) != skip);
    kept.fold(0xcbf2_9ce4_8422_2325, |key, (_, &c)| {
        (key ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// How much no word explains.
pub(super) fn unknown(tokens: &[Token]) -> usize {
    let unknown = tokens.iter().filter(|token| token.roles.is_none());
    unknown.map(|token| token.text.len()).sum()
}
