//! `jianfu.toml`: rules, language and columns for a folder and everything below it.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use jianfu::item::Field;
use jianfu::phrase::Lang;
use jianfu::say;
use serde::Deserialize;

use super::{args, language};

const NAME: &str = "jianfu.toml";

/// What `jianfu.toml` says; the command line wins over it.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// Rule files, words files, folders and built-in names; paths already relative to where we are.
    pub(crate) rules: Vec<String>,
    /// The language.
    pub(crate) lang: Option<Lang>,
    /// Which columns to take for which fields.
    pub(crate) columns: Vec<(Field, String)>,
    /// Files of decisions; paths already relative to where we are.
    pub(crate) decisions: Vec<PathBuf>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rules: Option<OneOrMany>,
    decisions: Option<OneOrMany>,
    lang: Option<String>,
    column: Option<Columns>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// `column = ["name=项目"]` or `[column]` with `name = "项目"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Columns {
    Lines(Vec<String>),
    Table(toml::Table),
}

/// The configuration of the folder we are in or of the nearest one above it.
pub(crate) fn find() -> Result<Config> {
    let here = std::env::current_dir()?;
    let Some(path) = here
        .ancestors()
        .map(|folder| folder.join(NAME))
        .find(|path| path.is_file())
    else {
        return Ok(Config::default());
    };
    let text =
        std::fs::read_to_string(&path).map_err(|error| anyhow!("{}: {error}", path.display()))?;
    let config = parse(&text, &path).map_err(|cause| anyhow!("{}: {cause}", path.display()))?;
    Ok(config)
}

fn parse(text: &str, path: &Path) -> Result<Config> {
    let written: Written = toml::from_str(text)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let lang = written.lang.map(|word| {
        language::parse(&word).ok_or_else(|| {
            language::trouble(&say!(
                "lang 只能是 zh 或 en，不能是「{word}」",
                "lang is zh or en, not “{word}”"
            ))
        })
    });
    Ok(Config {
        rules: written
            .rules
            .map(|rules| rules.placed(folder))
            .unwrap_or_default(),
        lang: lang.transpose()?,
        columns: written
            .column
            .map(Columns::read)
            .transpose()?
            .unwrap_or_default(),
        decisions: written
            .decisions
            .map(|decisions| decisions.files(folder))
            .unwrap_or_default(),
    })
}

impl OneOrMany {
    /// Paths from where the file stands.
    fn files(self, folder: &Path) -> Vec<PathBuf> {
        self.words()
            .into_iter()
            .map(|word| folder.join(word))
            .collect()
    }

    fn words(self) -> Vec<String> {
        match self {
            Self::One(word) => vec![word],
            Self::Many(words) => words,
        }
    }

    /// Names of built-in sets as they are, paths from where the file stands.
    fn placed(self, folder: &Path) -> Vec<String> {
        let placed = |word: String| {
            if super::gather::is_builtin(&word) {
                word
            } else {
                folder.join(word).to_string_lossy().into_owned()
            }
        };
        self.words().into_iter().map(placed).collect()
    }
}

impl Columns {
    fn read(self) -> Result<Vec<(Field, String)>> {
        let lines: Vec<String> = match self {
            Self::Lines(lines) => lines,
            Self::Table(table) => table
                .into_iter()
                .map(|(field, heading)| format!("{field}={}", heading.as_str().unwrap_or_default()))
                .collect(),
        };
        let read =
            |line: &String| args::column(line).map_err(|cause| anyhow!("column: {line}: {cause}"));
        lines.iter().map(read).collect()
    }
}
