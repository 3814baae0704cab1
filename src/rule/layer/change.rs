//! `[change.<id>]`: what a lower layer adds to, drops from and sets in a rule or list of an upper one.

use std::ops::Range;

use super::{Course, edit, list};
use crate::diag::Diag;
use crate::phrase::{Lang, Phrase};
use crate::place::{Place, Span};
use crate::rule::condition::key;
use crate::rule::fields::{Desk, Fields, Node};
use crate::rule::near::nearest;
use crate::rule::scope::Scope;
use crate::rule::value::text;
use crate::rule::{Condition, Edit, RuleSet};
use crate::say;

/// A `[change.<id>]` table that is still to be read.
pub(crate) type Change<'t> = (String, Node<'t>);

/// One thing that a change does.
pub(super) struct Step {
    /// Where it is written.
    pub(super) bytes: Range<usize>,
    /// What it does, in words.
    pub(super) what: Phrase,
    /// Which way it goes.
    pub(super) course: Course,
}

/// What is at hand while one change is carried out.
pub(super) struct Bench<'a, 'd> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) desk: &'d mut Desk,
    pub(super) steps: Vec<Step>,
}

impl Bench<'_, '_> {
    /// The line of a condition among those under `when`.
    pub(super) fn line<'t>(&self, when: &Node<'t>, condition: &Condition) -> Node<'t> {
        let path = format!("{}.{}", when.path, key(condition));
        let bytes = self.desk.marks.get(&path).map(|span| span.bytes.clone());
        Node {
            bytes: bytes.unwrap_or_else(|| when.bytes.clone()),
            path,
            ..when.clone()
        }
    }

    /// Notes what was done.
    pub(super) fn did(&mut self, node: &Node<'_>, course: Course, what: Phrase) {
        self.steps.push(Step {
            bytes: node.bytes.clone(),
            what,
            course,
        });
    }

    /// Says that what is to be added is there.
    pub(super) fn there_already(&mut self, node: &Node<'_>, typed: &str) {
        let place = self.desk.place(node.bytes.clone());
        let message = say!(
            "“{typed}”上层已经有了，添了没有作用",
            "the upper layer has \"{typed}\" already"
        );
        let help = say!("删去这个词", "drop the word");
        let diag = Diag::warning("duplicate", place, message).help(help);
        self.desk.diags.push(diag);
    }

    /// Says that something isn't there to be changed.
    pub(super) fn not_there(&mut self, node: &Node<'_>, what: &Phrase, upper: &Span) {
        let (zh, en) = (what.in_lang(Lang::Zh), what.in_lang(Lang::En));
        let place = self.desk.place(node.bytes.clone());
        let diag = Diag::error(
            "loosens",
            place,
            say!(
                "上层没有{zh}，无从改起",
                "the upper layer has no {en} to change"
            ),
        )
        .help(say!(
            "对照上层写的文字改，或删去这一项",
            "write it as the upper layer does, or drop this"
        ))
        .also(
            Place::Span(upper.clone()),
            say!("上层在这里", "the upper layer stands here"),
        );
        self.desk.diags.push(diag);
    }
}

/// Carries out one change on the rules and lists that stand above a set.
pub(crate) fn apply(rules: &mut RuleSet, change: &Change<'_>, scope: &Scope<'_>, desk: &mut Desk) {
    let (id, node) = change;
    let Some(mut fields) = Fields::of(node, desk) else {
        return;
    };
    let clause = fields.required("clause", desk);
    let clause = clause.and_then(|n| scope.clause(&n, desk));
    let why = fields.required("why", desk);
    let why = why.and_then(|n| text(&n, desk)).unwrap_or_default();
    let set = scope.set;
    let parts = ["add", "drop", "set"].map(|key| fields.optional(key, desk));
    let of_list = parts.iter().flatten().any(has_items);
    let (targets, lists) = targets(rules, id, set, of_list);
    if targets.is_empty() && lists.is_empty() {
        desk.diags.push(no_target(rules, id, node, set, desk));
        return;
    }
    if parts.iter().all(Option::is_none) {
        changes_nothing(id, node, desk);
    }
    fields.finish(desk);
    let span = desk.span(node.key.clone());
    let note = |steps: Vec<Step>| Edit {
        set,
        clause,
        why: why.clone(),
        what: steps.into_iter().map(|step| step.what).collect(),
        span: span.clone(),
    };
    for at in targets {
        let mut bench = Bench {
            scope,
            desk,
            steps: Vec::new(),
        };
        let mut rule = rules.rules[at].clone();
        edit::edit(&mut rule, &parts, rules, &mut bench);
        let steps = bench.steps;
        refuse_looser(&steps, rule.may_loosen, id, &rule.span, desk);
        rule.edits.push(note(steps));
        rules.rules[at] = rule;
    }
    for at in lists {
        let mut bench = Bench {
            scope,
            desk,
            steps: Vec::new(),
        };
        let upper = list_span(rules, id, &span);
        let course = list::course(rules, at);
        let list = &mut rules.lists[at];
        list::edit(list, &parts, course, &upper, &mut bench);
        let (steps, may_loosen) = (bench.steps, list.may_loosen);
        refuse_looser(&steps, may_loosen, id, &upper, desk);
        rules.lists[at].edits.push(note(steps));
    }
}

