//! Turns TOML's complaints into plain words, and mends what can be mended so that the rest of the file is still checked.

mod blocks;
mod fullwidth;
mod wording;

use std::ops::Range;

use toml::de::DeTable;

use crate::diag::Diag;
use crate::place::{Place, SourceFile};

/// A file's text made readable, byte for byte in the same places, and what was wrong with it.
pub(super) struct Mended {
    /// The text as it was meant; what can't be read is blank.
    pub(super) text: String,
    /// What is wrong.
    pub(super) diags: Vec<Diag>,
    /// Tables of which a part is blank: nothing is missing there.
    pub(super) torn: Vec<Range<usize>>,
    /// Whether a whole table is blank: a name that isn't found may stand there.
    pub(super) lost: bool,
}

/// Finds what is no TOML in a file.
pub(super) fn mend(file: &SourceFile) -> Mended {
    let mut mended = mend_bytes(file);
    for diag in &mut mended.diags {
        let related = diag.related.iter_mut().map(|(place, _)| place);
        for place in related.chain([&mut diag.place]) {
            if let Place::Span(span) = place {
                span.bytes = whole_characters(&file.text, span.bytes.clone());
            }
        }
    }
    mended
}

/// The bytes of the characters that these are of: one byte of the mended text may be part of a wider
/// character of the file's, `:` of `：`.
fn whole_characters(text: &str, bytes: Range<usize>) -> Range<usize> {
    let is_inside = |at: &usize| *at < text.len() && !text.is_char_boundary(*at);
    let (mut start, mut end) = (bytes.start, bytes.end);
    while is_inside(&start) {
        start -= 1;
    }
    while is_inside(&end) {
        end += 1;
    }
    start..end
}

fn mend_bytes(file: &SourceFile) -> Mended {
    let (text, diags) = fullwidth::mend(file);
    let mut mended = Mended {
        text,
        diags,
        torn: Vec::new(),
        lost: false,
    };
    let (_, errors) = DeTable::parse_recoverable(&mended.text);
    if errors.is_empty() {
        return mended;
    }
    let (harmless, torn): (Vec<_>, Vec<_>) = errors.iter().partition(|e| wording::is_harmless(e));
    if torn.is_empty() && !blocks::has_second_table(&mended.text) {
        for error in harmless {
            let diag = wording::reworded(file, &mended.text, error, 0);
            mended.diags.push(diag);
        }
    } else {
        blocks::mend(file, &mut mended);
    }
    mended
}
