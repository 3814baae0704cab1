//! The checked form of a rule set: everything resolved, nothing left to look up by name.

mod condition;
mod edit;
mod renewal;
mod rule;
mod source;

pub use condition::*;
pub use edit::*;
pub use renewal::Renewal;
pub use rule::*;
pub use source::*;

use jiff::civil::Date;

use super::layer::Validity;
use super::load::fingerprint;
use super::marks::Marks;
use crate::finding::Action;
use crate::item::{Category, Field, Level};
use crate::phrase::{Lang, Phrase};
use crate::place::Span;
use crate::say;

/// All rule sets in force, laid over one another.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// The sets, lower layers after those they are laid over.
    pub sets: Vec<SetInfo>,
    /// Clauses of all sets.
    pub clauses: Vec<Clause>,
    /// Lists of all sets.
    pub lists: Vec<List>,
    /// Rules, quotas and keeps, in the order of the files.
    pub rules: Vec<Rule>,
    /// What was promised.
    pub targets: Vec<Target>,
    /// Minutes where a sheet gives none.
    pub tariffs: Vec<Tariff>,
    /// The parts that the work of communities is made of, all of one set: the lowest that names any.
    pub shares: Vec<Share>,
    /// Precedents: whole items and the settled verdict of the whole set.
    pub cases: Vec<Example>,
    /// Where everything stands in the files.
    pub marks: Marks,
    /// The day whose versions these are; `None` where every version is among them.
    pub as_of: Option<Date>,
    /// Parameters that were overruled, `quota.district-meetings.limit=3`.
    pub settings: Vec<String>,
}

/// What a rule file says of itself.
#[derive(Clone, Debug)]
pub struct SetInfo {
    /// `nanjing-2013`.
    pub id: String,
    /// For people.
    pub title: String,
    /// How high the regulation stands.
    pub level: Level,
    /// Version of the file.
    pub version: String,
    /// The days on which it is in force.
    pub validity: Validity,
    /// How long what it keeps is kept before it must be renewed.
    pub renew: Option<Renewal>,
    /// Ids of the sets it stands on.
    pub extends: Vec<String>,
    /// Whether it was asked for, and not only read because another stands on it.
    pub named: bool,
    /// `sha256:…` of the file's text.
    pub fingerprint: String,
}

impl SetInfo {
    /// A file that doesn't say what it is.
    pub(in crate::rule) fn unnamed(fingerprint: String) -> Self {
        Self {
            id: String::new(),
            title: String::new(),
            level: Level::City,
            version: String::new(),
            validity: Validity::default(),
            renew: None,
            extends: Vec::new(),
            named: true,
            fingerprint,
        }
    }
}

/// A clause of a regulation.
#[derive(Clone, Debug)]
pub struct Clause {
    /// `2` in `[clause.2]`.
    pub id: String,
    /// Position in [`RuleSet::sets`].
    pub set: usize,
    /// For people.
    pub title: String,
    /// Where it comes from.
    pub source: SourceNote,
    /// Whether no machine can judge it: it then stands in every report.
    pub for_people: bool,
}

/// Names that rules refer to.
#[derive(Clone, Debug)]
pub struct List {
    /// `approved-evaluations`.
    pub id: String,
    /// Position in [`RuleSet::sets`].
    pub set: usize,
    /// For people.
    pub title: String,
    /// The entries, typed and plain.
    pub entries: Vec<Word>,
    /// Where it comes from.
    pub source: Option<SourceNote>,
    /// Whether lower layers may loosen it.
    pub may_loosen: bool,
    /// What lower layers changed in it.
    pub edits: Vec<Edit>,
}

/// A word that is looked for, as written in the rule file and in plain form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// As written.
    pub typed: String,
    /// What is matched.
    pub plain: String,
}

/// Items and what a rule says of them.
#[derive(Clone, Debug)]
pub struct Example {
    /// One item, or several for rules that look at more than one.
    pub items: Vec<ExampleItem>,
    /// The action; `None` is 无: the rule is silent.
    pub expect: Option<Action>,
    /// Where it stands in its file.
    pub span: Span,
}

/// An item of an example.
#[derive(Clone, Debug)]
pub struct ExampleItem {
    /// Its fields as a sheet would give them.
    pub fields: Vec<(Field, String)>,
    /// Whether it counts as cancelled already, for rules on what hangs on it.
    pub cancelled: bool,
}

/// What a district promised.
#[derive(Clone, Debug)]
pub struct Target {
    /// `ledger` in `[target.ledger]`.
    pub id: String,
    /// What it is about.
    pub category: Option<Category>,
    /// The share that is to go, 0 to 1.
    pub reduce: f64,
    /// Where it stands.
    pub span: Span,
}

