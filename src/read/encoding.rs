//! Tells the encoding of a text by what it says, and reads its lines decoded strictly: no U+FFFD, ever.

use std::collections::HashSet;
use std::io::Read;
use std::sync::{Arc, LazyLock};

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::input::{Input, unreadable};
use super::limits;
use crate::diag::Diag;
use crate::place::{Cell, Place};
use crate::say;

/// How much is looked at to tell encodings apart that can't be told by rule.
const SAMPLE: usize = 256 << 10;

/// How much is read at a time.
const CHUNK: usize = 128 << 10;

/// Two readings of the same bytes closer than this are equally likely.
const CLEAR_LEAD: f64 = 0.15;

/// The characters that make up most of such texts: in the right reading most characters are among
/// them, in a wrong one hardly any.
static COMMON: LazyLock<HashSet<char>> = LazyLock::new(|| {
    include_str!("common_hanzi.txt")
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect()
});

/// The encoding of an input: as the user says, by its mark, or by what it says.
pub(super) fn of(input: &Input, said: Option<&str>) -> Result<&'static Encoding, Diag> {
    if let Some(name) = said {
        return named(input, name);
    }
    let mut reader = input.reader()?;
    let mut sample = Vec::new();
    reader
        .by_ref()
        .take(SAMPLE as u64)
        .read_to_end(&mut sample)
        .map_err(|error| unreadable(&input.path, &error))?;
    if let Some((marked, _)) = Encoding::for_bom(&sample) {
        return Ok(marked);
    }
    if sample.contains(&0) {
        return utf16(input, &sample);
    }
    let mut scan = Utf8Scan::default();
    scan.feed(&sample);
    let mut chunk = vec![0; CHUNK];
    while !scan.decided() {
        let read = reader
            .read(&mut chunk)
            .map_err(|error| unreadable(&input.path, &error))?;
        if read == 0 {
            break;
        }
        scan.feed(&chunk[..read]);
    }
    if scan.broken {
        return other_than_utf8(input, &sample);
    }
    // Chinese in UTF-8 always has characters of three bytes. Where there are only shorter ones, the
    // bytes are GB18030 that happens to be valid UTF-8 (平台,系统).
    let chinese = scan.short && !scan.long && has_hanzi(GB18030, &sample);
    Ok(if chinese { GB18030 } else { UTF_8 })
}

fn named(input: &Input, name: &str) -> Result<&'static Encoding, Diag> {
    // GB18030 holds all of GB2312 and GBK, and what people call GBK often is GB18030.
    match Encoding::for_label(name.as_bytes()) {
        Some(encoding) if encoding == encoding_rs::GBK => Ok(GB18030),
        Some(encoding) => Ok(encoding),
        None => Err(Diag::error(
            "unknown-encoding",
            Place::File(input.path.clone()),
            say!(
                "没有叫“{name}”的编码",
                "there is no encoding called “{name}”"
            ),
        )
        .help(say!(
            "可用：UTF-8、GB18030、UTF-16LE、UTF-16BE、Big5",
            "use UTF-8, GB18030, UTF-16LE, UTF-16BE or Big5"
        ))),
    }
}

/// Without a mark, the NULs tell: in text with commas and digits one of two bytes often is NUL.
fn utf16(input: &Input, sample: &[u8]) -> Result<&'static Encoding, Diag> {
    let nuls = |parity: usize| {
        sample
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (nuls(0), nuls(1));
    let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
    let reads = decoded(encoding, sample).is_some_and(|text| !text.contains('\0'));
    if even.min(odd) * 8 > even.max(odd) || !reads {
        return Err(Diag::error(
            "binary-file",
            Place::File(input.path.clone()),
            say!(
                "这不是文本，也不是认得的表格格式",
                "this is neither text nor a spreadsheet format that is known"
            ),
        )
        .help(say!("请另存为 .xlsx 或 .csv", "save it as .xlsx or .csv")));
    }
    Ok(encoding)
}

