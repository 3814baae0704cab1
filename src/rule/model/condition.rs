//! The tests that rules make on an item.

use std::sync::Arc;

use super::Word;
use crate::item::{Category, Level};

/// A test on an item.
#[derive(Clone, Debug)]
pub enum Condition {
    /// The category as understood is one of these.
    Category(Vec<Category>),
    /// The issuer's level is one of these.
    Level(Vec<Level>),
    /// A test on a text in plain form.
    Text {
        /// Where.
        field: TextField,
        /// What.
        test: TextTest,
    },
    /// A test on a number; an unknown number never matches.
    Number {
        /// Which.
        field: NumberField,
        /// What.
        test: NumberTest,
    },
}

crate::item::terms! {
    /// Texts that conditions look at.
    TextField {
        /// 名称.
        Name = "name", "名称";
        /// 下达部门 as written.
        Department = "department", "部门";
        /// 依据.
        Basis = "basis", "依据";
        /// 形式.
        Form = "form", "形式";
        /// 内容.
        Content = "content", "内容";
        /// 经费.
        Funds = "funds", "经费";
        /// 系统.
        System = "system", "系统";
        /// 备注.
        Note = "note", "备注";
        /// 频次 as written.
        Frequency = "frequency", "频次";
        /// The issuer's normal name.
        Issuer = "issuer", "下达部门";
        /// Name, content, form and note, any of them.
        Text = "text", "全文";
    }
}

/// A test on a text.
#[derive(Clone, Debug)]
pub enum TextTest {
    /// Contains one of these.
    Any(Vec<Word>),
    /// Contains all of these.
    All(Vec<Word>),
    /// Contains none of these.
    None(Vec<Word>),
    /// Is one of these.
    Is(Vec<Word>),
    /// Contains an entry of the list at this position.
    InList(usize),
    /// Contains no entry of the list at this position.
    NotInList(usize),
    /// The cell is blank or says 无 (or, with `false`, is not). A column that the sheet lacks never matches.
    Missing(bool),
    /// Matches a regular expression.
    Matches(Arc<regex::Regex>),
}

crate::item::terms! {
    /// Numbers that conditions look at.
    NumberField {
        /// Times a year.
        PerYear = "per_year", "每年次数";
        /// Hours a year.
        HoursPerYear = "hours_per_year", "每年小时";
        /// Hours each time.
        Hours = "hours", "每次小时";
        /// People each time.
        Participants = "participants", "人数";
        /// Pages each time.
        Pages = "pages", "页数";
        /// Fields filled in.
        Fields = "fields", "字段数";
        /// Days between notice and deadline.
        NoticeDays = "notice_days", "提前天数";
    }
}

/// A test on a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NumberTest {
    /// More than.
    Over(f64),
    /// Less than.
    Under(f64),
    /// This or more.
    AtLeast(f64),
    /// This or less.
    AtMost(f64),
    /// Unknown (or, with `false`, known).
    Missing(bool),
}
