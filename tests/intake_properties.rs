//! However a file is cut, shuffled, encoded or damaged: the same items, every row accounted for, no panic.

#[allow(dead_code)]
mod sheets;

use jianfu::intake::Overrides;
use proptest::prelude::*;
use sheets::*;

const HEADER: &str = "序号,事项名称,类别,责任部门,频次";

/// Rows of a list as people fill it, some of them with the words that mark totals and notes.
fn rows() -> impl Strategy<Value = Vec<String>> {
    let name = prop::sample::select(vec![
        "党员名册",
        "平安建设例会",
        "汇总表报送",
        "说明会",
        "备注栏台账",
        "示范社区创建",
        "低保对象台账",
        "合计表核对",
        "第一书记例会",
        "流动人口检查",
    ]);
    let category = prop::sample::select(vec!["台账", "会议", "检查", "评比创建"]);
    let department = prop::sample::select(vec!["民政科", "公安分局", "组织科", "政法科"]);
    let frequency = prop::sample::select(vec!["每月", "每季度", "12", "不定期", "\"每周一,三\""]);
    let row = (name, 0..99_u8, category, department, frequency)
        .prop_map(|(name, n, c, d, f)| format!("{name}{n}号,{c},{d},{f}"));
    prop::collection::vec(row, 3..20)
}

fn file(rows: &[String]) -> String {
    let numbered = rows
        .iter()
        .enumerate()
        .map(|(n, row)| format!("{},{row}", n + 1));
    std::iter::once(HEADER.to_owned())
        .chain(numbered)
        .map(|line| line + "\n")
        .collect()
}

/// The cells of a line of [`file`].
fn cells(line: &str) -> Vec<&str> {
    line.splitn(5, ',')
        .map(|cell| cell.trim_matches('"'))
        .collect()
}

/// The same list with another mark between cells; those that hold it stand in quotation marks.
fn delimited_by(text: &str, delimiter: &str) -> String {
    let quoted = |cell: &str| match cell.contains(delimiter) {
        true => format!("\"{cell}\""),
        false => cell.to_owned(),
    };
    let line = |line: &str| {
        cells(line)
            .into_iter()
            .map(quoted)
            .collect::<Vec<_>>()
            .join(delimiter)
    };
    text.lines().map(|text| line(text) + "\r\n").collect()
}

fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

/// With the characters that are written in Taiwan, which Big5 has.
fn traditional(text: &str) -> String {
    const PAIRS: [(char, char); 42] = [
        ('议', '議'),
        ('范', '範'),
        ('党', '黨'),
        ('员', '員'),
        ('册', '冊'),
        ('设', '設'),
        ('会', '會'),
        ('汇', '匯'),
        ('总', '總'),
        ('报', '報'),
        ('说', '說'),
        ('备', '備'),
        ('栏', '欄'),
        ('账', '賬'),
        ('区', '區'),
        ('创', '創'),
        ('对', '對'),
        ('计', '計'),
        ('书', '書'),
        ('记', '記'),
        ('动', '動'),
        ('检', '檢'),
        ('评', '評'),
        ('组', '組'),
        ('织', '織'),
        ('门', '門'),
        ('频', '頻'),
        ('责', '責'),
        ('务', '務'),
        ('类', '類'),
        ('别', '別'),
        ('项', '項'),
        ('号', '號'),
        ('称', '稱'),
        ('质', '質'),
        ('点', '點'),
        ('单', '單'),
        ('数', '數'),
        ('间', '間'),
        ('时', '時'),
        ('问', '問'),
        ('题', '題'),
    ];
    let to = |c| {
        PAIRS
            .iter()
            .find(|(from, _)| *from == c)
            .map_or(c, |(_, to)| *to)
    };
    text.chars().map(to).collect()
}

