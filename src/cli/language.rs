//! Which language people are spoken to in: told by `--lang`, the environment, `jianfu.toml` or the locale.

use std::ffi::OsString;
use std::sync::OnceLock;

use jianfu::phrase::{Lang, Phrase};

static CURRENT: OnceLock<Lang> = OnceLock::new();

/// The language of this run; Chinese until [`settle`] was called.
pub(crate) fn current() -> Lang {
    CURRENT.get().copied().unwrap_or_default()
}

/// Settles the language before the command line is parsed, because help and errors of the parser need it too.
pub(crate) fn settle(arguments: &[OsString], configured: Option<Lang>) {
    let lang = from_arguments(arguments)
        .or_else(|| from_variable("JIANFU_LANG"))
        .or(configured)
        .or_else(from_locale)
        .unwrap_or_default();
    CURRENT.get_or_init(|| lang);
}

/// The text in the language of this run.
pub(crate) fn t(zh: &'static str, en: &'static str) -> &'static str {
    match current() {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// The phrase in the language of this run.
pub(crate) fn told(phrase: &Phrase) -> String {
    phrase.in_lang(current()).to_owned()
}

/// An error that says the phrase in the language of this run.
pub(crate) fn trouble(phrase: &Phrase) -> anyhow::Error {
    anyhow::Error::msg(told(phrase))
}

/// Reads `zh`, `en` or a locale such as `zh_CN.UTF-8`.
pub(crate) fn parse(text: &str) -> Option<Lang> {
    let language = text.split(['_', '-', '.', '@']).next()?;
    match language.to_ascii_lowercase().as_str() {
        "zh" | "chinese" => Some(Lang::Zh),
        "en" | "english" => Some(Lang::En),
        _ => None,
    }
}

fn from_arguments(arguments: &[OsString]) -> Option<Lang> {
    let words: Vec<_> = arguments.iter().filter_map(|word| word.to_str()).collect();
    words.iter().enumerate().rev().find_map(|(i, word)| {
        let value = match word.strip_prefix("--lang")? {
            "" => words.get(i + 1).copied()?,
            rest => rest.strip_prefix('=')?,
        };
        parse(value)
    })
}

fn from_variable(name: &str) -> Option<Lang> {
    parse(&std::env::var(name).ok()?)
}

/// The first variable that is set decides, as everywhere on Unix.
fn from_locale() -> Option<Lang> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
        .and_then(|name| from_variable(name))
}
