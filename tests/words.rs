//! What the words files know: headings, categories, frequencies, bases, departments, efforts.

// Helpers of tests may unwrap: a panic is how they fail.
#![allow(clippy::unwrap_used)]

use jianfu::item::{BasisKind, FrequencyKind};
use jianfu::place::SourceFile;
use jianfu::words::Words;

fn words() -> Words {
    let (words, diags) = Words::load(&[]);
    assert!(diags.is_empty(), "{diags:#?}");
    words
}

/// Compares a table of `expectation: text text …` lines and shows everything that differs at once.
fn agrees(table: &str, understood: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (expected, texts) = line.split_once(": ").unwrap();
        for text in texts.split(' ').filter(|text| !text.is_empty()) {
            let got = understood(text);
            if got != expected {
                wrong.push(format!("{text}: expected {expected}, got {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn headings_name_fields() {
    let words = words();
    agrees(
        "serial: 顺序 表序 台账编码 序次
         name: 台账名称及内容 应填报表 检查、考核名称 涉及事项 日常工作事项 证明、盖章事项 所建微信群名称 考核评比项目 需建台账 参加的活动 工作任务（事项） 任务（事项）名称 检查评比名称 应报报表名称 所承担工作任务 台账和报表 加入的微信群名称 具体证明名称 考核内容名称
         category: 类别（会议、台账等） 工作类别 清单类别 台账大类 任务类别（大类） 事项分组
         department: 布置单位 主管科室 区主管部门 要求单位 主责部门 任务下达部门 区级责任部门 索要部门 谁要求的 发起部门（科室） 上报给谁 要求填报部门 牵头主管部门 下达（布置）单位 布置方 街道对口部门 下派单位 条线（部门）
         basis: 依据（文件名称、文号） 文件（文号） 政策依据（文号） 法律法规政策依据 下达文号 有无文件依据 要求的文件依据 法规及文件依据 制度依据文件 有关文件 来文文件
         frequency: 报送频次（次） 频次/年 次/月 每年召开次数 工作周期 更新时间间隔 全年频次 报送周期（日/周/月/季/年） 每月报几次 开展次数 多久一报 更新周期（天） 一季度几次 一年几次 每季几次 间隔时间 月报/季报/年报
         form: 填报形式（纸质/系统） 留存形式 呈报方式 资料载体 保存形式 会议形式（现场/视频） 台账保存形式 提交途径 纸质或电子台账 台账类型（纸质/电子） 是否电子化 上报渠道
         content: 填报内容（字段） 事项概述 台账主要内容 检查主要内容 填报指标项 需要提供的内容 职责要求 工作具体要求 主要做法
         deadline: 完成时限要求 报送时间要求 办理期限 要求报送日期 最迟上报时间 完成时间要求 每次截止时间 上报期限 要求办结时间 几号前报 何时报 应报时间
         hours: 耗时（h） 单次耗时（分钟） 平均用时（小时） 耗费时间 用时/次 每次占用时间 每次大概用时 完成一次用时 全年工作量（小时） 完成一次需要多长时间 需时
         community: 社区（村） 所在社区（村） 责任社区 承接社区 承办社区 实施社区名称
         street: 镇（街） 所属街镇 街道、镇 镇街名称
         participants: 参会人数 需要人数 工作人员人数 社区参与人数 用人数 需参加人员 投入人数（人） 几人参加 需几人 投入人手
         pages: 页数（页） 纸张数 平均页数 纸质页数
         date: 下达时间 成立时间 开始执行时间 挂牌年份 首次下达时间 设立年份 填报年月 开始年份
         funds: 经费（元/年） 有无经费保障 工作经费（元） 是否有补贴 资金保障 经费补贴情况 是否给予经费 是否拨款 有无补贴
         contact: 负责人 经办社工 填报人员 电话（手机） 责任社工姓名 部门联系电话
         note: 备注 其他说明事项 需要说明 其他需要说明的 特别说明
         system: 填报系统 所用系统或平台 系统名称（如有） 填报所用系统 需登录的系统 是否有专用系统 是否使用系统
         none: 居民姓名 得分情况 党员姓名 楼长 常住人口 企业数量 整改期限情况 满意率 目标值 群众意见 归档编号人 就业状态 车辆型号 会议地点 出生日期 婚姻状况 清理结果 街道审核 社区签字 合并建议 楼栋长 门店地址 办理结果反馈 评分标准分值 考核得分 责任追究 单元号 检查人 服务次数统计 健康状况 出生年月 入党年份 重复部门
         name: 培训主题 需填报的表格 要求社区开展的工作
         community: 村（居）名称 社区/村名称 村（居）委会名称
         department: 索要证明单位 印发单位 哪个部门要求
         system: 采集系统名称 关联平台 使用的APP
         participants: 参会人员范围 出席对象
         frequency: 多久报一次
         none: 是否属于减负事项 可共享部门 低保金额（元） 被检查单位
         serial: 序号 序　号 项次 编号 No. № 表号 总序号 *序号
         name: 事项名称 台账名称 台账（报表）名称 会议名称 工作任务 检查考核项目 牌子名称 证明事项 系统名称 工作群名称 权力事项名称 事项 培训名称 创建项目 二级事项 1.事项名称 事项名称（全称） 挂牌名称
         category: 类别 事项分类 负担类型 条线 一级事项 所属类别 大类
         department: 责任单位 主办单位（承办单位） 下达\\n部门 来源部门 布置科室 条线部门 制定机关 考核部门 召开部门 要求部门（单位） 报送部门 责任科室 牵头/配合部门 发起单位
         basis: 依据 文件依据 依据及文号 批准文号/备案文号 文件名称 政策法规依据 法律法规依据 有无依据 文号 发文字号
         frequency: 频次 周期 报送频率 年报送次数 次数/年 报告期别 检查频次 填报周期 频次（次/年） 召开次数 更新频率
         form: 形式 报送形式 载体 纸质/电子 公开渠道和载体 采集方式 是否留存纸质 记录方式
         content: 内容 主要内容 具体内容 填报内容 工作要求 社区职责 街道配合职责 主要措施
         deadline: 时限 完成时限 截止日期 报送时间 上报时间 报出日期 时间节点 序时进度 办结时限 完成时间
         hours: 耗时 用时（分钟） 工时 每次耗时（小时） 年耗时 时间（小时） 工作量（小时） 单次用时
         community: 社区 社区名称 村居 村（社区） 所属社区 居委会 填报单位 村/社区
         street: 街道 镇（街道） 所属街道 乡镇 街道名称 街镇
         participants: 人数 参会人员 参加人数 应到人数 参会范围 出席人员
         pages: 页数 每份页数 材料厚度（页）
         date: 日期 布置时间 下发时间 会议时间 设立时间 挂牌时间 发文日期
         funds: 经费 经费来源 是否有经费 经费保障 费随事转 奖励标准 工作经费（元） 金额
         contact: 联系人 联系电话 负责人 对接人 联系人/联系电话 经办人 手机号码 责任人
         note: 备注 说明 情况说明 其他 备注（原因）
         system: 使用系统 所用系统 填报系统 录入平台 信息系统名称（录入） 填报平台
         none: 姓名 年龄 性别 身份证号 家庭住址 小区名称 企业名称 贫困户数 审核人 签到 签退 技能特长 失业时间 得分 处理意见 完成情况 会议地点 政治面貌 户主姓名 就业人数",
        |text| words.heading(&text.replace("\\n", "\n")).value.map_or("none", |field| field.word()).to_owned(),
    );
}

#[test]
fn names_end_with_what_they_name() {
    let words = words();
    agrees(
        "meeting: 召开居民小组长会 召开全体党员学习文件
         organisation: 民兵营 民兵连部
         network: 微信公众号运营维护
         task: 入户核查流动人口 门前三包责任书签订 独居老人关爱巡访 督促沿街商户落实门前三包
         ledger: 居家养老服务记录 纠纷调解卷宗 三务公开记录 企业用工名录 残疾儿童信息卡 社区值班交接簿 物业投诉登记 妇女维权接待簿 宗教活动场所基本信息台账 电动自行车登记册 出租房流动人口登记 会议照片留存档案 积极分子培养档案 空挂户名单 一人一册 民兵花名册 廉政档案 消防控制室值班记录 宠物登记信息册 群租房整治台账（电子版） 社区资产清查明细账 计划生育服务手册 党组织活动签到簿 特种设备台账 学习强国学习记录本 楼长联系册 社区大事记 安全生产责任状存档
         report: 社区工作者信息统计表 志愿服务月报 隐患整改反馈 反诈宣传周报 舆情专报 创建工作实施方案 城市体检问卷 人大代表建议办理情况报告 垃圾分类数据日报 党员发展计划 灾情统计报送 季度工作要点 食品经营户摸排表 阵地建设图文材料 社区治理案例 五年工作总结 就业失业月报 安全生产三年行动总结 换届选举情况专报 防疫物资消耗日报 平安三率反馈报告 生育意愿调查问卷 工会会员信息表 双报到情况反馈表 物业费收缴情况汇总 低保复核汇总 新闻报道稿
         meeting: 妇联主席工作例会 街道年中工作推进会 党员集中轮训 基层治理专题培训班 网格长会议 业主大会 党群议事会 微党课 全体社工大会 团员大会 禁毒工作部署会 社区治理观摩会 政协委员协商会 民情分析会 妇女代表会议 重阳节座谈会 社区党委中心组学习 党员教育培训 老干部座谈会 民政业务培训 平安志愿者培训 民兵整组会议 业主代表会 街道政协议事会 专题辅导
         inspection: 夜查 社会治理绩效考核 街道对社区综合考评 意识形态专项督查 疫情防控督查 校园周边环境检查 文明创建测评 社区减负督查 物业服务质量检查 网格化工作考评 社区工作者年度考核 国家卫生区复审迎检 垃圾分类检查考核 信访工作专项督查 市容环境卫生考评 创卫日常督查 消防宣传工作检查 社工年终考核 疫情防控专项检查 公共卫生服务考核 群租房清查
         evaluation: 最美家庭 美丽家园创建 五星级文明户评选 省级民主法治社区 优秀共产党员评选 百佳社区评选 志愿服务先进社区 绿色学校创建 文明餐桌示范店评选 平安家庭创建 党建品牌评比 书香家庭 无疫小区创建 零碳社区试点 健康细胞创建 优秀志愿服务项目评比 红旗党组织 平安商户创建 最美退役军人评选 绿色家庭评选 模范职工之家申报 交通安全示范社区 园林式小区 全国文明单位 垃圾分类示范小区
         organisation: 社区团支部 民生服务站 社区矫正工作站 社区慈善基金 人民调解室 消防宣传站 爱心驿站 妇女议事会 农民工工作站 网格党支部 双拥工作站 廉政文化阵地 海外联谊会 志愿者工作站 侨务工作站 国防动员工作站 健康小屋 治安巡逻队 科普e站 院落自治小组 百姓大舞台 税收服务站 微网格党小组 社区妇女儿童之家 妇儿活动家园 社区侨胞之家 青少年校外辅导站 民主法治广场 退役军人志愿服务队 邻里中心 应急广播室 失独家庭关爱室 应急救援队 妇女微家 乡贤议事会
         network: 智慧消防平台 国家政务服务平台 党员E先锋 省社工管理信息系统 掌上城管 平安建设信息系统 城市运行一网统管 我的南京APP注册 全国社区工作者信息系统 社区网站 智慧党建APP 社区公众号 应急广播系统 医保公共服务平台 垃圾分类小程序 养老服务综合平台 就业信息管理系统 智慧小区门禁系统 平安e家 学法用法APP 居民议事微信群 雪亮工程
         certificate: 困难证明 单身证明 户籍证明 无犯罪证明 工伤情况证明 房屋出租证明 在校生家庭情况证明 意外伤害证明 领取遗属补助证明 未享受福利分房证明 无固定收入证明 现实表现证明 贷款担保证明 困难职工证明 非正常死亡证明 遗失证明 住房困难证明 未再婚证明 个体户经营证明
         task: 创文志愿者上岗 门店卫生劝导 老旧小区改造动员 三小车辆整治 医保缴费催缴 入学摸底 小广告清理 消防演练 困难群众救助申请受理 信访人员稳控 邻里节 电信诈骗预防宣传 公益创投 拆迁动员 燃气安全宣传 房屋安全鉴定协助 普法宣传 小区绿化养护 老年大学招生 消费帮扶 犬类管理 森林防火巡查 学生假期托管 健康体检组织 文明养犬劝导 敬老月活动 护学岗 网格员走访 纳凉晚会 电影放映 楼道杂物清理 清明节文明祭扫宣传 走失人员查找 环卫义务劳动 商铺门前秩序维护 中小学生安全教育 反诈APP安装推广 创城宣传品发放 无主垃圾清运 独居老人巡访 节日送温暖 汛期转移群众 涉军人员稳定 防溺水巡查 扫黄打非宣传 文艺汇演 门前三包 招聘会组织 老年体检组织 林长制巡林 燃气安全入户 核酸检测 走访慰问困难党员
         meeting: 网格员例会 安全生产工作会议 居民代表会议 党员冬训动员大会 创文工作推进会 人民调解员培训 社区工作者业务培训班 党风廉政建设专题党课 消防安全知识讲座 民主生活会 平安建设部署会 物业联席会议 居民听证会 主题党日活动 党支部委员会会议
         ledger: 会议记录本 矛盾纠纷排查台账 走访登记簿 志愿者花名册 巡查日志 出租房屋登记台帐 退役军人名册 育龄妇女信息库 值班记录 收发文登记簿 禁毒台账资料 健康档案 计生药具发放登记 台账检查记录 党员组织关系登记本 签到表 社区矫正人员档案 无毒社区纸质台账16类 消防安全台账（电子） 居民健康一户一档
         report: 安全生产月报表 人口变动情况统计表 半年工作总结 平安建设自查报告 疫情日报 低保家庭调查表 妇女维权信息报送 台账情况汇总表 会议情况报送表 劳动力资源调查 文明城市实地考察整改报告 流动人口信息采集表 创建工作总结 入户调查问卷 工作信息 宣传稿件 检查问题整改情况汇报 空巢老人摸底表
         inspection: 消防安全检查 台账检查 年度综合考核 城市管理月度考评 文明城市迎检 卫生城市复审 党建工作督查 食品安全专项检查 满意度测评 信访工作考核 例会制度执行情况检查 精准扶贫评估验收 会议记录检查 网格员绩效考核 安全隐患排查
         evaluation: 文明社区 文明小区创建 最美家庭评选 绿色社区 无邪教社区创建 五好家庭评选 学习型社区 科普示范社区 民主法治示范社区 优秀志愿者评选 星级社区评定 安全文化示范社区 双拥模范社区创建 平安楼栋创建评比 省级卫生社区 充分就业社区 反诈宣传知识竞赛 先进基层党组织评选
         organisation: 市民学校 妇女之家 道德讲堂 社区警务室 退役军人服务站 禁毒工作站 农家书屋 慈善超市 人民调解委员会 志愿者协会 老年协会 科普活动室 家长学校 微型消防站 新时代文明实践站 青年民兵之家 经济工作办公室 消防安全协会 社区残疾人协会 红十字服务站 关工委 党群服务中心 社区党组织牌子
         network: 智慧社区平台 反诈APP 微信工作群 微信公众号 全员人口信息系统 安全生产监管平台 网格通APP 钉钉群 社区微博 全国党员管理信息系统 平安通小程序 视频监控系统
         certificate: 无犯罪记录证明 居住证明 亲属关系证明 家庭经济状况证明 健在证明 参保申请盖章 婚姻状况证明 死亡证明 贫困生证明 介绍信
         task: 创卫整治行动 第五次全国经济普查 征兵宣传发动 违章建筑拆除劝导 群租房整治 防汛值守 垃圾分类宣传 居民医保征缴 协税护税 报刊征订 无偿献血动员 招商引资任务 矛盾纠纷调解 入户宣传 高龄老人走访慰问 流动摊贩执法 社区居委会换届选举 志愿服务活动 除四害消杀 敲门行动",
        |text| words.category(&words.plain(text), "").value.map_or("none", |category| category.word()).to_owned(),
    );
}

#[test]
fn what_the_sheet_says_decides_where_the_name_only_says_what_is_done() {
    let words = words();
    for (name, given, expected) in [
        ("计划生育", "台账", Some("ledger")),
        ("流动人口登记", "工作任务", Some("task")),
        ("消防安全台账", "工作任务", Some("ledger")),
        ("创建工作例会", "评比创建", Some("meeting")),
        ("健康社区", "", Some("evaluation")),
        ("残疾人", "报表材料", Some("report")),
        ("残疾人", "", None),
        ("微型消防站", "机构牌子", Some("organisation")),
        ("民主评议居委会成员", "会议", Some("meeting")),
        ("群租房排查", "任务指标", Some("task")),
    ] {
        let got = words
            .category(name, given)
            .value
            .map(jianfu::item::Category::word);
        assert_eq!(got, expected, "{name} under {given}");
    }
}

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
         156: 每周一三五
         104: 每周二、四上午 周三五
         24: 月中、月底 每月15日及月底 每月初、月末 每月上半月、下半月各一次
         12: 月报（逢5日） 每月月底前（30日） 每月1次，汛期加密 每月或不定期 每月中下旬 每個月
         2: 年中年末各1次 年初、年底各一次
         1: 3月上旬 每年3月中旬
         4: 1/4/7/10月 6月至9月每月一次
         0.667: 一年半一次
         13: 每月20日前、年底前
         12: 每年12次 一年十二次
         52: 每周五例会 每周三检查 每周五上报 每周五一次 周六一次 每周六更新一次
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

fn overlay(text: &str) -> SourceFile {
    SourceFile {
        path: "own.toml".into(),
        text: text.into(),
    }
}

const HEAD: &str = "[words]\nid = \"headings\"\ntitle = \"自己的\"\nsource = \"本区\"\n";

#[test]
fn a_users_own_words_are_laid_over() {
    let own = format!(
        "{HEAD}[heading.frequency]\nphrases = [\"几时报\"]\n[heading.contact]\ndrop = [\"责任人\"]\n"
    );
    let (words, diags) = Words::load(&[overlay(&own)]);
    assert!(diags.is_empty(), "{diags:?}");
    assert_eq!(
        words.heading("几时报").value.map(jianfu::item::Field::word),
        Some("frequency")
    );
    assert_eq!(words.heading("责任人").value, None);
}

#[test]
fn a_user_may_add_how_periods_are_written() {
    let head = "[words]\nid = \"periods\"\ntitle = \"自己的\"\nsource = \"本区\"\n[form.week]\nexactness = 2\n";
    let own = format!("{head}patterns = ['(?<year>20\\d\\d)财年(?<month>1[0-2]|[1-9])期']\n");
    let (words, diags) = Words::load(&[overlay(&own)]);
    assert!(diags.is_empty(), "{diags:?}");
    let until = words.covered("2026财年9期").map(|period| period.until);
    assert_eq!(
        until.map(|day| day.to_string()).as_deref(),
        Some("2026-09-30")
    );
    let broken = format!("{head}patterns = ['(?<year>20']\n");
    let (_, diags) = Words::load(&[overlay(&broken)]);
    assert_eq!(diags.len(), 1);
    assert_eq!(diags[0].code, "syntax");
}

#[test]
fn every_mistake_in_a_words_file_is_reported() {
    let own = format!(
        "{HEAD}[heading.freqency]\nphrases = [\"甲乙\"]\n[heading.name]\nphrase = [\"丙\"]\nwhole = [3]\n[headin.name]\nwhole = []\n"
    );
    let (_, diags) = Words::load(&[overlay(&own)]);
    let codes: Vec<_> = diags.iter().map(|diag| diag.code).collect();
    assert_eq!(
        codes,
        ["unknown-word", "unknown-key", "wrong-type", "unknown-key"]
    );
    let help = diags[0].help.as_ref().unwrap().to_string();
    assert!(help.contains("frequency"), "{help}");
    let (_, diags) = Words::load(&[overlay("[words]\nid = “headings”\n")]);
    assert!(diags.iter().any(|diag| diag.code == "syntax"));
}
