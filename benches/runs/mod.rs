//! Runs commands in turn and takes the medians of their times.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often the memory of a running process is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// A command that is timed.
#[derive(Debug)]
pub(crate) struct Side {
    command: Command,
    seconds: Vec<f64>,
    mebibytes: u64,
}

/// What its runs came to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Result {
    /// The median, from start to exit.
    pub(crate) seconds: f64,
    /// The most memory that was seen in use; 0 where the system doesn't tell.
    pub(crate) mebibytes: u64,
}

impl Side {
    /// A command whose output is thrown away.
    pub(crate) fn new(mut command: Command) -> Self {
        command.stdout(Stdio::null()).stderr(Stdio::null());
        Self {
            command,
            seconds: Vec::new(),
            mebibytes: 0,
        }
    }

    fn run(&mut self) {
        let start = Instant::now();
        let mut child = self.command.spawn().unwrap();
        let status = loop {
            self.mebibytes = self.mebibytes.max(mebibytes(&child));
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            std::thread::sleep(LOOK.min(start.elapsed() / 20));
        };
        self.seconds.push(start.elapsed().as_secs_f64());
        assert!(status.success(), "{:?} failed", self.command);
    }

    fn result(mut self) -> Result {
        self.seconds.sort_by(f64::total_cmp);
        Result {
            seconds: self.seconds[self.seconds.len() / 2],
            mebibytes: self.mebibytes,
        }
    }
}

/// Runs two commands in turn, so often each.
pub(crate) fn beside(mut sides: [Side; 2], runs: usize) -> [Result; 2] {
    for _ in 0..runs.max(1) {
        sides.iter_mut().for_each(Side::run);
    }
    sides.map(Side::result)
}

/// The peak of a process so far.
fn mebibytes(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
    let status = status.unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes =
        peak.and_then(|peak| peak.trim().strip_suffix("kB")?.trim().parse::<u64>().ok());
    kibibytes.unwrap_or(0) / 1024
}
