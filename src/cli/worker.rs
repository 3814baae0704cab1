//! The process that parses one workbook: this program again, with limits on what it may take.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use jianfu::read::{self, WorkerCommand};

/// The one argument of such a process; no command for people.
const ARGUMENT: &str = "__parse-workbook";

/// How to start one; `None` where the system doesn't tell where this program is.
pub(crate) fn command() -> Option<WorkerCommand> {
    Some(WorkerCommand {
        program: this_program()?,
        arguments: vec![ARGUMENT.into()],
    })
}

fn this_program() -> Option<PathBuf> {
    // Also right where the file has been replaced by another version meanwhile.
    let running = PathBuf::from("/proc/self/exe");
    if running.exists() {
        return Some(running);
    }
    std::env::current_exe().ok()
}

/// Whether this process was started to parse a workbook.
pub(crate) fn is_wanted(arguments: &[OsString]) -> bool {
    arguments.get(1).is_some_and(|first| first == ARGUMENT)
}

/// Parses the workbook on standard input.
pub(crate) fn run() -> ExitCode {
    confine();
    let served = read::serve(std::io::stdin().lock(), std::io::stdout().lock());
    ExitCode::from(u8::from(served.is_err()))
}

/// Limits memory and processor time of this process, and forbids it to leave a core file.
#[cfg(unix)]
fn confine() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limits = [
        (Resource::As, read::WORKER_MEMORY),
        (Resource::Cpu, read::WORKER_TIME.as_secs()),
        (Resource::Core, 0),
    ];
    for (resource, most) in limits {
        // A system that refuses leaves the checks before parsing, and the time limit from outside.
        let maximum = getrlimit(resource).maximum;
        let most = maximum.map_or(most, |maximum| maximum.min(most));
        let limit = Rlimit {
            current: Some(most),
            maximum,
        };
        let _ = setrlimit(resource, limit);
    }
}

/// Windows has no such limits for a process by itself: there are the checks before parsing, the time
/// limit from outside, and the memory of the machine.
#[cfg(not(unix))]
fn confine() {}
