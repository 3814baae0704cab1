//! The pages: A4, the margins of GB/T 9704-2012, page numbers outside on odd and even pages.
//!
//! Lengths are in twips: 1440 to the inch, 56.7 to the millimetre.

use super::NAMESPACES;

/// 37 mm above the text.
const TOP: u32 = 2098;
/// 35 mm below it: 297 - 37 - 225.
const BOTTOM: u32 = 1984;
/// 28 mm on the side that is bound.
const BINDING: u32 = 1587;
/// 26 mm on the other: 210 - 28 - 156.
const OUTER: u32 = 1474;
/// The page number's foot stands so high that it begins 7 mm below the text.
const FOOTER: u32 = 1304;
/// A figure of 四号, from there up to where it begins.
const FIGURE: u32 = 283;
/// 22 lines on 225 mm.
pub(super) const LINE: u32 = 579;
/// A4.
const PAGE: (u32, u32) = (11906, 16838);

/// How wide the text of an upright page is.
pub(super) const TEXT_WIDTH: u32 = PAGE.0 - BINDING - OUTER;
/// How wide the text of a page on its side is.
pub(super) const LANDSCAPE_WIDTH: u32 = PAGE.1 - TOP - BOTTOM;

/// Which pages a footer stands on.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Side {
    /// Right-hand pages.
    Odd,
    /// Left-hand pages.
    Even,
}

/// A footer: its part, its side and whether its pages lie on their side.
pub(super) const FOOTERS: [(&str, Side, bool); 4] = [
    ("footer1", Side::Odd, false),
    ("footer2", Side::Even, false),
    ("footer3", Side::Odd, true),
    ("footer4", Side::Even, true),
];

/// The page number between dashes, one character in from the outer edge.
pub(super) fn footer(side: Side, is_landscape: bool) -> String {
    let number = page_number(side);
    let placed = match is_landscape {
        false => number,
        true => format!(
            r#"<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{}</w:p>"#,
            turned(&number)
        ),
    };
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            r#"<w:ftr {} xmlns:v="urn:schemas-microsoft-com:vml">{}</w:ftr>"#
        ),
        NAMESPACES, placed
    )
}

fn page_number(side: Side) -> String {
    let (align, indent) = match side {
        Side::Odd => ("right", r#"<w:ind w:rightChars="100" w:right="280"/>"#),
        Side::Even => ("left", r#"<w:ind w:leftChars="100" w:left="280"/>"#),
    };
    format!(
        concat!(
            r#"<w:p><w:pPr><w:pStyle w:val="Footer"/>{}<w:jc w:val="{}"/></w:pPr>"#,
            r#"<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>"#,
            r#"<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>"#,
            r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>"#,
            r#"<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>"#
        ),
        indent, align
    )
}

/// The number where it stands on every other page once a page on its side is bound in: its left edge is
/// then the foot, so it is set from top to bottom in the margin there, 7 mm from the text.
fn turned(number: &str) -> String {
    /// As wide as the line is high.
    const WIDTH: f64 = 20.0;
    let points = |twips: u32| f64::from(twips) / 20.0;
    let left = points(FOOTER) + points(FIGURE) - WIDTH;
    let (top, height) = (points(BINDING), points(TEXT_WIDTH));
    format!(
        concat!(
            r#"<w:r><w:pict><v:rect id="PageNumber" filled="f" stroked="f" style="position:absolute;"#,
            r#"margin-left:{:.1}pt;margin-top:{:.1}pt;width:{:.1}pt;height:{:.1}pt;"#,
            r#"mso-position-horizontal-relative:page;mso-position-vertical-relative:page">"#,
            r#"<v:textbox style="layout-flow:vertical" inset="0,0,0,0"><w:txbxContent>{}</w:txbxContent></v:textbox>"#,
            r#"</v:rect></w:pict></w:r>"#
        ),
        left, top, WIDTH, height, number
    )
}

/// How a run of pages looks, on which the text before it stands.
pub(super) fn section(is_landscape: bool) -> String {
    let (size, margins) = match is_landscape {
        false => (
            format!(r#"w:w="{}" w:h="{}""#, PAGE.0, PAGE.1),
            format!(r#"w:top="{TOP}" w:right="{OUTER}" w:bottom="{BOTTOM}" w:left="{BINDING}""#),
        ),
        // The page turned to the left: what was bound on the left is bound above.
        true => (
            format!(r#"w:w="{}" w:h="{}" w:orient="landscape""#, PAGE.1, PAGE.0),
            format!(r#"w:top="{BINDING}" w:right="{TOP}" w:bottom="{OUTER}" w:left="{BOTTOM}""#),
        ),
    };
    let (footer, odd, even) = match is_landscape {
        false => (FOOTER, "rOdd", "rEven"),
        true => (OUTER / 2, "rOddTurned", "rEvenTurned"),
    };
    format!(
        concat!(
            r#"<w:sectPr><w:footerReference w:type="default" r:id="{}"/>"#,
            r#"<w:footerReference w:type="even" r:id="{}"/><w:type w:val="nextPage"/>"#,
            r#"<w:pgSz {}/><w:pgMar {} w:header="851" w:footer="{}" w:gutter="0"/>"#,
            r#"<w:docGrid w:type="lines" w:linePitch="{}"/></w:sectPr>"#
        ),
        odd, even, size, margins, footer, LINE
    )
}

/// Odd and even pages differ; punctuation at the edge is compressed as Chinese printing does.
pub(super) fn settings() -> String {
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:settings {}>"#,
            r#"<w:zoom w:percent="100"/><w:evenAndOddHeaders/>"#,
            r#"<w:characterSpacingControl w:val="compressPunctuation"/>"#,
            r#"<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>"#,
            r#"<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"#
        ),
        NAMESPACES
    )
}
