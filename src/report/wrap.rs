//! Breaks lines by the cells they fill on a terminal; no line begins with a mark that closes something.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks that stay with what stands before them.
const CLOSING: &str = "，。、；：？！）》」』】〕”’,.;:?!)]}%…";

/// How many cells a text fills.
pub(super) fn width(text: &str) -> usize {
    text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// The text in lines of at most so many cells; words of letters and digits stay whole where they fit.
pub fn wrapped(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(4);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for piece in pieces(paragraph, cells) {
            if !line.is_empty() && line.width() + piece.width() > cells {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                line.push_str(piece.trim_start());
            } else {
                line.push_str(piece);
            }
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// What may not be broken: a Chinese character with the closing marks after it, or a word.
fn pieces(text: &str, cells: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut filled) = (0, 0);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let cells_of_c = c.width().unwrap_or(0);
        if before.is_some_and(|before| may_break(before, c)) || filled + cells_of_c > cells {
            pieces.push(&text[start..at]);
            (start, filled) = (at, 0);
        }
        filled += cells_of_c;
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    const OPENING: &str = "（《「『【〔“‘([{";
    if CLOSING.contains(after) || OPENING.contains(before) {
        return false;
    }
    let in_word = |c: char| c.is_ascii() && !c.is_ascii_whitespace();
    before == ' ' || !(in_word(before) && in_word(after)) && after != ' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_never_begin_with_a_closing_mark() {
        let text =
            "未列入保留目录的创建、达标、评比，不得要求社区（村）参加。见 rules check 的说明";
        for cells in 6..40 {
            let lines = wrapped(text, cells);
            for line in &lines {
                assert!(line.width() <= cells, "{line:?} in {cells}");
                assert!(
                    !line.starts_with(|c| CLOSING.contains(c)),
                    "{line:?} in {cells}"
                );
            }
            let joined: String = lines.concat();
            assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
        }
    }
}
