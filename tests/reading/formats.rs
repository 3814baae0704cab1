//! Workbooks and pages of every kind are the tables that people see in them.

use jianfu::item::Field;

use crate::sheets::*;

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
