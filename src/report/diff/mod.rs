//! What became of the items from one quarter to the next, for people and for programs.

mod json;
mod outline;

use std::borrow::Cow;
use std::io::{self, Write};

use super::personal::masked_without_spaces;
use super::{View, masked, md, terminal};
use crate::finding::Evidence;
use crate::quarter::{Bridge, Diff, Outcome, Quarters, Side, Unit};
use crate::text::Symbol;

/// Everything a report on two quarters is about, by reference.
#[derive(Debug)]
pub struct DiffFacts<'a> {
    /// Both quarters.
    pub quarters: &'a Quarters,
    /// What became of every item.
    pub diff: &'a Diff,
    /// The bridges, in the order of [`Unit::ALL`].
    pub bridges: &'a [Bridge; Unit::COUNT],
    /// What was promised.
    pub outcomes: &'a [Outcome],
    /// How it is to look.
    pub view: View,
}

/// A format that a report on two quarters is written in.
#[derive(Clone, Copy, Debug)]
pub struct DiffFormat {
    /// What `--format` calls it, and the ending of its files.
    pub name: &'static str,
    /// Whether `-o` writes it.
    pub is_file: bool,
    /// Writes it.
    pub write: fn(&DiffFacts<'_>, &mut dyn Write) -> io::Result<()>,
}

/// All formats; a new one is a line here.
pub const FORMATS: &[DiffFormat] = &[
    DiffFormat {
        name: "table",
        is_file: false,
        write: |facts, out| terminal::write(&outline::of(facts), &facts.view, out),
    },
    DiffFormat {
        name: "json",
        is_file: true,
        write: json::write,
    },
    DiffFormat {
        name: "md",
        is_file: true,
        write: |facts, out| md::write_outline(&outline::of(facts), facts.view.lang, out),
    },
];

impl DiffFacts<'_> {
    /// A text as it may be printed.
    fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.view.personal {
            Cow::Borrowed(text)
        } else {
            masked(text)
        }
    }

    /// The normal name of an office as it may be printed; numbers in it have lost their spaces.
    fn office<'t>(&self, name: &'t str) -> Cow<'t, str> {
        match self.view.personal {
            true => Cow::Borrowed(name),
            false => masked_without_spaces(name),
        }
    }

    /// The text of a symbol as it may be printed.
    fn text(&self, symbol: Symbol) -> Cow<'_, str> {
        self.shown(self.quarters.text(symbol))
    }

    /// The place of a line in its input.
    fn id(&self, side: Side, line: u32) -> Cow<'_, str> {
        self.text(self.quarters.of(side).lines[line as usize].id)
    }

    /// The identity of an item over quarters as it may be printed; numbers in it have lost their spaces.
    fn key(&self, side: Side, line: u32) -> String {
        let key = self.quarters.key(side, line);
        let kind = self.quarters.of(side).kind(line);
        let typed = [kind.name, kind.department];
        let hides = typed.map(|text| matches!(self.text(text), Cow::Owned(_)));
        match hides.contains(&true) {
            true => masked_without_spaces(&key).into_owned(),
            false => self.shown(&key).into_owned(),
        }
    }

    /// Evidence in one line, in the language of the report.
    fn told(&self, evidence: &[Evidence]) -> String {
        let told = evidence.iter().map(|evidence| match &evidence.note {
            Some(note) => note.in_lang(self.view.lang).to_owned(),
            None => self.shown(&evidence.found).into_owned(),
        });
        let separator = match self.view.lang {
            crate::phrase::Lang::Zh => "；",
            crate::phrase::Lang::En => "; ",
        };
        told.collect::<Vec<_>>().join(separator)
    }
}
