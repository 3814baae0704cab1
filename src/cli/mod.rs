//! The commands: one file each; the only place that prints and that knows the environment.

mod admit;
mod annotate;
mod args;
mod audit;
mod columns;
mod config;
mod decisions;
mod diagnose;
mod diff;
mod explain;
mod gather;
mod language;
mod notices;
mod origin;
mod output;
mod paper;
mod problems;
mod progress;
mod quarter;
mod rules;
mod split;
mod usage;
mod verify;
mod words;
mod worker;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};

use args::{Cli, Command};
use config::Config;
use language::t;

/// How a command ended; the numbers are those of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Done.
    Done = 0,
    /// Done, and what was asked about is there: `--fail-on`, an error in a rule file.
    Found = 1,
    /// Could not be done, or not all of it.
    Failed = 2,
}

/// Keeps a panic inside a file's parser off standard error: it is told as that file's error. Every
/// other panic is printed as ever.
pub(crate) fn quiet_parsers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !jianfu::read::is_in_parser() {
            usual(panic);
        }
    }));
}

/// Runs the command line; the answer is the exit code.
pub(crate) fn run(arguments: Vec<OsString>) -> ExitCode {
    if worker::is_wanted(&arguments) {
        return worker::run();
    }
    let config = config::find();
    let configured = config.as_ref().ok().and_then(|config| config.lang);
    language::settle(&arguments, configured);
    let outcome = match parse(arguments) {
        Ok(cli) => carry_out(cli, config),
        Err(error) => Ok(refuse(&error)),
    };
    let outcome = outcome.unwrap_or_else(|error| match output::is_closed_pipe(&error) {
        true => Outcome::Done,
        false => {
            output::say(&format!("{}{error:#}", t("错误：", "error: ")));
            Outcome::Failed
        }
    });
    ExitCode::from(outcome as u8)
}

fn parse(arguments: Vec<OsString>) -> Result<Cli, clap::Error> {
    let mut command = usage::localised(Cli::command());
    let matches = command.try_get_matches_from_mut(arguments)?;
    Cli::from_arg_matches(&matches)
}

/// Prints the help that was asked for, or what is wrong with the arguments.
fn refuse(error: &clap::Error) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            Outcome::Done
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            Outcome::Failed
        }
        _ => {
            output::say(&usage::complaint(error));
            Outcome::Failed
        }
    }
}

fn carry_out(cli: Cli, config: Result<Config>) -> Result<Outcome> {
    output::choose_colour(&cli.usual.color);
    match cli.command {
        Command::Audit(args) => audit::run(&args, &cli.usual, &config?),
        Command::Columns(args) => columns::run(&args, &cli.usual, &config?),
        Command::Explain(args) => explain::run(&args, &cli.usual, &config?),
        Command::Admit(args) => admit::run(&args, &cli.usual, &config?),
        Command::Decisions(args) => decisions::run(&args, &cli.usual, &config?),
        Command::Diff(args) => diff::run(&args, &cli.usual, &config?),
        Command::Verify(args) => verify::run(&args, &cli.usual),
        Command::Words(args) => words::run(&args, &config?),
        Command::Rules(args) => rules::run(&args, &config?),
        Command::Completions { shell } => output::completions(shell),
        Command::Man { command } => output::manual(command.as_deref()),
    }
}
