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
