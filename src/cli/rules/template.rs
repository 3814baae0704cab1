//! `rules new`: a filled template for each kind of rule, which passes `rules check` as it stands.

use jianfu::finding::Action;

use super::NewArgs;
use crate::cli::language::t;

/// What is to be written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A rule with this action, a keep for 留.
    Rule(Action),
    /// A limit.
    Quota,
    /// A part of what the work is made of.
    Share,
}

impl Kind {
    /// Reads an action, or 限额.
    pub(super) fn parse(word: &str) -> Option<Self> {
        match word {
            "限额" | "quota" => Some(Self::Quota),
            "构成" | "share" => Some(Self::Share),
            word => Action::parse(word).map(Self::Rule),
        }
    }

    fn table(self) -> &'static str {
        match self {
            Self::Rule(Action::Keep) => "keep",
            Self::Rule(_) => "rule",
            Self::Quota => "quota",
            Self::Share => "share",
        }
    }

    /// What is particular to it, below the reason.
    fn body(self) -> &'static str {
        match self {
            Self::Rule(Action::Delete) => DELETE,
            Self::Rule(Action::Adjust) => ADJUST,
            Self::Rule(Action::Merge) => MERGE,
            Self::Rule(Action::Compress) => COMPRESS,
            Self::Rule(Action::Keep) => KEEP,
            Self::Rule(Action::Review) => REVIEW,
            Self::Quota => QUOTA,
            Self::Share => SHARE,
        }
    }

    fn action(self) -> Option<&'static str> {
        match self {
            Self::Rule(Action::Keep) => None,
            Self::Rule(action) => Some(action.zh()),
            Self::Quota => Some(Action::Compress.zh()),
            Self::Share => None,
        }
    }
}

/// The template that was asked for.
pub(super) fn text(args: &NewArgs) -> String {
    let mut text = String::new();
    if !args.bare {
        text += t(HEAD_ZH, HEAD_EN);
        text += FILE;
    }
    let table = args.kind.table();
    let id = &args.id;
    text += &format!("[{table}.{id}]\n");
    text += match args.kind {
        Kind::Share => t(SHARE_ZH, SHARE_EN),
        _ => t(RULE_ZH, RULE_EN),
    };
    if let Some(action) = args.kind.action() {
        text += &format!("action = \"{action}\"\n");
    }
    text += args.kind.body();
    text
}

const HEAD_ZH: &str = "\
# 把引号里的文字改成自己的（examples 里的例子也要跟着改），保存，然后检查（my-rules.toml 换成这个文件的名字）：
#   jianfu rules check my-rules.toml
# 叠在内置规则上试用：
#   jianfu audit 表格.xlsx --rules nanjing-2013 --rules my-rules.toml
# 引号、等号、逗号、方括号都要用英文半角。# 后面是说明，程序不看。
# 再加一条规则：jianfu rules new 压 --id 另一个编号 --bare，把印出来的贴在最后。

";

const HEAD_EN: &str = "\
# Put your own words in the quotes, save this as a file (my-rules.toml), and check it:
#   jianfu rules check my-rules.toml
# Try it on top of the built-in rules:
#   jianfu audit sheet.xlsx --rules nanjing-2013 --rules my-rules.toml
# Quotes, equals signs, commas and brackets have to be plain ones. What follows # is a remark.
# One more rule: jianfu rules new compress --id another-id --bare, pasted at the end.

";

const FILE: &str = "\
[set]
id      = \"my-rules\"                   # 这一套规则的编号
title   = \"本区自己的规则\"
level   = \"区\"                         # 国 省 市 区 街道
version = \"1.0.0\"
from    = 2026-01-01                   # 从哪一天起施行

