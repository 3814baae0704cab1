//! How long rule files take to be checked, from 500 rules to 5,000: the time grows with the rules, and
//! what stands in the column of rules a second stays about the same.

use std::fmt::Write as _;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use jianfu::judge;
use jianfu::place::SourceFile;
use jianfu::words::Words;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&[]).0);

fn main() {
    divan::main();
}

/// Everything that `rules check` does with a file, but for reading it and the words.
#[divan::bench(args = [500, 1_000, 2_000, 5_000], max_time = 20)]
fn check(bencher: Bencher<'_, '_>, rules: usize) {
    let file = rule_file(rules);
    LazyLock::force(&WORDS);
    bencher
        .counter(ItemsCount::new(rules))
        .bench_local(|| judge::examine(std::slice::from_ref(&file), &WORDS));
}

/// Syllables of made-up names; two make a word that few rules share.
const SYLLABLES: &str =
    "桥柳溪桐槐苇荷岸渡浦汀洲屿湾礁崖峰岭谷塬坡岗洞泉潭湖沼泽圃苑亭台楼阁廊榭坊巷弄里";

const CATEGORIES: [&str; 4] = ["台账", "报表", "会议", "任务"];

/// A rule file as people write them: rules on words, limits, keeps and quotas, each with two examples.
fn rule_file(rules: usize) -> SourceFile {
    let mut text = "[set]\nid = \"made\"\ntitle = \"试验\"\nlevel = \"区\"\nversion = \"1\"\n[clause.1]\ntitle = \"条款\"\nsource = { document = \"文件\", nature = \"原文\" }\n".to_owned();
    for number in 0..rules {
        let _ = write!(text, "{}", rule(number));
    }
    SourceFile {
        path: "made.toml".into(),
        text: text.into(),
    }
}

/// A word of four characters, another one for every number.
fn word(number: usize) -> String {
    let syllables: Vec<char> = SYLLABLES.chars().collect();
    let count = syllables.len();
    let at = |place: u32| syllables[number / count.pow(place) % count];
    [at(0), at(1), at(2), '事'].iter().collect()
}

fn rule(number: usize) -> String {
    let (one, other) = (word(2 * number), word(2 * number + 1));
    let category = CATEGORIES[number % CATEGORIES.len()];
    let head = format!(
        "title = \"负担{number}\"\nclause = \"1\"\nwhy = \"理由。\"\nwhen.category = [\"{category}\"]\nwhen.name.any = [\"{one}\", \"{other}\"]\n"
    );
    let example = |name: &str, more: &str, expect: &str| {
        format!("{{ name = \"{name}\", category = \"{category}\"{more}, expect = \"{expect}\" }}")
    };
    let silent = example("居民公约", "", "无");
    match number % 5 {
        0 => {
            let hit = example(&one, ", basis = \"《兵役法》\"", "留");
            format!(
                "[keep.r{number}]\n{head}statute = [\"兵役法\"]\nexamples = [{hit}, {silent}]\n"
            )
        }
        1 => {
            let hit = example(&one, ", frequency = \"每月\"", "压");
            format!(
                "[rule.r{number}]\n{head}action = \"压\"\nwhen.per_year.over = 4\nto.per_year = 4\nexamples = [{hit}, {silent}]\n"
            )
        }
        2 => {
            let hit = example(&other, "", "调");
            format!(
                "[rule.r{number}]\n{head}action = \"调\"\nto.department = \"区民政局\"\nwhen.name.none = [\"协助\"]\nexamples = [{hit}, {silent}]\n"
            )
        }
        3 => {
            let hit = example(&one, ", frequency = \"每周\"", "压");
            format!(
                "[quota.r{number}]\n{head}action = \"压\"\neach = [\"社区\"]\ncount = \"次\"\nper = \"年\"\nlimit = 12\nexamples = [{hit}, {silent}]\n"
            )
        }
        _ => {
            let hit = example(&other, "", "删");
            format!("[rule.r{number}]\n{head}action = \"删\"\nexamples = [{hit}, {silent}]\n")
        }
    }
}
