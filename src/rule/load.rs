//! Reads rule files and lays them over each other: first what can be referred to, then what refers to it.

use std::sync::OnceLock;

use jiff::civil::Date;
use sha2::{Digest, Sha256};
use toml::de::DeValue;

use hashbrown::HashMap;

use super::fields::{Desk, Fields, Node};
use super::layer;
use super::model::{Rule, RuleSet, SetInfo};
use super::scope::Scope;
use super::syntax;
use super::table::{clause, example, keep, list, quota, rule, set, share, target, tariff};
use super::value::entries;
use crate::diag::Diag;
use crate::parallel;
use crate::place::{Place, SourceFile, Span};
use crate::rule::Code;
use crate::say;
use crate::words::Words;

/// Reads rule files, later ones laid over earlier ones, and collects every mistake in them.
///
/// What is broken is left out of the set, so that the rest can still be checked; a set that came
/// with an error must not be judged by.
///
/// Built-in sets that are extended are read with them. Every version of a set is read, whenever it
/// is in force; see [`load_as_of`].
pub fn load(files: &[SourceFile], words: &Words) -> (RuleSet, Vec<Diag>) {
    load_as_of(files, words, None).0
}

/// Rule files that are parsed, to be read as soon as there are words to read them by.
pub struct Parsed<'f> {
    given: &'f [SourceFile],
    arranged: &'f [SourceFile],
    trees: Vec<syntax::Parsed<'f>>,
    diags: Vec<Diag>,
}

impl Parsed<'_> {
    /// Reads them, as [`load`] does.
    pub fn load(self, words: &Words) -> (RuleSet, Vec<Diag>) {
        let (mut rules, wrong) = read(self.arranged, &self.trees, words);
        let diags = [self.diags, wrong].concat();
        let diags = settled(&mut rules, self.given, self.arranged, diags);
        (rules, diags)
    }
}

