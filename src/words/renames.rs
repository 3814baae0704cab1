//! How items are renamed from quarter to quarter, and the words that say nothing when they agree.

use super::lexicon::{FileKind, Lexicon, TableKind, any_key, no_known};
use super::phrases::Anywhere;

/// `renames.toml`: `[alias."台账"]` and `[generic.content]`.
pub(super) static FILE: FileKind = FileKind {
    id: "renames",
    tables: &[
        TableKind {
            name: "alias",
            key: any_key,
            known: no_known,
            lists: &["phrases"],
            values: &[],
        },
        TableKind {
            name: "generic",
            key: any_key,
            known: no_known,
            lists: &["phrases"],
            values: &[],
        },
    ],
};

/// Words that take one another's place, ready for use.
#[derive(Clone, Debug, Default)]
pub struct Renames {
    aliases: Anywhere<u16>,
    families: Vec<String>,
    generic: Vec<String>,
}

impl Renames {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let families: Vec<_> = lexicon.sections(FILE.id, "alias").collect();
        let phrases = families.iter().zip(0..).flat_map(|(section, family)| {
            let listed = section.list("phrases").iter().map(|p| p.plain.as_str());
            let all = listed.chain([section.key.as_str()]);
            all.map(move |phrase| (phrase, family))
        });
        let generic = lexicon.sections(FILE.id, "generic");
        let mut generic: Vec<String> = generic
            .flat_map(|section| section.list("phrases"))
            .map(|phrase| phrase.plain.clone())
            .collect();
        generic.sort_by_key(|phrase| (std::cmp::Reverse(phrase.len()), phrase.clone()));
        Self {
            aliases: Anywhere::new(phrases),
            families: families.iter().map(|section| section.key.clone()).collect(),
            generic,
        }
    }

    /// The families of words that a name in plain form uses, ordered and each once.
    pub fn families(&self, plain: &str) -> Vec<u16> {
        let mut found: Vec<u16> = self.aliases.all(plain).map(|found| found.meaning).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The word that stands for a family.
    pub fn family(&self, number: u16) -> &str {
        &self.families[number as usize]
    }

    /// A text in plain form without the words that nearly every sheet has; a space stands where they stood.
    pub fn telling(&self, plain: &str) -> String {
        let mut rest = plain.to_owned();
        for word in &self.generic {
            if rest.contains(word.as_str()) {
                rest = rest.replace(word.as_str(), " ");
            }
        }
        rest
    }
}
