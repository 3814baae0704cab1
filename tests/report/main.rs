//! Documents: they agree to the last number, nothing in the data means anything to them, and they replace a file only as a whole.

// What can't be run or read is a failed test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// What is skipped says why.
#![allow(clippy::print_stderr)]

mod agreeing;
mod annotated;
mod audiences;
#[path = "../samples/chance.rs"]
mod chance;
mod composition;
#[path = "../documents/mod.rs"]
mod documents;
mod doubts;
mod hostile;
mod personal;
#[cfg(target_os = "linux")]
mod refused;
mod written;
