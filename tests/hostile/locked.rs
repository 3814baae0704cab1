//! Files under a password, files with programs in them, and files that are something else.

use crate::sheets::{archive, codes, names, ods};
use crate::workbooks::*;
use crate::zip_forge::{Part, part, zip};
use crate::{refusal, taken};

#[test]
fn a_password_is_said_to_be_one() {
    let package = compound(&[("/EncryptedPackage", b"x"), ("/EncryptionInfo", b"y")]);
    assert_eq!(refusal("xlsx", &package), "encrypted-file");
    let pass = record(0x2F, &[1, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    let book = biff(&pass, &biff_label(0, 0, "x"));
    assert_eq!(
        refusal("xls", &compound(&[("/Workbook", &book)])),
        "encrypted-file"
    );
    let zipped: Vec<Part> = xlsx_parts(STRINGS, "<sheetData/>")
        .into_iter()
        .map(|part| Part { flags: 1, ..part })
        .collect();
    assert_eq!(refusal("zip", &zip(&zipped)), "encrypted-file");
    let manifest = br#"<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"#;
    let locked = archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", manifest),
    ]);
    assert_eq!(refusal("ods", &locked), "encrypted-file");
}

#[test]
fn macros_and_links_are_said_and_not_followed() {
    let lines = ["事项名称|频次", "党员名册|每月"];
    let sheet = format!("<sheetData>{}</sheetData>", rows(&lines));
    let link = br#"<externalLink><externalBook r:id="rId1"/></externalLink>"#;
    let parts = [
        xlsx_parts(STRINGS, &sheet),
        vec![
            part("xl/vbaProject.bin", b"\xD0\xCF"),
            part("xl/externalLinks/externalLink1.xml", link),
        ],
    ]
    .concat();
    let intake = taken("xlsm", &zip(&parts));
    assert_eq!(names(&intake), ["党员名册"]);
    assert_eq!(codes(&intake), ["has-macros", "has-links"]);
    let labels: Vec<u8> = [biff_label(0, 0, "事项名称"), biff_label(1, 0, "党员名册")].concat();
    let book = biff(&[], &labels);
    let with_macros = compound(&[("/Workbook", &book), ("/_VBA_PROJECT_CUR/PROJECT", b"x")]);
    let intake = taken("xls", &with_macros);
    assert_eq!(
        (names(&intake), codes(&intake)),
        (vec!["党员名册".to_owned()], vec!["has-macros"])
    );
    assert!(codes(&taken("ods", &ods(&ods_rows(&lines)))).is_empty());
}

#[test]
fn what_is_something_else_is_told_by_what_is_in_it() {
    assert_eq!(refusal("empty", b""), "empty-file");
    let lines = ["事项名称,频次", "党员名册,每月"];
    assert_eq!(
        names(&taken("text", lines.join("\n").as_bytes())),
        ["党员名册"]
    );
}
