//! The explanation of one entry, for people.

use std::io::Write;
use std::sync::Arc;

use anyhow::Result;
use jianfu::finding::Action;
use jianfu::item::Field;
use jianfu::judge::{Checked, Finding, Group, Try, Turn, steps, turns};
use jianfu::phrase::Phrase;
use jianfu::report::{Facts, wording, wrapped};
use jianfu::rule::Rule;
use jianfu::say;

use crate::cli::language::{current, t, told};

/// So many ways to another verdict are told.
const TURNS: usize = 3;

/// All that is said of one entry.
pub(super) struct Page<'f, 'a> {
    pub(super) facts: &'f Facts<'a>,
    pub(super) entry: u32,
    pub(super) tries: &'f [Try],
}

impl Page<'_, '_> {
    /// Writes what was understood, the verdict, how it came about and what would change it.
    pub(super) fn write(&self, verbose: bool, out: &mut impl Write) -> Result<()> {
        let (facts, entry) = (self.facts, self.entry);
        let (id, name) = (facts.id(entry), facts.field(entry, Field::Name));
        self.paragraph(0, &format!("{id}  {name}"), out)?;
        for line in understood(facts, entry) {
            self.paragraph(2, &line, out)?;
        }
        self.verdict(out)?;
        self.settled(out)?;
        self.turns(out)?;
        let (near, far) = self.others();
        self.near(&near, out)?;
        let silent = far.len();
        if verbose {
            self.title(
                &say!("其余规则各缺什么：", "What every other rule missed:"),
                out,
            )?;
            far.iter().try_for_each(|tried| self.brief(tried, out))?;
        } else if silent > 0 {
            self.title(
                &say!(
                    "其余 {silent} 条规则与这一事项无关，-v 逐条列出。",
                    "The other {silent} rules say nothing of this item; -v lists them."
                ),
                out,
            )?;
        }
        writeln!(out)?;
        Ok(())
    }

    /// The verdict, and the findings that it was settled from.
    fn verdict(&self, out: &mut impl Write) -> Result<()> {
        let verdict = self.facts.verdict(self.entry);
        let action = verdict.action.in_lang(current());
        let target = match wording::target(self.facts, self.entry) {
            none if none.is_empty() => none,
            target => format!("（{target}）"),
        };
        self.title(
            &say!("结论：{action}{target}", "Verdict: {action}{target}"),
            out,
        )?;
        if verdict.by.is_none() || verdict.decided.is_some() {
            self.paragraph(2, &wording::reason(self.facts, verdict), out)?;
        } else if let Some(day) = self.facts.renew_by(self.entry) {
            let said = say!(
                "保留到 {day}，到期要续",
                "kept until {day}, then to be renewed"
            );
            self.paragraph(2, &told(&said), out)?;
        }
        let parts: [(Phrase, Vec<&Arc<Finding>>); 3] = [
            (
                say!("由这条规则决定：", "Decided by:"),
                verdict.by.iter().collect(),
            ),
            (
                say!("还适用：", "Also applies:"),
                verdict.beside.iter().collect(),
            ),
            (
                say!("没有采用（被更重的或受保护的盖过）：", "Overruled:"),
                verdict.overruled.iter().collect(),
            ),
        ];
        for (title, findings) in parts.iter().filter(|(_, findings)| !findings.is_empty()) {
            self.title(title, out)?;
            for finding in findings {
                self.finding(finding, out)?;
            }
        }
        Ok(())
    }

    /// How the verdict came about, step by step.
    fn settled(&self, out: &mut impl Write) -> Result<()> {
        let facts = self.facts;
        let group = facts.group(self.entry).map(|(_, group)| group);
        let steps = steps(facts.verdict(self.entry), facts.audit.rules, group);
        self.title(&say!("怎样得出：", "How it came about:"), out)?;
        for (number, step) in (1..).zip(&steps) {
            let step = facts.shown(step.in_lang(current()));
            self.paragraph(2, &format!("{number}. {step}"), out)?;
        }
        match group {
            Some(group) => self.alike(group, out),
            None => Ok(()),
        }
    }

    /// Why the members of its group are one, pair by pair.
    fn alike(&self, group: &Group, out: &mut impl Write) -> Result<()> {
        let reasons = self.facts.reasons(group);
        if reasons.is_empty() {
            return Ok(());
        }
        self.title(&say!("为什么是同一事项：", "Why they are one:"), out)?;
        for reason in &*reasons {
            let line = wording::evidence(self.facts, reason);
            self.paragraph(2, &format!("▪ {line}"), out)?;
        }
        Ok(())
    }

