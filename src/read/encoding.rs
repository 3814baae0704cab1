//! Tells the encoding of a text by what it says.
//!
//! Every encoding gives the same bytes another text. That text is the right one which is the most
//! likely to be written: it is made of the characters that people use. Where two are about as likely,
//! nothing is guessed.

use std::io::Read;
use std::sync::LazyLock;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::input::{Input, unreadable};
use crate::diag::Diag;
use crate::place::Place;
use crate::say;

/// How much is looked at; beyond ASCII this is enough to tell any two encodings apart.
const SAMPLE: usize = 16 << 10;

/// How much is read at a time while there is nothing but ASCII.
const CHUNK: usize = 128 << 10;

/// One reading must be this much more likely than any other: a factor of 20,000, as a logarithm.
const CLEAR_LEAD: f64 = 10.0;

/// Encodings that files come in, each with the logarithm of how likely one does.
const CANDIDATES: [(&Encoding, f64); 5] = [
    (UTF_8, 0.0),
    (GB18030, 0.0),
    (UTF_16LE, -3.0),
    (UTF_16BE, -6.0),
    (BIG5, -6.0),
];

/// The encoding of an input: as the user says, by its mark, or by what it says.
pub(super) fn of(input: &Input, said: Option<&str>) -> Result<&'static Encoding, Diag> {
    if let Some(name) = said {
        return named(input, name);
    }
    let sample = Sample::of(input)?;
    if let Some((marked, _)) = Encoding::for_bom(&sample.bytes) {
        return Ok(marked);
    }
    if sample.bytes.is_ascii() && !sample.bytes.contains(&0) {
        return Ok(UTF_8);
    }
    let mut readings: Vec<(f64, &'static Encoding)> = CANDIDATES
        .into_iter()
        .map(|(encoding, prior)| (prior + sample.likelihood(encoding), encoding))
        .collect();
    readings.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let [(best, encoding), (second, _), ..] = readings[..] else {
        return Err(undecided(input));
    };
    if sample.is_binary_as(encoding) {
        Err(binary(input))
    } else if best - second < CLEAR_LEAD {
        Err(undecided(input))
    } else {
        Ok(encoding)
    }
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

/// The part of a text by which its encoding is told.
struct Sample {
    bytes: Vec<u8>,
    /// Whether the text ends with it.
    is_whole: bool,
}

impl Sample {
    /// The start of an input, or, where that is ASCII, the place where ASCII ends.
    fn of(input: &Input) -> Result<Self, Diag> {
        let mut reader = input.reader()?;
        let mut read = |limit: usize| {
            let mut bytes = Vec::new();
            let result = reader.by_ref().take(limit as u64).read_to_end(&mut bytes);
            result.map_err(|error| unreadable(&input.path, &error))?;
            Ok(bytes)
        };
        let mut bytes = read(SAMPLE)?;
        let mut is_whole = bytes.len() < SAMPLE;
        while !is_whole && bytes.is_ascii() && !bytes.contains(&0) {
            bytes = read(CHUNK)?;
            is_whole = bytes.len() < CHUNK;
            if let Some(start) = bytes.iter().position(|byte| !byte.is_ascii()) {
                let more = read(SAMPLE)?;
                is_whole = more.len() < SAMPLE;
                bytes.drain(..start);
                bytes.extend(more);
                is_whole &= bytes.len() <= SAMPLE;
                bytes.truncate(SAMPLE);
                break;
            }
        }
        Ok(Self { bytes, is_whole })
    }

    /// The text in an encoding, with U+FFFD where the bytes are none of it.
    fn text(&self, encoding: &'static Encoding) -> String {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let room = decoder.max_utf8_buffer_length(self.bytes.len());
        let mut text = String::with_capacity(room.unwrap_or(0));
        // A character that the sample cuts off doesn't count.
        let _ = decoder.decode_to_string(&self.bytes, &mut text, self.is_whole);
        text
    }

    /// The logarithm of how likely someone writes what the bytes say in an encoding.
    fn likelihood(&self, encoding: &'static Encoding) -> f64 {
        self.text(encoding).chars().map(likelihood).sum()
    }

    /// Whether the bytes are no text even in the likeliest encoding.
    fn is_binary_as(&self, encoding: &'static Encoding) -> bool {
        let text = self.text(encoding);
        let nonsense = |c: &char| matches!(c, '\0'..='\u{8}' | '\u{E}'..='\u{1F}' | '\u{FFFD}');
        self.bytes.contains(&0) && text.chars().any(|c| nonsense(&c))
    }
}

/// The logarithm of how likely a character of a list is this one.
fn likelihood(c: char) -> f64 {
    match c {
        '0'..='9' | ',' | '\n' | '\r' | '\t' | ' ' => -4.0,
        '!'..='~' => -6.5,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFD}' => -25.0,
        // What no standard gives a meaning.
        '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}' | '\u{F0000}'.. => -20.0,
        // Quotation marks, dashes, brackets, full-width forms.
        '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '×' | '①'..='⑳' | '\u{3000}'..='\u{301F}' => {
            -8.0
        }
        '\u{FF01}'..='\u{FF5E}' => -8.0,
        c => match TIERS.get(c as usize) {
            Some(Tier::Common) => -6.5,
            Some(Tier::Simplified) => -9.0,
            Some(Tier::Traditional) => -10.0,
            Some(Tier::Rare) => -12.5,
            _ => -15.0,
        },
    }
}

/// How usual a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tier {
    /// Among those that make up most of Chinese texts.
    Common,
    /// On the first level of GB 2312.
    Simplified,
    /// On the first level of Big5.
    Traditional,
    /// On the second level of GB 2312: names of places and people.
    Rare,
    /// None of these.
    Other,
}

/// The tier of every character of the basic plane.
static TIERS: LazyLock<Vec<Tier>> = LazyLock::new(|| {
    let mut tiers = vec![Tier::Other; 1 << 16];
    let mut set = |text: &str, tier| {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            if let Some(place) = tiers.get_mut(c as usize) {
                *place = tier;
            }
        }
    };
    let level = |encoding: &'static Encoding, leads: std::ops::RangeInclusive<u8>| {
        let bytes: Vec<u8> = leads
            .flat_map(|lead| (0xA1..=0xFE).flat_map(move |trail| [lead, trail]))
            .collect();
        encoding.decode_without_bom_handling(&bytes).0.into_owned()
    };
    let low = |leads: std::ops::RangeInclusive<u8>| {
        let bytes: Vec<u8> = leads
            .flat_map(|lead| (0x40..=0x7E).flat_map(move |trail| [lead, trail]))
            .collect();
        BIG5.decode_without_bom_handling(&bytes).0.into_owned()
    };
    set(&level(GB18030, 0xD8..=0xF7), Tier::Rare);
    set(&level(BIG5, 0xA4..=0xC5), Tier::Traditional);
    set(&low(0xA4..=0xC6), Tier::Traditional);
    set(&level(GB18030, 0xB0..=0xD7), Tier::Simplified);
    set(include_str!("common_hanzi.txt"), Tier::Common);
    tiers
});

fn binary(input: &Input) -> Diag {
    Diag::error(
        "binary-file",
        Place::File(input.path.clone()),
        say!(
            "这不是文本，也不是认得的表格格式",
            "this is neither text nor a spreadsheet format that is known"
        ),
    )
    .help(say!("请另存为 .xlsx 或 .csv", "save it as .xlsx or .csv"))
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
