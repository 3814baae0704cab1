//! The audit as Markdown: for a wiki, an issue, a chat.

use std::io::{self, Write};

use super::cell::heading;
use super::examined::examined;
use super::lines::{Block, Line, sections};
use super::{Column, Counts, Facts, wording};
use crate::finding::Action;
use crate::phrase::{Lang, Phrase};
use crate::say;

/// Writes the audit.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let page = Page {
        facts,
        lang: facts.view.lang,
    };
    writeln!(
        out,
        "# {}\n",
        page.say(&say!(
            "社区事项减负审核",
            "Audit of the burden on communities"
        ))
    )?;
    page.basis(out)?;
    page.summary(out)?;
    for section in sections(facts) {
        let (action, items) = (section.action.in_lang(page.lang), section.items);
        writeln!(
            out,
            "## {}\n",
            page.say(&say!("{action}：{items} 项", "{action}: {items} items"))
        )?;
        for block in &section.blocks {
            page.block(block, out)?;
        }
    }
    writeln!(
        out,
        "## {}\n",
        page.say(&say!("审了什么", "What was examined"))
    )?;
    for line in examined(facts) {
        writeln!(out, "- {}", escaped(&line))?;
    }
    page.clauses_for_people(out)
}

struct Page<'f, 'a> {
    facts: &'f Facts<'a>,
    lang: Lang,
}

impl Page<'_, '_> {
    fn say(&self, phrase: &Phrase) -> String {
        phrase.in_lang(self.lang).to_owned()
    }

    fn basis(&self, out: &mut dyn Write) -> io::Result<()> {
        for set in &self.facts.audit.rules.sets {
            let (title, id, version) = (escaped(&set.title), &set.id, &set.version);
            writeln!(
                out,
                "{}\n",
                self.say(&say!(
                    "规则：{title}（{id} {version}）",
                    "Rules: {title} ({id} {version})"
                ))
            )?;
        }
        Ok(())
    }

    fn summary(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut headings = vec![
            heading(Column::Category, self.lang),
            self.say(&say!("原有", "before")),
        ];
        headings.extend(
            Action::ALL
                .iter()
                .map(|action| action.in_lang(self.lang).to_owned()),
        );
        headings.extend([
            self.say(&say!("减后", "after")),
            self.say(&say!("每年小时", "hours a year")),
        ]);
        row(out, &headings)?;
        writeln!(out, "|:--{}|", "|--:".repeat(headings.len() - 1))?;
        for (category, counts) in &self.facts.summary.by_category {
            let unknown = self.say(&say!("不明", "unknown"));
            let name = category.map_or(unknown, |category| category.in_lang(self.lang).to_owned());
            row(out, &counted(name, counts))?;
        }
        let total = self.say(&say!("合计", "total"));
        row(out, &counted(total, &self.facts.summary.total))?;
        writeln!(out)
    }

    fn block(&self, block: &Block, out: &mut dyn Write) -> io::Result<()> {
        let rule = block
            .rule
            .map(|rule| &self.facts.audit.rules.rules[rule as usize]);
        if let Some(rule) = rule {
            let provision = self
                .facts
                .provision(rule)
                .map(|cited| self.say(&say!("（依据：{cited}）", " ({cited})")));
            writeln!(
                out,
                "### {}{}\n",
                escaped(&rule.title),
                escaped(&provision.unwrap_or_default())
            )?;
            writeln!(out, "{}\n", escaped(&rule.why))?;
        } else if let Some(line) = block.lines.first() {
            let reason = wording::reason(self.facts, self.facts.verdict(line.entries[0]));
            writeln!(out, "{}\n", escaped(&reason))?;
        }
        let columns = [
            Column::Name,
            Column::Department,
            Column::Frequency,
            Column::Target,
            Column::Evidence,
        ];
        let mut headings: Vec<String> = columns
            .iter()
            .map(|column| heading(*column, self.lang))
            .collect();
        headings.insert(3, heading(Column::Community, self.lang));
        row(out, &headings)?;
        writeln!(out, "{}|", "|---".repeat(headings.len()))?;
        for line in &block.lines {
            let mut cells = columns
                .map(|column| {
                    self.facts
                        .cell_for_people(line.entries[0], column)
                        .into_owned()
                })
                .to_vec();
            cells.insert(3, self.communities(line));
            row(
                out,
                &cells.iter().map(|cell| escaped(cell)).collect::<Vec<_>>(),
            )?;
        }
        writeln!(out)
    }

    fn communities(&self, line: &Line) -> String {
        let first = self.facts.cell(line.entries[0], Column::Community);
        match line.entries.len() {
            1 => first.into_owned(),
            n => format!("{first} ×{n}"),
        }
    }

    fn clauses_for_people(&self, out: &mut dyn Write) -> io::Result<()> {
        for clause in self
            .facts
            .audit
            .rules
            .clauses
            .iter()
            .filter(|clause| clause.for_people)
        {
            let (title, cited) = (escaped(&clause.title), escaped(&clause.source.cited()));
            writeln!(
                out,
                "- {}",
                self.say(&say!(
                    "须由人对照：{title}（{cited}）",
                    "For people to judge: {title} ({cited})"
                ))
            )?;
        }
        Ok(())
    }
}

fn counted(name: String, counts: &Counts) -> Vec<String> {
    let mut cells = vec![name, counts.items.to_string()];
    cells.extend(
        Action::ALL
            .iter()
            .map(|action| counts.of(*action).to_string()),
    );
    let hours = counts.hours.before().zip(counts.hours.after());
    let hours = hours
        .map(|(before, after)| format!("{} → {}", wording::hours(before), wording::hours(after)));
    cells.extend([counts.after.to_string(), hours.unwrap_or("—".to_owned())]);
    cells
}

fn row(out: &mut dyn Write, cells: &[String]) -> io::Result<()> {
    writeln!(out, "| {} |", cells.join(" | "))
}

/// The text without meaning to Markdown or HTML, on one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' => escaped.push_str("<br>"),
            '\r' => {}
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}
