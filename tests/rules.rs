//! Rule files: a good one loads as it was meant, and every mistake is found where it stands.

use jianfu::diag::Diag;
use jianfu::finding::Action;
use jianfu::place::SourceFile;
use jianfu::rule::{self, Condition, RuleKind, RuleSet, TextTest};
use jianfu::words::Words;

const GOOD: &str = include_str!("rules/good.toml");

fn load(text: &str) -> (RuleSet, Vec<Diag>) {
    let file = SourceFile {
        path: "good.toml".into(),
        text: text.into(),
    };
    rule::load(&[file], &Words::load(&[]).0)
}

#[test]
fn a_good_file_loads_as_it_was_meant() {
    let (rules, diags) = load(GOOD);
    assert_eq!(diags, []);
    assert_eq!(rules.sets[0].id, "nanjing-2013");
    assert_eq!(rules.sets[0].from.as_deref(), Some("2013-11-01"));
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
