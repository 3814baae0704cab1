//! Runs the examples that rules carry: each against its rule alone, and cases against the whole set.

use std::sync::Arc;

use super::{Judgement, judge};
use crate::diag::Diag;
use crate::finding::Action;
use crate::intake::understand::Understanding;
use crate::item::{Field, Items, Source};
use crate::place::{Place, Span};
use crate::rule::Code;
use crate::rule::{Change, Condition, Example, Rule, RuleKind, RuleSet, TextField, TextTest, Word};
use crate::say;
use crate::words::Words;

/// What became of one example.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// Position in [`RuleSet::rules`]; `None` for a case of the whole set.
    pub rule: Option<usize>,
    /// The names of its items.
    pub name: String,
    /// What should be said; `None` is 无.
    pub expect: Option<Action>,
    /// What is said; `None` is 无.
    pub said: Option<Action>,
    /// Where it stands.
    pub span: Span,
    /// Where a lower layer changed the rule, if it did.
    pub changed: Option<Span>,
}

impl Tried {
    /// Whether what is said is what should be.
    pub fn passed(&self) -> bool {
        self.expect == self.said
    }

    /// The error to report where it isn't.
    pub fn diag(&self) -> Option<Diag> {
        if self.passed() {
            return None;
        }
        let zh = |a: Option<Action>| a.map_or("无", Action::zh);
        let (name, expect, said) = (&self.name, zh(self.expect), zh(self.said));
        let who = match self.rule {
            Some(_) => ("这条规则", "the rule"),
            None => ("整套规则", "the whole set"),
        };
        let (zh_who, en_who) = who;
        let message = say!(
            "例子“{name}”应得“{expect}”，{zh_who}给出“{said}”",
            "example \"{name}\" should give {expect}, {en_who} gives {said}"
        );
        let help = match self.said {
            None => say!(
                "规则没有命中：看 when 的词是否在例子里，类别、频次写全了没有",
                "the rule is silent: see whether the words of when are in the example, and its category and frequency are given"
            ),
            Some(_) => say!(
                "规则命中了：收紧 when，或改 expect",
                "the rule hits it: narrow its conditions, or mend expect"
            ),
        };
        let place = Place::Span(self.span.clone());
        let Some(changed) = &self.changed else {
            return Some(Diag::error(Code::ExampleFails, place, message).help(help));
        };
        let here = Place::Span(changed.clone());
        let message = say!(
            "改了以后，上层的例子“{name}”应得“{expect}”，却给出“{said}”",
            "after this change the upper layer's example \"{name}\" should give {expect} and gives {said}"
        );
        let help = say!(
            "收小改动；确要改变它的，写 drop.examples = [\"{name}\"]，再用 add.examples 写上新的例子",
            "change less; where it is meant, write drop.examples = [\"{name}\"] and the new one under add.examples"
        );
        let diag = Diag::error(Code::ExampleFails, here, message).help(help);
        Some(diag.also(place, say!("例子在这里", "the example")))
    }
}

/// Tries every example of every rule, and every case.
pub fn try_all(rules: &RuleSet, words: &Words) -> Vec<Tried> {
    let mut bench = Bench {
        alone: RuleSet {
            rules: Vec::new(),
            cases: Vec::new(),
            ..rules.clone()
        },
        words,
    };
    let mut tried = Vec::new();
    for (i, rule) in rules.rules.iter().enumerate() {
        bench.alone.rules = vec![rule.clone()];
        tried.extend(bench.examples(Some(i), &rule.examples));
    }
    bench.alone.rules.clone_from(&rules.rules);
    tried.extend(bench.examples(None, &rules.cases));
    tried
}

/// A rule set to try examples on.
struct Bench<'a> {
    alone: RuleSet,
    words: &'a Words,
}

