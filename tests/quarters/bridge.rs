//! Every bridge sums, to the last fraction and in the whole numbers that are printed; renaming is worth nothing.

use jianfu::finding::Action;
use jianfu::item::{Category, Frequency, FrequencyKind, Rate};
use jianfu::quarter::{Cause, Diff, Kind, Line, Quarter, Quarters, Standing, bridges};
use jianfu::text::{Symbol, Texts};
use jianfu::words::Words;

use crate::cases;
use crate::chance::Chance;
use crate::generator;
use crate::quarters;

/// Names that are the same, parts of each other, and others.
const NAMES: [&str; 12] = [
    "流动人口台账",
    "流动人口资料",
    "流动人口、残疾人综合台账",
    "残疾人台账",
    "消防安全检查表",
    "隐患排查清单",
    "网格例会",
    "网格例会（上半月）",
    "网格例会（下半月）",
    "老年人台账",
    "优抚对象台账",
    "工作台账",
];
const CONTENTS: [&str; 5] = [
    "",
    "来源地、租房编号、离开去向",
    "残疾类别、辅具需求",
    "来源地、租房编号、离开去向、残疾类别、辅具需求",
    "灭火器压力、疏散通道",
];
const RATES: [(u32, u32); 7] = [(12, 1), (4, 1), (1, 1), (2, 5), (73, 2), (365, 17), (1, 3)];

fn random_quarter(chance: &mut Chance, texts: &mut Texts) -> Quarter {
    let mut quarter = Quarter::default();
    for at in 0..chance.below(14) as u32 {
        let mut pick = |from: &[&str]| texts.intern(chance.pick(from));
        let (name, content) = (pick(&NAMES), pick(&CONTENTS));
        let issuer = pick(&["公安局", "民政局"]);
        let community = pick(&["东社区", "西社区"]);
        let (times, years) = RATES[chance.below(RATES.len() as u64) as usize];
        let rate = Rate::new(times, years).filter(|_| chance.percent(85));
        let minutes = (chance.below(400), 1 + chance.below(30) as u32);
        quarter.kinds.push(Kind {
            name,
            plain: name,
            department: issuer,
            issuer,
            category: Category::ALL.get(chance.below(9) as usize).copied(),
            frequency: Symbol::ABSENT,
            reading: Frequency {
                kind: FrequencyKind::Periodic,
                rate,
                rate_max: None,
            },
            minutes: Some(minutes).filter(|_| chance.percent(85)),
            estimated: false,
            content,
            plain_content: content,
            form: Symbol::ABSENT,
        });
        let group = (at % 4 == 0).then_some(chance.below(2) as u32);
        let to = texts.intern("城管局");
        quarter.lines.push(Line {
            kind: at,
            id: texts.intern(&format!("#{at}")),
            street: Symbol::ABSENT,
            community,
            home: 0,
            verdict: chance.percent(90).then(|| Standing {
                action: Action::ALL[chance.below(6) as usize],
                group,
                survives: group.is_some() && chance.percent(50),
                per_year: Rate::new(1, 1).filter(|_| chance.percent(50)),
                handed_to: if chance.percent(50) {
                    to
                } else {
                    Symbol::ABSENT
                },
            }),
        });
    }
    quarter
}

#[test]
fn the_bridge_of_any_two_quarters_sums() {
    let (words, _) = Words::load(&[]);
    // In 2912 twenty minutes in five years are also four in one.
    for case in (0..cases(400)).chain([2912]) {
        let mut chance = Chance::of(&format!("bridge {case}"));
        let mut quarters = Quarters::default();
        quarters.old = random_quarter(&mut chance, &mut quarters.texts);
        quarters.new = random_quarter(&mut chance, &mut quarters.texts);
        quarters.settle(&words);
        let diff = Diff::of(&quarters, &words);
        every_line_has_one_fate(&quarters, &diff);
        for bridge in bridges(&quarters, &diff) {
            assert!(bridge.is_balanced(), "case {case}");
            let rounded = bridge.rounded();
            assert_eq!(rounded.excess(), 0, "case {case}: {rounded:?}");
            let off =
                |printed: i64, exact: f64| (printed as f64 / rounded.scale as f64 - exact).abs();
            assert!(off(rounded.before, bridge.before()) <= 0.51);
            for cause in Cause::ALL {
                let printed = rounded.by_cause[*cause as usize];
                assert!(
                    off(printed, bridge.by(*cause)) <= 2.0,
                    "case {case} {cause:?}"
                );
            }
        }
    }
}

