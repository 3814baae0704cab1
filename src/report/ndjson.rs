//! One object of `items` a line, for programs that stream.

use std::io::{self, Write};

use super::item::item_json;
use super::{Facts, portions};

/// Writes the items.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    portions::write(&facts.listed, out, |entries| {
        let mut lines = Vec::new();
        for entry in entries {
            serde_json::to_writer(&mut lines, &item_json(facts, *entry))?;
            lines.push(b'\n');
        }
        Ok(lines)
    })
}
