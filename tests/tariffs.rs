//! Tariffs: minutes where a sheet gives none, said to be estimates wherever they are used.

mod built;

use built::*;
use jianfu::finding::Action::Delete;
use jianfu::item::{Category, Effort, Field, Items};
use jianfu::judge::{estimate, judge};
use jianfu::place::Span;
use jianfu::rule::*;
use jianfu::words::Words;

fn tariff(id: &str, name: &[&str], minutes: u32) -> Tariff {
    Tariff {
        id: id.to_owned(),
        when: vec![text(TextField::Name, TextTest::Any(list(name)))],
        minutes,
        source: None,
        span: Span {
            path: "own.toml".into(),
            bytes: 0..0,
        },
    }
}

fn priced(rows: &[Row], tariffs: Vec<Tariff>) -> (Items, RuleSet, Words, usize) {
    let words = Words::load(&[]).0;
    let mut items = items(rows, &words);
    let mut set = rules(vec![rule("ledger", Delete, &["台账"])]);
    set.tariffs = tariffs;
    let warnings = estimate(&mut items, &set, &words).len();
    (items, set, words, warnings)
}

fn effort(items: &Items, entry: usize) -> Option<Effort> {
    items.item(items.entries[entry].item).effort
}

#[test]
fn a_tariff_fills_in_what_a_sheet_leaves_out_and_is_counted_as_saved() {
    let rows = [
        row("党员台账").yearly(12),
        row("安全台账").yearly(12).minutes(20),
        row("居民会议").yearly(4),
    ];
    let (items, set, words, warnings) = priced(&rows, vec![tariff("entry", &["台账"], 30)]);
    assert_eq!(warnings, 0);
    let estimated = Effort {
        minutes: 30,
        people: None,
        per_year: false,
        estimated: true,
    };
    assert_eq!(effort(&items, 0), Some(estimated));
    let told = effort(&items, 1).unwrap();
    assert_eq!((told.minutes, told.estimated), (20, false));
    assert_eq!(effort(&items, 2), None, "no tariff speaks of it");
    let judgement = judge(&items, &set, &words);
    assert_eq!(judgement.minutes_saved(&items, 0), Some((360, 1)));
    assert_eq!(judgement.minutes_saved(&items, 1), Some((240, 1)));
}

#[test]
fn of_two_tariffs_the_lower_counts_and_a_warning_says_so() {
    let rows = [row("党员台账").category(Category::Ledger), row("安全台账")];
    let both = vec![
        tariff("dear", &["台账"], 60),
        tariff("cheap", &["党员"], 15),
        tariff("same", &["党员台账"], 15),
    ];
    let (items, .., warnings) = priced(&rows, both.clone());
    assert_eq!(effort(&items, 0).map(|e| e.minutes), Some(15));
    assert_eq!(effort(&items, 1).map(|e| e.minutes), Some(60));
    assert_eq!(warnings, 1);
    let (items, .., warnings) = priced(&rows, both.into_iter().rev().collect());
    assert_eq!(effort(&items, 0).map(|e| e.minutes), Some(15));
    assert_eq!(warnings, 1, "the order of the file plays no part");
}

#[test]
fn conditions_of_a_tariff_are_those_of_rules() {
    let paper = Tariff {
        when: vec![
            Condition::Category(vec![Category::Ledger]),
            text(TextField::Form, TextTest::Any(list(&["纸质"]))),
        ],
        ..tariff("paper", &[], 45)
    };
    let ledger = |form| {
        row("党员台账")
            .category(Category::Ledger)
            .with(Field::Form, form)
    };
    let (items, ..) = priced(&[ledger("纸质"), ledger("电子")], vec![paper]);
    assert_eq!(effort(&items, 0).map(|e| e.minutes), Some(45));
    assert_eq!(effort(&items, 1), None);
}
