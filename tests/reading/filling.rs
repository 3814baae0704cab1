//! What is written once for several rows holds for all of them: merged cells, ditto marks, bands.

use crate::sheets::*;

#[test]
fn merged_cells_are_filled_down() {
    let intake = take(book(
        &[
            "责任部门|类别|序号|工作事项|频次",
            "组织科|台账|1|党员名册|每月",
            "||2|发展党员档案|按需",
            "|会议|3|支部党员大会|每季度",
            "政法科||4|平安建设例会|每季度",
        ],
        &[[1, 0, 3, 0], [1, 1, 2, 1], [3, 1, 4, 1]],
    ));
    assert_eq!(
        seen(&intake),
        [
            item("党员名册", "台账", "组织科", "每月"),
            item("发展党员档案", "台账", "组织科", "按需"),
            item("支部党员大会", "会议", "组织科", "每季度"),
            item("平安建设例会", "会议", "政法科", "每季度"),
        ]
    );
}

#[test]
fn a_column_written_once_a_group_is_filled_where_a_file_keeps_no_merged_areas() {
    let intake = take(
        "责任部门,序号,工作事项,频次\n组织科,1,党员名册,每月\n,2,支部党员大会,每季度\n,3,党课,每季度\n政法科,4,平安建设例会,每季度\n,5,矛盾纠纷台账,每月\n",
    );
    let departments: Vec<String> = seen(&intake).into_iter().map(|[_, _, d, _]| d).collect();
    assert_eq!(
        departments,
        ["组织科", "组织科", "组织科", "政法科", "政法科"]
    );
    assert_eq!(codes(&intake), ["filled-from-above"]);
}

#[test]
fn single_blank_departments_stay_blank() {
    let intake = take(
        "序号,工作事项,责任部门,频次\n1,党员名册,组织科,每月\n2,支部党员大会,组织科,每季度\n3,党课,,每季度\n4,平安建设例会,政法科,每季度\n",
    );
    assert_eq!(seen(&intake)[2], item("党课", "", "", "每季度"));
}

#[test]
fn ditto_marks_say_what_stands_above() {
    let intake = take(
        "序号\t事项名称\t类别\t责任部门\t频次\n1\t党员名册\t台账\t组织科\t每月\n2\t团员名册\t同上\t〃\t″\n3\t党课\t会议\t同 上\t每季度\n",
    );
    assert_eq!(
        seen(&intake),
        [
            item("党员名册", "台账", "组织科", "每月"),
            item("团员名册", "台账", "组织科", "每月"),
            item("党课", "会议", "组织科", "每季度"),
        ]
    );
}

#[test]
fn bands_give_category_or_department() {
    let intake = take(book(
        &[
            "社区事项目录",
            "序号|事项名称|频次",
            "一、民政局（2项）",
            "（一）会议类",
            "1|民政工作例会|每月",
            "（二）台账类",
            "1|低保对象台账|每月",
            "二、公安分局",
            "1|流动人口检查|每季度",
            "合计|3项",
        ],
        &[
            [0, 0, 0, 2],
            [2, 0, 2, 2],
            [3, 0, 3, 2],
            [5, 0, 5, 2],
            [7, 0, 7, 2],
        ],
    ));
    assert_eq!(
        seen(&intake),
        [
            item("民政工作例会", "会议类", "民政局", "每月"),
            item("低保对象台账", "台账类", "民政局", "每月"),
            item("流动人口检查", "", "公安分局", "每季度"),
        ]
    );
}

#[test]
fn bands_need_no_merged_area_and_no_ordinal() {
    let intake = take(
        "序号,事项名称,责任部门,频次\n会议类,,,\n1,平安建设例会,政法科,每季度\n小计,1项,,\n台账类,,,\n1,党员名册,组织科,每月\n小计,1,,\n总计,2,,\n",
    );
    assert_eq!(
        seen(&intake),
        [
            item("平安建设例会", "会议类", "政法科", "每季度"),
            item("党员名册", "台账类", "组织科", "每月"),
        ]
    );
}

#[test]
fn bands_may_be_numbered_in_brackets() {
    let intake = take(
        "序号,事项名称,责任部门,频次\n（一）会议类,,,\n1,平安建设例会,政法科,每季度\n（二）台账类（共1项）,,,\n1,党员名册,组织科,每月\n",
    );
    assert_eq!(
        seen(&intake),
        [
            item("平安建设例会", "会议类", "政法科", "每季度"),
            item("党员名册", "台账类", "组织科", "每月"),
        ]
    );
}

#[test]
fn a_column_of_categories_needs_no_heading() {
    let intake = take(book(
        &[
            "|序号|事项名称|责任部门|频次",
            "会议类|1|平安建设例会|政法科|每季度",
            "|2|支部党员大会|组织科|每季度",
            "台账类|3|党员名册|组织科|每月",
            "|4|矛盾纠纷台账|政法科|每月",
        ],
        &[[1, 0, 2, 0], [3, 0, 4, 0]],
    ));
    let categories: Vec<String> = seen(&intake).into_iter().map(|[_, c, ..]| c).collect();
    assert_eq!(categories, ["会议类", "会议类", "台账类", "台账类"]);
}
