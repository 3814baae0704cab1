//! Shapes that sheets of street offices have, each with exactly its items.

// A sheet that can't be taken apart is a failed test.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod sheets;

use jianfu::intake::Overrides;
use sheets::*;

#[test]
fn the_number_may_stand_in_the_middle() {
    let intake = take("频率,名称,序号,类型\n每月,党员名册,1,台账\n每周,网格例会,2,会议\n");
    assert_eq!(
        seen(&intake),
        [
            item("党员名册", "台账", "", "每月"),
            item("网格例会", "会议", "", "每周")
        ]
    );
}

#[test]
fn a_list_of_contacts_with_its_own_numbers_stays_outside() {
    let rows = "序号,事项名称,类别,部门,频次,序号,姓名,电话\n1,党员名册,台账,组织科,每月,1,王红,55501101\n2,党课,会议,组织科,每季度,,,\n";
    let intake = take(rows);
    assert_eq!(names(&intake), ["党员名册", "党课"]);
    let contacts = sheets(&intake)[0].columns.iter();
    assert!(
        contacts
            .map(|column| column.heading.as_str())
            .all(|heading| heading != "电话")
    );
}

#[test]
fn what_is_to_be_done_names_items_where_nothing_else_does() {
    let rows = "编号,责任部门,类别,工作内容,频率\n1,党政办,会议,备注栏填写说明会,一次性\n2,妇联,台账,妇女儿童档案,每年\n";
    let intake = take(rows);
    assert_eq!(
        seen(&intake),
        [
            item("备注栏填写说明会", "会议", "党政办", "一次性"),
            item("妇女儿童档案", "台账", "妇联", "每年")
        ]
    );
    let both = take("序号,工作内容,事项名称,频次\n1,登记党员,党员名册,每月\n");
    assert_eq!(names(&both), ["党员名册"]);
}

#[test]
fn ditto_marks_may_be_doubled_and_dashed() {
    for mark in [
        "〃〃",
        "—〃—",
        "--\"--",
        "″ ″",
        "同 上",
        "同上一行",
        "……",
        "..",
    ] {
        let rows = format!(
            "序号\t事项名称\t部门\t频次\n1\t党员名册\t组织科\t每月\n2\t党课\t{mark}\t每季度\n"
        );
        let intake = take(rows);
        assert_eq!(seen(&intake)[1][2], "组织科", "{mark}");
    }
    let dashes = take("序号,事项名称,部门,频次\n1,党员名册,组织科,每月\n2,党课,——,每季度\n");
    assert_eq!(seen(&dashes)[1][2], "——");
}

#[test]
fn bands_may_have_a_number_in_a_column_of_their_own() {
    let sub = take(
        "编号,项目,责任部门,频次\n1,会议类,,\n1.1,党员大会,组织科,每季度\n2,台账类,,\n2.1,党员名册,组织科,每月\n",
    );
    assert_eq!(
        seen(&sub),
        [
            item("党员大会", "会议类", "组织科", "每季度"),
            item("党员名册", "台账类", "组织科", "每月")
        ]
    );
    let chinese = take(
        "序号,事项,责任部门,频次\n一,会议,,\n1,党员大会,组织科,每季度\n2,例会,党政办,每周\n二,台账,,\n1,党员名册,组织科,每月\n",
    );
    assert_eq!(
        seen(&chinese)
            .iter()
            .map(|item| item[1].as_str())
            .collect::<Vec<_>>(),
        ["会议", "会议", "台账"]
    );
    let spaced = take("序号,事项,责任部门,频次\n五 机构牌子类,,,\n1,家长学校,妇联,长期\n");
    assert_eq!(
        seen(&spaced),
        [item("家长学校", "机构牌子类", "妇联", "长期")]
    );
}

#[test]
fn items_without_anything_else_stay_items() {
    let rows = "序号,事项名称,部门,频次\n1,党员名册,,\n2,网格例会,,\n3,低保台账,,\n";
    assert_eq!(names(&take(rows)), ["党员名册", "网格例会", "低保台账"]);
}

