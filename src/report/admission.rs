//! What the gate answers, for people and for programs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::outline::{Block, Cell, Column, Outline, Section, Table, Topic};
use super::paper::{Paper, PaperFormat};
use super::{Audit, Facts, Selection, View, wording};
use crate::gate::{Admission, Answer, Condition, Need, Terms};
use crate::item::Field;
use crate::quarter::{Overlap, Quarters};
use crate::say;
use crate::text::Plainer;

/// Everything a report of the gate is about.
#[derive(Debug)]
pub struct AdmissionFacts<'a> {
    facts: Facts<'a>,
    quarters: &'a Quarters,
    answers: &'a [Admission],
    taken: &'a [Option<Overlap>],
    terms: &'a Terms,
}

impl Paper for AdmissionFacts<'_> {
    fn outline(&self) -> Outline<'_> {
        self.sections()
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, &self.answers())?;
        writeln!(out)
    }

    fn view(&self) -> &View {
        &self.facts.view
    }
}

impl<'a> AdmissionFacts<'a> {
    /// The answers on all entries of an audit, with what is asked for already and by which terms.
    pub fn new(
        audit: Audit<'a>,
        plainer: &Plainer,
        view: View,
        quarters: &'a Quarters,
        answers: &'a [Admission],
        taken: &'a [Option<Overlap>],
        terms: &'a Terms,
    ) -> Self {
        Self {
            facts: Facts::new(audit, &Selection::default(), plainer, view),
            quarters,
            answers,
            taken,
            terms,
        }
    }

