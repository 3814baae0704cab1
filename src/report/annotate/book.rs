//! Which part of a workbook holds which sheet.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::no_xlsx;
use crate::phrase::Phrase;
use crate::say;

/// The parts of the sheets, by the sheets' names.
pub(super) struct Book(BTreeMap<String, String>);

impl Book {
    /// Reads what the workbook's own part says of its sheets.
    pub(super) fn read(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Self, Phrase> {
        let mut names = archive.file_names().flatten();
        let main = names.find(|name| name.ends_with("xl/workbook.xml"));
        let main = main.ok_or_else(no_xlsx)?.into_owned();
        drop(names);
        let folder = main.trim_end_matches("workbook.xml");
        let relations = text_of(archive, &format!("{folder}_rels/workbook.xml.rels"))?;
        let mut parts: BTreeMap<String, String> = BTreeMap::new();
        each_element(&relations, |name, element| {
            let [id, target] = ["Id", "Target"].map(|name| attribute(element, name));
            if let (b"Relationship", Some((id, target))) = (name.as_bytes(), id.zip(target)) {
                let part = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("{folder}{target}"),
                };
                parts.insert(id, part);
            }
        })?;
        let mut sheets = BTreeMap::new();
        each_element(&text_of(archive, &main)?, |name, element| {
            let id = attribute_named(element, "id");
            let known = id.and_then(|id| parts.get(&id));
            if let ("sheet", Some((sheet, part))) = (name, attribute(element, "name").zip(known)) {
                sheets.insert(sheet, part.clone());
            }
        })?;
        Ok(Self(sheets))
    }

    /// The part that holds a sheet.
    pub(super) fn part(&self, sheet: &str) -> Option<&str> {
        self.0.get(sheet).map(String::as_str)
    }
}

/// A part as text.
pub(super) fn text_of(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    part: &str,
) -> Result<String, Phrase> {
    let mut text = String::new();
    let mut read = || archive.by_name(part).ok()?.read_to_string(&mut text).ok();
    match read() {
        Some(_) => Ok(text),
        None => Err(say!(
            "{part} 读不成 UTF-8 的文字",
            "{part} is no text in UTF-8"
        )),
    }
}

/// What can't be read as XML.
pub(super) fn no_xml(error: impl std::fmt::Display) -> Phrase {
    say!(
        "内容不合 XML 的写法（{error}）",
        "the content is no XML ({error})"
    )
}

fn each_element(xml: &str, mut see: impl FnMut(&str, &BytesStart<'_>)) -> Result<(), Phrase> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(no_xml)? {
            Event::Start(element) | Event::Empty(element) => {
                see(element.local_name().as_ref(), &element);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// The value of an attribute of a namespace, whatever its prefix: `r:id`.
fn attribute_named(element: &BytesStart<'_>, local: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| {
        attribute.key.prefix().is_some() && attribute.key.local_name().as_ref() == local
    })?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