impl Bench<'_> {
    /// Examples of one item each don't touch one another, unless the rule counts or compares: then
    /// each is judged by itself.
    fn examples(&mut self, rule: Option<usize>, examples: &[Example]) -> Vec<Tried> {
        let by_itself = |r: &Rule| matches!(r.kind, RuleKind::Single | RuleKind::Keep { .. });
        let together = self.alone.rules.iter().all(by_itself);
        if together && examples.iter().all(|e| e.items.len() == 1) {
            return self.judge(rule, examples);
        }
        let each = examples.iter().map(std::slice::from_ref);
        each.flat_map(|one| self.judge(rule, one)).collect()
    }

    fn judge(&mut self, rule: Option<usize>, examples: &[Example]) -> Vec<Tried> {
        let kept = self.alone.rules.len();
        let cancelling = examples
            .iter()
            .filter_map(|e| self.cancelling(e))
            .collect::<Vec<_>>();
        self.alone.rules.extend(cancelling);
        let (items, counts) = self.items(examples);
        let judgement = judge(&items, &self.alone, self.words);
        self.alone.rules.truncate(kept);
        let mut entries = 0..items.entries.len();
        let mut tried = Vec::with_capacity(examples.len());
        for (example, count) in examples.iter().zip(counts) {
            let own: Vec<_> = entries.by_ref().take(count).collect();
            let told = example.items.iter().zip(own);
            let told = told.filter(|(item, _)| !item.cancelled);
            tried.push(Tried {
                rule,
                name: names(example),
                expect: example.expect,
                said: said(&judgement, rule.is_none(), told.map(|(_, entry)| entry)),
                span: example.span.clone(),
                changed: rule.and_then(|_| self.changed(example)),
            });
        }
        tried
    }

    /// Where another file changed the rule that is tried.
    fn changed(&self, example: &Example) -> Option<Span> {
        let rule = self.alone.rules.first()?;
        let lists = rule.when.iter().filter_map(|condition| match condition {
            Condition::Text {
                test: TextTest::InList(list) | TextTest::NotInList(list),
                ..
            } => self.alone.lists.get(*list),
            _ => None,
        });
        let edits: Vec<_> = lists
            .flat_map(|list| &list.edits)
            .chain(&rule.edits)
            .collect();
        let mut spans = edits.into_iter().map(|edit| &edit.span);
        spans.rfind(|span| span.path != example.span.path).cloned()
    }

    fn items(&self, examples: &[Example]) -> (Items, Vec<usize>) {
        let mut items = Items::default();
        items.sources.push(Source {
            path: Arc::from("-"),
            sheet: Arc::from(""),
        });
        let mut understanding = Understanding::new(self.words);
        for (row, item) in examples.iter().flat_map(|e| &e.items).enumerate() {
            let fields: Vec<_> = item.fields.iter().map(|(f, t)| (*f, t.as_str())).collect();
            let number = u32::try_from(row + 1).unwrap_or(u32::MAX);
            let entry = understanding.entry(&mut items, &fields, 0, number);
            items.entries.push(entry);
        }
        (items, examples.iter().map(|e| e.items.len()).collect())
    }

    /// A rule that deletes what an example says is cancelled already.
    fn cancelling(&self, example: &Example) -> Option<Rule> {
        let cancelled = example.items.iter().filter(|i| i.cancelled);
        let names: Vec<_> = cancelled
            .filter_map(|i| i.fields.iter().find(|(f, _)| *f == Field::Name))
            .map(|(_, typed)| Word {
                typed: typed.clone(),
                plain: self.words.plain(typed),
            })
            .collect();
        let is_one = Condition::Text {
            field: TextField::Name,
            test: TextTest::Is(names.clone()),
        };
        (!names.is_empty()).then(|| Rule {
            id: String::new(),
            set: 0,
            title: String::new(),
            clause: None,
            action: Action::Delete,
            why: String::new(),
            source: None,
            when: vec![is_one],
            kind: RuleKind::Single,
            to: Change::default(),
            even_if_kept: true,
            may_loosen: false,
            edits: Vec::new(),
            examples: Vec::new(),
            span: example.span.clone(),
        })
    }
}

/// The first action of the principle that any of these entries gets. A rule alone that hits none is
/// silent; the whole set always says something, 留 where nothing speaks against an item.
fn said(
    judgement: &Judgement,
    whole_set: bool,
    entries: impl Iterator<Item = usize>,
) -> Option<Action> {
    let verdicts = entries.map(|entry| judgement.verdict(entry));
    let spoken = verdicts.filter(|v| whole_set || v.by.is_some());
    spoken.map(|v| v.action).min()
}

fn names(example: &Example) -> String {
    let name = |fields: &[(Field, String)]| {
        let name = fields.iter().find(|(f, _)| *f == Field::Name);
        name.map(|(_, typed)| typed.clone()).unwrap_or_default()
    };
    let names: Vec<_> = example.items.iter().map(|i| name(&i.fields)).collect();
    names.join("、")
}