#[test]
fn tables_of_a_page_have_the_names_that_spreadsheets_show() {
    let table = |name: &str| {
        format!("<table><tr><td>事项名称<td>频次</tr><tr><td>{name}<td>每月</tr></table>")
    };
    let page = format!(
        "<html><body>{}{}</body></html>",
        table("党员名册"),
        table("党课")
    );
    let intake = take_as("q3.xls", page, Overrides::default());
    let ids: Vec<String> = intake
        .items
        .entries
        .iter()
        .map(|entry| intake.items.place_of(entry).to_string())
        .collect();
    assert_eq!(ids, ["q3.xls#Sheet1!2", "q3.xls#Sheet2!2"]);
    let named = format!(
        "<html><!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>会议类</x:Name></x:ExcelWorksheet></xml><![endif]-->{}</html>",
        table("党课")
    );
    let intake = take_as("q3.xls", named, Overrides::default());
    assert_eq!(&*sheets(&intake)[0].name, "会议类");
}

#[test]
fn a_name_with_a_bare_number_under_another_heading_is_an_item() {
    let intake = take("事项名称,频次\n党员名册,12\n消防检查,每月\n");
    assert_eq!(names(&intake), ["党员名册", "消防检查"]);
    let alone = take("事项名称,频次\n党员名册,12\n");
    assert_eq!(names(&alone), ["党员名册"]);
    let banded = take("事项名称,频次\n台账类,8\n党员名册,每年\n");
    assert_eq!(names(&banded), ["党员名册"]);
}

#[test]
fn a_band_that_names_a_department_is_none_of_a_category() {
    let rows = "序号,工作事项,类别,频次\n一、宣传科,,,\n1,书香家庭推荐,评比,每年\n二、就业中心,,,\n1,招聘信息表,报表,每月\n";
    let departments = seen(&take(rows));
    assert_eq!(
        departments,
        [
            item("书香家庭推荐", "评比", "宣传科", "每年"),
            item("招聘信息表", "报表", "就业中心", "每月")
        ]
    );
}

#[test]
fn figures_below_the_list_are_another_table() {
    let rows = "部门,事项名称,类别,周期\n房管科,白蚁防治统计表,报表,每年\n,,,\n附：各社区基本情况,,,\n社区,户数,人口,党员数\n汇林社区,2310,6120,188\n绿洲社区,1875,5044,143\n合计,4185,11164,331\n";
    assert_eq!(names(&take(rows)), ["白蚁防治统计表"]);
}

#[test]
fn a_bare_number_is_counted_in_the_period_of_its_heading() {
    let rates = |rows: &str| -> Vec<Option<f64>> {
        let intake = take(rows);
        let items = intake.items.items.iter();
        items
            .map(|item| item.frequency.rate.map(jianfu::item::Rate::per_year))
            .collect()
    };
    let rows = "序号,事项名称,部门,年次数\n1,党员名册,组织科,12\n2,党课,组织科,4次\n3,安全检查,应急科,不定期\n";
    assert_eq!(rates(rows), [Some(12.0), Some(4.0), None]);
    let rows = "序号,事项名称,部门,每月次数\n1,党员名册,组织科,2\n";
    assert_eq!(rates(rows), [Some(24.0)]);
    let rows = "序号,事项名称,部门,次数\n1,党员名册,组织科,2\n";
    assert_eq!(rates(rows), [None]);
}

/// Names with how often, as understood.
fn rhythms(intake: &jianfu::intake::Intake) -> Vec<(String, Option<f64>)> {
    let items = &intake.items;
    let rate = |item| {
        let rate = items.item(item).frequency.rate;
        rate.map(jianfu::item::Rate::per_year)
    };
    let entries = items.entries.iter();
    entries
        .map(|entry| {
            let name = items.typed(entry.item, jianfu::item::Field::Name);
            (name.to_owned(), rate(entry.item))
        })
        .collect()
}

#[test]
fn each_of_several_columns_may_stand_for_a_rhythm() {
    let expected = [
        ("低保动态管理表".to_owned(), Some(13.0)),
        ("流动人口登记簿".to_owned(), Some(4.0)),
        ("党员名册".to_owned(), None),
    ];
    let two_rows = "填报单位：荷影社区居委会,,,,,,\n序号,事项名称,责任部门,报送频次,,,备注\n,,,月报,季报,年报,\n1,低保动态管理表,民政科,√,,√,\n2,流动人口登记簿,派出所,,√,,\n3,党员名册,组织科,,,,\n";
    let intake = take(two_rows);
    assert_eq!(rhythms(&intake), expected);
    assert_eq!(sheets(&intake)[0].header_rows, [2, 3]);
    assert_eq!(seen(&intake)[0][3], "月报、年报");
    let merged = book(
        &[
            "序号|事项名称|报送频次|||备注",
            "||月报|季报|年报|",
            "1|低保动态管理表|是|否|是|",
            "2|流动人口登记簿|否|是|否|",
            "3|党员名册|否|否|否|",
        ],
        &[[0, 0, 1, 0], [0, 1, 1, 1], [0, 2, 0, 4], [0, 5, 1, 5]],
    );
    assert_eq!(rhythms(&take(merged)), expected);
    let one_row = "事项名称,责任科室,月报,季报,年报\n低保动态管理表,民政科,√,×,√\n流动人口登记簿,派出所,,√,\n党员名册,组织科,×,×,×\n";
    assert_eq!(rhythms(&take(one_row)), expected);
}

