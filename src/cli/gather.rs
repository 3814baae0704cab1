//! Turns arguments into words, a rule set and items.

use std::collections::{HashSet, VecDeque};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use jianfu::diag::{Diag, Severity};
use jianfu::intake::{Intake, Overrides, Taking};
use jianfu::item::Items;
use jianfu::judge;
use jianfu::place::{Place, SourceFile};
use jianfu::read::{self, Content, Input, Opening, ReadOptions};
use jianfu::rule::{self, RuleSet};
use jianfu::say;
use jianfu::words::Words;
use jiff::civil::Date;

use super::args::{InputArgs, RuleArgs, Usual};
use super::config::Config;
use super::language::{current, told, trouble};
use super::{diagnose, output, progress, worker};

/// The rule set that judges where nobody names one.
const DEFAULT: &str = "nanjing-2013";

/// While one workbook is taken in, the next one is parsed already.
const READ_AT_ONCE: usize = 2;

/// Rule and words files, in the order in which they are laid over one another.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// Rule files.
    pub(crate) rules: Vec<SourceFile>,
    /// Words files.
    pub(crate) words: Vec<SourceFile>,
    /// Files that are no UTF-8.
    pub(crate) diags: Vec<Diag>,
}

impl Sources {
    /// What `--rules` names, else `jianfu.toml`, else the built-in default.
    pub(crate) fn named(args: &RuleArgs, config: &Config) -> Result<Self> {
        let names = if args.rules.is_empty() {
            &config.rules
        } else {
            &args.rules
        };
        let mut sources = Self::just(names)?;
        if sources.rules.is_empty() {
            sources.rules.extend(builtin(DEFAULT));
        }
        Ok(sources)
    }

    /// What these names and paths hold, and no more.
    pub(crate) fn just(names: &[String]) -> Result<Self> {
        let mut sources = Self::default();
        for name in names {
            sources.add(name)?;
        }
        Ok(sources)
    }

    /// What `rules check` looks at where nobody names anything: every built-in set by itself.
    pub(crate) fn each_builtin() -> Vec<Self> {
        let alone = |(_, file)| Self {
            rules: vec![file],
            ..Self::default()
        };
        rule::builtin().map(alone).collect()
    }

    fn add(&mut self, name: &str) -> Result<()> {
        if let Some(file) = builtin(name) {
            self.rules.push(file);
            return Ok(());
        }
        let path = Path::new(name);
        if !path.exists() {
            let sets: Vec<&str> = builtin_names().collect();
            let sets = sets.join(", ");
            return Err(trouble(&say!(
                "--rules {name}：没有这个文件，也没有叫这个名字的内置规则集（内置的有：{sets}）",
                "--rules {name}: no such file, and no built-in rule set of that name (built in: {sets})"
            )));
        }
        for path in rule_files(path)? {
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
            let (file, diag) = rule::decode(&path.to_string_lossy(), &bytes);
            let unread = matches!(&diag, Some(diag) if matches!(diag.place, Place::File(_)));
            self.diags.extend(diag);
            if unread {
                continue;
            }
            if is_words_file(&file.text) {
                self.words.push(file);
            } else {
                self.rules.push(file);
            }
        }
        Ok(())
    }

    /// All files, to show lines of in messages.
    pub(crate) fn files(&self) -> Vec<SourceFile> {
        // With the built-in sets that are extended: messages may point into them.
        let (mut files, _) = rule::arranged(&self.rules);
        files.extend(self.words.iter().cloned());
        files
    }

    /// The words; a mistake in a words file is shown and ends the run.
    pub(crate) fn words(&self) -> Result<Words> {
        let (words, mistakes) = Words::load(&self.words);
        let diags = [self.diags.as_slice(), &mistakes].concat();
        self.settle(&diags)?;
        Ok(words)
    }

    /// The rule set with what-if settings; one that doesn't load is shown with all its mistakes and ends the run.
    pub(crate) fn rule_set(&self, words: &Words, settings: &[String]) -> Result<RuleSet> {
        let (rules, diags) = rule::load(&self.rules, words);
        self.overruled(rules, &diags, settings)
    }

    /// A rule set that was loaded, with what-if settings.
    pub(crate) fn overruled(
        &self,
        mut rules: RuleSet,
        diags: &[Diag],
        settings: &[String],
    ) -> Result<RuleSet> {
        self.settle(diags)?;
        for setting in settings {
            rule::overrule(&mut rules, setting).map_err(|wrong| trouble(&wrong))?;
        }
        Ok(rules)
    }

