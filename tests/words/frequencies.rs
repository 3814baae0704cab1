//! Frequencies: times a year, and what has no number.

use jianfu::item::FrequencyKind;
use jianfu::words::Words;

use crate::{agrees, words};

fn per_year(words: &Words, frequency: &str, deadline: &str) -> String {
    match words.frequency(frequency, deadline).value {
        Some(read) => said(read),
        None => "unknown".to_owned(),
    }
}

/// Times a year or both ends of a range, else the kind.
fn said(read: jianfu::item::Frequency) -> String {
    match (read.rate, read.rate_max) {
        (Some(low), Some(high)) => format!("{}-{}", low.per_year(), high.per_year()),
        (Some(rate), None) => format!("{}", (rate.per_year() * 1000.0).round() / 1000.0),
        (None, _) => read.kind.word().to_owned(),
    }
}

#[test]
fn rhythms_become_times_a_year() {
    let words = words();
    agrees(
        "365: 每日 每天 日报 每日一次 1次/天 每天17:00前 逐日 每日1报 一天一次 每天上报
         730: 一日两次 每日2次 2次/天
         1095: 每日三报 每天3次
         250: 工作日每天 每个工作日 工作日每日17时前
         182.5: 隔日 每两天一次 隔天一次
         121.667: 每3天一次 三天一次
         52: 每周 周报 每周五 每周一次 1次/周 每周一上午 按周 每星期一次 每周末 每周一例会
         104: 每周两次 每周2次 每周一、周四 每周二、五
         156: 每周一、三、五 每周3次
         26: 双周 两周一次 隔周 每两周 每2周一次
         36: 旬报 每旬 每旬一次
         24: 半月报 每半月 每月两次 每月2次 每月1日、15日 每月5日和20日
         12: 每月 月报 每月底 每月5日前 按月 月末 次月5日前 每月1次 一月一次 1月1次 每月25号前 毎月 每月初 每个月最后一天 每月第一周 每月10日前报送 月度 次/月 每月一报 每月3-5日 每月1号至5号
         36: 每月3次 每月5日、15日、25日
         12-24: 每月1-2次 每月一到两次 每月1至2次 每月一两次
         24-36: 每月2、3次
         6: 双月 单月10日前 每两个月一次 逢双月 隔月 两个月一次 每2月1次 双月报
         4: 每季 季报 每季度末 每季未 每季度 每季度一次 1次/季度 季度末25日前 季后15日内 3、6、9、12月 每季首月10日前 一季度一次 每三个月一次 按季上报 每季度末月25日前
         8: 每季度2次 每季度不少于2次
         3: 每四个月一次 一年三次 3次/年
         2: 半年 每半年 半年报 每年两次 1月、7月 每年6月、12月 7月10日、12月25日 半年一次 每学期 每年1月和7月 上、下半年各一次 寒暑假 春秋两季 6月底、12月底 每学期一次
         1: 每年 年报 每年12月 每年8月 每年一月十五号 年底 12月底前 一年一次 每年1次 1次/年 全年一次 每年12月25日前 年度 每年年底 每年3-5月 第四季度 每年重阳节 年终 每年一评
         0.5: 两年一次 每两年评选一次 每2年1次
         0.2: 五年一次 每五年一届 5年一次
         0.333: 三年一次 每三年一评
         0.4: 5年2次 五年两次
         13: 月报+年报 月报、年报
         5: 季报、年报 季报+年报
         16: 每月1次，每季度1次
         4: 元旦、春节、五一、国庆 每季度召开1次 每季至少一次
         24: 至少每月两次 每月不少于2次 每月≥2次
         12: 每月一次（每次半天） 每月不少于1次 不少于每月一次
         36.5: 每10天 每10天一次 间隔10天
         10: 每年10次 一年十次 年10次
         6: 年均不低于6次
         36: 逢十报 逢8日 每月上中下旬各一次 上、中、下旬
         72: 逢五逢十 每月逢五逢十 逢5、10
         36: 每月逢1日、11日、21日 逢3日 逢2、12、22日
         156: 每周一三五
         104: 每周二、四上午 周三五 每周一、四上报 周二、五前更新 每周1、2检查
         4: 季度终了15日内 春夏秋冬各一次 每李度一次
         365: 每曰一报
         24: 月中、月底 每月15日及月底 每月初、月末 每月上半月、下半月各一次
         12: 月报（逢5日） 每月月底前（30日） 每月1次，汛期加密 每月或不定期 每月中下旬 每個月
         2: 年中年末各1次 年初、年底各一次
         1: 3月上旬 每年3月中旬
         4: 1/4/7/10月 6月至9月每月一次
         0.667: 一年半一次
         13: 每月20日前、年底前
         12: 每年12次 一年十二次
         52: 一周一查 每周五例会 每周三检查 每周五上报 每周五一次 周六一次 每周六更新一次
         156: 一周三查 每周一三五巡查 每周三次检查
         260: 每周五次
         26: 双周周三 双周周五例会
         12: 每月第二周周三 每月第二个周三 每月第一周报送
         24: 每月第二、第四周周三 每月第一、三周
         5: 11月至次年3月每月1次
         250: 除节假日外每天 每天（节假日除外）
         8760: 每小时报一次
         730: 每12小时一次
         182.5: 每48小时一次
         0.2: 每届一次（五年）
         17: 月季年报 月、季、年报 每月底前、每季度末、每年底前
         16: 月季报 按月按季 月末季末 每月底前每季度末
         2: “五一”、“十一”前 7月15日前、次年1月15日前 每年上、下半年各1次 半年、年终 半年和年底各一次 2次（半年）
         52: 星期四一次 周二一次 礼拜六一次
         104: 周二四一次 每周二、周四开展一次
         1: 五一 五一节前 岁末
         4: 每季不少于一次，全年不少于4次 每季度1次，每年4次 4次（每季度） 委度末 毋季度
         12: 毋月 母月5日前 没月一次 12次（每月）
         11: 每年1月至11月，每月一次
         30: 每年6-8月每月10次",
        |text| per_year(&words, text, ""),
    );
}

