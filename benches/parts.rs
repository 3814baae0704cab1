//! Times the parts that speed hangs on, each by itself: `cargo bench --bench parts`.

// A bench that can't go on is a failed bench.
#![allow(clippy::unwrap_used)]

mod export;

use divan::{Bencher, black_box};
use export::Shape;
use jianfu::intake::{Intake, Overrides, Taking};
use jianfu::read::{Input, ReadOptions};
use jianfu::rule::{self, RuleSet};
use jianfu::words::Words;

fn main() {
    divan::main();
}

fn words() -> Words {
    Words::load(&[]).0
}

fn rules(words: &Words) -> RuleSet {
    let (_, file) = rule::builtin()
        .find(|(name, _)| *name == "nanjing-2013")
        .unwrap();
    rule::load(&[file], words).0
}

fn input(shape: Shape, rows: usize) -> Input {
    let mut bytes = Vec::new();
    export::write(shape, rows, "parts", &mut bytes, None).unwrap();
    Input::stdin(bytes)
}

fn taken_in(words: &Words, input: &Input) -> Intake {
    let mut taking = Taking::new(words, Overrides::default());
    taking.read(input, &ReadOptions::default());
    taking.finish()
}

/// The words are loaded at every start.
#[divan::bench]
fn loading_the_words() -> Words {
    words()
}

/// So are the rules.
#[divan::bench]
fn loading_the_rules(bencher: Bencher) {
    let words = words();
    bencher.bench_local(|| rules(&words));
}

/// A frequency as people write it.
#[divan::bench(args = ["每月", "每季度末月25日前", "一年两次", "每月1-2次，汛期每天", "不定期"])]
fn reading_a_frequency(bencher: Bencher, text: &str) {
    let words = words();
    bencher.bench_local(|| words.frequency(black_box(text), ""));
}

/// The measure of sameness of two names.
#[divan::bench(args = [("流动人口信息登记台账", "社区流动人口登记簿"), ("独居老人走访台账", "残疾儿童走访台账")])]
fn measuring_two_names(bencher: Bencher, names: (&str, &str)) {
    let words = words();
    bencher.bench_local(|| jianfu::judge::compare(&words, black_box(names.0), black_box(names.1)));
}

/// Plain forms, once for each distinct text.
#[divan::bench]
fn making_a_text_plain(bencher: Bencher) {
    let words = words();
    let text =
        "由社区专人负责独居老人走访，现场核对并拍照留存，于当月５日前上传系统，同时保留纸质材料。";
    bencher.bench_local(|| words.plain(black_box(text)));
}

/// Reading and understanding the rows of an export.
#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn taking_in(bencher: Bencher, rows: usize) {
    let (words, input) = (words(), input(Shape::Normal, rows));
    bencher.bench_local(|| taken_in(&words, &input));
}

/// The index of names and all that follows, where every pair of names is a candidate.
#[divan::bench(args = [1_000, 5_000], sample_count = 10)]
fn judging_one_community(bencher: Bencher, names: usize) {
    let words = words();
    let rules = rules(&words);
    let intake = taken_in(&words, &input(Shape::Wide, names));
    bencher.bench_local(|| jianfu::judge::judge(&intake.items, &rules, &words));
}
