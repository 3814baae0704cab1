//! The audit for a terminal: by action and rule, then the counts by category, then what was examined.

mod layout;
mod rows;
mod sums;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{Table, presets};

use super::examined::examined;
use super::lines::{ByAction, ByRule, sections};
use super::outline::Outline;
use super::wrap::{width, wrapped};
use super::{Facts, terminal, wording};
use crate::finding::Action;
use crate::phrase::{Lang, Phrase};
use crate::say;
use layout::Layout;

/// Cells before every row, so that rows stand under their rule.
const INDENT: usize = 4;
/// Cells between columns.
const GAP: usize = 2;

/// Writes the audit.
pub(super) fn write(facts: &Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let page = Page {
        facts,
        lang: facts.view.lang,
    };
    for section in sections(facts) {
        let shown = match page.is_listed(section.action) {
            true => Some(section),
            false => section.only_refused(),
        };
        if let Some(section) = shown {
            page.section(&section, out)?;
        }
    }
    page.summary(out)?;
    page.alternatives(out)?;
    page.clauses_for_people(out)?;
    for line in examined(facts) {
        page.paragraph(&line, 0, Style::new(), out)?;
    }
    page.hints(out)
}

struct Page<'f, 'a> {
    facts: &'f Facts<'a>,
    lang: Lang,
}

impl Page<'_, '_> {
    fn say(&self, phrase: &Phrase) -> String {
        phrase.in_lang(self.lang).to_owned()
    }

    /// Kept items are many and need nothing done: they are only counted, unless asked for.
    fn is_listed(&self, action: Action) -> bool {
        action != Action::Keep || self.facts.view.verbose || self.facts.actions_chosen
    }

    fn painted(&self, text: &str, style: Style) -> String {
        match self.facts.view.coloured {
            true => format!("{style}{text}{style:#}"),
            false => text.to_owned(),
        }
    }

    fn paragraph(
        &self,
        text: &str,
        indent: usize,
        style: Style,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let cells = self.facts.view.width.saturating_sub(indent);
        for line in wrapped(text, cells) {
            writeln!(out, "{:indent$}{}", "", self.painted(&line, style))?;
        }
        Ok(())
    }

    fn section(&self, section: &ByAction, out: &mut dyn Write) -> io::Result<()> {
        let (action, items) = (section.action, section.items);
        let name = action.in_lang(self.lang);
        let title = self.say(&say!("{name} · {items} 项", "{name} · {items} items"));
        let rest = self
            .facts
            .view
            .width
            .min(100)
            .saturating_sub(width(&title) + 1);
        let style = Style::new().bold().fg_color(Some(colour(action).into()));
        let title = self.painted(&format!("{title} {}", "─".repeat(rest)), style);
        writeln!(out, "{title}")?;
        let layout = self.layout(section);
        if let Some(layout) = &layout {
            self.headings(layout, section.action, out)?;
        }
        for block in &section.blocks {
            self.block(block, layout.as_ref(), out)?;
        }
        writeln!(out)
    }

    fn block(
        &self,
        block: &ByRule,
        layout: Option<&Layout>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let bold = Style::new().bold();
        match block
            .rule
            .map(|rule| &self.facts.audit.rules.rules[rule as usize])
        {
            Some(rule) => {
                let provision = self
                    .facts
                    .provision(rule)
                    .map(|cited| self.say(&say!("（依据：{cited}）", " ({cited})")));
                let title = format!("▪ {}{}", rule.title, provision.unwrap_or_default());
                self.paragraph(&title, 2, bold, out)?;
                self.paragraph(&rule.why, INDENT, Style::new().dimmed(), out)?;
            }
            None => {
                let spoken = block
                    .lines
                    .first()
                    .map(|line| wording::reason(self.facts, self.facts.verdict(line.entries[0])));
                self.paragraph(&format!("▪ {}", spoken.unwrap_or_default()), 2, bold, out)?;
            }
        }
        match layout {
            Some(layout) => self.rows(block, layout, out),
            None => block
                .lines
                .iter()
                .try_for_each(|line| self.listed(line, out)),
        }
    }

    fn bare_table(&self) -> Table {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        match self.facts.view.coloured {
            true => table.enforce_styling(),
            false => table.force_no_tty(),
        };
        table
    }

    /// What was asked for beside the audit.
    fn alternatives(&self, out: &mut dyn Write) -> io::Result<()> {
        let outline = Outline::alternatives(self.facts);
        if outline.sections.is_empty() {
            return Ok(());
        }
        terminal::write(&outline, &self.facts.view, out)?;
        writeln!(out)
    }

    /// Clauses that no machine can judge stand in every report.
    fn clauses_for_people(&self, out: &mut dyn Write) -> io::Result<()> {
        let clauses = self
            .facts
            .audit
            .rules
            .clauses
            .iter()
            .filter(|clause| clause.for_people);
        let named: Vec<String> = clauses
            .map(|clause| format!("{}（{}）", clause.title, clause.source.cited()))
            .collect();
        if named.is_empty() {
            return Ok(());
        }
        let named = named.join("；");
        self.paragraph(
            &self.say(&say!(
                "须由人对照的条款：{named}",
                "Clauses for people to judge: {named}"
            )),
            0,
            Style::new(),
            out,
        )
    }

    fn hints(&self, out: &mut dyn Write) -> io::Result<()> {
        let kept = self.facts.summary().total.of(Action::Keep);
        let hint = match kept > 0 && !self.is_listed(Action::Keep) {
            true => say!(
                "留 {kept} 项未列出，加 -v 可看；存成表格用 -o 结论.csv；问一行的缘由用 jianfu explain 文件 --row 行号。",
                "{kept} kept items aren't listed: -v lists them; -o report.csv saves a sheet; jianfu explain FILE --row N tells why."
            ),
            false => say!(
                "存成表格用 -o 结论.csv；问一行的缘由用 jianfu explain 文件 --row 行号。",
                "-o report.csv saves a sheet; jianfu explain FILE --row N tells why."
            ),
        };
        self.paragraph(&self.say(&hint), 0, Style::new().dimmed(), out)
    }
}

fn colour(action: Action) -> AnsiColor {
    match action {
        Action::Delete => AnsiColor::Red,
        Action::Adjust => AnsiColor::Yellow,
        Action::Merge => AnsiColor::Cyan,
        Action::Compress => AnsiColor::Blue,
        Action::Keep => AnsiColor::Green,
        Action::Review => AnsiColor::Magenta,
    }
}

fn cells_of(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}

/// The table without the blanks that fill its lines.
fn trimmed(table: &Table) -> String {
    let lines: Vec<String> = table
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    lines.join("\n")
}
