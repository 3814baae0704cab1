//! Numbers to be drawn: bars by category, one series on another.

use crate::report::{Counts, Facts};
use crate::say;

/// A chart of bars, each made of the series.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) struct Chart {
    /// What it shows.
    pub(in crate::report) title: String,
    /// What a unit of its numbers is.
    pub(in crate::report) unit: String,
    /// What each bar stands for.
    pub(in crate::report) bars: Vec<String>,
    /// The parts of the bars.
    pub(in crate::report) series: Vec<Series>,
    /// Whether the series stand on one another and not beside each other.
    pub(in crate::report) is_stacked: bool,
}

/// One part of every bar.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::report) struct Series {
    /// What it is.
    pub(in crate::report) name: String,
    /// Red, green, blue.
    pub(in crate::report) colour: u32,
    /// One value a bar; what isn't known is left out of the drawing.
    pub(in crate::report) values: Vec<Option<f64>>,
}

impl Chart {
    /// Hours a year before and after, side by side for each bar.
    pub(super) fn hours(facts: &Facts<'_>, title: String, bars: Vec<(String, &Counts)>) -> Self {
        let series = |name: String, colour, amount: fn(&Counts) -> Option<f64>| Series {
            name,
            colour,
            values: bars.iter().map(|(_, counts)| amount(counts)).collect(),
        };
        let series = vec![
            series(facts.say(&say!("处理前", "before")), 0x8A94A0, |counts| {
                counts.hours.before()
            }),
            series(facts.say(&say!("处理后", "after")), 0x2E6DA4, |counts| {
                counts.hours.after()
            }),
        ];
        Self {
            title,
            unit: facts.say(&say!("小时", "hours")),
            bars: bars.into_iter().map(|(bar, _)| bar).collect(),
            series,
            is_stacked: false,
        }
    }
}
