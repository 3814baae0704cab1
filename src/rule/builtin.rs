//! The rule sets that the program carries: one file, one line here.

use crate::place::SourceFile;

/// Name and text of every built-in set.
const SETS: &[(&str, &str)] = &[
    (
        "nanjing-2013",
        include_str!("../../rules/nanjing-2013.toml"),
    ),
    (
        "national-2015",
        include_str!("../../rules/national-2015.toml"),
    ),
    (
        "national-2024",
        include_str!("../../rules/national-2024.toml"),
    ),
    ("apps-2026", include_str!("../../rules/apps-2026.toml")),
    (
        "certificates-2020",
        include_str!("../../rules/certificates-2020.toml"),
    ),
    (
        "taicang-lists",
        include_str!("../../rules/taicang-lists.toml"),
    ),
    (
        "lawful-duties",
        include_str!("../../rules/lawful-duties.toml"),
    ),
    (
        "jiangsu-2014",
        include_str!("../../rules/jiangsu-2014.toml"),
    ),
];

/// The built-in rule sets by name; the first is the default.
pub fn builtin() -> impl Iterator<Item = (&'static str, SourceFile)> {
    SETS.iter().map(|(name, text)| {
        let path = format!("builtin:{name}").into();
        let text = (*text).into();
        (*name, SourceFile { path, text })
    })
}
