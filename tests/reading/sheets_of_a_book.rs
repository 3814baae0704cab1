//! Sheets with their names, and what people overrule of how they are understood.

use jianfu::intake::Overrides;
use jianfu::item::Field;

use crate::sheets::*;

#[test]
fn sheets_may_differ_in_columns_and_stand_for_departments() {
    let book = book_of(&[
        ("民政局", &["序号|事项名称|频次", "1|低保对象台账|每月"]),
        (
            "公安分局",
            &["频次|事项名称|类别", "每季度|流动人口检查|检查"],
        ),
        ("说明", &["本表由各部门填写，于月底前报送。"]),
    ]);
    let intake = take(book);
    assert_eq!(
        seen(&intake),
        [
            item("低保对象台账", "", "民政局", "每月"),
            item("流动人口检查", "检查", "公安分局", "每季度"),
        ]
    );
    assert!(sheets(&intake)[2].not_a_list.is_some());
}

#[test]
fn sheets_and_files_name_the_community() {
    let book = book_of(&[
        ("幸福社区", &["序号|事项名称|频次", "1|低保对象台账|每月"]),
        ("朝阳社区", &["序号|事项名称|频次", "1|低保对象台账|每月"]),
    ]);
    let intake = take_as("桃园街道2024年三季度.xlsx", book, Overrides::default());
    let items = &intake.items;
    let places: Vec<_> = items
        .entries
        .iter()
        .map(|entry| [entry.street, entry.community].map(|place| items.texts.get(place)))
        .collect();
    assert_eq!(places, [["桃园街道", "幸福社区"], ["桃园街道", "朝阳社区"]]);
    assert_eq!(items.items.len(), 1);
}

#[test]
fn hidden_sheets_are_read_only_when_named() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    write(
        workbook.add_worksheet(),
        &["序号|事项名称|频次", "1|党员名册|每月"],
        &[],
    );
    let hidden = workbook.add_worksheet().set_name("去年").unwrap();
    write(hidden, &["序号|事项名称|频次", "1|团员名册|每月"], &[]);
    hidden.set_hidden(true);
    let bytes = workbook.save_to_buffer().unwrap();
    let intake = take(&bytes);
    assert_eq!(names(&intake), ["党员名册"]);
    assert!(sheets(&intake)[1].hidden);
    let named = Overrides {
        sheet: Some("去年".into()),
        ..Overrides::default()
    };
    assert_eq!(names(&take_as("q3", &bytes, named)), ["团员名册"]);
}

#[test]
fn people_overrule_how_a_file_is_understood() {
    let text = "甲,乙,丙\n1,党员名册,每月\n2,团员名册,每年\n";
    assert!(names(&take(text)).is_empty());
    for named in ["乙", "B"] {
        let overrides = Overrides {
            header_row: Some(1),
            columns: vec![(Field::Name, named.into()), (Field::Frequency, "丙".into())],
            ..Overrides::default()
        };
        let intake = take_as("q3.csv", text, overrides);
        assert_eq!(seen(&intake)[0], item("党员名册", "", "", "每月"));
        assert_eq!(seen(&intake).len(), 2);
    }
}

#[test]
fn a_row_or_column_that_is_not_there_is_an_error_that_names_what_is() {
    let text = "序号,工作,类别,频次\n1,党员名册,台账,每月\n";
    let overrides = Overrides {
        header_row: Some(9),
        ..Overrides::default()
    };
    let intake = take_as("q3.csv", text, overrides);
    assert!(codes(&intake).contains(&"no-such-row") && intake.has_failed());
    let overrides = Overrides {
        header_row: Some(1),
        columns: vec![(Field::Name, "工作".into()), (Field::Form, "方式".into())],
        ..Overrides::default()
    };
    let intake = take_as("q3.csv", text, overrides);
    assert_eq!(names(&intake), ["党员名册"]);
    assert_eq!(codes(&intake), ["no-such-column"]);
    assert!(intake.has_failed());
    let help = intake.diags[0].help.clone().unwrap().to_string();
    assert!(help.contains("序号、工作、类别、频次"), "{help}");
}

#[test]
fn a_users_words_reach_the_layout() {
    let file = |text: &str| jianfu::place::SourceFile {
        path: "own.toml".into(),
        text: text.into(),
    };
    let head = "[words]\nid = \"layout\"\ntitle = \"本区\"\nsource = \"本区\"\n";
    let own = format!("{head}[layout.totals]\nphrases = [\"全年拢共\"]\ndrop = [\"累计\"]\n");
    let (words, diags) = jianfu::words::Words::load(&[file(&own)]);
    assert!(diags.is_empty(), "{diags:?}");
    let totals = &words.layout().totals;
    assert!(totals.contains("全年拢共") && totals.contains("合计") && !totals.contains("累计"));
    let wrong = format!("{head}[layout.total]\nphrases = [\"拢共\"]\n");
    let (_, diags) = jianfu::words::Words::load(&[file(&wrong)]);
    assert_eq!(diags.len(), 1);
    assert!(format!("{diags:?}").contains("totals"), "{diags:?}");
}
