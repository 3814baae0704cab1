//! JUnit XML: one suite a file, one case a rule, as CI systems show tests.

use std::io::{self, Write};

use jianfu::diag::{Diag, Severity};
use jianfu::place::SourceFile;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Problems;
use crate::cli::language::t;

/// The tables that are cases of their own.
const RULES: [&str; 4] = ["rule.", "quota.", "keep.", "change."];

/// A rule of a file, or what stands outside of its rules, and what is wrong there.
struct Case<'a> {
    name: String,
    line: usize,
    diags: Vec<&'a Diag>,
}

/// Writes all suites.
pub(super) fn write(problems: &Problems<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites: Vec<_> = problems
        .files
        .iter()
        .map(|file| (file, cases(problems, file)))
        .collect();
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    let failed = |case: &&Case<'_>| case.diags.iter().any(|d| problems.fails(d));
    let (tests, failures) = (all().count(), all().filter(failed).count());
    let mut bytes = Vec::new();
    let mut xml = Writer::new_with_indent(&mut bytes, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites")
        .with_attribute(("name", "jianfu"))
        .with_attribute(("tests", tests.to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("errors", "0"))
        .write_inner_content(|xml| {
            for (file, cases) in &suites {
                suite(problems, file, cases, xml)?;
            }
            Ok(())
        })?;
    bytes.push(b'\n');
    out.write_all(&bytes)
}

fn suite(
    problems: &Problems<'_>,
    file: &SourceFile,
    cases: &[Case<'_>],
    xml: &mut Writer<&mut Vec<u8>>,
) -> io::Result<()> {
    let failed = |case: &&Case<'_>| case.diags.iter().any(|d| problems.fails(d));
    let failures = cases.iter().filter(failed).count();
    xml.create_element("testsuite")
        .with_attribute(("name", &*file.path))
        .with_attribute(("tests", cases.len().to_string().as_str()))
        .with_attribute(("failures", failures.to_string().as_str()))
        .with_attribute(("errors", "0"))
        .with_attribute(("skipped", "0"))
        .write_inner_content(|xml| {
            for case in cases {
                write_case(problems, file, case, xml)?;
            }
            Ok(())
        })?;
    Ok(())
}

fn write_case(
    problems: &Problems<'_>,
    file: &SourceFile,
    case: &Case<'_>,
    xml: &mut Writer<&mut Vec<u8>>,
) -> io::Result<()> {
    let line = case.line.to_string();
    let element = xml
        .create_element("testcase")
        .with_attribute(("name", case.name.as_str()))
        .with_attribute(("classname", &*file.path))
        .with_attribute(("file", &*file.path))
        .with_attribute(("line", line.as_str()));
    if case.diags.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    element.write_inner_content(|xml| {
        for diag in case.diags.iter().filter(|d| problems.fails(d)) {
            let message = cleaned(diag.message.in_lang(problems.lang));
            xml.create_element("failure")
                .with_attribute(("type", diag.code))
                .with_attribute(("message", message.as_str()))
                .write_text_content(BytesText::new(&told(problems, diag)))?;
        }
        let rest = case.diags.iter().filter(|d| !problems.fails(d));
        let rest: Vec<_> = rest.map(|d| told(problems, d)).collect();
        if !rest.is_empty() {
            xml.create_element("system-out")
                .write_text_content(BytesText::new(&rest.join("\n")))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// `rules/a.toml:12:3: error[missing]: …`, and what to do.
fn told(problems: &Problems<'_>, diag: &Diag) -> String {
    let at = problems.spot(&diag.place);
    let level = match diag.severity {
        Severity::Warning if problems.deny_warnings => "error",
        other => other.word(),
    };
    let message = problems.message(diag).join("\n");
    let (file, line, column, code) = (at.file, at.line, at.column, diag.code);
    cleaned(&format!(
        "{file}:{line}:{column}: {level}[{code}]: {message}"
    ))
}

/// Without what XML can't hold.
fn cleaned(text: &str) -> String {
    let can_stand = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    text.chars().filter(can_stand).collect()
}

/// The rules of a file with what is wrong in each; first what stands outside of them.
fn cases<'a>(problems: &Problems<'a>, file: &SourceFile) -> Vec<Case<'a>> {
    let outside = Case {
        name: t("文件", "file").to_owned(),
        line: 1,
        diags: Vec::new(),
    };
    let mut cases = vec![outside];
    // For every header, its line and the case that what follows it belongs to.
    let mut belongs = vec![(1, 0)];
    for (number, line) in file.text.lines().enumerate() {
        let Some(header) = header(line) else {
            continue;
        };
        let is_rule = RULES.iter().any(|table| header.starts_with(table));
        if is_rule {
            cases.push(Case {
                name: header.to_owned(),
                line: number + 1,
                diags: Vec::new(),
            });
        }
        belongs.push((number + 1, if is_rule { cases.len() - 1 } else { 0 }));
    }
    let here = |diag: &&Diag| problems.spot(&diag.place).file == *file.path;
    for diag in problems.diags.iter().filter(here) {
        let line = problems.spot(&diag.place).line;
        let at = belongs.partition_point(|(begin, _)| *begin <= line);
        cases[belongs[at - 1].1].diags.push(diag);
    }
    cases
}

/// `rule.same-ledger` of a line `[rule.same-ledger]`.
fn header(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?.trim_start_matches('[');
    let end = name.find(']').unwrap_or(name.len());
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        .then(|| name[..end].trim())
}
