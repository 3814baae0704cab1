//! 500 names made to hurt: formulas, markup, characters that can't be seen, and as long as a cell may be.

/// Texts that mean something to some program, put before, within and behind a name.
const PAYLOADS: [&str; 42] = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+86",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "{=1+1}",
    "＝1+1",
    "=HYPERLINK(\"http://x\",\"y\")",
    "<script>alert(1)</script>",
    "</td></tr></table>",
    "\"><img src=x onerror=alert(1)>",
    "' onclick='x",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "&amp;",
    "&#0;",
    "&lt;b&gt;",
    "<?xml?>",
    "<w:p/>",
    "</w:t></w:r>",
    "_x0001_",
    "%00",
    "${7*7}",
    "{{x}}",
    "| --- |",
    "[链接](javascript:x)",
    "`x`",
    "**粗**",
    "# 题",
    "\\",
    "\u{202E}倒写",
    "\u{200B}",
    "\u{FEFF}",
    "\u{2066}里\u{2069}",
    "𠮷👩‍👩‍👧",
    "\u{0}",
    "\u{1}\u{8}\u{B}\u{C}\u{1F}",
    "\u{FFFE}\u{FFFF}",
];

/// A name a row, none like another; the last are as long as a cell may be.
pub(crate) fn names() -> Vec<String> {
    let name = |i: usize| {
        let (one, other) = (
            PAYLOADS[i % PAYLOADS.len()],
            PAYLOADS[(i * 7 + i / PAYLOADS.len()) % PAYLOADS.len()],
        );
        match i {
            497..500 => format!(
                "{one}{}台账{i}",
                "长".repeat(32_767 - 5 - one.chars().count())
            ),
            _ if i.is_multiple_of(3) => format!("{one}台账{i}{other}"),
            _ if i % 3 == 1 => format!("第{i}号{one}台账{other}登记"),
            _ => format!("{one}{other}台账{i}"),
        }
    };
    (0..500).map(name).collect()
}

/// One object a line, the payloads in every field.
pub(crate) fn input(names: &[String]) -> String {
    let line = |(i, name): (usize, &String)| {
        let payload = PAYLOADS[i % PAYLOADS.len()];
        let object = serde_json::json!({
            "事项名称": name, "下达部门": format!("{payload}民政局"), "依据": payload, "频次": "每月1次",
            "内容": payload, "社区": format!("{payload}社区"), "街道": format!("{payload}街道"), "备注": payload,
            "每次耗时（小时）": "2",
        });
        format!("{object}\n")
    };
    names.iter().enumerate().map(line).collect()
}

/// The text with the marks for what can't be seen undone, and without its white space.
pub(crate) fn undone(text: &str) -> String {
    let mut undone = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("⟦U+") {
        let (number, after) = after.split_once('⟧').unwrap();
        undone.push_str(before);
        undone.extend(char::from_u32(u32::from_str_radix(number, 16).unwrap()));
        rest = after;
    }
    undone.push_str(rest);
    undone.chars().filter(|c| !c.is_whitespace()).collect()
}
