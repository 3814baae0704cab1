//! The facts of a report, the same for every format: what is listed, what is counted, what is said of each item.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::personal::{masked, masked_without_spaces};
use super::{Audit, Column, Counts, Selection, Summary, saving};
use crate::finding::{Action, Evidence};
use crate::item::{Entry, Field, Item};
use crate::judge::{Finding, Group, Judgement, Reasons, Verdict};
use crate::parallel;
use crate::phrase::{Lang, Phrase};
use crate::reach::{Proposal, Wish};
use crate::rule::Rule;
use crate::text::{Plainer, Symbol};

crate::item::terms! {
    /// Whose view a report takes.
    #[derive(Default)]
    Audience {
        /// A district's: streets beside each other, then communities.
        #[default]
        District = "district", "区";
        /// A street's: its communities.
        Street = "street", "街道";
        /// A department's: a letter on what it imposes, to be answered line by line.
        Department = "department", "部门";
    }
}

/// What a saved audit was made from and how, so that it can be made again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The arguments that decide what comes out, beside the inputs.
    pub arguments: Vec<String>,
    /// `sha256:…` of each input's bytes; `None` where they couldn't be read.
    pub inputs: Vec<Option<String>>,
}

/// How a report is to look.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Language of what people read.
    pub lang: Lang,
    /// Whether ID-card and telephone numbers are shown.
    pub personal: bool,
    /// Only these columns in flat reports; all that make sense if empty.
    pub columns: Vec<Column>,
    /// How many cells wide a line of text may be.
    pub width: usize,
    /// Whether colour may be used.
    pub coloured: bool,
    /// Whether kept items are listed too.
    pub verbose: bool,
    /// Whether it is a file of its own, which a spreadsheet program may open.
    pub for_file: bool,
    /// Whose view it takes.
    pub audience: Audience,
    /// Who signs the report, where that was said.
    pub signed_by: Option<String>,
    /// Whom it is addressed to, where that was said.
    pub addressed_to: Option<String>,
    /// What it was made from, for what is saved to be verified.
    pub origin: Option<Arc<Origin>>,
}

/// What a report says beside the audit itself, where it was asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alternatives<'a> {
    /// The verdicts as they would be without what `--set` overrules.
    pub without_settings: Option<&'a Judgement>,
    /// What it would take to reach an aim, and the aim.
    pub reach: Option<(Wish, &'a [Proposal])>,
}

/// A verdict in brief.
#[derive(Clone, Copy, Debug)]
pub(super) struct Brief {
    /// What is to become of the item.
    pub(super) action: Action,
    /// The rule that decided, by position; `None` where none did.
    pub(super) rule: Option<u32>,
}

/// The facts of a report.
#[derive(Debug)]
pub struct Facts<'a> {
    /// What it is about.
    pub audit: Audit<'a>,
    /// How it is to look.
    pub view: View,
    /// The entries that are counted, in the order of the input.
    pub scope: Vec<u32>,
    /// The entries that are listed, in the order of the input.
    pub listed: Vec<u32>,
    /// Whether only some actions are listed.
    pub actions_chosen: bool,
    summary: OnceLock<Summary>,
    /// Why the members of groups are one.
    reasons: OnceLock<Reasons<'a>>,
    /// Of each verdict, what flat reports say of it.
    briefs: OnceLock<Vec<Brief>>,
    /// What else was asked for.
    pub alternatives: Alternatives<'a>,
}

impl<'a> Facts<'a> {
    /// Chooses what is counted, and what is listed.
    pub fn new(audit: Audit<'a>, selection: &Selection, plainer: &Plainer, view: View) -> Self {
        let scope = selection.scope(&audit, plainer);
        Self {
            listed: selection.listed(&audit, &scope),
            actions_chosen: !selection.actions.is_empty(),
            summary: OnceLock::new(),
            reasons: OnceLock::new(),
            briefs: OnceLock::new(),
            scope,
            audit,
            view,
            alternatives: Alternatives::default(),
        }
    }

    /// With what else was asked for.
    pub fn with(self, alternatives: Alternatives<'a>) -> Self {
        Self {
            alternatives,
            ..self
        }
    }

