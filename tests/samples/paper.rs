//! A sheet being written: a title, headings, rows, merged cells, as on the paper forms they come from.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet};

use crate::quarter::Row;

/// A column of a sheet: its heading, the heading above it if it has one, its width, what stands in it.
#[derive(Clone, Copy)]
pub(crate) struct Column {
    pub(crate) heading: &'static str,
    pub(crate) above: Option<&'static str>,
    pub(crate) width: f64,
    pub(crate) cell: fn(&Row) -> String,
}

/// A column with a heading of its own.
pub(crate) const fn column(heading: &'static str, width: f64, cell: fn(&Row) -> String) -> Column {
    Column {
        heading,
        above: None,
        width,
        cell,
    }
}

/// A column under a heading that it shares with its neighbours.
pub(crate) const fn under(above: &'static str, column: Column) -> Column {
    Column {
        above: Some(above),
        ..column
    }
}

/// A sheet and the row that is written next.
pub(crate) struct Paper<'a> {
    sheet: &'a mut Worksheet,
    columns: &'a [Column],
    /// The next row, from 0.
    pub(crate) next: u32,
}

impl<'a> Paper<'a> {
    /// A new sheet of a workbook; the first column is the serial number.
    pub(crate) fn new(workbook: &'a mut Workbook, name: &str, columns: &'a [Column]) -> Self {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        for (index, column) in columns.iter().enumerate() {
            sheet.set_column_width(index as u16, column.width).unwrap();
        }
        Self {
            sheet,
            columns,
            next: 0,
        }
    }

    /// A title across all columns.
    pub(crate) fn title(&mut self, text: &str) {
        let format = Format::new()
            .set_bold()
            .set_font_size(16)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        self.sheet.set_row_height(self.next, 30).unwrap();
        self.across(text, &format);
    }

    /// A line across all columns: who filled it in, a note, a signature.
    pub(crate) fn line(&mut self, text: &str) {
        self.across(text, &Format::new().set_text_wrap());
    }

    /// A band that heads the rows below it.
    pub(crate) fn band(&mut self, text: &str) {
        let format = boxed()
            .set_bold()
            .set_background_color(Color::RGB(0xEE_EE_EE));
        self.across(text, &format);
    }

    /// The header, in two rows where columns share a heading.
    pub(crate) fn header(&mut self) {
        if self.columns.iter().any(|column| column.above.is_some()) {
            self.two_row_header();
        } else {
            for (index, column) in self.columns.iter().enumerate() {
                self.put(self.next, index, column.heading, &head());
            }
            self.next += 1;
        }
    }

    fn two_row_header(&mut self) {
        let (top, low) = (self.next, self.next + 1);
        let mut index = 0;
        while index < self.columns.len() {
            let column = &self.columns[index];
            let end = self.shared_until(index);
            match column.above {
                None => self.merge(top, index, low, index, column.heading, &head()),
                Some(above) => {
                    self.merge(top, index, top, end, above, &head());
                    for sub in index..=end {
                        self.put(low, sub, self.columns[sub].heading, &head());
                    }
                }
            }
            index = end + 1;
        }
        self.next += 2;
    }

    fn shared_until(&self, start: usize) -> usize {
        let above = self.columns[start].above;
        let same = |column: &&Column| above.is_some() && column.above == above;
        start + self.columns[start + 1..].iter().take_while(same).count()
    }

    /// A row of the list.
    pub(crate) fn row(&mut self, serial: usize, row: &Row) {
        self.put(self.next, 0, &serial.to_string(), &boxed());
        for index in 1..self.columns.len() {
            let text = (self.columns[index].cell)(row);
            self.put(self.next, index, &text, &boxed());
        }
        self.next += 1;
    }

    /// Writes over a cell of the row written last.
    pub(crate) fn replace(&mut self, column: usize, text: &str) {
        self.put(self.next - 1, column, text, &boxed());
    }

    /// A subtotal or total; the number is a formula that counts the cells of a column.
    pub(crate) fn total(&mut self, label: &str, counted: usize, from: u32) {
        let letter = char::from(b'A' + counted as u8);
        let count = format!("=COUNTA({letter}{}:{letter}{})", from + 1, self.next);
        let result = (self.next - from).to_string();
        self.put(self.next, 0, label, &boxed().set_bold());
        let formula = Formula::new(count).set_result(result);
        self.sheet
            .write_formula_with_format(self.next, counted as u16, formula, &boxed().set_bold())
            .unwrap();
        self.next += 1;
    }

    /// Merges runs of equal cells of a column downwards, as people do with departments.
    pub(crate) fn merge_runs(&mut self, column: usize, from: u32, texts: &[String]) {
        let mut start = 0;
        for run in texts.chunk_by(|a, b| a == b) {
            let (top, bottom) = (from + start, from + start + run.len() as u32 - 1);
            if top < bottom {
                self.merge(top, column, bottom, column, &run[0], &boxed());
            }
            start += run.len() as u32;
        }
    }

    fn across(&mut self, text: &str, format: &Format) {
        let last = self.columns.len() - 1;
        self.merge(self.next, 0, self.next, last, text, format);
        self.next += 1;
    }

    fn merge(
        &mut self,
        top: u32,
        left: usize,
        bottom: u32,
        right: usize,
        text: &str,
        format: &Format,
    ) {
        if (top, left) == (bottom, right) {
            self.put(top, left, text, format);
        } else {
            self.sheet
                .merge_range(top, left as u16, bottom, right as u16, text, format)
                .unwrap();
        }
    }

    fn put(&mut self, row: u32, column: usize, text: &str, format: &Format) {
        let column = column as u16;
        // Hours and serial numbers are numbers in a real sheet; everything else is text.
        match text.parse::<f64>() {
            Ok(number) => self
                .sheet
                .write_number_with_format(row, column, number, format),
            Err(_) => self
                .sheet
                .write_string_with_format(row, column, text, format),
        }
        .unwrap();
    }
}

fn boxed() -> Format {
    Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
}

fn head() -> Format {
    boxed().set_bold().set_align(FormatAlign::Center)
}