    /// The least that would change the verdict.
    fn turns(&self, out: &mut impl Write) -> Result<()> {
        let facts = self.facts;
        let turns = turns(facts.verdict(self.entry), self.tries, facts.audit.rules);
        let Some(least) = turns.first().map(|turn| turn.rules.len()) else {
            return Ok(());
        };
        self.title(
            &say!("最少改什么，结论就变：", "The least that would change it:"),
            out,
        )?;
        for turn in turns
            .iter()
            .filter(|turn| turn.rules.len() == least)
            .take(TURNS)
        {
            let line = self.turn(turn);
            self.paragraph(2, &format!("▪ {line}"), out)?;
        }
        Ok(())
    }

    fn turn(&self, turn: &Turn) -> String {
        let action = turn.action.in_lang(current());
        let tried = |rule: &u32| self.tries.iter().find(|tried| tried.rule == *rule);
        let rules = &self.facts.audit.rules.rules;
        let titles: Vec<_> = turn
            .rules
            .iter()
            .map(|rule| format!("“{}”", rules[*rule as usize].title))
            .collect();
        let titles = titles.concat();
        let missed = turn.rules.iter().filter_map(tried).find_map(|tried| {
            let check = tried.checks.iter().find(|check| !check.holds)?;
            Some(shortened(check.looked_for.in_lang(current())))
        });
        told(&match (turn.by_holding, missed) {
            (true, Some(missed)) => say!(
                "{missed}，符合{titles}，就是：{action}",
                "{missed}: {titles} would hold, and it would be {action}"
            ),
            _ => {
                let gone: Vec<String> = turn
                    .rules
                    .iter()
                    .filter_map(|&rule| self.gone(rule))
                    .collect();
                let (zh, en) = (gone.join("，"), gone.join(", "));
                match gone.len() == turn.rules.len() {
                    true => say!(
                        "{zh}，{titles}就不适用，成为：{action}",
                        "{en}: {titles} would not apply, and it would be {action}"
                    ),
                    false => say!(
                        "{titles}不适用，就是：{action}",
                        "without {titles} it would be {action}"
                    ),
                }
            }
        })
    }

    /// What would have to be gone for a rule not to hold: the most telling thing it saw.
    fn gone(&self, rule: u32) -> Option<String> {
        let verdict = self.facts.verdict(self.entry);
        let mut findings = verdict.by.iter().chain(&verdict.beside);
        let finding = findings.find(|finding| finding.rule == rule)?;
        let of_item = |field: &Field| !matches!(field, Field::Category | Field::Department);
        let seen = finding.evidence.iter().find(|one| {
            one.field.as_ref().is_some_and(of_item) && one.note.is_none() && !one.found.is_empty()
        })?;
        let field = seen.field?.in_lang(current());
        let found = self.facts.shown(&seen.found);
        Some(told(&say!(
            "{field}里没有“{found}”",
            "no \"{found}\" in the {field}"
        )))
    }

    fn finding(&self, finding: &Finding, out: &mut impl Write) -> Result<()> {
        let facts = self.facts;
        let rule = facts.rule(finding);
        self.rule(finding.action, rule, out)?;
        if let Some(cited) = facts.provision(rule) {
            let line = say!("依据：{cited}", "stands on: {cited}");
            self.paragraph(4, &told(&line), out)?;
        }
        for edit in &rule.edits {
            let edit = facts.audit.rules.edit(edit);
            let edit = edit.in_lang(current());
            let line = say!("下层改动：{edit}", "changed by a lower layer: {edit}");
            self.paragraph(4, &told(&line), out)?;
        }
        let why = say!("理由：{}", "reason: {}", rule.why);
        self.paragraph(4, &told(&why), out)?;
        for evidence in &finding.evidence {
            let seen = wording::evidence(facts, evidence);
            self.paragraph(4, &told(&say!("看到：{seen}", "seen: {seen}")), out)?;
        }
        Ok(())
    }

    /// Rules that had no part in the verdict: those that came near, and the others.
    fn others(&self) -> (Vec<&Try>, Vec<&Try>) {
        let verdict = self.facts.verdict(self.entry);
        let findings = verdict.by.iter().chain(&verdict.beside);
        let took_part: Vec<u32> = findings
            .chain(&verdict.overruled)
            .map(|finding| finding.rule)
            .collect();
        let others = self.tries.iter();
        let others = others.filter(|tried| !took_part.contains(&tried.rule));
        // What looks at several items may hold by itself and still find nothing to fold or count.
        others.partition(|tried| tried.is_near() || tried.holds)
    }

