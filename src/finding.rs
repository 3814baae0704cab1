//! What a rule says of an item, and what it saw.

use crate::item::{Field, terms};
use crate::phrase::Phrase;

terms! {
    /// What is to become of an item, in the order of the principle 能删则删、能调则调、能并则并、能压则压.
    Action {
        /// It goes.
        Delete = "delete", "删";
        /// Another owner, role, carrier or way of paying.
        Adjust = "adjust", "调";
        /// Folded into another.
        Merge = "merge", "并";
        /// Less often, shorter, fewer fields.
        Compress = "compress", "压";
        /// It stays.
        Keep = "keep", "留";
        /// A person decides.
        Review = "review", "人工";
    }
}

/// What a condition found in an item.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// The field looked at; `None` for what isn't a column (a group, a count).
    pub field: Option<Field>,
    /// What was found there: the word, the number, the text.
    pub found: String,
    /// In words, where the bare find would not explain itself.
    pub note: Option<Phrase>,
}

impl Evidence {
    /// A word or number found in a field.
    pub fn in_field(field: Field, found: impl Into<String>) -> Self {
        Self {
            field: Some(field),
            found: found.into(),
            note: None,
        }
    }
}
