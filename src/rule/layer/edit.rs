//! What a lower layer adds to a rule of an upper one, drops from it and sets in it.

use super::Course;
use super::change::Bench;
use crate::finding::Action;
use crate::rule::condition;
use crate::rule::fields::{Fields, Node};
use crate::rule::table::{change as to, example};
use crate::rule::value::{number, term, terms, text, words_if_any};
use crate::rule::{Change, List, Rule, RuleKind, RuleSet, Word};
use crate::say;

/// Carries out `add`, `drop` and `set` on a rule.
pub(super) fn edit(
    rule: &mut Rule,
    parts: &[Option<Node<'_>>; 3],
    rules: &RuleSet,
    bench: &mut Bench<'_, '_>,
) {
    let [add, drop, set] = parts;
    // An example that is replaced goes before the new one comes.
    for (part, node) in [drop, set, add].into_iter().enumerate() {
        let fields = node.as_ref().and_then(|n| Fields::of(n, bench.desk));
        let Some(fields) = fields else { continue };
        let mut work = Work {
            fields,
            rule: &mut *rule,
            lists: &rules.lists,
            bench: &mut *bench,
        };
        match part {
            0 => work.drop(),
            1 => work.set(),
            _ => work.add(),
        }
        work.fields.finish(work.bench.desk);
    }
}

/// One of `add`, `drop` and `set`, and what it is carried out on.
pub(super) struct Work<'w, 't, 'a, 'd> {
    fields: Fields<'t>,
    pub(super) rule: &'w mut Rule,
    pub(super) lists: &'w [List],
    pub(super) bench: &'w mut Bench<'a, 'd>,
}

impl<'t> Work<'_, 't, '_, '_> {
    fn add(&mut self) {
        if let Some(node) = self.fields.optional("when", self.bench.desk) {
            for condition in condition::read(&node, self.bench.scope, self.bench.desk) {
                let line = self.bench.line(&node, &condition);
                self.add_condition(condition, &line);
            }
        }
        if let Some(node) = self.fields.optional("statute", self.bench.desk) {
            for word in words_if_any(&node, self.bench.scope.words, self.bench.desk) {
                self.add_statute(word, &node);
            }
        }
        if let Some(node) = self.fields.optional("allow", self.bench.desk) {
            for action in terms::<Action>(&node, self.bench.desk) {
                self.allow(action, true, &node);
            }
        }
        let more = example::read_all(&mut self.fields, self.bench.desk);
        self.rule.examples.extend(more);
    }

    fn drop(&mut self) {
        if let Some(node) = self.fields.optional("when", self.bench.desk) {
            for condition in condition::read(&node, self.bench.scope, self.bench.desk) {
                let line = self.bench.line(&node, &condition);
                self.drop_condition(&condition, &line);
            }
        }
        if let Some(node) = self.fields.optional("statute", self.bench.desk) {
            for word in words_if_any(&node, self.bench.scope.words, self.bench.desk) {
                self.drop_statute(&word, &node);
            }
        }
        if let Some(node) = self.fields.optional("allow", self.bench.desk) {
            for action in terms::<Action>(&node, self.bench.desk) {
                self.allow(action, false, &node);
            }
        }
        if let Some(node) = self.fields.optional("examples", self.bench.desk) {
            for word in words_if_any(&node, self.bench.scope.words, self.bench.desk) {
                self.drop_example(&word, &node);
            }
        }
    }

    fn set(&mut self) {
        if let Some(node) = self.fields.optional("when", self.bench.desk) {
            for condition in condition::read(&node, self.bench.scope, self.bench.desk) {
                let line = self.bench.line(&node, &condition);
                self.set_condition(&condition, &line);
            }
        }
        if let Some(node) = self.fields.optional("action", self.bench.desk)
            && let Some(action) = term(&node, self.bench.desk)
        {
            self.set_action(action, &node);
        }
        let place = self.fields.optional("to", self.bench.desk);
        let change = to::read(&mut self.fields, self.bench.desk);
        if let Some(node) = place {
            self.set_target(change, &node);
        }
        if let Some(node) = self.fields.optional("limit", self.bench.desk)
            && let Some(limit) = number(&node, self.bench.desk)
        {
            self.set_limit(limit, &node);
        }
        if let Some(node) = self.fields.optional("similar", self.bench.desk)
            && let Some(similar) = number(&node, self.bench.desk)
        {
            self.set_similar(similar, &node);
        }
        if let Some(node) = self.fields.optional("why", self.bench.desk)
            && let Some(why) = text(&node, self.bench.desk)
        {
            let what = say!("改写理由", "wording its reason anew");
            self.bench.did(&node, Course::Level, what);
            self.rule.why = why;
        }
    }

    fn set_action(&mut self, action: Action, node: &Node<'t>) {
        let old = self.rule.action;
        if action == Action::Keep || old == Action::Keep {
            let what = say!("能改成别的处理的规则", "rule whose action could change");
            return self.bench.not_there(node, &what, &self.rule.span);
        }
        let (from_zh, zh, from, en) = (old.zh(), action.zh(), old.word(), action.word());
        let course = match action.cmp(&old) {
            std::cmp::Ordering::Less => Course::Tighter,
            std::cmp::Ordering::Equal => Course::Level,
            std::cmp::Ordering::Greater => Course::Looser,
        };
        let what = say!("“{from_zh}”改为“{zh}”", "changing {from} to {en}");
        self.bench.did(node, course, what);
        self.rule.action = action;
        for example in &mut self.rule.examples {
            if example.expect == Some(old) {
                example.expect = Some(action);
            }
        }
    }

    fn set_target(&mut self, change: Change, node: &Node<'t>) {
        let to = &mut self.rule.to;
        if let Some(rate) = change.per_year {
            let course = match to.per_year {
                Some(old) if rate > old => Course::Looser,
                _ => Course::Tighter,
            };
            let times = rate.per_year();
            let what = say!("改为每年 {times} 次", "making it {times} times a year");
            self.bench.did(node, course, what);
            to.per_year = Some(rate);
        }
        // To hand an item to somebody else is to undo what the upper layer decided.
        let replaced = |old: &Option<String>, new: &str| match old {
            Some(old) if old != new => Course::Looser,
            _ => Course::Level,
        };
        if let Some(department) = change.department {
            let course = replaced(&to.department, &department);
            let what = say!("改由{department}承担", "handing it to {department}");
            self.bench.did(node, course, what);
            to.department = Some(department);
        }
        if let Some(form) = change.form {
            let course = replaced(&to.form, &form);
            let what = say!("形式改为“{form}”", "in the form \"{form}\"");
            self.bench.did(node, course, what);
            to.form = Some(form);
        }
    }

    fn set_limit(&mut self, limit: f64, node: &Node<'t>) {
        let RuleKind::Quota(quota) = &mut self.rule.kind else {
            let what = say!("limit（它不是限额）", "limit (it is no quota)");
            return self.bench.not_there(node, &what, &self.rule.span);
        };
        let old = quota.limit;
        let course = lower_is_tighter(old, limit);
        let what = say!(
            "限额 {old} 改为 {limit}",
            "changing the limit {old} to {limit}"
        );
        self.bench.did(node, course, what);
        quota.limit = limit;
    }

    fn set_similar(&mut self, likeness: f64, node: &Node<'t>) {
        let RuleKind::Group {
            similar: Some(old), ..
        } = &mut self.rule.kind
        else {
            let what = say!("group.similar", "group.similar");
            return self.bench.not_there(node, &what, &self.rule.span);
        };
        let course = lower_is_tighter(*old, likeness);
        let what = say!("相似度改为 {likeness}", "making the likeness {likeness}");
        self.bench.did(node, course, what);
        *old = likeness;
    }

    fn add_statute(&mut self, word: Word, node: &Node<'t>) {
        let typed = word.typed.clone();
        let RuleKind::Keep { statutes, .. } = &mut self.rule.kind else {
            let what = say!("statute（它不是保留）", "statute (it is no keep)");
            return self.bench.not_there(node, &what, &self.rule.span);
        };
        let what = say!("添上《{typed}》", "adding the statute {typed}");
        // Where any duty was kept without one, a statute asks for more.
        let course = match statutes.is_empty() {
            true => Course::Looser,
            false => Course::Level,
        };
        self.bench.did(node, course, what);
        statutes.push(word);
    }

    fn drop_statute(&mut self, word: &Word, node: &Node<'t>) {
        let typed = &word.typed;
        let upper = self.rule.span.clone();
        let RuleKind::Keep { statutes, .. } = &mut self.rule.kind else {
            let what = say!("statute（它不是保留）", "statute (it is no keep)");
            return self.bench.not_there(node, &what, &upper);
        };
        let before = statutes.len();
        statutes.retain(|one| one.plain != word.plain);
        if statutes.len() == before {
            let what = say!("“{typed}”", "\"{typed}\"");
            return self.bench.not_there(node, &what, &upper);
        }
        let what = say!("去掉《{typed}》", "dropping the statute {typed}");
        self.bench.did(node, Course::Looser, what);
    }

    /// What may still be done to a duty: more of it protects less.
    fn allow(&mut self, action: Action, more: bool, node: &Node<'t>) {
        let (zh, en) = (action.zh(), action.word());
        let upper = self.rule.span.clone();
        let RuleKind::Keep { allow, .. } = &mut self.rule.kind else {
            let what = say!("allow（它不是保留）", "allow (it is no keep)");
            return self.bench.not_there(node, &what, &upper);
        };
        match (more, allow.contains(&action)) {
            (true, false) => {
                allow.push(action);
                let what = say!("允许{zh}", "allowing to {en}");
                self.bench.did(node, Course::Looser, what);
            }
            (false, true) => {
                allow.retain(|other| *other != action);
                let what = say!("不再允许{zh}", "no longer allowing to {en}");
                self.bench.did(node, Course::Tighter, what);
            }
            (true, true) => self.bench.there_already(node, zh),
            (false, false) => {
                let what = say!("“{zh}”", "\"{en}\"");
                self.bench.not_there(node, &what, &upper);
            }
        }
    }

    /// Examples are dropped by the name of an item in them.
    fn drop_example(&mut self, word: &Word, node: &Node<'t>) {
        let words = self.bench.scope.words;
        let names = |fields: &[(crate::item::Field, String)]| {
            let mut names = fields
                .iter()
                .filter(|(f, _)| *f == crate::item::Field::Name);
            names.any(|(_, typed)| words.plain(typed) == word.plain)
        };
        let before = self.rule.examples.len();
        self.rule
            .examples
            .retain(|e| !e.items.iter().any(|item| names(&item.fields)));
        let typed = &word.typed;
        if self.rule.examples.len() == before {
            let what = say!("例子“{typed}”", "example \"{typed}\"");
            return self.bench.not_there(node, &what, &self.rule.span);
        }
        let what = say!("换掉例子“{typed}”", "replacing the example \"{typed}\"");
        self.bench.did(node, Course::Level, what);
    }
}

fn lower_is_tighter(old: f64, new: f64) -> Course {
    match new.total_cmp(&old) {
        std::cmp::Ordering::Less => Course::Tighter,
        std::cmp::Ordering::Equal => Course::Level,
        std::cmp::Ordering::Greater => Course::Looser,
    }
}
