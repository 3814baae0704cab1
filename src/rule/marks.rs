//! Where the parts of a rule set stand in their files, so that a message can show the line.

use hashbrown::{HashMap, HashSet};

use crate::place::Span;

/// The place of every key and list entry, by the path of keys that leads to it:
/// `rule.off-list-evaluation.when.name.any`, and `….any.0` for its first word.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    spans: HashMap<String, Span>,
    used: HashSet<String>,
    /// Whether a part of a file could not be read: anything may be used there.
    lost: bool,
}

impl Marks {
    /// The place of what stands under a path of keys.
    pub fn get(&self, path: &str) -> Option<&Span> {
        self.spans.get(path)
    }

    /// Notes a place; the first of a path stays.
    pub(super) fn set(&mut self, path: &str, span: Span) {
        self.spans.entry(path.to_owned()).or_insert(span);
    }

    /// Whether anything refers to this path, `list.approved-evaluations`, even a rule that is broken.
    pub fn is_used(&self, path: &str) -> bool {
        self.lost || self.used.contains(path)
    }

    /// Notes that a part of a file could not be read.
    pub(super) fn note_loss(&mut self) {
        self.lost = true;
    }

    /// Notes that something refers to this path.
    pub(super) fn note_use(&mut self, path: String) {
        self.used.insert(path);
    }

    /// Takes over another file's; what stands here already stays.
    pub(super) fn extend(&mut self, other: Self) {
        self.used.extend(other.used);
        self.lost |= other.lost;
        if self.spans.is_empty() {
            self.spans = other.spans;
            return;
        }
        self.spans.reserve(other.spans.len());
        for (path, span) in other.spans {
            self.spans.entry(path).or_insert(span);
        }
    }
}
