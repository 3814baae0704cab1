//! Charts as inline SVG, with their numbers as a text for those who can't see them.

use maud::{Markup, html};

use super::shown;
use crate::phrase::Lang;
use crate::report::outline::{Cell, Chart};

// In units of the drawing, which scales to the page.
const WIDTH: f64 = 560.0;
const LABELS: f64 = 96.0;
const NUMBERS: f64 = 52.0;
const THICK: f64 = 18.0;
const THIN: f64 = 11.0;
const BETWEEN: f64 = 8.0;
const LEGEND: f64 = 26.0;
/// Labels longer than this are cut in the drawing, not in the text.
const LABEL: usize = 7;

/// A rectangle of a bar: where it begins, how long it is, how far down its bar, its colour, its number.
struct Piece {
    x: f64,
    y: f64,
    length: f64,
    thickness: f64,
    colour: String,
    value: f64,
}

/// Draws a chart.
pub(super) fn svg(chart: &Chart, id: usize, lang: Lang) -> Markup {
    let (bar, pieces) = pieces(chart);
    let height = LEGEND + bar * chart.bars.len() as f64;
    let (title, text) = (format!("chart-{id}-title"), format!("chart-{id}-text"));
    let unit = &chart.unit;
    html! {
        figure {
            svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-labelledby={ (title) " " (text) } {
                title id=(title) { (shown(&chart.title)) }
                desc id=(text) { (shown(&in_words(chart, lang))) }
                @for (i, series) in chart.series.iter().enumerate() {
                    @let x = LABELS + i as f64 * (WIDTH - LABELS) / chart.series.len() as f64;
                    rect x=(x) y="4" width="11" height="11" fill=(hex(series.colour)) {}
                    text x=(x + 15.0) y="14" { (shown(&series.name)) }
                }
                @for (label, y) in chart.bars.iter().zip((0..).map(|i| LEGEND + bar * f64::from(i))) {
                    text x=(LABELS - 6.0) y=(y + bar / 2.0 + 1.0) text-anchor="end" { (shown(&cut(label))) }
                }
                @for bars in &pieces {
                    @for piece in bars {
                        rect x=(round(piece.x)) y=(round(piece.y)) width=(round(piece.length)) height=(piece.thickness) fill=(piece.colour) {}
                    }
                    @if chart.is_stacked {
                        @if let Some(last) = bars.last() {
                            @let total: f64 = bars.iter().map(|piece| piece.value).sum();
                            text x=(round(last.x + last.length + 4.0)) y=(round(last.y + last.thickness - 5.0)) { (number(total, lang)) }
                        }
                    } @else {
                        @for piece in bars {
                            text x=(round(piece.x + piece.length + 4.0)) y=(round(piece.y + piece.thickness - 1.0)) { (number(piece.value, lang)) }
                        }
                    }
                }
            }
            figcaption { (shown(&chart.title)) "（" (shown(unit)) "）" }
        }
    }
}

/// The height of a bar with the room under it, and the pieces of every bar.
fn pieces(chart: &Chart) -> (f64, Vec<Vec<Piece>>) {
    let value = |series: &crate::report::outline::Series, bar: usize| {
        series.values.get(bar).copied().flatten()
    };
    let all = (0..chart.bars.len()).flat_map(|bar| {
        let values = chart
            .series
            .iter()
            .filter_map(move |series| value(series, bar));
        match chart.is_stacked {
            true => vec![values.sum::<f64>()],
            false => values.collect(),
        }
    });
    let longest = all.fold(0.0, f64::max).max(1.0);
    let scale = (WIDTH - LABELS - NUMBERS) / longest;
    let (thickness, inside) = match chart.is_stacked {
        true => (THICK, THICK),
        false => (THIN, THIN * chart.series.len() as f64),
    };
    let bar_height = inside + BETWEEN;
    let of_bar = |bar: usize| {
        let mut x = LABELS;
        let mut y = LEGEND + bar_height * bar as f64;
        let mut pieces = Vec::new();
        for series in &chart.series {
            if let Some(value) = value(series, bar) {
                let length = value * scale;
                let colour = hex(series.colour);
                pieces.push(Piece {
                    x,
                    y,
                    length,
                    thickness,
                    colour,
                    value,
                });
                x += if chart.is_stacked { length } else { 0.0 };
            }
            y += if chart.is_stacked { 0.0 } else { THIN };
        }
        pieces
    };
    (bar_height, (0..chart.bars.len()).map(of_bar).collect())
}

/// All the numbers of a chart, as a text.
fn in_words(chart: &Chart, lang: Lang) -> String {
    let bar = |(i, bar): (usize, &String)| {
        let parts = chart.series.iter().filter_map(|series| {
            let value = series.values.get(i).copied().flatten()?;
            Some(format!("{} {}", series.name, number(value, lang)))
        });
        format!("{bar}: {}", parts.collect::<Vec<_>>().join(", "))
    };
    chart
        .bars
        .iter()
        .enumerate()
        .map(bar)
        .collect::<Vec<_>>()
        .join("; ")
}

fn number(value: f64, lang: Lang) -> String {
    Cell::Amount(value, false).shown(lang)
}

fn hex(colour: u32) -> String {
    format!("#{colour:06x}")
}

/// Two decimals are finer than any screen.
fn round(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}

fn cut(label: &str) -> String {
    match label.chars().count() > LABEL {
        true => label.chars().take(LABEL - 1).chain(['…']).collect(),
        false => label.to_owned(),
    }
}
