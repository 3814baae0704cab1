//! What the keys of the rule language mean in Chinese, for those who write a Chinese key or leave one out.

use crate::phrase::Phrase;
use crate::say;

/// Chinese words that people write for a key, and the key.
const CHINESE: &[(&str, &str)] = &[
    ("规则", "rule"),
    ("规则集", "set"),
    ("限额", "quota"),
    ("保留", "keep"),
    ("保护", "keep"),
    ("清单", "list"),
    ("名单", "list"),
    ("目标", "target"),
    ("构成", "share"),
    ("比例", "share"),
    ("案例", "case"),
    ("判例", "case"),
    ("标题", "title"),
    ("题目", "title"),
    ("条款", "clause"),
    ("动作", "action"),
    ("处理", "action"),
    ("处理意见", "action"),
    ("建议", "action"),
    ("理由", "why"),
    ("原因", "why"),
    ("为什么", "why"),
    ("来源", "source"),
    ("出处", "source"),
    ("条件", "when"),
    ("当", "when"),
    ("例子", "examples"),
    ("示例", "examples"),
    ("期望", "expect"),
    ("结果", "expect"),
    ("名称", "name"),
    ("事项名称", "name"),
    ("类别", "category"),
    ("部门", "department"),
    ("下达部门", "department"),
    ("依据", "basis"),
    ("频次", "frequency"),
    ("形式", "form"),
    ("内容", "content"),
    ("备注", "note"),
    ("经费", "funds"),
    ("系统", "system"),
    ("层级", "level"),
    ("级别", "level"),
    ("版本", "version"),
    ("文件", "document"),
    ("文号", "number"),
    ("条", "article"),
    ("条文", "article"),
    ("日期", "date"),
    ("性质", "nature"),
    ("上限", "limit"),
    ("每", "per"),
    ("法律", "statute"),
    ("法规", "statute"),
    ("允许", "allow"),
    ("条目", "items"),
    ("包含", "any"),
    ("不含", "none"),
    ("任一", "any"),
];

/// The key that a Chinese word stands for.
pub(super) fn ascii_key(chinese: &str) -> Option<&'static str> {
    CHINESE
        .iter()
        .find(|(zh, _)| *zh == chinese)
        .map(|(_, key)| *key)
}

/// What to write for a key that is missing.
pub(super) fn what_to_write(key: &str) -> Phrase {
    match key {
        "title" => say!(
            "加一行 title = \"给人看的名称\"",
            "add a line title = \"a name for people\""
        ),
        "clause" => say!(
            "加一行 clause = \"条款号\"，写明依据哪一条",
            "add a line clause = \"…\" that says which clause it comes from"
        ),
        "action" => say!(
            "加一行 action = \"删\"（或 调 并 压）",
            "add a line action = \"删\" (or 调 并 压)"
        ),
        "why" => say!(
            "加一行 why = \"理由\"，它会印在报告里",
            "add a line why = \"…\": the reason is printed in reports"
        ),
        "when" => say!(
            "加条件，例如 when.category = [\"台账\"]",
            "add a condition, as when.category = [\"台账\"]"
        ),
        "source" => say!(
            "加一行 source = {{ document = \"文件名\", date = \"年份\", nature = \"原文\" }}",
            "add a line source = {{ document = \"…\", date = \"…\", nature = \"原文\" }}"
        ),
        "expect" => say!(
            "加 expect = \"删\"；规则不管它就写 expect = \"无\"",
            "add expect = \"删\", or expect = \"无\" where the rule is silent"
        ),
        "version" => say!(
            "加一行 version = \"1.0.0\"",
            "add a line version = \"1.0.0\""
        ),
        "level" => say!(
            "加一行 level = \"区\"（国 省 市 区 街道）",
            "add a line level = \"区\" (国 省 市 区 街道)"
        ),
        _ => say!("加一行 {key} = …", "add a line {key} = …"),
    }
}
