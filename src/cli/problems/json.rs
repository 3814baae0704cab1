//! All problems as one JSON object.

use std::io::{self, Write};

use jianfu::diag::{Diag, Severity};
use serde_json::{Value, json};

use super::Problems;

/// Writes `jianfu.problems/1`.
pub(super) fn write(problems: &Problems<'_>, out: &mut dyn Write) -> io::Result<()> {
    let all: Vec<_> = problems
        .diags
        .iter()
        .map(|d| problem(problems, d))
        .collect();
    let files: Vec<_> = problems.files.iter().map(|f| f.path.as_ref()).collect();
    let whole = json!({
        "schema": "jianfu.problems/1",
        "files": files,
        "problems": all,
        "summary": {
            "error": problems.count(Severity::Error),
            "warning": problems.count(Severity::Warning),
            "note": problems.count(Severity::Note),
        },
    });
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    writeln!(out)
}

fn problem(problems: &Problems<'_>, diag: &Diag) -> Value {
    let at = problems.spot(&diag.place);
    let related = diag.related.iter().map(|(place, what)| {
        let at = problems.spot(place);
        json!({"file": at.file, "line": at.line, "column": at.column, "message": what.in_lang(problems.lang)})
    });
    json!({
        "code": diag.code,
        "level": diag.severity.word(),
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "end_column": at.end_column,
        "message": diag.message.in_lang(problems.lang),
        "help": diag.help.as_ref().map(|help| help.in_lang(problems.lang)),
        "related": related.collect::<Vec<_>>(),
    })
}
