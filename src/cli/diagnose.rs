//! Shows diagnoses to people: the line with the place marked, and help.

use jianfu::diag::{Diag, Severity};
use jianfu::phrase::Lang;
use jianfu::place::{Place, SourceFile};

/// The diagnoses as text for people, one after another.
pub(crate) fn render(diags: &[Diag], _files: &[SourceFile], lang: Lang) -> String {
    diags.iter().map(|diag| line(diag, lang)).collect()
}

fn line(diag: &Diag, lang: Lang) -> String {
    let severity = match (diag.severity, lang) {
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Warning, Lang::Zh) => "警告",
        (Severity::Note, Lang::Zh) => "提示",
        (severity, Lang::En) => severity.word(),
    };
    let place = match &diag.place {
        Place::File(path) => path.to_string(),
        Place::Cell(cell) => cell.to_string(),
        Place::Span(span) => span.path.to_string(),
    };
    let help = diag
        .help
        .as_ref()
        .map(|help| format!("\n  → {}", help.in_lang(lang)));
    let message = diag.message.in_lang(lang);
    format!(
        "{severity}[{}] {place}: {message}{}\n",
        diag.code,
        help.unwrap_or_default()
    )
}
