//! The digits of a text in groups, with what stands between them.

use std::ops::Range;

use crate::text::is_invisible;

/// The digits of the longest number that is looked for, an ID card's.
pub(super) const MOST: usize = 18;

/// The value of an `X`, the last digit of some ID cards' numbers.
pub(super) const X: u32 = 10;

/// One digit: where it stands, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Digit {
    pub(super) bytes: Range<usize>,
    pub(super) value: u32,
}

/// Digits with nothing between them; an `X` stands by itself.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Which digits of the text.
    pub(super) digits: Range<usize>,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// What stands between two groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing, spaces, line breaks, dashes.
    Space,
    /// A dot or the like.
    Dot,
    /// Something by which they are two numbers.
    Break,
}

/// The digits of a text, and their groups.
pub(super) fn groups(text: &str) -> (Vec<Digit>, Vec<Group>) {
    let (mut digits, mut groups): (Vec<Digit>, Vec<Group>) = (Vec::new(), Vec::new());
    let mut gap = Some(Gap::Break);
    for (start, c) in text.char_indices() {
        let bytes = start..start + c.len_utf8();
        let x = is_x(c) && gap != Some(Gap::Break);
        if let Some(value) = if x { Some(X) } else { value(c) } {
            let open = groups.last_mut().filter(|_| gap.is_none() && !x);
            let place = digits.len();
            digits.push(Digit { bytes, value });
            match open {
                Some(group) => group.digits.end = place + 1,
                None => groups.push(Group {
                    digits: place..place + 1,
                    gap: gap.unwrap_or(Gap::Space),
                }),
            }
            // What follows an X is another number.
            gap = x.then_some(Gap::Break);
        } else if !is_invisible(c) || c.is_whitespace() {
            gap = Some(widened(gap, c));
        }
    }
    (digits, groups)
}

/// The gap with one more character in it.
fn widened(gap: Option<Gap>, c: char) -> Gap {
    let space =
        c.is_whitespace() || matches!(c, '-' | '－' | '—' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let dot = matches!(c, '.' | '．' | '·' | '•' | '/' | '_');
    match gap {
        None | Some(Gap::Space) if space => Gap::Space,
        None if dot => Gap::Dot,
        _ => Gap::Break,
    }
}

/// A number with a mantissa and an exponent, `3.20106E+17`.
pub(super) struct Scientific {
    /// Where the digits of its mantissa stand.
    pub(super) digits: Vec<Range<usize>>,
    mantissa: Vec<u32>,
    exponent: usize,
}

impl Scientific {
    /// The digits of the number written out.
    pub(super) fn values(&self) -> Vec<u32> {
        let mut values = self.mantissa.clone();
        values.resize(self.exponent + 1, 0);
        values
    }
}

/// The numbers of a text that are written with an exponent, and more digits before it than an estimate has.
pub(super) fn scientific(text: &str) -> impl Iterator<Item = Scientific> {
    /// As many as a narrow column shows.
    const FEWEST: usize = 5;
    let marks = text.match_indices(['E', 'e', 'Ｅ']);
    marks.filter_map(move |(at, mark)| {
        let after = &text[at + mark.len()..];
        let after = after.strip_prefix(['+', '＋']).unwrap_or(after);
        let exponent: String = after
            .chars()
            .map_while(|c| char::from_digit(value(c)?, 10))
            .collect();
        let exponent = exponent.parse().ok().filter(|&exponent| exponent < MOST)?;
        let mut digits = Vec::new();
        let mut point = None;
        for (start, c) in text[..at].char_indices().rev() {
            match value(c) {
                Some(value) => digits.push((start..start + c.len_utf8(), value)),
                None if matches!(c, '.' | '．') && point.is_none() => point = Some(digits.len()),
                None => break,
            }
        }
        digits.reverse();
        let scientific = point.map_or(1, |behind| digits.len() - behind) == 1;
        let (digits, mantissa): (Vec<_>, Vec<_>) = digits.into_iter().unzip();
        (scientific && (FEWEST..=exponent + 1).contains(&digits.len())).then_some(Scientific {
            digits,
            mantissa,
            exponent,
        })
    })
}

/// The value of a digit of any width or style.
pub(super) fn value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        '𝟎'..='𝟿' => Some((u32::from(c) - u32::from('𝟎')) % 10),
        _ => None,
    }
}

fn is_x(c: char) -> bool {
    matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×')
}
