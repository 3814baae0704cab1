//! Reads what departments answered in the reply columns of a report workbook.

use super::{Answer, Decision, day};
use crate::diag::Diag;
use crate::finding::Action;
use crate::phrase::Phrase;
use crate::place::{Cell, Place};
use crate::read::{Document, Table};
use crate::say;
use crate::text::Texts;

/// The headings of the sheet of items, in both languages; those of programs are the words of the contract.
const HEADINGS: [(Column, &[&str]); 10] = [
    (Column::Key, &["key", "标识"]),
    (Column::Name, &["名称", "name", "事项名称"]),
    (Column::Department, &["下达部门", "department", "部门"]),
    (Column::Action, &["结论", "action"]),
    (Column::Rule, &["规则", "rule"]),
    (Column::Why, &["理由", "reason"]),
    (Column::Accepted, &["是否采纳", "accepted"]),
    (Column::Reason, &["不采纳的理由", "reason if not"]),
    (Column::Until, &["有效期至", "until"]),
    (Column::RenewBy, &["保留至", "renew by"]),
];

/// What a column of the sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Key,
    Name,
    Department,
    Action,
    Rule,
    Why,
    Accepted,
    Reason,
    Until,
    RenewBy,
}

/// What holds for answers that don't say.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// The office that answered; the item's department if nothing is said.
    pub by: Option<String>,
    /// The last day on which the answers hold.
    pub until: Option<jiff::civil::Date>,
}

/// The answers in a workbook, and what is wrong with those that can't be kept.
pub fn replies(
    document: &Document,
    texts: &Texts,
    defaults: &Defaults,
) -> (Vec<Decision>, Vec<Diag>) {
    let (mut decisions, mut diags) = (Vec::new(), Vec::new());
    let mut found = false;
    for table in &document.tables {
        let Some((first, columns)) = header(table, texts) else {
            continue;
        };
        found = true;
        for row in first + 1..table.len() {
            let sheet = Sheet {
                document,
                table,
                texts,
                columns: &columns,
                row,
            };
            match sheet.decision(defaults) {
                Ok(None) => {}
                Ok(Some(decision)) => decisions.push(decision),
                Err(wrong) => diags.push(*wrong),
            }
        }
    }
    if !found {
        let place = Place::File(document.path.clone());
        let message = say!(
            "没有找到答复栏（是否采纳、标识 key）",
            "no reply columns (accepted, key) were found"
        );
        let help = say!(
            "要读的是 jianfu audit 报表 -o 报告.xlsx 写出的工作簿，发给部门填过“是否采纳”的那一份",
            "this reads the workbook that jianfu audit FILE -o report.xlsx writes, once departments have filled in “accepted”"
        );
        diags.push(Diag::error("no-replies", place, message).help(help));
    }
    (decisions, diags)
}

/// The row of the headings and the place of each column.
fn header(table: &Table, texts: &Texts) -> Option<(usize, Vec<Option<usize>>)> {
    (0..table.len().min(20)).find_map(|row| {
        let cells: Vec<&str> = table
            .row(row)
            .iter()
            .map(|cell| texts.get(*cell).trim())
            .collect();
        let place = |words: &[&str]| cells.iter().position(|cell| words.contains(cell));
        let columns: Vec<Option<usize>> = HEADINGS.iter().map(|(_, words)| place(words)).collect();
        let has = |column: Column| columns[column as usize].is_some();
        (has(Column::Key) && has(Column::Accepted)).then_some((row, columns))
    })
}

struct Sheet<'a> {
    document: &'a Document,
    table: &'a Table,
    texts: &'a Texts,
    columns: &'a [Option<usize>],
    row: usize,
}