    /// The same facts about some of the entries only.
    pub fn narrowed(&self, is_in: impl Fn(u32) -> bool, view: View) -> Self {
        let kept = |entries: &[u32]| {
            entries
                .iter()
                .copied()
                .filter(|entry| is_in(*entry))
                .collect()
        };
        let scope: Vec<u32> = kept(&self.scope);
        Self {
            listed: kept(&self.listed),
            actions_chosen: self.actions_chosen,
            summary: OnceLock::new(),
            reasons: OnceLock::new(),
            briefs: OnceLock::new(),
            scope,
            audit: self.audit,
            view,
            // They are about the whole.
            alternatives: Alternatives::default(),
        }
    }

    /// Counts over all entries in scope, whatever their action; made when first asked for.
    pub fn summary(&self) -> &Summary {
        self.summary
            .get_or_init(|| Summary::of(&self.audit, &self.scope))
    }

    /// Why the members of a group are one, pair by pair.
    pub fn reasons(&self, group: &Group) -> Arc<[Evidence]> {
        let Audit {
            items,
            words,
            judgement,
            ..
        } = self.audit;
        let reasons = self
            .reasons
            .get_or_init(|| Reasons::new(items, words, judgement));
        reasons.of(group)
    }

    /// What long lists say of the verdict on an entry. Verdicts lie far apart in memory, and are fewer than
    /// entries.
    pub(super) fn brief(&self, entry: u32) -> Brief {
        let judgement = self.audit.judgement;
        let briefs = self.briefs.get_or_init(|| {
            let threads = parallel::threads();
            let shares = parallel::shares(&judgement.verdicts, threads);
            let brief = |verdict: &Verdict| Brief {
                action: verdict.action,
                rule: verdict.by.as_ref().map(|by| by.rule),
            };
            let made = parallel::over(shares, threads, |verdicts| {
                verdicts.iter().map(brief).collect::<Vec<_>>()
            });
            made.concat()
        });
        briefs[judgement.rulings[entry as usize].verdict as usize]
    }

    /// A message in the language of the report.
    pub(super) fn say(&self, phrase: &Phrase) -> String {
        phrase.in_lang(self.view.lang).to_owned()
    }

