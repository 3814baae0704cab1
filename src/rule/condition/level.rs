//! The condition on how high the issuing department stands.

use crate::item::Level;
use crate::phrase::Phrase;
use crate::rule::Condition;
use crate::rule::fields::{Desk, Fields};
use crate::rule::value::{refuse_empty, terms};
use crate::say;

/// Reads `issuer.level = ["区"]`.
pub(super) fn read(issuer: &mut Fields<'_>, desk: &mut Desk) -> Vec<Condition> {
    let Some(node) = issuer.optional("level", desk) else {
        return Vec::new();
    };
    refuse_empty(&node, desk);
    let levels = terms::<Level>(&node, desk);
    (!levels.is_empty())
        .then_some(Condition::Level(levels))
        .into_iter()
        .collect()
}

/// 由区级或街道下达
pub(super) fn describe(levels: &[Level]) -> Phrase {
    let zh: Vec<_> = levels.iter().map(|l| zh_of(*l)).collect();
    let en: Vec<_> = levels.iter().map(|l| l.word()).collect();
    let (zh, en) = (super::alternatives(&zh), en.join(" or "));
    say!("由{zh}下达", "issued at the level of {en}")
}

fn zh_of(level: Level) -> &'static str {
    match level {
        Level::Nation => "国家",
        Level::Province => "省级",
        Level::City => "市级",
        Level::District => "区级",
        Level::Street => "街道",
        Level::Community => "社区",
    }
}
