//! What is said of two quarters, once for every format.

use std::collections::BTreeMap;

use super::DiffFacts;
use crate::phrase::Phrase;
use crate::quarter::{Bridge, Cause, Changed, Match, MatchKind, Met, Outcome, Side, Unit, Value};
use crate::report::outline::{Block, Cell, Column, Outline, Section, Table, Topic};
use crate::report::wording;
use crate::say;

/// The whole report.
pub(super) fn of<'f>(facts: &'f DiffFacts<'_>) -> Outline<'f> {
    let say = |phrase: &Phrase| phrase.in_lang(facts.view.lang).to_owned();
    let page = Page { facts };
    Outline::plain(
        say(&say!("两季对照", "Two quarters compared")),
        page.opening(),
        vec![
            page.radar(),
            page.matched(
                &say!("换了样子的事项", "Items that look different"),
                &[
                    MatchKind::Renamed,
                    MatchKind::Split,
                    MatchKind::Folded,
                    MatchKind::Moved,
                ],
            ),
            page.matched(
                &say!("频次内容有变的事项", "Items that changed"),
                &[MatchKind::Changed],
            ),
            page.matched(&say!("不能断定的", "Nobody can say"), &[MatchKind::Unsure]),
            page.alone(&say!("不见了的事项", "Items that are gone"), Side::Old),
            page.alone(&say!("新增的事项", "New items"), Side::New),
            page.bridge(),
            page.targets(),
        ],
    )
}

struct Page<'f, 'a> {
    facts: &'f DiffFacts<'a>,
}

