//! Thousands of names in every encoding, in files of one to five lines: none is read wrongly, and hardly
//! any has to be asked about.

use std::collections::BTreeMap;

use encoding_rs::{BIG5, Encoding, GB18030, GBK};
use jianfu::read::{self, Content, Input, ReadOptions};
use jianfu::text::Texts;

/// What items are about.
const SUBJECTS: [&str; 40] = [
    "党员",
    "流动人口",
    "低保对象",
    "残疾人",
    "平安建设",
    "文明城市",
    "消防安全",
    "垃圾分类",
    "禁毒",
    "退役军人",
    "计划生育",
    "老年人",
    "未成年人",
    "网格",
    "志愿服务",
    "矛盾纠纷",
    "出租房屋",
    "养犬",
    "河长制",
    "人大代表",
    "统战",
    "妇女儿童",
    "就业困难人员",
    "医保参保",
    "疫苗接种",
    "经济普查",
    "食品安全",
    "物业",
    "防汛",
    "征兵",
    "平台",
    "系统",
    "信息",
    "工作",
    "社区",
    "双拥",
    "科普",
    "阅读",
    "民族宗教",
    "燃气",
];

/// What is done about them.
const CARRIERS: [&str; 32] = [
    "台账",
    "名册",
    "登记簿",
    "月报表",
    "季度统计表",
    "工作例会",
    "专项检查",
    "考核",
    "评比",
    "创建",
    "培训",
    "排查",
    "信息报送",
    "系统录入",
    "平台填报",
    "工作群",
    "证明",
    "牌子",
    "领导小组",
    "总结",
    "档案",
    "走访记录",
    "宣传活动",
    "调查问卷",
    "责任书",
    "应急演练",
    "数据采集",
    "情况汇报",
    "座谈会",
    "签到表",
    "验收",
    "",
];

/// The same kind of names in traditional characters, as Big5 has them.
const TRADITIONAL: [&str; 16] = [
    "社區會議記錄",
    "資料登記表",
    "里民大會",
    "低收入戶名冊",
    "長者關懷訪視",
    "志工服務紀錄",
    "防災演練",
    "環境清潔檢查",
    "健康講座",
    "人口統計報表",
    "社會福利調查",
    "活動成果報告",
    "治安會報",
    "鄰長會議",
    "獨居老人清冊",
    "垃圾分類宣導",
];

/// What became of a file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Right,
    Asked,
    Wrong,
}

/// The bytes of a text in an encoding of this name, if it has all its characters.
fn encoded(text: &str, name: &str) -> Option<Vec<u8>> {
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let narrow = |encoding: &'static Encoding| {
        let (bytes, _, failed) = encoding.encode(text);
        (!failed).then(|| bytes.into_owned())
    };
    let marked = |mark: &[u8], bytes: Vec<u8>| Some([mark, &bytes].concat());
    match name {
        "UTF-8" => Some(text.as_bytes().to_vec()),
        "UTF-8 with mark" => marked(b"\xEF\xBB\xBF", text.as_bytes().to_vec()),
        "GBK" => narrow(GBK),
        "GB18030" => narrow(GB18030),
        "Big5" => narrow(BIG5),
        "UTF-16LE" => Some(wide(u16::to_le_bytes)),
        "UTF-16BE" => Some(wide(u16::to_be_bytes)),
        "UTF-16LE with mark" => marked(b"\xFF\xFE", wide(u16::to_le_bytes)),
        _ => marked(b"\xFE\xFF", wide(u16::to_be_bytes)),
    }
}

const ENCODINGS: [&str; 8] = [
    "UTF-8",
    "UTF-8 with mark",
    "GBK",
    "GB18030",
    "UTF-16LE",
    "UTF-16BE",
    "UTF-16LE with mark",
    "UTF-16BE with mark",
];

fn outcome(bytes: Vec<u8>, text: &str) -> Outcome {
    let input = Input {
        path: "q3.csv".into(),
        content: Content::Bytes(bytes.into()),
    };
    let mut texts = Texts::new();
    match read::open(&input, &mut texts, &ReadOptions::default()) {
        Err(error) => {
            assert_eq!(error.code, "undecided-encoding", "{text}");
            assert!(
                error
                    .help
                    .is_some_and(|help| help.to_string().contains("--encoding"))
            );
            Outcome::Asked
        }
        Ok(document) => {
            let table = &document.tables[0];
            let lines = (0..table.len()).map(|row| {
                let cells = table.row(row).iter().map(|cell| texts.get(*cell));
                cells.collect::<Vec<_>>().join(",")
            });
            match lines.eq(text.lines().map(str::to_owned)) {
                true => Outcome::Right,
                false => Outcome::Wrong,
            }
        }
    }
}

