//! `jianfu rules`: checks, tests and shows rule files.

/// `jianfu rules …`.
#[derive(clap::Args, Debug)]
pub(crate) struct RulesArgs {}
