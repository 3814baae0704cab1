//! Numbers to be drawn: bars by category, one series on another.

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
