//! What fuzzers and tests feed with arbitrary input, and what must hold of the answer.

use std::sync::{Arc, LazyLock};

use jianfu::intake::{Overrides, Taking};
use jianfu::place::{Place, SourceFile};
use jianfu::read::{self, Content, Input, ReadOptions};
use jianfu::rule;
use jianfu::words::Words;

/// The built-in words, loaded once.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&[]).0);

/// A text file is refused, or each of its rows is accounted for.
pub(crate) fn text_file(bytes: &[u8]) {
    let input = Input {
        path: "q3.csv".into(),
        content: Content::Bytes(bytes.into()),
    };
    if is_workbook(bytes) {
        // Parsers of others, which a process of its own contains.
        return;
    }
    let mut taking = Taking::new(&WORDS, Overrides::default());
    taking.read(&input, &ReadOptions::default());
    let intake = taking.finish();
    let Ok(sheets) = &intake.inputs[0].sheets else {
        return;
    };
    for sheet in sheets {
        let counted = sheet.header_rows.len() + sheet.skipped.len() + sheet.items as usize;
        assert_eq!(counted, sheet.rows as usize, "{sheet:?}");
    }
    let items: usize = sheets.iter().map(|sheet| sheet.items as usize).sum();
    assert_eq!(items, intake.items.entries.len());
}

fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(b"\xD0\xCF\x11\xE0")
}

/// A frequency is understood or not, and a range has its ends in order.
pub(crate) fn frequency(text: &str) {
    let (frequency, deadline) = text.split_once('\n').unwrap_or((text, ""));
    let understood = WORDS.frequency(frequency, deadline).value;
    if let Some(frequency) = understood
        && let (Some(least), Some(most)) = (frequency.rate, frequency.rate_max)
    {
        assert!(least <= most, "{text}: {least:?} {most:?}");
    }
    WORDS.effort(frequency, deadline);
}

/// The plain form of a plain form is itself.
pub(crate) fn plain_form(text: &str) {
    let plain = WORDS.plain(text);
    assert_eq!(WORDS.plain(&plain), plain, "{text:?}");
    assert!(!plain.contains(char::is_whitespace), "{text:?}");
}

/// The outside of a workbook is refused or found honest.
pub(crate) fn workbook(bytes: &[u8]) {
    let _ = read::check_workbook(&Arc::from("q3.xlsx"), bytes);
}

/// A rule file loads or its faults stand at places in it.
pub(crate) fn rule_file(text: &str) {
    let file = SourceFile {
        path: "own.toml".into(),
        text: text.into(),
    };
    let (_, diags) = rule::load(&[file], &WORDS);
    for diag in diags {
        if let Place::Span(span) = diag.place
            && &*span.path == "own.toml"
        {
            assert!(
                text.get(span.bytes.clone()).is_some(),
                "{span:?} in {text:?}"
            );
        }
    }
}
