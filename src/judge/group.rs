//! Folds entries of a community that ask for the same into groups, and drafts the decision on each.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::docket::Docket;
use super::names::{NameId, Names, share};
use super::sameness::reason;
use super::scope::Scope;
use super::{Finding, Group, GroupKind};
use crate::finding::{Action, Evidence};
use crate::item::{Entry, Field, Item, Items, Rate};
use crate::rule::{Change, GroupField, RuleKind, RuleSet};
use crate::say;
use crate::text::Symbol;
use crate::words::Same;

/// Everything that folding looks at.
pub(super) struct Folding<'a> {
    pub(super) items: &'a Items,
    pub(super) rules: &'a RuleSet,
    pub(super) scope: &'a Scope,
    pub(super) hits: &'a HashMap<u32, Vec<bool>>,
    pub(super) same: &'a Same,
}

/// Groups so far, and which entries are in one.
pub(super) struct Groups {
    /// The groups.
    pub(super) groups: Vec<Group>,
    /// The group of each entry.
    pub(super) of_entry: Vec<Option<u32>>,
    reasons: HashMap<Vec<NameId>, Arc<[Evidence]>>,
}

/// Entries that might be folded, by name; within one, entries ask under the same name.
struct Node {
    name: NameId,
    /// Told apart only where the name says nothing of its subject.
    issuer: Option<String>,
    entries: Vec<u32>,
    /// Who issues them, ordered.
    issuers: Vec<Symbol>,
}

/// Names that ask for the same, with the least sure pair.
struct Cluster {
    nodes: Vec<usize>,
    least: f64,
}

impl Groups {
    /// No groups yet.
    pub(super) fn new(items: &Items) -> Self {
        Self {
            groups: Vec::new(),
            of_entry: vec![None; items.entries.len()],
            reasons: HashMap::new(),
        }
    }

    /// Whether an entry is folded into another that stays.
    pub(super) fn is_folded_in(&self, entry: u32) -> bool {
        self.of_entry[entry as usize]
            .is_some_and(|group| self.groups[group as usize].survivor != entry)
    }
}

/// Forms the groups of all rules: of those that ask for the same first, then of shared occasions;
/// within each, in the order of layer and id.
pub(super) fn fold(folding: &Folding, docket: &mut Docket) -> Groups {
    let mut groups = Groups::new(folding.items);
    let names = Names::of(folding.items, &folding.wanted(), folding.same);
    for rule in folding.order() {
        for community in &folding.scope.communities {
            for part in folding.parts(rule, community, docket, &groups) {
                folding.fold_part(rule, &part, &names, docket, &mut groups);
            }
        }
    }
    groups
}

