//! The set of cuts that is proposed reaches every goal that can be reached, and lies within the bound it states; what is protected is left alone.

use jianfu::judge;
use jianfu::reach::{Aim, Cover, Goal, Proposal, Wish, cover, cover_within, propose};
use jianfu::rule::RuleSet;
use jianfu::words::Words;

use crate::cases;
use crate::chance::Chance;

/// Up to 16 cuts and 4 goals; often with amounts far apart, some of them nothing, some as large as a
/// year's minutes in fine parts.
fn random_goals(chance: &mut Chance) -> (usize, Vec<Goal>) {
    let cuts = 1 + chance.below(16) as usize;
    let largest = [2, 9, 50, 1_000_000_000_000][chance.below(4) as usize];
    let density = 20 + chance.below(81);
    let count = 1 + chance.below(4);
    let goal = |_| {
        let mut savings = Vec::new();
        for cut in 0..cuts {
            if chance.percent(density) {
                savings.push((cut, u128::from(chance.below(largest))));
            }
        }
        let total: u128 = savings.iter().map(|(_, saving)| saving).sum();
        let needed = u128::from(chance.below(total as u64 + total as u64 / 8 + 2));
        Goal { needed, savings }
    };
    (cuts, (0..count).map(goal).collect())
}

/// What every set of cuts saves of a goal; a set is the bits of its position.
fn saved_by_sets(cuts: usize, goal: &Goal) -> Vec<u128> {
    let mut saved = vec![0; 1 << cuts];
    let mut of_cut = vec![0; cuts];
    goal.savings
        .iter()
        .for_each(|(cut, saving)| of_cut[*cut] = *saving);
    for set in 1..saved.len() {
        let first = set.trailing_zeros() as usize;
        saved[set] = saved[set & (set - 1)] + of_cut[first];
    }
    saved
}

#[test]
fn the_proposal_lies_within_its_bound_of_the_smallest() {
    let (mut searched, mut not_searched) = (0, 0);
    // All sets of up to 16 cuts are tried in each case: fewer cases do for every day.
    let cases = cases(80);
    for case in 0..cases {
        let (cuts, goals) = random_goals(&mut Chance::of(&format!("reach {case}")));
        let reached: Vec<Vec<bool>> = goals
            .iter()
            .map(|goal| {
                let saved = saved_by_sets(cuts, goal);
                saved.iter().map(|saved| *saved >= goal.needed).collect()
            })
            .collect();
        searched += u32::from(is_proven(&cover(&goals), &reached, case));
        // Without any search the bound stands by itself.
        not_searched += u32::from(is_proven(&cover_within(&goals, 0), &reached, case));
    }
    println!("proven to be the smallest: {searched} of {cases}, without a search {not_searched}");
}

/// Whether a choice is proven to be the smallest; that it reaches what can be reached, and lies
/// within its bound, is asserted by trying all sets.
fn is_proven(found: &Cover, reached: &[Vec<bool>], case: u32) -> bool {
    let all = reached[0].len() - 1;
    let (within, out): (Vec<usize>, Vec<usize>) =
        (0..reached.len()).partition(|goal| reached[*goal][all]);
    assert_eq!(found.out_of_reach, out, "case {case}");
    let does = |set: usize| within.iter().all(|goal| reached[*goal][set]);
    let chosen = found.chosen.iter().fold(0, |set, cut| set | 1 << cut);
    assert!(does(chosen), "case {case}");
    let sizes = (0..=all).filter(|set| does(*set)).map(usize::count_ones);
    let (smallest, chosen) = (sizes.min().unwrap() as usize, found.chosen.len());
    let bound = found.at_least;
    assert!(
        bound <= smallest && smallest <= chosen,
        "case {case}: {bound} {smallest} {chosen}"
    );
    bound == chosen
}

#[test]
fn a_bound_that_is_not_met_is_still_a_bound() {
    // Far more cuts than can be tried: the bound holds, whether or not it is met.
    let mut chance = Chance::of("many cuts");
    let goals: Vec<Goal> = (0..6)
        .map(|_| {
            let savings = (0..300).map(|cut| (cut, u128::from(chance.below(40))));
            let savings: Vec<(usize, u128)> = savings.collect();
            let total: u128 = savings.iter().map(|(_, saving)| saving).sum();
            Goal {
                needed: total * 2 / 5,
                savings,
            }
        })
        .collect();
    let found = cover(&goals);
    for goal in &goals {
        let saved = goal
            .savings
            .iter()
            .filter(|(cut, _)| found.chosen.contains(cut));
        let saved: u128 = saved.map(|(_, saving)| saving).sum();
        assert!(saved >= goal.needed);
    }
    assert!(found.at_least <= found.chosen.len());
    println!("{} cuts, at least {}", found.chosen.len(), found.at_least);
    assert!(found.chosen.len() - found.at_least <= found.at_least / 10 + 1);
}

