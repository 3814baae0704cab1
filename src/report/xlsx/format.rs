//! How cells look, made once for a workbook.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::finding::Action;
use crate::phrase::Lang;
use crate::report::outline::colour;

/// The formats of a workbook.
pub(super) struct Formats {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) paragraph: Format,
    pub(super) head: Format,
    pub(super) text: Format,
    pub(super) count: Format,
    pub(super) amount: Format,
    pub(super) estimate: Format,
    pub(super) share: Format,
    pub(super) unknown: Format,
    pub(super) total: Format,
    /// A cell that people fill in.
    pub(super) reply: Format,
    /// One that takes a date.
    pub(super) reply_date: Format,
}

impl Formats {
    /// All formats; estimated numbers carry the word in their format and stay numbers.
    pub(super) fn new(lang: Lang) -> Self {
        let (font, estimated) = match lang {
            Lang::Zh => ("宋体", "#,##0.0\" 估\""),
            Lang::En => ("Calibri", "#,##0.0\" est.\""),
        };
        let base = Format::new().set_font_name(font).set_font_size(10.5);
        let boxed = base
            .clone()
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0xBFBFBF))
            .set_align(FormatAlign::VerticalCenter);
        let number = boxed.clone().set_align(FormatAlign::Right);
        let reply = boxed
            .clone()
            .set_text_wrap()
            .set_background_color(Color::RGB(0xFFFBE6));
        Self {
            title: base.clone().set_bold().set_font_size(16.0),
            heading: base.clone().set_bold().set_font_size(12.0),
            paragraph: base.clone().set_text_wrap().set_align(FormatAlign::Top),
            head: boxed
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0xE8EDF3)),
            text: boxed.clone().set_text_wrap(),
            count: number.clone().set_num_format("#,##0"),
            amount: number.clone().set_num_format("#,##0.0"),
            estimate: number.clone().set_num_format(estimated),
            share: number.clone().set_num_format("0.0%"),
            unknown: number,
            total: boxed.set_bold(),
            reply_date: reply.clone().set_num_format("yyyy-mm-dd"),
            reply,
        }
    }
}

/// How a cell with an action is coloured.
pub(super) fn of_action(action: Action) -> Format {
    // A tint, so that print on paper stays legible.
    let tint = |part: u32| part + (255 - part) * 7 / 10;
    let solid = colour(action);
    let (red, green, blue) = (solid >> 16, (solid >> 8) & 0xFF, solid & 0xFF);
    let tinted = (tint(red) << 16) | (tint(green) << 8) | tint(blue);
    Format::new().set_background_color(Color::RGB(tinted))
}
