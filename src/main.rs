//! The `jianfu` command: arguments in, exit code out.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    cli::quiet_parsers();
    cli::run(std::env::args_os().collect())
}
