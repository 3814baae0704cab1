//! Papers beside the audit, on two quarters and on admission: one outline and one JSON, in every format.

use std::io::{self, Write};

use super::outline::Outline;
use super::{View, docx, html, md, terminal, xlsx};

/// A report that is an outline for people and JSON for programs.
pub(super) trait Paper {
    /// What it says to people.
    fn outline(&self) -> Outline<'_>;
    /// What it says to programs.
    ///
    /// # Errors
    /// Where it can't be written.
    fn json(&self, out: &mut dyn Write) -> io::Result<()>;
    /// How it is to look.
    fn view(&self) -> &View;
}

/// A format of such a paper.
#[derive(Clone, Copy, Debug)]
pub struct PaperFormat {
    /// What `--format` calls it, and the ending of its files.
    pub name: &'static str,
    /// Whether `-o` writes it, by that ending.
    pub is_file: bool,
    /// Whether it can go to standard output.
    pub is_printed: bool,
    made: Made,
}

#[derive(Clone, Copy, Debug)]
enum Made {
    OfFacts,
    OfOutline(fn(&Outline<'_>, &View, &mut dyn Write) -> io::Result<()>),
}

/// All formats; a new one is a line here.
pub const PAPER_FORMATS: &[PaperFormat] = &[
    PaperFormat {
        name: "table",
        is_file: false,
        is_printed: true,
        made: Made::OfOutline(terminal::write),
    },
    PaperFormat {
        name: "json",
        is_file: true,
        is_printed: true,
        made: Made::OfFacts,
    },
    PaperFormat {
        name: "md",
        is_file: true,
        is_printed: true,
        made: Made::OfOutline(|outline, view, out| md::write_outline(outline, view.lang, out)),
    },
    PaperFormat {
        name: "docx",
        is_file: true,
        is_printed: false,
        made: Made::OfOutline(|outline, view, out| docx::write_outline(outline, view.lang, out)),
    },
    PaperFormat {
        name: "xlsx",
        is_file: true,
        is_printed: false,
        made: Made::OfOutline(|outline, view, out| xlsx::write_outline(outline, view.lang, out)),
    },
    PaperFormat {
        name: "html",
        is_file: true,
        is_printed: false,
        made: Made::OfOutline(|outline, view, out| html::write_outline(outline, view.lang, out)),
    },
];

impl PaperFormat {
    /// The format that `--format` names.
    pub fn named(name: &str) -> Option<&'static Self> {
        PAPER_FORMATS.iter().find(|format| format.name == name)
    }

    /// The format of a file to write, by its ending.
    pub fn of_file(path: &std::path::Path) -> Option<&'static Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::named(&ending).filter(|format| format.is_file)
    }

    pub(super) fn write(self, paper: &dyn Paper, out: &mut dyn Write) -> io::Result<()> {
        match self.made {
            Made::OfFacts => paper.json(out),
            Made::OfOutline(write) => write(&paper.outline(), paper.view(), out),
        }
    }
}