    /// The same rules as of a day: that which the user names, else the last of the period that the
    /// inputs cover. Where nothing says which, every version stays.
    pub(crate) fn as_of(
        &self,
        mut rules: RuleSet,
        named: Option<Date>,
        covered: Option<Date>,
        words: &Words,
        usual: &Usual,
    ) -> Result<RuleSet> {
        let Some(day) = named.or(covered) else {
            if !usual.quiet && rules.has_versions() {
                output::say(&told(&say!(
                    "提示：表格没有写明是哪个时段，规则的各个版本都适用；可用 --as-of 指定日期",
                    "note: the sheets don't say which period they cover: every version of the rules applies; choose a day with --as-of"
                )));
            }
            return Ok(rules);
        };
        if rules.sets.iter().all(|set| set.validity.holds(day)) {
            rules.as_of = Some(day);
            return Ok(rules);
        }
        let settings = std::mem::take(&mut rules.settings);
        let every = rules;
        let ((mut rules, diags), none) = rule::load_as_of(&self.rules, words, Some(day));
        self.settle(&diags)?;
        if rules.rules.is_empty() && named.is_none() {
            output::say(&told(&say!(
                "警告：表格写明的时段到 {day} 为止，那时所列规则尚未生效或已经失效；改用全部版本，可用 --as-of 指定日期",
                "warning: the sheets cover a period until {day}, when none of the rules was in force; every version is used, choose a day with --as-of"
            )));
            return Ok(RuleSet { settings, ..every });
        }
        if rules.rules.is_empty() {
            let none = none.join("、");
            return Err(trouble(&say!(
                "{day} 没有有效的规则（{none} 尚未生效或已经失效）；用 --as-of 换一个日期，或用 --rules 换一套规则",
                "no rule is in force on {day} (not {none}); choose another day with --as-of or other rules with --rules"
            )));
        }
        if !none.is_empty() && !usual.quiet {
            let none = none.join("、");
            output::say(&told(&say!(
                "提示：{none} 在 {day} 尚未生效或已经失效，没有使用",
                "note: {none} is not in force on {day} and not used"
            )));
        }
        for setting in &settings {
            rule::overrule(&mut rules, setting).map_err(|wrong| trouble(&wrong))?;
        }
        Ok(rules)
    }

    /// Estimates by tariff what the sheets don't say, and shows where tariffs disagree.
    pub(crate) fn estimate(
        &self,
        items: &mut Items,
        rules: &RuleSet,
        words: &Words,
        usual: &Usual,
    ) {
        let diags = judge::estimate(items, rules, words);
        if !diags.is_empty() && !usual.quiet {
            output::say(&diagnose::render(&diags, &self.files(), current()));
        }
    }

    fn settle(&self, diags: &[Diag]) -> Result<()> {
        let errors = diags
            .iter()
            .filter(|diag| diag.severity == Severity::Error)
            .count();
        if errors == 0 {
            return Ok(());
        }
        output::say(&diagnose::render(diags, &self.files(), current()));
        Err(trouble(&say!(
            "规则集有 {errors} 处错误，不能据此审核；改好后再运行（jianfu rules check 可单独检查）",
            "the rule set has {errors} errors and can't be judged by; mend them and run again (jianfu rules check checks it alone)"
        )))
    }
}

/// Whether a word names a rule set that the program carries.
pub(crate) fn is_builtin(word: &str) -> bool {
    builtin(word).is_some()
}

fn builtin(name: &str) -> Option<SourceFile> {
    rule::builtin().find_map(|(builtin, file)| (builtin == name).then_some(file))
}

fn builtin_names() -> impl Iterator<Item = &'static str> {
    rule::builtin().map(|(name, _)| name)
}

