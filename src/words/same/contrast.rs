//! Words of which a name says one or the other (专职 or 兼职, 迁入 or 迁出): two names that say different
//! ones are not the same, whatever else they share.

use super::super::lexicon::Section;
use crate::text::Plainer;

/// One kind of choice: what can be said, each with its synonyms.
#[derive(Clone, Debug)]
pub(super) struct Contrast {
    /// The longest first, each with the number of what it says: 非机动车 before 机动车.
    words: Vec<(String, u8)>,
    /// The first word for each, as written.
    said: Vec<String>,
}

/// What a name says where it has a choice: the number of the contrast, and which side.
pub type Choice = (u16, u8);

impl Contrast {
    /// What a line of the words file says; the synonyms of a side stand with spaces between them.
    pub(super) fn new(section: &Section, plainer: &Plainer) -> Self {
        let (mut words, mut said) = (Vec::new(), Vec::new());
        for (side, listed) in section.list("phrases").iter().enumerate() {
            let mut synonyms = listed.text.split_whitespace();
            words.extend(
                synonyms
                    .clone()
                    .map(|word| (plainer.plain(word), side as u8)),
            );
            said.extend(synonyms.next().map(str::to_owned));
        }
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self { words, said }
    }

    /// The side that a name is on; none where it says neither, or both (移交接收).
    pub(super) fn side(&self, name: &str) -> Option<u8> {
        let (mut left, mut found) = (name.to_owned(), None);
        for (word, side) in &self.words {
            if !left.contains(word.as_str()) {
                continue;
            }
            if found.is_some_and(|other| other != *side) {
                return None;
            }
            found = Some(*side);
            left = left.replace(word.as_str(), " ");
        }
        found
    }

    /// The word for a side.
    pub(super) fn word(&self, side: u8) -> &str {
        &self.said[side as usize]
    }
}
