//! The list of items: a row each, what decided folded under the name.

use std::io::{self, Write};

use maud::{Markup, html};

use super::shown;
use crate::item::Field;
use crate::judge::Finding;
use crate::report::outline::Cell;
use crate::report::{Column, Facts, account, cell, wording};
use crate::say;

/// A column of the list, with the class of its cells.
const COLUMNS: [(Column, &str); 8] = [
    (Column::Name, "wide"),
    (Column::Department, ""),
    (Column::Category, ""),
    (Column::Street, ""),
    (Column::Community, ""),
    (Column::Frequency, ""),
    (Column::HoursPerYear, "n"),
    (Column::Action, "a"),
];

/// What the list is filtered by.
const CHOICES: [Column; 4] = [
    Column::Action,
    Column::Category,
    Column::Community,
    Column::Department,
];

/// Writes the controls and the list.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let columns: Vec<(Column, &str)> = COLUMNS
        .into_iter()
        .filter(|(column, _)| *column != Column::Street || facts.streets() > 1)
        .collect();
    let begin = html! {
        (controls(facts, &columns))
    };
    out.write_all(begin.into_string().as_bytes())?;
    out.write_all(b"<div class=\"scroll\"><table id=\"items\">")?;
    let head = html! {
        thead { tr {
            @for (column, class) in &columns {
                th scope="col" class=[Some(class).filter(|class| **class == "n")] { (cell::heading(*column, facts.view.lang)) }
            }
            th scope="col" { (facts.say(&say!("改为", "becomes"))) }
        } }
    };
    out.write_all(head.into_string().as_bytes())?;
    out.write_all(b"<tbody>\n")?;
    for entry in &facts.listed {
        out.write_all(row(facts, *entry, &columns).into_string().as_bytes())?;
        out.write_all(b"\n")?;
    }
    out.write_all(b"</tbody></table></div>")
}

fn controls(facts: &Facts<'_>, columns: &[(Column, &str)]) -> Markup {
    let at = |wanted: Column| columns.iter().position(|(column, _)| *column == wanted);
    let choices = CHOICES
        .iter()
        .filter_map(|column| Some((*column, at(*column)?)));
    html! {
        div #controls .controls hidden {
            label { (facts.say(&say!("搜索", "search"))) input #search type="search"; }
            @for (column, at) in choices {
                label {
                    (cell::heading(column, facts.view.lang))
                    select data-column=(at) { option value="" { (facts.say(&say!("全部", "all"))) } }
                }
            }
            output #shown for="search" {}
        }
    }
}

fn row(facts: &Facts<'_>, entry: u32, columns: &[(Column, &str)]) -> Markup {
    let action = facts.verdict(entry).action;
    let text = |column: Column| match column {
        Column::HoursPerYear => {
            let hours = facts.item(entry).hours_per_year();
            Cell::amount(hours, facts.is_estimated(entry)).shown(facts.view.lang)
        }
        column => account::on_one_line(&facts.cell_for_people(entry, column)),
    };
    html! {
        tr {
            @for (column, class) in columns {
                @match column {
                    Column::Name => td.wide { details { summary { (shown(&text(*column))) } (trace(facts, entry)) } },
                    Column::Action => td { span class={ (class) " " (action.word()) } { (shown(&text(*column))) } },
                    _ => td class=[Some(class).filter(|class| !class.is_empty())] { (shown(&text(*column))) },
                }
            }
            td.b { (shown(&account::becomes(facts, entry).join("；"))) }
        }
    }
}

/// Where it stands, what decided, what stands beside it and what was overruled.
fn trace(facts: &Facts<'_>, entry: u32) -> Markup {
    let verdict = facts.verdict(entry);
    let basis = facts.field(entry, Field::Basis);
    html! {
        div.trace {
            p.place { (shown(&facts.id(entry))) }
            @if !basis.trim().is_empty() {
                p { (facts.say(&say!("所列依据：", "stated basis: "))) (shown(&basis)) }
            }
            @if verdict.by.is_none() { p { (shown(&wording::reason(facts, verdict))) } }
            @if let Some(finding) = &verdict.by { (found(facts, finding, "")) }
            // What paper has no room for.
            div.more {
                @for finding in &verdict.beside { (found(facts, finding, "")) }
                @for finding in &verdict.overruled {
                    (found(facts, finding, &facts.say(&say!("未采用：", "overruled: "))))
                }
            }
        }
    }
}

fn found(facts: &Facts<'_>, finding: &Finding, before: &str) -> Markup {
    let rule = facts.rule(finding);
    let lang = facts.view.lang;
    let mut seen: Vec<String> = Vec::new();
    for evidence in &finding.evidence {
        let evidence = wording::evidence(facts, evidence);
        if !seen.contains(&evidence) {
            seen.push(evidence);
        }
    }
    html! {
        p { (before) b { (finding.action.in_lang(lang)) } " " (shown(&rule.title)) " · " code { (shown(&rule.id)) } }
        p { (shown(&wording::grounds(facts, rule))) }
        @if !seen.is_empty() { ul { @for evidence in &seen { li { (shown(evidence)) } } } }
    }
}
