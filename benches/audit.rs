//! Runs the whole audit beside the mere reading of the same file and prints the ratios:
//! `cargo bench --bench audit` (`-- --help` tells what may be chosen). Every run is a process of its own,
//! the two take turns, and medians are compared, so that a busy machine slows both.

// A bench that can't go on is a failed bench, and it says what it found.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::expect_used
)]

mod export;
mod runs;

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;

use export::Shape;
use runs::{Side, beside};

/// The columns that what is compared with us writes, too.
const FOUR: &str = "serial,rule,group,action";

#[derive(Debug, Parser)]
#[command(about = "Times whole audits against the mere reading of the same file")]
struct Args {
    /// Rows of the normal exports.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
    rows: Vec<usize>,
    /// Rows of the exports of one community in which no name stands twice.
    #[arg(long, value_delimiter = ',', default_value = "20000,100000")]
    wide: Vec<usize>,
    /// Rows of the workbooks.
    #[arg(long, value_delimiter = ',', default_value = "400,100000")]
    workbook: Vec<usize>,
    /// How often each is run.
    #[arg(long, default_value_t = 3)]
    runs: usize,
    /// Files to time in place of invented ones.
    #[arg(long)]
    file: Vec<PathBuf>,
    /// Writes an invented export here, and the answers beside it, and times nothing.
    #[arg(long)]
    write: Option<PathBuf>,
    /// The other side: reads a file and does nothing with it.
    #[arg(long, hide = true)]
    merely_read: Option<PathBuf>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let args = Args::parse();
    if let Some(file) = &args.merely_read {
        return merely_read(file);
    }
    if let Some(path) = &args.write {
        let (shape, rows) = match args.wide.as_slice() {
            [one] => (Shape::Wide, *one),
            _ => (Shape::Normal, args.rows[0]),
        };
        return make_csv(shape, rows, path, true);
    }
    println!(
        "{:<28} {:>9} {:>9} {:>8} {:>8}",
        "file", "audit s", "read s", "ratio", "MiB"
    );
    for file in &args.file {
        time(&file.to_string_lossy(), file, args.runs);
    }
    if !args.file.is_empty() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for (shape, counts) in [(Shape::Normal, &args.rows), (Shape::Wide, &args.wide)] {
        for &rows in counts {
            let file = path("export.csv");
            make_csv(shape, rows, &file, false);
            time(&format!("{rows} rows, {shape:?}"), &file, args.runs);
        }
    }
    for &rows in &args.workbook {
        let file = path("export.xlsx");
        make_workbook(rows, &file);
        time(&format!("{rows} rows, workbook"), &file, args.runs);
    }
}

/// Times the audit of a file beside its mere reading.
fn time(label: &str, file: &Path, runs: usize) {
    let mut audit = Command::new(env!("CARGO_BIN_EXE_jianfu"));
    audit.args([
        "audit",
        "--quiet",
        "--no-progress",
        "--format",
        "csv",
        "--columns",
        FOUR,
    ]);
    audit.arg(file);
    let mut read = Command::new(std::env::current_exe().unwrap());
    read.arg("--merely-read").arg(file);
    let [audit, read] = beside([Side::new(audit), Side::new(read)], runs);
    let ratio = audit.seconds / read.seconds;
    println!(
        "{label:<28} {:>9.3} {:>9.3} {ratio:>8.2} {:>8}",
        audit.seconds, read.seconds, audit.mebibytes
    );
}

/// Reads a file as fast as its reader can, and drops what it reads.
fn merely_read(file: &Path) {
    if file.extension().is_some_and(|ending| ending == "xlsx") {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).unwrap();
        let sheet = calamine::Reader::sheet_names(&book)[0].clone();
        let mut cells = book.worksheet_cells_reader(&sheet).unwrap();
        while let Some(cell) = cells.next_cell().unwrap() {
            std::hint::black_box(cell);
        }
    } else {
        let mut reader = csv::ReaderBuilder::new()
            .buffer_capacity(1 << 18)
            .from_reader(File::open(file).unwrap());
        let mut record = csv::ByteRecord::new();
        while reader.read_byte_record(&mut record).unwrap() {
            std::hint::black_box(&record);
        }
    }
}

fn make_csv(shape: Shape, rows: usize, path: &Path, answers: bool) {
    let create = |path: &Path| BufWriter::new(File::create(path).unwrap());
    let mut truth = answers.then(|| create(&path.with_extension("truth.csv")));
    let truth = truth.as_mut().map(|truth| truth as &mut dyn std::io::Write);
    export::write(shape, rows, "export", create(path), truth).unwrap();
}

fn make_workbook(rows: usize, path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, export::HEADINGS).unwrap();
    let mut next = 1;
    export::rows(Shape::Normal, rows, "export", &mut |row| {
        sheet.write_row(next, 0, row.cells).unwrap();
        next += 1;
    });
    book.save(path).unwrap();
}
