//! Who may use whom: fails by name when a module imports one above it.

// A tree that can't be read is a failed test.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every module of the library, and all that it may use besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("phrase", &[]),
    ("place", &[]),
    ("parallel", &[]),
    ("text", &[]),
    ("diag", &["phrase", "place"]),
    ("item", &["phrase", "place", "text"]),
    ("finding", &["item", "phrase"]),
    (
        "words",
        &["diag", "item", "parallel", "phrase", "place", "text"],
    ),
    ("read", &["diag", "parallel", "phrase", "place", "text"]),
    (
        "intake",
        &[
            "diag", "item", "parallel", "phrase", "place", "read", "text", "words",
        ],
    ),
    (
        "rule",
        &[
            "diag", "finding", "item", "parallel", "phrase", "place", "text", "words",
        ],
    ),
    (
        "judge",
        &[
            "diag", "finding", "intake", "item", "parallel", "phrase", "place", "rule", "text",
            "words",
        ],
    ),
    (
        "decision",
        &[
            "diag", "finding", "item", "judge", "phrase", "place", "read", "rule", "text",
        ],
    ),
    ("gate", &["finding", "intake", "item", "judge", "rule"]),
    (
        "quarter",
        &[
            "finding", "item", "judge", "phrase", "rule", "text", "words",
        ],
    ),
    ("reach", &["finding", "item", "judge", "rule", "words"]),
    (
        "report",
        &[
            "diag", "finding", "gate", "intake", "item", "judge", "parallel", "phrase", "place",
            "quarter", "reach", "rule", "text", "words",
        ],
    ),
];

/// What only the command line may do: print, read the clock and the environment, use `anyhow`.
const ONLY_IN_CLI: &[&str] = &[
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
    "anyhow",
    "std::env",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
];

#[test]
fn every_module_stands_in_the_table() {
    let found: BTreeSet<String> = modules().map(|(module, _)| module).collect();
    let listed: BTreeSet<String> = MAY_USE
        .iter()
        .map(|(module, _)| (*module).to_owned())
        .collect();
    assert_eq!(found, listed);
}

#[test]
fn no_module_uses_one_above_it() {
    let mut broken = Vec::new();
    for (module, path) in modules() {
        let allowed = MAY_USE.iter().find(|(name, _)| *name == module).unwrap().1;
        let code = code_of(&path);
        for used in used_modules(&code) {
            if used != module && !allowed.contains(&used.as_str()) {
                broken.push(format!("{} ({module}) uses {used}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_library_never_prints_nor_looks_outside() {
    let mut broken = Vec::new();
    for (_, path) in modules() {
        let code = code_of(&path);
        for forbidden in ONLY_IN_CLI.iter().filter(|word| holds(&code, word)) {
            broken.push(format!("{}: {forbidden}", path.display()));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_file_says_in_its_first_line_what_it_is_for() {
    let all = files_below(&root().join("src"))
        .into_iter()
        .chain(files_below(&root().join("tests")));
    let silent: Vec<PathBuf> = all
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn a_broken_direction_is_seen() {
    let code = "use crate::{item::Item, report};\nfn f() { crate::judge::judge(); }";
    let used: Vec<String> = used_modules(code).into_iter().collect();
    assert_eq!(used, ["item", "judge", "report"]);
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The files of the library, each with the module at the top that it belongs to.
fn modules() -> impl Iterator<Item = (String, PathBuf)> {
    let src = root().join("src");
    files_below(&src).into_iter().filter_map(move |path| {
        let inside = path.strip_prefix(&src).unwrap().to_owned();
        let module = inside.iter().next().unwrap().to_str().unwrap();
        let module = module.trim_end_matches(".rs").to_owned();
        (!["lib", "main", "cli"].contains(&module.as_str())).then_some((module, path))
    })
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            // What the fuzzers build is nobody's code.
            if !path.ends_with("target") {
                files.extend(files_below(&path));
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The code of a file without its comments and without its tests.
fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether code holds a word and not just one that ends with it (`eprintln!` holds no `println!`).
fn holds(code: &str, word: &str) -> bool {
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// The modules at the top of the crate that `crate::…` paths name, those in braces too.
fn used_modules(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, path) in code.match_indices("crate::") {
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(list) => used.extend(first_words(list)),
            None => used.extend(word(rest)),
        }
    }
    // Macros stand at the top of the crate and belong to `phrase`.
    if used.remove("say") {
        used.insert("phrase".to_owned());
    }
    used
}

/// The first word of every part of a list in braces, not of the lists within.
fn first_words(list: &str) -> Vec<String> {
    let (mut depth, mut words, mut at_start) = (0, Vec::new(), true);
    for (at, c) in list.char_indices() {
        match c {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            c if at_start && !c.is_whitespace() => {
                words.extend(word(&list[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    words
}

fn word(text: &str) -> Option<String> {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}