/// The file itself, or the TOML files of a folder but not of its subfolders, by name.
fn rule_files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let entries = entries.map_err(|error| unreadable(path, &error))?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    files.retain(|file| file.is_file() && file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    if files.is_empty() {
        let path = path.display();
        return Err(trouble(&say!(
            "{path}：文件夹里没有 .toml 文件",
            "{path}: no .toml file in this folder"
        )));
    }
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> anyhow::Error {
    let path = path.display();
    trouble(&say!(
        "{path}：读不了（{error}）",
        "{path}: can't be read ({error})"
    ))
}

/// A words file says so by its `[words]` table, even where the rest of it is broken.
fn is_words_file(text: &str) -> bool {
    text.lines()
        .any(|line| line.trim_start().starts_with("[words]"))
}

/// What is to be read, in the order named: each file once, of a folder every spreadsheet in it and below.
pub(crate) fn inputs(args: &InputArgs) -> Result<(Vec<Input>, Vec<Diag>)> {
    let (mut inputs, mut diags) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for path in &args.files {
        if path.as_os_str() == "-" {
            if seen.insert(path.clone()) {
                inputs.push(Input::stdin(standard_input()?));
            }
            continue;
        }
        let (named, odd) = read::inputs(std::slice::from_ref(path));
        diags.extend(odd);
        for input in named {
            if is_first(&input, &mut seen) {
                inputs.push(input);
            } else {
                diags.push(Diag::warning(
                    "named-twice",
                    Place::File(input.path),
                    say!("同一个文件给了两次，只算一次", "named twice, counted once"),
                ));
            }
        }
    }
    Ok((inputs, diags))
}

fn standard_input() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_first(input: &Input, seen: &mut HashSet<PathBuf>) -> bool {
    match &input.content {
        Content::File(path) => seen.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())),
        Content::Bytes(_) => true,
    }
}

/// Reads the inputs into items; what can't be read stands in the reports beside the others.
pub(crate) fn take_in(
    args: &InputArgs,
    usual: &Usual,
    config: &Config,
    words: &Words,
) -> Result<Intake> {
    let (inputs, diags) = inputs(args)?;
    let options = read_options(args);
    let opened = Queue::of(&inputs, &options);
    Ok(take_in_all(opened, diags, args, usual, config, words))
}

/// How inputs are read.
pub(crate) fn read_options(args: &InputArgs) -> ReadOptions {
    ReadOptions {
        encoding: args.reading.encoding.clone(),
        worker: worker::command(),
    }
}

/// Inputs of which the first are being read already.
pub(crate) struct Queue<'i> {
    options: &'i ReadOptions,
    begun: VecDeque<Opening<'i>>,
    rest: std::slice::Iter<'i, Input>,
}

impl<'i> Queue<'i> {
    /// Begins to read the first inputs: their workers may parse while words and rules are loaded.
    pub(crate) fn of(inputs: &'i [Input], options: &'i ReadOptions) -> Self {
        let mut queue = Self {
            options,
            begun: VecDeque::new(),
            rest: inputs.iter(),
        };
        queue.fill();
        queue
    }

    /// Reads the first input, unless a worker does.
    pub(crate) fn ahead(mut self) -> Self {
        let first = self.begun.pop_front();
        if let Some(first) = first {
            self.begun.push_front(first.ahead());
        }
        self
    }

    fn fill(&mut self) {
        let free = READ_AT_ONCE - self.begun.len();
        let next = self.rest.by_ref().take(free);
        let options = self.options;
        self.begun
            .extend(next.map(|input| read::begin(input, options)));
    }

    fn len(&self) -> usize {
        self.begun.len() + self.rest.len()
    }
}

impl<'i> Iterator for Queue<'i> {
    type Item = Opening<'i>;

    fn next(&mut self) -> Option<Opening<'i>> {
        self.fill();
        self.begun.pop_front()
    }
}

/// The same of inputs that are known already.
pub(crate) fn take_in_all(
    queue: Queue<'_>,
    diags: Vec<Diag>,
    args: &InputArgs,
    usual: &Usual,
    config: &Config,
    words: &Words,
) -> Intake {
    let mut taking = Taking::new(words, overrides(args, config));
    let bar = progress::over(queue.len(), usual);
    for opening in queue {
        bar.set_message(opening.path().to_string());
        taking.take(opening);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let mut intake = taking.finish();
    intake.diags.splice(0..0, diags);
    intake
}

/// What the user overrules; the command line after `jianfu.toml`, so that it wins.
pub(crate) fn overrides(args: &InputArgs, config: &Config) -> Overrides {
    let typed = &args.reading.column;
    let configured = config
        .columns
        .iter()
        .filter(|(field, _)| typed.iter().all(|(other, _)| other != field));
    Overrides {
        sheet: args.reading.sheet.clone(),
        header_row: args.reading.header_row,
        columns: typed.iter().chain(configured).cloned().collect(),
    }
}
