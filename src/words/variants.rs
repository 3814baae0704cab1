//! Variant and mistyped characters, folded before anything is compared.

use crate::text::Plainer;

use super::lexicon::{FileKind, Lexicon, TableKind, any_key, no_known};

/// `variants.toml`: `[variant."账"] phrases = ["帐"]`, and whole words for what is wrong only inside them.
pub(super) static FILE: FileKind = FileKind {
    id: "variants",
    tables: &[TableKind {
        name: "variant",
        key: any_key,
        known: no_known,
        lists: &["phrases"],
        values: &[],
    }],
};

/// How plain forms are made: variants of one character are folded everywhere.
pub(super) fn plainer(lexicon: &Lexicon) -> Plainer {
    Plainer::new(
        pairs(lexicon).filter_map(|(wrong, right)| Some((only_char(wrong)?, only_char(right)?))),
    )
}

/// Words mistyped as a whole (季未 for 季末), for texts where only the right one makes sense.
#[derive(Clone, Debug, Default)]
pub(super) struct Mistypings {
    pairs: Vec<(String, String)>,
}

impl Mistypings {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let words = pairs(lexicon).filter(|(wrong, _)| only_char(wrong).is_none());
        Self {
            pairs: words
                .map(|(wrong, right)| (wrong.to_owned(), right.to_owned()))
                .collect(),
        }
    }

    /// A plain text with what was mistyped put right.
    pub(super) fn mend(&self, plain: &str) -> String {
        let mut mended = plain.to_owned();
        for (wrong, right) in self
            .pairs
            .iter()
            .filter(|(wrong, _)| plain.contains(wrong.as_str()))
        {
            mended = mended.replace(wrong.as_str(), right);
        }
        mended
    }
}

fn pairs(lexicon: &Lexicon) -> impl Iterator<Item = (&str, &str)> {
    lexicon.sections(FILE.id, "variant").flat_map(|section| {
        section
            .list("phrases")
            .iter()
            .map(|wrong| (wrong.text.as_str(), section.key.as_str()))
    })
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
