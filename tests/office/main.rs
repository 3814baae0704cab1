//! Documents in the programs that people open them with: LibreOffice and Chromium, which `tests/run` installs.
//!
//! `cargo test --test office -- --ignored` runs these tests where both programs are installed.

// What can't be run or read is a failed test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../documents/mod.rs"]
mod documents;

use std::path::{Path, PathBuf};
use std::process::Command;

use documents::{folder, names, run};

const NEEDED: &str = "needs LibreOffice and Chromium; tests/run installs and runs them";

/// Converts a document with LibreOffice, in a profile of its own, and says where the copy is: with several
/// sheets in a format of one, the copies have the sheets' names in theirs.
fn converted(document: &Path, to: &str) -> PathBuf {
    let folder = document.parent().unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .arg(folder)
        .arg(document)
        .output()
        .expect(NEEDED);
    let copy = document.with_extension(to.split(':').next().unwrap());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("convert "),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    copy
}

/// The text of a document's pages, form feeds between them.
fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-layout"])
        .arg(pdf)
        .arg("-")
        .output()
        .expect(NEEDED);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn report(folder: &Path, ending: &str, input: &str) -> PathBuf {
    let path = folder.join(format!("报告.{ending}"));
    let (code, _, errors) = run(&["audit", input, "-q", "-o", path.to_str().unwrap()], "");
    assert_eq!(code, 0, "{errors}");
    path
}

#[test]
#[ignore = "needs LibreOffice"]
fn the_word_document_is_laid_out_as_the_standard_asks() {
    let folder = folder("office-word");
    let pdf = converted(&report(&folder, "docx", "samples/community.csv"), "pdf");
    let text = text_of(&pdf);
    let pages: Vec<&str> = text.split('\u{C}').collect();
    let indent = |page: &str, mark: &str| {
        let line = page.lines().find(|line| line.replace(' ', "") == mark);
        line.unwrap_or_else(|| panic!("no {mark}: {page}"))
            .find('—')
            .unwrap()
    };
    assert!(
        indent(pages[0], "—1—") > indent(pages[1], "—2—"),
        "odd right, even left"
    );
    for said in [
        "主送机关",
        "一、审核范围",
        "（一）事项数",
        "特此报告。",
        "附件1",
        "年    月    日",
    ] {
        let found = text.replace('　', "  ").contains(said)
            || text
                .replace([' ', '　'], "")
                .contains(&said.replace(' ', ""));
        assert!(found, "{said}");
    }
    // A short table stands on one page, under its caption.
    let caption = pages
        .iter()
        .position(|page| page.contains("各类事项处理意见"));
    let short = pages[caption.unwrap()].split("各类事项处理意见").nth(1);
    assert!(short.unwrap().contains("合计"), "{text}");
    assert_turned_numbers_stand_at_the_foot(&pdf);
    // The head of the list comes again on each of its pages.
    let of_annex = pages.iter().filter(|page| page.contains("每年")).count();
    assert!(of_annex >= 2);
}

/// Where a word stands on its page, in points from the left and from above.
struct Placed {
    word: String,
    left: f64,
    right: f64,
    above: f64,
}

/// The pages of a document, each with its width and height and its words.
fn placed_words(pdf: &Path) -> Vec<([f64; 2], Vec<Placed>)> {
    let output = Command::new("pdftotext")
        .arg("-bbox")
        .arg(pdf)
        .arg("-")
        .output()
        .expect(NEEDED);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let number = |line: &str, name: &str| -> f64 {
        let after = line.split_once(&format!("{name}=\"")).unwrap().1;
        after.split('"').next().unwrap().parse().unwrap()
    };
    let mut pages = Vec::new();
    for line in text.lines() {
        if line.contains("<page ") {
            pages.push(([number(line, "width"), number(line, "height")], Vec::new()));
        } else if line.contains("<word ") {
            let word = line.split_once('>').unwrap().1;
            pages.last_mut().unwrap().1.push(Placed {
                word: word.replace("</word>", ""),
                left: number(line, "xMin"),
                right: number(line, "xMax"),
                above: number(line, "yMin"),
            });
        }
    }
    pages
}