    /// Writes the report.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn write(&self, format: PaperFormat, out: &mut dyn Write) -> io::Result<()> {
        format.write(self, out)
    }

    /// What a condition asks for.
    fn asks(&self, entry: u32, condition: &Condition) -> String {
        let lead = self.terms.lead_days;
        let target = wording::target(&self.facts, entry);
        self.facts
            .say(&match (condition.need, condition.working_days) {
                (Need::Funds, _) => say!("落实经费", "bring the funds"),
                (Need::Agreement, _) => say!("与社区协商同意", "agree with the community"),
                (Need::Basis, _) => say!("补交能查到的依据", "give a basis that can be looked up"),
                (Need::Change, _) if target.is_empty() => {
                    let reason = wording::reason(&self.facts, self.facts.verdict(entry));
                    say!(
                        "按规定调整：{reason}",
                        "change it as the rule says: {reason}"
                    )
                }
                (Need::Change, _) => say!("改为：{target}", "change it: {target}"),
                (Need::LeadTime, Some(days)) => say!(
                    "提前布置：只有 {days} 个工作日，至少要 {lead} 个",
                    "give notice earlier: {days} working days, {lead} are needed"
                ),
                (Need::LeadTime, None) => say!(
                    "提前至少 {lead} 个工作日布置（没有那一年的节假日安排，未能核算）",
                    "give notice {lead} working days ahead (no calendar covers them: not counted)"
                ),
            })
    }

    /// Why, in words.
    fn why(&self, entry: u32) -> String {
        let admission = &self.answers[entry as usize];
        match admission.answer {
            Answer::Refused => {
                let verdict = self.facts.verdict(entry);
                let rule = verdict.by.as_ref().map(|by| self.facts.rule(by));
                let clause = rule.and_then(|rule| self.facts.provision(rule));
                let reason = wording::reason(&self.facts, verdict);
                [Some(reason), clause]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            Answer::AlreadyAsked => self.who(entry),
            _ => {
                let asked = admission
                    .conditions
                    .iter()
                    .map(|condition| self.asks(entry, condition));
                asked.collect::<Vec<_>>().join("；")
            }
        }
    }

    /// Who asks for it already.
    fn who(&self, entry: u32) -> String {
        let (name, department) = match (
            &self.taken[entry as usize],
            self.answers[entry as usize].same_as,
        ) {
            (Some(overlap), _) => {
                let kind = self.quarters.old.kind(overlap.old);
                (
                    self.quarters.text(kind.name),
                    self.quarters.text(kind.department).to_owned(),
                )
            }
            (None, Some(other)) => {
                let items = self.facts.audit.items;
                let item = self.facts.entry(other).item;
                (
                    items.typed(item, Field::Name),
                    items.typed(item, Field::Department).to_owned(),
                )
            }
            (None, None) => return String::new(),
        };
        let name = self.facts.shown(name);
        self.facts.say(&say!(
            "{department}已在要“{name}”",
            "{department} asks for “{name}” already"
        ))
    }

    fn sections(&self) -> Outline<'_> {
        let lang = self.facts.view.lang;
        let say = |zh: &str, en: &str| self.facts.say(&say!("{zh}", "{en}"));
        let mut counts: BTreeMap<Answer, u64> = BTreeMap::new();
        for admission in self.answers {
            *counts.entry(admission.answer).or_default() += 1;
        }
        let counted = counts.iter().map(|(answer, n)| {
            let word = answer.in_lang(lang).replace('_', " ");
            format!("{word} {n}")
        });
        let counted = counted.collect::<Vec<_>>().join(say("、", ", ").as_str());
        let all = self.answers.len();
        let sections = Answer::ALL.iter().rev().filter_map(|answer| {
            let of_answer = (0_u32..)
                .zip(self.answers)
                .filter(|(_, admission)| admission.answer == *answer);
            let rows: Vec<Vec<Cell>> = of_answer
                .map(|(entry, _)| {
                    vec![
                        self.facts.field(entry, Field::Name).into_owned().into(),
                        self.facts
                            .field(entry, Field::Department)
                            .into_owned()
                            .into(),
                        self.why(entry).into(),
                    ]
                })
                .collect();
            let columns = vec![
                Column::text(say("事项", "item"), 14),
                Column::text(say("部门", "department"), 8),
                Column::text(say("理由和条件", "why, and what is needed"), 28),
            ];
            let title = answer.in_lang(lang).replace('_', " ");
            let table = Block::Table(Table::ready(columns, rows.clone()));
            (!rows.is_empty()).then(|| Section::of(Topic::Decisions, title, vec![table]))
        });
        let counted = say!("{all} 项：{counted}。", "{all} items: {counted}.");
        Outline {
            closing: self.by_which_terms(),
            ..Outline::plain(
                say("事项准入审核", "Admission"),
                vec![self.facts.say(&counted)],
                sections.collect(),
            )
        }
    }

    /// By which terms it was answered, and what of them has to be checked.
    fn by_which_terms(&self) -> String {
        let Terms { title, source, .. } = self.terms;
        let lead = self.terms.lead_days;
        let open = self.terms.to_check.as_deref();
        let open = open.map(|open| {
            self.facts
                .say(&say!("须核对：{open}", " To be checked: {open}"))
        });
        let open = open.unwrap_or_default();
        self.facts.say(&say!(
            "条件依《{title}》：至少提前 {lead} 个工作日等（{source}）。{open}",
            "By the terms “{title}”: at least {lead} working days ahead and so on ({source}).{open}"
        ))
    }

    fn answers(&self) -> Value {
        let items: Vec<Value> = (0_u32..)
            .zip(self.answers)
            .map(|(entry, admission)| self.item(entry, admission))
            .collect();
        let summary: BTreeMap<&str, usize> = Answer::ALL
            .iter()
            .map(|answer| {
                let n = self
                    .answers
                    .iter()
                    .filter(|admission| admission.answer == *answer)
                    .count();
                (answer.word(), n)
            })
            .collect();
        json!({
            "schema": "jianfu.admission/1",
            "jianfu": env!("CARGO_PKG_VERSION"),
            "terms": {
                "title": self.terms.title,
                "source": self.terms.source,
                "lead_days": self.terms.lead_days,
                "to_check": self.terms.to_check,
            },
            "items": items,
            "summary": summary,
        })
    }

    fn item(&self, entry: u32, admission: &Admission) -> Value {
        let facts = &self.facts;
        let verdict = facts.verdict(entry);
        let rule = verdict.by.as_ref().map(|by| facts.rule(by));
        let conditions: Vec<Value> = admission
            .conditions
            .iter()
            .map(|condition| {
                json!({
                    "need": condition.need,
                    "working_days": condition.working_days,
                    "text": self.asks(entry, condition),
                })
            })
            .collect();
        let same_as = match (&self.taken[entry as usize], admission.same_as) {
            (Some(overlap), _) if admission.answer == Answer::AlreadyAsked => {
                let (line, kind) = (
                    &self.quarters.old.lines[overlap.old as usize],
                    self.quarters.old.kind(overlap.old),
                );
                let evidence = overlap.evidence.iter().map(|evidence| {
                    let note = evidence.note.as_ref().map(|note| note.in_lang(facts.view.lang));
                    json!({"field": evidence.field, "found": facts.shown(&evidence.found), "note": note})
                });
                json!({
                    "id": self.quarters.text(line.id),
                    "name": facts.shown(self.quarters.text(kind.name)),
                    "department": facts.shown(self.quarters.text(kind.department)),
                    "evidence": evidence.collect::<Vec<_>>(),
                })
            }
            (_, Some(other)) => json!({
                "id": facts.id(other),
                "name": facts.field(other, Field::Name),
                "department": facts.field(other, Field::Department),
            }),
            _ => Value::Null,
        };
        json!({
            "id": facts.id(entry),
            "key": facts.key(entry),
            "name": facts.field(entry, Field::Name),
            "department": facts.field(entry, Field::Department),
            "answer": admission.answer,
            "conditions": conditions,
            "rule": rule.map(|rule| &rule.id),
            "clause": rule.and_then(|rule| facts.clause(rule)),
            "reason": self.why(entry),
            "same_as": same_as,
        })
    }
}
