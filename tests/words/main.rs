//! What the words files know: headings, categories, frequencies, bases, departments, efforts.

// Helpers of tests may unwrap: a panic is how they fail.
#![allow(clippy::unwrap_used)]

mod bases;
mod frequencies;
mod names;
mod own;

use jianfu::place::SourceFile;
use jianfu::words::Words;

fn words() -> Words {
    let (words, diags) = Words::load(&[]);
    assert!(diags.is_empty(), "{diags:#?}");
    words
}

/// Compares a table of `expectation: text text …` lines and shows everything that differs at once.
fn agrees(table: &str, understood: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (expected, texts) = line.split_once(": ").unwrap();
        for text in texts.split(' ').filter(|text| !text.is_empty()) {
            let got = understood(text);
            if got != expected {
                wrong.push(format!("{text}: expected {expected}, got {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn overlay(text: &str) -> SourceFile {
    SourceFile {
        path: "own.toml".into(),
        text: text.into(),
    }
}
