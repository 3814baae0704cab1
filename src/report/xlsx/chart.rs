//! Native charts, their numbers on a sheet of their own.

use rust_xlsxwriter::{Chart as Native, ChartType, Color, Workbook, XlsxError};

use super::format::Formats;
use super::page;
use crate::phrase::Lang;
use crate::report::legible::legible;
use crate::report::outline::Chart;
use crate::say;

/// The height of a bar with the room around it, in pixels.
const BAR: u32 = 30;
/// The height of title, axis and legend.
const AROUND: u32 = 130;
const WIDTH: u32 = 860;
/// The height of a row.
const ROW: u32 = 20;

/// The charts so far, whose numbers are yet to be written.
pub(super) struct Drawing {
    lang: Lang,
    /// Where the next chart's numbers begin.
    row: u32,
    drawn: Vec<(u32, Chart)>,
}

impl Drawing {
    /// No charts yet.
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            row: 0,
            drawn: Vec::new(),
        }
    }

    fn sheet(&self) -> String {
        say!("图表数据", "chart data").in_lang(self.lang).to_owned()
    }

    /// A chart that refers to its numbers.
    pub(super) fn chart(&mut self, chart: &Chart) -> Native {
        let kind = match chart.is_stacked {
            true => ChartType::BarStacked,
            false => ChartType::Bar,
        };
        let sheet = self.sheet();
        let (first, last) = (self.row + 2, self.row + 1 + chart.bars.len() as u32);
        let mut native = Native::new(kind);
        for (series, column) in chart.series.iter().zip(1_u16..) {
            native
                .add_series()
                .set_name((sheet.as_str(), self.row + 1, column))
                .set_categories((sheet.as_str(), first, 0, last, 0))
                .set_values((sheet.as_str(), first, column, last, column))
                .set_gap(50)
                .set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(
                    rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(series.colour)),
                ));
        }
        let title = legible(&chart.title).into_owned();
        native.title().set_name(title.as_str());
        // Bars are drawn from below; the first is to stand on top.
        native.y_axis().set_reverse();
        native.x_axis().set_name(chart.unit.as_str());
        native
            .set_width(WIDTH)
            .set_height(height(chart))
            .set_alt_text(title);
        self.drawn.push((self.row, chart.clone()));
        self.row = last + 2;
        native
    }

    /// The sheet with the numbers of all charts.
    pub(super) fn write_data(
        self,
        book: &mut Workbook,
        formats: &Formats,
    ) -> Result<(), XlsxError> {
        if self.drawn.is_empty() {
            return Ok(());
        }
        let sheet = book.add_worksheet().set_name(self.sheet())?;
        sheet.set_column_width(0, 24)?;
        for (row, chart) in &self.drawn {
            page::write(sheet, (*row, 0), &chart.title, &formats.heading)?;
            for (series, column) in chart.series.iter().zip(1_u16..) {
                page::write(sheet, (row + 1, column), &series.name, &formats.head)?;
                for (value, row) in series.values.iter().zip(row + 2..) {
                    // What isn't known stays blank and is not drawn.
                    if let Some(value) = value {
                        sheet.write_number_with_format(row, column, *value, &formats.amount)?;
                    }
                }
            }
            for (bar, row) in chart.bars.iter().zip(row + 2..) {
                page::write(sheet, (row, 0), bar, &formats.text)?;
            }
        }
        Ok(())
    }
}

fn height(chart: &Chart) -> u32 {
    let side_by_side = if chart.is_stacked {
        1
    } else {
        chart.series.len() as u32
    };
    let bar = BAR.max(18 * side_by_side);
    chart.bars.len() as u32 * bar + AROUND
}

/// How many rows a chart covers, with one left free.
pub(super) fn rows(chart: &Chart) -> u32 {
    height(chart).div_ceil(ROW) + 1
}
