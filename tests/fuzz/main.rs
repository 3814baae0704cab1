//! The entry points of the fuzzers, fed by chance in every run of the tests, and with what once broke them.

// A broken entry is a failed test.
#![allow(clippy::unwrap_used)]

mod entries;

use proptest::prelude::*;

/// What cells are made of.
const PIECES: &[&str] = &[
    "每",
    "半",
    "年",
    "月",
    "季",
    "周",
    "日",
    "两",
    "十",
    "二",
    "3",
    "12",
    "次",
    "至",
    "-",
    "～",
    "和",
    "、",
    "；",
    "前",
    "不定期",
    "按需",
    "一次性",
    "（",
    "）",
    "每月5日前",
    "1.5",
    "小时",
    "\"",
    ",",
    "\t",
    "\n",
    "\r\n",
    "事项名称",
    "频次",
    "序号",
    "合计",
    "同上",
    "一、会议类",
    "①",
    "Ａ",
    "\u{200B}",
    "\u{FEFF}",
    "ﬁ",
    "İ",
    "{",
    "}",
    "99999999999999999999",
];

/// What rule files are made of.
const RULE_PIECES: &[&str] = &[
    "[set]\n",
    "id = \"own\"\n",
    "title = \"本区\"\n",
    "[rule.a]\n",
    "[rule.\"a b\"]\n",
    "[quota.a]\n",
    "[keep.a]\n",
    "[list.a]\n",
    "[change.a]\n",
    "items = [\"甲\"]\n",
    "action = \"删\"\n",
    "when.name.any = [\"会\"]\n",
    "when.per_year.over = 12\n",
    "when.name.matches = \"(\"\n",
    "limit = -1\n",
    "each = [\"community\"]\n",
    "why = \"因\"\n",
    "clause = \"1\"\n",
    "examples = [{ name = \"党会\", expect = \"删\" }]\n",
    "from = 2013-11-01\n",
    "= \n",
    "\"",
    "[[case]]\n",
    "group.same = [\"community\"]\n",
    "group.similar = 9.9\n",
    "to.per_year = 4\n",
    "level = \"市\"\n",
    "\u{FEFF}",
    "未",
];

fn made_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn texts_hold(made in made_of(PIECES), any in "\\PC{0,40}") {
        for text in [&made, &any] {
            entries::frequency(text);
            entries::plain_form(text);
        }
    }

    #[test]
    fn text_files_hold(made in made_of(PIECES), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        entries::text_file(made.as_bytes());
        entries::text_file(&bytes);
        entries::text_file(&[made.as_bytes(), &bytes].concat());
        entries::text_file(&encoding_rs::GB18030.encode(&made).0);
    }

    #[test]
    fn workbooks_hold(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        entries::workbook(&[b"PK\x03\x04", &bytes[..]].concat());
        entries::workbook(&[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", &bytes[..]].concat());
    }

    #[test]
    fn rule_files_hold(made in made_of(RULE_PIECES)) {
        entries::rule_file(&made);
    }
}

/// Rule files that broke a fuzzer: a full-width mark stands for one of a single byte, and is pointed at.
#[test]
fn rule_files_that_once_broke_it_hold() {
    for text in [
        "[clause.1]\nsource = { document一试：\n[set]\nid = \"a\"\n",
        "[clause.1]\nsource = { document一试：\n#\n",
        "source = { a一：",
    ] {
        entries::rule_file(text);
    }
}
