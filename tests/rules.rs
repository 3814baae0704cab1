//! Rule files: a good one loads as it was meant, and every mistake is found where it stands.

#[path = "rules/faults.rs"]
mod faults;

use std::sync::LazyLock;

use jianfu::diag::Diag;
use jianfu::finding::Action;
use jianfu::place::{Place, SourceFile};
use jianfu::rule::{self, Condition, RuleKind, RuleSet, TextTest};
use jianfu::words::Words;

/// Loaded once: it takes longer than a rule file.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&[]).0);

const GOOD: &str = include_str!("rules/good.toml");

fn load(text: &str) -> (RuleSet, Vec<Diag>) {
    let file = SourceFile {
        path: "good.toml".into(),
        text: text.into(),
    };
    rule::load(&[file], &WORDS)
}

#[test]
fn a_good_file_loads_as_it_was_meant() {
    let (rules, diags) = load(GOOD);
    assert_eq!(diags, []);
    assert_eq!(rules.sets[0].id, "nanjing-2013");
    assert_eq!(
        rules.sets[0].validity.from,
        Some("2013-11-01".parse().unwrap())
    );
    assert!(rules.sets[0].fingerprint.starts_with("sha256:"));
    let ids: Vec<_> = rules.rules.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "off-list-evaluation",
            "same-ledger",
            "frequent-report",
            "district-meetings",
            "conscription"
        ]
    );
    let rule = &rules.rules[0];
    assert_eq!(rule.action, Action::Delete);
    assert_eq!(rules.clauses[rule.clause.unwrap()].id, "2");
    let not_in_list = |c: &Condition| {
        matches!(
            c,
            Condition::Text {
                test: TextTest::NotInList(0),
                ..
            }
        )
    };
    assert!(rule.when.iter().any(not_in_list));
    assert!(
        matches!(&rules.rules[4].kind, RuleKind::Keep { allow, .. } if allow == &[Action::Compress])
    );
}

#[test]
fn the_built_in_sets_load() {
    for (name, file) in rule::builtin() {
        let (rules, diags) = rule::load(&[file], &Words::load(&[]).0);
        assert_eq!(diags, [], "{name}");
        assert_eq!(rules.sets[0].id, name);
    }
}

/// The line that a problem is found on.
fn line_of<'t>(diag: &Diag, text: &'t str) -> &'t str {
    let Place::Span(span) = &diag.place else {
        unreachable!("a problem of a rule file stands in the file");
    };
    let start = text[..span.bytes.start].rfind('\n').map_or(0, |i| i + 1);
    text[start..].lines().next().unwrap_or("")
}

#[test]
fn every_mistake_is_found_where_it_stands_and_nothing_else_is() {
    let mut wrong = Vec::new();
    for (good, bad, code, line) in faults::FAULTS {
        assert!(GOOD.contains(good), "the good file has no {good}");
        let text = GOOD.replacen(good, bad, 1);
        let (rules, mut diags) = load(&text);
        diags.extend(rule::check(&rules));
        let found: Vec<_> = diags.iter().map(|d| (d.code, line_of(d, &text))).collect();
        if !matches!(found.as_slice(), [(c, l)] if c == code && l.contains(line)) {
            wrong.push(format!(
                "{bad:?}\n  wanted {code} on {line:?}\n  found {found:?}"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        faults::FAULTS.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_good_file_has_nothing_to_complain_of() {
    let (rules, _) = load(GOOD);
    assert_eq!(rule::check(&rules), []);
}
