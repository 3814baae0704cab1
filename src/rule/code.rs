//! The stable names of all that can be found in rule files.

use crate::item::terms;
use crate::phrase::Phrase;
use crate::say;

terms! {
    /// What can be found in a rule file; the words are printed, filtered by and never change.
    Code {
        /// Not UTF-8, or no TOML.
        Syntax = "syntax", "写法";
        /// A key that the language doesn't have.
        UnknownKey = "unknown-key", "键不存在";
        /// A word, list, clause or rule that doesn't exist.
        UnknownWord = "unknown-word", "词不存在";
        /// A value of the wrong type.
        WrongType = "wrong-type", "值的种类不对";
        /// A key that has to be there.
        Missing = "missing", "缺项";
        /// An example that comes out otherwise.
        ExampleFails = "example-fails", "例子不符";
        /// A rule that can't hit.
        NeverMatches = "never-matches", "永不命中";
        /// A rule that hits whatever comes.
        MatchesEverything = "matches-everything", "全部命中";
        /// A rule that another always comes before.
        Covered = "covered", "被盖住";
        /// A rule that another already contains, or an id that is taken.
        Duplicate = "duplicate", "重复";
        /// Two rules that settling can't order.
        Contradiction = "contradiction", "矛盾";
        /// A number between two sibling rules.
        Hole = "hole", "缺口";
        /// A list that no rule uses.
        ListUnused = "list-unused", "清单未用";
        /// A list without entries.
        ListEmpty = "list-empty", "清单为空";
        /// An entry that is there twice.
        ListDuplicate = "list-duplicate", "条目重复";
        /// Days that don't fit.
        Dates = "dates", "日期";
        /// A lower layer that loosens an upper one.
        Loosens = "loosens", "放宽上级";
        /// A pattern that can't be meant.
        Pattern = "pattern", "式样";
        /// A word that hits too much or adds nothing.
        Word = "word", "用词";
        /// A limit, unit, period or field that doesn't fit.
        Quota = "quota", "限额";
        /// A clause that neither a rule nor a person judges.
        ClauseOpen = "clause-open", "条款落空";
    }
}

impl Code {
    /// What it means, in one line.
    pub fn meaning(self) -> Phrase {
        match self {
            Self::Syntax => say!(
                "不是 UTF-8,或不合 TOML 的写法",
                "not UTF-8, or not written as TOML"
            ),
            Self::UnknownKey => say!("没有这个键或这种表", "a key or table that doesn't exist"),
            Self::UnknownWord => say!(
                "没有这个词、清单、条款或规则",
                "a word, list, clause or rule that doesn't exist"
            ),
            Self::WrongType => say!("值的种类不对", "a value of the wrong type"),
            Self::Missing => say!(
                "缺必须写的内容",
                "something that has to be written is missing"
            ),
            Self::ExampleFails => say!(
                "例子得出的与写的不一样",
                "an example comes out other than expected"
            ),
            Self::NeverMatches => say!("规则永远不会命中", "a rule that can never hit"),
            Self::MatchesEverything => say!("规则会命中所有事项", "a rule that hits everything"),
            Self::Covered => say!(
                "总有更强的规则先作决定",
                "a stronger rule always decides first"
            ),
            Self::Duplicate => say!(
                "另一条规则已经包括，或编号已被占用",
                "another rule contains it already, or its id is taken"
            ),
            Self::Contradiction => say!(
                "两条规则对同一事项各说各的，分不出先后",
                "two rules say different things of one item, and nothing orders them"
            ),
            Self::Hole => say!(
                "两条相邻的规则之间漏了一个数",
                "two sibling rules leave a number uncovered"
            ),
            Self::ListUnused => say!("没有规则用到的清单", "a list that no rule uses"),
            Self::ListEmpty => say!("空的清单", "a list without entries"),
            Self::ListDuplicate => say!("清单里重复的条目", "an entry that is in a list twice"),
            Self::Dates => say!("日期不成立", "days that don't fit"),
            Self::Loosens => say!(
                "下级放宽了上级的规定",
                "a lower layer loosens what an upper one fixed"
            ),
            Self::Pattern => say!("式样不成立", "a pattern that can't be meant"),
            Self::Word => say!(
                "词太短、太泛或多余",
                "a word too short, too general or needless"
            ),
            Self::Quota => say!(
                "限额、单位、周期不成立",
                "limits, units or periods that don't fit"
            ),
            Self::ClauseOpen => say!(
                "条款没有规则，也没有交给人",
                "a clause without a rule or a person"
            ),
        }
    }
}

impl From<Code> for &'static str {
    fn from(code: Code) -> Self {
        code.word()
    }
}