fn other_than_utf8(input: &Input, sample: &[u8]) -> Result<&'static Encoding, Diag> {
    if is_damaged_utf8(sample) {
        // The reading itself then names the line.
        return Ok(UTF_8);
    }
    let score = |encoding| decoded(encoding, sample).map(|text| commonness(&text));
    match (score(GB18030), score(BIG5)) {
        (Some(gb), Some(big5)) if (gb - big5).abs() < CLEAR_LEAD => Err(undecided(input)),
        (Some(gb), Some(big5)) => Ok(if gb > big5 { GB18030 } else { BIG5 }),
        (Some(_), None) => Ok(GB18030),
        (None, Some(_)) => Ok(BIG5),
        (None, None) => Err(undecided(input)),
    }
}

fn undecided(input: &Input) -> Diag {
    Diag::error(
        "undecided-encoding",
        Place::File(input.path.clone()),
        say!("看不出文字编码", "the encoding of the text can't be told"),
    )
    .help(say!(
        "请用 --encoding 指明，如 --encoding GB18030",
        "name it with --encoding, as in --encoding GB18030"
    ))
}

/// Whether a text is UTF-8 but for few bytes: as GB18030 it would decode, to gibberish.
fn is_damaged_utf8(sample: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|&c| c >= '\u{800}').count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// The sample in an encoding; a character cut off at its end doesn't count against it.
fn decoded(encoding: &'static Encoding, sample: &[u8]) -> Option<String> {
    let mut decoder = encoding.new_decoder();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(sample.len())?);
    let (result, _) = decoder.decode_to_string_without_replacement(sample, &mut text, false);
    (result == DecoderResult::InputEmpty).then_some(text)
}

/// Which share of the characters beyond ASCII is among the common ones.
fn commonness(text: &str) -> f64 {
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    let common = text.chars().filter(|c| COMMON.contains(c)).count();
    common as f64 / beyond.max(1) as f64
}

fn has_hanzi(encoding: &'static Encoding, sample: &[u8]) -> bool {
    decoded(encoding, sample).is_some_and(|text| {
        text.chars()
            .any(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'))
    })
}

/// Whether bytes are UTF-8, and which characters there are in it.
#[derive(Default)]
struct Utf8Scan {
    rest: Vec<u8>,
    broken: bool,
    /// Characters of two bytes.
    short: bool,
    /// Characters of three or four.
    long: bool,
}

impl Utf8Scan {
    fn decided(&self) -> bool {
        self.broken || self.long
    }

    fn feed(&mut self, bytes: &[u8]) {
        self.rest.extend_from_slice(bytes);
        let valid = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            Err(error) => {
                self.broken = error.error_len().is_some();
                error.valid_up_to()
            }
        };
        for &byte in &self.rest[..valid] {
            self.long |= byte >= 0xE0;
            self.short |= matches!(byte, 0xC0..=0xDF);
        }
        self.rest.drain(..valid);
    }
}

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
        Ok(Self {
            path: input.path.clone(),
            reader: input.reader()?,
            decoder: encoding.new_decoder_with_bom_removal(),
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
        let (result, _) = self.decoder.decode_to_string_without_replacement(
            &self.raw[..read],
            &mut self.text,
            self.ended,
        );
        if matches!(result, DecoderResult::Malformed(..)) {
            return Err(self.malformed());
        }
        Ok(())
    }

    fn malformed(&self) -> Diag {
        let encoding = self.decoder.encoding().name();
        let before = self.text[self.at..].matches('\n').count();
        let mut fault = self.fault(
            "undecodable-text",
            say!(
                "这一行有不属于 {encoding} 的字节",
                "this line holds bytes that are no {encoding}"
            ),
        );
        if let Place::Cell(cell) = &mut fault.place {
            cell.row += u32::try_from(before).unwrap_or(0);
        }
        fault.help(say!(
            "请用 --encoding 指明编码，如 --encoding GB18030；若编码无误，请重新导出",
            "name the encoding with --encoding, as in --encoding GB18030; if it is right, export the file again"
        ))
    }

    fn fault(&self, code: &'static str, message: crate::phrase::Phrase) -> Diag {
        let place = Place::Cell(Cell {
            path: self.path.clone(),
            sheet: "".into(),
            row: self.number,
            column: None,
        });
        Diag::error(code, place, message)
    }
}
