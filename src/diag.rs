//! A mistake in the user's file: code, level, place, message and help.

use crate::phrase::Phrase;
use crate::place::Place;

/// How bad a diagnosis is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing need be done.
    Note,
    /// Probably a mistake; the work goes on.
    Warning,
    /// The file, or this part of it, can't be used.
    Error,
}

impl Severity {
    /// The word of `contract.md`: `error`, `warning` or `note`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong in a file of the user's, with where and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diag {
    /// Stable name of the finding, like `unknown-key`; owned by the module that reports it.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub message: Phrase,
    /// What to do about it, where a fix can be named.
    pub help: Option<Phrase>,
    /// Other places that belong to it, each with what stands there.
    pub related: Vec<(Place, Phrase)>,
}

impl Diag {
    /// An error at a place.
    pub fn error(code: impl Into<&'static str>, place: Place, message: Phrase) -> Self {
        Self {
            code: code.into(),
            severity: Severity::Error,
            place,
            message,
            help: None,
            related: Vec::new(),
        }
    }

    /// A warning at a place.
    pub fn warning(code: impl Into<&'static str>, place: Place, message: Phrase) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, place, message)
        }
    }

    /// A note at a place.
    pub fn note(code: impl Into<&'static str>, place: Place, message: Phrase) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(code, place, message)
        }
    }

    /// The same with help that names the fix.
    #[must_use]
    pub fn help(mut self, help: Phrase) -> Self {
        self.help = Some(help);
        self
    }

    /// The same with one more place that belongs to it.
    #[must_use]
    pub fn also(mut self, place: Place, what: Phrase) -> Self {
        self.related.push((place, what));
        self
    }
}
