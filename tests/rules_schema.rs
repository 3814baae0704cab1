//! The JSON Schema of a rule file says what the parser says: the same keys, no more and no fewer, and it
//! takes every file that the program carries.

// A schema that can't be walked is a failed test.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jianfu::phrase::Lang;
use jianfu::place::SourceFile;
use jianfu::rule;
use jianfu::words::Words;
use serde_json::Value;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&[]).0);

/// Where a key nobody knows is put, and the schema of the table that it is put into.
const PLACES: &[(&str, &str)] = &[
    ("[set]", "/properties/set"),
    ("[clause.c]", "/properties/clause/additionalProperties"),
    ("clause.c.source", "/definitions/source"),
    ("[list.l]", "/properties/list/additionalProperties"),
    ("[rule.r]", "/properties/rule/additionalProperties"),
    ("rule.r.when", "/definitions/when"),
    ("rule.r.when.issuer", "/definitions/when/properties/issuer"),
    ("rule.r.when.name", "/definitions/text"),
    ("rule.r.when.per_year", "/definitions/number"),
    (
        "rule.r.to",
        "/properties/rule/additionalProperties/properties/to",
    ),
    ("rule.r.examples", "/definitions/example"),
    (
        "rule.g.group",
        "/properties/rule/additionalProperties/properties/group",
    ),
    (
        "rule.j.joint",
        "/properties/rule/additionalProperties/properties/joint",
    ),
    (
        "rule.f.follows",
        "/properties/rule/additionalProperties/properties/follows",
    ),
    ("rule.g.examples.items", "/definitions/item"),
    ("[quota.q]", "/properties/quota/additionalProperties"),
    ("[keep.k]", "/properties/keep/additionalProperties"),
    ("[target.t]", "/properties/target/additionalProperties"),
    ("[tariff.t]", "/properties/tariff/additionalProperties"),
    ("[share.p]", "/properties/share/additionalProperties"),
    ("share.p.when", "/definitions/when"),
    ("[[case]]", "/definitions/example"),
];

/// A file that has every kind of table, with a mark for an unknown key in each.
const WHOLE: &str = r#"
?top?
[set]
?[set]?
id = "s"
title = "集"
level = "区"
version = "1"
[clause.c]
?[clause.c]?
title = "条"
source = { document = "文", nature = "原文" ?,clause.c.source? }
[list.l]
?[list.l]?
title = "单"
items = ["甲"]
[rule.r]
?[rule.r]?
title = "规则"
clause = "c"
action = "压"
why = "理由"
when = { name = { any = ["甲乙"] ?,rule.r.when.name? }, per_year = { over = 4 ?,rule.r.when.per_year? }, issuer = { level = ["区"] ?,rule.r.when.issuer? } ?,rule.r.when? }
to = { per_year = 4 ?,rule.r.to? }
examples = [{ name = "甲乙", expect = "压" ?,rule.r.examples? }]
[rule.g]
title = "规则"
clause = "c"
action = "并"
why = "理由"
group = { same = ["社区"] ?,rule.g.group? }
examples = [{ items = [{ name = "甲乙" ?,rule.g.examples.items? }], expect = "无" }]
[rule.j]
title = "规则"
clause = "c"
action = "并"
why = "理由"
joint = { same = ["社区"] ?,rule.j.joint? }
[rule.f]
title = "规则"
clause = "c"
action = "删"
why = "理由"
follows = { named_in = ["name"] ?,rule.f.follows? }
[quota.q]
?[quota.q]?
title = "限额"
clause = "c"
action = "压"
why = "理由"
each = ["社区"]
count = "次"
per = "年"
limit = 2
[keep.k]
?[keep.k]?
title = "保留"
statute = ["法"]
[target.t]
?[target.t]?
reduce = 0.5
[tariff.t]
?[tariff.t]?
when.category = ["台账"]
minutes = 5
[share.p]
?[share.p]?
title = "部分"
clause = "c"
found = 0.7
when = [{ category = ["台账"] ?,share.p.when? }, { category = ["报表"] }]
[[case]]
?[[case]]?
name = "甲乙"
expect = "留"
"#;

/// A key that nobody knows and that is like none.
const UNKNOWN: &str = "zzqqxxjjww";

/// The file with an unknown key at one place, and without the other marks.
fn with_unknown_key(place: &str) -> String {
    let mut text = String::new();
    for (at, part) in WHOLE.split('?').enumerate() {
        let (comma, mark) = part
            .strip_prefix(',')
            .map_or(("", part), |mark| (", ", mark));
        if at % 2 == 0 {
            text += part;
        } else if mark == place {
            text += &format!("{comma}{UNKNOWN} = 1");
        }
    }
    text
}

fn file(path: &str, text: String) -> SourceFile {
    SourceFile {
        path: path.into(),
        text: text.into(),
    }
}

/// The keys that the parser knows at a place: those that it names to whoever writes another.
fn known_to_the_parser(place: &str) -> BTreeSet<String> {
    known_in(&[file("s.toml", with_unknown_key(place))], place)
}

/// The same of a lower layer that changes a rule or a list of the whole file.
fn known_to_a_change(id: &str, part: &str, body: &str) -> BTreeSet<String> {
    let lower = format!(
        "[set]\nid = \"low\"\ntitle = \"下\"\nlevel = \"街道\"\nversion = \"1\"\nextends = [\"s\"]\n[change.{id}]\nclause = \"c\"\nwhy = \"理由\"\n{body}\n{part}{UNKNOWN} = 1\n"
    );
    let files = [
        file("s.toml", with_unknown_key("")),
        file("low.toml", lower),
    ];
    known_in(&files, part)
}