    fn near(&self, near: &[&Try], out: &mut impl Write) -> Result<()> {
        if near.is_empty() {
            return Ok(());
        }
        self.title(&say!("差一点的规则：", "Rules that came near:"), out)?;
        for tried in near {
            let rule = self.rule_of(tried);
            self.rule(rule.action, rule, out)?;
            for check in &tried.checks {
                self.check(check, out)?;
            }
            if tried.holds {
                let alone = say!(
                    "条件都符合，但要几项一起看，这里没有够得上的",
                    "all holds, but it takes several items, and there are none for it"
                );
                self.paragraph(4, &told(&alone), out)?;
            } else if let Some(action) = tried.would_be {
                let action = action.in_lang(current());
                let then = say!(
                    "→ 补上这一条，结论就是：{action}",
                    "→ with this, the verdict would be: {action}"
                );
                self.paragraph(4, &told(&then), out)?;
            }
        }
        Ok(())
    }

    fn check(&self, check: &Checked, out: &mut impl Write) -> Result<()> {
        let looked_for = shortened(check.looked_for.in_lang(current()));
        if let Some(missed) = &check.missed {
            let missed = missed.in_lang(current());
            let line = say!("✗ {looked_for}：{missed}", "✗ {looked_for}: {missed}");
            return self.paragraph(4, &told(&line), out);
        }
        let seen = check.found.iter();
        let seen: Vec<String> = seen.map(|one| wording::evidence(self.facts, one)).collect();
        let seen = seen.join(t("，", ", "));
        let line = match seen.is_empty() {
            true => say!("✓ {looked_for}", "✓ {looked_for}"),
            false => say!("✓ {looked_for}：看到 {seen}", "✓ {looked_for}: saw {seen}"),
        };
        self.paragraph(4, &told(&line), out)
    }

    /// A rule on one line, with the first condition that failed.
    fn brief(&self, tried: &Try, out: &mut impl Write) -> Result<()> {
        let rule = self.rule_of(tried);
        let (action, title, id) = (rule.action.in_lang(current()), &rule.title, &rule.id);
        let missed = tried.checks.iter().find_map(|check| {
            let looked_for = shortened(check.looked_for.in_lang(current()));
            let missed = check.missed.as_ref()?.in_lang(current());
            Some(told(&say!(
                "缺 {looked_for}：{missed}",
                "missing: {looked_for}: {missed}"
            )))
        });
        let missed = missed.unwrap_or_default();
        self.paragraph(2, &format!("· {action}  {title}（{id}）{missed}"), out)
    }

    fn rule_of(&self, tried: &Try) -> &Rule {
        &self.facts.audit.rules.rules[tried.rule as usize]
    }

    fn rule(&self, action: Action, rule: &Rule, out: &mut impl Write) -> Result<()> {
        let (action, title, id) = (action.in_lang(current()), &rule.title, &rule.id);
        let set = self.facts.set_of(rule);
        self.paragraph(2, &format!("▪ {action}  {title}（{set}/{id}）"), out)
    }

    fn title(&self, title: &Phrase, out: &mut impl Write) -> Result<()> {
        writeln!(out)?;
        self.paragraph(0, &told(title), out)
    }

    fn paragraph(&self, indent: usize, text: &str, out: &mut impl Write) -> Result<()> {
        let lines = wrapped(text, self.facts.view.width.saturating_sub(indent + 2));
        for (at, line) in lines.iter().enumerate() {
            let indent = if at == 0 { indent } else { indent + 2 };
            writeln!(out, "{:indent$}{line}", "")?;
        }
        Ok(())
    }
}

/// What a condition looks for may be a list of fifty words; its beginning tells enough.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}……", &text[..at]),
        None => text.to_owned(),
    }
}

/// What was understood of the row.
fn understood(facts: &Facts<'_>, entry: u32) -> Vec<String> {
    use jianfu::report::Column;
    let columns = [
        Column::Category,
        Column::CategoryGiven,
        Column::Department,
        Column::Issuer,
        Column::IssuerLevel,
        Column::Street,
        Column::Community,
        Column::Basis,
        Column::Form,
        Column::Content,
        Column::Frequency,
        Column::FrequencyKind,
        Column::PerYear,
        Column::HoursPerYear,
    ];
    let shown = |column: &Column| {
        let cell = facts.cell_for_people(entry, *column);
        let text = cell.trim().replace('\n', " ");
        (!text.is_empty()).then(|| format!("{}：{text}", column.in_lang(current())))
    };
    columns.iter().filter_map(shown).collect()
}
