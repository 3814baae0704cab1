//! Shares that can't be meant: more than the whole, parts that claim the same items, conditions that never hold.

use super::never::never;
use crate::diag::Diag;
use crate::place::Place;
use crate::rule::condition::key;
use crate::rule::region::Region;
use crate::rule::{Code, RuleSet, Share};
use crate::say;

/// What rounding may add to a sum of shares.
const ROUNDING: f64 = 1e-9;

/// `quota`, `never-matches` and `contradiction`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut diags = too_much(rules);
    for (at, share) in rules.shares.iter().enumerate() {
        diags.extend(turned_round(rules, share));
        diags.extend(idle(rules, share));
        diags.extend(claimed_twice(rules, share, &rules.shares[..at]));
    }
    diags
}

/// The place of a key of a share.
fn place(rules: &RuleSet, share: &Share, key: &str) -> Place {
    let path = format!("share.{}.{key}", share.id);
    let span = rules.marks.get(&path).unwrap_or(&share.span);
    Place::Span(span.clone())
}

/// Shares that come to more than the whole.
fn too_much(rules: &RuleSet) -> Vec<Diag> {
    let of_key = |key: &str, share: fn(&Share) -> Option<f64>| {
        let own = || rules.shares.iter();
        let sum: f64 = own().filter_map(share).sum();
        let last = own().rfind(|one| share(one).is_some())?;
        (sum > 1.0 + ROUNDING).then(|| {
            let percent = (sum * 1000.0).round() / 10.0;
            let message = say!(
                "各部分的 {key} 合计 {percent}%，超过了 100%",
                "the parts come to {percent} % in {key}, more than 100 %"
            );
            let help = say!(
                "核对出处，改到合计不超过 1",
                "look at the source; together they are 1 at most"
            );
            Diag::error(Code::Quota, place(rules, last, key), message).help(help)
        })
    };
    let sums = [
        of_key("found", |share| share.found),
        of_key("at_least", |share| share.at_least),
    ];
    sums.into_iter().flatten().collect()
}

/// At least more than at most.
fn turned_round(rules: &RuleSet, share: &Share) -> Option<Diag> {
    let (least, most) = share.at_least.zip(share.at_most)?;
    (least > most).then(|| {
        let message = say!(
            "至少 {least} 比至多 {most} 还大",
            "at least {least} is more than at most {most}"
        );
        let help = say!("两个数是不是写反了？", "are the two the wrong way round?");
        Diag::error(Code::Quota, place(rules, share, "at_least"), message).help(help)
    })
}

/// Conditions that no item can meet.
fn idle(rules: &RuleSet, share: &Share) -> Option<Diag> {
    share.when.iter().enumerate().find_map(|(at, when)| {
        let region = Region::of_all(when, &rules.lists);
        let (condition, message, help) = never(&region, when, &rules.lists)?;
        // Several groups of conditions are numbered, a single one isn't.
        let key = match share.when.len() {
            1 => format!("when.{}", key(condition)),
            _ => format!("when.{at}.{}", key(condition)),
        };
        Some(Diag::error(Code::NeverMatches, place(rules, share, &key), message).help(help))
    })
}

/// Conditions that another part's follow from: what meets them belongs to both, and so to neither.
fn claimed_twice(rules: &RuleSet, share: &Share, others: &[Share]) -> Option<Diag> {
    let within = |when: &Vec<_>, other: &Share| {
        let region = Region::of_all(when, &rules.lists);
        let wide = |wide: &Vec<_>| region.is_within_all(wide, &rules.lists);
        other.when.iter().any(wide)
    };
    let both_ways = |other: &&Share| {
        share.when.iter().any(|when| within(when, other))
            || other.when.iter().any(|when| within(when, share))
    };
    let other = others.iter().find(both_ways)?;
    let title = &other.title;
    let message = say!(
        "符合条件的事项同时属于“{title}”，两边都不能计入",
        "what meets these conditions belongs to “{title}” as well and can be counted in neither"
    );
    let help = say!(
        "在一边用 none 排除另一边的词",
        "rule out the other's words with none in one of them"
    );
    let diag = Diag::error(Code::Contradiction, place(rules, share, "when"), message);
    let first = Place::Span(other.span.clone());
    Some(
        diag.also(first, say!("另一部分", "the other part"))
            .help(help),
    )
}
