//! Bases, departments and efforts.

use jianfu::item::BasisKind;

use crate::words;

#[test]
fn bases_are_statutes_numbers_words_or_nothing() {
    let words = words();
    let numbers = |text| words.basis(text).numbers.join(" ");
    for text in [
        "民发〔2015〕136号",
        "民发﹝2015﹞136号",
        "民发[2015]136号",
        "民发【2015】136 号",
        "民发（2015）136号",
        "民发(2015)136",
        "根据民发〔2015〕136号文件",
        "民发 〔 2015 〕 136 号",
        "民发［2015］136号",
        "民发〔2015〕第136号",
        "民发〔2015年〕136号",
        "民发〔２０１５〕１３６号",
        "见民发〔2015〕136号",
        "按照民发〔2015〕136号要求",
        "转发民发〔2015〕136号",
        "关于进一步开展社区减负工作的通知（民发〔2015〕136号）",
        "《关于进一步开展社区减负工作的通知》民发〔2015〕136号",
        "关于进一步开展社区减负工作的通知民发〔2015〕136号",
    ] {
        assert_eq!(
            (numbers(text).as_str(), words.basis(text).kind),
            ("民发〔2015〕136号", BasisKind::Numbered),
            "{text}"
        );
    }
    assert_eq!(
        numbers("京民基发〔2016〕105号、鲁社区治理组〔2023〕1号"),
        "京民基发〔2016〕105号 鲁社区治理组〔2023〕1号"
    );
    assert_eq!(numbers("2014年第3号"), "2014年第3号");
    for two in [
        "宁民〔2013〕108号、苏民〔2014〕5号",
        "宁民〔2013〕108号 苏民〔2014〕5号",
        "宁民〔2013〕108号\n苏民〔2014〕5号",
        "宁民〔2013〕108号；苏民[2014]5号",
        "宁民【2013】108、苏民（2014）5",
        "宁民〔2013〕108号及苏民〔2014〕5号",
        "依据宁民〔2013〕108号和苏民〔2014〕5号文件",
    ] {
        assert_eq!(numbers(two), "宁民〔2013〕108号 苏民〔2014〕5号", "{two}");
    }
    for (text, number) in [
        ("宁大数据发〔2020〕5号", "宁大数据发〔2020〕5号"),
        ("新政办发﹝2021﹞89号", "新政办发〔2021〕89号"),
        ("湘政发【2012】33号", "湘政发〔2012〕33号"),
        ("湖委发〔2018〕20", "湖委发〔2018〕20号"),
        ("国务院〔2006〕14号文件", "国务院〔2006〕14号"),
        ("日发〔2019〕3 号", "日发〔2019〕3号"),
        ("厅字〔2022〕28号", "厅字〔2022〕28号"),
        ("建办(2022)12号", "建办〔2022〕12号"),
    ] {
        assert_eq!(numbers(text), number, "{text}");
    }
    assert_eq!(
        words
            .basis("《中华人民共和国兵役法》《征兵工作条例》")
            .statutes,
        ["中华人民共和国兵役法", "征兵工作条例"]
    );
    assert_eq!(
        words.basis("居民委员会组织法第八条").statutes,
        ["居民委员会组织法"]
    );
    let kinds = |texts: &[&str], kind| {
        for text in texts {
            assert_eq!(words.basis(text).kind, kind, "{text}");
        }
    };
    kinds(
        &[
            "口头通知",
            "微信群通知",
            "会议要求",
            "领导交办",
            "工作惯例",
            "惯例",
            "无",
            "/",
            "—",
            "无文件依据",
            "电话通知",
            "微信群",
            "工作群里通知",
            "QQ群通知",
            "例会上布置",
            "街道会议要求",
            "书记口头安排",
            "领导临时交办",
            "历年工作惯例",
            "沿用往年做法",
            "上级电话通知",
            "没有文件",
            "无明确依据",
            "不清楚",
            "—",
            "暂无",
            "无。",
            "（无）",
        ],
        BasisKind::None,
    );
    kinds(
        &[
            "部门通知",
            "街道文件",
            "《社会救助暂行办法》",
            "市委办文件",
            "中央政法委文件",
        ],
        BasisKind::Stated,
    );
    kinds(
        &[
            "《消防法》",
            "《中国共产党章程》",
            "流动人口计生条例",
            "国函文件、统计法",
        ],
        BasisKind::Statute,
    );
    kinds(&["", "  "], BasisKind::Blank);
}

