//! The workbook samples: every street lays out its sheet in its own way, as streets do.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::paper::{Column, Paper, column, under};
use crate::quarter::{Row, STREETS, rows};

const TINGSONG: [Column; 12] = [
    column("序号", 6.0, |_| String::new()),
    column("社区", 10.0, |row| row.community.clone()),
    column("下达部门", 14.0, |row| row.department.clone()),
    column("类别", 10.0, |row| row.category.clone()),
    column("事项名称", 26.0, |row| row.name.clone()),
    column("设定依据", 40.0, |row| row.basis.clone()),
    under(
        "办理要求",
        column("频次", 14.0, |row| row.frequency.clone()),
    ),
    under("办理要求", column("方式", 12.0, |row| row.form.clone())),
    under(
        "办理要求",
        column("具体内容", 36.0, |row| row.content.clone()),
    ),
    column("每次耗时\n（小时）", 10.0, |row| row.hours.clone()),
    column("经费保障", 14.0, |row| row.funds.clone()),
    column("备注", 18.0, |row| row.note.clone()),
];

const TINGLAN: [Column; 11] = [
    column("序号", 6.0, |_| String::new()),
    column("工作事项", 26.0, |row| row.name.clone()),
    column("责任部门", 14.0, |row| row.department.clone()),
    column("政策依据", 40.0, |row| or_dash(&row.basis)),
    column("报送频次", 14.0, |row| row.frequency.clone()),
    column("报送形式", 12.0, |row| row.form.clone()),
    column("工作内容", 36.0, |row| row.content.clone()),
    column("用时（小时/次）", 10.0, |row| row.hours.clone()),
    column("经费来源", 14.0, |row| or_dash(&row.funds)),
    column("所属社区", 10.0, |row| row.community.clone()),
    column("备注", 18.0, |row| row.note.clone()),
];

const SHILI: [Column; 11] = [
    column("编号", 6.0, |_| String::new()),
    column("社区名称", 10.0, |row| row.community.clone()),
    column("项目名称", 26.0, |row| row.name.clone()),
    column("类型", 10.0, |row| row.category.clone()),
    column("布置单位", 14.0, |row| row.department.clone()),
    column("文件依据", 40.0, |row| row.basis.clone()),
    column("周期", 14.0, |row| row.frequency.clone()),
    column("载体", 12.0, |row| row.form.clone()),
    column("主要内容", 36.0, |row| row.content.clone()),
    column("耗时（小时）", 10.0, |row| hours_in_words(&row.hours)),
    column("备注", 18.0, |row| row.note.clone()),
];

/// Sheets of the street's workbook: one a category, each with its own heading for the name.
const BY_CATEGORY: [(&str, &str); 4] = [
    ("台账", "台账名称"),
    ("报表材料", "报表名称"),
    ("会议", "会议名称"),
    ("评比创建", "项目名称"),
];

/// The district's workbook: a page of instructions, a sheet a street, hidden choices.
pub(crate) fn district() -> Workbook {
    let mut workbook = dated();
    instructions(&mut workbook);
    let rows = rows();
    tingsong(&mut workbook, &of_street(&rows, 0));
    tinglan(&mut workbook, &of_street(&rows, 1));
    shili(&mut workbook, &of_street(&rows, 2));
    choices(&mut workbook);
    workbook
}

/// One street's workbook with a sheet a category.
pub(crate) fn street() -> Workbook {
    let mut workbook = dated();
    let rows = of_street(&rows(), 2);
    for (category, heading) in BY_CATEGORY {
        let columns = [
            column("序号", 6.0, |_| String::new()),
            column(heading, 28.0, |row| row.name.clone()),
            column("社区", 10.0, |row| row.community.clone()),
            column("要求部门", 14.0, |row| row.department.clone()),
            column("依据及文号", 28.0, |row| row.basis.clone()),
            column("时间要求", 14.0, |row| row.frequency.clone()),
            column("纸质/电子", 12.0, |row| row.form.clone()),
            column("说明", 30.0, |row| row.content.clone()),
        ];
        let mut paper = Paper::new(&mut workbook, category, &columns);
        paper.title(&format!("石栎街道社区{category}清单（虚构数据）"));
        paper.line("填报单位：石栎街道办事处　　　　2026年第三季度");
        paper.header();
        let held = rows.iter().filter(|row| row.category == category);
        for (index, row) in held.enumerate() {
            paper.row(index + 1, row);
        }
    }
    workbook
}

/// Whether a row stands in the street's workbook.
pub(crate) fn in_street_workbook(row: &Row) -> bool {
    row.street == STREETS[2].0
        && BY_CATEGORY
            .iter()
            .any(|(category, _)| row.category == *category)
}

/// 听松街道: two-row header, community and department merged down, a subtotal a community.
fn tingsong(workbook: &mut Workbook, rows: &[Row]) {
    let mut paper = Paper::new(workbook, "听松街道", &TINGSONG);
    heading(&mut paper, "听松街道");
    paper.header();
    let top = paper.next;
    for community in rows.chunk_by(|a, b| a.community == b.community) {
        let mut sorted = community.to_vec();
        sorted.sort_by(|a, b| a.department.cmp(&b.department));
        let from = paper.next;
        for (index, row) in sorted.iter().enumerate() {
            paper.row(index + 1, &worn(row, index));
        }
        let column = |cell: fn(&Row) -> &String| {
            sorted
                .iter()
                .map(|row| cell(row).clone())
                .collect::<Vec<_>>()
        };
        paper.merge_runs(1, from, &column(|row| &row.community));
        paper.merge_runs(2, from, &column(|row| &row.department));
        paper.total("小计", 4, from);
    }
    paper.total("合计", 4, top);
    footing(&mut paper);
}