/// The rules of an id that stand above a set, or else the lists, by position. A list and a rule may
/// share an id: entries are a list's.
fn targets(rules: &RuleSet, id: &str, set: usize, of_list: bool) -> (Vec<usize>, Vec<usize>) {
    let above = |other: &str, of: usize| other == id && of < set;
    let targets: Vec<usize> = (0..rules.rules.len())
        .filter(|&at| above(&rules.rules[at].id, rules.rules[at].set))
        .collect();
    let lists: Vec<usize> = (0..rules.lists.len())
        .filter(|&at| above(&rules.lists[at].id, rules.lists[at].set))
        .collect();
    match (of_list && !lists.is_empty(), targets.is_empty()) {
        (true, _) => (Vec::new(), lists),
        (false, false) => (targets, Vec::new()),
        (false, true) => (targets, lists),
    }
}

/// Says that a change has none of its parts.
fn changes_nothing(id: &str, node: &Node<'_>, desk: &mut Desk) {
    desk.error_with_help(
        "missing",
        node.key.clone(),
        say!(
            "[change.{id}] 什么也没有改",
            "[change.{id}] changes nothing"
        ),
        say!(
            "写 add.（添）、drop.（去）或 set.（改），例如 add.when.name.any = [\"…\"]",
            "write add., drop. or set., as add.when.name.any = [\"…\"]"
        ),
    );
}

fn has_items(part: &Node<'_>) -> bool {
    let table = part.value.as_table();
    table.is_some_and(|table| table.contains_key("items"))
}

fn list_span(rules: &RuleSet, id: &str, else_here: &Span) -> Span {
    let span = rules.marks.get(&format!("list.{id}"));
    span.unwrap_or(else_here).clone()
}

/// Says that a lower layer loosens what an upper one fixed.
fn refuse_looser(steps: &[Step], may_loosen: bool, id: &str, upper: &Span, desk: &mut Desk) {
    if may_loosen {
        return;
    }
    for step in steps.iter().filter(|step| step.course == Course::Looser) {
        let (zh, en) = (step.what.in_lang(Lang::Zh), step.what.in_lang(Lang::En));
        let message = say!(
            "下层只能收紧，不能放宽：{zh}，{id} 管到的就少了，或者处理就轻了",
            "a lower layer may only tighten: {en} makes {id} hit less, or more mildly"
        );
        let diag = Diag::error("loosens", desk.place(step.bytes.clone()), message)
            .help(say!(
                "删去这一项；上层允许放宽的，由上层在那里写 may_loosen = true",
                "drop this; where the upper layer allows it, it says may_loosen = true there"
            ))
            .also(
                Place::Span(upper.clone()),
                say!("上层这样定的", "fixed by the upper layer here"),
            );
        desk.diags.push(diag);
    }
}

/// Says that there is nothing of this id above.
fn no_target(rules: &RuleSet, id: &str, node: &Node<'_>, set: usize, desk: &Desk) -> Diag {
    let own = |other: usize| other == set;
    let of_rules = rules.rules.iter().map(|rule| (&rule.id, rule.set));
    let of_lists = rules.lists.iter().map(|list| (&list.id, list.set));
    let all: Vec<(&String, usize)> = of_rules.chain(of_lists).collect();
    let place = desk.place(node.key.clone());
    if all.iter().any(|(other, of)| *other == id && own(*of)) {
        return Diag::error(
            "loosens",
            place,
            say!("{id} 就写在本文件里", "{id} stands in this very file"),
        )
        .help(say!(
            "直接改那一条，不用 change",
            "mend it there, without change"
        ));
    }
    let above = all.iter().filter(|(_, of)| !own(*of));
    let help = match nearest(id, above.map(|(other, _)| other.as_str())) {
        Some(near) => say!("是不是 {near}？", "did you mean {near}?"),
        None => say!(
            "在 [set] 里写 extends = [\"上层规则集的编号\"]；jianfu rules list 列出可改的编号",
            "write extends = [\"…\"] in [set]; jianfu rules list shows the ids"
        ),
    };
    Diag::error(
        "loosens",
        place,
        say!(
            "上层没有编号为 {id} 的规则或清单，无从改起",
            "no rule or list {id} stands above: there is nothing to change"
        ),
    )
    .help(help)
}