#[test]
fn departments_have_one_name_and_a_level() {
    let words = words();
    let mut wrong = Vec::new();
    for (text, name, level) in [
        ("民政局", "民政局", Some("district")),
        ("区民政局", "民政局", Some("district")),
        ("民政科", "民政局", Some("street")),
        ("街道民政科", "民政局", Some("street")),
        ("南京市民政局", "民政局", Some("city")),
        ("省民政厅", "民政局", Some("province")),
        ("民政部", "民政局", Some("nation")),
        ("鼓楼区卫生局", "卫健局", Some("district")),
        ("区公安分局", "公安局", Some("district")),
        ("派出所", "公安局", Some("street")),
        ("区委组织部", "组织部", Some("district")),
        ("市场监管所", "市场监管局", Some("street")),
        ("综治办", "政法委", Some("street")),
        ("社区居委会", "社区居委会", Some("community")),
        ("市委政法委", "政法委", Some("city")),
        ("幸福街道城管科", "城管局", Some("street")),
        ("国家卫健委", "卫健局", Some("nation")),
        ("国务院", "国务院", Some("nation")),
        ("中央文明办", "文明办", Some("nation")),
        ("江苏省民政厅", "民政局", Some("province")),
        ("省住建厅", "住建局", Some("province")),
        ("省委政法委", "政法委", Some("province")),
        ("市文明办", "文明办", Some("city")),
        ("市级部门", "部门", Some("city")),
        ("市直机关工委", "机关工委", Some("city")),
        ("滁州市琅琊区民政局", "民政局", Some("district")),
        ("区属有关单位", "有关单位", Some("district")),
        ("市属国有企业", "国有企业", Some("city")),
        ("区直各部门", "部门", Some("district")),
        ("区（县）残联", "残联", Some("district")),
        ("区级有关部门", "有关部门", Some("district")),
        ("县民政局", "民政局", Some("district")),
        ("团区委", "共青团", Some("district")),
        ("公安分局", "公安局", Some("district")),
        ("消防大队", "消防救援大队", Some("district")),
        ("区疾控中心", "疾控中心", Some("district")),
        ("江北新区综治办", "政法委", Some("district")),
        ("桃园街道", "桃园街道", Some("street")),
        ("街道社会事务科", "民政局", Some("street")),
        ("街道平安办", "政法委", Some("street")),
        ("镇民政办", "民政局", Some("street")),
        ("街道各科室", "科室", Some("street")),
        ("社区卫生服务中心", "社区卫生服务中心", Some("street")),
        ("市场监管局", "市场监管局", Some("district")),
        ("市容科", "城管局", Some("street")),
        ("居委会", "社区居委会", Some("community")),
        ("上级部门", "上级部门", None),
        ("民政部门", "民政局", None),
        ("有关单位", "有关单位", None),
    ] {
        let read = words.issuer(text);
        let got = (
            read.name.as_str(),
            read.level.map(jianfu::item::Level::word),
        );
        if got != (name, level) {
            wrong.push(format!("{text}: expected {name} {level:?}, got {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn efforts_become_minutes() {
    let words = words();
    for (cell, heading, minutes) in [
        ("2", "耗时（小时）", Some(120)),
        ("2小时", "耗时", Some(120)),
        ("1.5h", "耗时", Some(90)),
        ("半天", "耗时", Some(240)),
        ("30分钟", "耗时（小时）", Some(30)),
        ("约3小时", "耗时", Some(180)),
        ("２", "用时(分钟)", Some(2)),
        ("1,000", "用时(分钟)", Some(1000)),
        ("1小时30分钟", "耗时", Some(90)),
        ("一个半小时", "耗时", Some(90)),
        ("2-3小时", "耗时", Some(120)),
        ("两天", "耗时", Some(960)),
        ("NaN", "耗时", None),
        ("inf", "耗时", None),
        ("-3", "耗时", None),
        ("99999999", "耗时", None),
        ("0", "耗时", None),
        ("较长", "耗时", None),
        ("", "耗时", None),
    ] {
        assert_eq!(
            words.effort(cell, heading).map(|effort| effort.minutes),
            minutes,
            "{cell} under {heading}"
        );
    }
    for (cell, minutes, people) in [
        ("2人×3小时", 360, 2),
        ("3人*2天", 2880, 3),
        ("每次2人各半天", 480, 2),
        ("2人/次，3小时", 360, 2),
        ("2小时×3人", 360, 3),
        ("2h x 3人", 360, 3),
        ("两人，每人1小时30分钟", 180, 2),
        ("社工2人，半天", 480, 2),
        ("3小时（2人）", 360, 2),
        ("2人共3小时", 180, 2),
        ("2-3人×2小时", 240, 2),
        ("2名工作人员各2小时", 240, 2),
    ] {
        let effort = words.effort(cell, "耗时").unwrap();
        assert_eq!(
            (effort.minutes, effort.people),
            (minutes, Some(people)),
            "{cell}"
        );
        assert!(!effort.per_year, "{cell}");
    }
    assert_eq!(words.effort("2人天", "工作量").unwrap().minutes, 960);
    for cell in [
        "2人",
        "若干人×2小时",
        "2人×3次",
        "2人×3人×1小时",
        "0人×2小时",
        "1.5人×2小时",
        "2小时、3小时",
    ] {
        let effort = words.effort(cell, "耗时");
        assert!(
            effort.is_none_or(|effort| effort.people.is_none()),
            "{cell}: {effort:?}"
        );
    }
    assert!(words.effort("24", "年耗时（小时）").unwrap().per_year);
    assert!(!words.effort("24", "耗时（小时）").unwrap().per_year);
}
