//! The fonts and styles of GB/T 9704-2012, each font with what stands in for it where it is missing.

use super::NAMESPACES;
use super::page::LINE;

const BODY: &str = "仿宋_GB2312";
const TITLE: &str = "方正小标宋简体";
const FIRST: &str = "黑体";
const SECOND: &str = "楷体_GB2312";
const NUMBERS: &str = "宋体";

/// Fonts that are named, never embedded; what most machines have instead; the family.
const FONTS: [(&str, &str, &str); 5] = [
    (BODY, "仿宋,FangSong", "modern"),
    (TITLE, "小标宋,FZXiaoBiaoSong-B05S,宋体,SimSun", "roman"),
    (FIRST, "SimHei", "modern"),
    (SECOND, "楷体,KaiTi", "modern"),
    (NUMBERS, "SimSun", "roman"),
];

/// The table of fonts.
pub(super) fn fonts() -> String {
    let font = |(name, instead, family): &(&str, &str, &str)| {
        format!(
            r#"<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>"#
        )
    };
    let fonts: String = FONTS.iter().map(font).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMESPACES}>{fonts}</w:fonts>"#
    )
}

// Sizes in half points.
const TWO: u32 = 44;
const THREE: u32 = 32;
const FOUR: u32 = 28;
const SMALL_FOUR: u32 = 24;
const FIVE: u32 = 21;
const SMALL_FIVE: u32 = 18;

// How paragraphs are laid out; two characters in is 632 of the pitch that fills a line with 28.
const PLAIN: &str = r#"<w:jc w:val="left"/>"#;
const INDENTED: &str = r#"<w:ind w:firstLineChars="200" w:firstLine="632"/><w:jc w:val="both"/>"#;
const BEFORE_TABLE: &str =
    r#"<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="632"/><w:jc w:val="both"/>"#;
const TITLED: &str = r#"<w:spacing w:line="640" w:lineRule="exact"/><w:jc w:val="center"/>"#;
const CAPTIONED: &str =
    r#"<w:keepNext/><w:spacing w:line="400" w:lineRule="exact"/><w:jc w:val="center"/>"#;
const IN_CELL: &str =
    r#"<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/>"#;
const CENTRED_IN_CELL: &str =
    r#"<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>"#;
const GAP: &str = r#"<w:snapToGrid w:val="0"/><w:spacing w:line="160" w:lineRule="exact"/>"#;
const GAP_BEFORE: &str =
    r#"<w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:line="120" w:lineRule="exact"/>"#;
// Name and date stand on one axis, the date four characters from the edge.
const SIGNED: &str =
    r#"<w:keepNext/><w:tabs><w:tab w:val="center" w:pos="6150"/></w:tabs><w:jc w:val="left"/>"#;
const FOOT: &str = r#"<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>"#;

/// A paragraph style: its id, what people call it, its layout, its font, its size.
type Style = (&'static str, &'static str, &'static str, &'static str, u32);

const STYLES: [Style; 18] = [
    ("Title", "Title", TITLED, TITLE, TWO),
    ("Addressee", "主送机关", PLAIN, BODY, THREE),
    ("BodyText", "Body Text", INDENTED, BODY, THREE),
    ("BeforeTable", "表前正文", BEFORE_TABLE, BODY, THREE),
    ("Heading1", "heading 1", BEFORE_TABLE, FIRST, THREE),
    ("Heading2", "heading 2", BEFORE_TABLE, SECOND, THREE),
    ("Heading3", "heading 3", BEFORE_TABLE, BODY, THREE),
    ("Heading4", "heading 4", BEFORE_TABLE, BODY, THREE),
    ("Caption", "caption", CAPTIONED, BODY, SMALL_FOUR),
    ("TableText", "表文", IN_CELL, BODY, FIVE),
    ("TableHead", "表头", CENTRED_IN_CELL, FIRST, FIVE),
    ("TableNumber", "表中数字", CENTRED_IN_CELL, BODY, FIVE),
    ("SmallText", "附表文", IN_CELL, BODY, SMALL_FIVE),
    ("SmallHead", "附表头", CENTRED_IN_CELL, FIRST, SMALL_FIVE),
    (
        "SmallNumber",
        "附表中数字",
        CENTRED_IN_CELL,
        BODY,
        SMALL_FIVE,
    ),
    ("Gap", "表后", GAP, BODY, SMALL_FIVE),
    ("GapBefore", "表前", GAP_BEFORE, BODY, SMALL_FIVE),
    ("Signature", "Signature", SIGNED, BODY, THREE),
];

/// All styles; 28 characters of 三号 fill a line only when each stands a quarter point closer.
pub(super) fn styles() -> String {
    let mut styles: String = STYLES.iter().map(|style| styled(style, "")).collect();
    styles += &styled(&("AnnexNumber", "附件序号", PLAIN, FIRST, THREE), "");
    // The page number is set in 宋体 to its last digit.
    let digits = r#" w:ascii="宋体" w:hAnsi="宋体""#;
    styles += &styled(&("Footer", "footer", FOOT, NUMBERS, FOUR), digits);
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:styles {}><w:docDefaults><w:rPrDefault><w:rPr>"#,
            r#"<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{}" w:cs="Times New Roman"/>"#,
            r#"<w:spacing w:val="-5"/><w:kern w:val="2"/><w:sz w:val="{}"/><w:szCs w:val="{}"/>"#,
            r#"<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>"#,
            r#"<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="{}" w:lineRule="exact"/></w:pPr></w:pPrDefault></w:docDefaults>"#,
            r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>{}</w:styles>"#
        ),
        NAMESPACES, BODY, THREE, THREE, LINE, styles
    )
}

fn styled((id, name, paragraph, font, size): &Style, latin: &str) -> String {
    let weight = match *id {
        "Heading3" | "Caption" => "<w:b/>",
        _ => "",
    };
    format!(
        concat!(
            r#"<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="Normal"/><w:qFormat/>"#,
            r#"<w:pPr>{}{}</w:pPr><w:rPr><w:rFonts{} w:eastAsia="{}"/>{}<w:sz w:val="{}"/><w:szCs w:val="{}"/></w:rPr></w:style>"#
        ),
        id,
        name,
        paragraph,
        outline_level(id),
        latin,
        font,
        weight,
        size,
        size
    )
}

/// Headings show in Word's navigation.
fn outline_level(id: &str) -> String {
    let level = id
        .strip_prefix("Heading")
        .and_then(|level| level.parse::<u8>().ok());
    level.map_or(String::new(), |level| {
        format!(r#"<w:outlineLvl w:val="{}"/>"#, level - 1)
    })
}
