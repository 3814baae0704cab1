//! What a street office wants to know: what it imposes itself, what it can decide, and whom it has to ask.

use super::{Block, Cell, Column, Section, Table, Topic, ranking};
use crate::finding::Action;
use crate::item::{Field, Level};
use crate::phrase::Phrase;
use crate::report::lines::{ByAction, Line, sections};
use crate::report::{Column as Of, Counts, Facts, account, cell, wording};
use crate::say;

/// Who can decide what is proposed on an item; of a group's members the highest, and what nobody is named
/// for before it is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Decider {
    Community,
    Street,
    Unknown,
    District,
    Above,
}

/// The order in which they stand in the report: first what the street can do at once.
const ORDER: [Decider; 5] = [
    Decider::Street,
    Decider::Community,
    Decider::District,
    Decider::Above,
    Decider::Unknown,
];

impl Decider {
    fn named(self) -> Phrase {
        match self {
            Self::Street => say!(
                "街道一级决定（含派出所等派驻机构）",
                "the street, with what stands at its level"
            ),
            Self::Community => say!("社区自行决定", "the community itself"),
            Self::District => say!("报请区级部门决定", "the district, to be asked"),
            Self::Above => say!("报请市级以上部门决定", "above the district, to be asked"),
            Self::Unknown => say!("下达部门不明，先行核实", "unknown: ask who imposes it"),
        }
    }
}

/// The section on what the street imposes itself; empty where it imposes nothing.
pub(super) fn imposed<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let is_own = |entry: u32| facts.item(entry).issuer.level == Some(Level::Street);
    let own = facts.narrowed(is_own, facts.view.clone());
    let title = facts.say(&say!("街道下达的事项", "What the street imposes"));
    let (items, all) = (own.scope.len() as u64, facts.scope.len() as u64);
    if items == 0 {
        return Section::of(Topic::Departments, title, Vec::new());
    }
    let share = wording::percent(items as f64 / all as f64);
    let after = own.summary().total.after;
    let said = say!(
        "{all}项中，街道一级（含派出所等派驻机构）下达{items}项，占{share}；照此处理，减为{after}项。下表按表中所写的部门名称。",
        "Offices at the street's level impose {items} of {all} items ({share}); {after} of them remain. They stand under the names that the sheets give."
    );
    let blocks = vec![
        Block::Paragraph(facts.say(&said)),
        Block::Table(ranking::offices(&own, |entry| {
            own.item(entry).typed(Field::Department)
        })),
    ];
    Section::of(Topic::Departments, title, blocks)
}

/// The section on who can decide what is proposed, and all that the street can decide.
pub(super) fn deciders<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let title = facts.say(&say!("由谁决定", "Who can decide"));
    let is_proposed = |entry: u32| is_acting(facts.verdict(entry).action);
    let proposed = facts.narrowed(is_proposed, facts.view.clone());
    if proposed.scope.is_empty() {
        return Section::of(Topic::Decisions, title, Vec::new());
    }
    let said = say!(
        "按下达部门的层级划分；合并的事项，按各成员中层级最高的划分。",
        "By the level of whoever imposes it; what is merged, by the highest of its members."
    );
    let mut blocks = vec![
        Block::Paragraph(facts.say(&said)),
        Block::Table(by_decider(&proposed)),
    ];
    let is_own = |entry: u32| decider(facts, entry) == Decider::Street;
    let own = proposed.narrowed(is_own, facts.view.clone());
    if !own.listed.is_empty() {
        blocks.push(Block::Table(can_decide(&own)));
    }
    Section::of(Topic::Decisions, title, blocks)
}

fn is_acting(action: Action) -> bool {
    !matches!(action, Action::Keep | Action::Review)
}

/// Who can decide on an entry, and on all it is merged with.
fn decider(facts: &Facts<'_>, entry: u32) -> Decider {
    let of = |entry: u32| match facts.item(entry).issuer.level {
        Some(Level::Community) => Decider::Community,
        Some(Level::Street) => Decider::Street,
        Some(Level::District) => Decider::District,
        Some(Level::City | Level::Province | Level::Nation) => Decider::Above,
        None => Decider::Unknown,
    };
    let merged = facts.verdict(entry).action == Action::Merge;
    let group = facts.group(entry).filter(|_| merged);
    let members = group.map_or(&[][..], |(_, group)| &group.members);
    members
        .iter()
        .map(|member| of(*member))
        .fold(of(entry), Ord::max)
}

fn by_decider<'f>(facts: &Facts<'_>) -> Table<'f> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let acting = Action::ALL.iter().filter(|action| is_acting(**action));
    let acting: Vec<Action> = acting.copied().collect();
    let mut columns = vec![
        Column::text(say("由谁决定", "who decides"), 14),
        Column::number(say("事项", "items"), 4),
    ];
    let of_action = |action: &Action| Column::number(action.in_lang(facts.view.lang), 4);
    columns.extend(acting.iter().map(of_action));
    let row = |name: String, counts: &Counts| {
        let mut row = vec![Cell::Text(name), counts.items.into()];
        row.extend(acting.iter().map(|action| Cell::Count(counts.of(*action))));
        row
    };
    let counted = facts.counted_by(|entry| decider(facts, entry));
    let of = |who: &Decider| {
        let (_, counts) = counted.iter().find(|(other, _)| other == who)?;
        Some(row(facts.say(&who.named()), counts))
    };
    let mut rows: Vec<Vec<Cell>> = ORDER.iter().filter_map(of).collect();
    rows.push(row(say("合计", "total"), &facts.summary().total));
    Table::ready(columns, rows).with_total().captioned(say(
        "处理意见由谁决定（项）",
        "Proposals by who can decide them",
    ))
}

/// Every proposal that the street can carry out by itself, a line each.
fn can_decide<'f>(facts: &Facts<'_>) -> Table<'f> {
    let lang = facts.view.lang;
    let say = |zh: &str, en: &str, width| Column::text(facts.say(&say!("{zh}", "{en}")), width);
    let columns = vec![
        Column::number(facts.say(&say!("序号", "no.")), 4),
        say("意见", "verdict", 4),
        Column::text(cell::heading(Of::Name, lang), 11),
        Column::text(cell::heading(Of::Department, lang), 8),
        say("涉及社区", "communities", 7),
        say("改为", "becomes", 12),
    ];
    let proposed = sections(facts);
    let of_action = |by_action: &ByAction| {
        let lines = by_action.blocks.iter().flat_map(|block| &block.lines);
        let row = |line: &Line| of_line(facts, by_action.action, line);
        lines.map(row).collect::<Vec<_>>()
    };
    let rows = proposed.iter().flat_map(of_action);
    let numbered = rows.enumerate().map(|(i, mut row)| {
        row[0] = Cell::Count(i as u64 + 1);
        row
    });
    Table::ready(columns, numbered.collect())
        .captioned(facts.say(&say!("街道可以决定的事项", "What the street can decide")))
}

/// A line whose number is put in when all are together.
fn of_line(facts: &Facts<'_>, action: Action, line: &Line) -> Vec<Cell> {
    let speaker = account::speaker(facts, line);
    let of = |column| {
        let text = facts.cell_for_people(speaker, column);
        Cell::Text(account::on_one_line(&text))
    };
    let becomes = match line.taken_in.is_empty() {
        true => account::becomes(facts, line.entries[0]),
        false => account::taken_in(facts, line),
    };
    vec![
        Cell::Unknown,
        action.in_lang(facts.view.lang).into(),
        of(Of::Name),
        of(Of::Department),
        account::communities(facts, line).into(),
        becomes.join("；").into(),
    ]
}