fn known_in(files: &[SourceFile], place: &str) -> BTreeSet<String> {
    let (_, diags) = rule::load(files, &WORDS);
    let diag = diags.iter().find(|d| d.code == "unknown-key");
    let help = diag.and_then(|d| d.help.clone()).unwrap_or_else(|| {
        unreachable!(
            "no unknown key at {place}: {diags:#?}\n{}",
            with_unknown_key(place)
        )
    });
    let known = help
        .in_lang(Lang::En)
        .strip_prefix("known here: ")
        .unwrap()
        .to_owned();
    known.split(' ').map(str::to_owned).collect()
}

#[test]
fn the_schema_and_the_parser_know_the_same_keys() {
    let schema = rule::schema(Lang::Zh);
    let keys = |table: &Value| -> BTreeSet<String> {
        let keys = table["properties"].as_object().unwrap().keys();
        keys.cloned().collect()
    };
    assert_eq!(keys(&schema), known_to_the_parser("top"), "at the top");
    for (place, pointer) in PLACES {
        let table = schema.pointer(pointer).unwrap();
        assert_eq!(keys(table), known_to_the_parser(place), "{place}");
    }
}

#[test]
fn the_schema_and_the_parser_know_the_same_of_changes() {
    let schema = rule::schema(Lang::Zh);
    let change = &schema["properties"]["change"]["additionalProperties"]["properties"];
    let keys = |table: &Value| -> BTreeSet<String> {
        let keys = table.as_object().unwrap().keys();
        keys.cloned().collect()
    };
    let add = "add.when.name.any = [\"丙丁\"]";
    assert_eq!(keys(change), known_to_a_change("r", "", add));
    for part in ["add", "drop", "set"] {
        let mut known = known_to_a_change("r", &format!("{part}."), add);
        if part != "set" {
            let items = format!("{part}.items = [\"甲\"]");
            known.extend(known_to_a_change("l", &format!("{part}."), &items));
        }
        assert_eq!(keys(&change[part]["properties"]), known, "{part}");
    }
}

/// Why a value doesn't fit a schema, as far as this one goes: `None` where it does.
fn misfit(value: &Value, schema: &Value, root: &Value, at: &str) -> Option<String> {
    let no = |why: &str| Some(format!("{at}: {why}: {value}"));
    if let Some(target) = schema["$ref"].as_str() {
        return misfit(
            value,
            root.pointer(target.trim_start_matches('#')).unwrap(),
            root,
            at,
        );
    }
    if let Some(all) = schema["allOf"].as_array() {
        return all.iter().find_map(|one| misfit(value, one, root, at));
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let fits = any.iter().any(|one| misfit(value, one, root, at).is_none());
        return if fits { None } else { no("none of several") };
    }
    if let Some(words) = schema["enum"].as_array() {
        return if words.contains(value) {
            None
        } else {
            no("no such word")
        };
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.clone(),
        one => vec![one.clone()],
    };
    let is = |name: &Value| match name.as_str().unwrap() {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        _ => value.is_object(),
    };
    if !types.iter().any(is) {
        return no("another type");
    }
    if let Some(entries) = value.as_array() {
        return entries
            .iter()
            .find_map(|entry| misfit(entry, &schema["items"], root, at));
    }
    let object = value.as_object()?;
    let required = schema["required"].as_array().into_iter().flatten();
    for key in required.filter_map(Value::as_str) {
        if !object.contains_key(key) {
            return no(&format!("no {key}"));
        }
    }
    object.iter().find_map(|(key, value)| {
        let at = format!("{at}/{key}");
        match (&schema["properties"][key], &schema["additionalProperties"]) {
            (Value::Null, Value::Object(_)) => {
                misfit(value, &schema["additionalProperties"], root, &at)
            }
            (Value::Null, _) => Some(format!("{at}: no such key")),
            (own, _) => misfit(value, own, root, &at),
        }
    })
}

fn json(text: &str) -> Value {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(all) => all.into_iter().map(of).collect(),
            toml::Value::Table(all) => Value::Object(
                all.into_iter()
                    .map(|(key, value)| (key, of(value)))
                    .collect(),
            ),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    of(toml::Value::Table(text.parse().unwrap()))
}

#[test]
fn the_schema_takes_every_file_that_the_program_carries() {
    let schema = rule::schema(Lang::En);
    for (name, file) in rule::builtin() {
        assert_eq!(misfit(&json(&file.text), &schema, &schema, name), None);
    }
    let sample = include_str!("../rules/examples/district.toml");
    assert_eq!(misfit(&json(sample), &schema, &schema, "district"), None);
}

#[test]
fn the_schema_refuses_what_the_parser_refuses() {
    let schema = rule::schema(Lang::Zh);
    let good = with_unknown_key("");
    assert_eq!(misfit(&json(&good), &schema, &schema, ""), None);
    for (from, to) in [
        ("action = \"压\"", "action = \"压缩\""),
        ("action = \"压\"", "action = \"留\""),
        ("title = \"限额\"", "title = 1"),
        ("limit = 2", "limit = \"2\""),
        ("level = \"区\"\n", ""),
        ("any = [\"甲乙\"]", "some = [\"甲乙\"]"),
        ("per = \"年\"", "per = \"天\""),
        ("found = 0.7", "found = \"七成\""),
    ] {
        assert!(good.contains(from), "{from}");
        let bad = good.replacen(from, to, 1);
        assert!(misfit(&json(&bad), &schema, &schema, "").is_some(), "{to}");
    }
}
