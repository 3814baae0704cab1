//! `audit --annotate`: the one workbook that is read, written again with the verdicts in it.

use std::path::Path;

use anyhow::Result;
use jianfu::phrase::Phrase;
use jianfu::read::{Content, Input};
use jianfu::report::{self, Facts};
use jianfu::say;

use super::language::trouble;
use super::output;

/// The workbook to annotate, refused before any work is done where it isn't one.
pub(super) fn only_workbook<'i>(path: &Path, inputs: &'i [Input]) -> Result<(&'i Path, &'i str)> {
    output::refuse_inputs(path, inputs)?;
    let [input] = inputs else {
        return Err(refused(
            path,
            &say!(
                "一次只能给一个工作簿加列",
                "one workbook at a time can be annotated"
            ),
        ));
    };
    let Content::File(file) = &input.content else {
        return Err(refused(
            path,
            &say!(
                "标准输入不是工作簿文件",
                "standard input is no workbook file"
            ),
        ));
    };
    // Excel refuses a workbook whose ending isn't that of its kind.
    let ending = |path: &Path| path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let kept = ending(file).filter(|_| ending(file) == ending(path));
    if kept.is_none_or(|ending| ending != "xlsx" && ending != "xlsm") {
        return Err(refused(
            path,
            &say!(
                "只能给 .xlsx、.xlsm 工作簿加列，后缀要和原来的一样",
                "only .xlsx and .xlsm workbooks can be annotated, under the ending they have"
            ),
        ));
    }
    Ok((file, &input.path))
}

/// Writes the workbook with the verdicts, or says why that would lose something.
pub(super) fn write(path: &Path, (file, name): (&Path, &str), facts: &Facts<'_>) -> Result<()> {
    let workbook = std::fs::read(file)?;
    let annotated = report::annotate(facts, name, &workbook).map_err(|why| refused(path, &why))?;
    output::write_whole(path, |out| out.write_all(&annotated))
}

fn refused(path: &Path, why: &Phrase) -> anyhow::Error {
    let (path, (zh, en)) = (path.display(), why.both());
    trouble(&say!("--annotate {path}：{zh}", "--annotate {path}: {en}"))
}
