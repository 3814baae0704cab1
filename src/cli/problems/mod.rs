//! The problems of rule files, for people and for programs: one file for each format.

mod github;
mod json;
mod junit;
mod sarif;

use std::io::Write;

use anyhow::Result;
use jianfu::diag::{Diag, Severity};
use jianfu::phrase::Lang;
use jianfu::place::{Place, SourceFile};

use super::diagnose::{self, Excerpt, named};
use super::output;

/// The formats that `--format` knows.
pub(crate) const FORMATS: [&str; 5] = ["text", "json", "github", "sarif", "junit"];

/// What was found, in which files.
pub(crate) struct Problems<'a> {
    /// What is wrong.
    pub(crate) diags: &'a [Diag],
    /// The files that were looked at.
    pub(crate) files: &'a [SourceFile],
    /// Whether a warning counts as an error.
    pub(crate) deny_warnings: bool,
    /// The language of the messages.
    pub(crate) lang: Lang,
}

impl Problems<'_> {
    /// Writes them in one of [`FORMATS`]; what a program reads on standard output, people are told
    /// on standard error.
    pub(crate) fn write(&self, format: &str, out: &mut dyn Write) -> Result<()> {
        match format {
            "json" => json::write(self, out)?,
            "sarif" => sarif::write(self, out)?,
            "junit" => junit::write(self, out)?,
            "github" => {
                output::say(&self.text());
                github::write(self, out)?;
            }
            _ => write!(out, "{}", self.text())?,
        }
        Ok(out.flush()?)
    }

    fn text(&self) -> String {
        diagnose::render(self.diags, self.files, self.lang)
    }

    /// How many there are of a level.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.diags.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether a problem makes the check fail.
    pub(crate) fn fails(&self, diag: &Diag) -> bool {
        diag.severity == Severity::Error || diag.severity == Severity::Warning && self.deny_warnings
    }

    fn spot(&self, place: &Place) -> Spot {
        let excerpt = match place {
            Place::Span(span) => Excerpt::of(span, self.files),
            _ => None,
        };
        let (column, end_column) = excerpt.as_ref().map_or((1, 1), Excerpt::columns);
        let file = match place {
            Place::Span(span) => span.path.to_string(),
            Place::File(path) => path.to_string(),
            Place::Cell(_) => named(place, self.lang),
        };
        Spot {
            file,
            line: excerpt.map_or(1, |e| e.line),
            column,
            end_column,
        }
    }

    /// The message, and below it what to do.
    fn message<'d>(&self, diag: &'d Diag) -> Vec<&'d str> {
        let help = diag.help.as_ref().map(|help| help.in_lang(self.lang));
        std::iter::once(diag.message.in_lang(self.lang))
            .chain(help)
            .collect()
    }
}

/// Where a problem stands, as programs want it: lines and columns from 1, columns in characters.
struct Spot {
    file: String,
    line: usize,
    column: usize,
    /// Behind the last character.
    end_column: usize,
}
