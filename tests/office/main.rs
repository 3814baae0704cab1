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

/// Converts a document with LibreOffice, in a profile of its own, and says where the copy is.
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
    let copy = document.with_extension(to);
    assert!(copy.exists(), "{}", String::from_utf8_lossy(&output.stderr));
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
    // The head of the list comes again on each of its pages.
    let of_annex = pages.iter().filter(|page| page.contains("每年")).count();
    assert!(of_annex >= 2);
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
fn documents_of_hostile_names_open() {
    let folder = folder("office-hostile");
    for ending in ["docx", "xlsx"] {
        let path = folder.join(format!("报告.{ending}"));
        let names = names::names();
        let (code, _, errors) = run(
            &["audit", "-", "-q", "-o", path.to_str().unwrap()],
            &names::input(&names[..300]),
        );
        assert_eq!(code, 0, "{errors}");
        // What the program has to repair, it can't convert without asking.
        let text = text_of(&converted(&path, "pdf")).replace([' ', '\n'], "");
        assert!(text.contains("台账299"), "{ending}");
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
  seen.charts = page.querySelectorAll("svg[role=img] desc").length;
  document.getElementById("seen").textContent = JSON.stringify(seen);
});
</script>"#;

/// What the visitor saw in a window of a width, and what the browser had to say.
fn visited(folder: &Path, width: u32) -> (serde_json::Value, String) {
    let visitor = folder.join("visitor.html");
    std::fs::write(&visitor, VISITOR.replace("WIDTH", &width.to_string())).unwrap();
    let profile = format!(
        "--user-data-dir={}",
        folder.join(format!("chromium-{width}")).display()
    );
    let output = Command::new("chromium")
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
            "--dump-dom",
        ])
        .arg(profile)
        .arg(format!("file://{}", visitor.display()))
        .output()
        .expect(NEEDED);
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
        let said: Vec<&str> = errors
            .lines()
            .filter(|line| line.contains("CONSOLE"))
            .collect();
        assert!(said.is_empty(), "{said:?}");
    }
}
