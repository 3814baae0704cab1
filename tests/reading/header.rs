//! Header rows are found by what they say, wherever they stand and however often.

use crate::sheets::*;
use crate::two;

#[test]
fn a_title_with_unit_and_date_stands_above_the_header() {
    let intake = take(book(
        &[
            "附件1",
            "幸福社区工作事项统计表",
            "填报单位：幸福社区|||填报时间：2024年9月",
            "",
            "序号|事项名称|类别|责任部门|频次",
            "1|党员名册|台账|组织科|每月",
            "2|平安建设例会|会议|政法科|每季度",
        ],
        &[[1, 0, 1, 4]],
    ));
    assert_eq!(seen(&intake), two());
    assert_eq!(
        skipped(&intake),
        [(1, "title"), (2, "title"), (3, "title"), (4, "blank")]
    );
    let entry = &intake.items.entries[0];
    assert_eq!(intake.items.texts.get(entry.community), "幸福社区");
}

#[test]
fn a_header_in_two_rows_is_one_header() {
    let intake = take(book(
        &[
            "社区事项表",
            "序号|事项||下达情况||备注",
            "|名称|类别|部门|频次|",
            "1|党员名册|台账|组织科|每月|",
            "2|平安建设例会|会议|政法科|每季度|",
        ],
        &[
            [0, 0, 0, 5],
            [1, 0, 2, 0],
            [1, 1, 1, 2],
            [1, 3, 1, 4],
            [1, 5, 2, 5],
        ],
    ));
    assert_eq!(seen(&intake), two());
    assert_eq!(sheets(&intake)[0].header_rows, [2, 3]);
}

#[test]
fn a_header_in_two_rows_survives_csv() {
    let intake = take(
        "序号,事项名称,下达情况,,类别\n,,部门,频次,\n1,党员名册,组织科,每月,台账\n2,平安建设例会,政法科,每季度,会议\n",
    );
    assert_eq!(seen(&intake), two());
    assert_eq!(sheets(&intake)[0].header_rows, [1, 2]);
}

#[test]
fn a_header_may_take_three_rows_far_down() {
    let titles: Vec<String> = (0..18).map(|n| format!("说明第{n}段")).collect();
    let mut rows: Vec<&str> = titles.iter().map(String::as_str).collect();
    rows.extend([
        "序号|事项|||下达情况|",
        "|基本情况||类别|部门|频次",
        "|名称|编号|||",
        "1|党员名册|A1|台账|组织科|每月",
        "2|平安建设例会|A2|会议|政法科|每季度",
    ]);
    let merges = [
        [18, 0, 20, 0],
        [18, 1, 18, 3],
        [18, 4, 18, 5],
        [19, 1, 19, 2],
        [19, 3, 20, 3],
        [19, 4, 20, 4],
        [19, 5, 20, 5],
    ];
    let intake = take(book(&rows, &merges));
    assert_eq!(seen(&intake), two());
    assert_eq!(sheets(&intake)[0].header_rows, [19, 20, 21]);
}

#[test]
fn a_header_may_stand_under_each_band() {
    let intake = take(book(
        &[
            "社区事项汇总",
            "一、会议类",
            "序号|会议名称|召集部门|召开频次",
            "1|平安建设例会|政法科|每季度",
            "",
            "二、台账类",
            "序号|台账名称|更新频率|要求部门",
            "1|党员名册|每月|组织科",
        ],
        &[[0, 0, 0, 3], [1, 0, 1, 3], [5, 0, 5, 3]],
    ));
    assert_eq!(
        seen(&intake),
        [
            item("平安建设例会", "会议类", "政法科", "每季度"),
            item("党员名册", "台账类", "组织科", "每月"),
        ]
    );
    assert_eq!(sheets(&intake)[0].header_rows, [3, 7]);
}

#[test]
fn headers_pages_and_totals_repeat() {
    let intake = take(
        "社区事项表,,,,\n序号,事项名称,类别,责任部门,频次\n1,党员名册,台账,组织科,每月\n本页小计,1,,,\n,,第 1 页 共 2 页,,\n\n社区事项表（续表）,,,,\n序号,事项名称,类别,责任部门,频次\n1,平安建设例会,会议,政法科,每季度\n合 计,共2项,,,\n",
    );
    assert_eq!(seen(&intake), two());
    let reasons: Vec<_> = skipped(&intake)
        .into_iter()
        .map(|(_, reason)| reason)
        .collect();
    assert_eq!(
        reasons,
        [
            "title",
            "total",
            "page",
            "blank",
            "title",
            "repeated_header",
            "total"
        ]
    );
}

#[test]
fn a_row_that_numbers_the_columns_is_no_item() {
    let intake = take(
        "序号,事项名称,类别,责任部门,频次\n甲,乙,1,2,3\n1,党员名册,台账,组织科,每月\n2,平安建设例会,会议,政法科,每季度\n",
    );
    assert_eq!(seen(&intake), two());
}
