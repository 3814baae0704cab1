//! What it rests on: the rule sets with their fingerprints, and the clauses that no machine judges.

use super::{Block, Cell, Column, Section, Table, Topic};
use crate::report::{Facts, wording};
use crate::rule::SetInfo;
use crate::say;

/// The section on the rules.
pub(super) fn section<'f>(facts: &'f Facts<'_>) -> Section<'f> {
    let version = env!("CARGO_PKG_VERSION");
    let said = say!(
        "规则集如下表；同样的表、同样的规则，得到同样的结论。由 jianfu {version}审核。",
        "These rule sets were used; the same sheets and rules give the same verdicts. Audited by jianfu {version}."
    );
    let sets = vec![
        Block::Paragraph(facts.say(&said)),
        Block::Paragraph(facts.say(&day(facts))),
        Block::Table(sets(facts)),
    ];
    let mut parts = vec![Section::of(
        Topic::Ground,
        facts.say(&say!("所用规则", "Rules")),
        sets,
    )];
    let clauses = for_people(facts);
    if !clauses.is_empty() {
        parts.push(Section::of(
            Topic::Ground,
            facts.say(&say!(
                "须由人工对照的条款",
                "Clauses that only people can judge"
            )),
            vec![Block::List(clauses)],
        ));
    }
    Section {
        parts,
        ..Section::of(
            Topic::Ground,
            facts.say(&say!("审核依据", "What it rests on")),
            Vec::new(),
        )
    }
}

/// Which versions of the rules were applied.
fn day(facts: &Facts<'_>) -> crate::phrase::Phrase {
    match facts.audit.rules.as_of {
        Some(day) => say!(
            "适用 {day} 有效的规则。",
            "The rules in force on {day} were applied."
        ),
        None => say!(
            "表格没有写明是哪个时段，适用规则的各个版本。",
            "The sheets don't say which period they cover: every version of the rules was applied."
        ),
    }
}

/// The clauses that no machine can judge; they stand in every report.
pub(in crate::report) fn for_people(facts: &Facts<'_>) -> Vec<String> {
    let clauses = facts.audit.rules.clauses.iter();
    let for_people = clauses.filter(|clause| clause.for_people);
    for_people
        .map(|clause| wording::of_clause(facts, clause))
        .collect()
}

fn sets<'f>(facts: &Facts<'_>) -> Table<'f> {
    let say = |zh: &str, en: &str| facts.say(&say!("{zh}", "{en}"));
    let columns = vec![
        Column::text(say("规则集", "rule set"), 12),
        Column::text(say("标识和版本", "id and version"), 8),
        Column::number(say("规则数", "rules"), 3),
        Column::text(say("指纹", "fingerprint"), 14),
    ];
    let rules = &facts.audit.rules.rules;
    let row = |(number, set): (usize, &SetInfo)| {
        let of_set = rules.iter().filter(|rule| rule.set == number).count();
        let (id, version) = (&set.id, &set.version);
        vec![
            set.title.as_str().into(),
            format!("{id} {version}").into(),
            Cell::Count(of_set as u64),
            set.fingerprint.as_str().into(),
        ]
    };
    Table::ready(
        columns,
        facts.audit.rules.sets_as_named().map(row).collect(),
    )
}
