//! What the built-in rule set makes of items that an official would judge without hesitation.

// Helpers of tests may unwrap: a panic is how they fail.
#![allow(clippy::unwrap_used)]

use std::collections::HashSet;

use jianfu::diag::Severity;
use jianfu::finding::Action;
use jianfu::intake::understand::Understanding;
use jianfu::item::{Field, Items, Source};
use jianfu::judge::{Finding, Verdict, judge};
use jianfu::rule::{RuleSet, SourceNote, builtin, load};
use jianfu::words::Words;

/// Name, category, department, basis, frequency, form, content, and the action that is right: invented
/// by us, judged as one list of one community that is not named.
const CASES: &[&str] = &[
    // 删: 行政执法, 责任主体, 摊派
    "占道经营执法|工作任务|城管科|街道文件|每天|现场|社区人员劝离摊主|删",
    "无证餐馆查处取缔|工作任务|市场监管所|《食品安全法》|按需|现场|社区下达整改通知|删",
    "小区违建拆除|工作任务|城管科|《城乡规划法》|每季度|现场|社区组织拆除|删",
    "建筑工地扬尘执法检查|检查考核|环保科|《大气污染防治法》|每月|现场|社区开具整改单|删",
    "河道排污责任主体考核|检查考核|水务站|街道考核办法|每月|现场|社区为责任主体|删",
    "楼宇招商指标|工作任务|经济科|街道文件|每年|纸质|每社区引进企业2家|删",
    "协税护税任务|工作任务|财政所|部门通知|每季度|纸质|个体户税源排查|删",
    "惠民保参保推销|工作任务|社会事务科|部门通知|每年|现场|每社区完成200单|删",
    "行业杂志征订任务|工作任务|工会|部门通知|每年|纸质|每社区10份|删",
    "助学募捐任务|工作任务|团工委|部门通知|每年|现场|每社区5000元|删",
    "信访维稳责任状|工作任务|信访办|街道文件|每年|纸质|社区书记签订|删",
    "平安建设一票否决考核|检查考核|综治办|街道考核办法|每年|现场|扣分项|删",
    // 删: 创建评比
    "节水型社区创建|评比创建|水务站|部门文件|每年|纸质+电子|6类台账|删",
    "诚信示范小区评选|评比创建|市场监管所|部门通知|两年一次|纸质|申报材料|删",
    "文化先进社区评比|评比创建|文化站|部门通知|每年|纸质|台账|删",
    "最美家庭月度评选|评比创建|妇联|部门通知|每月|电子|推荐1户|删",
    "学习型社区创建|评比创建|教育办|街道通知|每年|纸质|资料|删",
    // 删: 牌子
    "科普大学分校|机构牌子|科协|部门通知|长期|挂牌|借用会议室|删",
    "价格投诉服务站|机构牌子|物价所|部门通知|长期|挂牌|无专职人员|删",
    "青少年禁毒教育基地|机构牌子|禁毒办|部门通知|长期|挂牌|一块展板|删",
    "各类工作领导小组|机构牌子|党政办|各条线通知|长期|挂牌|26个小组|删",
    // 删: 指尖上的形式主义, 留痕, 双份, 证明, 自设调查
    "志愿者平台注册率排名|网络平台|文明办|街道通知|每周一次|系统|每周通报|删",
    "工作群签到打卡|网络平台|党政办|口头通知|每日|系统|每日接龙|删",
    "文明实践活动照片汇编|报表材料|宣传科|部门通知|每月|纸质|活动照片|删",
    "安置帮教档案双份|台账|司法所|部门要求|每季度|纸质|社区再存一份|删",
    "无邪教社区纸质台账|台账|政法科|部门通知|每月|纸质|8盒|删",
    "文旅部门自行开展的消费摸底调查|报表材料|文化站|部门通知|每半年|纸质|无表号|删",
    "出生证明|证明盖章|派出所|办事要求|按需|纸质|出具证明|删",
    "收入证明|证明盖章|银行|办事要求|按需|纸质|盖章|删",
    "房产证明|证明盖章|教育局|入学要求|每年|纸质|盖章|删",
    "学生家庭贫困证明|证明盖章|学校|学校要求|每年|纸质|盖章|删",
    "超生对象个案调查|报表材料|计生办|部门通知|发生时|纸质|个案|删",
    // 留: 法律要求的协助
    "适龄公民兵役登记|工作任务|武装部|《中华人民共和国兵役法》|每年1次|现场|登记适龄公民|留",
    "第五次全国经济普查清查|工作任务|统计站|全国经济普查条例|五年一次|系统|清查单位|留",
    "月度劳动力调查|工作任务|统计站|统计法、国家统计局批准, 有表号|每月|系统|样本户|留",
    "社区戒毒人员帮教协助|工作任务|禁毒办|《禁毒法》|按需|现场|协助帮教|留",
    "严重精神障碍患者看护协助|工作任务|卫计科|《精神卫生法》|按需|现场|协助|留",
    "告诫书受害人查访|工作任务|派出所|《反家庭暴力法》|按需|现场|查访|留",
    "困境儿童监护情况报告|工作任务|民政科|《未成年人保护法》第四十三条|按需|现场|发现报告|留",
    "控辍保学劝返|工作任务|教育办|《义务教育法》|每学期|现场|督促入学|留",
    "台风天人员转移避险|工作任务|应急办|《突发事件应对法》|按需|现场|转移|留",
    "流感预防宣传(传染病)|工作任务|卫计科|《传染病防治法》|每季度|现场|宣传|留",
    "邻里纠纷调解|工作任务|司法所|《人民调解法》|按需|现场|调解|留",
    "法律援助申请引导|工作任务|司法所|《法律援助法》|按需|现场|引导|留",
    "防火公约制定和消防宣传|工作任务|派出所|《消防法》|每年|现场|宣传|留",
    "违建劝阻和报告|工作任务|城管科|《南京市城市治理条例》|按需|现场|发现后报告|留",
    "特困人员生活状况核实意见|证明盖章|民政科|《社会救助暂行办法》|按需|纸质|核实|留",
    // 留: 自治, 党内法定, 综合考核, 原始记录, 保留的牌子和系统
    "居民小组长推选|工作任务|社区居委会|《居民委员会组织法》|三年一次|会议|推选|留",
    "居民代表会议|会议|社区居委会|《居民委员会组织法》|每季度|会议|议事|留",
    "居委会成员民主评议|会议|社区居委会|《居民委员会组织法》|每年1次|会议|民主评议居委会|留",
    "支部主题党日|会议|组织科|《中国共产党支部工作条例》|每月1次|会议|主题党日|留",
    "组织生活会|会议|组织科|《中国共产党章程》|每年1次|会议|组织生活|留",
    "社区年度综合考核评价|检查考核|区委办|市委办文件|每年1次|现场|统一指标, 居民满意度占七成|留",
    "居民满意度调查测评|检查考核|民政科|136号文|每年1次|现场|居民打分|留",
    "社区减负工作督查|检查考核|民政局|市委办文件|每年1次|现场|减负|留",
    "印章使用登记本|台账|社区居委会|印章管理规定|及时|纸质|用章记录|留",
    "集体资产登记簿|台账|财政所|集体资产管理规定|每年|电子|资产|留",
    "党费收缴登记簿|台账|组织科|《中国共产党党费收缴规定》|每月|纸质|党费|留",
    "居务监督委员会牌子|机构牌子|纪工委|《居民委员会组织法》|长期|挂牌|监督|留",
    "退役军人服务站|机构牌子|退役军人事务局|《退役军人保障法》|长期|挂牌|服务|留",
    "全国社会救助信息系统|网络平台|民政科|民政部统一部署|及时|系统|救助对象|留",
    // 调
    "残疾人基本状况台账|台账|残联|《残疾人保障法》|每季度|纸质+系统|系统已录, 另要求打印装订成册|调",
    "慢性病随访登记|台账|卫计科|部门通知|每月|纸质|社区代卫生服务站随访|调",
    "楼道清扫保洁|工作任务|城管科|街道通知|每天|现场|社工清扫|调",
    "早高峰路口执勤|工作任务|文明办|街道通知|每天|现场|社工两名|调",
    "造血干细胞捐献动员|工作任务|红十字会|《献血法》|每年|现场|每社区须完成5人|调",
    "养老金资格认证|工作任务|社保所|部门通知|每年|现场|社区上门认证|调",
    "企业退休人员档案保管|台账|社保所|部门文件|长期|纸质|退休人员档案|调",
    "禁毒专干专人专岗|工作任务|禁毒办|部门通知|长期|现场|专人专岗|调",
    // 并
    "综治工作研判会|会议|综治办|街道工作安排|每月一次|会议|研判|并",
    "平安建设调度会|会议|政法科|街道工作安排|每月一次|会议|调度|并",
    "平安法治服务室|机构牌子|政法科|部门文件|长期|挂牌|同一间屋|并",
    "信访接待室|机构牌子|信访办|部门文件|长期|挂牌|同一间屋|并",
    "民政单项考核|检查考核|民政科|部门文件|每年|现场|条线打分|并",
    "妇联工作考核|检查考核|妇联|部门通知|每半年|现场|条线打分|并",
    // 压
    "城管工作例会|会议|城管科|街道工作安排|每周一次|会议|半天|压",
    "网格员业务培训|会议|网格中心|街道培训计划|每月2次|会议|全体网格员|压",
    "宣传工作周报|报表材料|宣传科|街道制度|每周一次|电子|每周|压",
    "就业进展旬报|报表材料|劳动保障所|部门通知|每旬|电子|就业数|压",
    "信访每日零报告|报表材料|信访办|街道通知|每日|电子|零报告|压",
    "网格走访日志上传|报表材料|网格中心|部门通知|每日|系统|每日不少于3条|压",
];

