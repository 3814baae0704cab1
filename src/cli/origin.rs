//! What a saved audit was made from and how: the arguments that decide what comes out, and the hashes of the inputs.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use jianfu::item::Field;
use jianfu::phrase::Lang;
use jianfu::read::{Content, Input};
use jianfu::report::{Origin, Sealing};

use super::args::AuditArgs;
use super::config::Config;
use super::{gather, language};

/// The origin of an audit of these inputs.
pub(crate) fn of(args: &AuditArgs, config: &Config, inputs: &[Input]) -> Origin {
    Origin {
        arguments: arguments(args, config),
        inputs: inputs
            .iter()
            .map(|input| hash(&input.content).ok())
            .collect(),
    }
}

/// `sha256:…` of an input's bytes.
pub(crate) fn hash(content: &Content) -> io::Result<String> {
    let mut nowhere = io::sink();
    let mut sealing = Sealing::new(&mut nowhere);
    match content {
        Content::Bytes(bytes) => sealing.write_all(bytes)?,
        Content::File(path) => drop(io::copy(&mut File::open(path)?, &mut sealing)?),
    }
    Ok(sealing.seal())
}

/// What was asked for, on the command line and in `jianfu.toml`, as one command line.
fn arguments(args: &AuditArgs, config: &Config) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |name: &str, value: String| all.extend([name.to_owned(), value]);
    let rules = if args.rules.rules.is_empty() {
        &config.rules
    } else {
        &args.rules.rules
    };
    rules
        .iter()
        .for_each(|rules| add("--rules", near(Path::new(rules))));
    args.set.iter().for_each(|set| add("--set", set.clone()));
    args.reach
        .iter()
        .for_each(|aimed| add("--reach", aimed.to_string()));
    if let Some(day) = args.as_of {
        add("--as-of", day.to_string());
    }
    let decisions = if args.decisions.is_empty() {
        &config.decisions
    } else {
        &args.decisions
    };
    decisions
        .iter()
        .for_each(|path| add("--decisions", near(path)));
    let overrides = gather::overrides(&args.input, config);
    if let Some(sheet) = overrides.sheet {
        add("--sheet", sheet);
    }
    if let Some(row) = overrides.header_row {
        add("--header-row", row.to_string());
    }
    for (field, heading) in &overrides.columns {
        add("--column", format!("{}={heading}", Field::word(*field)));
    }
    if let Some(encoding) = &args.input.reading.encoding {
        add("--encoding", encoding.clone());
    }
    let only = &args.only;
    for (name, values) in [
        ("--community", &only.community),
        ("--street", &only.street),
        ("--department", &only.department),
    ] {
        values.iter().for_each(|value| add(name, value.clone()));
    }
    only.category
        .iter()
        .for_each(|category| add("--category", category.word().to_owned()));
    only.action
        .iter()
        .for_each(|action| add("--action", action.word().to_owned()));
    let lang = match language::current() {
        Lang::Zh => "zh",
        Lang::En => "en",
    };
    add("--lang", lang.to_owned());
    if args.show_personal {
        all.push("--show-personal".to_owned());
    }
    all
}

/// A path as seen from where we are: what is saved says nothing of the machine.
fn near(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let inside = here.and_then(|here| path.strip_prefix(here).ok());
    inside.unwrap_or(path).to_string_lossy().into_owned()
}
