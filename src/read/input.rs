//! What is to be read: files, standard input, and the spreadsheets of a folder.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{limits, own_report};
use crate::diag::Diag;
use crate::place::Place;
use crate::say;

/// One thing to read.
#[derive(Clone, Debug)]
pub struct Input {
    /// The path as the user gave it; `-` for standard input.
    pub path: Arc<str>,
    /// Where its bytes are.
    pub content: Content,
}

/// Where the bytes of an input are.
#[derive(Clone, Debug)]
pub enum Content {
    /// In a file.
    File(PathBuf),
    /// In memory, as standard input was read.
    Bytes(Arc<[u8]>),
}

/// Endings of the files that are taken from a folder.
const ENDINGS: [&str; 12] = [
    "xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "ndjson", "jsonl", "et", "ett",
];

/// How a lock file of a spreadsheet program begins.
const LOCK_PREFIXES: [&str; 3] = ["~$", ".~lock", ".~"];

/// The path that stands for standard input.
const STANDARD: &str = "-";

impl Input {
    /// A file.
    pub fn file(path: &Path) -> Self {
        Self {
            path: path.to_string_lossy().into(),
            content: Content::File(path.to_owned()),
        }
    }

    /// Standard input, already read.
    pub fn stdin(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self {
            path: STANDARD.into(),
            content: Content::Bytes(bytes.into()),
        }
    }

    /// Whether it is standard input.
    pub(super) fn is_standard(&self) -> bool {
        &*self.path == STANDARD
    }

    /// The bytes from the start.
    pub(super) fn reader(&self) -> Result<Box<dyn Read + '_>, Diag> {
        Ok(match &self.content {
            Content::Bytes(bytes) => Box::new(&**bytes),
            Content::File(path) => {
                Box::new(fs::File::open(path).map_err(|error| unreadable(&self.path, &error))?)
            }
        })
    }

    /// All bytes, if they are no more than `limit`.
    pub(super) fn whole(&self, limit: u64) -> Result<Vec<u8>, Diag> {
        whole(&self.path, self.reader()?, limit)
    }
}

/// All bytes of a reader, if they are no more than `limit`.
pub(super) fn whole(path: &Arc<str>, reader: impl Read, limit: u64) -> Result<Vec<u8>, Diag> {
    let mut bytes = Vec::new();
    reader
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, &error))?;
    if bytes.len() as u64 > limit {
        return Err(too_large(path, limit));
    }
    Ok(bytes)
}

/// The inputs that paths name: files as they are, of a folder every spreadsheet in it and below,
/// sorted; notes on what is passed over, errors for what isn't there.
pub fn inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Diag>) {
    let (mut found, mut diags) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            found.push(Input::file(path));
            continue;
        }
        let before = found.len();
        walk(path, 0, &mut found, &mut diags);
        if found.len() == before {
            diags.push(Diag::warning(
                "empty-folder",
                Place::File(path.to_string_lossy().into()),
                say!("文件夹里没有表格", "the folder holds no spreadsheet"),
            ));
        }
    }
    (found, diags)
}

fn walk(folder: &Path, depth: usize, found: &mut Vec<Input>, diags: &mut Vec<Diag>) {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            diags.push(unreadable(&folder.to_string_lossy().into(), &error));
            return;
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            if depth < limits::FOLDER_DEPTH && !is_link(&path) {
                walk(&path, depth + 1, found, diags);
            }
        } else if has_known_ending(&path) {
            take(&path, found, diags);
        }
    }
}

fn take(path: &Path, found: &mut Vec<Input>, diags: &mut Vec<Diag>) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let place = || Place::File(path.to_string_lossy().into());
    if LOCK_PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
        diags.push(Diag::note(
            "lock-file",
            place(),
            say!(
                "这是表格程序的临时文件，已跳过",
                "a spreadsheet program's lock file, passed over"
            ),
        ));
        return;
    }
    if own_report::is_own_report(path) {
        diags.push(Diag::note(
            "own-report",
            place(),
            say!(
                "这是 jianfu 自己生成的报告，已跳过",
                "a report made by jianfu itself, passed over"
            ),
        ));
        return;
    }
    found.push(Input::file(path));
}

fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink())
}

fn has_known_ending(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// The error for a file that can't be opened or read.
pub(super) fn unreadable(path: &Arc<str>, error: &io::Error) -> Diag {
    let place = Place::File(path.clone());
    match error.kind() {
        io::ErrorKind::NotFound => Diag::error(
            "no-such-file",
            place,
            say!("没有这个文件", "there is no such file"),
        )
        .help(say!("请检查路径和文件名", "check the path and the name")),
        io::ErrorKind::PermissionDenied => Diag::error(
            "unreadable-file",
            place,
            say!("没有读取权限", "permission to read it is denied"),
        )
        .help(say!(
            "请检查文件权限，或先关闭正在使用它的程序",
            "check the file's permissions, or close the program that uses it"
        )),
        _ => Diag::error(
            "unreadable-file",
            place,
            say!("读取失败：{error}", "it can't be read: {error}"),
        ),
    }
}

/// The error for a file that is larger than what is read.
fn too_large(path: &Arc<str>, limit: u64) -> Diag {
    let megabytes = limit >> 20;
    Diag::error(
        "too-large",
        Place::File(path.clone()),
        say!(
            "文件超过 {megabytes} MB 的上限，未读取",
            "the file is larger than the limit of {megabytes} MB and was not read"
        ),
    )
    .help(say!(
        "请另存为 CSV（不限大小），或删去其中的图片、附件后重试",
        "save it as CSV (which has no such limit), or remove pictures and attachments from it"
    ))
}
