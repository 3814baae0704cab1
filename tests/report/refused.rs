//! Where a report can't be written, or somebody else has the file open: one clear error, the old file untouched, nothing half-written left.

use std::fs;
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::documents::{folder, run};

const SAMPLE: &str = "samples/community.csv";

/// Runs a shell command in the folder of the samples, with the program in `$JIANFU`.
fn shell(command: &mut Command) -> Output {
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("JIANFU", env!("CARGO_BIN_EXE_jianfu"))
        .env("LC_ALL", "zh_CN.UTF-8")
        .output()
        .unwrap()
}

/// Somebody whom permissions hold back: whoever runs the tests, or for root nobody at all.
fn as_nobody() -> Option<Command> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| {
        use std::os::unix::fs::MetadataExt;
        own.uid() == 0
    });
    let mut command = match is_root {
        false => Command::new("env"),
        true => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
            command
        }
    };
    command.arg(env!("CARGO_BIN_EXE_jianfu"));
    let mut probe = Command::new(command.get_program());
    let runs = probe.args(command.get_args()).arg("--version").output();
    let can = runs.is_ok_and(|output| output.status.success());
    if !can {
        eprintln!("skipped: root ignores permissions, and the program can't be run as nobody here");
    }
    can.then_some(command)
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.collect()
}

#[test]
fn a_folder_without_permission_is_one_clear_error() {
    let Some(mut command) = as_nobody() else {
        return;
    };
    // Nobody may not enter every folder of whoever runs the tests.
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("表.csv");
    fs::copy(SAMPLE, &sheet).unwrap();
    let closed = folder.path().join("只读");
    fs::create_dir(&closed).unwrap();
    let report = closed.join("报告.docx");
    fs::write(&report, "旧").unwrap();
    set_mode(folder.path(), 0o755);
    set_mode(&sheet, 0o644);
    set_mode(&closed, 0o555);
    let output = shell(command.args(["audit"]).arg(&sheet).arg("-o").arg(&report));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    for said in ["写不了", "报告.docx", "没有写入的权限，请换一个文件夹"] {
        assert!(errors.contains(said), "{said} in {errors}");
    }
    assert!(output.stdout.is_empty());
    assert_eq!(fs::read_to_string(&report).unwrap(), "旧");
    assert_eq!(names(&closed), ["报告.docx"]);
    set_mode(&closed, 0o755);
}

#[test]
fn a_sheet_that_may_not_be_read_is_one_clear_error() {
    let Some(mut command) = as_nobody() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    set_mode(folder.path(), 0o755);
    let sheet = folder.path().join("表.csv");
    fs::copy(SAMPLE, &sheet).unwrap();
    set_mode(&sheet, 0o000);
    let output = shell(command.args(["audit"]).arg(&sheet));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(
        errors.contains("表.csv") && errors.contains("权限"),
        "{errors}"
    );
}

/// A small file system of its own, where the machine lets one be made: a full disk, and one that is
/// only for reading.
fn in_small_file_system(name: &str, script: &str) -> Option<(PathBuf, Output)> {
    let folder = folder(name);
    let mount = "mount -t tmpfs -o size=16k none \"$0\" || exit 99";
    let output = shell(
        Command::new("unshare")
            .args(["--mount", "--map-root-user", "sh", "-c"])
            .arg(format!("{mount}; {script}"))
            .arg(&folder),
    );
    let code = output.status.code();
    if code == Some(99) || String::from_utf8_lossy(&output.stderr).starts_with("unshare:") {
        eprintln!("skipped: no file system can be mounted here");
        return None;
    }
    Some((folder, output))
}

#[test]
fn a_full_disk_is_one_clear_error_and_leaves_the_old_report() {
    let script = r#"printf 旧 > "$0/报告.html"; "$JIANFU" audit samples/district-2026q3.xlsx -q -o "$0/报告.html"; code=$?; ls -A "$0"; cat "$0/报告.html"; exit $code"#;
    let Some((_, output)) = in_small_file_system("full-disk", script) else {
        return;
    };
    let (said, left) = (output.stderr, output.stdout);
    let (said, left) = (
        String::from_utf8(said).unwrap(),
        String::from_utf8(left).unwrap(),
    );
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("报告.html") && said.contains("磁盘已满，请腾出空间"),
        "{said}"
    );
    assert_eq!(left, "报告.html\n旧", "the old one, and no draft");
}

#[test]
fn a_file_system_that_is_only_read_is_one_clear_error() {
    let script = r#"mount -o remount,ro "$0" || exit 99; "$JIANFU" audit samples/community.csv -q -o "$0/报告.docx""#;
    let Some((_, output)) = in_small_file_system("read-only", script) else {
        return;
    };
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("只能读、不能写，请换一个文件夹"), "{said}");
}

/// Whoever has the old report open, even with a lock on it, goes on reading the old one as a whole; the
/// new one stands in its place.
#[test]
fn a_report_that_is_open_elsewhere_is_replaced_as_a_whole() {
    let folder = folder("open-elsewhere");
    let report = folder.join("报告.md");
    fs::write(&report, "旧的报告").unwrap();
    let mut reader = fs::File::open(&report).unwrap();
    reader.lock().unwrap();
    let (code, _, errors) = run(&["audit", SAMPLE, "-q", "-o", report.to_str().unwrap()], "");
    assert_eq!(code, 0, "{errors}");
    let mut old = String::new();
    reader.read_to_string(&mut old).unwrap();
    assert_eq!(old, "旧的报告");
    assert!(fs::read_to_string(&report).unwrap().starts_with("# "));
    assert_eq!(names(&folder), ["报告.md"]);
}

/// A link to an old report stays a link, and what it leads to is the new report.
#[test]
fn a_link_to_an_old_report_leads_to_the_new_one() {
    let folder = folder("linked");
    let (report, link) = (folder.join("三季度.md"), folder.join("最新.md"));
    fs::write(&report, "旧").unwrap();
    symlink(&report, &link).unwrap();
    let (code, _, errors) = run(&["audit", SAMPLE, "-q", "-o", link.to_str().unwrap()], "");
    assert_eq!(code, 0, "{errors}");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&report).unwrap().starts_with("# "));
}
