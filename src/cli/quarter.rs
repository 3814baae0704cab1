//! Reads one quarter: spreadsheets, which are judged by the rules, or a saved audit, which was.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use jianfu::judge;
use jianfu::quarter::{Quarters, Side, is_saved_audit};
use jianfu::rule::RuleSet;
use jianfu::say;
use jianfu::words::Words;
use jiff::civil::Date;

use super::args::{InputArgs, ReadingArgs, Usual};
use super::config::Config;
use super::gather::{self, Sources};
use super::language::{told, trouble};
use super::{decisions, notices, output};

/// Enough of a file to tell a saved audit.
const HEAD: u64 = 4096;

/// What it takes to read and judge a quarter.
pub(crate) struct Desk<'a> {
    pub(crate) reading: &'a ReadingArgs,
    pub(crate) usual: &'a Usual,
    pub(crate) config: &'a Config,
    pub(crate) sources: &'a Sources,
    pub(crate) words: &'a Words,
    pub(crate) rules: &'a RuleSet,
    pub(crate) as_of: Option<Date>,
    pub(crate) decisions: &'a [PathBuf],
}

impl Desk<'_> {
    /// Takes a quarter in. Only the earlier one is judged: what was to become of it is asked.
    /// Answers whether an input could not be read.
    pub(crate) fn take(&self, quarters: &mut Quarters, side: Side, path: &Path) -> Result<bool> {
        if let Some(json) = saved(path)? {
            return self.take_saved(quarters, side, path, &json);
        }
        let args = InputArgs {
            files: vec![path.to_owned()],
            reading: self.reading.clone(),
        };
        let mut intake = gather::take_in(&args, self.usual, self.config, self.words)?;
        notices::tell(&intake, self.usual);
        let rules = self.sources.as_of(
            self.rules.clone(),
            self.as_of,
            intake.covers_until(),
            self.words,
            self.usual,
        )?;
        self.sources
            .estimate(&mut intake.items, &rules, self.words, self.usual);
        let mut judgement =
            (side == Side::Old).then(|| judge::judge(&intake.items, &rules, self.words));
        if let Some(judgement) = &mut judgement {
            let items = &intake.items;
            let (config, usual) = (self.config, self.usual);
            decisions::lay_over(judgement, items, &rules, self.decisions, config, usual)?;
        }
        quarters.take(side, &intake.items, judgement.as_ref());
        Ok(intake.has_failed())
    }

    fn take_saved(
        &self,
        quarters: &mut Quarters,
        side: Side,
        path: &Path,
        json: &str,
    ) -> Result<bool> {
        let shown = path.display();
        let taken = quarters.take_saved(side, json, self.words);
        let unsaved = taken.map_err(|wrong| {
            let (zh, en) = wrong.both();
            trouble(&say!("{shown}：{zh}", "{shown}: {en}"))
        })?;
        if unsaved.items > 0 && !self.usual.quiet {
            let n = unsaved.items;
            output::say(&told(&say!(
                "警告：{shown} 只保存了一部分事项，另有 {n} 项没有保存，会被当作不见了或新增；请不加筛选重新保存",
                "warning: {shown} holds only some of the items, {n} weren't saved and will count as gone or new; save it again without filters"
            )));
        }
        Ok(false)
    }
}

/// The text of a saved audit; `None` for everything else.
pub(crate) fn saved(path: &Path) -> Result<Option<String>> {
    if path.as_os_str() == "-" || !path.is_file() {
        return Ok(None);
    }
    let unreadable = |error: std::io::Error| {
        let path = path.display();
        trouble(&say!(
            "{path}：读不了（{error}）",
            "{path}: can't be read ({error})"
        ))
    };
    let mut head = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(HEAD).read_to_end(&mut head).map_err(unreadable)?;
    if !is_saved_audit(&String::from_utf8_lossy(&head)) {
        return Ok(None);
    }
    std::fs::read_to_string(path).map(Some).map_err(unreadable)
}
