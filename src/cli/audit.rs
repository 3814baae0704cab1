//! `jianfu audit`: what to delete, adjust, merge and compress.

use std::io::{IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use anyhow::Result;
use jianfu::diag::Diag;
use jianfu::finding::Action;
use jianfu::intake::Intake;
use jianfu::judge::{self, Judgement};
use jianfu::reach::{self, Proposal, Wish};
use jianfu::read::Input;
use jianfu::report::{self, Alternatives, Audit, Facts, Format, Origin, Selection, View};
use jianfu::rule::{self, RuleSet};
use jianfu::say;
use jianfu::words::Words;

use super::args::{Aimed, AuditArgs, FilterArgs, Usual};
use super::config::Config;
use super::gather::{self, Sources};
use super::language::{current, told, trouble};
use super::split::split;
use super::{Outcome, annotate, decisions, notices, origin, output};

/// Audits and reports.
pub(crate) fn run(args: &AuditArgs, usual: &Usual, config: &Config) -> Result<Outcome> {
    let files = report_files(args)?;
    let (inputs, diags) = gather::inputs(&args.input)?;
    for (path, _) in &files {
        output::refuse_inputs(path, &inputs)?;
    }
    let annotated = match &args.annotate {
        Some(path) => Some((path, annotate::only_workbook(path, &inputs)?)),
        None => None,
    };
    // Freeing a million small things one by one takes longer than the end of the process.
    let examined = ManuallyDrop::new(examine(args, usual, config, &inputs, diags)?);
    let is_json = |name: &str| name == "json";
    let saves = args.format.as_deref().is_some_and(is_json)
        || files.iter().any(|(_, format)| is_json(format.name));
    // A part of a report can't be made again by itself.
    let origin = (saves && args.split.is_none())
        .then(|| origin::of(args, config, &inputs))
        .map(Arc::new);
    let audit = examined.audit();
    let selection = selection(&args.only);
    let facts = |view| {
        let facts = Facts::new(audit, &selection, examined.words.plainer(), view);
        facts.with(examined.alternatives())
    };
    for (path, format) in files {
        let view = view(args, usual, &origin, true);
        let whole = facts(view.clone());
        let Some(by) = args.split else {
            write(path, format, &whole, usual)?;
            continue;
        };
        let parts = split(&whole, by, path, &view);
        for (path, _) in &parts {
            output::refuse_inputs(path, &inputs)?;
        }
        for (path, facts) in &parts {
            write(path, format, facts, usual)?;
        }
    }
    let facts = facts(view(args, usual, &origin, false));
    if let Some((path, input)) = annotated {
        annotate::write(path, input, &facts)?;
        output::wrote(path, usual);
    }
    print(&facts, args, usual)?;
    let (items, rules) = (&examined.intake.items, &examined.rules);
    notices::tell_usage(items, rules, &examined.words, usual);
    Ok(if examined.intake.has_failed() {
        Outcome::Failed
    } else if matches(&audit, &args.fail_on) {
        Outcome::Found
    } else {
        Outcome::Done
    })
}

/// Writes a report beside its target and puts it in its place.
fn write(path: &Path, format: &Format, facts: &Facts<'_>, usual: &Usual) -> Result<()> {
    output::write_whole(path, |out| (format.write)(facts, out))?;
    output::wrote(path, usual);
    Ok(())
}

/// What an audit found out.
pub(crate) struct Examined {
    pub(crate) words: Words,
    pub(crate) rules: RuleSet,
    pub(crate) intake: Intake,
    pub(crate) judgement: Judgement,
    /// The verdicts without what `--set` overrules, where it overrules anything.
    without_settings: Option<Judgement>,
    /// What `--reach` asks for, and what it takes.
    reach: Option<(Wish, Vec<Proposal>)>,
}

impl Examined {
    /// What was asked for beside the audit.
    pub(crate) fn alternatives(&self) -> Alternatives<'_> {
        let reach = self.reach.as_ref();
        Alternatives {
            without_settings: self.without_settings.as_ref(),
            reach: reach.map(|(wish, proposals)| (*wish, proposals.as_slice())),
        }
    }

    /// All of it by reference.
    pub(crate) fn audit(&self) -> Audit<'_> {
        Audit {
            items: &self.intake.items,
            inputs: &self.intake.inputs,
            rules: &self.rules,
            judgement: &self.judgement,
            words: &self.words,
        }
    }
}

/// Reads, judges and lays decisions over.
pub(crate) fn examine(
    args: &AuditArgs,
    usual: &Usual,
    config: &Config,
    inputs: &[Input],
    diags: Vec<Diag>,
) -> Result<Examined> {
    let sources = Sources::named(&args.rules, config)?;
    let (words, rules, mut intake) = read(args, usual, config, inputs, diags, &sources)?;
    notices::tell(&intake, usual);
    let rules = sources.as_of(rules, args.as_of, intake.covers_until(), &words, usual)?;
    sources.estimate(&mut intake.items, &rules, &words, usual);
    let items = &intake.items;
    let judged = |rules: &RuleSet, usual: &Usual| {
        let mut judgement = judge::judge(items, rules, &words);
        decisions::lay_over(&mut judgement, items, rules, &args.decisions, config, usual)?;
        Ok::<_, anyhow::Error>(judgement)
    };
    let judgement = judged(&rules, usual)?;
    let without_settings = match args.set.is_empty() {
        true => None,
        // What is odd was told the first time.
        false => {
            let quiet = Usual {
                quiet: true,
                ..usual.clone()
            };
            let plain = sources.rule_set(&words, &[])?;
            let plain = sources.as_of(plain, args.as_of, intake.covers_until(), &words, &quiet)?;
            Some(judged(&plain, &quiet)?)
        }
    };
    let reach = wish(&args.reach).map(|wish| {
        let proposals = reach::propose(items, &rules, &words, &judgement, wish);
        (wish, proposals)
    });
    Ok(Examined {
        words,
        rules,
        intake,
        judgement,
        without_settings,
        reach,
    })
}

