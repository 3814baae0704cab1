//! What it takes to reach an aim: the smallest set of cuts that was found, and how far from the smallest it can be.

mod aim;
mod bound;
mod choice;
mod cover;
mod exact;
mod propose;
mod search;

pub use aim::{Aim, Wish};
pub use cover::{Cover, Goal, cover, cover_within};
pub use propose::{Missed, Proposal, Reached, propose};
