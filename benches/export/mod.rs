//! Invented exports of any length: the same seed gives the same file, and the planted duplicates are known.

#[path = "../../tests/samples/chance.rs"]
mod chance;
mod vocabulary;

use std::io::{self, Write};

use chance::Chance;
use vocabulary::{
    ASPECTS, CARRIERS, DEPARTMENTS, DOCUMENTS, FORMS, FREQUENCIES, HOURS, NOTES, PLACES, SUBJECTS,
};

/// The headings of an export.
pub(crate) const HEADINGS: [&str; 13] = [
    "序号",
    "街道",
    "社区",
    "事项名称",
    "事项类别",
    "下达部门",
    "政策依据",
    "频次",
    "报送方式",
    "工作内容",
    "每次耗时（小时）",
    "经费保障",
    "备注",
];

/// So many items a community has in a normal export.
const ITEMS: usize = 215;
/// So many communities a street has.
const COMMUNITIES: usize = 10;
/// So many different things are asked for in a normal export.
const ASKED: usize = 640;

/// What kind of export it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Many communities that are asked for much the same.
    Normal,
    /// One community, no name twice.
    Wide,
}

/// A row, and the number of what is really asked: rows of one community with the same one are duplicates.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The cells under [`HEADINGS`].
    pub(crate) cells: [String; 13],
    /// What is really asked, within its community.
    pub(crate) asked: usize,
}

/// One thing that is asked for, as one department puts it.
#[derive(Clone, Debug)]
struct Demand {
    names: Vec<String>,
    category: &'static str,
    department: &'static str,
    basis: String,
    frequency: &'static str,
    form: &'static str,
    contents: Vec<String>,
}

/// Hands out the rows of an export one after another.
pub(crate) fn rows(shape: Shape, count: usize, seed: &str, each: &mut dyn FnMut(Row)) {
    let mut chance = Chance::of(seed);
    match shape {
        Shape::Normal => normal(count, &mut chance, each),
        Shape::Wide => wide(count, &mut chance, each),
    }
}

/// Writes an export as CSV, and what its rows really ask where that is wanted.
pub(crate) fn write(
    shape: Shape,
    count: usize,
    seed: &str,
    out: impl Write,
    truth: Option<&mut dyn Write>,
) -> io::Result<()> {
    let mut sheet = csv::Writer::from_writer(out);
    sheet.write_record(HEADINGS)?;
    let mut answers = csv::Writer::from_writer(truth.map_or_else(
        || Box::new(io::sink()) as Box<dyn Write>,
        |truth| Box::new(truth),
    ));
    answers.write_record(["序号", "community", "asked"])?;
    let mut failed = Ok(());
    rows(shape, count, seed, &mut |row| {
        let asked = row.asked.to_string();
        let answer = [&row.cells[0], &row.cells[2], &asked];
        let written = sheet
            .write_record(&row.cells)
            .and_then(|()| answers.write_record(answer));
        if failed.is_ok() {
            failed = written;
        }
    });
    failed?;
    answers.flush()?;
    sheet.flush()
}

fn normal(count: usize, chance: &mut Chance, each: &mut dyn FnMut(Row)) {
    let asked: Vec<Vec<Demand>> = (0..ASKED).map(|n| demands(n * 53 + 7, chance)).collect();
    let mut made = 0;
    let mut community = 0;
    while made < count {
        let street = place(community / COMMUNITIES) + "街道";
        let name = place(community * 7 + community / COMMUNITIES) + "社区";
        let first = below(chance, ASKED);
        for nth in 0..ITEMS {
            let number = (first + nth * 3) % ASKED;
            for demand in &asked[number] {
                if made == count {
                    return;
                }
                made += 1;
                each(row(made, (&street, &name), demand, number, chance));
            }
        }
        community += 1;
    }
}

fn wide(count: usize, chance: &mut Chance, each: &mut dyn FnMut(Row)) {
    let mut seen = std::collections::HashSet::new();
    let (mut made, mut number) = (0, 0);
    while made < count {
        for demand in demands(number, chance) {
            if made < count && seen.insert(demand.names[0].clone()) {
                made += 1;
                each(row(made, ("听松街道", "松涛社区"), &demand, number, chance));
            }
        }
        number += 1;
    }
}

