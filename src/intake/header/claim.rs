//! Which column holds which field: every heading may claim one, the best claim gets it.

use super::extent::Extent;
use super::heading::Heading;
use super::{Column, Finder, Header, LOOKED_AT, filled};
use crate::intake::band;
use crate::item::Field;
use crate::read::Table;
use crate::text::Texts;

/// A column before it is decided which of two that claim a field gets it.
pub(super) struct Claim {
    /// The column.
    pub(super) at: usize,
    heading: String,
    /// The field.
    pub(super) field: Field,
    /// Share of the heading that was understood, in percent.
    share: usize,
    pub(super) by_user: bool,
}

impl Finder<'_> {
    /// The columns that the words, or the user, say hold a field.
    pub(super) fn claims(&mut self, headings: &[Heading]) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (at, heading) in headings.iter().enumerate() {
            let whole = heading.whole();
            let user = self.named.iter().position(|(_, named)| {
                is_letters_of(named, at)
                    || self.words.plain(named) == self.words.plain(&whole)
                    || !heading.leaf.is_empty()
                        && self.words.plain(named) == self.words.plain(&heading.leaf)
            });
            if let Some(user) = user {
                let field = self.named[user].0;
                self.heeded.columns[user] = true;
                claims.push(Claim {
                    at,
                    heading: whole,
                    field,
                    share: 100,
                    by_user: true,
                });
            } else if let Some((field, share)) = self.field_of(heading) {
                claims.push(Claim {
                    at,
                    heading: whole,
                    field,
                    share,
                    by_user: false,
                });
            }
        }
        claims
    }

    /// Columns before the name over which nobody wrote a heading, told by what stands in them: nothing
    /// but categories, or nothing but departments.
    pub(super) fn unlabelled(
        &self,
        table: &Table,
        below: usize,
        headings: &[Heading],
        claims: &[Claim],
        texts: &Texts,
    ) -> Vec<Claim> {
        let is = |field: Field| move |claim: &&Claim| claim.field == field;
        let Some(name) = claims.iter().find(is(Field::Name)) else {
            return Vec::new();
        };
        let mut found: Vec<Claim> = Vec::new();
        for at in (0..name.at).filter(|&at| headings[at].is_empty()) {
            let cells: Vec<String> = (below..table.len().min(below + LOOKED_AT))
                .filter(|&row| filled(table.row(row)) > 1)
                .map(|row| table.cell(row, at))
                .filter(|cell| !cell.is_blank())
                .map(|cell| self.words.plain(texts.get(cell)))
                .collect();
            let all = |test: &dyn Fn(&str) -> bool| {
                let good = cells.iter().filter(|cell| test(cell)).count();
                good >= 2 && good * 5 >= cells.len() * 4
            };
            let field = if all(&|cell| band::is_category(self.words, cell)) {
                Field::Category
            } else if all(&|cell| band::is_department(self.words.layout(), cell)) {
                Field::Department
            } else {
                continue;
            };
            if claims
                .iter()
                .chain(&found)
                .all(|claim| claim.field != field)
            {
                found.push(Claim {
                    at,
                    heading: String::new(),
                    field,
                    share: 0,
                    by_user: false,
                });
            }
        }
        found
    }

    /// The field of a column whose heading may stand in two rows: the upper one tells what 名称 and
    /// 一级 under it are about.
    fn field_of(&mut self, heading: &Heading) -> Option<(Field, usize)> {
        let leaf = self.field(&heading.leaf);
        if heading.group.is_empty() {
            return leaf;
        }
        let group = self.field(&heading.group);
        match (group, leaf) {
            (Some((group, share)), None | Some((Field::Name, _))) if group != Field::Name => {
                heading.first_of_group.then_some((group, share))
            }
            (_, Some(leaf)) => Some(leaf),
            (_, None) => self
                .field(&heading.whole())
                .or(group.filter(|_| heading.first_of_group)),
        }
    }
}
/// Fewer claims beside the content are chance.
const ENOUGH_BESIDE: usize = 2;

/// Where nothing names items but a column says what is to be done, that is what they are called.
pub(super) fn name_by_content(claims: &mut [Claim]) {
    let names = claims.iter().any(|claim| claim.field == Field::Name);
    if names || claims.len() <= ENOUGH_BESIDE {
        return;
    }
    let content = claims
        .iter_mut()
        .find(|claim| claim.field == Field::Content);
    if let Some(claim) = content {
        claim.field = Field::Name;
    }
}

/// Whether what the user typed are the letters of a column, as a spreadsheet shows them.
fn is_letters_of(named: &str, column: usize) -> bool {
    u32::try_from(column)
        .is_ok_and(|column| crate::place::column_letters(column).eq_ignore_ascii_case(named.trim()))
}
/// Gives each field the column with the best claim: named by the user, best understood, most filled,
/// leftmost.
pub(super) fn settle(
    table: &Table,
    top: usize,
    rows: usize,
    mut claims: Vec<Claim>,
    extent: &Extent,
) -> Header {
    let below = top + rows..table.len().min(top + rows + LOOKED_AT);
    let filled = |column: usize| {
        below
            .clone()
            .filter(|&row| !table.cell(row, column).is_blank())
            .count()
    };
    claims.sort_by_key(|claim| {
        let better = (claim.by_user, claim.share, filled(claim.at) > 0);
        (std::cmp::Reverse(better), claim.at)
    });
    let mut of = [None; Field::COUNT];
    let mut columns = Vec::new();
    for claim in claims {
        let place = &mut of[claim.field as usize];
        if place.is_none() {
            *place = Some(claim.at);
            columns.push(Column {
                at: claim.at,
                heading: claim.heading,
                field: claim.field,
            });
        }
    }
    columns.sort_by_key(|column| column.at);
    Header {
        top,
        rows,
        columns,
        unused: Vec::new(),
        left: extent.columns.start,
        right: extent.columns.end,
        beside: extent.beside,
        of,
        choices: Vec::new(),
    }
}