impl Folding<'_> {
    /// The items whose names have to be compared.
    fn wanted(&self) -> Vec<bool> {
        let mut wanted = vec![false; self.items.items.len()];
        let folds =
            |kind: &RuleKind| matches!(kind, RuleKind::Group { .. } | RuleKind::Joint { .. });
        for (number, rule) in self.rules.rules.iter().enumerate() {
            let hits = self
                .hits
                .get(&(number as u32))
                .filter(|_| folds(&rule.kind));
            for (wanted, hit) in wanted.iter_mut().zip(hits.into_iter().flatten()) {
                *wanted |= hit;
            }
        }
        wanted
    }

    /// Rules that fold, in an order that files have no part in.
    fn order(&self) -> Vec<u32> {
        let mut rules: Vec<u32> = self
            .hits
            .keys()
            .copied()
            .filter(|&rule| self.same_fields(rule).is_some())
            .collect();
        rules.sort_by_key(|&rule| {
            let rule = &self.rules.rules[rule as usize];
            let joint = matches!(rule.kind, RuleKind::Joint { .. });
            let level = self.rules.sets.get(rule.set).map(|set| set.level);
            (joint, level, rule.id.clone())
        });
        rules
    }

    fn same_fields(&self, rule: u32) -> Option<&[GroupField]> {
        match &self.rules.rules[rule as usize].kind {
            RuleKind::Group { same, .. } | RuleKind::Joint { same } => Some(same),
            _ => None,
        }
    }

    /// The entries of a community that a rule may fold, parted by the fields that must be equal.
    fn parts(
        &self,
        rule: u32,
        community: &[u32],
        docket: &Docket,
        groups: &Groups,
    ) -> Vec<Vec<u32>> {
        let Some(hits) = self.hits.get(&rule) else {
            return Vec::new();
        };
        let same = self.same_fields(rule).unwrap_or_default();
        let mut parts: BTreeMap<Vec<String>, Vec<u32>> = BTreeMap::new();
        for &entry in community {
            let item = self.items.entries[entry as usize].item.index();
            let free = groups.of_entry[entry as usize].is_none();
            if hits[item] && free && may_be_folded(docket, entry) {
                let key = same.iter().map(|&field| self.group_key(entry, field));
                parts.entry(key.collect()).or_default().push(entry);
            }
        }
        parts.into_values().filter(|part| part.len() > 1).collect()
    }

    /// What must be equal; no community or street is crossed in any case.
    pub(super) fn group_key(&self, entry: u32, field: GroupField) -> String {
        let item = self.item(entry);
        match field {
            GroupField::Community | GroupField::Street => String::new(),
            GroupField::Issuer => self.items.texts.get(item.issuer.name).to_owned(),
            GroupField::Category => item.category.map_or("", |c| c.word()).to_owned(),
            GroupField::Frequency => item
                .frequency
                .rate
                .map_or_else(String::new, |r| format!("{}/{}", r.times(), r.years())),
        }
    }

    fn item(&self, entry: u32) -> &Item {
        self.items.item(self.entry(entry).item)
    }

    fn entry(&self, entry: u32) -> &Entry {
        &self.items.entries[entry as usize]
    }

    fn fold_part(
        &self,
        rule: u32,
        part: &[u32],
        names: &Names,
        docket: &mut Docket,
        groups: &mut Groups,
    ) {
        let nodes = self.nodes(part, names);
        let clusters = match self.rules.rules[rule as usize].kind {
            RuleKind::Group {
                similar: Some(least),
                ..
            } => clusters(&nodes, names, least),
            _ => vec![Cluster {
                nodes: (0..nodes.len()).collect(),
                least: 1.0,
            }],
        };
        for cluster in clusters {
            let mut members: Vec<u32> = cluster
                .nodes
                .iter()
                .flat_map(|&node| nodes[node].entries.iter().copied())
                .collect();
            members.sort_unstable();
            self.draft(rule, members, cluster.least, names, docket, groups);
        }
    }

    /// Entries by name, in the order of names.
    fn nodes(&self, part: &[u32], names: &Names) -> Vec<Node> {
        let mut nodes: BTreeMap<(NameId, Option<String>), Vec<u32>> = BTreeMap::new();
        for &entry in part {
            let item = self.item(entry);
            let name = names.number(item.plain(Field::Name));
            let issuer =
                (!names.says_what(name)).then(|| self.items.texts.get(item.issuer.name).to_owned());
            nodes.entry((name, issuer)).or_default().push(entry);
        }
        let node = |((name, issuer), entries): ((NameId, Option<String>), Vec<u32>)| {
            let mut issuers: Vec<Symbol> =
                entries.iter().map(|&e| self.item(e).issuer.name).collect();
            issuers.sort_unstable();
            issuers.dedup();
            Node {
                name,
                issuer,
                entries,
                issuers,
            }
        };
        nodes.into_iter().map(node).collect()
    }

    /// Writes down what is to become of a group: who stays, who leads, how often it is asked for.
    fn draft(
        &self,
        rule: u32,
        mut members: Vec<u32>,
        similarity: f64,
        names: &Names,
        docket: &mut Docket,
        groups: &mut Groups,
    ) {
        let Some(survivor) = self.survivor(&members, docket) else {
            return;
        };
        members.retain(|&m| m == survivor || !docket.is_kept_from(m, Action::Merge));
        if members.len() < 2 {
            return;
        }
        let kind = match self.rules.rules[rule as usize].kind {
            RuleKind::Joint { .. } => GroupKind::Joint,
            _ => GroupKind::Same,
        };
        let rate = members.iter().filter_map(|&m| self.needed(m, docket)).max();
        self.tell(rule, survivor, rate, &members, kind, docket);
        let number = groups.groups.len() as u32;
        for &member in &members {
            groups.of_entry[member as usize] = Some(number);
        }
        let evidence = groups.reasons_for(self, &members, names, kind);
        groups.groups.push(Group {
            kind,
            rule,
            survivor,
            lead_department: self.lead(&members).map(Into::into),
            members,
            similarity: (kind == GroupKind::Same).then_some(similarity),
            name: self
                .items
                .typed(self.entry(survivor).item, Field::Name)
                .into(),
            rate,
            evidence,
        });
    }

    /// Tells every member into what it is folded.
    fn tell(
        &self,
        rule: u32,
        survivor: u32,
        rate: Option<Rate>,
        members: &[u32],
        kind: GroupKind,
        docket: &mut Docket,
    ) {
        let item = self.item(survivor);
        let key = vec![
            item.typed(Field::Name).index() as u64,
            item.issuer.name.index() as u64,
            rate.map_or(0, |r| (u64::from(r.times()) << 32) | u64::from(r.years())),
        ];
        let finding = docket.finding((rule, key), || {
            let name = self.items.texts.get(item.typed(Field::Name));
            let department = self.items.texts.get(item.typed(Field::Department));
            let note = match (kind, department.is_empty()) {
                (GroupKind::Same, true) => say!("并入同一事项“{name}”", "folded into “{name}”"),
                (GroupKind::Same, false) => say!(
                    "并入同一事项“{name}”（{department}）",
                    "folded into “{name}” ({department})"
                ),
                (GroupKind::Joint, _) => {
                    say!("与“{name}”合并在一次进行", "on one occasion with “{name}”")
                }
            };
            Finding {
                rule,
                action: self.rules.rules[rule as usize].action,
                to: Change {
                    per_year: rate,
                    ..self.rules.rules[rule as usize].to.clone()
                },
                evidence: vec![Evidence {
                    field: None,
                    found: name.to_owned(),
                    note: Some(note),
                }],
            }
        });
        for &member in members {
            docket.add(member, finding);
        }
    }

    /// How often an entry is still needed after what else was found.
    fn needed(&self, entry: u32, docket: &Docket) -> Option<Rate> {
        let rate = self.item(entry).frequency.rate?;
        let limit = docket.verdict(entry).target.per_year;
        Some(limit.map_or(rate, |limit| limit.min(rate)))
    }

    /// Who stays: what may not be folded away, then the strongest basis, then what a keep protects,
    /// then what says most.
    fn survivor(&self, members: &[u32], docket: &Docket) -> Option<u32> {
        let key = |&entry: &u32| {
            let item = self.item(entry);
            let text = |field| self.items.texts.get(item.typed(field));
            let content = text(Field::Content);
            let parts = content.split(['、', '，', '；', ';', ',']).count();
            (
                Reverse(docket.is_kept_from(entry, Action::Merge)),
                self.items.basis(self.entry(entry).item).kind,
                Reverse(docket.is_kept(entry)),
                Reverse(item.field_count.unwrap_or(0).max(parts as u32)),
                Reverse(content.chars().count()),
                item.issuer.level,
                (
                    text(Field::Name),
                    text(Field::Department),
                    text(Field::Basis),
                    text(Field::Frequency),
                    text(Field::Content),
                    entry,
                ),
            )
        };
        members.iter().copied().min_by(|a, b| key(a).cmp(&key(b)))
    }

    /// The department that leads: most minutes a year, where all are known; else most times a year;
    /// else the higher level.
    fn lead(&self, members: &[u32]) -> Option<&str> {
        let named: Vec<&Item> = members
            .iter()
            .map(|&m| self.item(m))
            .filter(|item| !item.issuer.name.is_blank())
            .collect();
        let all_minutes = named.iter().all(|item| item.minutes_per_year().is_some());
        let all_rates = named.iter().all(|item| item.frequency.rate.is_some());
        let minutes = |item: &Item| {
            let minutes = item.minutes_per_year().filter(|_| all_minutes)?;
            Some(u128::from(minutes.0) * 1_000_000 / u128::from(minutes.1))
        };
        let key = |item: &&Item| {
            (
                Reverse(minutes(item)),
                Reverse(item.frequency.rate.filter(|_| all_rates)),
                item.issuer.level.map_or(usize::MAX, |level| level as usize),
                self.items.texts.get(item.issuer.name),
            )
        };
        let lead = named.iter().min_by(|a, b| key(a).cmp(&key(b)))?;
        Some(self.items.texts.get(lead.issuer.name))
    }
}

