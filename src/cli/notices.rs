//! What was odd in the inputs, told on standard error: the first of each kind, and how many more.

use std::collections::HashMap;

use jianfu::diag::{Diag, Severity};
use jianfu::intake::Intake;
use jianfu::item::Items;
use jianfu::judge::{self, Usage};
use jianfu::rule::RuleSet;
use jianfu::say;
use jianfu::words::Words;

use super::args::Usual;
use super::language::{current, t, told};
use super::{diagnose, output};

/// So many of one kind are told one by one.
const EACH: usize = 3;

/// Tells errors of inputs always, warnings unless quiet, notes only when asked for more.
pub(crate) fn tell(intake: &Intake, usual: &Usual) {
    let errors = intake
        .inputs
        .iter()
        .filter_map(|input| input.sheets.as_ref().err());
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut left_out = 0;
    let least = match (usual.quiet, usual.verbose) {
        (true, _) => Severity::Error,
        (_, 0) => Severity::Warning,
        _ => Severity::Note,
    };
    let odd = intake.diags.iter().filter(|diag| diag.severity >= least);
    for diag in errors.chain(odd) {
        let count = seen.entry(diag.code).or_default();
        *count += 1;
        if *count > EACH && usual.verbose == 0 && diag.severity < Severity::Error {
            left_out += 1;
        } else {
            show(diag);
        }
    }
    if left_out > 0 {
        output::say(&told(&say!(
            "……还有 {left_out} 条类似的提示，-v 全部显示",
            "… and {left_out} more of the same kinds; -v shows all"
        )));
    }
}

fn show(diag: &Diag) {
    output::say(&diagnose::render(
        std::slice::from_ref(diag),
        &[],
        current(),
    ));
}

/// So many rules or entries are named one by one.
const NAMED: usize = 12;

/// Tells, where more was asked for, which rules and list entries matched nothing, and which rules hit
/// over 60 % of the items: a word that is never found may be misspelt, one found everywhere too general.
pub(crate) fn tell_usage(items: &Items, rules: &RuleSet, words: &Words, usual: &Usual) {
    if usual.verbose == 0 || usual.quiet || items.entries.is_empty() {
        return;
    }
    for line in usage_lines(
        &judge::usage(items, rules, words),
        items.entries.len(),
        rules,
    ) {
        output::say(&line);
    }
}

fn usage_lines(usage: &Usage, all: usize, rules: &RuleSet) -> Vec<String> {
    let mut lines = Vec::new();
    for (rule, hit) in &usage.sweeping {
        let (id, share) = (&rules.rules[*rule].id, 100 * hit / all);
        lines.push(told(&say!(
            "规则 {id} 命中 {hit} 项，占 {share}%：看看条件是不是太宽",
            "rule {id} hits {hit} items, {share} %: its conditions may be too wide"
        )));
    }
    let ids: Vec<_> = usage
        .idle_rules
        .iter()
        .map(|rule| rules.rules[*rule].id.as_str())
        .collect();
    let (count, of) = (ids.len(), rules.rules.len());
    if count > 0 {
        let ids = shortened(&ids, NAMED);
        lines.push(told(&say!(
            "{of} 条规则中有 {count} 条没有事项符合条件：{ids}",
            "no item meets the conditions of {count} of {of} rules: {ids}"
        )));
    }
    for (list, entries) in &usage.idle_entries {
        let list = &rules.lists[*list];
        let names: Vec<_> = entries
            .iter()
            .map(|entry| list.entries[*entry].typed.as_str())
            .collect();
        let (id, of, count) = (&list.id, list.entries.len(), names.len());
        let names = shortened(&names, NAMED);
        lines.push(told(&say!(
            "清单 {id} 的 {of} 个条目中有 {count} 个没有见到：{names}",
            "{count} of {of} entries of the list {id} were not seen: {names}"
        )));
    }
    lines
}

/// The first so many names, and how many more there are.
pub(crate) fn shortened(names: &[&str], most: usize) -> String {
    let shown = names[..names.len().min(most)].join(t("、", ", "));
    let more = names.len() - names.len().min(most);
    if more == 0 {
        return shown;
    }
    let rest = told(&say!("……还有 {more} 个", " … and {more} more"));
    format!("{shown}{rest}")
}
