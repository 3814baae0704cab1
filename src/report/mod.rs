//! Turns verdicts into what people and programs read; one thin file per output format.

mod account;
pub mod admission;
mod annotate;
mod cell;
mod column;
mod composition;
mod csv;
pub mod diff;
mod docx;
mod examined;
mod explanation;
mod facts;
mod group;
mod html;
mod inputs;
mod item;
mod json;
mod kinds;
mod legible;
mod lines;
mod md;
mod ndjson;
mod outline;
mod paper;
mod personal;
mod portions;
mod reach;
mod saving;
mod seal;
mod selection;
mod summary;
mod table;
mod terminal;
mod what_if;
pub mod wording;
mod wrap;
mod xlsx;
mod xml;

use std::io::{self, Write};

pub use annotate::annotate;
pub use column::Column;
pub use explanation::{ExplanationsJson, explanations};
pub use facts::{Alternatives, Audience, Facts, Origin, View};
pub use inputs::{InputJson, inputs_json};
pub use paper::{PAPER_FORMATS, PaperFormat};
pub use personal::masked;
pub use seal::Sealing;
pub use selection::Selection;
pub use summary::{Counts, Hours, Summary};
pub use wrap::wrapped;

/// Everything that was found out, by reference: what a report is about.
#[derive(Clone, Copy, Debug)]
pub struct Audit<'a> {
    /// What was taken in.
    pub items: &'a crate::item::Items,
    /// How each input was understood.
    pub inputs: &'a [crate::intake::InputReport],
    /// The rules in force.
    pub rules: &'a crate::rule::RuleSet,
    /// The verdicts.
    pub judgement: &'a crate::judge::Judgement,
    /// The words by which all was understood.
    pub words: &'a crate::words::Words,
}

/// A format that a report is written in.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What `--format` calls it, and the ending of its files.
    pub name: &'static str,
    /// Whether `-o` writes it, by that ending.
    pub is_file: bool,
    /// Whether it can go to standard output.
    pub is_printed: bool,
    /// Writes a report.
    pub write: fn(&Facts<'_>, &mut dyn Write) -> io::Result<()>,
}

/// All formats; a new one is a file and a line here.
pub const FORMATS: &[Format] = &[
    Format {
        name: "table",
        is_file: false,
        is_printed: true,
        write: table::write,
    },
    Format {
        name: "json",
        is_file: true,
        is_printed: true,
        write: json::write,
    },
    Format {
        name: "ndjson",
        is_file: true,
        is_printed: true,
        write: ndjson::write,
    },
    Format {
        name: "csv",
        is_file: true,
        is_printed: true,
        write: csv::write,
    },
    Format {
        name: "md",
        is_file: true,
        is_printed: true,
        write: md::write,
    },
    Format {
        name: "docx",
        is_file: true,
        is_printed: false,
        write: docx::write,
    },
    Format {
        name: "xlsx",
        is_file: true,
        is_printed: false,
        write: xlsx::write,
    },
    Format {
        name: "html",
        is_file: true,
        is_printed: false,
        write: html::write,
    },
];

/// The format of a name.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The format of a file to write, by its ending.
pub fn format_of_file(path: &std::path::Path) -> Option<&'static Format> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    format_named(&ending).filter(|format| format.is_file)
}
