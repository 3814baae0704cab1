//! Where things are written: standard output, standard error, and files that appear only as a whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use anyhow::Result;
use clap::CommandFactory;
use jianfu::phrase::{Lang, Phrase};
use jianfu::read::{Content, Input};
use jianfu::report::View;
use jianfu::say;

use super::Outcome;
use super::args::{Cli, Usual};
use super::language::{current, told, trouble};
use super::usage;

/// Settles colour for the whole run.
pub(crate) fn choose_colour(when: &str) {
    match when {
        "always" => ColorChoice::Always.write_global(),
        "never" => ColorChoice::Never.write_global(),
        _ => ColorChoice::Auto.write_global(),
    }
}

/// Whether what goes to standard output may carry colour.
pub(crate) fn is_coloured() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Standard output, buffered, with colour taken out where it is not wanted.
pub(crate) fn stdout() -> impl Write {
    BufWriter::with_capacity(1 << 16, Explained(AutoStream::auto(io::stdout())))
}

/// Standard output for programs, buffered, byte for byte as it is written.
pub(crate) fn stdout_as_is() -> impl Write {
    BufWriter::with_capacity(1 << 16, Explained(io::stdout()))
}

/// Standard output whose errors say so, with cause and cure.
struct Explained<W>(W);

impl<W: Write> Write for Explained<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(|error| of_stdout(&error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(|error| of_stdout(&error))
    }
}

fn of_stdout(error: &io::Error) -> io::Error {
    let why = why(error);
    let (zh, en) = (why.in_lang(Lang::Zh), why.in_lang(Lang::En));
    let message = say!("写不了标准输出：{zh}", "can't write standard output: {en}");
    io::Error::new(error.kind(), told(&message))
}

/// Why something can't be written, and what to do about it.
fn why(error: &io::Error) -> Phrase {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => say!(
            "磁盘已满，请腾出空间，或换一个位置",
            "the disk is full; make room, or write elsewhere"
        ),
        io::ErrorKind::PermissionDenied => say!(
            "没有写入的权限，请换一个文件夹；若有别的程序打开着它，先关掉",
            "no permission to write there; choose another folder, and close any program that has it open"
        ),
        io::ErrorKind::ReadOnlyFilesystem => say!(
            "这里只能读、不能写，请换一个文件夹",
            "nothing can be written there; choose another folder"
        ),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => say!(
            "没有这个文件夹，请先建好，或换一个位置",
            "there is no such folder; make it, or write elsewhere"
        ),
        _ => say!("{error}", "{error}"),
    }
}

/// How wide the terminal is; 100 where there is none and `COLUMNS` doesn't say.
pub(crate) fn width() -> usize {
    let told = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    let seen = || {
        let terminal = comfy_table::Table::new().width();
        io::stdout().is_terminal().then_some(terminal).flatten()
    };
    told.or_else(seen).map_or(100, usize::from)
}

/// A line for people on standard error; that it can't be written is nobody's concern.
pub(crate) fn say(line: &str) {
    let _ = writeln!(AutoStream::auto(io::stderr()).lock(), "{}", line.trim_end());
}

/// Says that a file was written.
pub(crate) fn wrote(path: &Path, usual: &Usual) {
    if !usual.quiet {
        let path = path.display();
        say(&told(&say!("已写入 {path}", "wrote {path}")));
    }
}

/// Whether an error only says that the reader of our output has seen enough (`| head`).
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(closed))
}

/// Refuses a file to write that is one of the files that are read.
pub(crate) fn refuse_inputs(output: &Path, inputs: &[Input]) -> Result<()> {
    let same = |input: &&Input| match &input.content {
        Content::File(path) => is_same_file(output, path),
        Content::Bytes(_) => false,
    };
    match inputs.iter().find(same) {
        None => Ok(()),
        Some(input) => {
            let (output, input) = (output.display(), &input.path);
            Err(trouble(&say!(
                "-o {output}：就是要读的报表 {input}，不能覆盖；请换一个文件名",
                "-o {output}: is the input {input}, which is never overwritten; choose another name"
            )))
        }
    }
}

/// The same file under whatever name: links of both kinds, other spellings of the path.
fn is_same_file(a: &Path, b: &Path) -> bool {
    let (Ok(a_is), Ok(b_is)) = (fs::metadata(a), fs::metadata(b)) else {
        return false;
    };
    is_same_inode(&a_is, &b_is) || fs::canonicalize(a).ok() == fs::canonicalize(b).ok()
}

#[cfg(unix)]
fn is_same_inode(a: &fs::Metadata, b: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

#[cfg(not(unix))]
fn is_same_inode(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}

/// Writes a file beside its target and renames it: the target is the old one or the new one, never a part.
pub(crate) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    replace(path, write).map_err(|error| {
        let path = path.display();
        let cause = match error.downcast_ref::<io::Error>() {
            Some(error) => told(&why(error)),
            None => error.to_string(),
        };
        trouble(&say!(
            "写不了 {path}：{cause}",
            "can't write {path}: {cause}"
        ))
    })
}

fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    // What a link points to is replaced, not the link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.exists() && !target.is_file() {
        return Err(trouble(&say!("它不是普通文件", "it is no regular file")));
    }
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut draft = draft_in(folder)?;
    let mut buffered = BufWriter::with_capacity(1 << 16, draft.as_file_mut());
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    draft.as_file().sync_all()?;
    draft.persist(&target).map_err(|error| error.error)?;
    // The rename itself lasts only once the folder is written; not every system lets one ask for it.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A file that is gone unless it is kept, with the permissions of any new file.
fn draft_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".jianfu-").suffix(".tmp");
    #[cfg(unix)]
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    builder.tempfile_in(folder)
}

/// Prints the completion script of a shell.
pub(crate) fn completions(shell: clap_complete::Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(
        shell,
        &mut usage::localised(Cli::command()),
        "jianfu",
        &mut script,
    );
    print(&script)
}

/// Prints the manual page of the program or of one command.
pub(crate) fn manual(name: Option<&str>) -> Result<Outcome> {
    let command = usage::localised(Cli::command());
    let chosen = match name {
        None => Some(&command),
        Some(name) => command.find_subcommand(name),
    };
    let Some(chosen) = chosen else {
        let name = name.unwrap_or_default();
        return Err(trouble(&say!(
            "没有 {name} 这个命令",
            "there is no command {name}"
        )));
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(chosen.clone()).render(&mut page)?;
    print(&page)
}

/// Prints what is ready.
pub(crate) fn print(bytes: &[u8]) -> Result<Outcome> {
    let mut out = stdout();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// How what is found by a command without options of its own is to look.
pub(crate) fn view(show_personal: bool, usual: &Usual, for_file: bool) -> View {
    View {
        lang: current(),
        personal: show_personal,
        width: width(),
        coloured: !for_file && is_coloured(),
        verbose: usual.verbose > 0,
        for_file,
        ..View::default()
    }
}
