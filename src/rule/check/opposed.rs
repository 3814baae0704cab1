//! Two rules that settling can't order, and the item that shows it.

use crate::diag::Diag;
use crate::finding::Action;
use crate::item::Field;
use crate::phrase::Phrase;
use crate::place::Place;
use crate::rule::{Code, Rule, RuleKind, RuleSet};
use crate::say;

/// What stands between two rules of equal rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opposition {
    /// One keeps what the other would change, and doesn't allow it.
    Kept,
    /// They hand an item to two departments.
    TwoDepartments,
}

/// What stands between two rules, if they are of equal rank and an item can be hit by both.
pub(crate) fn opposition(a: &Rule, b: &Rule, rules: &RuleSet) -> Option<Opposition> {
    let (one, other) = (&rules.sets[a.set], &rules.sets[b.set]);
    if one.level != other.level || !one.validity.meets(&other.validity) {
        return None;
    }
    if keeps_from(a, b) || keeps_from(b, a) {
        return Some(Opposition::Kept);
    }
    let owners = (owner(a)?, owner(b)?);
    (owners.0 != owners.1).then_some(Opposition::TwoDepartments)
}

/// Whether a rule can stand against another at all: a keep, or one that judges an item by itself.
pub(crate) fn can_oppose(rule: &Rule) -> bool {
    matches!(rule.kind, RuleKind::Keep { .. }) || acts(rule)
}

fn keeps_from(keep: &Rule, other: &Rule) -> bool {
    match &keep.kind {
        RuleKind::Keep { allow, .. } => {
            acts(other) && !other.even_if_kept && !allow.contains(&other.action)
        }
        _ => false,
    }
}

/// Whether a rule changes an item by itself; groups and quotas need several.
fn acts(rule: &Rule) -> bool {
    let changes = matches!(
        rule.action,
        Action::Delete | Action::Adjust | Action::Merge | Action::Compress
    );
    matches!(rule.kind, RuleKind::Single) && changes
}

/// Who takes an item over by a rule.
fn owner(rule: &Rule) -> Option<&str> {
    let adjusts = acts(rule) && rule.action == Action::Adjust;
    rule.to.department.as_deref().filter(|_| adjusts)
}

/// An item that both rules hit: its fields, whose example it may become, and where it stands.
pub(crate) struct Witness<'r> {
    /// The fields, as a sheet would give them.
    pub(crate) fields: Vec<(Field, String)>,
    /// The rule whose example it is or may become.
    pub(crate) of: &'r Rule,
    /// Where it stands, if it stands anywhere.
    pub(crate) place: Option<(Place, Phrase)>,
}

/// The error, at the later of the two rules.
pub(crate) fn contradiction(
    opposition: Opposition,
    pair: (&Rule, &Rule),
    witness: Option<&Witness<'_>>,
) -> Diag {
    let (one, other) = match pair.0.span <= pair.1.span {
        true => pair,
        false => (pair.1, pair.0),
    };
    let (id, title) = (&one.id, &one.title);
    let (own, theirs) = (other.action.zh(), one.action.zh());
    let message = match opposition {
        Opposition::Kept => say!(
            "与 {id}“{title}”矛盾：同一事项这条要“{own}”，那条要“{theirs}”，分不出先后",
            "contradicts {id}: one item is to be {own} by this and {theirs} by that, and nothing orders the two"
        ),
        Opposition::TwoDepartments => say!(
            "与 {id}“{title}”矛盾：同一事项调给两个部门",
            "contradicts {id}: one item is handed to two departments"
        ),
    };
    let there = Place::Span(one.span.clone());
    let mut diag = Diag::error(
        Code::Contradiction,
        Place::Span(other.span.clone()),
        message,
    )
    .also(there, say!("另一条", "the other"));
    if let Some((place, what)) = witness.and_then(|w| w.place.clone()) {
        diag = diag.also(place, what);
    }
    diag.help(cure(opposition, witness))
}

fn cure(opposition: Opposition, witness: Option<&Witness<'_>>) -> Phrase {
    let (seen_zh, seen_en) = match witness {
        Some(witness) => {
            let item = pasted(&witness.fields, witness.of.action);
            let (table, id) = (witness.of.table(), &witness.of.id);
            (
                format!("两条都命中的事项（可贴进 [{table}.{id}] 的 examples）：{item}；"),
                format!(
                    "both hit this item, which can be pasted into the examples of [{table}.{id}]: {item}; "
                ),
            )
        }
        None => (String::new(), String::new()),
    };
    match opposition {
        Opposition::Kept => say!(
            "{seen_zh}收窄其中一条的条件，或在 keep 里写 allow 允许这种处理",
            "{seen_en}narrow one of them, or allow the action in the keep"
        ),
        Opposition::TwoDepartments => say!(
            "{seen_zh}只留一个部门，或把两条的条件分开",
            "{seen_en}leave one department, or keep the conditions apart"
        ),
    }
}

/// An item as it is written among examples: `{ name = "…", expect = "删" }`.
pub(crate) fn pasted(fields: &[(Field, String)], expect: Action) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let fields = fields
        .iter()
        .map(|(field, text)| format!("{} = {}", field.word(), quoted(text)));
    let expect = format!("expect = {}", quoted(expect.zh()));
    let all: Vec<_> = fields.chain([expect]).collect();
    format!("{{ {} }}", all.join(", "))
}
