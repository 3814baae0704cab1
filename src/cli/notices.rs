//! What was odd in the inputs, told on standard error: the first of each kind, and how many more.

use std::collections::HashMap;

use jianfu::diag::{Diag, Severity};
use jianfu::intake::Intake;
use jianfu::say;

use super::args::Usual;
use super::language::{current, told};
use super::{diagnose, output};

/// So many of one kind are told one by one.
const EACH: usize = 3;

/// Tells errors of inputs always, warnings unless quiet, notes only when asked for more.
pub(crate) fn tell(intake: &Intake, usual: &Usual) {
    let errors = intake
        .inputs
        .iter()
        .filter_map(|input| input.sheets.as_ref().err());
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut left_out = 0;
    let least = match (usual.quiet, usual.verbose) {
        (true, _) => Severity::Error,
        (_, 0) => Severity::Warning,
        _ => Severity::Note,
    };
    let odd = intake.diags.iter().filter(|diag| diag.severity >= least);
    for diag in errors.chain(odd) {
        let count = seen.entry(diag.code).or_default();
        *count += 1;
        if *count > EACH && usual.verbose == 0 && diag.severity < Severity::Error {
            left_out += 1;
        } else {
            show(diag);
        }
    }
    if left_out > 0 {
        output::say(&told(&say!(
            "……还有 {left_out} 条类似的提示，-v 全部显示",
            "… and {left_out} more of the same kinds; -v shows all"
        )));
    }
}

fn show(diag: &Diag) {
    output::say(&diagnose::render(
        std::slice::from_ref(diag),
        &[],
        current(),
    ));
}