fn sorted(mut items: Vec<Seen>) -> Vec<Seen> {
    items.sort();
    items
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn cutting_shuffling_and_decorating_change_nothing(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        cut in 1..3_usize,
        at in 1..3_usize,
    ) {
        let whole = seen(&take(file(&rows)));
        prop_assert_eq!(whole.len(), rows.len());
        prop_assert_eq!(sorted(seen(&take(file(&shuffled)))), sorted(whole.clone()));
        let (first, second) = rows.split_at(cut);
        let halves = [seen(&take(file(first))), seen(&take(file(second)))].concat();
        prop_assert_eq!(&halves, &whole);
        let mut lines: Vec<String> = file(&rows).lines().map(str::to_owned).collect();
        lines.insert(at + 1, ",,,,".to_owned());
        lines.insert(at + 2, HEADER.to_owned());
        lines.insert(at, String::new());
        let decorated = take(lines.join("\r\n"));
        prop_assert_eq!(&seen(&decorated), &whole);
        prop_assert_eq!(sheets(&decorated)[0].rows as usize, lines.len());
        let text = file(&rows);
        let (encoded, ..) = encoding_rs::GB18030.encode(&text);
        prop_assert_eq!(&seen(&take(&encoded)), &whole);
    }

    #[test]
    fn a_list_is_the_same_in_every_encoding_and_format(rows in rows()) {
        let text = file(&rows);
        let whole = seen(&take(&text));
        prop_assert_eq!(whole.len(), rows.len());
        let marked = format!("\u{FEFF}{text}");
        let with_tabs = delimited_by(&text, "\t");
        let (gb18030, ..) = encoding_rs::GB18030.encode(&with_tabs);
        let objects: String = text
            .lines()
            .skip(1)
            .map(|line| {
                let keys = HEADER.split(',').zip(cells(line));
                let object: serde_json::Map<_, _> =
                    keys.map(|(key, cell)| (key.to_owned(), cell.into())).collect();
                serde_json::Value::Object(object).to_string() + "\n"
            })
            .collect();
        let lines: Vec<String> = text.lines().map(|line| cells(line).join("|")).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let cell = |cell: &str| format!("<td>{cell}</td>");
        let row = |line: &&str| format!("<tr>{}</tr>", line.split('|').map(cell).collect::<String>());
        let page = format!("<table>{}</table>", lines.iter().map(row).collect::<String>());
        let others: [(&str, Vec<u8>); 11] = [
            ("UTF-8 with mark", marked.clone().into_bytes()),
            ("UTF-16 LE", utf16(&text, u16::to_le_bytes)),
            ("UTF-16 BE", utf16(&text, u16::to_be_bytes)),
            ("UTF-16 LE with mark and tabs", utf16(&format!("\u{FEFF}{with_tabs}"), u16::to_le_bytes)),
            ("UTF-16 BE with mark", utf16(&marked, u16::to_be_bytes)),
            ("tabs", with_tabs.clone().into_bytes()),
            ("semicolons", delimited_by(&text, ";").into_bytes()),
            ("GB18030 with tabs", gb18030.into_owned()),
            ("JSON", objects.into_bytes()),
            ("xlsx", book(&lines, &[])),
            ("a page in GB18030", encoding_rs::GB18030.encode(&page).0.into_owned()),
        ];
        for (what, bytes) in others {
            prop_assert_eq!(&seen(&take(bytes)), &whole, "{}", what);
        }
        let text = traditional(&text);
        let (big5, _, lossy) = encoding_rs::BIG5.encode(&text);
        prop_assert!(!lossy, "{}", text);
        prop_assert_eq!(seen(&take(big5)), seen(&take(&text)));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        for input in [text.as_bytes(), &bytes, &[HEADER.as_bytes(), b"\n", &bytes].concat()] {
            let intake = take(input);
            if intake.inputs[0].sheets.is_ok() {
                sheets(&intake);
            }
        }
    }

    #[test]
    fn damaged_workbooks_are_read_or_refused(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<prop::sample::Index>(),
        truncated in any::<bool>(),
    ) {
        let mut bytes = book(&["序号|事项名称|频次", "1|党员名册|每月", "2|党课|每季度"], &[[1, 2, 2, 2]]);
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if truncated {
            bytes.truncate(cut.index(bytes.len()));
        }
        let intake = take_as("q3.xlsx", bytes, Overrides::default());
        if intake.inputs[0].sheets.is_ok() {
            sheets(&intake);
        }
    }
}
