//! Tells the format of a file by what is in it; its ending may say anything.

use std::io::Read;
use std::sync::Arc;

use super::input::{Input, unreadable};
use crate::diag::Diag;
use crate::place::Place;
use crate::say;

/// What a file is, as far as its first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A zip: xlsx, xlsm, xlsb, ods.
    Zip,
    /// A compound file: xls, et, or an encrypted xlsx.
    Ole,
    /// A page with tables, saved as `.xls`.
    Html,
    /// One JSON object a line.
    Ndjson,
    /// Text with delimiters.
    Delimited,
    /// Standard input that holds nothing: who pipes a list may have none.
    Nothing,
}

/// How many bytes are looked at.
const HEAD: usize = 4096;

/// Beginnings of files that are no spreadsheets, with what they are.
const FOREIGN: [(&[u8], &str, &str); 9] = [
    (b"%PDF", " PDF 文件", "a PDF file"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xFF\xD8\xFF", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"Rar!", " RAR 压缩包", "a RAR archive"),
    (b"7z\xBC\xAF", " 7z 压缩包", "a 7z archive"),
    (b"\x1F\x8B", " gzip 压缩包", "a gzip archive"),
    (b"{\\rtf", " RTF 文档", "an RTF document"),
    (b"\x7FELF", "程序文件", "a program"),
];

/// The format of an input.
pub(super) fn of(input: &Input) -> Result<Format, Diag> {
    let head = head(input)?;
    match head.is_empty() && input.is_standard() {
        true => Ok(Format::Nothing),
        false => of_bytes(&input.path, &head),
    }
}

/// The format of a file that begins with these bytes.
pub(super) fn of_bytes(path: &Arc<str>, bytes: &[u8]) -> Result<Format, Diag> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let place = || Place::File(path.clone());
    if head.is_empty() {
        return Err(Diag::error(
            "empty-file",
            place(),
            say!("文件是空的", "the file is empty"),
        )
        .help(say!(
            "请确认导出是否完成",
            "check whether the export was completed"
        )));
    }
    if let Some((_, zh, en)) = FOREIGN.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Err(not_a_spreadsheet(path, zh, en));
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Ok(Format::Zip);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Format::Ole);
    }
    if matches!(
        head,
        [
            0x09,
            0x00 | 0x02 | 0x04 | 0x08,
            0x04 | 0x06 | 0x08,
            0x00,
            ..
        ]
    ) {
        return Err(Diag::error(
            "too-old",
            place(),
            say!(
                "这是 Excel 5.0 以前的旧格式",
                "the format is older than Excel 5.0"
            ),
        )
        .help(say!(
            "请用 WPS 或 Excel 另存为 .xlsx",
            "save it as .xlsx in a spreadsheet program"
        )));
    }
    Ok(text_format(head))
}

/// The error for a file that is something else.
pub(super) fn not_a_spreadsheet(path: &Arc<str>, zh: &str, en: &str) -> Diag {
    Diag::error(
        "not-a-spreadsheet",
        Place::File(path.clone()),
        say!("这是{zh}，不是表格", "this is {en} and not a spreadsheet"),
    )
    .help(say!(
        "请把其中的表格另存为 .xlsx 或 .csv",
        "save the table in it as .xlsx or .csv"
    ))
}

fn head(input: &Input) -> Result<Vec<u8>, Diag> {
    let mut head = Vec::new();
    input
        .reader()?
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(|error| unreadable(&input.path, &error))?;
    Ok(head)
}

fn text_format(head: &[u8]) -> Format {
    // UTF-16 has a NUL beside each ASCII letter; without them the marks can be looked for.
    let ascii: Vec<u8> = head
        .iter()
        .copied()
        .filter(|&byte| byte != 0 && byte < 0x80)
        .map(|byte| byte.to_ascii_lowercase())
        .collect();
    let text = String::from_utf8_lossy(&ascii);
    let start = text.trim_start();
    let page = [
        "<!doctype html",
        "<html",
        "<table",
        "<head",
        "<meta",
        "<body",
        "<style",
        "<div",
    ];
    if page.iter().any(|tag| start.starts_with(tag))
        || start.starts_with('<') && (text.contains("<table") || text.contains("<html"))
        || start.starts_with("<?xml")
            && text.contains("urn:schemas-microsoft-com:office:spreadsheet")
    {
        Format::Html
    } else if is_object(head) {
        Format::Ndjson
    } else {
        Format::Delimited
    }
}

/// Whether a text begins with a JSON object; what follows the brace tells it from a character that has
/// the same byte in UTF-16.
fn is_object(head: &[u8]) -> bool {
    let text = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .or_else(|| head.strip_prefix(b"\xFF\xFE"))
        .or_else(|| head.strip_prefix(b"\xFE\xFF"))
        .unwrap_or(head);
    let mut visible = text
        .iter()
        .filter(|byte| **byte != 0 && !byte.is_ascii_whitespace());
    visible.next() == Some(&b'{') && matches!(visible.next(), Some(b'"' | b'}'))
}
