//! The one way in which text gets into XML and HTML: without a meaning to them, and without characters they forbid.

use std::borrow::Cow;

use super::legible::legible;

/// The text as the content of an element or of an attribute in double quotes.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let legible = legible(text);
    if !legible.contains(['<', '>', '&', '"', '\'']) {
        return legible;
    }
    let mut escaped = String::with_capacity(legible.len() + 16);
    for c in legible.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_means_anything() {
        assert_eq!(escaped("a<b>&\"'"), "a&lt;b&gt;&amp;&quot;&#39;");
        assert_eq!(escaped("]]>\u{B}"), "]]&gt;⟦U+000B⟧");
        assert!(matches!(escaped("党员名册"), Cow::Borrowed(_)));
    }
}
