//! Reads one JSON object a line; the keys are the columns.

use serde_json::{Map, Value};

use super::encoding;
use super::input::Input;
use super::lines::Lines;
use super::sequences::written;
use super::{ReadOptions, Table};
use crate::diag::Diag;
use crate::place::{Cell, Place};
use crate::say;
use crate::text::{Symbol, Texts};

/// The table of all objects: a column for each key, in the order they first appear.
pub(super) fn read(input: &Input, texts: &mut Texts, options: &ReadOptions) -> Result<Table, Diag> {
    let encoding = encoding::of(input, options.encoding.as_deref())?;
    let mut lines = Lines::new(input, encoding)?;
    let mut table = Table::default();
    let mut keys: Vec<Symbol> = Vec::new();
    let mut row = Vec::new();
    while let Some(line) = lines.peek()? {
        let number = lines.number();
        row.clear();
        let text = lines.text(line).trim();
        if !text.is_empty() {
            let object: Map<String, Value> =
                serde_json::from_str(text).map_err(|error| malformed(input, number, &error))?;
            for (key, value) in &object {
                let key = texts.intern(&written(key));
                let column = keys.iter().position(|&known| known == key);
                let column = column.unwrap_or_else(|| {
                    keys.push(key);
                    keys.len() - 1
                });
                if row.len() <= column {
                    row.resize(column + 1, Symbol::EMPTY);
                }
                row[column] = texts.intern(&written(&shown(value)));
            }
        }
        table.push_row(number, row.iter().copied());
        lines.pass(line, 1);
    }
    table.keys = Some(keys);
    Ok(table)
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

fn malformed(input: &Input, row: u32, error: &serde_json::Error) -> Diag {
    let place = Place::Cell(Cell {
        path: input.path.clone(),
        sheet: "".into(),
        row,
        column: None,
    });
    Diag::error(
        "malformed-json",
        place,
        say!(
            "这一行不是 JSON 对象（{error}）",
            "this line is no JSON object ({error})"
        ),
    )
    .help(say!(
        "每行应是一个完整的 JSON 对象",
        "each line must be one whole JSON object"
    ))
}
