//! Annotations that GitHub shows beside the line.

use std::io::{self, Write};

use jianfu::diag::{Diag, Severity};

use super::Problems;

/// GitHub shows this many errors, warnings and notices of a step each, and drops the rest.
const SHOWN: usize = 10;

/// Writes one workflow command a problem, as many as are shown, the errors first.
pub(super) fn write(problems: &Problems<'_>, out: &mut dyn Write) -> io::Result<()> {
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of_level = problems.diags.iter().filter(|d| d.severity == severity);
        for diag in of_level.take(SHOWN) {
            writeln!(out, "{}", command(problems, diag))?;
        }
    }
    Ok(())
}

fn command(problems: &Problems<'_>, diag: &Diag) -> String {
    let at = problems.spot(&diag.place);
    let level = match diag.severity {
        Severity::Note => "notice",
        Severity::Warning if problems.deny_warnings => "error",
        other => other.word(),
    };
    let message: Vec<_> = problems.message(diag).into_iter().map(escaped).collect();
    format!(
        "::{level} file={},line={},col={},endColumn={},title={}::{}",
        escaped_property(&at.file),
        at.line,
        at.column,
        at.end_column,
        diag.code,
        message.join("%0A")
    )
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(escaped("100%\n二"), "100%25%0A二");
        assert_eq!(escaped_property("a,b:c%"), "a%2Cb%3Ac%25");
    }
}