    /// A text as it may be printed.
    pub fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.view.personal {
            Cow::Borrowed(text)
        } else {
            masked(text)
        }
    }

    /// The text of a symbol as it may be printed.
    pub fn text(&self, symbol: Symbol) -> Cow<'a, str> {
        let items = self.audit.items;
        if self.view.personal {
            Cow::Borrowed(items.texts.get(symbol))
        } else {
            masked(items.texts.get(symbol))
        }
    }

    /// The entry at a position.
    pub fn entry(&self, entry: u32) -> &'a Entry {
        &self.audit.items.entries[entry as usize]
    }

    /// The item of an entry.
    pub fn item(&self, entry: u32) -> &'a Item {
        self.audit.items.item(self.entry(entry).item)
    }

    /// A field of an entry's item as it may be printed.
    pub fn field(&self, entry: u32, field: Field) -> Cow<'a, str> {
        self.text(self.item(entry).typed(field))
    }

    /// The verdict on an entry.
    pub fn verdict(&self, entry: u32) -> &'a Verdict {
        self.audit.judgement.verdict(entry as usize)
    }

    /// The group an entry is folded in, with its number.
    pub fn group(&self, entry: u32) -> Option<(u32, &'a Group)> {
        let number = self.audit.judgement.rulings[entry as usize].group?;
        Some((number, &self.audit.judgement.groups[number as usize]))
    }

    /// The sheet of an entry, by its name as it may be printed.
    pub(super) fn sheet(&self, entry: u32) -> Cow<'a, str> {
        let source = &self.audit.items.sources[self.entry(entry).source as usize];
        self.shown(&source.sheet)
    }

    /// The place of an entry in this input, `q3.xlsx#社区事项!5`.
    pub fn id(&self, entry: u32) -> String {
        let mut place = self.audit.items.place_of(self.entry(entry));
        if let Cow::Owned(sheet) = self.shown(&place.sheet) {
            place.sheet = sheet.into();
        }
        place.to_string()
    }

    /// The normal name of an office as it may be printed; numbers in it have lost their spaces.
    pub fn office(&self, name: Symbol) -> Cow<'a, str> {
        let name = self.audit.items.texts.get(name);
        match self.view.personal {
            true => Cow::Borrowed(name),
            false => masked_without_spaces(name),
        }
    }

    /// The identity of an item over quarters: plain name, issuer, community.
    pub fn key(&self, entry: u32) -> String {
        let item = self.item(entry);
        let plain = self
            .audit
            .items
            .plain(self.audit.items.entries[entry as usize].item, Field::Name);
        let name = match self.field(entry, Field::Name) {
            // As typed the name holds a number to hide, which its plain form may have joined to another.
            Cow::Owned(_) => masked_without_spaces(plain),
            Cow::Borrowed(_) => self.shown(plain),
        };
        let issuer = self.office(item.issuer.name);
        let community = self.text(self.entry(entry).community);
        format!("{name}|{issuer}|{community}")
    }

    /// The rule of a finding.
    pub fn rule(&self, finding: &Finding) -> &'a Rule {
        &self.audit.rules.rules[finding.rule as usize]
    }

    /// The id of the set a rule stands in.
    pub fn set_of(&self, rule: &Rule) -> &'a str {
        self.audit
            .rules
            .sets
            .get(rule.set)
            .map_or("", |set| &set.id)
    }

    /// What a rule stands on as people cite it, 《…》（民发〔2015〕136号）第二项.
    pub fn provision(&self, rule: &Rule) -> Option<String> {
        let provision = self.audit.rules.provision(rule)?;
        Some(provision.in_lang(self.view.lang).to_owned())
    }

    /// The clause of a rule for programs, `2 取消创建评比`; a keep may stand on its statutes alone.
    pub fn clause(&self, rule: &Rule) -> Option<String> {
        self.clause_at(rule.clause)
    }

    /// The clause at a position for programs.
    pub(super) fn clause_at(&self, at: Option<usize>) -> Option<String> {
        let clause = self.audit.rules.clauses.get(at?)?;
        Some(format!("{} {}", clause.id, clause.title))
    }

    /// Findings that are cited: the one that decided first, then those beside it.
    pub fn cited(&self, verdict: &'a Verdict) -> impl Iterator<Item = &'a Finding> + use<'a> {
        verdict.cited()
    }

    /// A piece of evidence as it may be printed.
    pub fn found<'e>(&self, evidence: &'e Evidence) -> Cow<'e, str> {
        self.shown(&evidence.found)
    }

    /// The last day for which an entry is kept, in the past where nobody renewed it; `None` where it
    /// isn't kept, or nothing says how long.
    pub fn renew_by(&self, entry: u32) -> Option<Date> {
        let verdict = self.verdict(entry);
        let decided = verdict.decided.as_ref();
        let is_kept = verdict.action == Action::Keep;
        match decided {
            Some(decided) if is_kept || verdict.has_lapsed() => Some(decided.until),
            _ if is_kept => {
                let rule = verdict.by.as_ref().map(|by| by.rule);
                self.audit.rules.kept_until(rule)
            }
            _ => None,
        }
    }

    /// Whether a tariff gave an entry's hours and not the sheet.
    pub fn is_estimated(&self, entry: u32) -> bool {
        let item = self.item(entry);
        item.minutes_per_year().is_some() && item.effort.is_some_and(|effort| effort.estimated)
    }

    /// Hours saved a year on an entry; `None` where its hours aren't known.
    pub fn hours_saved(&self, entry: u32) -> Option<f64> {
        self.item(entry).minutes_per_year()?;
        let saved = self
            .audit
            .judgement
            .minutes_saved(self.audit.items, entry as usize)?;
        Some(saving::hours(saved.0, saved.1))
    }

    /// Counts the entries in scope apart by a key.
    pub(super) fn counted_by<K: Ord + Send>(
        &self,
        key: impl Fn(u32) -> K + Sync,
    ) -> Vec<(K, Counts)> {
        Counts::apart(&self.audit, &self.scope, key)
    }

    /// How many communities are named.
    pub(super) fn communities(&self) -> usize {
        let places = self.scope.iter().map(|entry| self.entry(*entry));
        let named = places.filter(|place| !place.community.is_blank());
        let named: BTreeSet<_> = named.map(|place| (place.street, place.community)).collect();
        named.len()
    }

    /// How many streets are named.
    pub(super) fn streets(&self) -> usize {
        let streets = self.scope.iter().map(|entry| self.entry(*entry).street);
        let named: BTreeSet<Symbol> = streets.filter(|street| !street.is_blank()).collect();
        named.len()
    }

    /// The groups that a listed entry is in, in their order.
    pub(super) fn listed_groups(&self) -> Vec<u32> {
        let in_groups = self.listed.iter().filter_map(|entry| self.group(*entry));
        let groups: BTreeSet<u32> = in_groups.map(|(number, _)| number).collect();
        groups.into_iter().collect()
    }
}