/// Minutes each time where a sheet gives none; said to be estimated wherever used.
#[derive(Clone, Debug)]
pub struct Tariff {
    /// Its id.
    pub id: String,
    /// All of these must hold.
    pub when: Vec<Condition>,
    /// Minutes each time.
    pub minutes: u32,
    /// Where it comes from.
    pub source: Option<SourceNote>,
    /// Where it stands.
    pub span: Span,
}

/// A part that the work of communities is made of, and what its share is held against.
#[derive(Clone, Debug)]
pub struct Share {
    /// `administrative` in `[share.administrative]`.
    pub id: String,
    /// Position in [`RuleSet::sets`].
    pub set: usize,
    /// For people.
    pub title: String,
    /// Position in [`RuleSet::clauses`].
    pub clause: Option<usize>,
    /// Where it comes from; its clause's source if `None`.
    pub source: Option<SourceNote>,
    /// What a survey found, 0 to 1.
    pub found: Option<f64>,
    /// What it may be at most, 0 to 1.
    pub at_most: Option<f64>,
    /// What it is to be at least, 0 to 1.
    pub at_least: Option<f64>,
    /// An item belongs to it for which all conditions of one of these hold.
    pub when: Vec<Vec<Condition>>,
    /// Where it stands.
    pub span: Span,
}

impl RuleSet {
    /// `sha256:…` of all that the verdicts rest on besides the sheets: the sets in their order, what
    /// was overruled and the day.
    pub fn fingerprint(&self) -> String {
        let sets = self.sets.iter().map(|set| set.fingerprint.clone());
        let day = self.as_of.map(|day| day.to_string()).unwrap_or_default();
        let parts: Vec<String> = sets.chain(self.settings.clone()).chain([day]).collect();
        fingerprint(&parts.join("\n"))
    }

    /// The sets with their positions as reports name them: those asked for, then what they stand on.
    pub fn sets_as_named(&self) -> impl Iterator<Item = (usize, &SetInfo)> {
        let of = |named| move |(_, set): &(usize, &SetInfo)| set.named == named;
        let all = || self.sets.iter().enumerate();
        all().filter(of(true)).chain(all().filter(of(false)))
    }

    /// Whether it matters which day is asked about: some set ends, or one has several versions.
    pub fn has_versions(&self) -> bool {
        let is_twin = |set: &SetInfo| self.sets.iter().filter(|s| s.id == set.id).count() > 1;
        let ends = |set: &SetInfo| set.validity.until.is_some();
        self.sets.iter().any(|set| ends(set) || is_twin(set))
    }

    /// Where a rule comes from: its own source, else its clause's.
    pub fn source_of<'r>(&'r self, rule: &'r Rule) -> Option<&'r SourceNote> {
        let of_clause = || Some(&self.clauses.get(rule.clause?)?.source);
        rule.source.as_ref().or_else(of_clause)
    }

    /// What a lower layer changed, on what ground and why.
    pub fn edit(&self, edit: &Edit) -> Phrase {
        let set = self.sets.get(edit.set).map_or("", |set| set.title.as_str());
        let clause = edit.clause.and_then(|clause| self.clauses.get(clause));
        let cited = clause
            .map(|clause| clause.source.cited())
            .unwrap_or_default();
        let why = &edit.why;
        let what = |lang, and| {
            let all: Vec<_> = edit.what.iter().map(|what| what.in_lang(lang)).collect();
            all.join(and)
        };
        let (zh, en) = (what(Lang::Zh, "、"), what(Lang::En, ", "));
        say!(
            "{set}（{cited}）：{zh}。{why}",
            "{set} ({cited}): {en}. {why}"
        )
    }

    /// What a rule stands on, as people cite it: document, number and article, and whether we inferred
    /// it. A document that is described and not named tells little: its clause's title says the rest.
    pub fn provision(&self, rule: &Rule) -> Option<Phrase> {
        let source = self.source_of(rule)?;
        let clause = rule.clause.and_then(|clause| self.clauses.get(clause));
        let of_clause = clause.filter(|clause| clause.source.document == source.document);
        let named = source.article.is_some() || source.document.contains('《');
        let cited = match of_clause {
            Some(clause) if !named => format!("{}：{}", source.cited(), clause.title),
            _ => source.cited(),
        };
        Some(match source.nature {
            Some(Nature::Inferred) => say!("{cited}（推断）", "{cited} (inferred)"),
            _ => say!("{cited}", "{cited}"),
        })
    }
}
