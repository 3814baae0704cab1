//! Which columns a table on the terminal has, and how many cells each may fill.

use super::{GAP, INDENT, Page};
use crate::report::Column;
use crate::report::lines::{ByAction, Line};
use crate::report::wrap::width;

/// Narrower than this, a table would be all line breaks.
const NARROW: usize = 64;

/// The columns of a section, from the left, with the cells each may fill.
pub(super) struct Layout {
    pub(super) columns: Vec<(Shown, usize)>,
}

/// What a column of the terminal's table shows.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Shown {
    Column(Column),
    /// Which community, or how many.
    Where,
    /// What becomes of it, and what was seen.
    Account,
}

impl Page<'_, '_> {
    /// The columns and their widths; `None` where the terminal is too narrow for a table.
    pub(super) fn layout(&self, section: &ByAction) -> Option<Layout> {
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

    pub(super) fn shown_columns(&self, section: &ByAction) -> Vec<Shown> {
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

    pub(super) fn has_several_communities(&self) -> bool {
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
