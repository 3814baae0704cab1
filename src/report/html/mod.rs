//! The report as one web page: nothing from outside, nothing that runs but its own script, for screen and paper.

mod chart;
mod items;

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::outline::{Block, Cell, Outline, Section, Table, number};
use super::xml::escaped;
use super::{Facts, wording};
use crate::finding::Action;
use crate::phrase::Lang;
use crate::say;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// Writes the report.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let outline = Outline::of(facts);
    let lang = facts.view.lang;
    out.write_all(head(&outline, lang).into_string().as_bytes())?;
    out.write_all(b"<body>\n")?;
    let mut page = Page { lang, charts: 0 };
    page.body(&outline, &sums(facts), out)?;
    for (i, annex) in outline.annexes.iter().enumerate() {
        let heading = html! { h2 id=(annex_id(i)) { (shown(&annex.title)) } };
        out.write_all(heading.into_string().as_bytes())?;
        match i {
            // The first annex lists the items.
            0 => items::write(facts, out)?,
            _ => out.write_all(page.table(&annex.table).into_string().as_bytes())?,
        }
    }
    let script = html! { script { (PreEscaped(SCRIPT)) } };
    out.write_all(script.into_string().as_bytes())?;
    out.write_all(b"</body></html>\n")
}

/// Writes any outline: no list of items to be sorted, and so no script.
pub(super) fn write_outline(outline: &Outline, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(head(outline, lang).into_string().as_bytes())?;
    out.write_all(b"<body>\n")?;
    Page { lang, charts: 0 }.body(outline, &[], out)?;
    out.write_all(b"</body></html>\n")
}

/// A text as it may stand in the page, in an element or an attribute.
fn shown(text: &str) -> PreEscaped<String> {
    PreEscaped(escaped(text).into_owned())
}

/// What the browser may do: nothing but draw the style and run the script of the page itself.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let (style, script) = (hash(STYLE), hash(SCRIPT));
    format!(
        "default-src 'none'; img-src data:; style-src {style}; script-src {script}; base-uri 'none'; form-action 'none'"
    )
}

fn head(outline: &Outline, lang: Lang) -> Markup {
    let language = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    html! {
        (DOCTYPE)
        (PreEscaped(format!("<html lang=\"{language}\">")))
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy());
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="generator" content="jianfu:report";
            // Browsers ask for an icon unless told that there is one.
            link rel="icon" href="data:,";
            title { (shown(&outline.title())) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// Title, the sums, the way to the sections.
fn front(outline: &Outline, sums: &[(String, String)], lang: Lang) -> Markup {
    html! {
        h1 { (shown(&outline.title())) }
        @if !sums.is_empty() { dl.sums {
            @for (name, sum) in sums { div { dt { (name) } dd { (shown(sum)) } } }
        } }
        nav { ol {
            @for (i, section) in outline.sections.iter().enumerate() {
                li { a href={ "#" (section_id(&[i + 1])) } { (number(&[i + 1], lang)) (shown(&section.title)) } }
            }
            @for (i, annex) in outline.annexes.iter().enumerate() {
                li { a href={ "#" (annex_id(i)) } { (shown(&annex.title)) } }
            }
        } }
        p { (shown(&outline.addressee)) }
        @for said in &outline.opening { p { (shown(said)) } }
    }
}

fn sums(facts: &Facts<'_>) -> Vec<(String, String)> {
    let total = &facts.summary().total;
    let (before, after) = (total.items, total.after);
    let mut sums = vec![(
        facts.say(&say!("事项", "items")),
        format!("{before} → {after}"),
    )];
    let hours = total.hours.before().zip(total.hours.after());
    let hours = hours.map(|(before, after)| {
        let shown = format!("{} → {}", wording::hours(before), wording::hours(after));
        wording::hours_marked(&shown, total.hours.estimated_items > 0, facts.view.lang)
    });
    sums.push((
        facts.say(&say!("每年小时", "hours a year")),
        hours.unwrap_or("—".to_owned()),
    ));
    sums.extend(Action::ALL.iter().map(|action| {
        let name = action.in_lang(facts.view.lang).to_owned();
        (name, total.of(*action).to_string())
    }));
    sums
}

fn end(outline: &Outline) -> Markup {
    html! {
        p { (shown(&outline.closing)) }
        div.sign { @for line in &outline.signature { p { (shown(line)) } } }
    }
}

fn section_id(places: &[usize]) -> String {
    let places: Vec<String> = places.iter().map(usize::to_string).collect();
    format!("s{}", places.join("-"))
}

fn annex_id(i: usize) -> String {
    format!("a{}", i + 1)
}

struct Page {
    lang: Lang,
    charts: usize,
}

impl Page {
    /// All that stands before the annexes.
    fn body(
        &mut self,
        outline: &Outline,
        sums: &[(String, String)],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        out.write_all(front(outline, sums, self.lang).into_string().as_bytes())?;
        for (i, section) in outline.sections.iter().enumerate() {
            out.write_all(self.section(section, &[i + 1]).into_string().as_bytes())?;
        }
        out.write_all(end(outline).into_string().as_bytes())
    }

    fn section(&mut self, section: &Section, places: &[usize]) -> Markup {
        let title = html! { (number(places, self.lang)) (shown(&section.title)) };
        let id = section_id(places);
        html! {
            @match places.len() {
                1 => h2 id=(id) { (title) },
                2 => h3 id=(id) { (title) },
                3 => h4 id=(id) { (title) },
                _ => h5 id=(id) { (title) },
            }
            @for block in &section.blocks { (self.block(block)) }
            @for (i, part) in section.parts.iter().enumerate() {
                (self.section(part, &[places, &[i + 1]].concat()))
            }
        }
    }

    fn block(&mut self, block: &Block) -> Markup {
        match block {
            Block::Paragraph(said) => html! { p { (shown(said)) } },
            Block::List(points) => html! { ul { @for point in points { li { (shown(point)) } } } },
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => {
                self.charts += 1;
                chart::svg(chart, self.charts, self.lang)
            }
        }
    }

    fn table(&self, table: &Table) -> Markup {
        let mut rows = String::new();
        let made = table.each_row(|cells, is_total| {
            rows.push_str(&self.row(table, cells, is_total).into_string());
            Ok::<(), std::convert::Infallible>(())
        });
        // Nothing can fail that only adds to a text.
        let Ok(()) = made;
        html! {
            div.scroll { table {
                @if !table.caption.is_empty() { caption { (shown(&table.caption)) } }
                thead { tr {
                    @for column in &table.columns {
                        th scope="col" class=[column.is_number.then_some("n")] { (shown(&column.heading)) }
                    }
                } }
                tbody { (PreEscaped(rows)) }
            } }
        }
    }

    fn row(&self, table: &Table, cells: &[Cell], is_total: bool) -> Markup {
        html! {
            tr class=[is_total.then_some("total")] {
                @for (cell, column) in cells.iter().zip(&table.columns) {
                    td class=[column.is_number.then_some("n")] { (shown(&cell.shown(self.lang))) }
                }
            }
        }
    }
}