/// 汀兰街道: no column for the category, a band with its subtotal instead.
fn tinglan(workbook: &mut Workbook, rows: &[Row]) {
    let mut paper = Paper::new(workbook, "汀兰街道", &TINGLAN);
    heading(&mut paper, "汀兰街道");
    paper.header();
    let mut sorted = rows.to_vec();
    sorted.sort_by_key(|row| rows.iter().position(|first| first.category == row.category));
    for (band, held) in sorted.chunk_by(|a, b| a.category == b.category).enumerate() {
        let number = ["一", "二", "三", "四", "五", "六", "七", "八", "九"][band];
        paper.band(&format!(
            "{number}、{}（{}项）",
            held[0].category,
            held.len()
        ));
        let from = paper.next;
        for (index, row) in held.iter().enumerate() {
            paper.row(index + 1, &worn(row, index));
        }
        paper.total("小计", 1, from);
    }
    footing(&mut paper);
}

/// 石栎街道: printed page by page, the header on every page, ditto marks for what repeats.
fn shili(workbook: &mut Workbook, rows: &[Row]) {
    const PAGE: usize = 30;
    let mut paper = Paper::new(workbook, "石栎街道", &SHILI);
    heading(&mut paper, "石栎街道");
    let pages = rows.len().div_ceil(PAGE);
    for (page, held) in rows.chunks(PAGE).enumerate() {
        paper.header();
        for (index, row) in held.iter().enumerate() {
            paper.row(page * PAGE + index + 1, &worn(row, index));
            if index > 0 && held[index - 1].community == row.community {
                paper.replace(1, "〃");
            }
            if index > 0 && held[index - 1].department == row.department {
                paper.replace(4, "同上");
            }
        }
        paper.line(&format!("第 {} 页　共 {pages} 页", page + 1));
    }
    footing(&mut paper);
}

fn instructions(workbook: &mut Workbook) {
    let columns = [column("", 90.0, |_| String::new())];
    let mut paper = Paper::new(workbook, "填表说明", &columns);
    for line in [
        "填表说明（虚构数据：区、街道、社区、文号均为示例，如有雷同纯属巧合）",
        "一、本表由街道按季汇总，区减负办存档。",
        "二、“依据”填写文件名称和文号；没有文件的如实填写口头通知、工作惯例等。",
        "三、“频次”按实际要求填写，不折算。",
        "四、同一事项由几个部门分别布置的，分行填写。",
    ] {
        paper.line(line);
    }
}

fn choices(workbook: &mut Workbook) {
    let columns = [column("", 14.0, |_| String::new())];
    let mut paper = Paper::new(workbook, "下拉选项", &columns);
    for category in [
        "会议",
        "台账",
        "报表材料",
        "检查考核",
        "评比创建",
        "机构牌子",
        "网络平台",
        "证明盖章",
        "工作任务",
    ] {
        paper.line(category);
    }
    workbook
        .worksheet_from_name("下拉选项")
        .unwrap()
        .set_hidden(true);
}

fn heading(paper: &mut Paper<'_>, street: &str) {
    paper.title(&format!("望澜区{street}社区负担事项统计表（虚构数据）"));
    paper.line(&format!(
        "填报单位（盖章）：{street}办事处　　　　填报日期：2026年10月9日　　　　单位：项、小时"
    ));
}

fn footing(paper: &mut Paper<'_>) {
    paper.line(
        "注：1.本表为虚构的示例数据；2.“耗时”为社区填报的单次平均用时，未填的为社区无法估计。",
    );
    paper.line(
        "单位负责人：　　　　　　审核人：　　　　　　填表人：　　　　　　联系电话：13800000000",
    );
}

fn of_street(rows: &[Row], street: usize) -> Vec<Row> {
    let (name, _) = STREETS[street];
    rows.iter()
        .filter(|row| row.street == name)
        .cloned()
        .collect()
}

/// The wear and tear of typing: stray spaces, line breaks within a cell, full-width digits.
fn worn(row: &Row, index: usize) -> Row {
    let mut row = row.clone();
    match index % 23 {
        4 => row.name = format!("{}　", row.name),
        9 => row
            .name
            .insert(row.name.char_indices().nth(3).map_or(0, |(at, _)| at), '\n'),
        13 => row.frequency = format!(" {}", row.frequency),
        17 => row.hours = hours_in_words(&row.hours),
        _ => {}
    }
    row
}

fn hours_in_words(hours: &str) -> String {
    match hours {
        "" => String::new(),
        "0.5" => "30分钟".to_owned(),
        "4" => "半天".to_owned(),
        number if number.parse::<f64>().is_ok() => format!("约{number}小时"),
        in_words => in_words.to_owned(),
    }
}

fn or_dash(text: &str) -> String {
    if text.is_empty() {
        "——".to_owned()
    } else {
        text.to_owned()
    }
}

fn dated() -> Workbook {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2026, 10, 9).unwrap();
    let properties = DocProperties::new()
        .set_title("虚构数据")
        .set_creation_datetime(&day);
    workbook.set_properties(&properties);
    workbook
}
