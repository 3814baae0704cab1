//! A progress bar for whoever waits: only where it takes longer than a second and a person is looking.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Usual;

/// Nobody wants to see a bar flash by.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(120);

/// A bar over so many inputs; it shows itself once patience is out.
pub(crate) fn over(inputs: usize, usual: &Usual) -> ProgressBar {
    if usual.quiet || usual.no_progress || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(inputs as u64), ProgressDrawTarget::hidden());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos}/{len} {wide_msg}") {
        bar.set_style(style);
    }
    let later = bar.clone();
    std::thread::spawn(move || {
        std::thread::sleep(PATIENCE);
        if !later.is_finished() {
            later.set_draw_target(ProgressDrawTarget::stderr());
            later.enable_steady_tick(TICK);
        }
    });
    bar
}
