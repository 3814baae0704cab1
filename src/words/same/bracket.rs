//! Brackets in names: what stands in them goes, unless it says about whom, where or what.

/// A name without brackets; what stands in them stays only where it is wanted.
pub(super) fn without_brackets(name: &str, wanted: impl Fn(&str) -> bool) -> String {
    let mut kept = String::with_capacity(name.len());
    let mut inside: Option<String> = None;
    for c in name.chars() {
        match (c, &mut inside) {
            ('(' | '[' | '【' | '〔' | '《' | '「' | '<' | '{', _) => {
                kept.push_str(&inside.replace(String::new()).unwrap_or_default());
            }
            (')' | ']' | '】' | '〕' | '》' | '」' | '>' | '}', _) => {
                if let Some(text) = inside.take().filter(|text| wanted(text)) {
                    kept.push_str(&text);
                }
            }
            (c, Some(text)) => text.push(c),
            (c, None) if c.is_alphanumeric() || matches!(c, '-' | '%' | '+') => kept.push(c),
            _ => {}
        }
    }
    kept.push_str(&inside.unwrap_or_default());
    kept
}
