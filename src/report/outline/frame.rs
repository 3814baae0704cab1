//! What stands around the body: title, addressee, the opening and the closing sentence, the place to sign.

use crate::finding::Action;
use crate::report::Facts;
use crate::say;

/// The title, after whoever signs where that is known.
pub(super) fn title(facts: &Facts<'_>) -> Vec<String> {
    let by = facts.view.signed_by.as_deref().unwrap_or_default();
    let title = say!(
        "{by}|关于社区|工作事项|减负审核|情况的报告",
        "Report on |the audit of |the burden on |communities"
    );
    words(&facts.say(&title))
}

/// The words of a title, which bars part.
pub(super) fn words(title: &str) -> Vec<String> {
    title.split('|').map(str::to_owned).collect()
}

/// Whom it is addressed to, or brackets to be filled in.
pub(super) fn addressee(facts: &Facts<'_>) -> String {
    match &facts.view.addressed_to {
        Some(to) => facts.say(&say!("{to}：", "To: {to}")),
        None => facts.say(&say!("（主送机关）：", "To: (addressee)")),
    }
}

/// What was done and what came of it, in two sentences.
pub(super) fn opening(facts: &Facts<'_>) -> Vec<String> {
    let total = &facts.summary().total;
    let (items, after) = (total.items, total.after);
    let of = |action| total.of(action);
    let (delete, adjust) = (of(Action::Delete), of(Action::Adjust));
    let (merge, compress) = (of(Action::Merge), of(Action::Compress));
    let (keep, review) = (of(Action::Keep), of(Action::Review));
    let (rules, rules_en) = rules(facts);
    let where_from = match (facts.streets(), facts.communities()) {
        (_, 0) => say!("填报的", ""),
        (0 | 1, 1) => say!("1个社区填报的", " of 1 community"),
        (0 | 1, communities) => {
            say!("{communities}个社区填报的", " of {communities} communities")
        }
        (streets, communities) => say!(
            "{streets}个街道、{communities}个社区填报的",
            " of {communities} communities in {streets} streets"
        ),
    };
    let (from, from_en) = where_from.both();
    vec![facts.say(&say!(
        "依照{rules}，对{from}{items}项工作事项逐项审核，按能删则删、能调则调、能并则并、能压则压的次序提出处理意见：删{delete}项，调{adjust}项，并{merge}项，压{compress}项，留{keep}项，交人工研究{review}项；照此处理，{items}项减为{after}项。现将有关情况报告如下：",
        "{items} items{from_en} were judged one by one by {rules_en}, in this order: delete, adjust, merge, compress. {delete} are to be deleted, {adjust} adjusted, {merge} merged, {compress} compressed; {keep} stay; {review} need people. {items} items become {after}."
    ))]
}

/// The last sentence of the body.
pub(super) fn closing(facts: &Facts<'_>) -> String {
    facts.say(&say!("特此报告。", "This is the report."))
}

/// Who signs and when; a tool neither signs nor dates.
pub(super) fn signature(facts: &Facts<'_>) -> [String; 2] {
    let by = match &facts.view.signed_by {
        Some(by) => by.clone(),
        None => facts.say(&say!("（发文机关署名）", "(signed by)")),
    };
    [by, facts.say(&say!("　　　　年　　月　　日", "(date)"))]
}

/// The titles of the rule sets, in Chinese and in English marks.
pub(super) fn rules(facts: &Facts<'_>) -> (String, String) {
    let titles = || {
        let named = facts.audit.rules.sets.iter().filter(|set| set.named);
        named.map(|set| &set.title)
    };
    let zh: Vec<String> = titles().map(|title| format!("《{title}》")).collect();
    let en: Vec<String> = titles().map(|title| format!("“{title}”")).collect();
    (zh.join("、"), en.join(", "))
}