/// What one to three departments make of the same thing.
fn demands(number: usize, chance: &mut Chance) -> Vec<Demand> {
    let subject = SUBJECTS[number % SUBJECTS.len()];
    let aspect = ASPECTS[number / SUBJECTS.len() % ASPECTS.len()];
    let (category, carriers) = CARRIERS[number / 5 % CARRIERS.len()];
    let round = number / (SUBJECTS.len() * ASPECTS.len());
    let about = match round {
        0 => format!("{subject}{aspect}"),
        _ => format!("{}{subject}{aspect}", place(round)),
    };
    let departments = [1, 1, 1, 2, 3][below(chance, 5)];
    let first = below(chance, DEPARTMENTS.len());
    (0..departments)
        .map(|nth| Demand {
            names: (0..3).map(|_| worded(&about, carriers, chance)).collect(),
            category,
            department: DEPARTMENTS[(first + nth * 5) % DEPARTMENTS.len()],
            basis: basis(subject, chance),
            frequency: chance.pick(FREQUENCIES),
            form: chance.pick(FORMS),
            contents: (0..3).map(|_| content(&about, chance)).collect(),
        })
        .collect()
}

/// A name as people vary it: another word for the carrier, a year, 关于…的.
fn worded(about: &str, carriers: &[&'static str], chance: &mut Chance) -> String {
    let carrier = chance.pick(carriers);
    match below(chance, 6) {
        0 => format!("2026年{about}{carrier}"),
        1 => format!("关于{about}的{carrier}"),
        2 => format!("社区{about}{carrier}"),
        _ => format!("{about}{carrier}"),
    }
}

fn basis(subject: &str, chance: &mut Chance) -> String {
    match below(chance, 3) {
        0 => String::new(),
        1 => "工作惯例".to_owned(),
        _ => {
            let (year, number) = (2016 + below(chance, 10), 1 + below(chance, 120));
            let document = chance.pick(DOCUMENTS);
            format!("《关于做好{subject}工作的{document}》（区政发〔{year}〕{number}号）")
        }
    }
}

fn content(about: &str, chance: &mut Chance) -> String {
    let day = 1 + below(chance, 27);
    match below(chance, 3) {
        0 => format!(
            "填写{about}的姓名、住址、联系人、办理情况，每月{day}日前报送，逾期在考核中扣分。"
        ),
        1 => format!(
            "由社区专人负责{about}，现场核对并拍照留存，于当月{day}日前上传系统，同时保留纸质材料。"
        ),
        _ => format!(
            "组织开展{about}，汇总情况后经负责人签字，于次月{day}日前报街道，相关资料装订成册备查。"
        ),
    }
}

fn row(
    serial: usize,
    (street, community): (&str, &str),
    demand: &Demand,
    asked: usize,
    chance: &mut Chance,
) -> Row {
    let one_of = |texts: &[String], chance: &mut Chance| texts[below(chance, texts.len())].clone();
    // One community in fifty writes its own name before what it does.
    let mut content = one_of(&demand.contents, chance);
    if chance.percent(2) {
        content.insert_str(0, &format!("{community}："));
    }
    let note = if chance.percent(15) {
        chance.pick(NOTES)
    } else {
        ""
    };
    let funds = chance.pick(&["", "无", "有", "部门自筹"]);
    let cells = [
        serial.to_string(),
        street.to_owned(),
        community.to_owned(),
        one_of(&demand.names, chance),
        demand.category.to_owned(),
        demand.department.to_owned(),
        demand.basis.clone(),
        demand.frequency.to_owned(),
        demand.form.to_owned(),
        content,
        chance.pick(HOURS).to_owned(),
        funds.to_owned(),
        note.to_owned(),
    ];
    Row { cells, asked }
}

fn below(chance: &mut Chance, end: usize) -> usize {
    chance.below(end as u64) as usize
}

/// A name of a place, another for each number.
fn place(number: usize) -> String {
    let count = PLACES.len();
    let name = format!(
        "{}{}",
        PLACES[number % count],
        PLACES[(number / count * 7 + number * 3 + 1) % count]
    );
    match number / (count * count) {
        0 => name,
        more => format!("{name}{more}"),
    }
}
