//! How documents are written: the same bytes each time, never over an input, old or new and never a part.

use std::fs;

use crate::documents::{folder, run};

const SAMPLE: &str = "samples/community.csv";

#[test]
fn the_same_input_gives_the_same_bytes_in_every_format() {
    let folder = folder("same-bytes");
    for ending in ["docx", "xlsx", "html", "md", "csv", "json", "ndjson"] {
        let paths = ["一", "二"].map(|name| folder.join(format!("{name}.{ending}")));
        for path in &paths {
            let (code, _, errors) = run(&["audit", SAMPLE, "-q", "-o", path.to_str().unwrap()], "");
            assert_eq!(code, 0, "{errors}");
        }
        assert!(
            fs::read(&paths[0]).unwrap() == fs::read(&paths[1]).unwrap(),
            "{ending}"
        );
    }
}

#[cfg(unix)]
#[test]
fn an_input_is_never_written_over_whatever_the_way_to_it() {
    use std::os::unix::fs::symlink;
    let folder = folder("over-input");
    let input = folder.join("表.xlsx");
    fs::copy("samples/district-2026q3.xlsx", &input).unwrap();
    let before = fs::read(&input).unwrap();
    let (hard, soft, twice) = (
        folder.join("硬.xlsx"),
        folder.join("软.xlsx"),
        folder.join("再软.xlsx"),
    );
    fs::hard_link(&input, &hard).unwrap();
    symlink(&input, &soft).unwrap();
    symlink(&soft, &twice).unwrap();
    let around = folder.join("..").join("over-input").join("表.xlsx");
    for output in [&input, &hard, &soft, &twice, &around] {
        let (code, _, errors) = run(
            &[
                "audit",
                input.to_str().unwrap(),
                "-o",
                output.to_str().unwrap(),
            ],
            "",
        );
        assert_eq!(code, 2, "{}", output.display());
        assert!(errors.contains("不能覆盖"), "{errors}");
    }
    assert!(fs::read(&input).unwrap() == before);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_one_clear_error_and_leaves_the_old_file() {
    let folder = folder("cannot-write");
    let missing = folder.join("没有的文件夹").join("报告.docx");
    let (code, _, errors) = run(&["audit", SAMPLE, "-o", missing.to_str().unwrap()], "");
    assert_eq!(code, 2);
    assert!(errors.contains("没有的文件夹"), "{errors}");
    // A folder in the place of the file.
    let taken = folder.join("已有.docx");
    fs::create_dir(&taken).unwrap();
    let (code, _, errors) = run(&["audit", SAMPLE, "-o", taken.to_str().unwrap()], "");
    assert_eq!(code, 2);
    assert!(errors.contains("已有.docx"), "{errors}");
    let left: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["已有.docx"], "nothing half-written is left");
}
