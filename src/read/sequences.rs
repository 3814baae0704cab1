//! Leaves out what steers terminals (`ESC [31m`): a text copied from a screen holds it, nobody sees it, and
//! without its first character the rest would read as part of a name.

use std::borrow::Cow;

/// What begins a sequence.
const ESCAPE: char = '\u{1B}';

/// A cell's text as it is written: without blank ends and without sequences for terminals.
pub(super) fn written(text: &str) -> Cow<'_, str> {
    match without_sequences(text.trim()) {
        Cow::Owned(shorter) => Cow::Owned(shorter.trim().to_owned()),
        same => same,
    }
}

/// A text without the sequences for terminals that are whole.
pub(super) fn without_sequences(text: &str) -> Cow<'_, str> {
    if memchr::memchr(ESCAPE as u8, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(ESCAPE) {
        shown.push_str(before);
        rest = match end_of_sequence(after) {
            Some(end) => &after[end..],
            None => {
                // By itself it stays, and reports show that it is there.
                shown.push(ESCAPE);
                after
            }
        };
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// Where the sequence ends that begins with an escape character before this text (ECMA-48, 5.3 to 5.6).
fn end_of_sequence(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let skipped = |from: usize, range: std::ops::RangeInclusive<u8>| {
        let run = bytes[from..].iter().take_while(|byte| range.contains(byte));
        from + run.count()
    };
    let closed = |at: usize, last: std::ops::RangeInclusive<u8>| {
        bytes
            .get(at)
            .is_some_and(|byte| last.contains(byte))
            .then_some(at + 1)
    };
    match bytes.first()? {
        // A control sequence: parameters, intermediate bytes, a final one.
        b'[' => closed(skipped(skipped(1, b'0'..=b'?'), b' '..=b'/'), b'@'..=b'~'),
        // A string, a title or a link; none goes over a line.
        b']' | b'P' | b'X' | b'^' | b'_' => {
            let (end, mark) = text.match_indices(['\u{7}', ESCAPE, '\n', '\r']).next()?;
            match mark {
                "\u{7}" => Some(end + 1),
                _ => text[end..].starts_with("\u{1B}\\").then_some(end + 2),
            }
        }
        // Another set of characters, as in ESC ( B.
        b'('..=b'/' => closed(skipped(0, b' '..=b'/'), b'0'..=b'~'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_left_out_whole() {
        let cases = [
            ("\u{1B}[31m党员名册\u{1B}[0m", "党员名册"),
            ("\u{1B}[1;38;5;196m 党员\u{1B}[K名册", "党员名册"),
            (
                "\u{1B}]8;;https://a.cn\u{7}党员名册\u{1B}]8;;\u{1B}\\",
                "党员名册",
            ),
            ("\u{1B}(B党员名册\u{1B}[?25h", "党员名册"),
            // Nothing that is cut short swallows what follows.
            ("\u{1B}[31党员名册", "\u{1B}[31党员名册"),
            ("\u{1B}]0;党员名册", "\u{1B}]0;党员名册"),
            ("\u{1B}党员名册\u{1B}", "\u{1B}党员名册\u{1B}"),
            ("  [31m党员名册 ", "[31m党员名册"),
        ];
        for (typed, expected) in cases {
            assert_eq!(written(typed), expected);
        }
    }
}