/// A page on its side is bound in with the head of its table to the left: its number stands in what is
/// then the foot, 35 mm high, outside on odd and even pages.
fn assert_turned_numbers_stand_at_the_foot(pdf: &Path) {
    let foot = 35.0 / 25.4 * 72.0;
    let mut turned = 0;
    for (number, ([width, height], words)) in (1..).zip(placed_words(pdf)) {
        if width < height {
            continue;
        }
        let in_foot = |word: &&Placed| {
            word.word.trim_matches('—') == format!("{number}") && word.right < foot
        };
        let found = words.iter().find(in_foot);
        let found = found.unwrap_or_else(|| panic!("page {number} has no number in its foot"));
        assert!(found.left > 0.0);
        assert_eq!(found.above > height / 2.0, number % 2 == 1, "page {number}");
        turned += 1;
    }
    assert!(turned >= 2);
}

#[test]
#[ignore = "needs LibreOffice"]
fn the_workbook_opens_with_its_charts() {
    let folder = folder("office-excel");
    let book = report(&folder, "xlsx", "samples/district-2026q3.xlsx");
    let charts = documents::parts(&book)
        .iter()
        .filter(|(name, _)| name.starts_with("xl/charts/chart"))
        .count();
    let text = text_of(&converted(&book, "pdf"));
    assert!(charts >= 3);
    for said in ["各类事项的处理意见", "每年小时，处理前后", "是否采纳"] {
        assert!(text.replace(' ', "").contains(said), "{said}");
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn an_annotated_workbook_opens() {
    let folder = folder("office-annotated");
    let book = folder.join("加列.xlsx");
    let args = [
        "audit",
        "samples/district-2026q3.xlsx",
        "-q",
        "--annotate",
        book.to_str().unwrap(),
    ];
    assert_eq!(run(&args, "").0, 0);
    converted(
        &book,
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
    );
    let sheet = std::fs::read_to_string(folder.join("加列-汀兰街道.csv")).unwrap();
    for said in [
        "备注,减负结论,减负改为,减负理由,减负条款",
        "居民代表会议,社区居委会",
        "居民自治",
    ] {
        assert!(sheet.contains(said), "{said} in {sheet}");
    }
}

/// LibreOffice opens documents of 500 hostile names without asking, and every name comes out again: what
/// it has to repair, it can't convert without asking.
#[test]
#[ignore = "needs LibreOffice"]
fn documents_of_hostile_names_open() {
    let folder = folder("office-hostile");
    let path = |ending: &str| folder.join(format!("报告.{ending}"));
    let (docx, xlsx) = (path("docx"), path("xlsx"));
    let outputs = [docx.to_str().unwrap(), xlsx.to_str().unwrap()];
    let [one, other] = outputs;
    let args = ["audit", "-", "--format", "json", "-o", one, "-o", other];
    let (code, json, errors) = run(&args, &names::input(&names::names()));
    assert_eq!(code, 0, "{errors}");
    let audit: serde_json::Value = serde_json::from_str(&json).unwrap();
    let items = audit["items"].as_array().unwrap();
    let known: Vec<String> = items
        .iter()
        .map(|item| names::undone(item["name"].as_str().unwrap()))
        .collect();
    assert_eq!(known.len(), 500);

    converted(&docx, "txt:Text (encoded):UTF8");
    let text = names::undone(&std::fs::read_to_string(path("txt")).unwrap());
    for name in &known {
        assert!(text.contains(name), "{name}");
    }

    // Every sheet as a file of its own, quotes doubled.
    converted(
        &xlsx,
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
    );
    let sheet = std::fs::read_to_string(folder.join("报告-事项.csv")).unwrap();
    let sheet = names::undone(&sheet.replace("\"\"", "\""));
    for name in &known {
        // A cell holds so much; what marks made longer is cut.
        let held: String = name.chars().take(32_000).collect();
        assert!(sheet.contains(&held), "{name}");
    }
}

/// A page that opens the report in a frame, works its list as a person would, and writes down what it saw.
const VISITOR: &str = r#"<!doctype html><meta charset="utf-8"><iframe id="frame" src="报告.html" width="WIDTH" height="900"></iframe><pre id="seen"></pre><script>
const frame = document.getElementById("frame");
frame.addEventListener("load", () => {
  const page = frame.contentDocument, list = page.getElementById("items"), body = list.tBodies[0];
  const visible = () => Array.from(body.rows).filter((row) => !row.hidden);
  const cell = (row, column) => (column === 0 ? row.cells[0].querySelector("summary") : row.cells[column]).textContent;
  const heads = Array.from(list.tHead.rows[0].cells, (head) => head.textContent);
  const at = (head) => heads.indexOf(head);
  const enter = (field, value, kind) => { field.value = value; field.dispatchEvent(new Event(kind)); };
  const seen = { all: visible().length, overflow: page.documentElement.scrollWidth - frame.clientWidth };
  const action = page.querySelector(`select[data-column="${at("结论")}"]`);
  enter(action, "删", "change");
  seen.deleted = visible().length;
  seen.only_deleted = visible().every((row) => cell(row, at("结论")) === "删");
  enter(page.getElementById("search"), "证 明", "input");
  seen.found = visible().length;
  seen.all_found = visible().every((row) => row.textContent.includes("证明"));
  seen.shown = page.getElementById("shown").textContent;
  enter(action, "", "change"); enter(page.getElementById("search"), "", "input");
  list.tHead.rows[0].cells[at("每年小时")].querySelector("button").click();
  const hours = () => visible().map((row) => Number.parseFloat(cell(row, at("每年小时")))).filter((n) => !Number.isNaN(n));
  const sorted = (numbers, sign) => numbers.every((n, i) => i === 0 || sign * (n - numbers[i - 1]) >= 0);
  seen.up = sorted(hours(), 1);
  list.tHead.rows[0].cells[at("每年小时")].querySelector("button").click();
  seen.down = sorted(hours(), -1);
  seen.unknown_last = cell(visible().at(-1), at("每年小时")) === "—";
  seen.folded = body.querySelectorAll("details:not([open])").length;
  seen.requests = frame.contentWindow.performance.getEntriesByType("resource").length;
  seen.scripts = page.querySelectorAll("script").length;
  seen.foreign = page.querySelectorAll('img, iframe, object, embed, link:not([rel=icon]), a[href]:not([href^="\x23"])').length;
  seen.charts = page.querySelectorAll("svg[role=img] desc").length;
  document.getElementById("seen").textContent = JSON.stringify(seen);
});
</script>"#;

/// What the browser gives back for these arguments, in a profile of its own and without a network.
fn browsed(folder: &Path, args: &[&str]) -> std::process::Output {
    let profile = folder.join("chromium");
    Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            // The visitor looks into the frame, which two files may not do otherwise.
            "--disable-web-security",
            "--allow-file-access-from-files",
            "--disable-site-isolation-trials",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--enable-logging=stderr",
            "--virtual-time-budget=60000",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(args)
        .output()
        .expect(NEEDED)
}

/// What the visitor saw in a window of a width, and what the browser had to say.
fn visited(folder: &Path, width: u32) -> (serde_json::Value, String) {
    let visitor = folder.join("visitor.html");
    std::fs::write(&visitor, VISITOR.replace("WIDTH", &width.to_string())).unwrap();
    let address = format!("file://{}", visitor.display());
    let output = browsed(folder, &["--dump-dom", &address]);
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let seen = page
        .split_once("id=\"seen\">")
        .unwrap_or_else(|| panic!("{errors}"))
        .1;
    let seen = seen.split_once("</pre>").unwrap().0;
    let seen = serde_json::from_str(&seen.replace("&amp;", "&"))
        .unwrap_or_else(|_| panic!("{seen} {errors}"));
    (seen, errors)
}

#[test]
#[ignore = "needs Chromium"]
fn the_page_filters_sorts_and_searches_and_asks_for_nothing() {
    let folder = folder("office-page");
    let page = report(&folder, "html", "samples/district-2026q3.xlsx");
    assert!(page.exists());
    let (_, json, _) = run(
        &["audit", "samples/district-2026q3.xlsx", "--format", "json"],
        "",
    );
    let audit: serde_json::Value = serde_json::from_str(&json).unwrap();
    let summary = &audit["summary"];
    for width in [390, 1280] {
        let (seen, errors) = visited(&folder, width);
        assert_eq!(seen["all"], summary["items"], "{seen}");
        assert_eq!(seen["deleted"], summary["by_action"]["delete"], "{seen}");
        assert_eq!(seen["requests"], 0, "{seen}");
        assert!(
            seen["found"].as_u64().unwrap() > 0
                && seen["found"].as_u64() < seen["deleted"].as_u64(),
            "{seen}"
        );
        assert!(seen["charts"].as_u64().unwrap() >= 2, "{seen}");
        assert_eq!(seen["folded"], summary["items"], "{seen}");
        for held in ["only_deleted", "all_found", "up", "down", "unknown_last"] {
            assert_eq!(seen[held], true, "{held}: {seen}");
        }
        assert!(
            seen["overflow"].as_i64().unwrap() <= 0,
            "nothing sticks out of the page: {seen}"
        );
        assert!(console(&errors).is_empty(), "{errors}");
    }
}

/// What pages wrote in the browser's console.
fn console(errors: &str) -> Vec<&str> {
    let said = |line: &&str| line.contains("CONSOLE");
    errors.lines().filter(said).collect()
}

#[test]
#[ignore = "needs Chromium"]
fn a_printed_page_holds_every_item_and_nothing_to_click() {
    let folder = folder("office-print");
    let page = report(&folder, "html", "samples/community.csv");
    let pdf = folder.join("页面.pdf");
    let args = [
        "--no-pdf-header-footer",
        &format!("--print-to-pdf={}", pdf.display()),
        &format!("file://{}", page.display()),
    ];
    let output = browsed(&folder, &args);
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(pdf.exists() && console(&errors).is_empty(), "{errors}");
    let text = text_of(&pdf).replace([' ', '\n'], "");
    let (_, json, _) = run(&["audit", "samples/community.csv", "--format", "json"], "");
    let audit: serde_json::Value = serde_json::from_str(&json).unwrap();
    for item in audit["items"].as_array().unwrap() {
        let name = item["name"].as_str().unwrap();
        assert!(text.contains(name), "{name} in {text}");
    }
    for said in ["每年小时，处理前后", "工作构成"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(!text.contains("搜索"), "{text}");
}

#[test]
#[ignore = "needs Chromium"]
fn a_page_of_hostile_names_is_only_text_in_the_browser() {
    let folder = folder("office-hostile-page");
    let page = folder.join("报告.html");
    let args = ["audit", "-", "-q", "-o", page.to_str().unwrap()];
    let (code, _, errors) = run(&args, &names::input(&names::names()));
    assert_eq!(code, 0, "{errors}");
    let (seen, errors) = visited(&folder, 1280);
    assert_eq!(seen["all"], 500, "{seen}");
    assert_eq!(
        (&seen["requests"], &seen["foreign"]),
        (&0.into(), &0.into()),
        "{seen}"
    );
    assert_eq!(seen["scripts"], 1, "{seen}");
    assert!(console(&errors).is_empty(), "{errors}");
}