const FIELDS: [Field; 7] = [
    Field::Name,
    Field::Category,
    Field::Department,
    Field::Basis,
    Field::Frequency,
    Field::Form,
    Field::Content,
];

/// The built-in words and rules, which must be without error.
fn built_in() -> (Words, RuleSet) {
    let (words, mistakes) = Words::load(&[]);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let (_, file) = builtin().next().unwrap();
    let (rules, diags) = load(&[file], &words);
    let errors: Vec<_> = diags
        .iter()
        .filter(|diag| diag.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    (words, rules)
}

fn name(case: &str) -> &str {
    case.split('|').next().unwrap()
}

fn expected(case: &str) -> Action {
    Action::parse(case.rsplit('|').next().unwrap()).unwrap()
}

/// The verdict on each case, all in one list, and the rule that decided.
fn judged(cases: &[&str], words: &Words, rules: &RuleSet) -> Vec<(Action, String)> {
    let mut items = Items::default();
    items.sources.push(Source {
        path: "list.csv".into(),
        sheet: "".into(),
    });
    let mut understanding = Understanding::new(words);
    for (at, case) in cases.iter().enumerate() {
        let fields: Vec<_> = FIELDS.into_iter().zip(case.split('|')).collect();
        let entry = understanding.entry(&mut items, &fields, 0, at as u32 + 2);
        items.entries.push(entry);
    }
    let judgement = judge(&items, rules, words);
    let told = |at| {
        let verdict: &Verdict = judgement.verdict(at);
        let rule = |by: &Finding| rules.rules[by.rule as usize].id.clone();
        let by = verdict.by.as_deref().map_or_else(String::new, rule);
        (verdict.action, by)
    };
    (0..cases.len()).map(told).collect()
}

#[test]
fn officials_and_rules_agree() {
    let (words, rules) = built_in();
    let verdicts = judged(CASES, &words, &rules);
    let missed: Vec<_> = CASES
        .iter()
        .zip(verdicts)
        .filter(|(case, (action, _))| *action != expected(case))
        .map(|(case, (action, by))| format!("{case}: {} ({by})", action.zh()))
        .collect();
    assert!(missed.len() * 20 <= CASES.len(), "{missed:#?}");
}

#[test]
fn nothing_that_stays_is_deleted_and_nothing_that_goes_is_kept() {
    let (words, rules) = built_in();
    for (case, (action, by)) in CASES.iter().zip(judged(CASES, &words, &rules)) {
        let sides = [expected(case), action];
        let confused = sides.contains(&Action::Delete) && sides.contains(&Action::Keep);
        assert!(!confused, "{case}: {} ({by})", action.zh());
    }
}

#[test]
fn the_order_of_rows_changes_no_verdict() {
    let (words, rules) = built_in();
    let backwards: Vec<_> = CASES.iter().rev().copied().collect();
    let one = judged(CASES, &words, &rules);
    let other = judged(&backwards, &words, &rules);
    for ((case, (forth, _)), (back, _)) in CASES.iter().zip(one).zip(other.into_iter().rev()) {
        assert_eq!(forth, back, "{}", name(case));
    }
}

#[test]
fn a_statute_alone_keeps_nothing() {
    let (words, rules) = built_in();
    let cases = [
        "商户排查执法|工作任务|安监所|《安全生产法》",
        "家庭财产险推销|工作任务|社会事务科|《保险法》",
        "绿色小区创建|评比创建|环保科|《环境保护法》",
        "婚姻状况证明|证明盖章|民政科|《民法典》",
        "应用下载率排名|网络平台|派出所|《反电信网络诈骗法》",
    ];
    for (case, (action, _)) in cases.iter().zip(judged(&cases, &words, &rules)) {
        assert_eq!(action, Action::Delete, "{case}");
    }
}

#[test]
fn a_duty_without_its_statute_is_not_kept_by_law() {
    let (words, rules) = built_in();
    let cases = [
        "适龄公民兵役登记|工作任务|武装部|《兵役法》",
        "适龄公民兵役登记|工作任务|武装部|部门通知",
        "适龄公民兵役登记|工作任务|武装部|兵役法第十三条",
    ];
    let actions: Vec<_> = cases
        .iter()
        .map(|case| judged(&[case], &words, &rules)[0].0)
        .collect();
    assert_eq!(actions, [Action::Keep, Action::Review, Action::Keep]);
}

#[test]
fn the_set_is_as_broad_as_the_regulations() {
    let (_, rules) = built_in();
    let acting = || rules.rules.iter().filter(|r| r.action != Action::Keep);
    assert!(acting().count() >= 45, "{}", acting().count());
    let actions: HashSet<_> = acting().map(|rule| rule.action).collect();
    for action in [
        Action::Delete,
        Action::Adjust,
        Action::Merge,
        Action::Compress,
    ] {
        assert!(actions.contains(&action), "{}", action.zh());
    }
    for id in ["1", "2", "3", "4", "5", "6", "7"] {
        assert!(rules.clauses.iter().any(|clause| clause.id == id), "{id}");
    }
}

#[test]
fn everything_names_its_source() {
    let (_, rules) = built_in();
    let named = |source: &SourceNote| !source.document.is_empty() && source.nature.is_some();
    for clause in &rules.clauses {
        assert!(named(&clause.source), "clause {}", clause.id);
    }
    for list in &rules.lists {
        let source = list.source.as_ref();
        assert!(source.is_some_and(named), "list {}", list.id);
    }
    for rule in &rules.rules {
        let source = rules.source_of(rule);
        assert!(source.is_some_and(named), "rule {}", rule.id);
    }
}

#[test]
fn every_rule_says_why_and_shows_what_it_hits_and_what_it_leaves() {
    let (_, rules) = built_in();
    for rule in &rules.rules {
        assert!(rule.why.ends_with('。'), "{}: {}", rule.id, rule.why);
        let hits = rule.examples.iter().any(|e| e.expect == Some(rule.action));
        let leaves = rule.examples.iter().any(|e| e.expect.is_none());
        assert!(hits && leaves, "{}", rule.id);
    }
}

#[test]
fn nothing_is_passed_off_as_nanjings_own_wording() {
    let (_, rules) = built_in();
    let quoted = Some(jianfu::rule::Nature::Quoted);
    for clause in &rules.clauses {
        assert_ne!(clause.source.nature, quoted, "clause {}", clause.id);
    }
}

#[test]
fn chinese_texts_have_chinese_punctuation() {
    let is_hanzi = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let is_narrow = |c: char| matches!(c, ',' | ':' | ';' | '?' | '(' | ')');
    let narrow_between = |text: &str| {
        let chars: Vec<char> = text.chars().collect();
        chars
            .windows(3)
            .any(|w| is_hanzi(w[0]) && is_narrow(w[1]) && is_hanzi(w[2]))
    };
    for (name, file) in builtin() {
        for (at, line) in file.text.lines().enumerate() {
            // A pattern's brackets and signs are its own.
            let is_pattern = line.contains("matches");
            assert!(
                is_pattern || !narrow_between(line),
                "{name}:{}: {line}",
                at + 1
            );
        }
    }
}
