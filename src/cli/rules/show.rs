//! `rules list` and `rules show`: the rules in force, and one of them read back in plain words.

use std::io::Write;

use anyhow::Result;
use jianfu::item::Field;
use jianfu::rule::{self, Clause, Condition, Example, Rule, RuleSet, Share, SourceNote};
use jianfu::say;

use super::{ListArgs, ShowArgs};
use crate::cli::config::Config;
use crate::cli::gather::Sources;
use crate::cli::language::{current, t, told, trouble};
use crate::cli::{Outcome, output};

/// `rules list`: one rule a line.
pub(super) fn list(args: &ListArgs, config: &Config) -> Result<Outcome> {
    let sources = Sources::named(&args.rules, config)?;
    let rules = sources.rule_set(&sources.words()?, &[])?;
    let mut out = output::stdout();
    for rule in rules.rules.iter().filter(|r| is_wanted(r, args, &rules)) {
        let said = told(&rule::describe(rule, &rules));
        writeln!(
            out,
            "{}\t{}\t{}\t{said}",
            rule.action.in_lang(current()),
            rule.id,
            rule.title
        )?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn is_wanted(rule: &Rule, args: &ListArgs, rules: &RuleSet) -> bool {
    let of_category = |wanted| {
        let about = |c: &Condition| matches!(c, Condition::Category(all) if all.contains(&wanted));
        rule.when.iter().any(about)
    };
    let of_clause = |wanted: &String| clause_of(rule, rules).is_some_and(|c| c.id == *wanted);
    args.action.is_none_or(|action| rule.action == action)
        && args.category.is_none_or(of_category)
        && args.clause.as_ref().is_none_or(of_clause)
}

fn clause_of<'r>(rule: &Rule, rules: &'r RuleSet) -> Option<&'r Clause> {
    rule.clause.map(|clause| &rules.clauses[clause])
}

/// `rules show ID`: one rule in full; where nobody names a set, of whichever built-in one has it.
pub(super) fn show(args: &ShowArgs, config: &Config) -> Result<Outcome> {
    let mut places = vec![Sources::named(&args.rules, config)?];
    if args.rules.rules.is_empty() && config.rules.is_empty() {
        places.extend(Sources::each_builtin());
    }
    for sources in places {
        let rules = sources.rule_set(&sources.words()?, &[])?;
        if let Some(rule) = rules.rules.iter().find(|r| r.id == args.id) {
            return output::print(shown(rule, &rules).as_bytes());
        }
        if let Some(share) = rules.shares.iter().find(|share| share.id == args.id) {
            return output::print(shown_share(share, &rules).as_bytes());
        }
    }
    let id = &args.id;
    Err(trouble(&say!(
        "没有编号为 {id} 的规则；jianfu rules list 列出全部编号",
        "there is no rule {id}; jianfu rules list shows them all"
    )))
}

/// One rule in full.
fn shown(rule: &Rule, rules: &RuleSet) -> String {
    let set = &rules.sets[rule.set];
    let mut lines = vec![
        format!("{} [{}]", rule.title, rule.id),
        told(&rule::describe(rule, rules)),
        String::new(),
        format!("{}{}", t("理由：", "why: "), rule.why),
    ];
    lines.extend(clause_of(rule, rules).map(clause_line));
    lines.extend(rules.source_of(rule).map(source_line));
    for edit in &rule.edits {
        let edit = told(&rules.edit(edit));
        lines.push(format!("{}{edit}", t("下层改动：", "changed by: ")));
    }
    lines.push(format!(
        "{}{} {}",
        t("规则集：", "set: "),
        set.id,
        set.version
    ));
    lines.push(t("例子：", "examples:").to_owned());
    lines.extend(rule.examples.iter().map(example));
    lines.join("\n") + "\n"
}

fn clause_line(clause: &Clause) -> String {
    let heading = t("条款：", "clause: ");
    format!("{heading}{} {}", clause.id, clause.title)
}

fn source_line(source: &SourceNote) -> String {
    let date = source.date.as_deref().unwrap_or("");
    let nature = source.nature.map_or("", |n| n.in_lang(current()));
    let heading = t("出处：", "source: ");
    format!("{heading}{} {date} {nature}", source.cited())
}

/// A share in full: what belongs to it and what it is held against.
fn shown_share(share: &Share, rules: &RuleSet) -> String {
    let set = &rules.sets[share.set];
    let mut lines = vec![
        format!("{} [{}]", share.title, share.id),
        told(&rule::describe_share(share, rules)),
        String::new(),
    ];
    let against = [
        (t("调查所得：", "found: "), share.found),
        (t("至多：", "at most: "), share.at_most),
        (t("至少：", "at least: "), share.at_least),
    ];
    let percent = |share: f64| format!("{}%", (share * 1000.0).round() / 10.0);
    let written = against
        .into_iter()
        .filter_map(|(heading, share)| Some((heading, share?)));
    lines.extend(written.map(|(heading, share)| heading.to_owned() + &percent(share)));
    let clause = share.clause.map(|clause| &rules.clauses[clause]);
    lines.extend(clause.map(clause_line));
    let source = share
        .source
        .as_ref()
        .or(clause.map(|clause| &clause.source));
    lines.extend(source.map(source_line));
    lines.push(format!(
        "{}{} {}",
        t("规则集：", "set: "),
        set.id,
        set.version
    ));
    lines.join("\n") + "\n"
}

/// 适龄公民兵役登记（依据：《兵役法》） → 留
fn example(example: &Example) -> String {
    let items = example.items.iter().map(|item| {
        let (name, cells): (Vec<_>, Vec<_>) = item
            .fields
            .iter()
            .partition(|(field, _)| *field == Field::Name);
        let name = name.first().map_or("", |(_, typed)| typed.as_str());
        let (colon, comma) = (t("：", ": "), t("，", ", "));
        let cell = |(field, typed): &(Field, String)| {
            format!("{}{colon}{typed}", field.in_lang(current()))
        };
        let cells: Vec<_> = cells.into_iter().map(cell).collect();
        match cells.is_empty() {
            true => name.to_owned(),
            false => format!(
                "{name}{}{}{}",
                t("（", " ("),
                cells.join(comma),
                t("）", ")")
            ),
        }
    });
    let items: Vec<_> = items.collect();
    let expect = example.expect;
    let expect = expect.map_or(t("无", "none"), |action| action.in_lang(current()));
    format!("  {} → {expect}", items.join(t("；", "; ")))
}
