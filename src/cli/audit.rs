//! `jianfu audit`: what to delete, adjust, merge and compress.

use std::io::{IsTerminal, Write};
use std::path::Path;

use anyhow::Result;
use jianfu::finding::Action;
use jianfu::report::{self, Audit, Facts, Format, Selection, View};
use jianfu::say;

use super::args::{AuditArgs, FilterArgs, Usual};
use super::config::Config;
use super::gather::{self, Sources};
use super::language::{current, told, trouble};
use super::split::split;
use super::{Outcome, notices, output};

/// Audits and reports.
pub(crate) fn run(args: &AuditArgs, usual: &Usual, config: &Config) -> Result<Outcome> {
    let files = report_files(args)?;
    let sources = Sources::named(&args.rules, config)?;
    let words = sources.words()?;
    let rules = sources.rule_set(&words, &args.set)?;
    let (inputs, diags) = gather::inputs(&args.input)?;
    for (path, _) in &files {
        output::refuse_inputs(path, &inputs)?;
    }
    let mut intake = gather::take_in_all(&inputs, diags, &args.input, usual, config, &words);
    notices::tell(&intake, usual);
    let rules = sources.as_of(rules, args.as_of, intake.covers_until(), &words, usual)?;
    sources.estimate(&mut intake.items, &rules, &words, usual);
    let judgement = jianfu::judge::judge(&intake.items, &rules, &words);
    let audit = Audit {
        items: &intake.items,
        inputs: &intake.inputs,
        rules: &rules,
        judgement: &judgement,
    };
    let selection = selection(&args.only);
    let facts = |view| Facts::new(audit, &selection, words.plainer(), view);
    for (path, format) in files {
        let view = view(args, usual, true);
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
    let facts = facts(view(args, usual, false));
    print(&facts, args, usual)?;
    notices::tell_usage(&intake.items, &rules, &words, usual);
    Ok(if intake.has_failed() {
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
    if !usual.quiet {
        let path = path.display();
        output::say(&told(&say!("已写入 {path}", "wrote {path}")));
    }
    Ok(())
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

fn selection(only: &FilterArgs) -> Selection {
    Selection {
        communities: only.community.clone(),
        streets: only.street.clone(),
        departments: only.department.clone(),
        categories: only.category.clone(),
        actions: only.action.clone(),
    }
}

fn view(args: &AuditArgs, usual: &Usual, for_file: bool) -> View {
    View {
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
    let format = report::format_named(&args.format).unwrap_or(&report::FORMATS[0]);
    let mut out = output::stdout();
    (format.write)(facts, &mut out)?;
    out.flush()?;
    if !usual.quiet && !std::io::stdout().is_terminal() {
        output::say(&summary_line(facts));
    }
    Ok(())
}

/// For whoever looks on while the output goes elsewhere.
fn summary_line(facts: &Facts<'_>) -> String {
    let total = &facts.summary.total;
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
    (0..audit.items.entries.len()).any(|entry| actions.contains(&action(entry)))
}
