//! Who imposes it and whom it is imposed on, the most hours first.

use std::cmp::Reverse;

use super::result::reduction;
use super::{Block, Cell, Chart, Column, Section, Table, Topic};
use crate::finding::Action;
use crate::report::{Audience, Counts, Facts};
use crate::say;
use crate::text::Symbol;

/// More departments than this are not drawn.
const DRAWN: usize = 12;

/// Something that is ranked, with what it comes to.
type Ranked<K> = Vec<(K, Counts)>;

/// The section on departments.
pub(super) fn departments<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let issuer = |entry| facts.item(entry).issuer.name;
    let title = facts.say(&say!("下达部门", "Departments"));
    let said = say!(
        "按每年小时从多到少排列；小时数不明的，按事项数排在其后。",
        "The most hours a year first; where hours are unknown, by number of items."
    );
    let mut blocks = vec![
        Block::Paragraph(facts.say(&said)),
        Block::Table(offices(facts, issuer)),
    ];
    blocks.extend(chart(facts, &by_name(facts, issuer)).map(Block::Chart));
    Section::of(Topic::Departments, title, blocks)
}

/// Everybody who imposes any of it, under one of the names that each has.
pub(super) fn offices<'f>(facts: &Facts<'_>, name: impl Fn(u32) -> Symbol + Sync) -> Table<'f> {
    let heading = facts.say(&say!("下达部门", "department"));
    let columns = vec![Column::text(heading, 9)];
    table(facts, columns, &by_name(facts, name), |name| {
        vec![named(facts, *name)]
    })
}

fn by_name(facts: &Facts<'_>, name: impl Fn(u32) -> Symbol + Sync) -> Ranked<Symbol> {
    ranked(facts, facts.counted_by(name), |name| *name)
}

/// The section on streets and communities, as far as several are named.
pub(super) fn places<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let mut blocks = Vec::new();
    if facts.streets() > 1 && facts.view.audience == Audience::District {
        let heading = facts.say(&say!("街道", "street"));
        blocks.push(Block::Table(streets(facts, heading)));
    }
    if facts.communities() > 1 {
        blocks.push(Block::Table(communities(facts)));
    }
    let title = match blocks.len() {
        2 => say!("街道和社区", "Streets and communities"),
        _ => say!("社区", "Communities"),
    };
    Section::of(Topic::Communities, facts.say(&title), blocks)
}

fn streets<'f>(facts: &Facts<'_>, heading: String) -> Table<'f> {
    let street = |entry| facts.entry(entry).street;
    let ranked = ranked(facts, facts.counted_by(street), |street| *street);
    let columns = vec![Column::text(heading, 9)];
    table(facts, columns, &ranked, |street| {
        vec![named(facts, *street)]
    })
}

fn communities<'f>(facts: &Facts<'_>) -> Table<'f> {
    let place = |entry| (facts.entry(entry).street, facts.entry(entry).community);
    let ranked = ranked(facts, facts.counted_by(place), |(_, community)| *community);
    let columns = vec![
        Column::text(facts.say(&say!("街道", "street")), 6),
        Column::text(facts.say(&say!("社区", "community")), 7),
    ];
    table(facts, columns, &ranked, |(street, community)| {
        vec![named(facts, *street), named(facts, *community)]
    })
}

/// The most hours first, then the most items, then by name.
fn ranked<K>(facts: &Facts<'_>, mut counted: Ranked<K>, name: impl Fn(&K) -> Symbol) -> Ranked<K> {
    let minutes = |counts: &Counts| {
        counts
            .hours
            .before()
            .map(|hours| (hours * 60.0).round() as i64)
    };
    counted.sort_by_cached_key(|(key, counts)| {
        let name = facts.text(name(key)).into_owned();
        (Reverse(minutes(counts)), Reverse(counts.items), name)
    });
    counted
}

pub(super) fn named(facts: &Facts<'_>, name: Symbol) -> Cell {
    match name.is_blank() {
        true => Cell::Text(facts.say(&say!("未写明", "not given"))),
        false => Cell::Text(facts.office(name).into_owned()),
    }
}

fn table<'f, K>(
    facts: &Facts<'_>,
    named: Vec<Column>,
    ranked: &Ranked<K>,
    name: impl Fn(&K) -> Vec<Cell>,
) -> Table<'f> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let mut columns = vec![Column::number(say("位次", "rank"), 4)];
    columns.extend(named);
    columns.push(Column::number(say("事项", "items"), 4));
    let acting = [
        Action::Delete,
        Action::Adjust,
        Action::Merge,
        Action::Compress,
    ];
    columns.extend(acting.map(|action| Column::number(action.in_lang(facts.view.lang), 3)));
    columns.extend([
        Column::number(say("减后", "after"), 4),
        Column::number(say("减少", "reduced by"), 4),
        Column::number(say("每年小时（前）", "hours a year, before"), 6),
        Column::number(say("每年小时（后）", "hours a year, after"), 6),
    ]);
    let row = |(i, (key, counts)): (usize, &(K, Counts))| {
        let estimated = counts.hours.estimated_items > 0;
        let mut row = vec![Cell::Count(i as u64 + 1)];
        row.extend(name(key));
        row.push(counts.items.into());
        row.extend(acting.map(|action| Cell::Count(counts.of(action))));
        row.extend([
            counts.after.into(),
            reduction(counts.items, counts.after),
            Cell::amount(counts.hours.before(), estimated),
            Cell::amount(counts.hours.after(), estimated),
        ]);
        row
    };
    Table::ready(columns, ranked.iter().enumerate().map(row).collect())
}

/// The hours of the departments that impose the most.
fn chart(facts: &Facts<'_>, ranked: &Ranked<Symbol>) -> Option<Chart> {
    let known = ranked
        .iter()
        .filter(|(_, counts)| counts.hours.known_items > 0);
    let drawn: Vec<_> = known.take(DRAWN).collect();
    let n = drawn.len();
    (n > 1).then(|| {
        let title = say!(
            "每年小时最多的{n}个部门，处理前后",
            "Hours a year of {n} departments, before and after"
        );
        let bars = drawn
            .iter()
            .map(|(name, counts)| (named(facts, *name).shown(facts.view.lang), counts));
        Chart::hours(facts, facts.say(&title), bars.collect())
    })
}