/// Parses rule files while something else is done, and goes on with both.
pub fn parse_beside<W, R>(
    files: &[SourceFile],
    other: impl FnOnce() -> W,
    then: impl FnOnce(Parsed<'_>, W) -> R,
) -> R {
    let (arranged, diags) = layer::arranged(files);
    let opened: OnceLock<Vec<syntax::Opened>> = OnceLock::new();
    let parse = || parsed(opened.get_or_init(|| arranged.iter().map(syntax::open).collect()));
    let (trees, other) = parallel::both(parallel::threads(), parse, other);
    let parsed = Parsed {
        given: files,
        arranged: &arranged,
        trees,
        diags,
    };
    then(parsed, other)
}

/// Reads the rule files whose sets are in force on a day, all where none is given, and names the
/// sets of which none is.
pub fn load_as_of(
    files: &[SourceFile],
    words: &Words,
    day: Option<Date>,
) -> ((RuleSet, Vec<Diag>), Vec<String>) {
    let (arranged, mut diags) = layer::arranged(files);
    let (in_force, none) = match day {
        Some(day) => layer::in_force(&arranged, day),
        None => (arranged, Vec::new()),
    };
    let opened: Vec<_> = in_force.iter().map(syntax::open).collect();
    let (mut rules, wrong) = read(&in_force, &parsed(&opened), words);
    rules.as_of = day;
    diags.extend(wrong);
    diags.extend(
        day.into_iter()
            .flat_map(|day| groundless(&rules, &none, day)),
    );
    let diags = settled(&mut rules, files, &in_force, diags);
    ((rules, diags), none)
}

/// Notes which sets were named and didn't come with others; complaints in the order of places.
fn settled(
    rules: &mut RuleSet,
    given: &[SourceFile],
    read: &[SourceFile],
    mut diags: Vec<Diag>,
) -> Vec<Diag> {
    for (set, file) in rules.sets.iter_mut().zip(read) {
        set.named = given.iter().any(|one| one.path == file.path);
    }
    diags.sort_by(|a, b| a.place.cmp(&b.place));
    diags
}

/// What opened files say.
fn parsed<'o>(opened: &'o [syntax::Opened<'o>]) -> Vec<syntax::Parsed<'o>> {
    parallel::over(
        opened.iter().collect(),
        parallel::threads(),
        syntax::Opened::parse,
    )
}

/// Sets that stand on one of which no version is in force on a day.
fn groundless(rules: &RuleSet, none: &[String], day: Date) -> Vec<Diag> {
    let mut diags = Vec::new();
    for (at, set) in rules.sets.iter().enumerate() {
        let span = rules.marks.get(&format!("{at}.set.extends"));
        let missing = set.extends.iter().find(|id| none.contains(id));
        if let (Some(id), Some(span)) = (missing, span) {
            let own = &set.id;
            let message = say!(
                "上层规则集 {id} 在 {day} 没有有效的版本，{own} 无从叠加",
                "no version of {id} is in force on {day}: {own} has nothing to stand on"
            );
            diags.push(
                Diag::error(Code::Dates, Place::Span(span.clone()), message).help(say!(
                    "列出那一天有效的版本，或用 --as-of 换一个日期",
                    "list the version in force on that day, or choose another with --as-of"
                )),
            );
        }
    }
    diags
}

/// Reads files in the order in which they are laid over one another.
fn read(
    files: &[SourceFile],
    parsed: &[syntax::Parsed<'_>],
    words: &Words,
) -> (RuleSet, Vec<Diag>) {
    let mut loading = Loading {
        words,
        rules: RuleSet::default(),
        lists: HashMap::new(),
        clauses: HashMap::new(),
        rule_names: HashMap::new(),
        diags: Vec::new(),
    };
    let mut opened = Vec::new();
    for (file, parsed) in files.iter().zip(parsed) {
        let mut desk = Desk::new(file.path.clone());
        desk.diags.extend(parsed.diags.iter().cloned());
        desk.torn.clone_from(&parsed.torn);
        desk.lost = parsed.lost;
        if parsed.lost {
            desk.marks.note_loss();
        }
        let end = parsed.tree.span().end.min(file.text.len());
        let mut fields = Fields::new(parsed.tree.get_ref(), "", end..end);
        let bodies = loading.open(file, &mut fields, &mut desk);
        fields.finish(&mut desk);
        opened.push((bodies, desk));
    }
    for (set, (bodies, desk)) in opened.iter_mut().enumerate() {
        loading.read_bodies(set, bodies, desk);
    }
    for (set, (bodies, mut desk)) in opened.into_iter().enumerate() {
        loading.read_changes(set, &bodies.changes, &mut desk);
        loading.rules.marks.extend(desk.marks);
        loading.diags.extend(desk.diags);
    }
    loading.finish(files)
}

/// The parts of a file that may refer to others, set aside until all files are opened.
struct Bodies<'t> {
    /// Table name and node of every rule, quota and keep, in the order of the file.
    rules: Vec<(&'static str, String, Node<'t>)>,
    targets: Vec<(String, Node<'t>)>,
    tariffs: Vec<(String, Node<'t>)>,
    shares: Vec<(String, Node<'t>)>,
    cases: Vec<Node<'t>>,
    /// What is changed in rules and lists of upper layers.
    changes: Vec<layer::Change<'t>>,
}

struct Loading<'a> {
    words: &'a Words,
    rules: RuleSet,
    lists: HashMap<String, Vec<(usize, usize)>>,
    clauses: HashMap<String, Vec<(usize, usize)>>,
    rule_names: HashMap<String, Vec<(usize, Span)>>,
    diags: Vec<Diag>,
}

impl Loading<'_> {
    /// Reads what a file says of itself, its clauses and its lists.
    fn open<'t>(
        &mut self,
        file: &SourceFile,
        fields: &mut Fields<'t>,
        desk: &mut Desk,
    ) -> Bodies<'t> {
        let set = self.rules.sets.len();
        let info = self.read_set(file, fields, desk);
        self.rules.sets.push(info);
        for key in ["id", "from", "until", "extends"] {
            let span = desk.marks.get(&format!("set.{key}")).cloned();
            if let Some(span) = span {
                desk.marks.set(&format!("{set}.set.{key}"), span);
            }
        }
        for (id, node) in tables("clause", fields, desk) {
            let Some(fields) = Fields::of(&node, desk) else {
                continue;
            };
            let clause = clause::read(&id, set, fields, desk);
            // Two sets may have a clause of the same name: each stands under its set's number, too.
            let here = desk.span(node.key.clone());
            desk.marks.set(&format!("{set}.{}", node.path), here);
            let known = self.clauses.entry(id).or_default();
            known.push((set, self.rules.clauses.len()));
            self.rules.clauses.push(clause);
        }
        for (id, node) in tables("list", fields, desk) {
            let Some(fields) = Fields::of(&node, desk) else {
                continue;
            };
            let same = self.lists.get(&id).into_iter().flatten();
            let same = same.map(|(other, _)| *other);
            let clash = same
                .into_iter()
                .find(|other| !self.are_versions(*other, set));
            if let (Some(_), Some(first)) = (clash, self.rules.marks.get(&node.path)) {
                desk.diags.push(twice(
                    &id,
                    Place::Span(first.clone()),
                    desk.place(node.key.clone()),
                ));
                continue;
            }
            let list = list::read(&id, set, fields, self.words, desk);
            let known = self.lists.entry(id).or_default();
            known.push((set, self.rules.lists.len()));
            self.rules.lists.push(list);
        }
        let bodies = Bodies {
            rules: rule_tables(fields, desk),
            targets: tables("target", fields, desk),
            tariffs: tables("tariff", fields, desk),
            shares: tables("share", fields, desk),
            cases: fields
                .optional("case", desk)
                .map(|n| entries(&n, desk))
                .unwrap_or_default(),
            changes: tables("change", fields, desk),
        };
        self.rules.marks.extend(std::mem::take(&mut desk.marks));
        bodies
    }

    fn read_set(&self, file: &SourceFile, fields: &mut Fields<'_>, desk: &mut Desk) -> SetInfo {
        let fingerprint = fingerprint(&file.text);
        let node = fields.optional("set", desk);
        let empty = toml::de::DeTable::new();
        let body = match &node {
            Some(node) => Fields::of(node, desk),
            None if desk.lost => return SetInfo::unnamed(fingerprint),
            None => {
                desk.error_with_help(
                    Code::Missing,
                    0..0,
                    say!(
                        "缺 [set]：这份文件没有说自己是什么",
                        "there is no [set]: the file doesn't say what it is"
                    ),
                    say!(
                        "在开头写 [set]，下面写 id title level version from",
                        "begin with [set], and id title level version from below it"
                    ),
                );
                return SetInfo::unnamed(fingerprint);
            }
        };
        let body = body.unwrap_or_else(|| Fields::new(&empty, "set", 0..0));
        set::read(body, fingerprint, desk)
    }

    /// Reads what may refer to lists and clauses of any file.
    fn read_bodies(&mut self, set: usize, bodies: &Bodies<'_>, desk: &mut Desk) {
        for (table, id, node) in &bodies.rules {
            if let Some(rule) = self.read_rule(set, table, id, node, desk) {
                self.rules.rules.push(rule);
            }
        }
        for (id, node) in &bodies.targets {
            if let Some(fields) = Fields::of(node, desk) {
                self.rules.targets.push(target::read(id, fields, desk));
            }
        }
        let scope = Scope {
            words: self.words,
            lists: &self.lists,
            clauses: &self.clauses,
            set,
        };
        for (id, node) in &bodies.tariffs {
            if let Some(fields) = Fields::of(node, desk) {
                let tariff = tariff::read(id, fields, &scope, desk);
                self.rules.tariffs.push(tariff);
            }
        }
        for (id, node) in &bodies.shares {
            if let Some(fields) = Fields::of(node, desk) {
                let share = share::read(id, fields, &scope, desk);
                self.rules.shares.push(share);
            }
        }
        for node in &bodies.cases {
            self.rules.cases.extend(example::read(node, desk));
        }
    }

    /// Carries out what a set changes in those above it.
    fn read_changes(&mut self, set: usize, changes: &[layer::Change<'_>], desk: &mut Desk) {
        let scope = Scope {
            words: self.words,
            lists: &self.lists,
            clauses: &self.clauses,
            set,
        };
        for change in changes {
            layer::apply(&mut self.rules, change, &scope, desk);
        }
    }

    /// Whether two sets are versions of one that are never in force together.
    fn are_versions(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.rules.sets[one], &self.rules.sets[other]);
        one.id == other.id && !one.validity.meets(&other.validity)
    }

    /// Reads a rule; `None` where something in it is wrong.
    fn read_rule(
        &mut self,
        set: usize,
        table: &'static str,
        id: &str,
        node: &Node<'_>,
        desk: &mut Desk,
    ) -> Option<Rule> {
        let before = desk.diags.len();
        let scope = Scope {
            words: self.words,
            lists: &self.lists,
            clauses: &self.clauses,
            set,
        };
        let fields = Fields::of(node, desk)?;
        let rule = match table {
            "quota" => quota::read(id, fields, &scope, desk),
            "keep" => keep::read(id, fields, &scope, desk),
            _ => rule::read(id, fields, &scope, desk),
        };
        let known = self.rule_names.get(id).into_iter().flatten();
        let mut clash = known.filter(|(other, _)| !self.are_versions(*other, set));
        if let Some((_, first)) = clash.next_back() {
            let place = desk.place(node.key.clone());
            desk.diags
                .push(twice(id, Place::Span(first.clone()), place));
        }
        let here = (set, rule.span.clone());
        self.rule_names.entry(id.to_owned()).or_default().push(here);
        let whole = desk.diags.len() == before && !desk.is_torn(&node.key);
        whole.then_some(rule)
    }

    fn finish(mut self, files: &[SourceFile]) -> (RuleSet, Vec<Diag>) {
        // What the work is made of is one whole: the lowest set that says so replaces it.
        let lowest = self.rules.shares.iter().map(|share| share.set).max();
        self.rules.shares.retain(|share| Some(share.set) == lowest);
        self.diags.sort_by(|a, b| a.place.cmp(&b.place));
        for file in files {
            drop_what_follows(file, &mut self.diags);
        }
        (self.rules, self.diags)
    }
}

/// Leaves one complaint of a line that isn't TOML: what was read of it can't be what was meant.
fn drop_what_follows(file: &SourceFile, diags: &mut Vec<Diag>) {
    let line_of = |diag: &Diag| match &diag.place {
        Place::Span(span) if span.path == file.path => {
            let before = &file.text.as_bytes()[..span.bytes.start.min(file.text.len())];
            Some(before.iter().filter(|byte| **byte == b'\n').count())
        }
        _ => None,
    };
    let syntax: &str = Code::Syntax.into();
    let first_of_line: HashMap<usize, usize> = diags
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, diag)| diag.code == syntax)
        .filter_map(|(at, diag)| Some((line_of(diag)?, at)))
        .collect();
    let mut at = 0;
    diags.retain(|diag| {
        let first = line_of(diag).and_then(|line| first_of_line.get(&line));
        let stays = first.is_none_or(|first| *first == at);
        at += 1;
        stays
    });
}

