//! Whether whatever one rule hits is hit by another, as far as their words and numbers show.

use crate::rule::{Condition, List, NumberTest, Rule, TextField, TextTest, Word};

/// Whether every item that `narrow` hits is hit by `wide`.
pub(super) fn contains(wide: &Rule, narrow: &Rule, lists: &[List]) -> bool {
    let met = |w: &Condition| narrow.when.iter().any(|n| implies(n, w, lists));
    wide.when.iter().all(met)
}

/// Whether `a` can't hold without `b`.
fn implies(a: &Condition, b: &Condition, lists: &[List]) -> bool {
    match (a, b) {
        (Condition::Category(a), Condition::Category(b)) => a.iter().all(|c| b.contains(c)),
        (Condition::Level(a), Condition::Level(b)) => a.iter().all(|l| b.contains(l)),
        (Condition::Text { field: af, test: a }, Condition::Text { field: bf, test: b }) => {
            let within = matches!(
                af,
                TextField::Name | TextField::Content | TextField::Form | TextField::Note
            );
            let positive = matches!(b, TextTest::Any(_) | TextTest::InList(_));
            let same = af == bf || *bf == TextField::Text && within && positive;
            same && text_implies(a, b, lists)
        }
        (Condition::Number { field: af, test: a }, Condition::Number { field: bf, test: b }) => {
            af == bf && number_implies(*a, *b)
        }
        _ => false,
    }
}

fn text_implies(a: &TextTest, b: &TextTest, lists: &[List]) -> bool {
    let entries = |list: &usize| lists[*list].entries.as_slice();
    let every_has = |words: &[Word], parts: &[Word]| {
        let has = |w: &Word| parts.iter().any(|p| w.plain.contains(&p.plain));
        !words.is_empty() && words.iter().all(has)
    };
    match (a, b) {
        (TextTest::Any(v) | TextTest::Is(v), TextTest::Any(w)) => every_has(v, w),
        (TextTest::InList(l), TextTest::Any(w)) => every_has(entries(l), w),
        (TextTest::All(v), TextTest::Any(w)) => {
            v.iter().any(|v| every_has(std::slice::from_ref(v), w))
        }
        (TextTest::All(v), TextTest::All(w)) => w
            .iter()
            .all(|w| v.iter().any(|v| v.plain.contains(&w.plain))),
        (TextTest::Any(v) | TextTest::Is(v), TextTest::All(w)) => v
            .iter()
            .all(|v| w.iter().all(|w| v.plain.contains(&w.plain))),
        // What holds none of the parts holds none of the wholes.
        (TextTest::None(v), TextTest::None(w)) => every_has(w, v),
        (TextTest::Is(v), TextTest::Is(w)) => {
            v.iter().all(|v| w.iter().any(|w| w.plain == v.plain))
        }
        (TextTest::InList(a), TextTest::InList(b))
        | (TextTest::NotInList(a), TextTest::NotInList(b)) => a == b,
        (TextTest::Any(v) | TextTest::Is(v), TextTest::InList(l)) => every_has(v, entries(l)),
        (TextTest::Missing(a), TextTest::Missing(b)) => a == b,
        (TextTest::Matches(a), TextTest::Matches(b)) => a.as_str() == b.as_str(),
        _ => false,
    }
}

fn number_implies(a: NumberTest, b: NumberTest) -> bool {
    use NumberTest::{AtLeast, AtMost, Missing, Over, Under};
    match (a, b) {
        (Over(a), Over(b) | AtLeast(b)) | (AtLeast(a), AtLeast(b)) => a >= b,
        (AtLeast(a), Over(b)) => a > b,
        (Under(a), Under(b) | AtMost(b)) | (AtMost(a), AtMost(b)) => a <= b,
        (AtMost(a), Under(b)) => a < b,
        (Missing(a), Missing(b)) => a == b,
        (_, Missing(false)) => true,
        _ => false,
    }
}
