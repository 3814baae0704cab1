//! Items and rules built by hand, for tests of what judging makes of them.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

use std::sync::LazyLock;

use jianfu::finding::Action;
use jianfu::item::*;
use jianfu::judge::{Judgement, Verdict, judge};
use jianfu::place::Span;
use jianfu::rule::*;
use jianfu::words::Words;

/// The built-in words, loaded once.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::load(&[]).0);

/// What one row says; the rest is understood by the words.
#[derive(Clone, Default)]
pub struct Row {
    pub fields: Vec<(Field, String)>,
    pub category: Option<Category>,
    pub per_year: Option<u32>,
    pub minutes: Option<u32>,
    pub community: &'static str,
    pub path: &'static str,
    pub level: Option<Level>,
    pub basis: Option<BasisKind>,
}

/// A row that names an item.
pub fn row(name: &str) -> Row {
    Row {
        community: "幸福社区",
        path: "q.csv",
        ..Row::default()
    }
    .with(Field::Name, name)
}

impl Row {
    pub fn with(mut self, field: Field, text: &str) -> Self {
        self.fields.push((field, text.to_owned()));
        self
    }
    pub fn category(mut self, category: Category) -> Self {
        self.category = Some(category);
        self
    }
    pub fn by(self, department: &str) -> Self {
        self.with(Field::Department, department)
    }
    pub fn yearly(mut self, times: u32) -> Self {
        self.per_year = Some(times);
        self
    }
    pub fn minutes(mut self, minutes: u32) -> Self {
        self.minutes = Some(minutes);
        self
    }
    pub fn basis(mut self, kind: BasisKind) -> Self {
        self.basis = Some(kind);
        self
    }
    pub fn community(mut self, community: &'static str) -> Self {
        self.community = community;
        self
    }
    pub fn path(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }
}

/// Takes rows in, as the intake would.
pub fn items(rows: &[Row], words: &Words) -> Items {
    let mut items = Items::default();
    for (at, row) in rows.iter().enumerate() {
        let item = item(&mut items, row, words);
        let id = items.items.iter().position(|other| *other == item);
        let id = id.unwrap_or_else(|| {
            items.items.push(item);
            items.items.len() - 1
        });
        let source = Source {
            path: row.path.into(),
            sheet: "".into(),
        };
        let number = items.sources.iter().position(|s| *s == source);
        let number = number.unwrap_or_else(|| {
            items.sources.push(source);
            items.sources.len() - 1
        });
        let community = items.texts.intern(row.community);
        let none = jianfu::text::Symbol::ABSENT;
        items.entries.push(Entry {
            item: ItemId(id as u32),
            source: number as u32,
            row: at as u32 + 2,
            street: none,
            community,
            serial: none,
            contact: none,
        });
    }
    items
}

fn item(items: &mut Items, row: &Row, words: &Words) -> Item {
    let none = jianfu::text::Symbol::ABSENT;
    let mut fields = [none; Field::COUNT];
    let text = |wanted| {
        let given = row.fields.iter().find(|(field, _)| *field == wanted);
        given.map_or("", |(_, text)| text)
    };
    for (field, text) in &row.fields {
        let typed = items.texts.intern(text);
        let plain = items.texts.intern(&words.plain(text));
        items.plains.set(typed, plain);
        fields[*field as usize] = typed;
    }
    let mut basis = if fields[Field::Basis as usize].is_absent() {
        Basis {
            kind: BasisKind::Absent,
            statutes: vec![],
            numbers: vec![],
        }
    } else {
        words.basis(text(Field::Basis))
    };
    basis.kind = row.basis.unwrap_or(basis.kind);
    let known = items.bases.iter().position(|b| *b == basis);
    let basis = known.unwrap_or_else(|| {
        items.bases.push(basis);
        items.bases.len() - 1
    });
    let issuer = words.issuer(text(Field::Department));
    let name = words.plain(text(Field::Name));
    Item {
        fields,
        category: row.category.or_else(|| {
            words
                .category(&name, &words.plain(text(Field::Category)))
                .value
        }),
        issuer: Issuer {
            name: if issuer.name.is_empty() {
                none
            } else {
                items.texts.intern(&issuer.name)
            },
            level: row.level.or(issuer.level),
        },
        frequency: row.per_year.map_or(Frequency::UNKNOWN, |n| Frequency {
            kind: FrequencyKind::Periodic,
            rate: Some(Rate::yearly(n)),
            rate_max: None,
        }),
        basis: basis as u32,
        effort: row.minutes.map(|minutes| Effort {
            minutes,
            people: None,
            per_year: false,
            estimated: false,
        }),
        participants: None,
        pages: None,
        field_count: None,
        notice_days: None,
    }
}

/// A rule that hits names with one of these words.
pub fn rule(id: &str, action: Action, words: &[&str]) -> Rule {
    Rule {
        id: id.to_owned(),
        set: 0,
        title: id.to_owned(),
        clause: None,
        action,
        why: "因为。".to_owned(),
        source: None,
        when: if words.is_empty() {
            vec![]
        } else {
            vec![text(TextField::Name, TextTest::Any(list(words)))]
        },
        kind: RuleKind::Single,
        to: Change::default(),
        even_if_kept: false,
        may_loosen: false,
        edits: Vec::new(),
        examples: vec![],
        span: Span {
            path: "test.toml".into(),
            bytes: 0..0,
        },
    }
}

pub fn text(field: TextField, test: TextTest) -> Condition {
    Condition::Text { field, test }
}

/// Words as a loader would give them.
pub fn list(words: &[&str]) -> Vec<Word> {
    let word = |typed: &&str| Word {
        typed: (*typed).to_owned(),
        plain: (*typed).to_owned(),
    };
    words.iter().map(word).collect()
}

/// One set of rules for a city.
pub fn rules(rules: Vec<Rule>) -> RuleSet {
    RuleSet {
        sets: vec![set("city", Level::City), set("district", Level::District)],
        rules,
        ..RuleSet::default()
    }
}

fn set(id: &str, level: Level) -> SetInfo {
    SetInfo {
        id: id.to_owned(),
        title: id.to_owned(),
        level,
        version: "1".to_owned(),
        renew: None,
        validity: Validity::default(),
        extends: Vec::new(),
        named: true,
        fingerprint: String::new(),
    }
}

/// Everything a test wants to look at.
pub struct Judged {
    pub items: Items,
    pub judgement: Judgement,
}

impl Judged {
    pub fn of(rows: &[Row], set: &RuleSet) -> Self {
        let items = items(rows, &WORDS);
        let judgement = judge(&items, set, &WORDS);
        Self { items, judgement }
    }
    pub fn verdict(&self, entry: usize) -> &Verdict {
        self.judgement.verdict(entry)
    }
    pub fn actions(&self) -> Vec<Action> {
        (0..self.items.entries.len())
            .map(|entry| self.verdict(entry).action)
            .collect()
    }
    /// The rule that decided.
    pub fn by(&self, entry: usize, set: &RuleSet) -> String {
        let by = self.verdict(entry).by.as_ref();
        by.map_or_else(String::new, |by| set.rules[by.rule as usize].id.clone())
    }
}
