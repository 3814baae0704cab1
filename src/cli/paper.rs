//! The formats of papers beside the audit, as the command line names them.

use std::path::{Path, PathBuf};

use anyhow::Result;
use jianfu::report::{PAPER_FORMATS, PaperFormat};
use jianfu::say;

use super::language::trouble;

/// The names of formats of a paper.
pub(crate) fn names(is_meant: impl Fn(&PaperFormat) -> bool) -> impl Iterator<Item = &'static str> {
    let formats = PAPER_FORMATS.iter().filter(move |format| is_meant(format));
    formats.map(|format| format.name)
}

/// The format of standard output. Who has it written in a file has it there, unless they ask for it
/// here as well.
pub(crate) fn printed(named: Option<&str>, files: &[PathBuf]) -> Option<PaperFormat> {
    let usual = files.is_empty().then_some(&PAPER_FORMATS[0]);
    named.and_then(PaperFormat::named).or(usual).copied()
}

/// The papers to write with their formats, refused before any work is done.
pub(crate) fn files(paths: &[PathBuf]) -> Result<Vec<(&Path, &'static PaperFormat)>> {
    let named = paths.iter().map(|path| {
        let format = PaperFormat::of_file(path).ok_or_else(|| {
            let known = names(|format| format.is_file).map(|name| format!(".{name}"));
            let (shown, known) = (path.display(), known.collect::<Vec<_>>().join(" "));
            trouble(&say!(
                "-o {shown}：看不出要写什么格式，后缀可以是 {known}",
                "-o {shown}: no format of that ending; there are {known}"
            ))
        });
        Ok((path.as_path(), format?))
    });
    named.collect()
}
