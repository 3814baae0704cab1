//! Makes characters legible that print nothing, that turn the text around them, or that XML forbids: ⟦U+202E⟧.

use std::borrow::Cow;

use crate::text::is_invisible;

/// The text with a mark in place of every character that can't be seen; line breaks and tabs stay.
pub(super) fn legible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_marked) {
        return Cow::Borrowed(text);
    }
    let mut legible = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Windows ends lines with both.
            '\r' if chars.peek() == Some(&'\n') => {}
            c if is_marked(c) => legible.push_str(&format!("⟦U+{:04X}⟧", u32::from(c))),
            c => legible.push(c),
        }
    }
    Cow::Owned(legible)
}

/// Whether a character is shown by its number: it prints nothing, or no XML file may hold it.
fn is_marked(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{FFFE}' | '\u{FFFF}' | '\u{2028}' | '\u{2029}' | '\u{61C}' => true,
        c => is_invisible(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(legible("党员\u{202E}名册"), "党员⟦U+202E⟧名册");
        assert_eq!(legible("a\u{0}b\u{1B}[31m"), "a⟦U+0000⟧b⟦U+001B⟧[31m");
        assert_eq!(legible("一\r\n二\r三"), "一\n二⟦U+000D⟧三");
        assert!(matches!(legible("党员名册\n二"), Cow::Borrowed(_)));
    }
}
