//! What no example touches, told set by set.

use std::io::{self, Write};

use jianfu::judge::{Coverage, Part};
use jianfu::rule::RuleSet;
use jianfu::say;

use crate::cli::language::{t, told};
use crate::cli::notices::shortened;

/// So many entries of a list are named; the others are counted.
const NAMED: usize = 8;

/// What no example touches, over all sets.
#[derive(Default)]
pub(super) struct Untouched {
    lines: Vec<String>,
    rules: Count,
    entries: Count,
    clauses: Count,
}

#[derive(Default)]
struct Count {
    all: usize,
    touched: usize,
}

impl Count {
    fn add<T>(&mut self, part: &Part<T>) {
        self.all += part.all;
        self.touched += part.touched();
    }
}

impl Untouched {
    /// Adds what the examples of one set leave untouched.
    pub(super) fn add(&mut self, rules: &RuleSet, coverage: &Coverage) {
        self.rules.add(&coverage.rules);
        self.entries.add(&coverage.entries);
        self.clauses.add(&coverage.clauses);
        let ids: Vec<_> = coverage
            .rules
            .untouched
            .iter()
            .map(|at| rules.rules[*at].id.as_str())
            .collect();
        self.line(
            t("没有命中例子的规则：", "rules that no example hits: "),
            &ids,
        );
        for (at, list) in rules.lists.iter().enumerate() {
            let of_list = coverage
                .entries
                .untouched
                .iter()
                .filter(|(list, _)| *list == at);
            let entries: Vec<_> = of_list
                .map(|(_, entry)| list.entries[*entry].typed.as_str())
                .collect();
            let id = &list.id;
            let head = told(&say!(
                "清单 {id} 里没有例子的条目：",
                "entries of the list {id} that no example holds: "
            ));
            self.line(&head, &entries);
        }
        let ids: Vec<_> = coverage
            .clauses
            .untouched
            .iter()
            .map(|at| rules.clauses[*at].id.as_str())
            .collect();
        self.line(
            t("没有例子触及的条款：", "clauses that no example touches: "),
            &ids,
        );
    }

    fn line(&mut self, head: &str, names: &[&str]) {
        if names.is_empty() {
            return;
        }
        let names = shortened(names, NAMED);
        self.lines.push(format!("{head}{names}"));
    }

    /// The share of rules, entries and clauses that examples touch, in per cent.
    pub(super) fn per_cent(&self) -> f64 {
        let parts = [&self.rules, &self.entries, &self.clauses];
        let all: usize = parts.iter().map(|part| part.all).sum();
        let touched: usize = parts.iter().map(|part| part.touched).sum();
        if all == 0 {
            100.0
        } else {
            100.0 * touched as f64 / all as f64
        }
    }

    /// Writes what is untouched, and how much is touched.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        for line in &self.lines {
            writeln!(out, "{line}")?;
        }
        let count = |count: &Count| format!("{}/{}", count.touched, count.all);
        let (rules, entries, clauses) = (
            count(&self.rules),
            count(&self.entries),
            count(&self.clauses),
        );
        let all = self.per_cent();
        let sum = say!(
            "例子触及：规则 {rules}，清单条目 {entries}，条款 {clauses}，合计 {all:.1}%",
            "touched by examples: rules {rules}, list entries {entries}, clauses {clauses}, in all {all:.1} %"
        );
        writeln!(out, "{}", told(&sum))?;
        out.flush()
    }
}
