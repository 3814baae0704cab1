//! Turns TOML's complaints into plain words, and mends what can be mended so that the rest of the file is still checked.

mod blocks;
mod fullwidth;
mod wording;

use std::ops::Range;
use std::sync::OnceLock;

use toml::Spanned;
use toml::de::{DeTable, Error};

use crate::diag::Diag;
use crate::place::{Place, SourceFile};

/// A file with plain signs in place of full-width ones, ready to be parsed.
pub(super) struct Opened<'f> {
    file: &'f SourceFile,
    text: String,
    /// What full-width signs it has.
    diags: Vec<Diag>,
    /// The same without what is no TOML, where anything is.
    mended: OnceLock<Mended>,
}

/// A text made readable, byte for byte in the same places, and what was wrong with it.
struct Mended {
    /// The text as it was meant; what can't be read is blank.
    text: String,
    diags: Vec<Diag>,
    torn: Vec<Range<usize>>,
    lost: bool,
}

/// What a file says, and what is wrong with it.
pub(super) struct Parsed<'o> {
    /// All that can be read.
    pub(super) tree: Spanned<DeTable<'o>>,
    /// What is wrong.
    pub(super) diags: Vec<Diag>,
    /// Tables of which a part is left out: nothing is missing there.
    pub(super) torn: Vec<Range<usize>>,
    /// Whether a whole table is left out: a name that isn't found may stand there.
    pub(super) lost: bool,
}

/// Opens a file.
pub(super) fn open(file: &SourceFile) -> Opened<'_> {
    let (text, diags) = fullwidth::mend(file);
    Opened {
        file,
        text,
        diags,
        mended: OnceLock::new(),
    }
}

impl Opened<'_> {
    /// Parses the file; what is no TOML is left out, so that the rest is still read.
    pub(super) fn parse(&self) -> Parsed<'_> {
        let (tree, errors) = DeTable::parse_recoverable(&self.text);
        if errors.is_empty() {
            return Parsed {
                tree,
                diags: self.in_whole_characters(&self.diags),
                torn: Vec::new(),
                lost: false,
            };
        }
        let mended = self.mended.get_or_init(|| self.mend(&errors));
        Parsed {
            tree: DeTable::parse_recoverable(&mended.text).0,
            diags: self.in_whole_characters(&mended.diags),
            torn: mended.torn.clone(),
            lost: mended.lost,
        }
    }

    fn mend(&self, errors: &[Error]) -> Mended {
        let mut mended = Mended {
            text: self.text.clone(),
            diags: self.diags.clone(),
            torn: Vec::new(),
            lost: false,
        };
        let (harmless, torn): (Vec<_>, Vec<_>) =
            errors.iter().partition(|e| wording::is_harmless(e));
        if torn.is_empty() && !blocks::has_second_table(&mended.text) {
            for error in harmless {
                let diag = wording::reworded(self.file, &mended.text, error, 0);
                mended.diags.push(diag);
            }
        } else {
            blocks::mend(self.file, &mut mended);
        }
        mended
    }

    fn in_whole_characters(&self, diags: &[Diag]) -> Vec<Diag> {
        let mut diags = diags.to_vec();
        for diag in &mut diags {
            let related = diag.related.iter_mut().map(|(place, _)| place);
            for place in related.chain([&mut diag.place]) {
                if let Place::Span(span) = place {
                    span.bytes = whole_characters(&self.file.text, span.bytes.clone());
                }
            }
        }
        diags
    }
}

/// Parses only as far as the table of a name goes, where it stands in a file that is whole so far;
/// otherwise all of it.
pub(super) fn with_table<T>(
    file: &SourceFile,
    name: &str,
    read: impl FnOnce(&DeTable<'_>) -> T,
) -> T {
    let header = format!("[{name}]");
    let mut lines = file.text.split_inclusive('\n').scan(0, |start, line| {
        *start += line.len();
        Some((*start - line.len(), line.trim_start()))
    });
    let found = lines.any(|(_, line)| line.starts_with(&header));
    let end = lines
        .find(|(_, line)| line.starts_with('['))
        .map(|(start, _)| start);
    if let (true, Some(end)) = (found, end) {
        let (tree, errors) = DeTable::parse_recoverable(&file.text[..end]);
        if errors.is_empty() {
            return read(tree.get_ref());
        }
    }
    let opened = open(file);
    read(opened.parse().tree.get_ref())
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
