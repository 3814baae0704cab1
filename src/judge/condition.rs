//! Whether a condition of a rule holds for an item, and what it saw.

use super::keywords::{Scan, Vocabulary};
use crate::finding::Evidence;
use crate::item::{BasisKind, Field, Item, Items};
use crate::rule::{Condition, List, NumberField, NumberTest, RuleSet, TextField, TextTest, Word};
use crate::say;
use crate::text::{Plainer, Symbol};

/// A condition with its keywords numbered.
pub(super) struct Check<'a> {
    /// The condition as the rule has it.
    pub(super) condition: &'a Condition,
    /// Its keywords, in the order of the rule.
    looked_for: Vec<&'a Word>,
    /// Their numbers.
    pub(super) words: Vec<u32>,
}

impl<'a> Check<'a> {
    /// Numbers the keywords of a condition.
    pub(super) fn new(
        condition: &'a Condition,
        rules: &'a RuleSet,
        vocabulary: &mut Vocabulary<'a>,
    ) -> Self {
        let words = match condition {
            Condition::Text { test, .. } => match test {
                TextTest::Any(words) | TextTest::All(words) | TextTest::None(words) => words,
                TextTest::InList(list) | TextTest::NotInList(list) => &rules.lists[*list].entries,
                TextTest::Is(_) | TextTest::Missing(_) | TextTest::Matches(_) => &[][..],
            },
            _ => &[][..],
        };
        let looked_for: Vec<_> = words.iter().filter(|word| !word.plain.is_empty()).collect();
        Self {
            condition,
            words: vocabulary.numbers(looked_for.iter().copied()),
            looked_for,
        }
    }
}

/// What checks are made against.
pub(super) struct Ground<'a> {
    /// The items.
    pub(super) items: &'a Items,
    /// What their texts contain.
    pub(super) scan: &'a Scan,
    /// The lists rules refer to.
    pub(super) lists: &'a [List],
    /// How plain forms were made, to find back what was written.
    pub(super) plainer: &'a Plainer,
}

/// The columns that a text field stands for.
pub(super) fn columns(field: TextField) -> &'static [Field] {
    match field {
        TextField::Name => &[Field::Name],
        TextField::Department | TextField::Issuer => &[Field::Department],
        TextField::Basis => &[Field::Basis],
        TextField::Form => &[Field::Form],
        TextField::Content => &[Field::Content],
        TextField::Funds => &[Field::Funds],
        TextField::System => &[Field::System],
        TextField::Note => &[Field::Note],
        TextField::Frequency => &[Field::Frequency],
        TextField::Text => &[Field::Name, Field::Content, Field::Form, Field::Note],
    }
}

/// The texts a condition on a field looks at, with the column of each.
pub(super) fn places(
    items: &Items,
    item: &Item,
    field: TextField,
) -> impl Iterator<Item = (Field, Symbol)> {
    columns(field).iter().map(move |&column| {
        let text = match field {
            TextField::Issuer => item.issuer.name,
            _ => items.plain_form(item, column),
        };
        (column, text)
    })
}

