//! Rule files: a good one loads as it was meant, and every mistake is found where it stands.

#[path = "rules/faults.rs"]
mod faults;
#[path = "rules/seeded.rs"]
mod seeded;

use std::sync::LazyLock;

use jianfu::diag::Diag;
use jianfu::finding::Action;
use jianfu::judge;
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
fn the_built_in_sets_load_and_have_nothing_to_complain_of() {
    for (name, file) in rule::builtin() {
        let (rules, diags) = rule::load(std::slice::from_ref(&file), &WORDS);
        assert_eq!(diags, [], "{name}");
        assert_eq!(rules.sets_as_named().next().unwrap().1.id, name);
        assert_eq!(problems_of(&file.text), [], "{name}");
    }
}

/// Everything that `rules check` says of a file.
fn problems_of(text: &str) -> Vec<Diag> {
    let file = SourceFile {
        path: "good.toml".into(),
        text: text.into(),
    };
    judge::examine(&[file], &WORDS).1
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
        let diags = problems_of(&text);
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
    assert_eq!(problems_of(GOOD), []);
}

/// What `rules check` finds in a copy of a built-in set with one mistake, where it isn't just that.
fn missed(fault: &seeded::Seeded) -> Option<String> {
    let (set, good, bad, code, line) = fault;
    let (_, file) = rule::builtin().find(|(name, _)| name == set)?;
    if !file.text.contains(good) {
        return Some(format!("{set} has no {good}"));
    }
    let text = file.text.replacen(good, bad, 1);
    let diags = problems_of(&text);
    let found: Vec<_> = diags.iter().map(|d| (d.code, line_of(d, &text))).collect();
    let as_it_should = matches!(found.as_slice(), [(c, l)] if c == code && l.contains(line));
    (!as_it_should).then(|| format!("{bad:?}\n  wanted {code} on {line:?}\n  found {found:?}"))
}

#[test]
fn every_mistake_seeded_in_a_shipped_file_is_found_where_it_stands_and_nothing_else_is() {
    let half = seeded::SEEDED.len() / 2;
    let (first, second) = seeded::SEEDED.split_at(half);
    let missed_in = |part: &[seeded::Seeded]| part.iter().filter_map(missed).collect::<Vec<_>>();
    let mut wrong = std::thread::scope(|scope| {
        let other = scope.spawn(|| missed_in(second));
        let mut wrong = missed_in(first);
        wrong.extend(other.join().unwrap());
        wrong
    });
    let count = wrong.len();
    wrong.truncate(100);
    assert!(
        wrong.is_empty(),
        "{count} of {}:\n{}",
        seeded::SEEDED.len(),
        wrong.join("\n")
    );
}

/// The codes are part of what scripts rely on: a new one is added here, none is renamed.
#[test]
fn the_codes_stay_as_they_are() {
    let of_rules = rule::Code::ALL.iter().map(|code| code.word());
    let of_words = jianfu::words::Code::ALL.iter().map(|code| code.word());
    let codes: Vec<_> = of_rules.chain(of_words).collect();
    assert_eq!(
        codes,
        [
            "syntax",
            "unknown-key",
            "unknown-word",
            "wrong-type",
            "missing",
            "example-fails",
            "never-matches",
            "matches-everything",
            "covered",
            "duplicate",
            "contradiction",
            "hole",
            "list-unused",
            "list-empty",
            "list-duplicate",
            "dates",
            "loosens",
            "pattern",
            "word",
            "quota",
            "clause-open",
            "word-twice",
            "word-hidden",
            "no-effect",
            "word",
        ]
    );
}
