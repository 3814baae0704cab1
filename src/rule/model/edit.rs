//! What a lower layer changed in a rule or list of an upper one.

use crate::phrase::Phrase;
use crate::place::Span;

/// A change, carried out: 某区 限额 12 改为 6（区委办〔2026〕1号）：区里更严。
#[derive(Clone, Debug)]
pub struct Edit {
    /// The set that made it, by position in [`RuleSet::sets`](super::RuleSet::sets).
    pub set: usize,
    /// The clause it stands on, by position in [`RuleSet::clauses`](super::RuleSet::clauses).
    pub clause: Option<usize>,
    /// The reason, fit to be printed in a report.
    pub why: String,
    /// What was changed, in words: 添上“…”, 限额 12 改为 6.
    pub what: Vec<Phrase>,
    /// Where it stands in its file.
    pub span: Span,
}
