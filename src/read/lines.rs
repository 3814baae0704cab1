//! Reads the lines of a text decoded strictly: no U+FFFD, ever, and every line with its number.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use encoding_rs::{DecoderResult, Encoding};

use super::input::{Input, unreadable};
use super::limits;
use super::part::Part;
use super::sequences::without_sequences;
use crate::diag::Diag;
use crate::phrase::Phrase;
use crate::place::{Cell, Place};
use crate::say;

/// How much is read at a time.
const CHUNK: usize = 128 << 10;

/// What stands where a character was lost.
const REPLACED: &[u8] = "\u{FFFD}".as_bytes();

/// The decoded lines of a text, with the lines that follow within reach.
pub(super) struct Lines<'i> {
    path: Arc<str>,
    reader: Box<dyn Read + 'i>,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    text: String,
    at: usize,
    ended: bool,
    number: u32,
}

/// A line in the buffer of [`Lines`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    start: usize,
    /// Before the line break.
    end: usize,
    next: usize,
}

impl<'i> Lines<'i> {
    /// The lines of an input in an encoding.
    pub(super) fn new(input: &'i Input, encoding: &'static Encoding) -> Result<Self, Diag> {
        let whole = Part {
            range: 0..u64::MAX,
            is_last: true,
        };
        Self::of(input, encoding, &whole)
    }

    /// The lines of a part of an input; numbered from 1 like those of any other.
    pub(super) fn of(
        input: &'i Input,
        encoding: &'static Encoding,
        part: &Part,
    ) -> Result<Self, Diag> {
        let reader = input.part(&part.range);
        Ok(Self {
            path: input.path.clone(),
            reader: reader.map_err(|error| unreadable(&input.path, &error))?,
            decoder: match part.range.start {
                0 => encoding.new_decoder_with_bom_removal(),
                _ => encoding.new_decoder_without_bom_handling(),
            },
            raw: vec![0; CHUNK],
            text: String::new(),
            at: 0,
            ended: false,
            number: 1,
        })
    }

    /// The number of the next line, from 1.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// The next line, without going past it; `None` at the end.
    pub(super) fn peek(&mut self) -> Result<Option<Line>, Diag> {
        self.forget();
        self.line_from(self.at)
    }

    /// The line after another one, without going past either.
    pub(super) fn after(&mut self, line: Line) -> Result<Option<Line>, Diag> {
        self.line_from(line.next)
    }

    /// Goes past a number of lines, the last of which is this.
    pub(super) fn pass(&mut self, line: Line, lines: u32) {
        self.at = line.next;
        self.number = self.number.saturating_add(lines);
    }

    /// The text of a line.
    pub(super) fn text(&self, line: Line) -> &str {
        &self.text[line.start..line.end]
    }

    /// The text from the start of one line to the end of another.
    pub(super) fn span(&self, first: Line, last: Line) -> &str {
        &self.text[first.start..last.end]
    }

    fn line_from(&mut self, start: usize) -> Result<Option<Line>, Diag> {
        let mut searched = start;
        loop {
            let found = memchr::memchr2(b'\n', b'\r', &self.text.as_bytes()[searched..]);
            if let Some(found) = found {
                let end = searched + found;
                // A CR at the very end may be half of a CRLF.
                let split = end + 1 == self.text.len() && self.text.as_bytes()[end] == b'\r';
                if !split || self.ended {
                    let crlf = self.text.as_bytes()[end..].starts_with(b"\r\n");
                    let next = end + 1 + usize::from(crlf);
                    return Ok(Some(Line { start, end, next }));
                }
                searched = end;
            } else {
                searched = self.text.len();
            }
            if self.ended {
                let end = self.text.len();
                return Ok((start < end).then_some(Line {
                    start,
                    end,
                    next: end,
                }));
            }
            if searched - start > limits::LINE_BYTES {
                return Err(self.fault(
                    "too-large",
                    say!(
                        "这一行太长，不像表格",
                        "this line is too long to be a record of a table"
                    ),
                ));
            }
            self.fill()?;
        }
    }

    /// Drops what has been read.
    fn forget(&mut self) {
        if self.at >= CHUNK {
            self.text.drain(..self.at);
            self.at = 0;
        }
    }

    fn fill(&mut self) -> Result<(), Diag> {
        let read = self
            .reader
            .read(&mut self.raw)
            .map_err(|error| unreadable(&self.path, &error))?;
        self.ended = read == 0;
        let room = self
            .decoder
            .max_utf8_buffer_length_without_replacement(read)
            .unwrap_or(read * 4);
        self.text.reserve(room);
        let before = self.text.len();
        let (result, _) = self.decoder.decode_to_string_without_replacement(
            &self.raw[..read],
            &mut self.text,
            self.ended,
        );
        if matches!(result, DecoderResult::Malformed(..)) {
            return Err(self.malformed());
        }
        if memchr::memmem::find(&self.text.as_bytes()[before..], REPLACED).is_some() {
            return Err(self.replaced());
        }
        if let Cow::Owned(shorter) = without_sequences(&self.text[before..]) {
            self.text.truncate(before);
            self.text.push_str(&shorter);
        }
        Ok(())
    }

    fn malformed(&self) -> Diag {
        let encoding = self.decoder.encoding().name();
        let message = say!(
            "这一行有不属于 {encoding} 的字节",
            "this line holds bytes that are no {encoding}"
        );
        self.fault_at(self.text.len(), "undecodable-text", message)
            .help(say!(
                "请用 --encoding 指明编码，如 --encoding GB18030；若编码无误，请重新导出",
                "name the encoding with --encoding, as in --encoding GB18030; if it is right, export the file again"
            ))
    }

    /// The error for text that lost characters before it came here.
    fn replaced(&self) -> Diag {
        let at = memchr::memmem::find(&self.text.as_bytes()[self.at..], REPLACED).unwrap_or(0);
        let message = say!(
            "这一行有字符在导出或转换时已经丢失（显示为 �）",
            "characters of this line were lost when it was exported or converted (they show as �)"
        );
        self.fault_at(self.at + at, "lost-characters", message)
            .help(say!(
                "请从原来的文件重新导出",
                "export it again from the original file"
            ))
    }

    /// A fault in the line that holds a place of the text.
    fn fault_at(&self, place: usize, code: &'static str, message: Phrase) -> Diag {
        let passed = self.text[self.at..place].replace("\r\n", "\n");
        let lines = passed.matches(['\n', '\r']).count();
        let mut fault = self.fault(code, message);
        if let Place::Cell(cell) = &mut fault.place {
            cell.row += u32::try_from(lines).unwrap_or(0);
        }
        fault
    }

    fn fault(&self, code: &'static str, message: Phrase) -> Diag {
        let place = Place::Cell(Cell {
            path: self.path.clone(),
            sheet: "".into(),
            row: self.number,
            column: None,
        });
        Diag::error(code, place, message)
    }
}
