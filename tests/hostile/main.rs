//! Files that are damaged or mean harm are read or refused at once, with the reason, and end nothing
//! but themselves. All of them are made here; none is kept.

// Builders in tests may fail.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
#[path = "../samples/chance.rs"]
mod chance;
#[allow(dead_code)]
#[path = "../sheets/mod.rs"]
mod sheets;
mod workbooks;
mod zip_forge;

mod bombs;
mod cells;
mod locked;
mod mutants;

use std::time::{Duration, Instant};

use jianfu::intake::{Intake, Overrides};
use jianfu::read::{self, ReadOptions, WorkerCommand};
use sheets::{refused, take_with};

/// Twice what a file may take. A release build on an idle machine takes less than a second for any;
/// here many tests share a machine that does other things.
const PATIENCE: Duration = Duration::from_secs(2 * read::WORKER_TIME.as_secs());

/// Takes in a file as the program does, which must be quick, and account for every row.
fn taken(what: &str, bytes: &[u8]) -> Intake {
    let options = ReadOptions {
        worker: Some(WorkerCommand {
            program: env!("CARGO_BIN_EXE_jianfu").into(),
            arguments: vec!["__parse-workbook".into()],
        }),
        ..ReadOptions::default()
    };
    let start = Instant::now();
    let intake = take_with("q3.xlsx", bytes, Overrides::default(), &options);
    assert!(start.elapsed() < PATIENCE, "{what}: {:?}", start.elapsed());
    if intake.inputs[0].sheets.is_ok() {
        sheets::sheets(&intake);
    }
    intake
}

/// The code of the error by which a file is refused.
fn refusal(what: &str, bytes: &[u8]) -> &'static str {
    let intake = taken(what, bytes);
    assert!(intake.inputs[0].sheets.is_err(), "{what} is read");
    refused(&intake)
}
