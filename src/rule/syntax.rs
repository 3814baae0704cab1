//! Turns TOML's complaints into plain words, and mends what can be mended so that the rest of the file is still checked.

use std::borrow::Cow;

use toml::de::DeTable;

use crate::diag::Diag;
use crate::place::{Place, SourceFile, Span};
use crate::say;

/// A file's text made readable, byte for byte in the same places, and what was wrong with it.
pub(super) struct Mended<'a> {
    /// The text as it was meant.
    pub(super) text: Cow<'a, str>,
    /// What had to be mended.
    pub(super) diags: Vec<Diag>,
}

/// Finds what is no TOML in a file.
pub(super) fn mend(file: &SourceFile) -> Mended<'_> {
    let (_, errors) = DeTable::parse_recoverable(&file.text);
    let diag = |error: &toml::de::Error| {
        let bytes = error.span().unwrap_or(0..0);
        let place = Place::Span(Span {
            path: file.path.clone(),
            bytes,
        });
        let message = error.message();
        Diag::error(
            "syntax",
            place,
            say!("这里写得不成立({message})", "{message}"),
        )
    };
    Mended {
        text: Cow::Borrowed(&file.text),
        diags: errors.iter().map(diag).collect(),
    }
}
