//! What a lower layer adds to the lines under `when` of an upper rule, drops from them and sets in them.

use super::Course;
use super::edit::Work;
use super::list::widened;
use crate::phrase::{Lang, Phrase};
use crate::rule::condition::{describe, key};
use crate::rule::fields::Node;
use crate::rule::{Condition, NumberTest, TextTest, Word};
use crate::say;

impl<'t> Work<'_, 't, '_, '_> {
    /// Where the rule already tests this, its words grow; else it is one more line that must hold.
    pub(super) fn add_condition(&mut self, condition: Condition, node: &Node<'t>) {
        let wider = widened(self.rule);
        let known = self
            .rule
            .when
            .iter_mut()
            .find(|c| key(c) == key(&condition));
        let Some(known) = known else {
            let line = describe(&condition, self.lists);
            let (zh, en) = (line.in_lang(Lang::Zh), line.in_lang(Lang::En));
            let what = say!("另加一条“{zh}”", "one more condition, {en},");
            self.bench.did(node, Course::Looser, what);
            self.rule.when.push(condition);
            return;
        };
        match (known, condition) {
            (Condition::Category(all), Condition::Category(more)) => {
                for one in more {
                    if all.contains(&one) {
                        continue;
                    }
                    let (zh, en) = (one.zh(), one.word());
                    self.bench.did(
                        node,
                        wider,
                        say!("添上类别{zh}", "adding the category {en}"),
                    );
                    all.push(one);
                }
            }
            (Condition::Level(all), Condition::Level(more)) => {
                for one in more {
                    if all.contains(&one) {
                        continue;
                    }
                    let (zh, en) = (one.zh(), one.word());
                    self.bench
                        .did(node, wider, say!("添上层级{zh}", "adding the level {en}"));
                    all.push(one);
                }
            }
            (Condition::Text { test: known, .. }, Condition::Text { test: more, .. }) => {
                let Some((all, more, course)) = both_words(known, more, wider) else {
                    return self.bench.not_there(node, &needs_words(), &self.rule.span);
                };
                for word in more {
                    let typed = &word.typed;
                    if all.iter().any(|one| one.plain == word.plain) {
                        self.bench.there_already(node, typed);
                        continue;
                    }
                    self.bench
                        .did(node, course, say!("添上“{typed}”", "adding \"{typed}\""));
                    all.push(word);
                }
            }
            _ => self.bench.not_there(node, &needs_words(), &self.rule.span),
        }
    }

    pub(super) fn drop_condition(&mut self, condition: &Condition, node: &Node<'t>) {
        let wider = widened(self.rule);
        let upper = self.rule.span.clone();
        let known = self.rule.when.iter().position(|c| key(c) == key(condition));
        let line = describe(condition, self.lists);
        let Some(at) = known else {
            return self.bench.not_there(node, &line, &upper);
        };
        match (&mut self.rule.when[at], condition) {
            (Condition::Category(all), Condition::Category(less)) => {
                for one in less {
                    let (zh, en) = (one.zh(), one.word());
                    let before = all.len();
                    all.retain(|other| other != one);
                    if all.len() == before {
                        let what = say!("类别{zh}", "category {en}");
                        self.bench.not_there(node, &what, &upper);
                        continue;
                    }
                    let what = say!("去掉类别{zh}", "dropping the category {en}");
                    self.bench.did(node, wider.reversed(), what);
                }
            }
            (Condition::Text { test: known, .. }, Condition::Text { test: less, .. }) => {
                let Some((all, less, added)) = both_words(known, less.clone(), wider) else {
                    // A whole line goes: less must hold, more is hit.
                    let (zh, en) = (line.in_lang(Lang::Zh), line.in_lang(Lang::En));
                    let what = say!("去掉条件“{zh}”", "dropping the condition {en}");
                    self.bench.did(node, wider, what);
                    self.rule.when.remove(at);
                    return;
                };
                for word in less {
                    let typed = &word.typed;
                    let before = all.len();
                    all.retain(|one| one.plain != word.plain);
                    if all.len() == before {
                        self.bench
                            .not_there(node, &say!("“{typed}”", "\"{typed}\""), &upper);
                        continue;
                    }
                    let what = say!("去掉“{typed}”", "dropping \"{typed}\"");
                    self.bench.did(node, added.reversed(), what);
                }
            }
            _ => {
                let (zh, en) = (line.in_lang(Lang::Zh), line.in_lang(Lang::En));
                let what = say!("去掉条件“{zh}”", "dropping the condition {en}");
                self.bench.did(node, wider, what);
                self.rule.when.remove(at);
                return;
            }
        }
        self.leave_no_empty_line(at, node);
    }

    /// No word left to exclude is no condition; no word left to look for is no rule.
    fn leave_no_empty_line(&mut self, at: usize, node: &Node<'t>) {
        let (is_empty, excludes) = match &self.rule.when[at] {
            Condition::Category(all) => (all.is_empty(), false),
            Condition::Text { test, .. } => match test {
                TextTest::None(all) | TextTest::All(all) => (all.is_empty(), true),
                TextTest::Any(all) | TextTest::Is(all) => (all.is_empty(), false),
                _ => (false, false),
            },
            _ => (false, false),
        };
        if is_empty && excludes {
            self.rule.when.remove(at);
        } else if is_empty {
            self.bench.desk.error_with_help(
                "never-matches",
                node.bytes.clone(),
                say!(
                    "词都去掉了，这条规则永远不会命中",
                    "no word is left: the rule can never hit"
                ),
                say!("至少留一个词", "leave one word at least"),
            );
        }
    }

    pub(super) fn set_condition(&mut self, condition: &Condition, node: &Node<'t>) {
        let upper = self.rule.span.clone();
        let wider = widened(self.rule);
        let line = describe(condition, self.lists);
        let Condition::Number { test: new, .. } = condition else {
            self.bench.desk.error_with_help(
                "unknown-key",
                node.bytes.clone(),
                say!("set.when 只改数字", "set.when changes numbers only"),
                say!(
                    "改词用 add.when（添）和 drop.when（去）",
                    "for words use add.when and drop.when"
                ),
            );
            return;
        };
        let known = self.rule.when.iter_mut().find(|c| key(c) == key(condition));
        let Some(Condition::Number { test, .. }) = known else {
            return self.bench.not_there(node, &line, &upper);
        };
        let (zh, en) = (line.in_lang(Lang::Zh), line.in_lang(Lang::En));
        let what = say!("改成“{zh}”", "making it {en}");
        self.bench.did(node, moved(*test, *new, wider), what);
        *test = *new;
    }
}