impl Groups {
    /// Why the members are one, pair by pair of their names; against the survivor alone where there
    /// are many.
    fn reasons_for(
        &mut self,
        folding: &Folding,
        members: &[u32],
        names: &Names,
        kind: GroupKind,
    ) -> Arc<[Evidence]> {
        let mut typed: BTreeMap<NameId, &str> = BTreeMap::new();
        for &member in members {
            let item = folding.item(member);
            let name = names.number(item.plain(Field::Name));
            let text = folding.items.texts.get(item.typed(Field::Name));
            let shown = typed.entry(name).or_insert(text);
            *shown = (*shown).min(text);
        }
        let key: Vec<NameId> = typed.keys().copied().collect();
        if let (GroupKind::Same, Some(known)) = (kind, self.reasons.get(&key)) {
            return known.clone();
        }
        let reasons: Arc<[Evidence]> = match kind {
            GroupKind::Joint => Arc::new([]),
            GroupKind::Same => pairwise(folding.same, &typed, names).into(),
        };
        if kind == GroupKind::Same {
            self.reasons.insert(key, reasons.clone());
        }
        reasons
    }
}

/// So many names are told pair by pair; more, each against the first.
const PAIRED: usize = 4;

fn pairwise(same: &Same, typed: &BTreeMap<NameId, &str>, names: &Names) -> Vec<Evidence> {
    let list: Vec<(NameId, &str)> = typed.iter().map(|(&id, &text)| (id, text)).collect();
    let firsts = if list.len() > PAIRED { 1 } else { list.len() };
    let mut reasons = Vec::new();
    for (at, &(one, left)) in list.iter().enumerate().take(firsts) {
        for &(other, right) in &list[at + 1..] {
            let score = names.score(one, other).unwrap_or(0.0);
            let readings = [names.reading(one), names.reading(other)];
            reasons.push(reason(same, [left, right], readings, score));
        }
    }
    if let [(_, only)] = list[..] {
        reasons.push(Evidence {
            note: Some(say!("名称相同", "the same name")),
            ..Evidence::in_field(Field::Name, only)
        });
    }
    reasons
}

