//! Rule sets: what a regulation forbids, limits, protects, and which words it looks for.

mod model;

pub use model::*;