/// Every `[name.id]` table of a file. What stands there without an id of its own is said once, and
/// nothing is missing elsewhere because of it.
fn tables<'t>(
    name: &'static str,
    fields: &mut Fields<'t>,
    desk: &mut Desk,
) -> Vec<(String, Node<'t>)> {
    let Some(node) = fields.optional(name, desk) else {
        return Vec::new();
    };
    let DeValue::Table(table) = node.value else {
        without_id(name, &node, Code::WrongType, desk);
        return Vec::new();
    };
    let mut tables = Fields::new(table, node.path.clone(), node.key.clone()).all(desk);
    let is_plain = |value: &DeValue<'_>| !value.is_table() && !value.is_array();
    if table.values().any(|value| is_plain(value.get_ref())) {
        without_id(name, &node, Code::Missing, desk);
        let is_body = |id: &str, node: &Node<'_>| !node.value.is_table() || PARTS.contains(&id);
        tables.retain(|(id, node)| !is_body(id, node));
    }
    tables
}

/// Tables within a rule, which stand where ids should where it has none.
const PARTS: [&str; 6] = ["when", "to", "source", "group", "joint", "follows"];

fn without_id(name: &str, node: &Node<'_>, code: Code, desk: &mut Desk) {
    desk.error_with_help(
        code,
        node.key.clone(),
        say!("[{name}] 缺编号", "[{name}] lacks an id"),
        say!(
            "写成 [{name}.编号]，编号用英文字母、数字和短横线",
            "write [{name}.id], with an id of letters, digits and hyphens"
        ),
    );
    desk.lost = true;
    desk.marks.note_loss();
}

/// Every rule, quota and keep, in the order of the file.
fn rule_tables<'t>(
    fields: &mut Fields<'t>,
    desk: &mut Desk,
) -> Vec<(&'static str, String, Node<'t>)> {
    let mut all = Vec::new();
    for table in ["rule", "quota", "keep"] {
        let found = tables(table, fields, desk);
        all.extend(found.into_iter().map(|(id, node)| (table, id, node)));
    }
    all.sort_by_key(|(_, _, node)| node.key.start);
    all
}

fn twice(id: &str, first: Place, second: Place) -> Diag {
    Diag::error(
        Code::Duplicate,
        second,
        say!("“{id}”已经有了", "\"{id}\" is there already"),
    )
    .also(first, say!("先在这里", "first here"))
    .help(say!("换一个编号", "choose another id"))
}

/// `sha256:…` of a file's text.
pub(super) fn fingerprint(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