#[test]
fn what_cannot_be_counted_has_no_number() {
    let words = words();
    agrees(
        "irregular: 疫情期间每天 整治期间每日 重污染天气每天2次 敏感节点每日报 冬季每周 换届时 不定期 不定时 经常 临时 长期 日常 常态化 适时 每月多次 若干次 汛期每天 每届
         on_demand: 入户时 新增后5个工作日 事毕后3日内 出现问题时 一户一册 及时 随时 实时 动态更新 按需 一事一报 有则报 发生时 视情况 依申请 按要求 接通知后 发生后24小时内 按领导要求 事发后及时 居民申请时 变更后5日内
         unknown: 无 - / — #N/A 不详",
        |text| {
            let read = words.frequency(text, "").value;
            let read = read.unwrap_or(jianfu::item::Frequency::UNKNOWN);
            assert!(read.rate.is_none(), "{text} must have no number");
            read.kind.word().to_owned()
        },
    );
    for nonsense in [
        "张三",
        "4%",
        "2小时",
        "按时",
        "2课时",
        "纸质",
        "3个工作日内",
        "99999999999999999999次/年",
    ] {
        assert!(
            words
                .frequency(nonsense, "")
                .value
                .is_none_or(|read| read.rate.is_none()),
            "{nonsense}"
        );
    }
}

#[test]
fn one_date_is_one_time() {
    let words = words();
    for text in [
        "2014-06-30",
        "2014年6月30日前",
        "2014/6/30",
        "41820",
        "2014年第三季度内完成",
        "一次性",
        "只报一次",
        "2013年底前",
        "2014.6.30",
        "20140630",
        "2014-06-30 00:00:00",
        "今年6月底前完成",
    ] {
        let read = words.frequency(text, "").value.unwrap();
        assert_eq!(
            (read.kind, read.rate.map(jianfu::item::Rate::per_year)),
            (FrequencyKind::Once, Some(1.0)),
            "{text}"
        );
    }
}

#[test]
fn a_deadline_speaks_where_the_frequency_is_silent() {
    let words = words();
    for (frequency, deadline, expected) in [
        ("", "每月5日前", "12"),
        ("无", "季后10日内", "4"),
        ("每季度", "每月5日前", "4"),
        ("不定期", "每月5日前", "irregular"),
        ("", "3个工作日内", "unknown"),
        ("-", "2014-06-30", "1"),
    ] {
        assert_eq!(
            per_year(&words, frequency, deadline),
            expected,
            "{frequency} / {deadline}"
        );
    }
}

#[test]
fn a_number_counts_in_the_period_that_its_heading_names() {
    let words = words();
    for (heading, cell, expected) in [
        ("年次数", "12", "12"),
        ("年次数", "4次", "4"),
        ("年次数", "1次", "1"),
        ("次/年", "２", "2"),
        ("年频次", "约12", "12"),
        ("年频次", "≥4次", "4"),
        ("频次（次/年）", "4-6", "4-6"),
        ("全年报送次数", "365", "365"),
        ("每月次数", "2", "24"),
        ("报送次数（月）", "1-2次", "12-24"),
        ("季度次数", "1", "4"),
        ("次/半年", "1", "2"),
        ("次数（年）", "0.5", "0.5"),
        ("每周次数", "3", "156"),
        ("每两周次数", "1", "26"),
        ("周期（天）", "7", "52.143"),
        ("更新周期（月）", "3", "4"),
        ("周期", "3个月", "4"),
        ("考核周期", "2年", "0.5"),
        // What the cell says by itself counts.
        ("年次数", "每月1次", "12"),
        ("年次数", "月报", "12"),
        ("年次数", "不定期", "irregular"),
        // The heading says no period, or two.
        ("次数", "12", "unknown"),
        ("频次", "4次", "unknown"),
        ("填报周期", "4", "unknown"),
        ("月/季/年次数", "4", "unknown"),
        // No count of times.
        ("年次数", "2小时", "unknown"),
        ("年次数", "12人", "unknown"),
        ("年次数", "0", "unknown"),
        ("年次数", "41820", "1"),
        ("年次数", "2026", "unknown"),
        ("年次数", "3、4", "unknown"),
        ("年次数", "", "unknown"),
    ] {
        let read = words.frequency_under(cell, heading, "").value;
        let read = read.unwrap_or(jianfu::item::Frequency::UNKNOWN);
        assert_eq!(said(read), expected, "{cell} under {heading}");
    }
}
