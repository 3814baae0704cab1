//! The condition on what kind of burden an item is.

use crate::item::Category;
use crate::phrase::Phrase;
use crate::rule::Condition;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::{refuse_empty, terms};
use crate::say;

/// Reads `category = ["台账", "报表"]`.
pub(super) fn read(fields: &mut Fields<'_>, desk: &mut Desk) -> Vec<Condition> {
    let Some(node) = fields.optional("category", desk) else {
        return Vec::new();
    };
    refuse_empty(&node, desk);
    let categories = terms::<Category>(&node, desk);
    (!categories.is_empty())
        .then_some(Condition::Category(categories))
        .into_iter()
        .collect()
}

/// 类别是台账或报表
pub(super) fn describe(categories: &[Category]) -> Phrase {
    let zh: Vec<_> = categories.iter().map(|c| c.zh()).collect();
    let en: Vec<_> = categories.iter().map(|c| c.word()).collect();
    let (zh, en) = (super::alternatives(&zh), en.join(" or "));
    say!("类别是{zh}", "the category is {en}")
}
