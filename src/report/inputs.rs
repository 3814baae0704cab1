//! How inputs were understood, as `jianfu.audit/1` and `columns --format json` print it.

use std::borrow::Cow;

use serde::Serialize;

use super::masked;
use crate::intake::{InputReport, SheetReport};
use crate::item::Field;
use crate::phrase::Lang;
use crate::place::column_letters;

/// One of `inputs`.
#[derive(Debug, Serialize)]
pub struct InputJson<'a> {
    path: &'a str,
    /// `sha256:…` of its bytes, in what is saved to be verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sha256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheets: Option<Vec<SheetJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ErrorJson<'a> {
    code: &'a str,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct SheetJson<'a> {
    name: Cow<'a, str>,
    hidden: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_a_list: Option<&'a str>,
    header_rows: &'a [u32],
    rows: u32,
    items: u32,
    columns: Vec<ColumnJson<'a>>,
    skipped: Vec<SkippedJson>,
}

#[derive(Debug, Serialize)]
struct ColumnJson<'a> {
    field: Field,
    heading: Cow<'a, str>,
    column: String,
}

#[derive(Debug, Serialize)]
struct SkippedJson {
    row: u32,
    reason: &'static str,
}

/// What `inputs` holds, with ID-card and telephone numbers only if `personal`.
pub fn inputs_json(inputs: &[InputReport], lang: Lang, personal: bool) -> Vec<InputJson<'_>> {
    let input = |input| input_json(input, lang, personal);
    inputs.iter().map(input).collect()
}

fn input_json(input: &InputReport, lang: Lang, personal: bool) -> InputJson<'_> {
    let sheets = input.sheets.as_ref().ok();
    InputJson {
        path: &input.path,
        sha256: None,
        sheets: sheets.map(|sheets| {
            let sheets = sheets.iter();
            sheets
                .map(|sheet| sheet_json(sheet, lang, personal))
                .collect()
        }),
        error: input.sheets.as_ref().err().map(|diag| ErrorJson {
            code: diag.code,
            message: diag.message.in_lang(lang),
        }),
    }
}

fn sheet_json(sheet: &SheetReport, lang: Lang, personal: bool) -> SheetJson<'_> {
    let shown = |text| match personal {
        true => Cow::Borrowed(text),
        false => masked(text),
    };
    let columns = sheet.columns.iter().map(|column| ColumnJson {
        field: column.field,
        heading: shown(&column.heading),
        column: column_letters(column.column),
    });
    let skipped = sheet.skipped.iter().map(|skipped| SkippedJson {
        row: skipped.row,
        reason: skipped.reason.word(),
    });
    SheetJson {
        name: shown(&sheet.name),
        hidden: sheet.hidden,
        not_a_list: sheet.not_a_list.as_ref().map(|why| why.in_lang(lang)),
        header_rows: &sheet.header_rows,
        rows: sheet.rows,
        items: sheet.items,
        columns: columns.collect(),
        skipped: skipped.collect(),
    }
}