#[test]
fn such_columns_may_say_how_often() {
    let rows = "序号,会议名称,召集部门,次数,,,参会人员\n,,,每周,每月,每年,\n1,网格例会,网格中心,2,,,社工\n2,安全生产会,应急办,,1,,书记\n3,党员大会,党建办,,,4次,党员\n";
    assert_eq!(
        rhythms(&take(rows)),
        [
            ("网格例会".to_owned(), Some(104.0)),
            ("安全生产会".to_owned(), Some(12.0)),
            ("党员大会".to_owned(), Some(4.0)),
        ]
    );
}

#[test]
fn columns_of_other_things_are_no_rhythms() {
    let days = "事项名称,部门,月报,季报\n低保表,民政科,5日前,\n老龄表,老龄办,,10日前\n";
    let intake = take(days);
    assert_eq!(rhythms(&intake)[0].1, None);
    assert_eq!(sheets(&intake)[0].unused.len(), 2);
    let beside = "事项名称,频次,月报,季报\n低保表,每年,√,\n老龄表,每周,,√\n";
    let rates: Vec<_> = rhythms(&take(beside))
        .into_iter()
        .map(|one| one.1)
        .collect();
    assert_eq!(rates, [Some(1.0), Some(52.0)]);
}

#[test]
fn a_line_of_work_is_no_category() {
    let rows = "序号,工作事项,牵头部门,办理频次\n1,党建工作,,\n1.1,党员积分登记,党建办,每季度\n2,综治工作,,\n2.1,出租房登记,派出所,每月\n";
    let intake = take(rows);
    let items = intake.items.items.iter();
    let categories: Vec<_> = items.map(|item| item.category.unwrap().word()).collect();
    assert_eq!(categories, ["ledger", "ledger"]);
}

#[test]
fn a_marked_line_in_the_column_of_names_is_a_band() {
    let wrapped = take(
        "【民政局】,,\n事项名称,频次,形式\n低保台账,每月,纸质\n【残联】,,\n事项名称,频次,形式\n残疾人台账,每季,电子\n",
    );
    assert_eq!(
        seen(&wrapped),
        [
            item("低保台账", "", "民政局", "每月"),
            item("残疾人台账", "", "残联", "每季")
        ]
    );
    let labelled = take(
        "部门：公安分局,,\n台账名称,周期,页数\n流动人口台账,每月,30页\n部门：司法局,,\n台账名称,周期,页数\n矫正人员台账,每月,10\n",
    );
    let departments: Vec<_> = seen(&labelled)
        .into_iter()
        .map(|seen| seen[2].clone())
        .collect();
    assert_eq!(departments, ["公安分局", "司法局"]);
}

#[test]
fn a_list_without_a_header_is_said_to_have_none() {
    let rows = "社区减负事项调查表,,,,\n1,居民代表大会,会议,居委会,每半年\n2,计生台账,台账,卫健局,每月\n3,创文检查,检查,文明办,每季\n";
    let intake = take(rows);
    assert!(names(&intake).is_empty(), "{:?}", names(&intake));
    assert_eq!(codes(&intake), ["no-name-column"]);
    let years = "事项名称,频次,2025,2026\n党员名册,每月,12,9\n";
    assert_eq!(names(&take(years)), ["党员名册"]);
}

#[test]
fn a_group_with_one_number_has_one_department() {
    let rows = "序号,区级部门,工作事项,完成时限\n1,民政局,社区养老服务统计,每月25日前\n,,居民自治示范评选,每年11月底\n2,残联,残疾人动态更新,每年8月底前\n,,残疾人就业登记,每季度末\n";
    let departments: Vec<_> = seen(&take(rows))
        .into_iter()
        .map(|seen| seen[2].clone())
        .collect();
    assert_eq!(departments, ["民政局", "民政局", "残联", "残联"]);
}

#[test]
fn sums_may_say_what_they_sum_up() {
    let rows = "事项,部门,频次\n低保核查,民政局,每月\n以上共1项,,\n";
    assert_eq!(skipped(&take(rows)), [(3, "total")]);
}
