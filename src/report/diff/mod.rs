//! What became of the items from one quarter to the next, for people and for programs.

mod json;
mod outline;

use std::borrow::Cow;
use std::io::{self, Write};

use super::outline::Outline;
use super::paper::{Paper, PaperFormat};
use super::personal::masked_without_spaces;
use super::{View, masked};
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

impl Paper for DiffFacts<'_> {
    fn outline(&self) -> Outline<'_> {
        outline::of(self)
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        json::write(self, out)
    }

    fn view(&self) -> &View {
        &self.view
    }
}

impl DiffFacts<'_> {
    /// Writes the report.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn write(&self, format: PaperFormat, out: &mut dyn Write) -> io::Result<()> {
        format.write(self, out)
    }

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
