//! Full-width quotes, equals signs, commas and brackets, which a Chinese input method writes where TOML wants plain ones.

use std::ops::Range;

use crate::diag::Diag;
use crate::place::{Place, SourceFile, Span};
use crate::rule::Code;
use crate::say;

/// What a Chinese keyboard writes, and what TOML wants there.
const MEANT: &[(char, u8)] = &[
    ('＝', b'='),
    ('：', b'='),
    ('，', b','),
    ('、', b','),
    ('；', b','),
    ('［', b'['),
    ('］', b']'),
    ('【', b'['),
    ('】', b']'),
    ('｛', b'{'),
    ('｝', b'}'),
    ('．', b'.'),
    ('＃', b'#'),
    ('　', b' '),
    ('\u{A0}', b' '),
    ('\u{200B}', b' '),
    ('\u{2060}', b' '),
    ('\u{FEFF}', b' '),
];

/// Quotes that open or close a text in Chinese typing.
const QUOTES: &[char] = &['“', '”', '‘', '’', '＂', '＇', '「', '」', '『', '』'];

/// What TOML wants in place of a sign; full-width letters and digits have their own order.
fn meant(c: char) -> Option<u8> {
    let listed = MEANT.iter().find(|(full, _)| *full == c);
    let plain = || match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            u8::try_from(u32::from(c) - u32::from('！') + u32::from('!')).ok()
        }
        _ => None,
    };
    listed.map(|(_, meant)| *meant).or_else(plain)
}

/// The text with plain signs in place of full-width ones, and a complaint for each line that had any.
pub(super) fn mend(file: &SourceFile) -> (String, Vec<Diag>) {
    let mut scan = Scan {
        text: &file.text,
        out: file.text.as_bytes().to_vec(),
        at: 0,
        found: Vec::new(),
    };
    scan.run();
    let diags = scan.diags(file);
    // Every sign is replaced by as many bytes of ASCII, so what was UTF-8 stays UTF-8.
    let text = String::from_utf8(scan.out).unwrap_or_else(|_| file.text.to_string());
    (text, diags)
}

struct Scan<'a> {
    text: &'a str,
    out: Vec<u8>,
    at: usize,
    /// Bytes of each sign and what was meant.
    found: Vec<(Range<usize>, u8)>,
}

impl Scan<'_> {
    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            match c {
                '#' | '＃' => {
                    self.note(c);
                    self.skip_to('\n');
                }
                '"' | '\'' => self.string(c),
                c if QUOTES.contains(&c) => self.full_width_string(c),
                ':' if self.is_meant_as_equals() => {
                    self.replace(1, b'=');
                    self.at += 1;
                }
                c => {
                    self.note(c);
                    self.at += c.len_utf8();
                }
            }
        }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn skip_to(&mut self, end: char) {
        self.at += self.rest().find(end).unwrap_or(self.rest().len());
    }

    /// Replaces a full-width sign.
    fn note(&mut self, c: char) {
        if let Some(meant) = meant(c) {
            self.replace(c.len_utf8(), meant);
        }
    }

    /// Replaces a sign of so many bytes by a plain one and blanks.
    fn replace(&mut self, length: usize, meant: u8) {
        let bytes = self.at..self.at + length;
        self.out[bytes.clone()].fill(b' ');
        self.out[bytes.start] = meant;
        self.found.push((bytes, meant));
    }

    /// A text in plain quotes; a full-width quote may close it where no plain one does.
    fn string(&mut self, quote: char) {
        let triple = quote.to_string().repeat(3);
        if self.rest().starts_with(&triple) {
            let inner = self.rest()[3..].find(&triple);
            self.at += inner.map_or(self.rest().len(), |i| i + 6);
            return;
        }
        self.at += 1;
        let line = self.line();
        let mut escaped = false;
        let close = line.char_indices().find(|&(_, c)| {
            let closes = c == quote && !escaped;
            escaped = quote == '"' && c == '\\' && !escaped;
            closes
        });
        match close {
            Some((i, _)) => self.at += i + 1,
            None => match line.char_indices().find(|(_, c)| QUOTES.contains(c)) {
                Some((i, c)) => self.close(i, c, quote as u8),
                None => self.skip_to('\n'),
            },
        }
    }

    /// A text that a full-width quote opens.
    fn full_width_string(&mut self, open: char) {
        let length = open.len_utf8();
        self.replace(length, b'"');
        // The quote has to touch the text: the blanks that fill up its bytes go before it.
        self.out[self.at..self.at + length].rotate_left(1);
        self.at += length;
        let close = self
            .line()
            .char_indices()
            .find(|(_, c)| *c == '"' || QUOTES.contains(c));
        match close {
            Some((i, '"')) => self.at += i + 1,
            Some((i, c)) => self.close(i, c, b'"'),
            None => self.skip_to('\n'),
        }
    }

    fn close(&mut self, offset: usize, quote: char, meant: u8) {
        self.at += offset;
        self.replace(quote.len_utf8(), meant);
        self.at += quote.len_utf8();
    }

    /// What is left of the line.
    fn line(&self) -> &str {
        self.rest().lines().next().unwrap_or("")
    }

    /// `title: "…"`: a colon after a key and not inside a time.
    fn is_meant_as_equals(&self) -> bool {
        let before = self.text[..self.at].trim_end_matches([' ', '\t']);
        let after_key = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        after_key && !self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
    }

    fn diags(&self, file: &SourceFile) -> Vec<Diag> {
        let mut diags = Vec::new();
        let mut found = self.found.iter().filter(|(_, m)| *m != b' ').peekable();
        while let Some((first, _)) = found.next() {
            let line_end = self.text[first.start..]
                .find('\n')
                .map_or(self.text.len(), |i| first.start + i);
            let mut signs = vec![first];
            while let Some((next, _)) = found.next_if(|(b, _)| b.start < line_end) {
                signs.push(next);
            }
            diags.push(self.diag(file, &signs));
        }
        diags
    }

    fn diag(&self, file: &SourceFile, signs: &[&Range<usize>]) -> Diag {
        let mut wrong: Vec<&str> = Vec::new();
        let mut right: Vec<char> = Vec::new();
        for bytes in signs {
            let sign = &self.text[(*bytes).clone()];
            let meant = self.out[(*bytes).clone()]
                .iter()
                .find(|b| **b != b' ')
                .map_or(' ', |b| char::from(*b));
            if !wrong.contains(&sign) {
                wrong.push(sign);
            }
            if !right.contains(&meant) {
                right.push(meant);
            }
        }
        let wrong = wrong.join(" ");
        let right: Vec<_> = right.iter().map(char::to_string).collect();
        let right = right.join(" ");
        let place = Place::Span(Span {
            path: file.path.clone(),
            bytes: signs[0].clone(),
        });
        let colon = wrong == ":";
        let message = if colon {
            say!("键和值之间写了冒号", "a colon stands between key and value")
        } else {
            say!(
                "这一行用了全角符号 {wrong}",
                "this line has full-width signs: {wrong}"
            )
        };
        Diag::error(Code::Syntax, place, message).help(say!(
            "改成英文半角的 {right}（切换到英文输入法再打）",
            "write plain {right}"
        ))
    }
}
