//! An item that a rule's conditions hit, written as an example is.

use super::Region;
use crate::item::{Field, Level};
use crate::rule::{NumberField, Rule, TextField};

/// A name that says nothing, for rules that don't ask for one.
const SOME_NAME: &str = "某项工作";

/// The fields of an item that a rule's conditions hit, as a sheet would give them; `None` where a
/// condition can't be met by writing a cell.
pub(crate) fn witness(region: &Region<'_>, rule: &Rule) -> Option<Vec<(Field, String)>> {
    if rule.when.iter().any(asks_for_a_pattern) {
        return None;
    }
    let text = |field| region.texts.some(field);
    let whole = text(TextField::Text);
    let name = text(TextField::Name)
        .or(whole)
        .unwrap_or_else(|| SOME_NAME.to_owned());
    let mut fields = vec![(Field::Name, name)];
    let mut put = |field, text: Option<String>| fields.extend(text.map(|text| (field, text)));
    let category = region.categories.and_then(|all| all.first());
    put(Field::Category, category.map(|c| c.zh().to_owned()));
    let level = region.levels.and_then(|all| all.first());
    let department = text(TextField::Department)
        .or_else(|| text(TextField::Issuer))
        .or_else(|| level.map(|level| department_of(*level).to_owned()));
    put(Field::Department, department);
    put(Field::Basis, text(TextField::Basis));
    put(Field::Form, text(TextField::Form));
    put(Field::Content, text(TextField::Content));
    put(Field::Funds, text(TextField::Funds));
    put(Field::System, text(TextField::System));
    put(Field::Note, text(TextField::Note));
    put(Field::Frequency, text(TextField::Frequency));
    for (field, range) in &region.numbers {
        if let Some(number) = range.some() {
            let (column, text) = cell(*field, number)?;
            put(column, Some(text));
        }
    }
    Some(fields)
}

fn asks_for_a_pattern(condition: &crate::rule::Condition) -> bool {
    use crate::rule::{Condition, TextTest};
    matches!(
        condition,
        Condition::Text {
            test: TextTest::Matches(_),
            ..
        }
    )
}

/// A department of a level.
fn department_of(level: Level) -> &'static str {
    match level {
        Level::Nation => "民政部",
        Level::Province => "省民政厅",
        Level::City => "市民政局",
        Level::District => "区民政局",
        Level::Street => "街道党政办",
        Level::Community => "社区居委会",
    }
}

/// How a sheet would give a number.
fn cell(field: NumberField, number: f64) -> Option<(Field, String)> {
    Some(match field {
        NumberField::PerYear if number.fract() == 0.0 => {
            (Field::Frequency, format!("每年{number}次"))
        }
        NumberField::Hours => (Field::Hours, format!("{number}小时")),
        NumberField::HoursPerYear => (Field::Hours, format!("每年{number}小时")),
        NumberField::Participants => (Field::Participants, number.to_string()),
        NumberField::Pages => (Field::Pages, number.to_string()),
        NumberField::Fields => (Field::Content, format!("含{number}个字段")),
        NumberField::PerYear | NumberField::NoticeDays => return None,
    })
}
