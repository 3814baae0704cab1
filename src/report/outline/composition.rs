//! What the work is made of, administration, self-government and services, against what the rules say.

use super::{Block, Cell, Column, Section, Table, Topic};
use crate::report::composition::{Composition, Part, Unit};
use crate::report::{Counts, Facts, wording};
use crate::rule::Share;
use crate::say;

/// The section on what the work is made of; `None` where the rules name no shares.
pub(super) fn section<'f>(facts: &'f Facts<'_>) -> Option<Section<'f>> {
    let composition = Composition::of(facts)?;
    let mut blocks = vec![
        Block::Paragraph(ground(facts, &composition)),
        Block::Paragraph(coverage(facts, &composition)),
    ];
    let tables = composition
        .units()
        .map(|unit| table(facts, &composition, unit));
    blocks.extend(tables.map(Block::Table));
    let title = facts.say(&say!("工作构成", "What the work is made of"));
    Some(Section::of(Topic::Result, title, blocks))
}

/// What it is held against and by what, and what such a sheet can't tell.
fn ground(facts: &Facts<'_>, composition: &Composition<'_>) -> String {
    let mut clauses: Vec<String> = Vec::new();
    for part in &composition.parts {
        let clause = part
            .share
            .clause
            .map(|clause| &facts.audit.rules.clauses[clause]);
        let cited = clause.map(|clause| wording::of_clause(facts, clause));
        clauses.extend(cited.filter(|cited| !clauses.contains(cited)));
    }
    let (zh, en) = (clauses.join("；"), clauses.join("; "));
    facts.say(&say!(
        "对照：{zh}。表中只有下达给社区的事项，社区自己开展的居民自治和服务多数不在表内，与全部工作时间的比例只能参照。",
        "Held against: {en}. The sheets hold what is imposed on communities; most of what communities do of their own accord isn't in them, so shares of all working time are a reference only."
    ))
}

/// How many items can be told apart, and how many of these tell how much.
fn coverage(facts: &Facts<'_>, composition: &Composition<'_>) -> String {
    let items = facts.summary().total.items;
    let unclassed = composition.unclassed.items;
    let classed = items - unclassed;
    let [hours, times] = Unit::ALL.map(|unit| composition.known(unit));
    let mut said = facts.say(&say!(
        "{items}项中，按规则归类{classed}项；不能归类的{unclassed}项不勉强归入，也不计入占比。",
        "Of {items} items the rules class {classed}; the {unclassed} that can't be classed are forced into no part and count in no share."
    ));
    said += &facts.say(&match (hours, times) {
        (0, 0) => say!(
            "归类的事项都算不出小时数和次数，占比不明。",
            " None of the classed items tells hours or times: shares are unknown."
        ),
        (0, _) => say!(
            "没有小时数，占比按每年次数计算，算得出次数的{times}项。",
            " Hours are unknown: shares are of times a year, known of {times} items."
        ),
        (_, more) if more > hours => say!(
            "占比按每年小时计算的有{hours}项；另按每年次数计算，算得出次数的{times}项。",
            " Shares are of hours a year, known of {hours} items; and, beside them, of times a year, known of {times} items."
        ),
        _ => say!(
            "占比按每年小时计算，算得出小时数的{hours}项。",
            " Shares are of hours a year, known of {hours} items."
        ),
    });
    said
}