/// Files of so many lines: of names alone, of pairs of names, and as lists with a header.
fn files(names: &[String], lines: usize) -> Vec<String> {
    let mut files = Vec::new();
    for chunk in names.chunks(lines) {
        files.push(chunk.concat_lines());
    }
    for chunk in names
        .chunks(lines * 2)
        .filter(|chunk| chunk.len() == lines * 2)
    {
        let pairs: Vec<String> = chunk.chunks(2).map(|pair| pair.join(",")).collect();
        files.push(pairs.concat_lines());
    }
    for chunk in names.chunks(lines) {
        let mut rows = vec!["事项名称,频次".to_owned()];
        rows.extend(chunk.iter().skip(1).map(|name| format!("{name},每月")));
        files.push(rows.concat_lines());
    }
    files
}

trait ConcatLines {
    fn concat_lines(&self) -> String;
}

impl ConcatLines for [String] {
    fn concat_lines(&self) -> String {
        self.join("\n") + "\n"
    }
}

/// Counts outcomes by encoding and number of lines; the files read wrongly.
fn tally(names: &[String], encodings: &[&str]) -> (BTreeMap<String, [usize; 2]>, Vec<String>) {
    let (mut tally, mut wrong) = (BTreeMap::new(), Vec::new());
    for lines in 1..=5 {
        for text in files(names, lines) {
            for encoding in encodings {
                let Some(bytes) = encoded(&text, encoding) else {
                    continue;
                };
                let [all, asked]: &mut [usize; 2] = tally
                    .entry(format!("{encoding}, {lines} lines"))
                    .or_default();
                *all += 1;
                match outcome(bytes, &text) {
                    Outcome::Right => {}
                    Outcome::Asked => *asked += 1,
                    Outcome::Wrong => wrong.push(format!("{encoding}: {text:?}")),
                }
            }
        }
    }
    (tally, wrong)
}

fn check(names: &[String], encodings: &[&str]) {
    let (tally, wrong) = tally(names, encodings);
    assert!(
        wrong.is_empty(),
        "{} read wrongly, as {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
    for (what, [all, asked]) in tally {
        let is_short = ["1 lines", "2 lines"]
            .iter()
            .any(|short| what.ends_with(short));
        assert!(
            is_short || asked * 100 <= all,
            "{what}: {asked} of {all} asked about"
        );
    }
}

#[test]
fn names_are_never_read_wrongly_in_any_encoding() {
    let names: Vec<String> = (0..640)
        // A stride that mixes them.
        .map(|n| n * 389 % (SUBJECTS.len() * CARRIERS.len()))
        .map(|n| {
            format!(
                "{}{}",
                SUBJECTS[n / CARRIERS.len()],
                CARRIERS[n % CARRIERS.len()]
            )
        })
        .collect();
    check(&names, &ENCODINGS);
}

#[test]
fn traditional_names_are_never_read_wrongly_in_big5() {
    let names: Vec<String> = (0..256)
        .map(|n| format!("{}{}", TRADITIONAL[n * 7 % 16], TRADITIONAL[n / 16]))
        .collect();
    check(&names, &["Big5", "UTF-8", "UTF-16LE", "GB18030"]);
}

#[test]
fn what_cannot_be_told_is_asked_about() {
    // Every ninth character of GB 2312, alone and in pairs: too little to be sure of.
    let bytes: Vec<u8> = (0xB0..=0xF7)
        .flat_map(|lead| (0xA1..=0xFE).flat_map(move |trail| [lead, trail]))
        .collect();
    let (characters, ..) = GBK.decode(&bytes);
    let characters: Vec<char> = characters
        .chars()
        .filter(|c| ('\u{4E00}'..'\u{A000}').contains(c))
        .step_by(9)
        .collect();
    let alone = characters.iter().map(char::to_string);
    let pairs = characters.windows(2).map(|pair| pair.iter().collect());
    let texts: Vec<String> = alone.chain(pairs).collect();
    let outcomes = |encoding: &str| {
        let mut asked = 0;
        for text in &texts {
            let bytes = encoded(text, encoding).unwrap();
            if bytes.is_ascii() {
                // 啊 in UTF-16 is JU, which people write as well.
                continue;
            }
            match outcome(bytes, text) {
                Outcome::Right => {}
                Outcome::Asked => asked += 1,
                Outcome::Wrong => panic!("{encoding}: {text}"),
            }
        }
        asked
    };
    assert!(outcomes("GBK") > 0);
    assert!(outcomes("UTF-16LE") > 0);
    outcomes("UTF-8");
}
