//! Rule sets: what a regulation forbids, limits, protects, and which words it looks for.

mod builtin;
mod check;
mod code;
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
mod region;
mod schema;
mod scope;
mod source;
mod syntax;
mod table;
mod value;

pub use builtin::builtin;
pub use check::check;
pub(crate) use check::{Witness, can_oppose, contradiction, opposition};
pub use code::Code;
pub(crate) use condition::describe as describe_condition;
pub use describe::{describe, describe_share};
pub use layer::{Validity, arranged};
pub use load::{Parsed, load, load_as_of, parse_beside};
pub use marks::Marks;
pub use model::*;
pub use overrule::overrule;
pub(crate) use region::{Region, witness};
pub use schema::schema;
pub use source::decode;
