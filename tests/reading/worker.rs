//! A workbook parsed by a process of its own is the workbook parsed here, and its end costs one file.

use std::io::Write;
use std::path::Path;

use jianfu::diag::Diag;
use jianfu::read::{self, Content, Document, Input, ReadOptions, WorkerCommand};
use jianfu::text::Texts;

use crate::sheets::*;

/// Options that start the program itself, as its command line does.
fn with_worker() -> ReadOptions {
    started_by(env!("CARGO_BIN_EXE_jianfu"), &["__parse-workbook"])
}

fn started_by(program: &str, arguments: &[&str]) -> ReadOptions {
    ReadOptions {
        worker: Some(WorkerCommand {
            program: program.into(),
            arguments: arguments.iter().map(Into::into).collect(),
        }),
        ..ReadOptions::default()
    }
}

fn opened(bytes: &[u8], options: &ReadOptions) -> Result<(Document, Texts), Diag> {
    let input = Input {
        path: "q3.xlsx".into(),
        content: Content::Bytes(bytes.into()),
    };
    let mut texts = Texts::new();
    read::open(&input, &mut texts, options).map(|document| (document, texts))
}

/// All that can be seen of a document, with its texts.
fn shown((document, texts): (Document, Texts)) -> String {
    let table = |table: &read::Table| {
        let rows: Vec<_> = (0..table.len())
            .map(|row| {
                let cells = table.row(row).iter().map(|cell| texts.get(*cell));
                (table.number(row), cells.collect::<Vec<_>>())
            })
            .collect();
        let (name, hidden, merges) = (&table.name, table.hidden, &table.merges);
        format!("{name} {hidden} {merges:?} {:?} {rows:#?}", table.oddities)
    };
    document.tables.iter().map(table).collect()
}

#[test]
fn a_workbook_is_the_same_from_a_process_of_its_own() {
    let mut odd = rust_xlsxwriter::Workbook::new();
    let sheet = odd.add_worksheet().set_name("事项").unwrap();
    write(
        sheet,
        &["序号|事项名称|频次", "", "1|党员名册|12"],
        &[[2, 1, 3, 1]],
    );
    let na = rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A");
    sheet.write_formula(2, 3, na).unwrap();
    odd.add_worksheet()
        .set_hidden(true)
        .write(9, 40, "远")
        .unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let sample = |name| std::fs::read(samples.join(name)).unwrap();
    for bytes in [
        odd.save_to_buffer().unwrap(),
        sample("district-2026q3.xlsx"),
        sample("street-2026q3.xls"),
        ods("<table:table table:name=\"空\"></table:table>"),
    ] {
        let here = opened(&bytes, &ReadOptions::default()).map(shown);
        assert!(here.is_ok());
        assert_eq!(opened(&bytes, &with_worker()).map(shown), here);
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said_the_same() {
    let locked = [("/EncryptedPackage", &b"x"[..]), ("/EncryptionInfo", b"y")];
    for bytes in [
        b"PK\x03\x04 broken".to_vec(),
        archive(&[("word/document.xml", b"<w/>")]),
        compound(&locked),
        book(&["事项名称"], &[])[..2000].to_vec(),
    ] {
        let here = opened(&bytes, &ReadOptions::default()).map(shown);
        assert!(here.is_err());
        assert_eq!(opened(&bytes, &with_worker()).map(shown), here);
    }
}

#[test]
fn a_process_that_cannot_be_started_is_done_without() {
    let bytes = book(&["事项名称", "党员名册"], &[]);
    let options = started_by("/nowhere/to/be/found", &[]);
    assert!(opened(&bytes, &options).is_ok());
}

#[cfg(unix)]
#[test]
fn a_process_that_ends_or_babbles_costs_the_file() {
    let bytes = book(&["事项名称", "党员名册"], &[]);
    let told = |script: &str| opened(&bytes, &started_by("/bin/sh", &["-c", script])).err();
    let code = |script: &str| told(script).map(|error| error.code);
    assert_eq!(code("exit 0"), Some("damaged-file"));
    assert_eq!(code("kill -ABRT $$"), Some("damaged-file"));
    assert_eq!(code("kill -XCPU $$"), Some("over-time"));
    let memory = "echo 'memory allocation of 68719476736 bytes failed' >&2; kill -ABRT $$";
    assert_eq!(code(memory), Some("over-memory"));
    let greeting = concat!("jianfu sheets ", env!("CARGO_PKG_VERSION"), r"\n");
    for babble in [
        // A row before any sheet, a text that isn't there, an unknown kind, a length of 4 GB, no end.
        r"\003\010\0\0\0\001\0\0\0\0\0\0\0",
        r"\002\005\0\0\0\0\0\0\0S\003\014\0\0\0\001\0\0\0\001\0\0\0\011\0\0\0",
        r"\011\0\0\0\0",
        r"\001\377\377\377\377",
        r"\002\005\0\0\0\0\0\0\0S",
    ] {
        let script = format!("cat > /dev/null; printf '{greeting}{babble}'");
        assert_eq!(code(&script), Some("damaged-file"), "{babble}");
    }
}

/// Writes into a sheet what a workbook of one takes.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}