/// Whether an entry may be folded: it isn't gone, handed over, or undecided. What a rule leaves to
/// people only for want of something better may.
fn may_be_folded(docket: &Docket, entry: u32) -> bool {
    let verdict = docket.verdict(entry);
    let undecided = verdict.action == Action::Review && verdict.by.is_none();
    verdict.action != Action::Delete && !undecided && !verdict.is_handed_over()
}

/// Grows clusters in the order of likeness; two become one only if their names ask for the same on
/// the whole and nothing stands between any two of them: near neighbours never chain what differs.
fn clusters(nodes: &[Node], names: &Names, least: f64) -> Vec<Cluster> {
    let mut at: HashMap<NameId, usize> = HashMap::new();
    for (number, node) in nodes.iter().enumerate() {
        if node.issuer.is_none() {
            at.insert(node.name, number);
        }
    }
    let mut edges: Vec<(u16, usize, usize)> = Vec::new();
    for (one, node) in nodes.iter().enumerate().filter(|(_, n)| n.issuer.is_none()) {
        for &(name, score) in names.neighbours(node.name) {
            if let Some(&other) = at.get(&name).filter(|&&other| other > one)
                && share(score) >= least
                && !is_series(node, &nodes[other], names)
            {
                edges.push((score, one, other));
            }
        }
    }
    edges.sort_by_key(|&(score, one, other)| (Reverse(score), one, other));
    let mut cluster_of: Vec<usize> = (0..nodes.len()).collect();
    let mut found: Vec<Cluster> = (0..nodes.len())
        .map(|node| Cluster {
            nodes: vec![node],
            least: 1.0,
        })
        .collect();
    for (_, one, other) in edges {
        let (one, other) = (cluster_of[one], cluster_of[other]);
        if one == other {
            continue;
        }
        if let Some(weakest) = joined(&found[one], &found[other], nodes, names, least) {
            let moved = std::mem::take(&mut found[other].nodes);
            moved.iter().for_each(|&node| cluster_of[node] = one);
            found[one].nodes.extend(moved);
            found[one].least = weakest;
        }
    }
    found.retain(|cluster| {
        let entries = cluster.nodes.iter().map(|&node| nodes[node].entries.len());
        entries.sum::<usize>() > 1
    });
    found
}

/// Whether one department asks for the same in different years.
fn is_series(one: &Node, other: &Node, names: &Names) -> bool {
    names.years_differ(one.name, other.name)
        && one
            .issuers
            .iter()
            .any(|issuer| other.issuers.contains(issuer))
}

/// The weakest pair of two clusters that may become one.
fn joined(
    one: &Cluster,
    other: &Cluster,
    nodes: &[Node],
    names: &Names,
    least: f64,
) -> Option<f64> {
    let (mut sum, mut weakest) = (0.0, one.least.min(other.least));
    for &a in &one.nodes {
        for &b in &other.nodes {
            if is_series(&nodes[a], &nodes[b], names) {
                return None;
            }
            let score = names.score(nodes[a].name, nodes[b].name)?;
            sum += score;
            weakest = weakest.min(score);
        }
    }
    let mean = sum / (one.nodes.len() * other.nodes.len()) as f64;
    (mean >= least).then_some(weakest)
}
