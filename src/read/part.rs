//! Parts of a large text that are read at once: each begins at the start of a line.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

use super::input::{Content, Input};

/// Shorter parts aren't worth a thread.
const SHORTEST: u64 = 4 << 20;

/// In so many bytes there is an end of a line, or the text is read as a whole.
const SEARCHED: u64 = 64 << 10;

/// A part of a text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it is.
    pub(super) range: Range<u64>,
    /// Whether the text ends with it.
    pub(super) is_last: bool,
}

/// At most so many parts of about the same length. One only where the text is short, is no file that
/// can be entered anywhere, or has line ends that can't be told without reading all before them.
pub(super) fn parts(input: &Input, encoding: &'static Encoding, wanted: usize) -> Vec<Part> {
    let whole = |end| {
        vec![Part {
            range: 0..end,
            is_last: true,
        }]
    };
    // In all of these a byte that looks like the end of a line is one.
    let told = [UTF_8, GB18030, BIG5].contains(&encoding);
    let Some(length) = length(&input.content).filter(|_| told) else {
        return whole(u64::MAX);
    };
    let count = (wanted as u64).min(length / SHORTEST).max(1);
    let mut starts = vec![0];
    for part in 1..count {
        match start_of_line(input, part * length / count) {
            Some(start) if start < length => starts.push(start),
            _ => return whole(u64::MAX),
        }
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([u64::MAX]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| Part {
            range: start..end,
            is_last: end == u64::MAX,
        })
        .collect()
}

impl Input {
    /// The bytes of a part.
    pub(super) fn part(&self, range: &Range<u64>) -> io::Result<Box<dyn Read + '_>> {
        let length = range.end - range.start;
        Ok(match &self.content {
            Content::Bytes(bytes) => {
                let start = usize::try_from(range.start).unwrap_or(usize::MAX);
                Box::new(bytes.get(start..).unwrap_or(&[]).take(length))
            }
            Content::File(path) => {
                let mut file = File::open(path)?;
                if range.start > 0 {
                    file.seek(SeekFrom::Start(range.start))?;
                }
                Box::new(file.take(length))
            }
        })
    }
}

/// How long an input is; `None` where it can't be entered anywhere but at its start.
fn length(content: &Content) -> Option<u64> {
    match content {
        Content::Bytes(bytes) => Some(bytes.len() as u64),
        Content::File(path) => {
            let meta = std::fs::metadata(path).ok()?;
            meta.is_file().then_some(meta.len())
        }
    }
}

/// The first start of a line from a place on.
fn start_of_line(input: &Input, from: u64) -> Option<u64> {
    let mut bytes = Vec::new();
    let near = from..from + SEARCHED;
    input.part(&near).ok()?.read_to_end(&mut bytes).ok()?;
    let end = memchr::memchr(b'\n', &bytes)?;
    Some(from + end as u64 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(text: &str, wanted: usize) -> Vec<u64> {
        let input = Input::stdin(text.as_bytes());
        let parts = parts(&input, UTF_8, wanted);
        assert!(parts.last().is_some_and(|part| part.is_last));
        parts.iter().map(|part| part.range.start).collect()
    }

    #[test]
    fn parts_begin_at_lines() {
        let line = "序号,事项名称\n";
        let text = line.repeat((13 << 20) / line.len());
        let starts = starts(&text, 3);
        assert_eq!(starts.len(), 3);
        for start in starts {
            assert_eq!(start as usize % line.len(), 0);
        }
    }

    #[test]
    fn short_texts_and_texts_without_line_feeds_are_one_part() {
        assert_eq!(starts("a,b\nc,d\n", 4), [0]);
        assert_eq!(starts(&"a,b\r".repeat(4 << 20), 4), [0]);
    }
}
