//! `jianfu explain`: why one row got its verdict.

use std::io::Write;

use anyhow::Result;
use jianfu::intake::{InputReport, Intake};
use jianfu::item::Field;
use jianfu::judge::{Finding, judge};
use jianfu::phrase::Phrase;
use jianfu::report::{Audit, Facts, Selection, View, wording};
use jianfu::rule::{Rule, SourceNote};
use jianfu::say;

use super::args::{ExplainArgs, Usual};
use super::config::Config;
use super::gather::{self, Sources};
use super::language::{current, told, trouble};
use super::{Outcome, notices, output};

/// Explains the items of a row.
pub(crate) fn run(args: &ExplainArgs, usual: &Usual, config: &Config) -> Result<Outcome> {
    let sources = Sources::named(&args.rules, config)?;
    let words = sources.words()?;
    let rules = sources.rule_set(&words, &args.set)?;
    let intake = gather::take_in(&args.input, usual, config, &words)?;
    notices::tell(
        &Intake {
            diags: Vec::new(),
            ..intake.clone()
        },
        usual,
    );
    let judgement = judge(&intake.items, &rules, &words);
    let audit = Audit {
        items: &intake.items,
        inputs: &intake.inputs,
        rules: &rules,
        judgement: &judgement,
    };
    let view = View {
        lang: current(),
        personal: args.show_personal,
        columns: Vec::new(),
        width: output::width(),
        coloured: false,
        verbose: true,
        for_file: false,
    };
    let facts = Facts::new(audit, &Selection::default(), words.plainer(), view);
    let of_row = |entry: &&u32| facts.entry(**entry).row == args.row;
    let entries: Vec<u32> = facts.listed.iter().filter(of_row).copied().collect();
    if entries.is_empty() {
        return Err(no_item(&intake.inputs, args.row));
    }
    let mut out = output::stdout();
    for entry in entries {
        explain(&facts, entry, &mut out)?;
    }
    out.flush()?;
    let failed = intake.inputs.iter().any(|input| input.sheets.is_err());
    Ok(if failed {
        Outcome::Failed
    } else {
        Outcome::Done
    })
}

/// What the row is, if it is no item.
fn no_item(inputs: &[InputReport], row: u32) -> anyhow::Error {
    for sheet in inputs.iter().flat_map(|input| &input.sheets).flatten() {
        let name = &sheet.name;
        if let Some(skipped) = sheet.skipped.iter().find(|skipped| skipped.row == row) {
            let reason = skipped.reason.in_lang(current());
            return trouble(&say!(
                "第 {row} 行不是事项，而是：{reason}（表「{name}」）",
                "row {row} is no item but: {reason} (sheet “{name}”)"
            ));
        }
        if sheet.header_rows.contains(&row) {
            return trouble(&say!(
                "第 {row} 行是表头（表「{name}」）",
                "row {row} is a header (sheet “{name}”)"
            ));
        }
    }
    trouble(&say!(
        "没有第 {row} 行的事项；行号是表格里显示的行号",
        "there is no item in row {row}; rows are those the spreadsheet shows"
    ))
}

fn explain(facts: &Facts<'_>, entry: u32, out: &mut impl Write) -> Result<()> {
    let verdict = facts.verdict(entry);
    writeln!(
        out,
        "{}  {}",
        facts.id(entry),
        facts.field(entry, Field::Name)
    )?;
    for line in understood(facts, entry) {
        writeln!(out, "  {line}")?;
    }
    let action = verdict.action.in_lang(current());
    let target = wording::target(facts, entry);
    let target = if target.is_empty() {
        String::new()
    } else {
        format!("（{target}）")
    };
    writeln!(
        out,
        "\n{}",
        told(&say!("结论：{action}{target}", "Verdict: {action}{target}"))
    )?;
    writeln!(out, "  {}", wording::reason(facts, verdict))?;
    let decided = verdict.by.iter().collect::<Vec<_>>();
    let parts: [(Phrase, Vec<&Finding>); 3] = [
        (say!("由这条规则决定：", "Decided by:"), decided),
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
        writeln!(out, "\n{}", told(title))?;
        for finding in findings {
            spell_out(facts, finding, out)?;
        }
    }
    let silent = facts.audit.rules.rules.len()
        - verdict.overruled.len()
        - verdict.beside.len()
        - usize::from(verdict.by.is_some());
    writeln!(
        out,
        "\n{}\n",
        told(&say!(
            "其余 {silent} 条规则与这一事项无关。",
            "The other {silent} rules say nothing of this item."
        ))
    )?;
    Ok(())
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

fn spell_out(facts: &Facts<'_>, finding: &Finding, out: &mut impl Write) -> Result<()> {
    let rule = facts.rule(finding);
    let (action, title, id) = (finding.action.in_lang(current()), &rule.title, &rule.id);
    writeln!(out, "  ▪ {action}  {title}（{}/{id}）", facts.set_of(rule))?;
    if let Some(clause) = facts.clause(rule) {
        let source = source(facts, rule);
        writeln!(
            out,
            "    {}",
            told(&say!("条款：{clause}{source}", "clause: {clause}{source}"))
        )?;
    }
    writeln!(
        out,
        "    {}",
        told(&say!("理由：{}", "reason: {}", rule.why))
    )?;
    for evidence in &finding.evidence {
        let seen = wording::evidence(facts, evidence);
        writeln!(out, "    {}", told(&say!("看到：{seen}", "seen: {seen}")))?;
    }
    Ok(())
}

/// The document a rule or its clause comes from, and how close it stands to it.
fn source(facts: &Facts<'_>, rule: &Rule) -> String {
    let of_clause = rule
        .clause
        .and_then(|clause| facts.audit.rules.clauses.get(clause))
        .map(|clause| &clause.source);
    let Some(SourceNote {
        document,
        date,
        nature,
    }) = rule.source.as_ref().or(of_clause)
    else {
        return String::new();
    };
    let parts = [
        Some(document.as_str()),
        date.as_deref(),
        nature.map(|nature| nature.in_lang(current())),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    format!("（{}）", parts.join(super::language::t("，", ", ")))
}
