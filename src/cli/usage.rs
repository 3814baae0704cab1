//! Help and parse errors in the language of the user; the parser's own texts are English only.

use std::fmt::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use super::language::t;

/// Puts the headings, the help option and the usage line of a command and all below it into the user's language.
pub(crate) fn localised(command: Command) -> Command {
    let mut command = dressed(command);
    // Usage lines are known only once the names of the commands above are filled in.
    command.build();
    with_usage(command)
}

fn dressed(command: Command) -> Command {
    let with_commands = command.has_subcommands();
    let mut command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg_required_else_help(with_commands)
        .subcommand_help_heading(t("命令", "Commands"))
        .subcommand_value_name(t("命令", "COMMAND"))
        .help_template(template(with_commands))
        .mut_args(in_a_section)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help_heading(t("选项", "Options"))
                .help(t("显示帮助", "Print help")),
        );
    if command.get_version().is_some() {
        command = command.disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help_heading(t("选项", "Options"))
                .help(t("显示版本", "Print version")),
        );
    }
    command.mut_subcommands(dressed)
}

fn template(with_commands: bool) -> String {
    let usage = t("用法", "Usage");
    let commands = if with_commands {
        "{all-args}"
    } else {
        "\n{all-args}"
    };
    format!(
        "{{about}}\n\n{usage}: {{usage}}\n{}{{after-help}}",
        commands.replacen("{all-args}", "\n{all-args}", usize::from(with_commands))
    )
}

/// Under a heading of ours, and without the notes that the parser would write in English.
fn in_a_section(arg: Arg) -> Arg {
    let heading = match arg.get_help_heading() {
        Some(_) => None,
        None if arg.is_positional() => Some(t("参数", "Arguments")),
        None => Some(t("选项", "Options")),
    };
    let takes_values = arg.get_action().takes_values();
    let arg = arg
        .hide_possible_values(takes_values)
        .hide_default_value(takes_values);
    match heading {
        Some(heading) => arg.help_heading(heading),
        None => arg,
    }
}

fn with_usage(mut command: Command) -> Command {
    let usage = command.render_usage().to_string();
    let usage = usage
        .trim_start_matches("Usage:")
        .trim()
        .replace("[OPTIONS]", t("[选项]", "[OPTIONS]"));
    command.override_usage(usage).mut_subcommands(with_usage)
}

/// What to say about a command line that can't be parsed.
pub(crate) fn complaint(error: &clap::Error) -> String {
    let mut said = format!("{}{}", t("错误：", "error: "), what_is_wrong(error));
    for (kind, lead) in [
        (
            ContextKind::SuggestedSubcommand,
            t("是不是要", "did you mean"),
        ),
        (ContextKind::SuggestedArg, t("是不是要", "did you mean")),
        (ContextKind::SuggestedValue, t("是不是要", "did you mean")),
    ] {
        if let Some(words) = context(error, kind) {
            let _ = write!(said, "\n  {lead} {words}{}", t("？", "?"));
        }
    }
    let _ = write!(
        said,
        "\n\n{}",
        t("用法见 jianfu --help", "For usage see jianfu --help")
    );
    said
}

fn what_is_wrong(error: &clap::Error) -> String {
    let arg = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
    let valid = context(error, ContextKind::ValidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument => {
            t("没有 {arg} 这个选项", "there is no option {arg}").replace("{arg}", &arg)
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            t("没有 {name} 这个命令", "there is no command {name}").replace("{name}", &name)
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            t("{arg} 后面缺一个值", "{arg} needs a value").replace("{arg}", &arg)
        }
        ErrorKind::InvalidValue => t(
            "{arg} 不能是「{value}」，可用的有：{valid}",
            "{arg} can't be “{value}”; there are: {valid}",
        )
        .replace("{arg}", &arg)
        .replace("{value}", &value)
        .replace("{valid}", &valid),
        ErrorKind::ValueValidation => {
            let cause = std::error::Error::source(error).map(ToString::to_string);
            t(
                "{arg} 不能是「{value}」：{cause}",
                "{arg} can't be “{value}”: {cause}",
            )
            .replace("{arg}", &arg)
            .replace("{value}", &value)
            .replace("{cause}", &cause.unwrap_or_default())
        }
        ErrorKind::MissingRequiredArgument => {
            t("缺 {arg}", "{arg} is missing").replace("{arg}", &arg)
        }
        ErrorKind::MissingSubcommand => t("要给一个命令", "a command is needed").to_owned(),
        ErrorKind::ArgumentConflict => {
            let other = context(error, ContextKind::PriorArg).unwrap_or_default();
            if other.is_empty() || other == arg {
                t("{arg} 只能给一次", "{arg} can be given only once").replace("{arg}", &arg)
            } else {
                t(
                    "{arg} 和 {other} 不能一起用",
                    "{arg} and {other} exclude each other",
                )
                .replace("{arg}", &arg)
                .replace("{other}", &other)
            }
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            t("{arg} 的个数不对", "wrong number of values for {arg}").replace("{arg}", &arg)
        }
        ErrorKind::InvalidUtf8 => {
            t("参数不是有效的文字", "an argument is no valid text").to_owned()
        }
        _ => error.kind().to_string(),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(t("、", ", "))),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}
