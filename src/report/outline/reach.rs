//! What it takes to reach an aim: the cuts, what they reach, and what stands in the way.

use std::collections::BTreeMap;

use super::{Block, Cell, Column, Section, Table, Topic};
use crate::finding::Action;
use crate::item::Field;
use crate::reach::{Aim, Proposal, Wish};
use crate::report::reach::{aim, proposals, unit};
use crate::report::{Column as Of, Facts, wording};
use crate::say;
use crate::text::Symbol;

/// The section on what was asked to be reached; empty where nothing was.
pub(super) fn section<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let title = facts.say(&say!("怎样达到要求", "How to reach it"));
    let asked = facts.alternatives.reach.zip(proposals(facts));
    let blocks = asked.map(|((wish, _), proposals)| blocks(facts, wish, &proposals));
    Section::of(Topic::Limits, title, blocks.unwrap_or_default())
}

fn blocks<'f>(facts: &Facts<'_>, wish: Wish, proposals: &[&Proposal]) -> Vec<Block<'f>> {
    let mut blocks = vec![Block::Paragraph(wanted(facts, wish))];
    let has_cuts = proposals.iter().any(|proposal| !proposal.cuts.is_empty());
    if has_cuts {
        blocks.push(Block::Paragraph(how_far(facts, proposals)));
        blocks.push(Block::Table(reached(facts, proposals)));
        blocks.push(Block::Table(cuts(facts, proposals)));
    }
    let is_missed = proposals.iter().any(|proposal| !proposal.missed.is_empty());
    if is_missed {
        blocks.push(Block::Table(missed(facts, proposals)));
    }
    if !has_cuts && !is_missed {
        let said = say!(
            "各社区都已做到，不用再减。",
            "Every community is there already: nothing has to go."
        );
        blocks.push(Block::Paragraph(facts.say(&said)));
    }
    let uncounted = proposals.iter().flat_map(|proposal| &proposal.uncounted);
    let names: std::collections::BTreeSet<String> =
        uncounted.map(|one| aim(facts, *one, "")).collect();
    if !names.is_empty() {
        let names = names.into_iter().collect::<Vec<_>>().join("、");
        let said = say!(
            "{names}：数字太大，没法精确计算，没有提方案。",
            "{names}: the numbers are too large to be counted exactly, nothing is proposed."
        );
        blocks.push(Block::Paragraph(facts.say(&said)));
    }
    blocks
}

/// What was asked, and what a cut is.
fn wanted(facts: &Facts<'_>, wish: Wish) -> String {
    let share = wish
        .share
        .map(|share| wording::percent(f64::from(share) / 10_000.0));
    let wanted = [
        share.map(|share| say!("每年工时减少 {share}", "{share} of the hours a year less")),
        wish.quotas
            .then(|| say!("都在限额以内", "within all quotas")),
        wish.targets
            .then(|| say!("达到规则集里的压减目标", "the targets of the rule set met")),
    ];
    let wanted = wanted.iter().flatten();
    let wanted: Vec<String> = wanted.map(|phrase| facts.say(phrase)).collect();
    let (zh, en) = (wanted.join("、"), wanted.join(", "));
    facts.say(&say!(
        "要求每个社区：{zh}。以下是为此最少要取消的事项，从没有减过的状况算起；规则或决定保留的、须由人先研究的，一项不动；同样有用的，先选审核认为该删、该调、该并、该压的。",
        "Asked of every community: {en}. These are the fewest items to cancel for it, counted from what there is now. What rules or decisions keep, and what people must look at first, is not touched; of cuts that do as well, those are chosen that the audit would delete, adjust, merge or compress."
    ))
}

/// How far from the smallest the proposals can be.
fn how_far(facts: &Facts<'_>, proposals: &[&Proposal]) -> String {
    let more = |proposal: &&&Proposal| proposal.cuts.len() - proposal.at_least;
    let with_cuts = proposals
        .iter()
        .filter(|proposal| !proposal.cuts.is_empty());
    let (proven, open): (Vec<&&Proposal>, Vec<&&Proposal>) =
        with_cuts.partition(|proposal| more(proposal) == 0);
    let (proven, others) = (proven.len(), open.len());
    let most = open.iter().map(more).max().unwrap_or(0);
    facts.say(&match (proven, others) {
        (_, 0) => say!(
            "{proven} 个社区的方案，都已证明没有更小的。",
            "For all {proven} communities it is proven that no smaller set does."
        ),
        _ => say!(
            "{proven} 个社区的方案已证明没有更小的；另有 {others} 个社区，方案比最小的至多多 {most} 项（见“至少要”一栏）。",
            "For {proven} communities it is proven that no smaller set does; for {others} more the set has at most {most} items too many (see “at least”)."
        ),
    })
}

fn place(facts: &Facts<'_>, proposal: &Proposal) -> String {
    let entry = facts.entry(proposal.entries[0]);
    let named = [entry.street, entry.community].map(|name| facts.text(name));
    let named: Vec<&str> = named
        .iter()
        .map(AsRef::as_ref)
        .filter(|name| !name.is_empty())
        .collect();
    match named.is_empty() {
        true => facts.say(&say!("（没有写社区）", "(no community given)")),
        false => named.join(" "),
    }
}

