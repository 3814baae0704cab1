//! What each of TOML's complaints means, in plain words.

use std::ops::Range;

use toml::de::Error;

use crate::diag::Diag;
use crate::phrase::Phrase;
use crate::place::{Place, SourceFile, Span};
use crate::rule::Code;
use crate::rule::key_names::ascii_key;
use crate::say;

/// Whether TOML could read on, with nothing lost.
pub(super) fn is_harmless(error: &Error) -> bool {
    let message = error.message();
    is_twice(error)
        || message.starts_with("string values must be quoted") && !is_empty(error)
        || message.starts_with("invalid basic string, expected `\"`")
        || message.starts_with("invalid literal string")
}

/// Whether something is there already.
pub(super) fn is_twice(error: &Error) -> bool {
    error.message().starts_with("duplicate key")
}

/// Whether a bracket has no partner.
pub(super) fn is_unclosed(error: &Error) -> bool {
    error.message().starts_with("unclosed") && !error.message().starts_with("unclosed table")
}

fn is_empty(error: &Error) -> bool {
    error.span().is_none_or(|s| s.is_empty())
}

/// The complaint in plain words, where it stands; `base` is where the text that was read begins in the file.
pub(super) fn reworded(file: &SourceFile, text: &str, error: &Error, base: usize) -> Diag {
    let bytes = error.span().unwrap_or(0..0);
    let bytes = match error.message().starts_with("missing comma") {
        // It is missing where the value before ends, not where the next begins.
        true => visible(text, end_of_value(text, base + bytes.start)),
        false => visible(text, base + bytes.start..base + bytes.end),
    };
    let written = text.get(bytes.clone()).unwrap_or("");
    let (message, help) = words(error, written, line_of(text, bytes.start));
    let place = Place::Span(Span {
        path: file.path.clone(),
        bytes,
    });
    Diag::error(Code::Syntax, place, message).help(help)
}

/// A bracket that isn't closed: said where it should have been, with where it was opened.
pub(super) fn unclosed(
    file: &SourceFile,
    text: &str,
    base: usize,
    statement: &Range<usize>,
    error: &Error,
) -> Diag {
    let bytes = base + statement.start..base + statement.end;
    let written = text[bytes.clone()].trim_end();
    let comment_free = written
        .lines()
        .rev()
        .take_while(|l| l.trim_start().starts_with('#'));
    let skipped: usize = comment_free.map(|l| l.len() + 1).sum();
    let end = bytes.start + written.len().saturating_sub(skipped);
    let end = text[..end.max(bytes.start)]
        .trim_end()
        .len()
        .max(bytes.start);
    let is_array = error.message().contains("array");
    let torn = torn_line(&text[bytes.clone()]).filter(|_| !is_array);
    let end = torn.map_or(end, |torn| bytes.start + torn);
    let (zh, sign) = match is_array {
        true => ("方括号", "]"),
        false => ("花括号", "}"),
    };
    let at = |bytes| {
        Place::Span(Span {
            path: file.path.clone(),
            bytes,
        })
    };
    let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
    let first_line = text[bytes.start..].lines().next().map_or(0, str::len);
    let message = say!(
        "{zh}没有配对，到这里还缺 {sign}",
        "a bracket isn't closed: {sign} is missing here"
    );
    Diag::error(Code::Syntax, at(end - last..end), message)
        .help(say!("补上 {sign}", "add {sign}"))
        .also(
            at(bytes.start..bytes.start + first_line),
            say!("从这里开始", "it begins here"),
        )
}

/// The last character before a value.
fn end_of_value(text: &str, at: usize) -> Range<usize> {
    let before = text[..at].trim_end();
    let last = before.chars().next_back().map_or(0, char::len_utf8);
    before.len() - last..before.len()
}

/// Where the first line ends that opens more braces than it closes; an example stands on one line.
fn torn_line(statement: &str) -> Option<usize> {
    let mut end = 0;
    for line in statement.split_inclusive('\n') {
        end += line.len();
        let count = |brace| line.matches(brace).count();
        if count('{') > count('}') {
            return Some(end - line.len() + line.trim_end().len());
        }
    }
    None
}

/// What can be shown: at least one character, and not the end of a line.
fn visible(text: &str, bytes: Range<usize>) -> Range<usize> {
    if !bytes.is_empty() && text.get(bytes.clone()).is_some() {
        return bytes;
    }
    let mut start = bytes.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let before = text[..start].trim_end_matches(['\n', '\r', ' ', '\t']);
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let next = text[start..].chars().next();
    match next {
        Some(c) if !c.is_whitespace() => start..start + c.len_utf8(),
        _ => {
            let last = before[line_start..].chars().next_back();
            let end = before.len();
            end - last.map_or(0, char::len_utf8)..end
        }
    }
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    text[start..].lines().next().unwrap_or("")
}

/// Message and help for what is written there, and its line.
type Wording = fn(&str, &str) -> (Phrase, Phrase);