fn every_line_has_one_fate(quarters: &Quarters, diff: &Diff) {
    let matched = |line: u32, of: fn(&jianfu::quarter::Match) -> u32| {
        diff.matches.iter().any(|found| of(found) == line)
    };
    for line in 0..quarters.old.lines.len() as u32 {
        assert_ne!(matched(line, |found| found.old), diff.gone.contains(&line));
    }
    for line in 0..quarters.new.lines.len() as u32 {
        assert_ne!(matched(line, |found| found.new), diff.added.contains(&line));
    }
}

#[test]
fn renaming_everything_reduces_nothing() {
    let (words, _) = Words::load(&[]);
    for vocabulary in [include_str!("tuned.csv"), include_str!("unseen.csv")] {
        let pair = generator::all_renamed(vocabulary, "rename", 6);
        let (old, new) = (generator::csv(&pair.old), generator::csv(&pair.new));
        let mut quarters = quarters(&words, &old, &new);
        // Even where everything was to go.
        for line in &mut quarters.old.lines {
            line.verdict = Some(Standing {
                action: Action::Delete,
                group: None,
                survives: false,
                per_year: None,
                handed_to: Symbol::ABSENT,
            });
        }
        let diff = Diff::of(&quarters, &words);
        for bridge in bridges(&quarters, &diff) {
            assert!(bridge.before() > 0.0);
            assert!(
                bridge.real().abs() < 1e-9,
                "{} of {}",
                bridge.real(),
                bridge.before()
            );
            assert_eq!(bridge.by(Cause::Renamed), 0.0);
        }
        let back = diff.returned.len() as f64 / pair.old.len() as f64;
        assert!(
            back >= 0.95,
            "only {back} of what was to go is found to be back"
        );
    }
}

#[test]
fn what_went_is_told_apart_by_what_was_decided() {
    let (words, _) = Words::load(&[]);
    let old = "社区,事项名称,下达部门,频次,每次耗时（小时）\n东,科普画廊更换,科协,每月,1\n东,犬只登记册,公安局,每月,2\n东,护渔宣传台账,农业局,每月,3\n东,路灯报修登记,路灯所,每月,4\n";
    let new = "社区,事项名称,下达部门,频次,每次耗时（小时）\n东,路灯报修登记,路灯所,每季度,5\n";
    let mut quarters = quarters(&words, old, new);
    let city = quarters.texts.intern("畜牧站");
    let decided = [
        Action::Delete,
        Action::Adjust,
        Action::Keep,
        Action::Compress,
    ];
    for (line, action) in quarters.old.lines.iter_mut().zip(decided) {
        line.verdict = Some(Standing {
            action,
            group: None,
            survives: false,
            per_year: None,
            handed_to: if action == Action::Adjust {
                city
            } else {
                Symbol::ABSENT
            },
        });
    }
    let diff = Diff::of(&quarters, &words);
    let [minutes, times] = bridges(&quarters, &diff);
    let hours = |cause| minutes.by(cause) / 60.0;
    assert_eq!(hours(Cause::Deleted), 12.0);
    assert_eq!(hours(Cause::HandedOver), 24.0);
    assert_eq!(hours(Cause::Missing), 36.0);
    // Eight occasions less at four hours each; the four that stay are only said to take longer.
    assert_eq!(hours(Cause::Compressed), 32.0);
    assert_eq!(hours(Cause::ReEstimated), -4.0);
    assert_eq!(
        (minutes.before() / 60.0, minutes.after() / 60.0),
        (120.0, 20.0)
    );
    assert_eq!(times.by(Cause::Compressed), 8.0);
    let to: Vec<_> = minutes
        .handed_over_to()
        .map(|(to, _)| quarters.text(to))
        .collect();
    assert_eq!(to, ["畜牧站"]);
}