/// Loads words and rules, and reads the inputs, as much of it as can be at once.
fn read(
    args: &AuditArgs,
    usual: &Usual,
    config: &Config,
    inputs: &[Input],
    diags: Vec<Diag>,
    sources: &Sources,
) -> Result<(Words, RuleSet, Intake)> {
    let options = gather::read_options(&args.input);
    let queue = gather::Queue::of(inputs, &options);
    thread::scope(|scope| {
        let ahead = scope.spawn(|| queue.ahead());
        let words = || sources.words();
        rule::parse_beside(&sources.rules, words, |parsed, words| {
            let words = words?;
            let (rules, intake) = thread::scope(|scope| {
                scope.spawn(|| words.same().prepare());
                let (rules, wrong) = parsed.load(&words);
                let rules = sources.overruled(rules, &wrong, &args.set)?;
                let queue = ahead.join();
                let queue = queue.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                let intake = gather::take_in_all(queue, diags, &args.input, usual, config, &words);
                Ok::<_, anyhow::Error>((rules, intake))
            })?;
            Ok((words, rules, intake))
        })
    })
}

/// What `--reach` asks for; of several shares the largest.
fn wish(aimed: &[Aimed]) -> Option<Wish> {
    let share = |aimed: &Aimed| match aimed {
        Aimed::Share(share) => Some(*share),
        _ => None,
    };
    (!aimed.is_empty()).then(|| Wish {
        share: aimed.iter().filter_map(share).max(),
        quotas: aimed.contains(&Aimed::Quotas),
        targets: aimed.contains(&Aimed::Targets),
    })
}

/// The files to write with their formats, refused before any work is done.
fn report_files(args: &AuditArgs) -> Result<Vec<(&Path, &'static Format)>> {
    let mut files: Vec<(&Path, &'static Format)> = Vec::new();
    for path in args.output.iter().map(std::path::PathBuf::as_path) {
        let shown = path.display();
        let Some(format) = report::format_of_file(path) else {
            let known: Vec<String> = report::FORMATS
                .iter()
                .filter(|f| f.is_file)
                .map(|f| format!(".{}", f.name))
                .collect();
            let known = known.join(" ");
            return Err(trouble(&say!(
                "-o {shown}：看不出要写什么格式，后缀可以是 {known}",
                "-o {shown}: no format of that ending; there are {known}"
            )));
        };
        if files.iter().any(|(other, _)| *other == path) {
            return Err(trouble(&say!(
                "-o {shown}：写了两次",
                "-o {shown}: given twice"
            )));
        }
        files.push((path, format));
    }
    Ok(files)
}

pub(crate) fn selection(only: &FilterArgs) -> Selection {
    Selection {
        communities: only.community.clone(),
        streets: only.street.clone(),
        departments: only.department.clone(),
        categories: only.category.clone(),
        actions: only.action.clone(),
    }
}

fn view(args: &AuditArgs, usual: &Usual, origin: &Option<Arc<Origin>>, for_file: bool) -> View {
    View {
        origin: origin.clone(),
        lang: current(),
        personal: args.show_personal,
        columns: args.columns.clone(),
        width: output::width(),
        coloured: !for_file && output::is_coloured(),
        verbose: usual.verbose > 0,
        for_file,
        // A letter to each department, a report to each street.
        audience: args.audience.or(args.split).unwrap_or_default(),
        signed_by: args.signed_by.clone(),
        addressed_to: args.addressed_to.clone(),
    }
}

fn print(facts: &Facts<'_>, args: &AuditArgs, usual: &Usual) -> Result<()> {
    let named = args.format.as_deref().and_then(report::format_named);
    // Who has it written in a file has it there, unless they ask for it here as well.
    let wanted = named
        .or((args.output.is_empty() && args.annotate.is_none()).then_some(&report::FORMATS[0]));
    if let Some(format) = wanted {
        // Only what is laid out for a terminal has colour in it.
        let mut out: Box<dyn Write> = match format.is_file {
            true => Box::new(output::stdout_as_is()),
            false => Box::new(output::stdout()),
        };
        (format.write)(facts, &mut out)?;
        out.flush()?;
    }
    if !usual.quiet && (wanted.is_none() || !std::io::stdout().is_terminal()) {
        output::say(&summary_line(facts));
    }
    Ok(())
}

/// For whoever looks on while the output goes elsewhere.
fn summary_line(facts: &Facts<'_>) -> String {
    let total = &facts.summary().total;
    let (items, after) = (total.items, total.after);
    let counted = Action::ALL
        .iter()
        .map(|action| format!("{} {}", action.in_lang(current()), total.of(*action)));
    let counted = counted.collect::<Vec<_>>();
    let (zh, en) = (counted.join("、"), counted.join(", "));
    let fingerprint = facts.audit.rules.fingerprint();
    told(&say!(
        "共 {items} 项：{zh}；减后 {after} 项；规则指纹 {fingerprint}",
        "{items} items: {en}; {after} remain; rules {fingerprint}"
    ))
}

/// Whether any item got one of these actions, whatever is shown.
fn matches(audit: &Audit<'_>, actions: &[Action]) -> bool {
    let action = |entry| audit.judgement.verdict(entry).action;
    !actions.is_empty()
        && (0..audit.items.entries.len()).any(|entry| actions.contains(&action(entry)))
}
