//! Rule sets: what a regulation forbids, limits, protects, and which words it looks for.

mod builtin;
mod check;
mod condition;
mod describe;
mod fields;
mod key_names;
mod layer;
mod load;
mod marks;
mod model;
mod near;
mod overrule;
mod scope;
mod syntax;
mod table;
mod value;

pub use builtin::builtin;
pub use check::check;
pub(crate) use condition::describe as describe_condition;
pub use describe::describe;
pub use layer::{Validity, arranged};
pub use load::{load, load_as_of};
pub use marks::Marks;
pub use model::*;
pub use overrule::overrule;
