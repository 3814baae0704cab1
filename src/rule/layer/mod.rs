//! Layers: which set stands on which, which versions are in force, and what a lower layer changes in an upper one.

mod change;
mod edit;
mod lines;
mod list;
mod order;
mod protect;
mod validity;

pub(super) use change::{Change, apply};
pub use order::arranged;
pub(super) use protect::unprotected;
pub use validity::Validity;
pub(super) use validity::in_force;

/// Which way an edit goes: a lower layer may only tighten, unless the upper one lets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// More is hit, or harder; more of what law demands is protected.
    Tighter,
    /// Less is hit, or more mildly; less is protected.
    Looser,
    /// Neither: a form where there was none, an example.
    Level,
}

impl Course {
    fn reversed(self) -> Self {
        match self {
            Self::Tighter => Self::Looser,
            Self::Looser => Self::Tighter,
            Self::Level => Self::Level,
        }
    }
}
