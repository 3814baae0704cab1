//! Turns arguments into words, a rule set and items.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use jianfu::diag::{Diag, Severity};
use jianfu::intake::{Intake, Overrides};
use jianfu::place::SourceFile;
use jianfu::rule::{self, RuleSet};
use jianfu::say;
use jianfu::words::Words;

use super::args::{InputArgs, RuleArgs};
use super::config::Config;
use super::language::{current, trouble};
use super::{diagnose, output};

/// The rule set that judges where nobody names one.
const DEFAULT: &str = "nanjing-2013";

/// Rule and words files, in the order in which they are laid over one another.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// Rule files.
    pub(crate) rules: Vec<SourceFile>,
    /// Words files.
    pub(crate) words: Vec<SourceFile>,
}

impl Sources {
    /// What `--rules` names, else `jianfu.toml`, else the built-in default.
    pub(crate) fn named(args: &RuleArgs, config: &Config) -> Result<Self> {
        let names = if args.rules.is_empty() {
            &config.rules
        } else {
            &args.rules
        };
        let mut sources = Self::default();
        for name in names {
            sources.add(name)?;
        }
        if sources.rules.is_empty() {
            sources.rules.extend(builtin(DEFAULT));
        }
        Ok(sources)
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
            let text = fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
            let file = SourceFile {
                path: path.to_string_lossy().into(),
                text: text.into(),
            };
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
        self.rules.iter().chain(&self.words).cloned().collect()
    }

    /// The words; a mistake in a words file is shown and ends the run.
    pub(crate) fn words(&self) -> Result<Words> {
        let (words, diags) = Words::load(&self.words);
        self.settle(&diags)?;
        Ok(words)
    }

    /// The rule set with what-if settings; one that doesn't load is shown with all its mistakes and ends the run.
    pub(crate) fn rule_set(&self, words: &Words, settings: &[String]) -> Result<RuleSet> {
        let (mut rules, diags) = rule::load(&self.rules, words);
        self.settle(&diags)?;
        for setting in settings {
            rule::overrule(&mut rules, setting).map_err(|wrong| trouble(&wrong))?;
        }
        Ok(rules)
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
            "规则集有 {errors} 处错误，不能据此审计；改好后再运行（jianfu rules check 可单独检查）",
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

/// Reads the inputs into items; what can't be read stands in the reports of the others.
pub(crate) fn take_in(args: &InputArgs, config: &Config, words: &Words) -> Result<Intake> {
    use jianfu::intake::{ColumnReport, InputReport, SheetReport, understand};
    use jianfu::item::{Field, Source};
    let _ = overrides(args, config);
    let mut intake = Intake::default();
    let mut und = understand::Understanding::new(words);
    let (inputs, diags) = jianfu::read::inputs(&args.files);
    intake.diags.extend(diags);
    for input in inputs {
        let doc = match jianfu::read::open(&input, &mut intake.items.texts, &Default::default()) {
            Ok(doc) => doc,
            Err(diag) => {
                intake.inputs.push(InputReport {
                    path: input.path,
                    sheets: Err(diag),
                });
                continue;
            }
        };
        let mut sheets = vec![];
        for t in &doc.tables {
            let mut r = SheetReport {
                name: t.name.clone(),
                hidden: t.hidden,
                ..Default::default()
            };
            let texts = &intake.items.texts;
            let Some(h) = (0..t.len()).find(|i| {
                t.row(*i)
                    .iter()
                    .filter(|c| words.heading(texts.get(**c)).value.is_some())
                    .count()
                    >= 3
            }) else {
                sheets.push(r);
                continue;
            };
            let cols: Vec<(usize, Field)> = t
                .row(h)
                .iter()
                .enumerate()
                .filter_map(|(i, c)| Some((i, words.heading(texts.get(*c)).value?)))
                .collect();
            r.columns = cols
                .iter()
                .map(|(i, f)| ColumnReport {
                    field: *f,
                    heading: texts.get(t.row(h)[*i]).to_owned(),
                    column: *i as u32,
                })
                .collect();
            r.header_rows = vec![t.number(h)];
            r.rows = t.len() as u32;
            let src = intake.items.sources.len() as u32;
            intake.items.sources.push(Source {
                path: input.path.clone(),
                sheet: t.name.clone(),
            });
            let mut last: Vec<String> = vec![String::new(); 40];
            for i in h + 1..t.len() {
                let row: Vec<String> = t
                    .row(i)
                    .iter()
                    .map(|c| intake.items.texts.get(*c).to_owned())
                    .collect();
                let mut fields: Vec<(Field, &str)> = vec![];
                for (c, f) in &cols {
                    let mut v = row.get(*c).cloned().unwrap_or_default();
                    if v.is_empty()
                        && matches!(f, Field::Community | Field::Street | Field::Department)
                    {
                        v = last[*c].clone();
                    }
                    last[*c] = v;
                }
                for (c, f) in &cols {
                    fields.push((*f, last[*c].as_str()));
                }
                if fields
                    .iter()
                    .any(|(f, v)| *f == Field::Name && v.is_empty())
                {
                    continue;
                }
                let e = und.entry(&mut intake.items, &fields, src, t.number(i));
                intake.items.entries.push(e);
                r.items += 1;
            }
            sheets.push(r);
        }
        intake.inputs.push(InputReport {
            path: input.path,
            sheets: Ok(sheets),
        });
    }
    Ok(intake)
}

/// What the user overrules; the command line after `jianfu.toml`, so that it wins.
fn overrides(args: &InputArgs, config: &Config) -> Overrides {
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
