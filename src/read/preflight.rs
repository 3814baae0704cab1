//! Looks at a workbook's outside before a parser opens it: what it is, and whether its sizes are honest.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use zip::ZipArchive;

use super::format::not_a_spreadsheet;
use super::hidden::{self, Hidden, Search};
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

/// What can be said of a workbook without parsing it.
pub(super) struct Outside {
    /// Which parser it needs.
    pub(super) kind: Kind,
    /// What is in it that is neither run nor followed.
    pub(super) notes: Vec<Diag>,
    /// What its parts don't show, by the part's name in lower case.
    pub(super) hidden_by_part: HashMap<String, Hidden>,
    /// What its sheets don't show, in their order, where they are no parts.
    pub(super) hidden_by_sheet: Vec<Hidden>,
}

/// How the names of parts end that parsers read.
const READ_ENDINGS: [&str; 3] = [".xml", ".rels", ".bin"];

/// How much is unpacked at a time.
const CHUNK: usize = 128 << 10;

/// How much of a part is looked at for what it says at its start.
const HEAD: usize = 4096;

/// What a zip holds, if its sizes are honest.
pub(super) fn zip(path: &Arc<str>, bytes: &[u8]) -> Result<Outside, Diag> {
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
    let kind = kind_of(path, &archive)?;
    let hidden_by_part = look_through(path, &mut archive)?;
    let holds = |word: &str| {
        archive
            .file_names_raw()
            .any(|name| memchr::memmem::find(&name.to_ascii_lowercase(), word.as_bytes()).is_some())
    };
    // OpenDocument keeps macros in folders by language.
    let macros =
        holds("vbaproject.bin") || kind == Kind::Ods && (holds("basic/") || holds("scripts/"));
    let links = holds("externallinks/").then(|| has_links(path));
    let macros = macros.then(|| has_macros(path));
    let notes = macros.into_iter().chain(links).collect();
    Ok(Outside {
        kind,
        notes,
        hidden_by_part,
        hidden_by_sheet: Vec::new(),
    })
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

/// Unpacks every part that a parser reads, once: the parser stops at the end of what it needs, and would
/// not notice that a part is shorter, longer or another than the zip says. Finds what is hidden on the way.
fn look_through(
    path: &Arc<str>,
    archive: &mut ZipArchive<Cursor<&[u8]>>,
) -> Result<HashMap<String, Hidden>, Diag> {
    let mut hidden = HashMap::new();
    let mut chunk = vec![0; CHUNK];
    for index in 0..archive.len() {
        let mut part = archive
            .by_index(index)
            .map_err(|error| damaged(path, error))?;
        let name = String::from_utf8_lossy(part.name_raw()).to_ascii_lowercase();
        if !READ_ENDINGS.iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        let size = part.size();
        let (mut unpacked, mut search) = (0, Search::of_part(&name));
        loop {
            let read = part
                .read(&mut chunk)
                .map_err(|error| damaged(path, error))?;
            let bytes = &chunk[..read];
            if unpacked == 0 && name.ends_with("sharedstrings.xml") {
                strings_are_honest(path, bytes, size)?;
            }
            search.feed(bytes);
            unpacked += read as u64;
            if read == 0 || unpacked > size {
                break;
            }
        }
        if unpacked != size {
            return Err(damaged(path, format_args!("{name}: size")));
        }
        if let Some(found) = search.found() {
            hidden.insert(name, found);
        }
    }
    Ok(hidden)
}

/// The count of shared strings is believed by the parser, which sets aside memory for it.
fn strings_are_honest(path: &Arc<str>, head: &[u8], size: u64) -> Result<(), Diag> {
    let head = String::from_utf8_lossy(&head[..head.len().min(HEAD)]);
    let said = largest_said(&head, "uniqueCount");
    match said > size / limits::SHARED_STRING_BYTES + 1 {
        true => Err(bomb(path)),
        false => Ok(()),
    }
}

/// The largest number that an attribute has anywhere.
fn largest_said(head: &str, attribute: &str) -> u64 {
    head.match_indices(attribute)
        .filter_map(|(at, _)| {
            let rest = head[at + attribute.len()..]
                .trim_start()
                .strip_prefix('=')?;
            let rest = rest.trim_start().trim_start_matches(['"', '\'']);
            let digits = rest.trim_start().trim_start_matches('+');
            let digits = &digits[..digits
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(digits.len())];
            // More digits than fit are a larger number still.
            (!digits.is_empty()).then(|| digits.parse().unwrap_or(u64::MAX))
        })
        .max()
        .unwrap_or(0)
}

/// What a compound file holds, once every chain of sectors in it has been walked to its end.
pub(super) fn ole(path: &Arc<str>, bytes: &[u8]) -> Result<Outside, Diag> {
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
    let mut hidden_by_sheet = Vec::new();
    for (place, name, _) in &streams {
        let mut stream = file
            .open_stream(place)
            .map_err(|error| damaged(path, error))?;
        let mut bytes = Vec::new();
        stream
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(path, error))?;
        if name.eq_ignore_ascii_case("Workbook") {
            hidden_by_sheet = hidden::of_stream(&bytes);
        }
    }
    let has = |wanted: &str| {
        streams
            .iter()
            .any(|(_, name, _)| name.eq_ignore_ascii_case(wanted))
    };
    if has("EncryptedPackage") {
        Err(encrypted(path))
    } else if has("Workbook") || has("Book") {
        let macros = file
            .is_storage("/_VBA_PROJECT_CUR")
            .then(|| has_macros(path));
        let notes = macros.into_iter().collect();
        let kind = Kind::Xls;
        Ok(Outside {
            kind,
            notes,
            hidden_by_part: HashMap::new(),
            hidden_by_sheet,
        })
    } else if has("WordDocument") {
        Err(not_a_spreadsheet(path, " Word 文档", "a Word document"))
    } else if has("PowerPoint Document") {
        Err(not_a_spreadsheet(path, "幻灯片", "a presentation"))
    } else {
        Err(damaged(path, "no workbook stream"))
    }
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

fn has_macros(path: &Arc<str>) -> Diag {
    Diag::note(
        "has-macros",
        Place::File(path.clone()),
        say!(
            "文件里有宏，没有运行",
            "the file holds macros; they were not run"
        ),
    )
}

fn has_links(path: &Arc<str>) -> Diag {
    Diag::note(
        "has-links",
        Place::File(path.clone()),
        say!(
            "文件里有指向其他文件的链接，没有打开；单元格用的是保存时的值",
            "the file links to other files; they were not opened, and cells have the values they were saved with"
        ),
    )
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
