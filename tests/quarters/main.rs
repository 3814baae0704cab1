//! Two quarters: what is the same item, what the bridge sums to, what is found to have come back.

// A generator that cannot go on is a failed test.
#![allow(clippy::unwrap_used, clippy::panic)]
// The figures that precision and recall come to are worth reading: `--nocapture` shows them.
#![allow(clippy::print_stdout)]

mod admit;
mod bridge;
#[path = "../samples/chance.rs"]
mod chance;
mod command;
mod decisions;
mod generator;
mod matching;
mod reach;
mod verify;

use jianfu::intake::{Overrides, Taking};
use jianfu::item::Items;
use jianfu::quarter::{Quarters, Side};
use jianfu::read::{Input, ReadOptions};
use jianfu::words::Words;

/// How many random cases: as many as `JIANFU_CASES` says, or so few that the ordinary tests stay quick.
pub(crate) fn cases(usually: u32) -> u32 {
    let said = std::env::var("JIANFU_CASES").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(usually)
}

/// Items as the program reads them from a spreadsheet.
pub(crate) fn items(words: &Words, csv: &str) -> Items {
    let mut taking = Taking::new(words, Overrides::default());
    taking.read(&Input::stdin(csv.as_bytes()), &ReadOptions::default());
    taking.finish().items
}

/// Two quarters as they are read from two spreadsheets, not judged.
pub(crate) fn quarters(words: &Words, old: &str, new: &str) -> Quarters {
    let mut quarters = Quarters::default();
    quarters.take(Side::Old, &items(words, old), None);
    quarters.take(Side::New, &items(words, new), None);
    quarters.settle(words);
    quarters
}
