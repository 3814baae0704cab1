//! Looks at a workbook's outside before a parser opens it: what it is, and whether its sizes are honest.

use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;

use super::format::not_a_spreadsheet;
use super::{damaged, limits};
use crate::diag::Diag;
use crate::place::Place;
use crate::say;

/// Which parser a workbook needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Office Open XML.
    Xlsx,
    /// Its binary form.
    Xlsb,
    /// BIFF in a compound file.
    Xls,
    /// OpenDocument.
    Ods,
}

/// The property by which jianfu's own workbooks are known.
const OWN_PROPERTY: &str = "jianfu:report";

/// What a zip holds, if its sizes are honest.
pub(super) fn zip(path: &Arc<str>, bytes: &[u8]) -> Result<Kind, Diag> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(path, error))?;
    if archive.len() > limits::ZIP_ENTRIES {
        return Err(bomb(path));
    }
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let entry = archive
            .by_index_raw(index)
            .map_err(|error| damaged(path, error))?;
        if entry.encrypted() {
            return Err(encrypted(path));
        }
        total = total.saturating_add(entry.size());
        let packed = entry.compressed_size().max(1);
        let dense =
            entry.size() > limits::ZIP_SMALL_ENTRY && entry.size() / packed > limits::ZIP_RATIO;
        if total > limits::ZIP_UNPACKED || dense {
            return Err(bomb(path));
        }
    }
    shared_strings_are_honest(path, &mut archive)?;
    kind_of(path, &archive)
}

fn kind_of(path: &Arc<str>, archive: &ZipArchive<Cursor<&[u8]>>) -> Result<Kind, Diag> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    let ends = |ending: &str| {
        archive
            .file_names_raw()
            .any(|name| name.to_ascii_lowercase().ends_with(ending.as_bytes()))
    };
    if ends("xl/workbook.bin") || ends("xl\\workbook.bin") {
        Ok(Kind::Xlsb)
    } else if ends("workbook.xml") {
        Ok(Kind::Xlsx)
    } else if has("word/document.xml") {
        Err(not_a_spreadsheet(path, " Word 文档", "a Word document"))
    } else if has("ppt/presentation.xml") {
        Err(not_a_spreadsheet(path, "幻灯片", "a presentation"))
    } else if has("content.xml") {
        Ok(Kind::Ods)
    } else {
        Err(not_a_spreadsheet(path, "压缩包", "an archive"))
    }
}

/// The count of shared strings is believed by the parser, which sets aside memory for it.
fn shared_strings_are_honest(
    path: &Arc<str>,
    archive: &mut ZipArchive<Cursor<&[u8]>>,
) -> Result<(), Diag> {
    for index in 0..archive.len() {
        let mut entry = archive
            .by_index(index)
            .map_err(|error| damaged(path, error))?;
        if !entry
            .name_raw()
            .to_ascii_lowercase()
            .ends_with(b"sharedstrings.xml")
        {
            continue;
        }
        let size = entry.size();
        let mut head = Vec::new();
        // A part that breaks off is the parser's to report.
        let _ = entry.by_ref().take(4096).read_to_end(&mut head);
        let head = String::from_utf8_lossy(&head);
        for count in ["uniqueCount=", "count="] {
            if said_number(&head, count).is_some_and(|n| n > size / limits::SHARED_STRING_BYTES + 1)
                && count == "uniqueCount="
            {
                return Err(bomb(path));
            }
        }
    }
    Ok(())
}

fn said_number(head: &str, attribute: &str) -> Option<u64> {
    let rest = head.split_once(attribute)?.1;
    let rest = rest.trim_start_matches(['"', '\'']);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits
        .parse()
        .ok()
        .or((!digits.is_empty()).then_some(u64::MAX))
}

/// What a compound file holds, once every chain of sectors in it has been walked to its end.
pub(super) fn ole(path: &Arc<str>, bytes: &[u8]) -> Result<Kind, Diag> {
    let mut file =
        cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(path, error))?;
    let streams: Vec<_> = file
        .walk()
        .filter(cfb::Entry::is_stream)
        .map(|entry| {
            (
                entry.path().to_owned(),
                entry.name().to_owned(),
                entry.len(),
            )
        })
        .take(limits::OLE_STREAMS + 1)
        .collect();
    let total: u64 = streams
        .iter()
        .map(|(.., len)| *len)
        .fold(0, u64::saturating_add);
    if streams.len() > limits::OLE_STREAMS || total > bytes.len() as u64 {
        return Err(damaged(path, "stream sizes"));
    }
    for (stream, ..) in &streams {
        let mut stream = file
            .open_stream(stream)
            .map_err(|error| damaged(path, error))?;
        std::io::copy(&mut stream, &mut std::io::sink()).map_err(|error| damaged(path, error))?;
    }
    let has = |wanted: &str| {
        streams
            .iter()
            .any(|(_, name, _)| name.eq_ignore_ascii_case(wanted))
    };
    if has("EncryptedPackage") {
        Err(encrypted(path))
    } else if has("Workbook") || has("Book") {
        Ok(Kind::Xls)
    } else if has("WordDocument") {
        Err(not_a_spreadsheet(path, " Word 文档", "a Word document"))
    } else if has("PowerPoint Document") {
        Err(not_a_spreadsheet(path, "幻灯片", "a presentation"))
    } else {
        Err(damaged(path, "no workbook stream"))
    }
}

/// Whether a zip carries the mark of jianfu's own workbooks in its properties.
pub(super) fn has_own_mark(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    [
        "docProps/core.xml",
        "docProps/custom.xml",
        "docProps/app.xml",
    ]
    .iter()
    .any(|part| {
        let mut text = String::new();
        archive.by_name(part).is_ok_and(|entry| {
            entry
                .take(limits::ZIP_SMALL_ENTRY)
                .read_to_string(&mut text)
                .is_ok_and(|_| text.contains(OWN_PROPERTY))
        })
    })
}

/// The error for a file under a password.
pub(super) fn encrypted(path: &Arc<str>) -> Diag {
    Diag::error(
        "encrypted-file",
        Place::File(path.clone()),
        say!(
            "文件加了密码，读不了",
            "the file is protected by a password"
        ),
    )
    .help(say!(
        "请打开后去掉密码，另存一份再用",
        "open it, remove the password and save a copy"
    ))
}

fn bomb(path: &Arc<str>) -> Diag {
    Diag::error(
        "too-large",
        Place::File(path.clone()),
        say!(
            "文件解压后大得不合理，未读取",
            "the file unpacks to an unreasonable size and was not read"
        ),
    )
    .help(say!(
        "若确是正常文件，请另存为 CSV 再用",
        "if it is an honest file, save it as CSV"
    ))
}