const RULES: &str = r#"
[set]
id = "t"
title = "试验"
level = "市"
version = "1"
renew = "1年"
[clause.1]
title = "限额"
source = { document = "某文", nature = "推断" }
[quota.meetings]
title = "会议"
clause = "1"
why = "少开会。"
when.category = ["会议"]
each = ["community"]
count = "次"
per = "月"
limit = 2.5
action = "压"
examples = [{ items = [{ name = "网格例会", category = "会议", frequency = "每周" }], expect = "压" }, { items = [{ name = "网格例会", category = "会议", frequency = "每年" }], expect = "无" }]
[keep.law]
title = "法定"
statute = ["兵役法"]
why = "法律规定。"
when.name.any = ["兵役"]
examples = [{ name = "兵役登记", basis = "《兵役法》", expect = "留" }, { name = "走访", expect = "无" }]
[target.ledger]
category = "台账"
reduce = 0.5
"#;

pub(crate) fn rules(words: &Words) -> RuleSet {
    let file = jianfu::place::SourceFile {
        path: "t.toml".into(),
        text: RULES.into(),
    };
    let (rules, diags) = jianfu::rule::load(&[file], words);
    assert!(
        diags
            .iter()
            .all(|diag| diag.severity != jianfu::diag::Severity::Error),
        "{diags:?}"
    );
    rules
}

fn proposals(csv: &str, wish: Wish) -> Vec<Proposal> {
    let (words, _) = Words::load(&[]);
    let (items, rules) = (crate::items(&words, csv), rules(&words));
    let judgement = judge::judge(&items, &rules, &words);
    propose(&items, &rules, &words, &judgement, wish)
}

const HEADINGS: &str = "社区,事项名称,类别,下达部门,依据,频次,每次耗时（小时）\n";

#[test]
fn each_community_gets_its_own_smallest_set_and_nothing_is_rounded() {
    // A third of an hour three times in two years and the like: 20 % of it is met to the minute.
    let rows = "东,卫生评比台账,台账,爱卫办,,每年,8\n东,楼栋走访台账,台账,民政局,,每年,2\n西,兵役登记表,报表,武装部,《兵役法》,每年,9\n西,楼栋走访台账,台账,民政局,,每年,1\n";
    let wish = Wish {
        share: Some(2_000),
        ..Wish::default()
    };
    let found = proposals(&format!("{HEADINGS}{rows}"), wish);
    assert_eq!(found.len(), 2);
    // Two hours of ten are exactly a fifth.
    assert_eq!((found[0].cuts.len(), found[0].at_least), (1, 1));
    assert_eq!(found[0].reached[0].at_most, 8.0);
    // The law protects nine hours of ten: a tenth can go, a fifth can't.
    assert!(found[1].cuts.is_empty() && found[1].reached.is_empty());
    let missed = &found[1].missed[0];
    assert_eq!(
        (missed.aim, missed.at_most, missed.protected),
        (Aim::Hours, 8.0, 9.0)
    );
    assert_eq!(missed.exceeding, [(2, 9.0)]);
}

#[test]
fn a_hundredth_of_a_percent_more_takes_another_cut() {
    let rows = "东,甲台账,台账,爱卫办,,每年,8\n东,乙台账,台账,民政局,,每年,2\n";
    let cuts = |share| {
        let wish = Wish {
            share: Some(share),
            ..Wish::default()
        };
        proposals(&format!("{HEADINGS}{rows}"), wish)[0]
            .cuts
            .clone()
    };
    assert_eq!(cuts(2_000).len(), 1);
    assert_eq!(cuts(8_000), [0]);
    assert_eq!(cuts(8_001), [0, 1]);
    assert_eq!(cuts(10_000), [0, 1]);
}

#[test]
fn quotas_and_targets_are_counted_in_their_own_units() {
    let rows = "东,网格例会,会议,政法委,,每周,1\n东,调度会,会议,政法委,,每月2次,1\n东,党员大会,会议,组织部,,每年,1\n东,甲台账,台账,爱卫办,,每年,8\n东,乙台账,台账,民政局,,每年,2\n东,丙台账,台账,民政局,,不定期,2\n";
    let wish = Wish {
        quotas: true,
        targets: true,
        ..Wish::default()
    };
    let found = &proposals(&format!("{HEADINGS}{rows}"), wish)[0];
    let quota = &found.reached[0];
    assert!(matches!(quota.aim, Aim::Quota(_)));
    assert_eq!(quota.at_most, 2.5);
    assert!((quota.before - (52.0 + 24.0 + 1.0) / 12.0).abs() < 1e-9);
    // Half of three ledgers are two.
    assert_eq!(found.reached[1].before, 3.0);
    assert_eq!(found.reached[1].after, 1.0);
    assert_eq!((found.cuts.len(), found.at_least), (3, 3));
    assert!(
        found.cuts.contains(&0),
        "without the weekly meeting there are 25 a year, with it 53"
    );
}