fn needs_words() -> Phrase {
    say!("可以添词的条件", "condition that takes words")
}

/// The words of two tests of one kind, and which way one more of them goes.
fn both_words(
    known: &mut TextTest,
    more: TextTest,
    wider: Course,
) -> Option<(&mut Vec<Word>, Vec<Word>, Course)> {
    match (known, more) {
        (TextTest::Any(all), TextTest::Any(more)) | (TextTest::Is(all), TextTest::Is(more)) => {
            Some((all, more, wider))
        }
        (TextTest::All(all), TextTest::All(more)) | (TextTest::None(all), TextTest::None(more)) => {
            Some((all, more, wider.reversed()))
        }
        _ => None,
    }
}

/// Which way a threshold goes that is moved.
fn moved(old: NumberTest, new: NumberTest, wider: Course) -> Course {
    use NumberTest::{AtLeast, AtMost, Over, Under};
    let wide = match (old, new) {
        (Over(old), Over(new)) | (AtLeast(old), AtLeast(new)) => new.total_cmp(&old),
        (Under(old), Under(new)) | (AtMost(old), AtMost(new)) => old.total_cmp(&new),
        _ => return Course::Looser,
    };
    match wide {
        std::cmp::Ordering::Less => wider,
        std::cmp::Ordering::Equal => Course::Level,
        std::cmp::Ordering::Greater => wider.reversed(),
    }
}
