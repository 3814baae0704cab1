//! Thousands of damaged copies of the samples through the program itself: it answers or refuses each,
//! accounts for every row, and stays within its memory.
//!
//! `JIANFU_MUTANTS=20000 cargo test --release --test hostile mutants` tries more of them, `JIANFU_SEED` others.

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use zip::ZipArchive;

use crate::chance::Chance;
use crate::sheets::ods;
use crate::workbooks::{compound, ods_rows, xls, xlsb};
use crate::zip_forge::{part, zip};

/// So many in every run of the tests.
const MUTANTS: u64 = 250;

/// Files of one run of the program; starting it costs more than a file.
const BATCH: u64 = 50;

/// What the program may take, in kilobytes; each of its workers has a limit of its own.
const MEMORY: u64 = 512 << 10;

/// Numbers at which programs break.
const NUMBERS: [&str; 10] = [
    "0",
    "-1",
    "1",
    "65536",
    "1048577",
    "2147483648",
    "4294967295",
    "99999999999",
    "1e999",
    "",
];

/// Files to damage, the smaller ones more often.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let sample = |name: &str| std::fs::read(samples.join(name)).unwrap();
    let lines = [
        "社区事项表",
        "序号|事项名称|责任部门|频次",
        "1|党员名册|组织科|每月",
        "2|党课|组织科|每季度",
        "合计|2",
    ];
    vec![
        ("xlsx", sample("district-2026q3.xlsx")),
        ("xls", sample("street-2026q3.xls")),
        ("xls", xls(&lines)),
        ("xlsb", xlsb(&lines)),
        ("ods", ods(&ods_rows(&lines))),
        ("csv", sample("community.csv")),
        ("csv", sample("district-2026q3.gb18030.csv")),
    ]
}

/// A damaged copy.
fn mutant(kind: &str, seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = match kind {
        "xlsx" | "xlsb" | "ods" if below(chance, 10) > 0 => with_a_damaged_part(seed, chance),
        "xls" if below(chance, 3) > 0 => with_a_damaged_stream(seed, chance),
        _ => damaged(seed, chance),
    };
    if below(chance, 20) == 0 {
        bytes.truncate(below(chance, bytes.len().max(1)));
    }
    bytes
}

fn with_a_damaged_part(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(seed)).unwrap();
    let victim = below(chance, archive.len());
    let parts: Vec<_> = (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            if index == victim {
                bytes = damaged(&bytes, chance);
            }
            part(entry.name().unwrap().as_ref(), &bytes)
        })
        .collect();
    zip(&parts)
}

fn with_a_damaged_stream(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut file = cfb::CompoundFile::open(Cursor::new(seed)).unwrap();
    let mut stream = Vec::new();
    file.open_stream("/Workbook")
        .unwrap()
        .read_to_end(&mut stream)
        .unwrap();
    compound(&[("/Workbook", &damaged(&stream, chance))])
}

/// Bytes with one to four wounds.
fn damaged(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=below(chance, 4) {
        if bytes.len() < 8 {
            return bytes;
        }
        let at = below(chance, bytes.len() - 4);
        let end = (at + 1 + below(chance, 64)).min(bytes.len());
        match below(chance, 7) {
            0 | 1 => bytes[at] = below(chance, 256) as u8,
            2 => bytes[at..at + 2].copy_from_slice(&[0xFF; 2]),
            3 => bytes[at..at + 4].copy_from_slice(&(below(chance, 1 << 32) as u32).to_le_bytes()),
            4 => drop(bytes.drain(at..end)),
            5 => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            _ => with_another_number(&mut bytes, at, chance),
        }
    }
    bytes
}

/// The next number written in digits becomes another one.
fn with_another_number(bytes: &mut Vec<u8>, at: usize, chance: &mut Chance) {
    let digit = |byte: &u8| byte.is_ascii_digit();
    let Some(start) = bytes[at..].iter().position(digit) else {
        return;
    };
    let start = at + start;
    let length = bytes[start..].iter().take_while(|byte| digit(byte)).count();
    let number = NUMBERS[below(chance, NUMBERS.len())];
    bytes.splice(start..start + length, number.bytes());
}

/// Runs the program over files, with its memory limited where the system can.
pub(crate) fn run(files: &[std::path::PathBuf]) -> Output {
    let program = env!("CARGO_BIN_EXE_jianfu");
    let mut command = if cfg!(target_os = "linux") {
        let mut shell = Command::new("/bin/sh");
        shell.args([
            "-c",
            &format!("ulimit -v {MEMORY}; exec \"$@\""),
            "sh",
            program,
        ]);
        shell
    } else {
        Command::new(program)
    };
    command
        .args(["columns", "--lang", "en", "--format", "json"])
        .args(files);
    command.output().unwrap()
}

/// Whether the program answered or refused each file, and accounts for its rows.
fn check(output: &Output, files: usize) -> Result<(), String> {
    let errors = String::from_utf8_lossy(&output.stderr);
    if !matches!(output.status.code(), Some(0 | 2))
        || errors.contains("panicked")
        || errors.contains("internal error")
    {
        return Err(format!("{}: {errors}", output.status));
    }
    let answer: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let inputs = answer["inputs"].as_array().ok_or("no inputs")?;
    if inputs.len() != files {
        return Err(format!("{} of {files} inputs", inputs.len()));
    }
    let sheets = inputs
        .iter()
        .filter_map(|input| input["sheets"].as_array())
        .flatten();
    for sheet in sheets.filter(|sheet| sheet["hidden"] != true) {
        let count = |key: &str| sheet[key].as_array().map_or(0, Vec::len) as u64;
        let counted =
            count("header_rows") + sheet["items"].as_u64().unwrap_or(0) + count("skipped");
        if sheet["rows"].as_u64().is_some_and(|rows| rows != counted) {
            return Err(format!("rows: {sheet}"));
        }
    }
    Ok(())
}

/// A place below an end.
fn below(chance: &mut Chance, end: usize) -> usize {
    chance.below(end as u64) as usize
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn mutants_are_answered_or_refused() {
    let wanted = from_environment("JIANFU_MUTANTS").unwrap_or(MUTANTS);
    let seed = from_environment("JIANFU_SEED").unwrap_or(1);
    let seeds = seeds();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for first in (0..wanted).step_by(BATCH as usize) {
        let files: Vec<_> = (first..wanted.min(first + BATCH))
            .map(|number| {
                let mut chance = Chance::of(&format!("{seed}/{number}"));
                let (kind, bytes) = &seeds[below(&mut chance, seeds.len())];
                let file = folder.path().join(format!("{number}.{kind}"));
                std::fs::write(&file, mutant(kind, bytes, &mut chance)).unwrap();
                file
            })
            .collect();
        let checked = check(&run(&files), files.len());
        if let Err(wrong) = checked {
            let kept = folder.keep();
            panic!(
                "seed {seed}, mutants from {first} in {}: {wrong}",
                kept.display()
            );
        }
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            files.len(),
            "files are left behind"
        );
        for file in files {
            std::fs::remove_file(file).unwrap();
        }
    }
}
