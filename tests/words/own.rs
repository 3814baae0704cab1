//! A user's own words, laid over the built-in ones.

use jianfu::words::Words;

use crate::overlay;

const HEAD: &str = "[words]\nid = \"headings\"\ntitle = \"自己的\"\nsource = \"本区\"\n";

#[test]
fn a_users_own_words_are_laid_over() {
    let own = format!(
        "{HEAD}[heading.frequency]\nphrases = [\"几时报\"]\n[heading.contact]\ndrop = [\"责任人\"]\n"
    );
    let (words, diags) = Words::load(&[overlay(&own)]);
    assert!(diags.is_empty(), "{diags:?}");
    assert_eq!(
        words.heading("几时报").value.map(jianfu::item::Field::word),
        Some("frequency")
    );
    assert_eq!(words.heading("责任人").value, None);
}

#[test]
fn a_user_may_add_how_periods_are_written() {
    let head = "[words]\nid = \"periods\"\ntitle = \"自己的\"\nsource = \"本区\"\n[form.week]\nexactness = 2\n";
    let own = format!("{head}patterns = ['(?<year>20\\d\\d)财年(?<month>1[0-2]|[1-9])期']\n");
    let (words, diags) = Words::load(&[overlay(&own)]);
    assert!(diags.is_empty(), "{diags:?}");
    let until = words.covered("2026财年9期").map(|period| period.until);
    assert_eq!(
        until.map(|day| day.to_string()).as_deref(),
        Some("2026-09-30")
    );
    let broken = format!("{head}patterns = ['(?<year>20']\n");
    let (_, diags) = Words::load(&[overlay(&broken)]);
    assert_eq!(diags.len(), 1);
    assert_eq!(diags[0].code, "syntax");
}

#[test]
fn every_mistake_in_a_words_file_is_reported() {
    let own = format!(
        "{HEAD}[heading.freqency]\nphrases = [\"甲乙\"]\n[heading.name]\nphrase = [\"丙\"]\nwhole = [3]\n[headin.name]\nwhole = []\n"
    );
    let (_, diags) = Words::load(&[overlay(&own)]);
    let codes: Vec<_> = diags.iter().map(|diag| diag.code).collect();
    assert_eq!(
        codes,
        ["unknown-word", "unknown-key", "wrong-type", "unknown-key"]
    );
    let help = diags[0].help.as_ref().unwrap().to_string();
    assert!(help.contains("frequency"), "{help}");
    let (_, diags) = Words::load(&[overlay("[words]\nid = “headings”\n")]);
    assert!(diags.iter().any(|diag| diag.code == "syntax"));
}