[clause.1]                             # 文件里的一条；还有别的条款就再写 [clause.2]
title  = \"这一条说什么\"
source = { document = \"《文件名称》\", number = \"文号\", date = \"2026\", nature = \"原文\" }   # 原文 转述 推断

";

const RULE_ZH: &str = "\
title  = \"一句话说出是什么负担\"
clause = \"1\"                           # 依据哪一条，上面的 [clause.1]
why    = \"理由，会原样印在报告里。\"
";

const RULE_EN: &str = "\
title  = \"the burden found, in a few words\"
clause = \"1\"                           # [clause.1] above
why    = \"the reason, printed in reports as it stands\"
";

const DELETE: &str = "\
when.category = [\"台账\"]               # 会议 台账 报表 检查 评比 机构 网络 证明 任务；不限类别就删去这一行
when.name.any = [\"示例登记\"]           # 名称里有其中一个词就算，词之间用逗号
examples = [                           # 至少一个该管的，一个不该管的
  { name = \"示例登记台账\", category = \"台账\", expect = \"删\" },
  { name = \"居民会议记录\", category = \"台账\", expect = \"无\" },
]
";

const ADJUST: &str = "\
when.category = [\"任务\"]               # 会议 台账 报表 检查 评比 机构 网络 证明 任务；不限类别就删去这一行
when.name.any = [\"示例巡检\"]           # 名称里有其中一个词就算，词之间用逗号
to.department = \"区民政局\"             # 改由谁承担；只改形式就写 to.form = \"…\"
examples = [                           # 至少一个该管的，一个不该管的
  { name = \"设施示例巡检\", category = \"任务\", expect = \"调\" },
  { name = \"居民公约修订\", category = \"任务\", expect = \"无\" },
]
";

const MERGE: &str = "\
when.category = [\"台账\", \"报表\"]       # 会议 台账 报表 检查 评比 机构 网络 证明 任务
group.same    = [\"社区\"]               # 同一个社区里的才合并
group.similar = 0.8                    # 名称相近到什么程度，0 到 1
examples = [                           # 一个该合并的，一个不该合并的
  { items = [{ name = \"流动人口登记台账\", department = \"派出所\" }, { name = \"流动人口登记簿\", department = \"卫健局\" }], expect = \"并\" },
  { items = [{ name = \"党员名册\" }, { name = \"团员名册\" }], expect = \"无\" },
]
";

const COMPRESS: &str = "\
when.category      = [\"报表\"]          # 会议 台账 报表 检查 评比 机构 网络 证明 任务；不限类别就删去这一行
when.name.any      = [\"示例统计\"]      # 名称里有其中一个词就算，词之间用逗号
when.per_year.over = 4                 # 一年超过几次才管
to.per_year        = 4                 # 压到一年几次
examples = [                           # 至少一个该管的，一个不该管的
  { name = \"示例统计月报\", category = \"报表\", frequency = \"每月\", expect = \"压\" },
  { name = \"示例统计年报\", category = \"报表\", frequency = \"每年\", expect = \"无\" },
]
";

const KEEP: &str = "\
statute = [\"兵役法\"]                   # 哪部法律规定了这项职责：表里的依据要引到它
when.name.any = [\"兵役登记\"]           # 名称里有其中一个词，才是这项职责
allow   = [\"压\"]                       # 仍可以怎么处理；什么都不可以就删去这一行
examples = [                           # 依据和事项都对得上的留，只对上一样的不留
  { name = \"兵役登记\", basis = \"《中华人民共和国兵役法》\", expect = \"留\" },
  { name = \"兵役登记\", basis = \"工作需要\", expect = \"无\" },
]
";

const REVIEW: &str = "\
when.category      = [\"任务\"]          # 会议 台账 报表 检查 评比 机构 网络 证明 任务
when.basis.missing = true              # 依据一栏空着的，请人来定
examples = [                           # 至少一个该管的，一个不该管的
  { name = \"楼宇经济联络\", category = \"任务\", basis = \"\", expect = \"人工\" },
  { name = \"兵役登记\", category = \"任务\", basis = \"《兵役法》\", expect = \"无\" },
]
";

const QUOTA: &str = "\
when.category     = [\"会议\"]           # 会议 台账 报表 检查 评比 机构 网络 证明 任务
when.issuer.level = [\"街道\"]           # 国 省 市 区 街道 社区；不限层级就删去这一行
each   = [\"社区\", \"下达部门\"]          # 按什么分开合计：每个社区、每个部门
count  = \"次\"                          # 次 项 小时
per    = \"年\"                          # 年 季 月 周
limit  = 12                            # 至多多少
examples = [                           # 一个超过的，一个没有超过的
  { name = \"街道工作例会\", category = \"会议\", department = \"街道党政办\", frequency = \"每周\", expect = \"压\" },
  { name = \"街道工作例会\", category = \"会议\", department = \"街道党政办\", frequency = \"每月\", expect = \"无\" },
]
";

const SHARE_ZH: &str = "\
title  = \"这一部分工作的名称\"
clause = \"1\"                           # 依据哪一条，上面的 [clause.1]
";

const SHARE_EN: &str = "\
title  = \"this part of the work\"
clause = \"1\"                           # [clause.1] above
";

const SHARE: &str = "\
found  = 0.7                           # 调查所得的比例；也可以写 at_most（至多）、at_least（至少），七成写 0.7
when   = [                             # 哪些事项属于它：每个花括号是一组条件，有一组成立即可
  { category = [\"台账\", \"报表\"] },
  { category = [\"会议\"], issuer.level = [\"区\", \"街道\"] },
]
";
