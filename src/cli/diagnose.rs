//! Shows diagnoses to people: the line with the place marked, and help.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use jianfu::diag::{Diag, Severity};
use jianfu::phrase::Lang;
use jianfu::place::{Cell, Place, SourceFile, Span, column_letters};
use jianfu::report::masked;

use super::output;

/// The diagnoses as text for people, one after another.
pub(crate) fn render(diags: &[Diag], files: &[SourceFile], lang: Lang) -> String {
    let renderer = match output::is_coloured() {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let one = |diag: &Diag| match (&diag.place, diag.related.as_slice()) {
        (Place::Span(_), _) | (_, [_, ..]) => renderer.render(&[group(diag, files, lang)]) + "\n\n",
        // Without a line to mark, the frame around it would stand empty.
        _ => {
            renderer.render(&[Group::with_title(title(diag, lang))])
                + &help_below(diag, lang)
                + "\n\n"
        }
    };
    diags.iter().map(one).collect()
}

fn title<'a>(diag: &'a Diag, lang: Lang) -> annotate_snippets::Title<'a> {
    let message = masked(diag.message.in_lang(lang));
    let title = match (&diag.place, lang) {
        (Place::Span(_), _) => message.into_owned(),
        (elsewhere, Lang::Zh) => format!("{}：{message}", named(elsewhere, lang)),
        (elsewhere, Lang::En) => format!("{}: {message}", named(elsewhere, lang)),
    };
    level(diag.severity, lang)
        .primary_title(title)
        .id(diag.code)
}

fn help_below(diag: &Diag, lang: Lang) -> String {
    let help = diag.help.as_ref().map(|help| help.in_lang(lang));
    help.map_or_else(String::new, |help| match lang {
        Lang::Zh => format!("\n  办法：{help}"),
        Lang::En => format!("\n  help: {help}"),
    })
}

fn group<'a>(diag: &'a Diag, files: &'a [SourceFile], lang: Lang) -> Group<'a> {
    let mut group = Group::with_title(title(diag, lang));
    if let Place::Span(span) = &diag.place
        && let Some(excerpt) = Excerpt::of(span, files)
    {
        group = group.element(excerpt.snippet(AnnotationKind::Primary, None));
    }
    for (place, what) in &diag.related {
        let what = what.in_lang(lang);
        let excerpt = match place {
            Place::Span(span) => Excerpt::of(span, files),
            _ => None,
        };
        group = match excerpt {
            Some(excerpt) => group.element(excerpt.snippet(AnnotationKind::Context, Some(what))),
            None => group.element(
                Level::NOTE
                    .no_name()
                    .message(format!("{} {what}", named(place, lang))),
            ),
        };
    }
    let help = diag.help.as_ref().map(|help| help.in_lang(lang));
    let word = match lang {
        Lang::Zh => "办法",
        Lang::En => "help",
    };
    match help {
        Some(help) => group.element(Level::HELP.with_name(word).message(help)),
        None => group,
    }
}

fn level(severity: Severity, lang: Lang) -> Level<'static> {
    let (level, zh) = match severity {
        Severity::Error => (Level::ERROR, "错误"),
        Severity::Warning => (Level::WARNING, "警告"),
        Severity::Note => (Level::NOTE, "提示"),
    };
    match lang {
        Lang::Zh => level.with_name(zh),
        Lang::En => level,
    }
}

/// A place in words: 文件 q3.xlsx 工作表“社区事项” B5.
pub(crate) fn named(place: &Place, lang: Lang) -> String {
    match (place, lang) {
        (Place::File(path), lang) => file_named(path, lang),
        (Place::Span(span), _) => span.path.to_string(),
        (Place::Cell(cell), lang) => cell_named(cell, lang),
    }
}

fn file_named(path: &str, lang: Lang) -> String {
    match (path, lang) {
        ("-", Lang::Zh) => "标准输入".to_owned(),
        ("-", Lang::En) => "standard input".to_owned(),
        (path, Lang::Zh) => format!("文件 {path}"),
        (path, Lang::En) => path.to_owned(),
    }
}

fn cell_named(cell: &Cell, lang: Lang) -> String {
    let Cell {
        path,
        sheet,
        row,
        column,
    } = cell;
    let at = match (column, lang) {
        (Some(column), _) => format!("{}{row}", column_letters(*column)),
        (None, Lang::Zh) => format!("第 {row} 行"),
        (None, Lang::En) => format!("row {row}"),
    };
    let (path, sheet) = (file_named(path, lang), masked(sheet));
    match (sheet.is_empty(), lang) {
        (true, _) => format!("{path} {at}"),
        (false, Lang::Zh) => format!("{path} 工作表“{sheet}” {at}"),
        (false, Lang::En) => format!("{path} sheet \"{sheet}\" {at}"),
    }
}

/// The line that a span begins in, and the bytes of it that the span covers.
pub(crate) struct Excerpt<'a> {
    path: &'a str,
    /// The line itself.
    text: &'a str,
    /// Its number, from 1.
    pub(crate) line: usize,
    marked: Range<usize>,
}

impl<'a> Excerpt<'a> {
    /// The line of a span; `None` where the file isn't at hand.
    pub(crate) fn of(span: &'a Span, files: &'a [SourceFile]) -> Option<Self> {
        let file = files.iter().find(|file| file.path == span.path)?;
        let start = span.bytes.start.min(file.text.len());
        let before = file.text.get(..start)?;
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let text = file.text[line_start..].lines().next().unwrap_or("");
        let end = span
            .bytes
            .end
            .clamp(start, line_start + text.len().max(start - line_start));
        Some(Self {
            path: &file.path,
            text,
            line: before.matches('\n').count() + 1,
            marked: start - line_start..end - line_start,
        })
    }

    /// The columns that are marked, in characters from 1; the second is behind the last.
    pub(crate) fn columns(&self) -> (usize, usize) {
        let count = |end: usize| self.text.get(..end).map_or(0, |t| t.chars().count()) + 1;
        (count(self.marked.start), count(self.marked.end))
    }

    fn snippet(
        &self,
        kind: AnnotationKind,
        label: Option<&'a str>,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(self.text)
            .path(self.path)
            .line_start(self.line)
            .annotation(kind.span(self.marked.clone()).label(label))
    }
}
