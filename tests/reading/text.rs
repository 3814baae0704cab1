//! Text is decoded by what it says, and read record by record.

use jianfu::intake::Overrides;
use jianfu::read::ReadOptions;

use crate::sheets::*;
use crate::two;

#[test]
fn text_is_decoded_by_what_it_says() {
    let text = "序号,事项名称,类别,责任部门,频次\n1,党员名册,台账,组织科,每月\n2,平安建设例会,会议,政法科,每季度\n";
    let encoded = |label: &str| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        encoding.encode(text).0.into_owned()
    };
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    for bytes in [
        text.as_bytes().to_vec(),
        marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()),
        encoded("gb18030"),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        marked(b"\xFF\xFE", utf16(u16::to_le_bytes)),
        marked(b"\xFE\xFF", utf16(u16::to_be_bytes)),
        text.replace('\n', "\r\n").into_bytes(),
        text.replace('\n', "\r").into_bytes(),
        text.replace(',', ";").into_bytes(),
        text.replace(',', "|").into_bytes(),
        text.replace(',', "，").into_bytes(),
        text.replace(',', "\t").into_bytes(),
        format!("sep=;\n{}", text.replace(',', ";")).into_bytes(),
    ] {
        assert_eq!(seen(&take(&bytes)), two(), "{bytes:?}");
    }
}

#[test]
fn bytes_that_are_valid_in_two_encodings_are_read_as_chinese() {
    let (bytes, ..) = encoding_rs::GB18030.encode("名称\n平台\n系统\n");
    let options = ReadOptions {
        encoding: Some("gbk".into()),
        ..ReadOptions::default()
    };
    let intake = take_with("q3", &bytes, Overrides::default(), &options);
    assert_eq!(names(&intake), ["平台", "系统"]);
    let (bytes, ..) = encoding_rs::GB18030.encode("平台,系统\n");
    assert!(std::str::from_utf8(&bytes).is_ok());
    let intake = take(bytes);
    assert!(!format!("{intake:?}").contains("ƽ"));
}

#[test]
fn big5_is_told_from_gb18030() {
    let text = "序號,事項名稱,類別,責任單位,頻率\n1,社區會議記錄,會議,民政局,每月\n2,資料登記表,報表,社會局,每季\n";
    let (bytes, ..) = encoding_rs::BIG5.encode(text);
    let intake = take(bytes);
    assert!(intake.items.texts.find("社區會議記錄").is_some());
}

#[test]
fn damaged_text_is_refused_with_its_line() {
    let mut bytes = "序号,事项名称,频次\n1,党员名册,每月\n2,平安建设例会,每季度\n"
        .as_bytes()
        .to_vec();
    let at = bytes.len() - 8;
    bytes[at] = 0xFF;
    let intake = take(&bytes);
    let error = intake.inputs[0].sheets.as_ref().unwrap_err();
    assert_eq!(error.code, "undecodable-text");
    assert!(format!("{:?}", error.place).contains("row: 3"), "{error:?}");
}

#[test]
fn text_that_lost_characters_is_refused_with_its_line() {
    for line_break in ["\n", "\r\n", "\r"] {
        let text = "序号,事项名称,频次\n1,党员名册,每月\n2,平安\u{FFFD}设例会,每季度\n"
            .replace('\n', line_break);
        let intake = take(text);
        let error = intake.inputs[0].sheets.as_ref().unwrap_err();
        assert_eq!(error.code, "lost-characters");
        assert!(format!("{:?}", error.place).contains("row: 3"), "{error:?}");
    }
}

#[test]
fn a_stray_quotation_mark_costs_no_row() {
    let mut text = "序号,事项名称,频次\n".to_owned();
    for n in 1..=200 {
        let mark = if n == 10 { "\"" } else { "" };
        text += &format!("{n},{mark}事项{n}台账,每月\n");
    }
    let intake = take(&text);
    assert_eq!(names(&intake).len(), 200);
    assert_eq!(names(&intake)[9], "\"事项10台账");
    assert_eq!(codes(&intake), ["stray-quote"]);
    let quoted = text
        .replace("事项150台账", "\"事项150,台账\"")
        .replace("事项160台账", "\"事项\n160台账\"");
    let intake = take(quoted);
    assert_eq!(names(&intake).len(), 200);
    assert_eq!(names(&intake)[149], "事项150,台账");
}