impl Ground<'_> {
    /// Whether a condition holds.
    pub(super) fn holds(&self, check: &Check, item: &Item) -> bool {
        match check.condition {
            Condition::Category(wanted) => item.category.is_some_and(|c| wanted.contains(&c)),
            Condition::Level(wanted) => item.issuer.level.is_some_and(|l| wanted.contains(&l)),
            Condition::Text { field, test } => self.text_holds(check, test, item, *field),
            Condition::Number { field, test } => number_holds(*test, number(item, *field)),
        }
    }

    fn text_holds(&self, check: &Check, test: &TextTest, item: &Item, field: TextField) -> bool {
        let mut texts = places(self.items, item, field).map(|(_, text)| text);
        let has_any = |text| self.scan.first_of(text, &check.words).is_some();
        match test {
            TextTest::Any(_) | TextTest::InList(_) => texts.any(has_any),
            TextTest::None(_) => !texts.any(has_any),
            TextTest::NotInList(_) => {
                let mut present = texts.filter(|text| !text.is_absent()).peekable();
                present.peek().is_some() && !present.any(has_any)
            }
            TextTest::All(_) => {
                let texts: Vec<_> = texts.collect();
                let found = |word| texts.iter().any(|&t| self.scan.find(t, word).is_some());
                check.words.iter().all(|&word| found(word))
            }
            TextTest::Is(words) => texts.any(|text| {
                let text = self.items.texts.get(text);
                words.iter().any(|word| word.plain == text)
            }),
            TextTest::Missing(wanted) => {
                let mut present = texts.filter(|text| !text.is_absent()).peekable();
                present.peek().is_some()
                    && present.all(|text| self.says_nothing(item, field, text)) == *wanted
            }
            TextTest::Matches(pattern) => {
                texts.any(|text| pattern.is_match(self.items.texts.get(text)))
            }
        }
    }

    /// A blank cell, 无, and for a basis also what amounts to none (口头通知).
    fn says_nothing(&self, item: &Item, field: TextField, text: Symbol) -> bool {
        let none = || self.items.bases[item.basis as usize].kind == BasisKind::None;
        text.is_blank()
            || self.items.texts.get(text) == "无"
            || (field == TextField::Basis && none())
    }

    /// What a condition that holds saw; nothing for one that only asks for absence of words.
    pub(super) fn evidence(&self, check: &Check, item: &Item, into: &mut Vec<Evidence>) {
        match check.condition {
            Condition::Category(_) => into.extend(self.category_seen(item)),
            Condition::Level(_) => into.extend(item.issuer.level.map(|level| {
                let (zh, en) = (level.zh(), level.word());
                Evidence {
                    note: Some(say!("{zh}级部门", "level: {en}")),
                    ..Evidence::in_field(Field::Department, self.typed(item, Field::Department))
                }
            })),
            Condition::Text { field, test } => self.text_seen(check, test, item, *field, into),
            Condition::Number { field, .. } => into.push(self.number_seen(item, *field)),
        }
    }

    fn category_seen(&self, item: &Item) -> Option<Evidence> {
        let category = item.category?;
        let given = self.typed(item, Field::Category);
        Some(if given.is_empty() {
            Evidence {
                note: Some(say!("由名称判定", "inferred from the name")),
                ..Evidence::in_field(Field::Category, category.zh())
            }
        } else {
            Evidence::in_field(Field::Category, given)
        })
    }

    fn text_seen(
        &self,
        check: &Check,
        test: &TextTest,
        item: &Item,
        field: TextField,
        into: &mut Vec<Evidence>,
    ) {
        match test {
            TextTest::None(_) => {}
            TextTest::Any(_) | TextTest::InList(_) => {
                into.extend(
                    places(self.items, item, field).filter_map(|(column, text)| {
                        let hit = self.scan.first_of(text, &check.words)?;
                        Some(self.word_seen(item, column, text, check, hit.word))
                    }),
                );
            }
            TextTest::All(_) => into.extend(check.words.iter().filter_map(|&word| {
                let (column, text) = places(self.items, item, field)
                    .find(|&(_, text)| self.scan.find(text, word).is_some())?;
                Some(self.word_seen(item, column, text, check, word))
            })),
            TextTest::NotInList(list) => {
                let title = &self.lists[*list].title;
                into.extend(
                    places(self.items, item, field)
                        .take(1)
                        .map(|(column, _)| Evidence {
                            note: Some(say!("不属于“{title}”", "not in the list “{title}”")),
                            ..Evidence::in_field(column, self.typed(item, column))
                        }),
                );
            }
            TextTest::Is(_) => into.extend(
                places(self.items, item, field)
                    .take(1)
                    .map(|(column, _)| Evidence::in_field(column, self.typed(item, column))),
            ),
            TextTest::Missing(missing) => {
                let note = missing.then(|| say!("未填写", "nothing is given"));
                into.extend(
                    places(self.items, item, field)
                        .take(1)
                        .map(|(column, _)| Evidence {
                            note: note.clone(),
                            ..Evidence::in_field(column, self.typed(item, column))
                        }),
                );
            }
            TextTest::Matches(pattern) => {
                into.extend(places(self.items, item, field).find_map(|(column, text)| {
                    let found = pattern.find(self.items.texts.get(text))?;
                    let typed = self.typed(item, column);
                    let written = as_written(self.plainer, typed, found.start(), found.len());
                    Some(Evidence::in_field(
                        column,
                        written.unwrap_or(found.as_str()),
                    ))
                }));
            }
        }
    }

    /// What keeps a condition from holding that asks for the absence of something.
    pub(super) fn in_the_way(&self, check: &Check, item: &Item) -> Option<Evidence> {
        let Condition::Text { field, test } = check.condition else {
            return None;
        };
        match test {
            TextTest::None(_) | TextTest::NotInList(_) => places(self.items, item, *field)
                .find_map(|(column, text)| {
                    let hit = self.scan.first_of(text, &check.words)?;
                    Some(self.word_seen(item, column, text, check, hit.word))
                }),
            TextTest::Missing(true) => places(self.items, item, *field)
                .find(|(_, text)| !text.is_absent() && !text.is_blank())
                .map(|(column, _)| Evidence::in_field(column, self.typed(item, column))),
            _ => None,
        }
    }

    fn word_seen(
        &self,
        item: &Item,
        column: Field,
        text: Symbol,
        check: &Check,
        word: u32,
    ) -> Evidence {
        let looked_for = check.words.iter().position(|&other| other == word);
        let Some(looked_for) = looked_for.map(|at| check.looked_for[at]) else {
            return Evidence::in_field(column, self.typed(item, column));
        };
        let start = self.scan.find(text, word).map_or(0, |hit| hit.start);
        let typed = self.typed(item, column);
        let written = as_written(self.plainer, typed, start as usize, looked_for.plain.len());
        Evidence::in_field(column, written.unwrap_or(&looked_for.typed))
    }

    /// The number a condition on a number saw, as written, with what it was understood as.
    fn number_seen(&self, item: &Item, field: NumberField) -> Evidence {
        let known = number(item, field);
        let (column, note) = match (field, known) {
            (NumberField::PerYear, Some(n)) => {
                let n = round(n);
                (Field::Frequency, say!("每年 {n} 次", "{n} times a year"))
            }
            (NumberField::HoursPerYear, Some(n)) => {
                let (n, (zh, en)) = (round(n), estimated(item));
                (
                    Field::Hours,
                    say!("每年 {n} 小时{zh}", "{n} hours a year{en}"),
                )
            }
            (NumberField::Hours, Some(n)) => {
                let (n, (zh, en)) = (round(n), estimated(item));
                (
                    Field::Hours,
                    say!("每次 {n} 小时{zh}", "{n} hours each time{en}"),
                )
            }
            (NumberField::Participants, Some(n)) => {
                (Field::Participants, say!("{n} 人", "{n} people"))
            }
            (NumberField::Pages, Some(n)) => (Field::Pages, say!("{n} 页", "{n} pages")),
            (NumberField::Fields, Some(n)) => (Field::Content, say!("{n} 个字段", "{n} fields")),
            (NumberField::NoticeDays, Some(n)) => {
                (Field::Deadline, say!("提前 {n} 天通知", "{n} days’ notice"))
            }
            (_, None) => (
                number_column(field),
                say!("{} 不明", "{} unknown", field.zh()),
            ),
        };
        Evidence {
            note: Some(note),
            ..Evidence::in_field(column, self.typed(item, column))
        }
    }

    /// A column of an item as written.
    pub(super) fn typed(&self, item: &Item, column: Field) -> &str {
        self.items.texts.get(item.typed(column))
    }
}

