//! One object of `items` a line, for programs that stream.

use std::io::{self, Write};

use super::Facts;
use super::item::item_json;

/// Writes the items.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    for entry in &facts.listed {
        serde_json::to_writer(&mut *out, &item_json(facts, *entry))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