#[test]
fn objects_of_json_are_items() {
    let text = "{\"name\": \"党员名册\", \"category\": \"台账\", \"department\": \"组织科\", \"frequency\": \"每月\"}\n\n{\"责任部门\": \"政法科\", \"事项名称\": \"平安建设例会\", \"类别\": \"会议\", \"频次\": \"每季度\", \"pages\": 3}\n";
    let intake = take(text);
    assert_eq!(seen(&intake)[0], two()[0]);
    assert_eq!(intake.items.entries[0].row, 1);
    assert_eq!(sheets(&intake)[0].header_rows, [0_u32; 0]);
    let intake = take("{\"name\": \"党员名册\"}\n{\"name\": \n");
    assert_eq!(refused(&intake), "malformed-json");
}

#[test]
fn records_with_too_few_cells_are_told_with_their_line() {
    let text = "社区事项表\n序号,事项名称,频次,部门\n1,党员名册,每月,组织科\n2,党课,每季度\n3,楼栋长例会,每月,\n填表人：张三\n";
    let intake = take(text);
    assert_eq!(names(&intake), ["党员名册", "党课", "楼栋长例会"]);
    assert_eq!(codes(&intake), ["short-row"]);
    let place = format!("{:?}", intake.diags[0].place);
    assert!(place.contains("row: 4"), "{place}");
}

#[test]
fn what_steers_a_terminal_is_no_part_of_a_name() {
    let plain = "序号,事项名称,类别,频次\n1,党员名册,台账,每月\n2,楼栋长例会,会议,每季度\n";
    let coloured = plain
        .replace("党员名册", "\u{1B}[31m党员名册\u{1B}[0m")
        .replace("会议", "\"\u{1B}[1;4m会议\u{1B}[K\"")
        .replace("序号", "\u{1B}]0;a,b\u{7}序号");
    assert_eq!(seen(&take(&coloured)), seen(&take(plain)));
    let object = "{\"name\": \"\\u001b[31m党员名册\\u001b[0m\"}\n";
    assert_eq!(names(&take(object)), ["党员名册"]);
    let book = book(&["序号|事项名称|频次", "1|\u{1B}[31m党员名册|每月"], &[]);
    assert_eq!(names(&take(book)), ["党员名册"]);
}

#[test]
fn hours_that_cannot_be_are_unknown_and_told_with_their_place() {
    let hours = [
        "-3",
        "NaN",
        "9000",
        "1e999",
        "2小时、3小时",
        "2小时",
        "半天",
        "视情况",
        "",
    ];
    let rows: Vec<_> = hours
        .iter()
        .enumerate()
        .map(|(n, hours)| format!("{n},第{n}号台账,每月,{hours}\n"))
        .collect();
    let intake = take("序号,事项名称,频次,每次耗时（小时）\n".to_owned() + &rows.concat());
    let known: Vec<_> = intake
        .items
        .items
        .iter()
        .map(|item| item.effort.is_some())
        .collect();
    assert_eq!(
        known,
        [false, false, false, false, false, true, true, false, false]
    );
    let places: Vec<_> = intake
        .diags
        .iter()
        .map(|diag| match &diag.place {
            jianfu::place::Place::Cell(cell) => (diag.code, cell.row, cell.column),
            place => panic!("{place:?}"),
        })
        .collect();
    let told = [2, 3, 4, 5, 6].map(|row| ("unread-hours", row, Some(3)));
    assert_eq!(places, told);
}

#[test]
fn hours_of_many_people_may_be_more_than_those_of_a_year() {
    let intake = take(
        "序号,事项名称,频次,每次耗时\n1,巡查,一次性,20人×500小时\n2,值守,一次性,20人×9000小时\n",
    );
    let minutes: Vec<_> = intake
        .items
        .items
        .iter()
        .map(|item| Some(item.effort?.minutes))
        .collect();
    assert_eq!(minutes, [Some(600_000), None]);
    assert_eq!(codes(&intake), ["unread-hours"]);
}