fn table<'f>(facts: &Facts<'_>, composition: &Composition<'_>, unit: Unit) -> Table<'f> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let (before, after, caption) = match unit {
        Unit::Hours => (
            say("每年小时（前）", "hours a year, before"),
            say("每年小时（后）", "hours a year, after"),
            say(
                "工作构成（按每年小时）",
                "What the work is made of, in hours a year",
            ),
        ),
        Unit::Times => (
            say("每年次数（前）", "times a year, before"),
            say("每年次数（后）", "times a year, after"),
            say(
                "工作构成（按每年次数）",
                "What the work is made of, in times a year",
            ),
        ),
    };
    let columns = vec![
        Column::text(say("构成", "part"), 8),
        Column::text(say("对照", "held against"), 6),
        Column::number(say("事项（前）", "items, before"), 5),
        Column::number(say("事项（后）", "items, after"), 5),
        Column::number(before, 6),
        Column::number(say("占比（前）", "share, before"), 5),
        Column::number(after, 6),
        Column::number(say("占比（后）", "share, after"), 5),
        Column::text(say("处理后与对照相比", "after, against that"), 8),
    ];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for part in &composition.parts {
        rows.push(of_part(facts, composition, part, unit));
    }
    let name = say("不能归类", "can't be classed");
    rows.push(row(
        name,
        "—".into(),
        &composition.unclassed,
        unit,
        [Cell::Unknown, Cell::Unknown],
    ));
    rows.push(row(
        say("合计", "total"),
        "—".into(),
        &facts.summary().total,
        unit,
        [Cell::Unknown, Cell::Unknown],
    ));
    Table::ready(columns, rows).with_total().captioned(caption)
}

fn of_part(
    facts: &Facts<'_>,
    composition: &Composition<'_>,
    part: &Part<'_>,
    unit: Unit,
) -> Vec<Cell> {
    let shares = composition.shares(part, unit);
    let cells = shares.map(|share| share.map_or(Cell::Unknown, Cell::Share));
    let against = held_against(facts, part.share).join("，");
    let title = part.share.title.clone();
    let mut row = row(title, against.into(), &part.counts, unit, cells);
    let compared = shares[1].map(|share| compared(facts, part.share, share));
    row.pop();
    row.push(compared.map_or(Cell::Unknown, |all| all.join("；").into()));
    row
}

/// A row whose last cell, on how it compares, is unknown.
fn row(name: String, against: Cell, counts: &Counts, unit: Unit, shares: [Cell; 2]) -> Vec<Cell> {
    let estimated = unit == Unit::Hours && counts.hours.estimated_items > 0;
    let [before, after] = unit
        .amounts(counts)
        .map(|amount| Cell::amount(amount, estimated));
    let [share_before, share_after] = shares;
    vec![
        name.into(),
        against,
        counts.items.into(),
        counts.after.into(),
        before,
        share_before,
        after,
        share_after,
        Cell::Unknown,
    ]
}

/// What a share is held against, 调查 70%.
pub(in crate::report) fn held_against(facts: &Facts<'_>, share: &Share) -> Vec<String> {
    let shown = |share: f64| wording::percent(share);
    let all = [
        share
            .found
            .map(shown)
            .map(|n| say!("调查{n}", "found: {n}")),
        share
            .at_most
            .map(shown)
            .map(|n| say!("至多{n}", "at most {n}")),
        share
            .at_least
            .map(shown)
            .map(|n| say!("至少{n}", "at least {n}")),
    ];
    all.into_iter()
        .flatten()
        .map(|one| facts.say(&one))
        .collect()
}

/// How a share compares with what it is held against: so many percentage points more, met or missed.
fn compared(facts: &Facts<'_>, share: &Share, is: f64) -> Vec<String> {
    let met = |met| match met {
        true => say!("达到", "met"),
        false => say!("未达到", "missed"),
    };
    let found = share.found.map(|found| {
        let points = wording::hours((is - found).abs() * 100.0);
        match is >= found {
            _ if points == "0" => say!("与调查相同", "as found"),
            true => say!(
                "比调查高{points}个百分点",
                "{points} points above what was found"
            ),
            false => say!(
                "比调查低{points}个百分点",
                "{points} points below what was found"
            ),
        }
    });
    let within = |limit: f64, over: f64| met(over <= limit + 1e-9);
    let all = [
        found,
        share.at_most.map(|limit| within(limit, is)),
        share.at_least.map(|limit| within(-limit, -is)),
    ];
    all.into_iter()
        .flatten()
        .map(|one| facts.say(&one))
        .collect()
}
