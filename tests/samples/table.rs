//! The text samples: the quarter as one flat table, and the small file of the README.

use crate::quarter::{Row, row_of, rows};

/// The items of `community.csv`: a few of every kind, so that each action occurs.
pub(crate) const COMMUNITY: [&str; 18] = [
    "居民代表会议",
    "兵役登记协助",
    "社区戒毒康复人员帮教协助",
    "会议记录本",
    "台账资料检查",
    "协税护税线索摸排",
    "绿色社区创建",
    "绿色社区创建资料册",
    "科普活动室",
    "健在证明",
    "学习平台积分通报",
    "低保对象动态管理台账",
    "计生药具发放",
    "流动人口登记台账",
    "流动人口登记簿",
    "网格工作例会",
    "就业失业统计月报表",
    "各条线贯彻落实情况报告",
];

/// The quarter as a flat table in GB18030, as an export of an older system would be.
pub(crate) fn district_csv() -> Vec<u8> {
    let mut lines = vec![
        vec!["望澜区2026年第三季度社区负担事项汇总（虚构数据）".to_owned()],
        headings(&["街道", "社区"]),
    ];
    for (serial, row) in rows().iter().enumerate() {
        let mut line = vec![row.street.clone(), row.community.clone()];
        line.extend(cells(serial + 1, row));
        lines.push(line);
    }
    let text = text(&lines);
    let (bytes, _, unmappable) = encoding_rs::GB18030.encode(&text);
    assert!(!unmappable);
    bytes.into_owned()
}

/// One community's list in UTF-8, with the mark that lets a double click open it rightly.
pub(crate) fn community_csv() -> Vec<u8> {
    let mut lines = vec![
        vec!["望澜区汀兰街道荷影社区负担事项清单（2026年第三季度，虚构数据）".to_owned()],
        headings(&[]),
    ];
    for (serial, name) in COMMUNITY.iter().enumerate() {
        lines.push(cells(serial + 1, &row_of(name, "汀兰街道", "荷影社区")));
    }
    format!("\u{feff}{}", text(&lines)).into_bytes()
}

/// The same community a quarter later: what was to go is partly gone, partly there under another name.
pub(crate) fn next_community_csv() -> Vec<u8> {
    let mut lines = vec![
        vec!["望澜区汀兰街道荷影社区负担事项清单（2026年第四季度，虚构数据）".to_owned()],
        headings(&[]),
    ];
    let rows = COMMUNITY.iter().flat_map(|name| a_quarter_later(name));
    for (serial, row) in rows.enumerate() {
        lines.push(cells(serial + 1, &row));
    }
    format!("\u{feff}{}", text(&lines)).into_bytes()
}

/// What an item of the third quarter is in the fourth: itself, nothing, under another name, several.
fn a_quarter_later(name: &str) -> Vec<Row> {
    let row = row_of(name, "汀兰街道", "荷影社区");
    let named = |name: &str| Row {
        name: name.to_owned(),
        ..row.clone()
    };
    match name {
        "绿色社区创建资料册" | "健在证明" | "学习平台积分通报" | "流动人口登记簿" =>
        {
            vec![]
        }
        "绿色社区创建" => vec![named("绿色家园示范评选")],
        "各条线贯彻落实情况报告" => vec![named("重点工作推进情况反馈")],
        "网格工作例会" => vec![
            named("网格工作例会（上半周）"),
            named("网格工作例会（下半周）"),
        ],
        "就业失业统计月报表" => vec![Row {
            frequency: "季报".to_owned(),
            ..row
        }],
        "会议记录本" => vec![
            named("会议记录资料"),
            row_of("空巢独居老人登记表", "汀兰街道", "荷影社区"),
        ],
        _ => vec![row],
    }
}

fn headings(first: &[&str]) -> Vec<String> {
    let rest = "序号 事项名称 类别 下达部门 依据 频次 形式 内容 每次耗时（小时） 经费保障 备注";
    let all = first.iter().copied().chain(rest.split(' '));
    all.map(str::to_owned).collect()
}

fn cells(serial: usize, row: &Row) -> Vec<String> {
    let fields = [
        &row.name,
        &row.category,
        &row.department,
        &row.basis,
        &row.frequency,
        &row.form,
        &row.content,
        &row.hours,
        &row.funds,
        &row.note,
    ];
    let fields = fields.into_iter().cloned();
    std::iter::once(serial.to_string()).chain(fields).collect()
}

fn text(lines: &[Vec<String>]) -> String {
    let width = lines.iter().map(Vec::len).max().unwrap();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for line in lines {
        let padding = std::iter::repeat_n(String::new(), width - line.len());
        writer
            .write_record(line.iter().cloned().chain(padding))
            .unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}
