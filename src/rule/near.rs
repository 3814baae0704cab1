//! The nearest of the known words to one that isn't known.

/// The known word that was probably meant; `None` where none is near.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|k| (likeness(word, k), k))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, k)| k)
}

/// Swapped letters count as one mistake; of Chinese words of two characters one may be wrong.
fn likeness(a: &str, b: &str) -> f64 {
    let contained = !a.is_ascii() && (a.contains(b) || b.contains(a)) && !b.is_empty();
    let likeness = strsim::normalized_damerau_levenshtein(a, b);
    if contained {
        likeness.max(0.75)
    } else {
        likeness
    }
}

/// Words one after the other, for a message that shows what may be written.
pub(super) fn or_list<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_named_and_the_far_is_not() {
        let known = ["title", "clause", "per_year", "审批", "台账"];
        assert_eq!(nearest("tilte", known), Some("title"));
        assert_eq!(nearest("per_yaer", known), Some("per_year"));
        assert_eq!(nearest("台帐", known), Some("台账"));
        assert_eq!(nearest("xyz", known), None);
    }
}