fn words(error: &Error, written: &str, line: &str) -> (Phrase, Phrase) {
    let message = error.message();
    let kinds: [(&str, Wording); 13] = [
        ("key with no value", no_equals),
        ("invalid unquoted key", bare_key),
        ("string values must be quoted", bare_value),
        ("duplicate key", twice),
        ("missing comma", no_comma),
        ("unclosed table", header),
        ("invalid basic string", quotes),
        ("invalid literal string", quotes),
        ("invalid multi-line", quotes),
        ("unexpected key or value", more),
        ("extra comma", one_comma),
        ("missing escaped value", backslash),
        ("unexpected leading zero", zero),
    ];
    match kinds.iter().find(|(begin, _)| message.starts_with(begin)) {
        Some((_, words)) => words(written, line),
        None => (
            say!(
                "这里写得不成立（{message}）",
                "this can't be read ({message})"
            ),
            say!(
                "一行一个 键 = 值，文字加双引号，一组值放在方括号里用逗号隔开",
                "one key = value on a line, text in quotes, several values in brackets with commas between"
            ),
        ),
    }
}

fn no_equals(_: &str, line: &str) -> (Phrase, Phrase) {
    let line = line.trim();
    if line.ends_with(']') && !line.starts_with('[') {
        return (
            say!(
                "表头缺左方括号：{line}",
                "a header lacks its opening bracket: {line}"
            ),
            say!("写成 [{line}", "write [{line}"),
        );
    }
    (
        say!(
            "这一行没有等号：{line}",
            "this line has no equals sign: {line}"
        ),
        say!(
            "写成 键 = 值；说明文字前加 #",
            "write key = value; put # before remarks"
        ),
    )
}

fn bare_key(written: &str, _: &str) -> (Phrase, Phrase) {
    let message = say!(
        "键要用英文写，这里是“{written}”",
        "keys are written in English, not \"{written}\""
    );
    let help = match ascii_key(written) {
        Some(key) => say!("是不是 {key}？", "did you mean {key}?"),
        None => say!(
            "改成英文的键，或给它加引号：\"{written}\"",
            "use the English key, or put it in quotes: \"{written}\""
        ),
    };
    (message, help)
}

fn bare_value(written: &str, line: &str) -> (Phrase, Phrase) {
    if written.trim().is_empty() || line.trim_end().ends_with('=') {
        return (
            say!("等号后面没有值", "there is no value after the equals sign"),
            say!("写上值，或删去这一行", "write a value, or drop the line"),
        );
    }
    (
        say!(
            "文字没有加引号：{written}",
            "text without quotes: {written}"
        ),
        say!("写成 \"{written}\"", "write \"{written}\""),
    )
}

fn twice(written: &str, _: &str) -> (Phrase, Phrase) {
    (
        say!("“{written}”写了两次", "\"{written}\" is written twice"),
        say!(
            "留一处；两条规则要用两个编号",
            "keep one; two rules need two ids"
        ),
    )
}

fn no_comma(_: &str, _: &str) -> (Phrase, Phrase) {
    (
        say!(
            "两个值之间少了逗号",
            "a comma is missing between two values"
        ),
        say!("在这里加一个英文逗号 ,", "add a comma here"),
    )
}

fn more(written: &str, _: &str) -> (Phrase, Phrase) {
    (
        say!(
            "一行写完以后还有多余的字：{written}",
            "something stands behind the end of the line: {written}"
        ),
        say!(
            "一行只写一个 键 = 值；说明文字前加 #；文字里要用引号就用“”",
            "one key = value on a line; put # before remarks and \\ before quotes within a text"
        ),
    )
}

fn one_comma(_: &str, _: &str) -> (Phrase, Phrase) {
    (
        say!("多了一个逗号", "there is one comma too many"),
        say!("删去一个逗号", "take one out"),
    )
}

fn backslash(_: &str, _: &str) -> (Phrase, Phrase) {
    (
        say!(
            "双引号里的反斜杠有特别的意思",
            "a backslash in double quotes means something else"
        ),
        say!(
            "写两个反斜杠，或把这段文字放进英文单引号",
            "write two of them, or put the text in single quotes"
        ),
    )
}

fn zero(written: &str, _: &str) -> (Phrase, Phrase) {
    (
        say!(
            "数字前面多了 0：{written}",
            "a number begins with 0: {written}"
        ),
        say!("去掉前面的 0", "take out the 0"),
    )
}

fn header(_: &str, line: &str) -> (Phrase, Phrase) {
    let line = line.trim();
    (
        say!(
            "表头缺右方括号：{line}",
            "a header lacks its closing bracket: {line}"
        ),
        say!("写成 {line}]", "write {line}]"),
    )
}

fn quotes(_: &str, _: &str) -> (Phrase, Phrase) {
    (
        say!("引号没有配对", "a quote isn't closed"),
        say!(
            "在文字后面补上英文双引号 \"",
            "put a plain quote \" after the text"
        ),
    )
}
