//! What people send is read as they mean it: exactly the items, every row accounted for.

// Builders in tests may fail.
#![allow(clippy::unwrap_used)]

#[path = "../sheets/mod.rs"]
mod sheets;

mod encodings;
mod filling;
mod folders;
mod formats;
mod header;
mod parts;
mod rows;
mod sheets_of_a_book;
mod text;
mod worker;

use sheets::*;

/// Two items that stand in many of the sheets below.
fn two() -> Vec<Seen> {
    vec![
        item("党员名册", "台账", "组织科", "每月"),
        item("平安建设例会", "会议", "政法科", "每季度"),
    ]
}