impl<'f> Page<'f, '_> {
    fn say(&self, phrase: &Phrase) -> String {
        phrase.in_lang(self.facts.view.lang).to_owned()
    }

    fn opening(&self) -> Vec<String> {
        let (diff, quarters) = (self.facts.diff, self.facts.quarters);
        let (old, new) = (quarters.old.lines.len(), quarters.new.lines.len());
        let counted = MatchKind::ALL.iter().filter_map(|kind| {
            let n = diff
                .matches
                .iter()
                .filter(|found| found.kind == *kind)
                .count();
            let word = kind.in_lang(self.facts.view.lang);
            (n > 0).then(|| format!("{word} {n}"))
        });
        let counted: Vec<String> = counted.collect();
        let (zh, en) = (counted.join("、"), counted.join(", "));
        let (gone, added, back) = (diff.gone.len(), diff.added.len(), diff.returned.len());
        vec![self.say(&say!(
            "上季 {old} 项，本季 {new} 项：{zh}；不见了 {gone}，新增 {added}；应减而又来的 {back} 项。",
            "{old} items before, {new} now: {en}; {gone} gone, {added} new; {back} were to go and are back."
        ))]
    }

    fn section(&self, title: &Phrase, table: Option<Table<'f>>) -> Section<'f> {
        let blocks = table.map(Block::Table).into_iter().collect();
        Section::of(Topic::Result, self.say(title), blocks)
    }

    fn heading(&self, zh: &str, en: &str, width: u16) -> Column {
        Column::text(self.say(&say!("{zh}", "{en}")), width)
    }

    fn number(&self, zh: &str, en: &str) -> Column {
        Column::number(self.say(&say!("{zh}", "{en}")), 6)
    }

    /// The name, the department and where, of the lines of one kind.
    fn named(&self, side: Side, lines: &[u32]) -> [Cell; 3] {
        let quarter = self.facts.quarters.of(side);
        let kind = quarter.kind(lines[0]);
        let place = match lines {
            [only] => self
                .facts
                .text(quarter.lines[*only as usize].community)
                .into_owned(),
            several => {
                let n = several.len();
                self.say(&say!("{n} 个社区", "{n} communities"))
            }
        };
        [
            self.facts.text(kind.name).into_owned().into(),
            self.facts.text(kind.department).into_owned().into(),
            place.into(),
        ]
    }

    /// What came back, once for all communities.
    fn radar(&self) -> Section<'f> {
        let quarters = self.facts.quarters;
        let mut apart: BTreeMap<(u32, u32, u8), Vec<usize>> = BTreeMap::new();
        for (at, back) in self.facts.diff.returned.iter().enumerate() {
            let old = quarters.old.lines[back.was as usize].kind;
            let new = quarters.new.lines[back.new as usize].kind;
            apart
                .entry((old, new, back.had_verdict as u8))
                .or_default()
                .push(at);
        }
        let rows: Vec<Vec<Cell>> = apart
            .into_values()
            .map(|all| {
                let back = &self.facts.diff.returned[all[0]];
                let lines: Vec<u32> = all
                    .iter()
                    .map(|at| self.facts.diff.returned[*at].new)
                    .collect();
                let was = self
                    .facts
                    .text(quarters.old.kind(back.was).name)
                    .into_owned();
                let [name, department, place] = self.named(Side::New, &lines);
                let had = back.had_verdict.in_lang(self.facts.view.lang);
                let why = self.facts.told(&back.evidence);
                vec![was.into(), had.into(), name, department, place, why.into()]
            })
            .collect();
        let columns = vec![
            self.heading("上季事项", "was", 12),
            self.heading("上季结论", "verdict", 4),
            self.heading("本季事项", "is", 12),
            self.heading("部门", "department", 8),
            self.heading("社区", "community", 6),
            self.heading("凭什么", "evidence", 16),
        ];
        let table = (!rows.is_empty()).then(|| Table::ready(columns, rows));
        self.section(&say!("反弹", "What came back"), table)
    }

    /// Matches of some kinds, once for all communities.
    fn matched(&self, title: &Phrase, kinds: &[MatchKind]) -> Section<'f> {
        let quarters = self.facts.quarters;
        let mut apart: BTreeMap<(MatchKind, u32, u32), Vec<&Match>> = BTreeMap::new();
        for found in &self.facts.diff.matches {
            if kinds.contains(&found.kind) {
                let old = quarters.old.lines[found.old as usize].kind;
                let new = quarters.new.lines[found.new as usize].kind;
                apart.entry((found.kind, old, new)).or_default().push(found);
            }
        }
        let row = |((kind, ..), all): ((MatchKind, u32, u32), Vec<&Match>)| {
            let found = all[0];
            let lines: Vec<u32> = all.iter().map(|found| found.new).collect();
            let was = self
                .facts
                .text(quarters.old.kind(found.old).name)
                .into_owned();
            let [name, department, place] = self.named(Side::New, &lines);
            let parts = [self.changed(found), self.facts.told(&found.evidence)];
            let told: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let kind = kind.in_lang(self.facts.view.lang);
            vec![
                kind.into(),
                was.into(),
                name,
                department,
                place,
                told.join("；").into(),
            ]
        };
        let rows: Vec<Vec<Cell>> = apart.into_iter().map(row).collect();
        let columns = vec![
            self.heading("怎么了", "what", 5),
            self.heading("上季事项", "was", 12),
            self.heading("本季事项", "is", 12),
            self.heading("部门", "department", 8),
            self.heading("社区", "community", 6),
            self.heading("变化和凭据", "changes and evidence", 18),
        ];
        let table = (!rows.is_empty()).then(|| Table::ready(columns, rows));
        self.section(title, table)
    }

    /// In what a match differs, beside the name that stands in its own column.
    fn changed(&self, found: &Match) -> String {
        let lang = self.facts.view.lang;
        let value = |value: Value| match value {
            Value::Text(text) => self.facts.text(text).into_owned(),
            Value::Category(category) => category.in_lang(lang).to_owned(),
            Value::Rate(rate) => wording::hours(rate.per_year()),
            Value::Minutes(minutes, years) => {
                wording::hours(minutes as f64 / f64::from(years.max(1)) / 60.0)
            }
            Value::Unknown => "—".to_owned(),
        };
        let told = found.changes.iter().filter_map(|change| {
            let what = change.field.in_lang(lang);
            match change.field {
                Changed::Name => None,
                Changed::Content => Some(self.say(&say!("内容有改动", "content changed"))),
                _ => Some(format!(
                    "{what} {} → {}",
                    value(change.old),
                    value(change.new)
                )),
            }
        });
        told.collect::<Vec<_>>().join("；")
    }

    /// What stands on one side only, once for all communities.
    fn alone(&self, title: &Phrase, side: Side) -> Section<'f> {
        let quarter = self.facts.quarters.of(side);
        let lines = match side {
            Side::Old => &self.facts.diff.gone,
            Side::New => &self.facts.diff.added,
        };
        let mut apart: BTreeMap<(u32, Option<u8>), Vec<u32>> = BTreeMap::new();
        for &line in lines {
            let verdict = quarter.verdict(line).map(|verdict| verdict.action as u8);
            let kind = quarter.lines[line as usize].kind;
            apart.entry((kind, verdict)).or_default().push(line);
        }
        let row = |lines: Vec<u32>| {
            let verdict = quarter.verdict(lines[0]);
            let had = verdict.map_or("—", |had| had.action.in_lang(self.facts.view.lang));
            let [name, department, place] = self.named(side, &lines);
            let mut row = vec![name, department, place];
            if side == Side::Old {
                row.push(had.into());
            }
            row
        };
        let rows: Vec<Vec<Cell>> = apart.into_values().map(row).collect();
        let mut columns = vec![
            self.heading("事项", "item", 14),
            self.heading("部门", "department", 10),
            self.heading("社区", "community", 8),
        ];
        if side == Side::Old {
            columns.push(self.heading("上季结论", "verdict", 5));
        }
        let table = (!rows.is_empty()).then(|| Table::ready(columns, rows));
        self.section(title, table)
    }

    /// Both bridges, a line a cause.
    fn bridge(&self) -> Section<'f> {
        let amount = |bridge: &Bridge, amount: f64| match bridge.unit {
            Unit::Minutes => Cell::Amount(amount / 60.0, false),
            Unit::Times => Cell::Amount(amount, false),
        };
        let line = |name: String, of: &dyn Fn(&Bridge) -> f64| {
            let amounts = self
                .facts
                .bridges
                .iter()
                .map(|bridge| amount(bridge, of(bridge)));
            std::iter::once(name.into())
                .chain(amounts)
                .collect::<Vec<Cell>>()
        };
        let mut rows = vec![line(self.say(&say!("上季", "before")), &Bridge::before)];
        for cause in Cause::ALL {
            let shown = self
                .facts
                .bridges
                .iter()
                .any(|bridge| bridge.by(*cause) != 0.0);
            if shown || cause.is_real() {
                let sign = if cause.adds() { "＋" } else { "－" };
                let name = format!("{sign}{}", cause.in_lang(self.facts.view.lang));
                rows.push(line(name.replace('_', " "), &|bridge| bridge.by(*cause)));
            }
        }
        rows.push(line(self.say(&say!("本季", "after")), &Bridge::after));
        let columns = vec![
            self.heading("缘由", "cause", 10),
            self.number("小时/年", "hours a year"),
            self.number("次/年", "times a year"),
        ];
        let [minutes, times] = self.facts.bridges;
        let (hours, often) = (minutes.unknown_items, times.unknown_items);
        let (real, before) = (minutes.real(), minutes.before());
        let share = wording::percent(if before > 0.0 { real / before } else { 0.0 });
        let (really, less) = (wording::hours(real / 60.0), wording::hours(times.real()));
        let mut blocks = vec![
            Block::Table(Table::ready(columns, rows).with_total()),
            Block::Paragraph(self.say(&say!(
                "真正减下来的（取消、合并、压减、移交，除去反弹和增加）：每年 {really} 小时（{share}）、{less} 次；改名和重新估算不算。",
                "Really less (deleted, merged, compressed, handed over, without what came back or grew): {really} hours ({share}), {less} times a year; renaming and re-estimating don't count."
            ))),
        ];
        if hours + often > 0 {
            blocks.push(Block::Paragraph(self.say(&say!(
                "有 {hours} 项算不出工时、{often} 项算不出次数，两头都没有计入。",
                "{hours} items of unknown hours and {often} of unknown frequency stand on neither side."
            ))));
        }
        Section::of(
            Topic::Result,
            self.say(&say!("从上季到本季", "From before to after")),
            blocks,
        )
    }

    fn targets(&self) -> Section<'f> {
        let lang = self.facts.view.lang;
        let cells = |what: String, promised: f64, part: &crate::quarter::Part| {
            vec![
                what.into(),
                Cell::Share(promised),
                Cell::Share(part.counted),
                Cell::Share(part.real),
                part.real_in.in_lang(lang).into(),
                part.met.in_lang(lang).replace('_', " ").into(),
            ]
        };
        let columns = || {
            vec![
                self.heading("目标", "target", 10),
                self.number("承诺", "promised"),
                self.number("账面", "counted"),
                self.number("实际", "real"),
                self.heading("按什么算", "real in", 5),
                self.heading("结论", "met", 8),
            ]
        };
        let name = |outcome: &Outcome| match outcome.category {
            Some(category) => category.in_lang(lang).to_owned(),
            None => self.say(&say!("全部事项", "all items")),
        };
        let rows: Vec<Vec<Cell>> = self
            .facts
            .outcomes
            .iter()
            .map(|outcome| cells(name(outcome), outcome.promised, &outcome.whole))
            .collect();
        let mut blocks = Vec::new();
        if !rows.is_empty() {
            blocks.push(Block::Table(Table::ready(columns(), rows)));
        }
        for outcome in self.facts.outcomes {
            let missed = outcome
                .parts
                .iter()
                .filter(|(_, _, part)| part.met != Met::Met);
            let rows: Vec<Vec<Cell>> = missed
                .map(|(kind, who, part)| {
                    let kind = kind.in_lang(lang);
                    let who = self.facts.office(who);
                    cells(format!("{kind} {who}"), outcome.promised, part)
                })
                .collect();
            if !rows.is_empty() && outcome.parts.len() > 1 {
                let of = name(outcome);
                let caption = self.say(&say!(
                    "{of}：没有真正达到目标的部门、街道、社区",
                    "{of}: departments, streets and communities that didn't really meet it"
                ));
                blocks.push(Block::Table(
                    Table::ready(columns(), rows).captioned(caption),
                ));
            }
        }
        Section::of(
            Topic::Result,
            self.say(&say!("压减目标", "Targets")),
            blocks,
        )
    }
}