impl Sheet<'_> {
    fn cell(&self, column: Column) -> &str {
        let at = self.columns[column as usize];
        at.map_or("", |at| {
            self.texts.get(self.table.cell(self.row, at)).trim()
        })
    }

    fn wrong(&self, column: Column, message: Phrase, help: Phrase) -> Box<Diag> {
        let place = Place::Cell(Cell {
            path: self.document.path.clone(),
            sheet: self.table.name.clone(),
            row: self.table.number(self.row),
            column: self.columns[column as usize].map(|at| at as u32),
        });
        Box::new(Diag::error("reply", place, message).help(help))
    }

    /// The answer of a row; nothing where none was given.
    fn decision(&self, defaults: &Defaults) -> Result<Option<Decision>, Box<Diag>> {
        let answered = self.cell(Column::Accepted);
        if answered.is_empty() {
            return Ok(None);
        }
        let name = self.cell(Column::Name);
        let answer = Answer::parse(answered).ok_or_else(|| {
            self.wrong(
                Column::Accepted,
                say!(
                    "“{name}”的答复“{answered}”看不懂，没有收下",
                    "the answer “{answered}” on “{name}” isn't understood and not kept"
                ),
                say!("只填 采纳 或 不采纳", "answer accepted or refused"),
            )
        })?;
        let action = Action::parse(self.cell(Column::Action)).map(|action| match action {
            // What was kept to a day that has passed is asked about: kept again or not.
            Action::Review if !self.cell(Column::RenewBy).is_empty() => Action::Keep,
            action => action,
        });
        let action = action.ok_or_else(|| {
            self.wrong(
                Column::Action,
                say!(
                    "“{name}”这一行的结论被改动了，没有收下",
                    "the verdict of “{name}” was changed; the answer isn't kept"
                ),
                say!(
                    "结论一栏要保持原样",
                    "the column of verdicts must stay as it was"
                ),
            )
        })?;
        let reason = match (answer, self.cell(Column::Reason)) {
            (Answer::Refused, "") => {
                return Err(self.wrong(
                    Column::Reason,
                    say!(
                        "“{name}”不采纳，但没有写理由，没有收下",
                        "“{name}” is refused without a reason; the answer isn't kept"
                    ),
                    say!(
                        "在“不采纳的理由”一栏写明理由",
                        "write why in “reason if not”"
                    ),
                ));
            }
            (Answer::Accepted, "") => self.cell(Column::Why),
            (_, reason) => reason,
        };
        let rule = Some(self.cell(Column::Rule)).filter(|rule| !rule.is_empty());
        let department = self.cell(Column::Department);
        Ok(Some(Decision {
            key: self.cell(Column::Key).to_owned(),
            name: name.to_owned(),
            answer,
            action,
            rule: rule.map(str::to_owned),
            reason: reason.to_owned(),
            by: defaults.by.clone().unwrap_or_else(|| department.to_owned()),
            until: self.until(name, defaults)?,
            place: Place::File(self.document.path.clone()),
        }))
    }

    fn until(&self, name: &str, defaults: &Defaults) -> Result<jiff::civil::Date, Box<Diag>> {
        let written = self.cell(Column::Until);
        let until = match written {
            "" => defaults.until,
            // Excel gives dates as days, sometimes with a time of midnight.
            written => {
                let dotted = written
                    .replace(['/', '.', '年', '月'], "-")
                    .replace('日', "");
                day(&padded(dotted.split([' ', 'T']).next().unwrap_or_default()))
            }
        };
        until.ok_or_else(|| {
            self.wrong(
                Column::Until,
                say!("“{name}”的答复没有有效期，或者“{written}”不是日期，没有收下", "the answer on “{name}” has no end, or “{written}” is no date; it isn't kept"),
                say!("在“有效期至”一栏写最后有效的一天，如 2027-06-30；或用 --until 给没写的统一规定", "write the last day under “until”, as 2027-06-30; or give one for all that don't say with --until"),
            )
        })
    }
}

/// Months and days in two digits.
fn padded(date: &str) -> String {
    let part = |part: &str| {
        if part.len() == 1 {
            format!("0{part}")
        } else {
            part.to_owned()
        }
    };
    date.split('-').map(part).collect::<Vec<_>>().join("-")
}
