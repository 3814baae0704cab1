//! Tells jianfu's own reports from what is to be read, by a few bytes: a folder is looked through before
//! any process of its own parses a workbook, and what is in it may mean harm.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use flate2::read::DeflateDecoder;
use memchr::memmem;

/// What jianfu writes at the start of its own text reports.
const TEXT_MARKS: [&str; 3] = ["\"schema\":\"jianfu.", "\"schema\": \"jianfu.", PROPERTY];

/// The property by which its workbooks are known.
const PROPERTY: &str = "jianfu:report";

/// Where a spreadsheet program that saves such a workbook keeps the property.
const PARTS: [&str; 3] = [
    "docProps/custom.xml",
    "docProps/core.xml",
    "docProps/app.xml",
];

/// How much of the start of a text is looked at.
const HEAD: u64 = 4096;

/// How much of the end of a workbook: its list of contents, some eighty bytes for each of a few dozen parts.
const TAIL: u64 = 64 << 10;

/// As much of a part as is unpacked; properties take less than a tenth.
const PART: u64 = 64 << 10;

/// Whether a file is a report that jianfu wrote.
pub(super) fn is_own_report(path: &Path) -> bool {
    let Ok(mut file) = File::open(path) else {
        return false;
    };
    let mut head = Vec::new();
    if file.by_ref().take(HEAD).read_to_end(&mut head).is_err() {
        return false;
    }
    if head.starts_with(b"PK") {
        return has_property(&mut file).unwrap_or(false);
    }
    let text = String::from_utf8_lossy(&head);
    TEXT_MARKS.iter().any(|mark| text.contains(mark))
}

fn has_property(file: &mut File) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL).read_to_end(&mut tail)?;
    for part in PARTS {
        if let Some(entry) = Entry::find(&tail, part)
            && entry.holds(PROPERTY.as_bytes(), file)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A part as the list of contents at the end of a zip has it.
struct Entry {
    method: u16,
    packed: u32,
    /// Where its own head stands in the file.
    at: u32,
}

impl Entry {
    /// Bytes of an entry before its name.
    const HEAD: usize = 46;

    fn find(contents: &[u8], name: &str) -> Option<Self> {
        let name_at = memmem::rfind(contents, name.as_bytes())?;
        let head = contents.get(name_at.checked_sub(Self::HEAD)?..name_at)?;
        let short = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
        let long = |at: usize| u32::from(short(at)) | u32::from(short(at + 2)) << 16;
        let is_entry = head.starts_with(b"PK\x01\x02") && usize::from(short(28)) == name.len();
        is_entry.then(|| Self {
            method: short(10),
            packed: long(20),
            at: long(42),
        })
    }

    fn holds(&self, mark: &[u8], file: &mut File) -> io::Result<bool> {
        const STORED: u16 = 0;
        const DEFLATED: u16 = 8;
        let mut head = [0; 30];
        file.seek(SeekFrom::Start(self.at.into()))?;
        file.read_exact(&mut head)?;
        let [name, extra] = [26, 28].map(|at| u16::from_le_bytes([head[at], head[at + 1]]));
        file.seek(SeekFrom::Current(i64::from(name) + i64::from(extra)))?;
        let packed = file.take(u64::from(self.packed).min(PART));
        let mut part = Vec::new();
        match self.method {
            STORED => packed.take(PART).read_to_end(&mut part),
            DEFLATED => DeflateDecoder::new(packed)
                .take(PART)
                .read_to_end(&mut part),
            _ => return Ok(false),
        }?;
        Ok(memmem::find(&part, mark).is_some())
    }
}
