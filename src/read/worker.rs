//! Parses workbooks in a process of their own: a damaged file may hang its parser or ask for all
//! memory, which ends the process and costs one file, not the run.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::format;
use super::input::{Content, Input, unreadable, whole};
use super::wire::{self, Message, Progress, Sender};
use super::{Sheets, damaged, guarded, limits, save_again, workbook};
use crate::diag::Diag;
use crate::place::Place;
use crate::say;
use crate::text::Texts;

/// How to start a process that calls [`serve`] with its standard input and output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

/// Waiting is counted in these steps.
const STEP: Duration = Duration::from_millis(100);

/// As much of a worker's last words as can matter.
const LAST_WORDS: u64 = 4096;

/// A process that parses one workbook; it ends with this value.
#[derive(Debug)]
pub(super) struct Worker {
    path: Arc<str>,
    child: Child,
    last_words: ChildStderr,
    messages: Receiver<io::Result<Message>>,
    waited: Duration,
}

impl Worker {
    /// Starts a process that parses an input; `None` where no process can be started.
    pub(super) fn start(command: &WorkerCommand, input: &Input) -> Result<Option<Self>, Diag> {
        let stdin = match &input.content {
            Content::Bytes(_) => Stdio::piped(),
            Content::File(path) => fs::File::open(path)
                .map_err(|error| unreadable(&input.path, &error))?
                .into(),
        };
        let started = Command::new(&command.program)
            .args(&command.arguments)
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut child) = started else {
            return Ok(None);
        };
        if let (Some(stdin), Content::Bytes(bytes)) = (child.stdin.take(), &input.content) {
            feed(stdin, bytes.clone());
        }
        let (Some(stdout), Some(last_words)) = (child.stdout.take(), child.stderr.take()) else {
            unreachable!("both were asked for");
        };
        let (sender, messages) = sync_channel(limits::WORKER_AHEAD);
        thread::spawn(move || listen(stdout, &sender));
        Ok(Some(Self {
            path: input.path.clone(),
            child,
            last_words,
            messages,
            waited: Duration::ZERO,
        }))
    }

    /// The sheets, as soon as all have come; an error where the process ends before, or takes too long.
    pub(super) fn finish(mut self, texts: &mut Texts) -> Result<Sheets, Diag> {
        let mut receiver = wire::Receiver::new(self.path.clone());
        loop {
            let message = self.next()?;
            match receiver.take(&message, texts) {
                Ok(Progress::More) => {}
                Ok(Progress::Sheets(sheets)) => return Ok(sheets),
                Ok(Progress::Error(error)) => return Err(error),
                Err(wire::Garbled) => return Err(damaged(&self.path, "garbled answer")),
            }
        }
    }

    /// The next message. Only waiting counts against the time: a file that is parsed ahead of its
    /// turn also waits, for this program.
    fn next(&mut self) -> Result<Message, Diag> {
        loop {
            match self.messages.recv_timeout(STEP) {
                Ok(Ok(message)) => return Ok(message),
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(self.ended()),
                Err(RecvTimeoutError::Timeout) => self.waited += STEP,
            }
            if self.waited >= limits::WORKER_TIME {
                return Err(over_time(&self.path));
            }
        }
    }

    /// Why the process ended before all was said.
    fn ended(&mut self) -> Diag {
        let mut words = Vec::new();
        let _ = self
            .last_words
            .by_ref()
            .take(LAST_WORDS)
            .read_to_end(&mut words);
        let status = self.child.wait().ok();
        if String::from_utf8_lossy(&words).contains("memory allocation of") {
            over_memory(&self.path)
        } else if status.is_some_and(is_out_of_time) {
            over_time(&self.path)
        } else {
            let how = status.map(|status| status.to_string()).unwrap_or_default();
            damaged(&self.path, format_args!("parser ended: {how}"))
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It has ended, or nobody waits for it any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether the system ended a process that used up its processor time.
#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    /// The signal of that name, the same number on all systems.
    const SIGXCPU: i32 = 24;
    std::os::unix::process::ExitStatusExt::signal(&status) == Some(SIGXCPU)
}

/// Other systems set no such limit.
#[cfg(not(unix))]
fn is_out_of_time(_: ExitStatus) -> bool {
    false
}

/// Hands bytes to a process, as long as it takes them.
fn feed(mut stdin: ChildStdin, bytes: Arc<[u8]>) {
    thread::spawn(move || {
        // A process that has ended says why in its own way.
        let _ = stdin.write_all(&bytes);
    });
}

/// Passes on what a process says until it says no more, or nobody listens.
fn listen(mut stdout: ChildStdout, messages: &SyncSender<io::Result<Message>>) {
    let mut greeting = [0; wire::MAGIC.len()];
    if stdout.read_exact(&mut greeting).is_err() || greeting != wire::MAGIC {
        return;
    }
    loop {
        let message = Message::read(&mut stdout);
        let is_last = message.is_err();
        if messages.send(message).is_err() || is_last {
            return;
        }
    }
}

/// Reads a workbook from `workbook` and writes its sheets, or what is wrong with it, to `out`: what a
/// [`WorkerCommand`] has to do.
///
/// # Errors
/// Whoever started this process is gone.
pub fn serve(workbook: impl Read, out: impl Write) -> io::Result<()> {
    // Whoever started this process knows the path.
    let path: Arc<str> = "".into();
    let mut sender = Sender::new(out);
    let outcome = guarded(&path, || {
        let bytes = whole(&path, workbook, limits::WORKBOOK_BYTES)?;
        let format = format::of_bytes(&path, &bytes)?;
        workbook::read(&path, &bytes, format, &mut Texts::new(), &mut sender)
    });
    sender.finish(outcome)
}

fn over_memory(path: &Arc<str>) -> Diag {
    let megabytes = limits::WORKER_MEMORY >> 20;
    Diag::error(
        "over-memory",
        Place::File(path.clone()),
        say!(
            "读这个文件要用的内存超过 {megabytes} MB 的上限，未读取；文件多半已损坏",
            "reading the file takes more than the {megabytes} MB of memory it may; it is most likely damaged"
        ),
    )
    .help(save_again())
}

fn over_time(path: &Arc<str>) -> Diag {
    let seconds = limits::WORKER_TIME.as_secs();
    Diag::error(
        "over-time",
        Place::File(path.clone()),
        say!(
            "读这个文件超过 {seconds} 秒还没读完，已放弃；文件多半已损坏",
            "reading the file takes longer than the {seconds} seconds it may; it is most likely damaged"
        ),
    )
    .help(save_again())
}
