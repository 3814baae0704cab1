//! `--split`: one document for each department or street, named after it.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use jianfu::report::{Audience, Facts, View};
use jianfu::text::{Symbol, is_invisible};

/// A name in a file name holds at most so many bytes; systems allow 255 for the whole.
const NAME: usize = 150;

/// The path of each document and what it is about, in the order of their first items.
pub(crate) fn split<'a>(
    facts: &Facts<'a>,
    by: Audience,
    path: &Path,
    view: &View,
) -> Vec<(PathBuf, Facts<'a>)> {
    let whose = |entry: u32| match by {
        Audience::Street => facts.entry(entry).street,
        _ => facts.item(entry).issuer.name,
    };
    let mut order: Vec<Symbol> = Vec::new();
    let mut entries: BTreeMap<Symbol, HashSet<u32>> = BTreeMap::new();
    for entry in &facts.scope {
        let of = entries.entry(whose(*entry)).or_default();
        if of.is_empty() {
            order.push(whose(*entry));
        }
        of.insert(*entry);
    }
    let mut taken = HashSet::new();
    let document = |symbol: &Symbol| {
        let name = facts.office(*symbol).into_owned();
        let of = &entries[symbol];
        let to = view
            .addressed_to
            .clone()
            .or((!symbol.is_blank()).then(|| name.clone()));
        let view = View {
            addressed_to: to,
            ..view.clone()
        };
        let path = named(path, &name, &mut taken);
        (path, facts.narrowed(|entry| of.contains(&entry), view))
    };
    order.iter().map(document).collect()
}

/// 函.docx for 民政局 is 函-民政局.docx; names that come out alike are numbered.
fn named(path: &Path, name: &str, taken: &mut HashSet<String>) -> PathBuf {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy())
        .unwrap_or_default();
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy())
        .unwrap_or_default();
    let name = harmless(name);
    let mut numbered = name.clone();
    let mut n = 1;
    // Some systems don't tell upper from lower case.
    while !taken.insert(numbered.to_lowercase()) {
        n += 1;
        numbered = format!("{name}-{n}");
    }
    path.with_file_name(format!("{stem}-{numbered}.{ending}"))
}

/// A name without what any system gives a meaning to, and not too long.
fn harmless(name: &str) -> String {
    let safe = |c: char| !is_invisible(c) && !c.is_control() && !r#"/\:*?"<>|"#.contains(c);
    let kept: String = name
        .chars()
        .map(|c| if safe(c) { c } else { '_' })
        .collect();
    let mut short = String::new();
    for c in kept.trim().chars() {
        if short.len() + c.len_utf8() > NAME {
            break;
        }
        short.push(c);
    }
    let short = short.trim_end_matches(['.', ' ']);
    match short.is_empty() {
        true => "_".to_owned(),
        false => short.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder_and_apart() {
        let mut taken = HashSet::new();
        let mut named = |name: &str| named(Path::new("去/函.docx"), name, &mut taken);
        let hostile = [
            "../../etc",
            "a/b",
            "a\\b",
            "a:b",
            "CON",
            "x. ",
            "",
            "\u{202E}x",
            "AB",
            "ab",
        ];
        let paths: Vec<PathBuf> = hostile.iter().map(|name| named(name)).collect();
        let apart: HashSet<String> = paths
            .iter()
            .map(|path| path.to_string_lossy().to_lowercase())
            .collect();
        assert_eq!(apart.len(), hostile.len());
        for path in &paths {
            assert_eq!(path.parent(), Some(Path::new("去")), "{}", path.display());
        }
        assert_eq!(named("民政局"), Path::new("去/函-民政局.docx"));
        assert!(named(&"长".repeat(400)).file_name().unwrap().len() <= 255);
    }
}
