//! The audit for a terminal: by action and rule, then the counts by category, then what was examined.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{Attribute, Cell, CellAlignment, Color, ColumnConstraint, Table, Width, presets};

use super::cell::heading;
use super::examined::examined;
use super::lines::{ByAction, ByRule, Line, sections};
use super::wrap::{width, wrapped};
use super::{Column, Counts, Facts, account, wording};
use crate::finding::Action;
use crate::phrase::{Lang, Phrase};
use crate::say;

/// Narrower than this, a table would be all line breaks.
const NARROW: usize = 64;
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
    page.clauses_for_people(out)?;
    for line in examined(facts) {
        page.paragraph(&line, 0, Style::new(), out)?;
    }
    page.hints(out)
}

/// The columns of a section, from the left, with the cells each may fill.
struct Layout {
    columns: Vec<(Shown, usize)>,
}

/// What a column of the terminal's table shows.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Column(Column),
    /// Which community, or how many.
    Where,
    /// What becomes of it, and what was seen.
    Account,
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

    /// The columns and their widths; `None` where the terminal is too narrow for a table.
    fn layout(&self, section: &ByAction) -> Option<Layout> {
        let total = self.facts.view.width;
        if total < NARROW {
            return None;
        }
        let shown = self.shown_columns(section);
        let lines: Vec<&Line> = section
            .blocks
            .iter()
            .flat_map(|block| &block.lines)
            .collect();
        let natural: Vec<usize> = shown
            .iter()
            .map(|column| {
                let cells = lines.iter().map(|line| width(&self.cell(line, *column)));
                cells
                    .max()
                    .unwrap_or(0)
                    .max(width(&self.heading(*column, section.action)))
            })
            .collect();
        let room = total.saturating_sub(INDENT + GAP * shown.len().saturating_sub(1));
        let widths = shares(&shown, &natural, room);
        Some(Layout {
            columns: shown.into_iter().zip(widths).collect(),
        })
    }

    fn shown_columns(&self, section: &ByAction) -> Vec<Shown> {
        let chosen = &self.facts.view.columns;
        if !chosen.is_empty() {
            return chosen.iter().copied().map(Shown::Column).collect();
        }
        let mut shown = vec![
            Shown::Column(Column::Name),
            Shown::Column(Column::Department),
            Shown::Column(Column::Frequency),
        ];
        let lines = || section.blocks.iter().flat_map(|block| &block.lines);
        if self.has_several_communities() {
            shown.push(Shown::Where);
        }
        if self.facts.audit.items.sources.len() == 1 && lines().all(|line| line.entries.len() == 1)
        {
            shown.insert(0, Shown::Column(Column::Row));
        }
        shown.push(Shown::Account);
        shown
    }

    fn has_several_communities(&self) -> bool {
        let mut named = self
            .facts
            .audit
            .items
            .entries
            .iter()
            .map(|entry| entry.community);
        let first = named.next();
        named.any(|community| Some(community) != first)
    }

    fn heading(&self, shown: Shown, action: Action) -> String {
        match (shown, action) {
            (Shown::Column(column), _) => heading(column, self.lang),
            (Shown::Where, _) => heading(Column::Community, self.lang),
            (Shown::Account, Action::Delete | Action::Keep | Action::Review) => {
                self.say(&say!("凭什么", "seen"))
            }
            (Shown::Account, Action::Merge) => self.say(&say!("并入的事项", "takes in")),
            (Shown::Account, _) => self.say(&say!("怎么改", "becomes")),
        }
    }

    fn cell(&self, line: &Line, shown: Shown) -> String {
        let entry = line.entries[0];
        match shown {
            Shown::Column(column) => {
                let speaker = account::speaker(self.facts, line);
                account::on_one_line(&self.facts.cell_for_people(speaker, column))
            }
            Shown::Where => account::communities(self.facts, line),
            Shown::Account if !line.taken_in.is_empty() => {
                account::taken_in(self.facts, line).join("\n")
            }
            Shown::Account => self.account(entry),
        }
    }

    /// What becomes of an entry and what was seen, a line each.
    fn account(&self, entry: u32) -> String {
        let mut parts = account::becomes(self.facts, entry);
        parts.push(wording::short_evidence(
            self.facts,
            self.facts.verdict(entry),
        ));
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    fn headings(&self, layout: &Layout, action: Action, out: &mut dyn Write) -> io::Result<()> {
        let cell = |(column, cells): &(Shown, usize)| {
            let text = wrapped(&self.heading(*column, action), *cells).join("\n");
            Cell::new(text).add_attribute(Attribute::Underlined)
        };
        let row = layout.columns.iter().map(cell).collect();
        writeln!(out, "{}", self.laid_out(vec![row], layout))
    }

    fn rows(&self, block: &ByRule, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
        let cell = |line: &Line, column: Shown, cells: usize| {
            let cell = Cell::new(wrapped(&self.cell(line, column), cells).join("\n"));
            match column {
                Shown::Account => cell.fg(Color::DarkGrey),
                _ => cell,
            }
        };
        let row = |line: &Line| {
            let columns = layout.columns.iter();
            columns
                .map(|(column, cells)| cell(line, *column, *cells))
                .collect()
        };
        let rows = block.lines.iter().map(row).collect();
        writeln!(out, "{}", self.laid_out(rows, layout))
    }

    /// The rows under the widths of the layout, as text.
    fn laid_out(&self, rows: Vec<Vec<Cell>>, layout: &Layout) -> String {
        let mut table = self.bare_table();
        table.add_rows(rows);
        let last = layout.columns.len().saturating_sub(1);
        let widths = layout.columns.iter().map(|(_, cells)| *cells);
        for (i, (column, cells)) in table.column_iter_mut().zip(widths).enumerate() {
            let indent = if i == 0 { INDENT } else { 0 };
            let gap = if i == last { 0 } else { GAP };
            column.set_padding((cells_of(indent), cells_of(gap)));
            let width = Width::Fixed(cells_of(cells + indent + gap));
            column.set_constraint(ColumnConstraint::Absolute(width));
        }
        trimmed(&table)
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

    /// A line as a short list, where there is no room for a table.
    fn listed(&self, line: &Line, out: &mut dyn Write) -> io::Result<()> {
        let name = self.cell(line, Shown::Column(Column::Name));
        self.paragraph(&format!("- {name}"), 2, Style::new(), out)?;
        let parts = [
            Shown::Column(Column::Department),
            Shown::Column(Column::Frequency),
            Shown::Where,
        ];
        let parts: Vec<String> = parts
            .map(|shown| self.cell(line, shown))
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        self.paragraph(&parts.join(" · "), INDENT, Style::new(), out)?;
        self.paragraph(
            &self.cell(line, Shown::Account),
            INDENT,
            Style::new().dimmed(),
            out,
        )
    }

    fn summary(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = self.bare_table();
        table.add_row(
            self.summary_headings()
                .into_iter()
                .map(|text| Cell::new(text).add_attribute(Attribute::Bold)),
        );
        for (category, counts) in &self.facts.summary.by_category {
            let name = match category {
                Some(category) => category.in_lang(self.lang).to_owned(),
                None => self.say(&say!("不明", "unknown")),
            };
            table.add_row(self.counted(name, counts));
        }
        if self.facts.summary.by_category.len() != 1 {
            let name = self.say(&say!("合计", "total"));
            let total = self.counted(name, &self.facts.summary.total);
            table.add_row(
                total
                    .into_iter()
                    .map(|cell| cell.add_attribute(Attribute::Bold)),
            );
        }
        for (i, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, cells_of(GAP)));
            if i > 0 {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        writeln!(out, "{}", trimmed(&table))?;
        self.hours_known(out)
    }

    fn summary_headings(&self) -> Vec<String> {
        let mut headings = vec![
            heading(Column::Category, self.lang),
            self.say(&say!("原有", "before")),
        ];
        headings.extend(
            Action::ALL
                .iter()
                .map(|action| action.in_lang(self.lang).to_owned()),
        );
        headings.push(self.say(&say!("减后", "after")));
        headings.push(self.say(&say!("每年小时", "hours a year")));
        headings
    }

    fn counted(&self, name: String, counts: &Counts) -> Vec<Cell> {
        let mut cells = vec![Cell::new(name), Cell::new(counts.items)];
        for action in Action::ALL {
            let number = counts.of(*action);
            let cell = Cell::new(if number == 0 {
                "·".to_owned()
            } else {
                number.to_string()
            });
            cells.push(if number == 0 {
                cell.fg(Color::DarkGrey)
            } else {
                cell
            });
        }
        cells.push(Cell::new(counts.after));
        let hours = counts.hours.before().zip(counts.hours.after());
        cells.push(Cell::new(hours.map_or(
            "—".to_owned(),
            |(before, after)| {
                let shown = format!("{} → {}", wording::hours(before), wording::hours(after));
                wording::hours_marked(&shown, counts.hours.estimated_items > 0, self.lang)
            },
        )));
        cells
    }

    fn hours_known(&self, out: &mut dyn Write) -> io::Result<()> {
        let (items, hours) = (
            self.facts.summary.total.items,
            &self.facts.summary.total.hours,
        );
        let (known, estimated) = (hours.known_items, hours.estimated_items);
        let text = if known == 0 {
            say!(
                "没有一项既写明耗时又能算出次数，小时数不明。",
                "No item tells both its hours and how often: hours are unknown."
            )
        } else if estimated > 0 {
            say!(
                "小时数只算得出 {items} 项中的 {known} 项，其中 {estimated} 项按定额估算。",
                "Hours are known of {known} of {items} items, {estimated} of them estimated."
            )
        } else {
            say!(
                "小时数只算得出 {items} 项中的 {known} 项，其余不明，不计入。",
                "Hours are known of {known} of {items} items; the others are not counted."
            )
        };
        if known < items || estimated > 0 {
            self.paragraph(&self.say(&text), 0, Style::new().dimmed(), out)?;
        }
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
        let kept = self.facts.summary.total.of(Action::Keep);
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

/// Shares the room: short columns get what they need up to a limit, names and accounts the rest.
fn shares(shown: &[Shown], natural: &[usize], room: usize) -> Vec<usize> {
    let limit = |column: &Shown| match column {
        Shown::Column(Column::Row) => 6,
        Shown::Column(Column::Department) => room / 5,
        Shown::Column(Column::Frequency) => room / 8,
        Shown::Where => (room / 7).max(8),
        _ => usize::MAX,
    };
    let mut widths: Vec<usize> = shown
        .iter()
        .zip(natural)
        .map(|(column, natural)| (*natural).min(limit(column).max(6)))
        .collect();
    let wide: Vec<usize> = (0..shown.len())
        .filter(|i| limit(&shown[*i]) == usize::MAX)
        .collect();
    let fixed: usize = (0..shown.len())
        .filter(|i| !wide.contains(i))
        .map(|i| widths[i])
        .sum();
    let mut left = room.saturating_sub(fixed);
    // The least wide first, so that what it doesn't need goes to the others.
    let mut order = wide;
    order.sort_by_key(|i| widths[*i]);
    for (done, i) in order.iter().enumerate() {
        let share = left / (order.len() - done);
        widths[*i] = widths[*i].min(share).max(4);
        left = left.saturating_sub(widths[*i]);
    }
    widths
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
