//! What the program knows of Chinese, loaded from `rules/words/*.toml`: longest phrase wins.

mod layout;

use std::sync::OnceLock;

use crate::diag::Diag;
use crate::item::{Basis, BasisKind, Category, Effort, Field, Frequency, Level};
use crate::place::SourceFile;
use crate::text::Plainer;

pub use layout::Layout;

/// All word lists, ready for use.
#[derive(Clone, Debug, Default)]
pub struct Words {
    plainer: Plainer,
    layout: OnceLock<Layout>,
}

/// What a text was understood as, and by which words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<T> {
    /// The understanding; `None` where the words know nothing of it.
    pub value: Option<T>,
    /// The phrases that decided, as they stand in the words file.
    pub evidence: Vec<String>,
}

/// An issuing department under its normal name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerReading {
    /// One name for all spellings.
    pub name: String,
    /// How high it stands, where that can be known.
    pub level: Option<Level>,
}

impl Words {
    /// The built-in words with a user's own laid over them, and every mistake in them.
    pub fn load(_overlays: &[SourceFile]) -> (Self, Vec<Diag>) {
        (Self::default(), Vec::new())
    }

    /// How plain forms are made.
    pub fn plainer(&self) -> &Plainer {
        &self.plainer
    }

    /// The plain form of a text.
    pub fn plain(&self, typed: &str) -> String {
        self.plainer.plain(typed)
    }

    /// The words that mark rows, dittos and names of places in a sheet.
    pub fn layout(&self) -> &Layout {
        self.layout.get_or_init(|| Layout::builtin(&self.plainer))
    }

    /// Which field a column is, by its heading as typed.
    pub fn heading(&self, _heading: &str) -> Reading<Field> {
        Reading {
            value: None,
            evidence: Vec::new(),
        }
    }

    /// What the community has to do or keep, by the item's name and by what the sheet says (both plain; `""` if nothing).
    pub fn category(&self, _name: &str, _given: &str) -> Reading<Category> {
        Reading {
            value: None,
            evidence: Vec::new(),
        }
    }

    /// How often, by the frequency and the deadline as typed (`""` if nothing).
    pub fn frequency(&self, _frequency: &str, _deadline: &str) -> Reading<Frequency> {
        Reading {
            value: None,
            evidence: Vec::new(),
        }
    }

    /// Who imposes an item, by the department as typed.
    pub fn issuer(&self, department: &str) -> IssuerReading {
        IssuerReading {
            name: self.plain(department),
            level: None,
        }
    }

    /// What a basis amounts to, as typed.
    pub fn basis(&self, _basis: &str) -> Basis {
        Basis {
            kind: BasisKind::Stated,
            statutes: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// How long an item takes, by the cell and its column's heading as typed.
    pub fn effort(&self, _cell: &str, _heading: &str) -> Option<Effort> {
        None
    }
}
