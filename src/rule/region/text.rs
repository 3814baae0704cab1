//! The texts that a rule's words leave open.
//!
//! A text can hold any words side by side, with something between them: so words exclude each other
//! only where one contains the other.

use std::collections::BTreeMap;

use super::{Never, any_of, none_of};
use crate::rule::{Condition, List, TextField, TextTest, Word};
use crate::say;

/// The columns that a condition on [`TextField::Text`] looks at.
const WHOLE: [TextField; 4] = [
    TextField::Name,
    TextField::Content,
    TextField::Form,
    TextField::Note,
];

/// What a blank cell may say.
const NOTHING: [&str; 2] = ["", "无"];

/// What the tests on one field ask for.
#[derive(Default)]
struct Asked<'r> {
    /// Of each of these, one word has to be there; with the condition that says so.
    wanted: Vec<(Option<&'r Condition>, &'r [Word])>,
    /// None of these may be there.
    barred: Vec<&'r [Word]>,
    /// The whole text is one of these.
    exactly: Option<(&'r Condition, &'r [Word])>,
    /// Whether the cell is blank.
    missing: Option<(&'r Condition, bool)>,
    /// Whether the column has to be there, whatever it says.
    present: bool,
    patterns: Vec<&'r regex::Regex>,
}

/// What is asked of every field.
#[derive(Default)]
pub(super) struct Texts<'r>(BTreeMap<TextField, Asked<'r>>);

impl<'r> Texts<'r> {
    /// Keeps what a test lets through.
    pub(super) fn narrow(
        &mut self,
        field: TextField,
        test: &'r TextTest,
        condition: &'r Condition,
        lists: &'r [List],
    ) {
        let asked = self.0.entry(field).or_default();
        asked
            .wanted
            .extend(any_of(test, lists).map(|words| (Some(condition), words)));
        asked.barred.extend(none_of(test, lists));
        match test {
            TextTest::All(words) => {
                let each = words.iter().map(std::slice::from_ref);
                asked
                    .wanted
                    .extend(each.map(|word| (Some(condition), word)));
            }
            TextTest::Is(words) => asked.exactly = Some((condition, words)),
            TextTest::NotInList(_) => asked.present = true,
            TextTest::Missing(missing) => asked.missing = Some((condition, *missing)),
            TextTest::Matches(pattern) => asked.patterns.push(pattern),
            _ => {}
        }
    }

    /// Keeps what holds one of these words.
    pub(super) fn want(&mut self, field: TextField, words: &'r [Word]) {
        self.0.entry(field).or_default().wanted.push((None, words));
    }

