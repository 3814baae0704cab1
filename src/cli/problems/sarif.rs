//! SARIF 2.1.0, which code hosts show beside the line.

use std::fmt::Write as _;
use std::io::{self, Write};

use jianfu::diag::{Diag, Severity};
use jianfu::place::Place;
use jianfu::rule::Code;
use serde::Serialize;

use super::Problems;

/// Where the schema of this version of the format stands.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    /// Columns are counted in characters, not in the halves that some of them take in UTF-16.
    column_kind: &'static str,
    artifacts: Vec<Artifact>,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Artifact {
    location: ArtifactLocation,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_column: usize,
}

/// Writes one run.
pub(super) fn write(problems: &Problems<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rules = descriptors(problems);
    let finding = |diag| finding(problems, diag, &rules);
    let results = problems.diags.iter().map(finding).collect();
    let artifact = |path: &str| Artifact {
        location: ArtifactLocation { uri: uri(path) },
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            column_kind: "unicodeCodePoints",
            artifacts: problems.files.iter().map(|f| artifact(&f.path)).collect(),
            results,
            tool: Tool {
                driver: Driver {
                    name: "jianfu",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules,
                },
            },
        }],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// Every code of rule files, and those of other files that were found.
fn descriptors<'a>(problems: &Problems<'a>) -> Vec<Descriptor<'a>> {
    let mut rules: Vec<_> = Code::ALL
        .iter()
        .map(|code| Descriptor {
            id: code.word(),
            short_description: Message {
                text: code.meaning().in_lang(problems.lang).to_owned(),
            },
        })
        .collect();
    for diag in problems.diags {
        if rules.iter().all(|rule| rule.id != diag.code) {
            let text = diag.message.in_lang(problems.lang).to_owned();
            rules.push(Descriptor {
                id: diag.code,
                short_description: Message { text },
            });
        }
    }
    rules
}

fn finding<'a>(problems: &Problems<'a>, diag: &'a Diag, rules: &[Descriptor<'_>]) -> Finding<'a> {
    let related = diag.related.iter().map(|(place, what)| {
        let what = what.in_lang(problems.lang).to_owned();
        location(problems, place, Some(what))
    });
    Finding {
        rule_id: diag.code,
        rule_index: rules.iter().position(|r| r.id == diag.code).unwrap_or(0),
        level: match diag.severity {
            Severity::Warning if problems.deny_warnings => "error",
            other => other.word(),
        },
        message: Message {
            text: problems.message(diag).join("\n"),
        },
        locations: [location(problems, &diag.place, None)],
        related_locations: related.collect(),
    }
}

fn location(problems: &Problems<'_>, place: &Place, message: Option<String>) -> Location {
    let at = problems.spot(place);
    Location {
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation { uri: uri(&at.file) },
            region: Region {
                start_line: at.line,
                start_column: at.column,
                end_column: at.end_column,
            },
        },
        message: message.map(|text| Message { text }),
    }
}

/// A path as a reference: what isn't plain ASCII is escaped byte by byte.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => uri.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'/' | b':' => uri.push(char::from(byte)),
            other => {
                let _ = write!(uri, "%{other:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(
            uri("rules/规则 1.toml"),
            "rules/%E8%A7%84%E5%88%99%201.toml"
        );
        assert_eq!(uri("/a/b.toml"), "file:///a/b.toml");
        assert_eq!(uri(r"rules\a.toml"), "rules/a.toml");
    }
}
