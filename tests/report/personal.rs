//! Twenty thousand numbers of people planted in every field: none leaves the program in any format, and
//! numbers that are nobody's stay.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::Path;

use rust_xlsxwriter::{Workbook, Worksheet};

use crate::chance::Chance;
use crate::documents::{folder, parts, run};

/// Fields that texts are planted in, as the sheet's headings name them; the last is a heading that is
/// taken for no field.
const HEADINGS: [&str; 10] = [
    "事项名称",
    "下达部门",
    "依据",
    "频次",
    "内容",
    "社区",
    "联系人",
    "备注",
    "报送形式",
    "其他",
];

/// A name in five holds one, and all other fields.
const ROWS: usize = 2_200;

/// Numbers that were planted.
#[derive(Default)]
struct Planted {
    /// Region and day of birth of an ID card.
    born: HashSet<String>,
    /// Whole numbers of mobiles.
    mobiles: HashSet<String>,
}

impl Planted {
    /// A number of a person in one of the shapes in which people write it.
    fn number(&mut self, chance: &mut Chance) -> String {
        match chance.below(4) {
            0 => {
                let mobile = mobile(chance);
                self.mobiles.insert(mobile.clone());
                mobile_as_written(&mobile, chance)
            }
            kind => {
                let id = if kind == 1 {
                    old_id(chance)
                } else {
                    id(chance)
                };
                self.born.insert(id[..id.len() - 4].to_owned());
                id_as_written(&id, chance)
            }
        }
    }

    /// The first planted number that can be read in a text, with what stands around it, whatever stands
    /// between its digits.
    fn found_in(&self, text: &str) -> Option<String> {
        let plain = squeezed(text);
        let sets = [(&self.born, 14), (&self.born, 11), (&self.mobiles, 11)];
        let mut start = 0;
        for run in plain.split(|c: char| !c.is_ascii_digit()) {
            let leaks = |(set, length): &(&HashSet<String>, usize)| {
                let mut windows =
                    (0..=run.len().checked_sub(*length)?).map(|at| &run[at..at + length]);
                windows.find(|window| set.contains(*window))
            };
            if sets.iter().find_map(leaks).is_some() {
                let around: String = plain[..start].chars().rev().take(60).collect();
                let around: String = around.chars().rev().collect();
                return Some(format!("{around}{run}"));
            }
            start += run.len()
                + plain[start + run.len()..]
                    .chars()
                    .next()
                    .map_or(0, char::len_utf8);
        }
        None
    }
}

fn digits(chance: &mut Chance, count: usize) -> String {
    (0..count)
        .map(|_| char::from(b'0' + chance.below(10) as u8))
        .collect()
}

fn mobile(chance: &mut Chance) -> String {
    format!("1{}{}", 3 + chance.below(7), digits(chance, 9))
}

fn region(chance: &mut Chance) -> String {
    let province = chance.pick(&["11", "32", "44", "51", "65", "71", "82"]);
    format!("{province}{}", digits(chance, 4))
}

fn birthday(chance: &mut Chance, first_year: u64) -> String {
    let (year, month, day) = (chance.below(75), 1 + chance.below(12), 1 + chance.below(28));
    format!("{}{month:02}{day:02}", first_year + year)
}