/// The columns that say what is asked of a community and what there is.
fn stated(facts: &Facts<'_>) -> Vec<Column> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    vec![
        Column::text(say("社区", "community"), 8),
        Column::text(say("要求", "aim"), 12),
        Column::text(say("单位", "unit"), 4),
        Column::number(say("现有", "now"), 4),
        Column::number(say("最多", "at most"), 4),
    ]
}

/// The cells of these columns.
fn statement(
    facts: &Facts<'_>,
    proposal: &Proposal,
    (of, counted_for): (Aim, &str),
    (before, at_most): (f64, f64),
) -> Vec<Cell> {
    vec![
        place(facts, proposal).into(),
        aim(facts, of, counted_for).into(),
        unit(facts, of).into(),
        Cell::Amount(before, false),
        Cell::Amount(at_most, false),
    ]
}

fn reached<'f>(facts: &Facts<'_>, proposals: &[&Proposal]) -> Table<'f> {
    let mut columns = stated(facts);
    columns.extend([
        Column::number(facts.say(&say!("取消后", "then")), 4),
        Column::number(facts.say(&say!("取消几项", "cuts")), 4),
        Column::number(facts.say(&say!("至少要", "at least")), 4),
    ]);
    let rows = proposals.iter().flat_map(|proposal| {
        proposal.reached.iter().map(|one| {
            let (of, amounts) = (
                (one.aim, one.counted_for.as_str()),
                (one.before, one.at_most),
            );
            let mut row = statement(facts, proposal, of, amounts);
            row.extend([
                Cell::Amount(one.after, false),
                Cell::Count(proposal.cuts.len() as u64),
                Cell::Count(proposal.at_least as u64),
            ]);
            row
        })
    });
    Table::ready(columns, rows.collect())
}

/// The verdict on an item, with its name, department and frequency.
type Asked = (Action, [Symbol; 3]);

/// What is to be cancelled, once for all communities.
fn cuts<'f>(facts: &Facts<'_>, proposals: &[&Proposal]) -> Table<'f> {
    let mut apart: BTreeMap<Asked, Vec<(u32, &Proposal)>> = BTreeMap::new();
    for proposal in proposals {
        for &cut in &proposal.cuts {
            let what = [Field::Name, Field::Department, Field::Frequency];
            let what = what.map(|field| facts.item(cut).typed(field));
            let key = (facts.verdict(cut).action, what);
            apart.entry(key).or_default().push((cut, proposal));
        }
    }
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let columns = vec![
        Column::text(say("要取消的事项", "to cancel"), 14),
        Column::text(say("部门", "department"), 8),
        Column::text(say("频次", "frequency"), 6),
        Column::number(say("每年小时", "hours a year"), 4),
        Column::text(say("审核结论", "verdict"), 4),
        Column::text(say("社区", "communities"), 8),
    ];
    let row = |all: Vec<(u32, &Proposal)>| {
        let entry = all[0].0;
        let of = |column| Cell::Text(facts.cell_for_people(entry, column).into_owned());
        let places = match all[..] {
            [(_, only)] => place(facts, only),
            _ => {
                let n = all.len();
                facts.say(&say!("{n} 个社区", "{n} communities"))
            }
        };
        let hours = Cell::amount(
            facts.item(entry).hours_per_year(),
            facts.is_estimated(entry),
        );
        vec![
            of(Of::Name),
            of(Of::Department),
            of(Of::Frequency),
            hours,
            of(Of::Action),
            places.into(),
        ]
    };
    Table::ready(columns, apart.into_values().map(row).collect())
}

fn missed<'f>(facts: &Facts<'_>, proposals: &[&Proposal]) -> Table<'f> {
    let mut columns = stated(facts);
    columns.extend([
        Column::number(facts.say(&say!("不能动的", "protected")), 4),
        Column::text(
            facts.say(&say!("单是这些就超过", "these alone exceed it")),
            18,
        ),
    ]);
    let rows = proposals.iter().flat_map(|proposal| {
        proposal.missed.iter().map(|one| {
            let names = one.exceeding.iter().map(|(entry, amount)| {
                let name = facts.cell_for_people(*entry, Of::Name);
                let (amount, verdict) = (
                    wording::hours(*amount),
                    facts.cell_for_people(*entry, Of::Action),
                );
                facts.say(&say!(
                    "{name}（{amount}，{verdict}）",
                    "{name} ({amount}, {verdict})"
                ))
            });
            let (of, amounts) = (
                (one.aim, one.counted_for.as_str()),
                (one.before, one.at_most),
            );
            let mut row = statement(facts, proposal, of, amounts);
            let names = names.collect::<Vec<_>>().join("；");
            row.extend([Cell::Amount(one.protected, false), names.into()]);
            row
        })
    });
    let caption = facts.say(&say!(
        "不动受保护的事项就达不到的要求；没有为它们提方案",
        "Out of reach unless something protected is touched; nothing is proposed for these"
    ));
    Table::ready(columns, rows.collect()).captioned(caption)
}
