//! Which rows are items, and what the others are.

use crate::sheets::*;
use crate::two;

#[test]
fn notes_and_signatures_stand_at_the_foot() {
    let intake = take(book(
        &[
            "序号|事项名称|类别|责任部门|频次",
            "1|党员名册|台账|组织科|每月",
            "2|平安建设例会|会议|政法科|每季度",
            "",
            "填表说明：",
            "1.本表由社区填报，一式三份。",
            "2.频次按实际填写。",
            "填表人：张三||审核人：李四||2024年9月30日",
            "单位负责人|||联系电话：|",
        ],
        &[],
    ));
    assert_eq!(seen(&intake), two());
    assert!(
        skipped(&intake)
            .iter()
            .skip(1)
            .all(|(_, reason)| *reason == "note"),
        "{:?}",
        skipped(&intake)
    );
}

#[test]
fn examples_of_a_template_are_no_items() {
    let intake = take(
        "序号,事项名称,类别,责任部门,频次\n示例,××台账,台账,××科,每月\n例：,××会议,会议,××科,每月\n1,党员名册,台账,组织科,每月\n2,平安建设例会,会议,政法科,每季度\n3,（示例）××检查,检查,××局,每年\n",
    );
    assert_eq!(seen(&intake), two());
}

#[test]
fn another_table_at_the_right_is_left_alone() {
    let intake = take(book(
        &[
            "社区事项表||||||通讯录",
            "序号|事项名称|类别|责任部门|频次||科室|联系人|电话",
            "1|党员名册|台账|组织科|每月||组织科|张三|88886666",
            "2|平安建设例会|会议|政法科|每季度||政法科|李四|88887777",
            "||||||民政科|王五|88885555",
            "||||||残联|赵六|88884444",
        ],
        &[],
    ));
    assert_eq!(seen(&intake), two());
    assert_eq!(
        skipped(&intake)[1..],
        [(5, "other_table"), (6, "other_table")]
    );
    let contact = intake.items.entries[0].contact;
    assert!(contact.is_absent());
}

#[test]
fn another_table_below_is_left_alone() {
    let rows = [
        "序号|事项名称|类别|责任部门|频次",
        "1|党员名册|台账|组织科|每月",
        "2|平安建设例会|会议|政法科|每季度",
        "3|党课|会议|组织科|每季度",
        "",
        "附：各科室联系方式",
        "科室|联系人|电话",
        "组织科|张三|88886666",
        "政法科|李四|88887777",
    ];
    let intake = take(book(&rows, &[]));
    assert_eq!(names(&intake), ["党员名册", "平安建设例会", "党课"]);
    let unknown = [
        &rows[..5],
        &[
            "社区基本情况",
            "小区|户数|人口|面积",
            "桃园里|320|900|2",
            "杏花村|400|1200|3",
        ],
    ]
    .concat();
    assert_eq!(
        names(&take(book(&unknown, &[]))),
        ["党员名册", "平安建设例会", "党课"]
    );
}

#[test]
fn a_second_list_beside_the_first_is_said() {
    let intake = take(
        "序号,事项名称,责任部门,频次,,序号,事项名称,责任部门,频次\n1,党员名册,组织科,每月,,3,党课,组织科,每季度\n2,平安建设例会,政法科,每季度,,4,禁毒台账,禁毒办,每月\n",
    );
    assert_eq!(names(&intake), ["党员名册", "平安建设例会"]);
    assert_eq!(codes(&intake), ["second-list"]);
}

#[test]
fn statistics_forms_and_empty_templates_are_said_to_be_none() {
    for text in [
        "指标,计量单位,本年,上年\n户籍人口,人,3200,3100\n常住人口,人,4200,4100\n",
        "姓名,性别,年龄\n张三,男,30\n李四,女,40\n",
        "序号,事项名称,类别,责任部门,频次\n,,,,\n",
        "物资名称,数量,单价\n扫把,20,5\n铁锹,10,30\n",
    ] {
        let intake = take(text);
        assert!(names(&intake).is_empty(), "{text}");
        assert!(sheets(&intake)[0].not_a_list.is_some(), "{text}");
    }
}

#[test]
fn statistics_forms_are_refused_with_the_reason() {
    for text in [
        "指标名称,计量单位,本期数,备注\n户籍人口,人,3200,\n常住人口,人,4200,\n",
        "序号,指标名称,代码,单位,本年累计,上年同期\n1,低保户数,01,户,20,30\n2,残疾人数,02,人,40,41\n",
        "项目,数量,金额,备注\n扫把,20,100,\n铁锹,10,300,\n",
    ] {
        let intake = take(text);
        assert!(names(&intake).is_empty(), "{text}");
        let why = sheets(&intake)[0].not_a_list.clone().unwrap();
        assert!(why.to_string().contains("统计"), "{text}: {why}");
    }
    let text = "序号,台账名称,责任部门,更新频率,数量,户数\n1,低保对象台账,民政科,每月,1,20\n";
    assert_eq!(names(&take(text)), ["低保对象台账"]);
}

#[test]
fn names_are_kept_as_written() {
    let intake = take(
        "序号,事项名称,类别,责任部门,频次\n１,\"党 员\n名册\",台 账,组织科,每月\n２,平安建设　例会,会议,政法科,每季度\n",
    );
    assert_eq!(seen(&intake), two());
    assert_eq!(intake.items.entries[1].row, 4);
    assert_eq!(sheets(&intake)[0].rows, 3);
}

#[test]
fn words_of_totals_and_notes_may_be_in_names() {
    let text = "序号,事项名称,责任部门,频次\n1,汇总表报送,统计站,每月\n2,说明会,党政办,每年\n3,备注栏台账,党政办,每年\n4,示范社区创建,文明办,每年\n5,第一书记例会,组织科,每月\n6,小计台账核对,财政所,每月\n7,填表人培训,党政办,每年\n";
    assert_eq!(names(&take(text)).len(), 7);
}

#[test]
fn a_row_that_names_nothing_is_said() {
    let intake = take(
        "序号,事项名称,类别,责任部门,频次\n1,党员名册,台账,组织科,每月\n,,,民政科,每月\n2,平安建设例会,会议,政法科,每季度\n",
    );
    assert_eq!(seen(&intake), two());
    assert_eq!(skipped(&intake), [(3, "no_name")]);
}

#[test]
fn rows_of_words_that_are_headings_elsewhere_stay_items() {
    let intake = take(book(
        &[
            "序号|事项名称||类别|频次|形式",
            "民政局|||||",
            "1|居（村）委社区台账||台账|每年|纸质",
            "2|低保对象台账||台账|每月|纸质",
            "公安分局|||||",
            "3|社区||台账|每年|纸质",
        ],
        &[
            [0, 1, 0, 2],
            [1, 0, 1, 5],
            [2, 1, 2, 2],
            [3, 1, 3, 2],
            [4, 0, 4, 5],
            [5, 1, 5, 2],
        ],
    ));
    let departments: Vec<String> = seen(&intake).into_iter().map(|[_, _, d, _]| d).collect();
    assert_eq!(departments, ["民政局", "民政局", "公安分局"]);
    let intake =
        take("事项名称,类别,频次,形式\n社区居民台账,台账,每年,纸质\n居委会,会议,每月,电子\n");
    assert_eq!(names(&intake), ["社区居民台账", "居委会"]);
}