/// Eighteen digits; in one of five the last is a slip.
fn id(chance: &mut Chance) -> String {
    let body = format!(
        "{}{}{}",
        region(chance),
        birthday(chance, 1945),
        digits(chance, 3)
    );
    let sum: u32 = body
        .chars()
        .zip([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
        .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
        .sum();
    let slip = u32::from(chance.percent(20));
    let check = b"10X98765432"[((sum + slip) % 11) as usize];
    format!("{body}{}", char::from(check))
}

/// Fifteen digits.
fn old_id(chance: &mut Chance) -> String {
    let born = birthday(chance, 1925);
    format!("{}{}{}", region(chance), &born[2..], digits(chance, 3))
}

fn grouped(number: &str, sizes: &[usize], between: &str) -> String {
    let mut rest = number;
    let mut groups = Vec::new();
    for &size in sizes {
        let (group, after) = rest.split_at(size.min(rest.len()));
        groups.push(group);
        rest = after;
    }
    groups.push(rest);
    groups.retain(|group| !group.is_empty());
    groups.join(between)
}

fn wide(number: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
    number.chars().map(wide).collect()
}

fn mobile_as_written(mobile: &str, chance: &mut Chance) -> String {
    match chance.below(9) {
        0 => grouped(mobile, &[3, 4], " "),
        1 => grouped(mobile, &[3, 4], "-"),
        2 => grouped(mobile, &[3, 4], "　"),
        3 => grouped(mobile, &[3, 4], "\u{200B}"),
        4 => wide(mobile),
        5 => format!("+86 {mobile}"),
        6 => format!("{} {}", chance.below(300), grouped(mobile, &[3, 4], " ")),
        7 => grouped(mobile, &[7], "\n"),
        _ => mobile.to_owned(),
    }
}

fn id_as_written(id: &str, chance: &mut Chance) -> String {
    let born = if id.len() == 18 { 8 } else { 6 };
    match chance.below(9) {
        0 => grouped(id, &[6, born], " "),
        1 => grouped(id, &[6, born], "-"),
        2 => grouped(id, &[6, 4], "  "),
        3 => id.to_lowercase(),
        4 => wide(id),
        5 => format!("{}.{}E+{}", &id[..1], &id[1..id.len() - 3], id.len() - 1),
        6 => format!("（{id}）"),
        7 => format!("{id} {}", chance.below(100)),
        _ => id.to_owned(),
    }
}

/// A text without what may stand between digits, all digits narrow.
fn squeezed(text: &str) -> String {
    let mut rest = text;
    let mut squeezed = String::with_capacity(text.len());
    while let Some(c) = rest.chars().next() {
        // A mark for a character that can't be seen.
        if rest.starts_with("⟦U+")
            && let Some(end) = rest.find('⟧')
        {
            rest = &rest[end + '⟧'.len_utf8()..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '０'..='９' => squeezed.push(char::from_u32(u32::from(c) - 0xFEE0).unwrap()),
            '-' | '.' | '\u{200B}' => {}
            c if c.is_whitespace() => {}
            c => squeezed.push(c),
        }
    }
    squeezed
}

/// What is written in a field beside the number that is planted there.
fn said(field: usize, row: usize, number: &str, chance: &mut Chance) -> String {
    match field {
        0 => format!(
            "{}第{row}号台账{number}登记",
            chance.pick(&["党员", "居民", "流动人口"])
        ),
        1 => format!("民政局{number}"),
        2 => format!("区民政局〔2026〕{row}号，{number}"),
        3 => format!("每月5日前报{number}"),
        5 => format!("幸福社区{number}"),
        6 => format!("张三{number}"),
        8 => format!("纸质{number}"),
        _ => format!("填写{number}，{}", chance.pick(&["及时", "按时"])),
    }
}

fn csv(planted: &mut Planted, chance: &mut Chance) -> String {
    let mut csv = HEADINGS.join(",") + "\n";
    for row in 0..ROWS {
        let cells: Vec<_> = (0..HEADINGS.len())
            .map(|field| {
                let is_spared = field == 0 && row % 5 > 0;
                let number = match is_spared {
                    true => String::new(),
                    false => planted.number(chance),
                };
                said(field, if is_spared { 0 } else { row }, &number, chance)
            })
            .collect();
        // A cell with a line break stands in quotation marks.
        let quoted: Vec<_> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
        writeln!(csv, "{}", quoted.join(",")).unwrap();
    }
    csv
}

/// A workbook with numbers as numbers, in the sheet's name, its title, a heading, and in cells that are
/// written twice or hold errors.
fn workbook(planted: &mut Planted, chance: &mut Chance) -> Vec<u8> {
    let mut book = Workbook::new();
    let mobile = mobile(chance);
    planted.mobiles.insert(mobile.clone());
    let sheet: &mut Worksheet = book.add_worksheet();
    sheet.set_name(format!("事项{mobile}")).unwrap();
    sheet
        .write(0, 0, format!("社区事项（{}）", planted.number(chance)))
        .unwrap();
    for (column, heading) in HEADINGS.iter().enumerate() {
        let heading = match column {
            9 => format!("其他{}", planted.number(chance)),
            _ => (*heading).to_owned(),
        };
        sheet.write(1, column as u16, heading).unwrap();
    }
    for row in 0..20 {
        for column in 0..HEADINGS.len() {
            let number = planted.number(chance);
            let at = (row + 2, column as u16);
            match number.parse::<f64>() {
                Ok(float) if column > 5 => sheet.write(at.0, at.1, float).unwrap(),
                _ => sheet
                    .write(at.0, at.1, said(column, row as usize, &number, chance))
                    .unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// Everything a run leaves behind: what it prints, and the texts of its documents.
fn left_behind(folder: &Path, args: &[&str], input: &str) -> Vec<(String, String)> {
    let (code, printed, errors) = run(args, input);
    assert_eq!(code, 0, "{args:?}: {errors}");
    let mut texts = vec![
        ("printed".to_owned(), printed),
        ("errors".to_owned(), errors),
    ];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".docx") || name.ends_with(".xlsx") {
            let parts = parts(&path).into_iter();
            // Marks of formatting may stand between the digits.
            texts
                .extend(parts.map(|(part, text)| (format!("{name}: {part}"), without_tags(&text))));
        } else {
            texts.push((name, std::fs::read_to_string(&path).unwrap()));
        }
        std::fs::remove_file(path).unwrap();
    }
    texts
}

fn without_tags(xml: &str) -> String {
    let pieces = xml
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces.collect()
}

fn assert_none_leaks(planted: &Planted, texts: &[(String, String)]) {
    for (name, text) in texts {
        assert_eq!(planted.found_in(text), None, "{name}");
    }
}

#[test]
fn no_planted_number_leaves_in_any_format() {
    let folder = folder("planted-numbers");
    let mut chance = Chance::of("planted");
    let mut planted = Planted::default();
    let csv = csv(&mut planted, &mut chance);
    assert!(planted.found_in(&csv).is_some());
    let outputs = ["docx", "xlsx", "html", "md", "csv", "json", "ndjson"].map(|ending| {
        folder
            .join(format!("报告.{ending}"))
            .to_string_lossy()
            .into_owned()
    });
    let mut args = vec![
        "audit",
        "-",
        "-v",
        "--signed-by",
        "民政局",
        "--format",
        "table",
    ];
    args.extend(outputs.iter().flat_map(|output| ["-o", output]));
    assert_none_leaks(&planted, &left_behind(&folder, &args, &csv));
    let few: String = csv.split_inclusive("\"\n").take(20).collect();
    let letter = folder.join("函.docx").to_string_lossy().into_owned();
    for args in [
        vec![
            "audit",
            "-",
            "--for",
            "department",
            "--split",
            "department",
            "-o",
            &letter,
        ],
        vec!["audit", "-", "--for", "street", "--format", "md"],
        vec!["audit", "-", "--format", "json"],
        vec!["audit", "-", "--format", "ndjson"],
        vec!["audit", "-", "--format", "csv"],
        vec!["columns", "-"],
        vec!["columns", "-", "--format", "json"],
        vec!["explain", "-", "--row", "2"],
        vec!["explain", "-", "--row", "2", "--format", "json"],
        vec!["admit", "-"],
    ] {
        assert_none_leaks(&planted, &left_behind(&folder, &args, &few));
    }
}

#[test]
fn no_number_leaves_of_those_that_a_workbook_keeps_as_numbers() {
    let inputs = folder("planted-workbook");
    let outputs = folder("planted-workbook-reports");
    let mut chance = Chance::of("planted in a workbook");
    let mut planted = Planted::default();
    let input = inputs.join("q3.xlsx");
    std::fs::write(&input, workbook(&mut planted, &mut chance)).unwrap();
    let input = input.to_str().unwrap();
    let path = |ending: &str| {
        outputs
            .join(format!("报告.{ending}"))
            .to_string_lossy()
            .into_owned()
    };
    let (docx, xlsx, html) = (path("docx"), path("xlsx"), path("html"));
    for args in [
        vec![
            "audit", input, "-o", &docx, "-o", &xlsx, "-o", &html, "--format", "json",
        ],
        vec!["audit", input, "-v"],
        vec!["columns", input, "-v"],
        vec!["diff", input, input],
        vec!["diff", input, input, "--format", "json"],
    ] {
        assert_none_leaks(&planted, &left_behind(&outputs, &args, ""));
    }
}

#[test]
fn numbers_that_are_nobodys_stay() {
    let mut chance = Chance::of("file numbers");
    let mut hidden = [0_u32; 4];
    const EACH: u32 = 50_000;
    for _ in 0..EACH {
        let any = |chance: &mut Chance, length: usize| {
            format!("{}{}", 1 + chance.below(9), digits(chance, length - 1))
        };
        let (month, day) = (1 + chance.below(12), 1 + chance.below(28));
        let texts = [
            format!("编号{}", any(&mut chance, 18)),
            format!("编号{}", any(&mut chance, 17)),
            format!(
                "{}-{month:02}-{day:02} {}",
                2000 + chance.below(40),
                digits(&mut chance, 2)
            ),
            format!("{}.{}元", any(&mut chance, 8), digits(&mut chance, 2)),
        ];
        for (hidden, text) in hidden.iter_mut().zip(texts) {
            *hidden += u32::from(jianfu::report::masked(&text) != text);
        }
    }
    // One in a thousand is what may be hidden in vain; of dates and amounts nothing is.
    let [eighteen, others @ ..] = hidden;
    assert!(eighteen * 1_000 <= EACH, "{eighteen} of {EACH}");
    assert_eq!(others, [0; 3]);
}
