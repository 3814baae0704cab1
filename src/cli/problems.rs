//! The problems of rule files for programs: JSON, and annotations that GitHub shows beside the line.

use jianfu::diag::{Diag, Severity};
use jianfu::phrase::Lang;
use jianfu::place::{Place, SourceFile};
use serde_json::{Value, json};

use super::diagnose::{Excerpt, named};

/// GitHub shows this many errors and as many warnings of a step, and drops the rest.
const SHOWN_BY_GITHUB: usize = 10;

/// Where a problem stands, as programs want it.
struct Spot {
    file: String,
    line: usize,
    column: usize,
    end_column: usize,
}

fn spot(place: &Place, files: &[SourceFile], lang: Lang) -> Spot {
    let excerpt = match place {
        Place::Span(span) => Excerpt::of(span, files),
        _ => None,
    };
    let (column, end_column) = excerpt.as_ref().map_or((1, 1), Excerpt::columns);
    let file = match place {
        Place::Span(span) => span.path.to_string(),
        Place::File(path) => path.to_string(),
        Place::Cell(_) => named(place, lang),
    };
    Spot {
        file,
        line: excerpt.map_or(1, |e| e.line),
        column,
        end_column,
    }
}

/// All problems as one JSON object.
pub(crate) fn json(diags: &[Diag], files: &[SourceFile], lang: Lang) -> Value {
    let problem = |diag: &Diag| {
        let at = spot(&diag.place, files, lang);
        let related: Vec<_> = diag
            .related
            .iter()
            .map(|(place, what)| {
                let at = spot(place, files, lang);
                json!({"file": at.file, "line": at.line, "column": at.column, "message": what.in_lang(lang)})
            })
            .collect();
        json!({
            "code": diag.code,
            "level": diag.severity.word(),
            "file": at.file,
            "line": at.line,
            "column": at.column,
            "end_column": at.end_column,
            "message": diag.message.in_lang(lang),
            "help": diag.help.as_ref().map(|help| help.in_lang(lang)),
            "related": related,
        })
    };
    let count = |severity| diags.iter().filter(|d| d.severity == severity).count();
    json!({
        "schema": "jianfu.problems/1",
        "files": files.iter().map(|f| f.path.as_ref()).collect::<Vec<_>>(),
        "problems": diags.iter().map(problem).collect::<Vec<_>>(),
        "summary": {
            "error": count(Severity::Error),
            "warning": count(Severity::Warning),
            "note": count(Severity::Note),
        },
    })
}

/// One workflow command a problem, as many as GitHub shows.
pub(crate) fn github(diags: &[Diag], files: &[SourceFile], lang: Lang) -> String {
    let of = |severity| {
        let all = diags.iter().filter(move |d| d.severity == severity);
        all.take(SHOWN_BY_GITHUB)
    };
    let shown = of(Severity::Error)
        .chain(of(Severity::Warning))
        .chain(of(Severity::Note));
    let command = |diag: &Diag| {
        let at = spot(&diag.place, files, lang);
        let level = match diag.severity {
            Severity::Note => "notice",
            other => other.word(),
        };
        let help = diag.help.as_ref().map(|h| h.in_lang(lang));
        let message = [Some(diag.message.in_lang(lang)), help];
        let message: Vec<_> = message.into_iter().flatten().map(escaped).collect();
        format!(
            "::{level} file={},line={},col={},endColumn={},title={}::{}\n",
            escaped_property(&at.file),
            at.line,
            at.column,
            at.end_column,
            diag.code,
            message.join("%0A")
        )
    };
    shown.map(command).collect()
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
