//! Turns the bytes of a rule or words file into text, whatever a Windows editor made of it.

use std::sync::Arc;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use crate::diag::Diag;
use crate::place::{Place, SourceFile, Span};
use crate::rule::Code;
use crate::say;

/// The largest file that is read: twenty times the longest regulation, so that no file can stall the program.
const LARGEST: usize = 2 << 20;

/// The text of a rule or words file. What isn't UTF-8 is an error, and read all the same where the
/// encoding can be told, so that the rest of the file is still checked.
pub fn decode(path: &str, bytes: &[u8]) -> (SourceFile, Option<Diag>) {
    let path: Arc<str> = path.into();
    if bytes.len() > LARGEST {
        return too_large(path, bytes.len());
    }
    if let Some(bytes) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return decode(&path, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let text = text.into();
        return (SourceFile { path, text }, None);
    }
    let (text, name) = told(bytes);
    let first = text
        .char_indices()
        .find(|(_, c)| *c == '\u{FFFD}')
        .or_else(|| text.char_indices().find(|(_, c)| !c.is_ascii()));
    let (at, c) = first.unwrap_or((0, ' '));
    let place = Place::Span(Span {
        path: path.clone(),
        bytes: at..at + c.len_utf8(),
    });
    let message = match name {
        Some(name) => say!(
            "文件不是 UTF-8 编码（像是 {name})",
            "the file isn't UTF-8 (it looks like {name})"
        ),
        None => say!("这里不是 UTF-8 的文字", "this is no UTF-8 text"),
    };
    let diag = Diag::error(Code::Syntax, place, message).help(say!(
        "用记事本打开，选“另存为”，编码选 UTF-8",
        "open it in an editor and save it as UTF-8"
    ));
    let text = text.into();
    (SourceFile { path, text }, Some(diag))
}

/// The text in the encoding that fits, with its name; where none does, what can be read of it.
fn told(bytes: &[u8]) -> (String, Option<&'static str>) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes)
        && (encoding == UTF_16LE || encoding == UTF_16BE)
    {
        return (encoding.decode(bytes).0.into_owned(), Some("UTF-16"));
    }
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => (text.into_owned(), Some("GBK")),
        None => (String::from_utf8_lossy(bytes).into_owned(), None),
    }
}

fn too_large(path: Arc<str>, length: usize) -> (SourceFile, Option<Diag>) {
    let (length, largest) = (length >> 20, LARGEST >> 20);
    let message = say!(
        "文件有 {length} MiB,超过 {largest} MiB,不读",
        "the file has {length} MiB, over {largest} MiB, and isn't read"
    );
    let diag = Diag::error(Code::Syntax, Place::File(path.clone()), message)
        .help(say!("拆成几份文件", "make several files of it"));
    let text = "".into();
    (SourceFile { path, text }, Some(diag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_writes_is_read_and_what_is_no_utf_8_is_said() {
        let text = "[set]\ntitle = \"社区减负\"\n";
        let with_mark = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        assert_eq!(decode("a", &with_mark).1, None);
        assert_eq!(&*decode("a", &with_mark).0.text, text);
        let gbk = GB18030.encode(text).0;
        let (file, diag) = decode("a", &gbk);
        assert_eq!(&*file.text, text);
        let Place::Span(span) = diag.unwrap().place else {
            unreachable!("the place is a character of the file");
        };
        assert_eq!(&text[span.bytes], "社");
        let wide: Vec<u8> = "\u{FEFF}[set]"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        // What is all ASCII but for its width is no UTF-8 either.
        assert!(decode("a", &wide).1.is_some());
    }
}