/// What is added to hours that a tariff gave.
fn estimated(item: &Item) -> (&'static str, &'static str) {
    match item.effort {
        Some(effort) if effort.estimated => ("，按定额估算", ", estimated by tariff"),
        _ => ("", ""),
    }
}

/// The column that shows a number.
pub(super) fn number_column(field: NumberField) -> Field {
    match field {
        NumberField::PerYear => Field::Frequency,
        NumberField::HoursPerYear | NumberField::Hours => Field::Hours,
        NumberField::Participants => Field::Participants,
        NumberField::Pages => Field::Pages,
        NumberField::Fields => Field::Content,
        NumberField::NoticeDays => Field::Deadline,
    }
}

/// A number of an item; `None` where it is unknown.
pub(super) fn number(item: &Item, field: NumberField) -> Option<f64> {
    match field {
        NumberField::PerYear => item.frequency.rate.map(crate::item::Rate::per_year),
        NumberField::HoursPerYear => item.hours_per_year(),
        NumberField::Hours => item.effort.and_then(crate::item::Effort::hours_each),
        NumberField::Participants => item.participants.map(f64::from),
        NumberField::Pages => item.pages.map(f64::from),
        NumberField::Fields => item.field_count.map(f64::from),
        NumberField::NoticeDays => item.notice_days.map(f64::from),
    }
}

fn number_holds(test: NumberTest, number: Option<f64>) -> bool {
    match (test, number) {
        (NumberTest::Missing(wanted), number) => number.is_none() == wanted,
        (_, None) => false,
        (NumberTest::Over(limit), Some(n)) => n > limit,
        (NumberTest::Under(limit), Some(n)) => n < limit,
        (NumberTest::AtLeast(limit), Some(n)) => n >= limit,
        (NumberTest::AtMost(limit), Some(n)) => n <= limit,
    }
}

/// A number as people write it: at most two digits after the point.
pub(super) fn round(n: f64) -> f64 {
    (n * 100.0).round() / 100.0
}

/// The part of a typed text that became these bytes of its plain form; `None` where the two can't be
/// laid side by side.
fn as_written<'t>(
    plainer: &Plainer,
    typed: &'t str,
    start: usize,
    length: usize,
) -> Option<&'t str> {
    let (mut from, mut plain) = (None, 0);
    for (at, c) in typed.char_indices() {
        let length_of_one = plainer.plain(c.encode_utf8(&mut [0; 4])).len();
        if length_of_one > 0 && plain >= start {
            from = from.or(Some(at));
        }
        plain += length_of_one;
        if plain >= start + length {
            return typed.get(from?..at + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_quoted_as_written() {
        let plainer = Plainer::new([('帐', '账')]);
        let typed = "流动人口 管理台 帐（Ａ）";
        let plain = plainer.plain(typed);
        let at = plain.find("台账").unwrap();
        assert_eq!(as_written(&plainer, typed, at, 6), Some("台 帐"));
        assert_eq!(as_written(&plainer, "短", 9, 3), None);
    }

    #[test]
    fn an_unknown_number_matches_no_limit() {
        for test in [
            NumberTest::Over(0.0),
            NumberTest::Under(9.0),
            NumberTest::AtMost(1.0),
        ] {
            assert!(!number_holds(test, None));
        }
        assert!(number_holds(NumberTest::Missing(true), None));
        assert!(number_holds(NumberTest::Missing(false), Some(0.0)));
    }
}
