//! What people send is read as they mean it: exactly the items, every row accounted for.

mod sheets;

use jianfu::intake::Overrides;
use jianfu::item::Field;
use jianfu::read::ReadOptions;
use sheets::*;

/// Two items that stand in many of the sheets below.
fn two() -> Vec<Seen> {
    vec![
        item("党员名册", "台账", "组织科", "每月"),
        item("平安建设例会", "会议", "政法科", "每季度"),
    ]
}

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
fn cells_of_a_workbook_are_read_as_people_see_them() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    write(
        sheet,
        &[
            "序号|事项名称|频次|启用时间|备注",
            "1|党员名册|12",
            "2|平安建设例会|每月",
        ],
        &[],
    );
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 3, 1).unwrap();
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet
        .write_datetime_with_format(1, 3, &date, &format)
        .unwrap();
    sheet
        .write_formula(
            1,
            4,
            rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A"),
        )
        .unwrap();
    let intake = take(workbook.save_to_buffer().unwrap());
    let id = intake.items.entries[0].item;
    assert_eq!(intake.items.typed(id, Field::Frequency), "12");
    assert_eq!(intake.items.typed(id, Field::Date), "2024-03-01");
}

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
fn a_page_saved_as_xls_is_its_table() {
    let page = "<html><head><meta charset=\"gb2312\"><style>td{x:1}</style></head><body><table border=1><tr><td colspan=5>社区事项表</td></tr><tr><th>序号<th>事项名称<th>类别<th>责任部门<th>频次</tr><tr><td>1</td><td>党员<br>名册</td><td>台账</td><td rowspan=\"2\">组织科</td><td>每月</td></tr><tr><td>2</td><td>党课&nbsp;</td><td>会议</td><td>每季度</td></tr></table></body></html>";
    let (bytes, ..) = encoding_rs::GB18030.encode(page);
    let intake = take(bytes);
    assert_eq!(
        seen(&intake),
        [
            item("党员名册", "台账", "组织科", "每月"),
            item("党课", "会议", "组织科", "每季度")
        ]
    );
}

#[test]
fn the_xml_of_2003_is_read() {
    let page = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="民政局"><Table><Row><Cell><Data ss:Type="String">序号</Data></Cell><Cell><Data ss:Type="String">事项名称</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">频次</Data></Cell></Row><Row ss:Index="3"><Cell><Data ss:Type="Number">1</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="String">低保对象台账</Data></Cell><Cell><Data ss:Type="String">每月</Data></Cell></Row></Table></Worksheet></Workbook>"#;
    let intake = take(page);
    assert_eq!(seen(&intake), [item("低保对象台账", "", "民政局", "每月")]);
    assert_eq!(intake.items.entries[0].row, 3);
}

#[test]
fn open_document_sheets_keep_merged_areas_and_hidden_sheets() {
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let row = |cells: &[&str]| {
        format!(
            "<table:table-row>{}</table:table-row>",
            cells.iter().map(|c| cell(c)).collect::<String>()
        )
    };
    let body = format!(
        "<table:table table:name=\"事项\">{}<table:table-row>{}<table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>组织科</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"12\"><text:p>12</text:p></table:table-cell></table:table-row><table:table-row>{}<table:covered-table-cell/>{}<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row><table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table><table:table table:name=\"旧\" table:style-name=\"hid\">{}{}</table:table>",
        row(&["事项名称", "责任部门", "频次"]),
        cell("党员<text:s/>名册&amp;档案"),
        cell("党课"),
        cell("每季度<office:annotation><text:p>批注</text:p></office:annotation>"),
        row(&["事项名称", "频次"]),
        row(&["团员名册", "每月"]),
    );
    let intake = take(ods(&body));
    assert_eq!(
        seen(&intake),
        [
            item("党员名册&档案", "", "组织科", "12"),
            item("党课", "", "组织科", "每季度")
        ]
    );
    assert!(sheets(&intake)[1].hidden);
}

#[test]
fn what_is_no_spreadsheet_is_refused_with_a_reason() {
    let word: [(&str, &[u8]); 1] = [("word/document.xml", b"<w/>")];
    let cases: [(&[u8], &str); 7] = [
        (b"", "empty-file"),
        (b"%PDF-1.7", "not-a-spreadsheet"),
        (&archive(&word), "not-a-spreadsheet"),
        (&archive(&[("a.txt", b"x")]), "not-a-spreadsheet"),
        (b"PK\x03\x04 broken", "damaged-file"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 broken", "damaged-file"),
        (b"\x00\x01\x02\x03\x00\x00\x07\x00", "binary-file"),
    ];
    for (bytes, code) in cases {
        assert_eq!(refused(&take(bytes)), code, "{bytes:?}");
    }
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

#[test]
fn a_second_list_beside_the_first_is_said() {
    let intake = take(
        "序号,事项名称,责任部门,频次,,序号,事项名称,责任部门,频次\n1,党员名册,组织科,每月,,3,党课,组织科,每季度\n2,平安建设例会,政法科,每季度,,4,禁毒台账,禁毒办,每月\n",
    );
    assert_eq!(names(&intake), ["党员名册", "平安建设例会"]);
    assert_eq!(codes(&intake), ["second-list"]);
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

#[test]
fn a_row_that_numbers_the_columns_is_no_item() {
    let intake = take(
        "序号,事项名称,类别,责任部门,频次\n甲,乙,1,2,3\n1,党员名册,台账,组织科,每月\n2,平安建设例会,会议,政法科,每季度\n",
    );
    assert_eq!(seen(&intake), two());
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