    /// Why no text can meet what is asked.
    pub(super) fn never(&self) -> Option<Never<'r>> {
        self.0
            .iter()
            .find_map(|(field, asked)| self.never_in(*field, asked))
    }

    fn never_in(&self, field: TextField, asked: &Asked<'r>) -> Option<Never<'r>> {
        if let Some(strings) = self.strings(field) {
            let (condition, _) = asked.exactly.or(asked.missing.map(|(c, _)| (c, &[][..])))?;
            return strings.is_empty().then(|| excluded(field, condition, None));
        }
        let stuck = asked
            .wanted
            .iter()
            .find(|(_, words)| !words.iter().any(|word| self.is_free(field, word)));
        let (condition, words) = stuck?;
        let clash = words.iter().find_map(|word| {
            let barred = self.barred_in(field, &word.plain)?;
            Some((word, barred))
        });
        Some(excluded(field, (*condition)?, clash))
    }

    /// The only texts that a field may hold; `None` where there is no end of them.
    fn strings(&self, field: TextField) -> Option<Vec<&'r str>> {
        let asked = self.0.get(&field)?;
        if field == TextField::Text {
            let (_, words) = asked.exactly?;
            let whole = |w: &&str| {
                self.barred_in(field, w).is_none() && WHOLE.iter().any(|c| self.accepts(*c, w))
            };
            return Some(
                words
                    .iter()
                    .map(|w| w.plain.as_str())
                    .filter(whole)
                    .collect(),
            );
        }
        let accepted = |text: &&str| self.accepts(field, text);
        match (asked.exactly, asked.missing) {
            (Some((_, words)), _) => {
                let words = words.iter().map(|w| w.plain.as_str());
                Some(words.filter(accepted).collect())
            }
            // What amounts to no basis is known of the item, not of the text.
            (None, Some((_, true))) if field != TextField::Basis => {
                // Nothing is an item that has no name.
                let nothing = NOTHING.into_iter().filter(accepted);
                Some(nothing.filter(|_| field != TextField::Name).collect())
            }
            _ => None,
        }
    }

    /// Whether this may be the whole text of a field.
    fn accepts(&self, field: TextField, text: &str) -> bool {
        if self.barred_in(field, text).is_some() {
            return false;
        }
        let Some(asked) = self.0.get(&field) else {
            return true;
        };
        let contains = |words: &[Word]| words.iter().any(|w| has(text, w));
        let nothing = NOTHING.contains(&text);
        let missing_fits = match asked.missing {
            Some((_, missing)) => missing == nothing || field == TextField::Basis,
            None => true,
        };
        missing_fits
            && asked.wanted.iter().all(|(_, words)| contains(words))
            && asked
                .exactly
                .is_none_or(|(_, words)| words.iter().any(|w| w.plain == text))
            && asked.patterns.iter().all(|p| p.is_match(text))
    }

    /// The word that a text of this field may not hold and does.
    fn barred_in(&self, field: TextField, text: &str) -> Option<&'r Word> {
        let whole = WHOLE.contains(&field).then_some(TextField::Text);
        let fields = [Some(field), whole].into_iter().flatten();
        let barred = fields
            .filter_map(|f| self.0.get(&f))
            .flat_map(|a| &a.barred);
        barred.flat_map(|words| words.iter()).find(|w| has(text, w))
    }

    /// Whether a word can be in a field at all.
    fn is_free(&self, field: TextField, word: &Word) -> bool {
        if word.plain.is_empty() || self.barred_in(field, &word.plain).is_some() {
            return false;
        }
        field != TextField::Text || WHOLE.iter().any(|column| self.takes(*column, word))
    }

    /// Whether a column can hold a word beside what else is asked of it.
    fn takes(&self, column: TextField, word: &Word) -> bool {
        match self.strings(column) {
            Some(strings) => strings.iter().any(|s| has(s, word)),
            None => self.barred_in(column, &word.plain).is_none(),
        }
    }

    /// Whether every text in here passes a test.
    pub(super) fn implies(&self, field: TextField, test: &TextTest, lists: &[List]) -> bool {
        if let Some(words) = any_of(test, lists) {
            return self.implies_any(field, words);
        }
        if let Some(words) = none_of(test, lists) {
            let listed = matches!(test, TextTest::NotInList(_));
            return words.iter().all(|w| self.excludes(field, w))
                && (!listed || self.is_present(field));
        }
        let every = |passes: &dyn Fn(&str) -> bool| {
            self.strings(field)
                .is_some_and(|all| all.iter().all(|s| passes(s)))
        };
        let asked = self.0.get(&field);
        match test {
            TextTest::All(words) => words
                .iter()
                .all(|w| self.implies_any(field, std::slice::from_ref(w))),
            TextTest::Is(words) => every(&|s| words.iter().any(|w| w.plain == s)),
            TextTest::Missing(_) if field == TextField::Basis => {
                let same = |a: &Asked<'_>| matches!((a.missing, test), (Some((_, own)), TextTest::Missing(m)) if own == *m);
                asked.is_some_and(same)
            }
            TextTest::Missing(true) => every(&|s| NOTHING.contains(&s)),
            TextTest::Missing(false) => {
                let says_nothing = NOTHING.iter().any(|nothing| self.accepts(field, nothing));
                matches!(field, TextField::Name | TextField::Text)
                    || self.is_present(field) && !says_nothing
            }
            TextTest::Matches(pattern) => {
                let same =
                    |a: &Asked<'_>| a.patterns.iter().any(|p| p.as_str() == pattern.as_str());
                asked.is_some_and(same) || every(&|s| pattern.is_match(s))
            }
            _ => false,
        }
    }

    /// Whether every text in here holds one of these words.
    pub(super) fn implies_any(&self, field: TextField, words: &[Word]) -> bool {
        let holds_one = |text: &str| words.iter().any(|w| has(text, w));
        if let Some(strings) = self.strings(field) {
            return strings.iter().all(|s| holds_one(s));
        }
        let columns: &[TextField] = match field {
            TextField::Text => &WHOLE,
            _ => &[],
        };
        let own = self.0.get(&field).into_iter().flat_map(|a| &a.wanted);
        let by_line = own.map(|(_, line)| line).any(|line| {
            let free = line.iter().filter(|w| self.is_free(field, w));
            free.into_iter().all(|w| holds_one(&w.plain))
        });
        by_line
            || columns
                .iter()
                .any(|column| self.implies_any(*column, words))
    }

    /// Whether no text in here holds this word.
    fn excludes(&self, field: TextField, word: &Word) -> bool {
        if self.barred_in(field, &word.plain).is_some() {
            return true;
        }
        match field {
            TextField::Text => !WHOLE.iter().any(|column| self.takes(*column, word)),
            column => self.strings(column).is_some() && !self.takes(column, word),
        }
    }

    /// Whether the column is certainly there; every item has a name.
    fn is_present(&self, field: TextField) -> bool {
        let asks = |a: &Asked<'_>| {
            a.present || !a.wanted.is_empty() || a.exactly.is_some() || a.missing.is_some()
        };
        matches!(field, TextField::Name | TextField::Text) || self.0.get(&field).is_some_and(asks)
    }

    /// The first word of every line, one of which has to be there, that can be.
    pub(super) fn leading_words(&self) -> Vec<&'r str> {
        let mut leading = Vec::new();
        for (field, asked) in &self.0 {
            match self.strings(*field) {
                Some(strings) => leading.extend(strings.first()),
                None => leading.extend(asked.wanted.iter().filter_map(|(_, line)| {
                    let free = line.iter().find(|w| self.is_free(*field, w));
                    free.map(|w| w.plain.as_str())
                })),
            }
        }
        leading
    }

    /// The shortest line of words, one of which has to be there.
    pub(super) fn anchor(&self) -> Option<&'r [Word]> {
        let exactly = |a: &Asked<'r>| a.exactly.map(|(_, words)| words);
        let lines = self.0.values().flat_map(|a| {
            let wanted = a.wanted.iter().map(|(_, words)| *words);
            wanted.chain(exactly(a))
        });
        lines.min_by_key(|words| words.len())
    }

    /// A text that meets what is asked of a field; `None` where it may be blank.
    pub(super) fn some(&self, field: TextField) -> Option<String> {
        let asked = self.0.get(&field)?;
        if let Some(strings) = self.strings(field) {
            let first = strings.first()?;
            return Some((*first).to_owned());
        }
        let word = |line: &&'r [Word]| {
            let free = line.iter().find(|w| self.is_free(field, w));
            free.map(|w| w.typed.as_str())
        };
        let lines = asked.wanted.iter().map(|(_, line)| line);
        let mut words: Vec<&str> = Vec::new();
        for found in lines.filter_map(word) {
            if !words.iter().any(|w| w.contains(found)) {
                words.push(found);
            }
        }
        Some(words.join("、")).filter(|text| !text.is_empty())
    }
}

fn has(text: &str, word: &Word) -> bool {
    !word.plain.is_empty() && text.contains(&word.plain)
}

fn excluded<'r>(
    field: TextField,
    condition: &'r Condition,
    clash: Option<(&Word, &Word)>,
) -> Never<'r> {
    let name = field.zh();
    let message = say!(
        "对{name}的条件互相排除，这条规则永远不会命中",
        "the conditions on {name} exclude each other: the rule never hits"
    );
    let help = match clash {
        Some((wanted, barred)) => {
            let (wanted, barred) = (&wanted.typed, &barred.typed);
            say!(
                "要找的“{wanted}”里含有要排除的“{barred}”：改掉其中一边",
                "\"{wanted}\" is looked for and holds \"{barred}\", which is excluded: change one of the two"
            )
        }
        None => say!(
            "要找的词里含有要排除的词，或没有一个词能同时符合几行条件：改掉其中一边",
            "nothing that is looked for meets the other lines: change one of the two"
        ),
    };
    Never {
        condition,
        message,
        help,
    }
}
