//! What item names are made of: about whom, where, what, in which form; loaded from `rules/words/same.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use serde::Deserialize;

/// Number of a concept: all the words of one line of the words file.
pub type Concept = u16;
/// Number of a class of carriers: ledgers, statistics, meetings.
pub type Carrier = u8;

/// How much a concept says about what an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConceptKind {
    /// About whom.
    Population,
    /// Where, or at which bodies.
    Place,
    /// What about.
    Topic,
    /// What is done.
    Deed,
    /// Which part of it.
    Qualifier,
    /// Which part of the year.
    Period,
}

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NameReading {
    /// What it is about, ordered and each once.
    pub concepts: Vec<Concept>,
    /// What changes little: 登记, 管理.
    pub weak: Vec<Concept>,
    /// In which form it goes on.
    pub carrier: Option<Carrier>,
    /// Years, as written.
    pub years: Vec<String>,
    /// Other numbers with what they count, as written.
    pub numbers: Vec<String>,
    /// What no word explains.
    pub rest: String,
}

/// All that is known of item names.
#[derive(Clone, Debug)]
pub struct Same {
    phrases: HashMap<String, Roles>,
    finder: AhoCorasick,
    texts: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    concepts: Vec<(ConceptKind, String)>,
    weak: Vec<String>,
    carriers: Vec<String>,
    related: HashMap<(Carrier, Carrier), f64>,
    near: HashSet<(Concept, Concept)>,
    folded: Vec<Concept>,
    sounds: HashMap<char, Vec<u16>>,
    misspelt: HashMap<String, Vec<usize>>,
    year: Regex,
    number: Regex,
}

/// What a phrase can be in a name.
#[derive(Clone, Copy, Debug, Default)]
struct Roles {
    concept: Option<Concept>,
    weak: Option<Concept>,
    carrier: Option<Carrier>,
}

#[derive(Deserialize)]
struct File {
    frame: Frame,
    carrier: BTreeMap<String, String>,
    related: BTreeMap<String, BTreeMap<String, f64>>,
    population: Lines,
    place: Lines,
    topic: Lines,
    deed: Lines,
    weak: Lines,
    qualifier: Lines,
    period: Lines,
    near: Lines,
    homophones: Lines,
    number: Patterns,
}

#[derive(Deserialize)]
struct Frame {
    before: String,
    after: String,
    filler: String,
}

#[derive(Deserialize)]
struct Lines {
    words: String,
}

#[derive(Deserialize)]
struct Patterns {
    year: String,
    number: String,
}

impl Lines {
    fn lines(&self) -> impl Iterator<Item = Vec<&str>> {
        self.words
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .filter(|words| !words.is_empty())
    }
}

fn longest_first(words: &str) -> Vec<String> {
    let mut words: Vec<_> = words.split_whitespace().map(str::to_owned).collect();
    words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
    words
}

impl Same {
    /// Reads the text of a words file.
    ///
    /// # Errors
    /// What is wrong with it, in the words of the TOML or regex parser.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let pattern = |text: &str| Regex::new(text).map_err(|error| error.to_string());
        let mut same = Self {
            phrases: HashMap::new(),
            finder: AhoCorasick::new([""; 0]).map_err(|error| error.to_string())?,
            texts: Vec::new(),
            before: longest_first(&file.frame.before),
            after: longest_first(&file.frame.after),
            concepts: Vec::new(),
            weak: Vec::new(),
            carriers: Vec::new(),
            related: HashMap::new(),
            near: HashSet::new(),
            folded: Vec::new(),
            sounds: HashMap::new(),
            misspelt: HashMap::new(),
            year: pattern(&file.number.year)?,
            number: pattern(&file.number.number)?,
        };
        same.take_concepts(&file);
        same.take_carriers(&file)?;
        same.take_near(&file)?;
        same.take_sounds(&file);
        same.index()?;
        Ok(same)
    }

    fn take_concepts(&mut self, file: &File) {
        let kinds = [
            (ConceptKind::Population, &file.population),
            (ConceptKind::Place, &file.place),
            (ConceptKind::Topic, &file.topic),
            (ConceptKind::Deed, &file.deed),
            (ConceptKind::Qualifier, &file.qualifier),
            (ConceptKind::Period, &file.period),
        ];
        for (kind, lines) in kinds {
            for words in lines.lines() {
                let concept = self.concepts.len() as Concept;
                self.concepts.push((kind, words[0].to_owned()));
                for word in words {
                    let roles = self.phrases.entry(word.to_owned()).or_default();
                    roles.concept = roles.concept.or(Some(concept));
                }
            }
        }
        for word in file.weak.lines().flatten() {
            let number = self.weak.len() as Concept;
            self.weak.push(word.to_owned());
            self.phrases.entry(word.to_owned()).or_default().weak = Some(number);
        }
        for word in file.frame.filler.split_whitespace() {
            self.phrases.entry(word.to_owned()).or_default();
        }
    }

    fn take_carriers(&mut self, file: &File) -> Result<(), String> {
        for (class, words) in &file.carrier {
            let number = self.carriers.len() as Carrier;
            self.carriers.push(class.clone());
            for word in words.split_whitespace() {
                self.phrases.entry(word.to_owned()).or_default().carrier = Some(number);
            }
        }
        let number = |class: &String| {
            let at = self.carriers.iter().position(|other| other == class);
            at.map(|at| at as Carrier).ok_or(class.clone())
        };
        for (class, others) in &file.related {
            let one = number(class)?;
            for (class, share) in others {
                let other = number(class)?;
                self.related
                    .insert((one.min(other), one.max(other)), *share);
            }
        }
        Ok(())
    }

    fn take_near(&mut self, file: &File) -> Result<(), String> {
        self.folded = (0..self.concepts.len() as Concept).collect();
        for words in file.near.lines() {
            let concept = |word: &&str| {
                let roles = self.phrases.get(*word);
                roles.and_then(|r| r.concept).ok_or((*word).to_owned())
            };
            let numbers = words.iter().map(concept).collect::<Result<Vec<_>, _>>()?;

            for &one in &numbers {
                for &other in &numbers {
                    self.near.insert((one, other));
                }
            }
            let joined: Vec<Concept> = numbers.iter().map(|&n| self.folded[n as usize]).collect();
            let first = joined.iter().copied().min().unwrap_or_default();
            for folded in &mut self.folded {
                if joined.contains(folded) {
                    *folded = first;
                }
            }
        }
        Ok(())
    }

    fn take_sounds(&mut self, file: &File) {
        let groups = file.homophones.words.split_whitespace();
        for (number, group) in groups.enumerate() {
            for c in group.chars() {
                self.sounds.entry(c).or_default().push(number as u16);
            }
        }
    }

    /// Builds what finds phrases, and phrases with one wrong character.
    fn index(&mut self) -> Result<(), String> {
        self.texts = self.phrases.keys().cloned().collect();
        self.texts.sort();
        self.finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&self.texts)
            .map_err(|error| error.to_string())?;
        for (number, text) in self.texts.iter().enumerate() {
            let roles = self.phrases[text];
            if roles.concept.is_none() && roles.carrier.is_none() {
                continue;
            }
            for key in erasures(text) {
                self.misspelt.entry(key).or_default().push(number);
            }
        }
        Ok(())
    }

    /// The word that stands for a concept.
    pub fn concept(&self, concept: Concept) -> (ConceptKind, &str) {
        let (kind, word) = &self.concepts[concept as usize];
        (*kind, word)
    }

    /// A word that changes little.
    pub fn weak(&self, number: Concept) -> &str {
        &self.weak[number as usize]
    }

    /// The name of a class of carriers.
    pub fn carrier(&self, carrier: Carrier) -> &str {
        &self.carriers[carrier as usize]
    }

    /// How sure it is, 0 to 1, that two classes of carriers may carry the same item.
    pub fn related(&self, one: Carrier, other: Carrier) -> f64 {
        if one == other {
            return 1.0;
        }
        let share = self.related.get(&(one.min(other), one.max(other)));
        share.copied().unwrap_or(0.0)
    }

    /// Whether two concepts are commonly folded into one although they differ.
    pub fn near(&self, one: Concept, other: Concept) -> bool {
        self.near.contains(&(one, other))
    }

    /// One concept for all that are folded into one another, however many steps apart: what an
    /// index must bring together.
    pub fn folded(&self, concept: Concept) -> Concept {
        self.folded[concept as usize]
    }

    /// Takes a name in plain form apart.
    pub fn read(&self, plain: &str) -> NameReading {
        let mut reading = NameReading::default();
        let name = self.year.replace_all(plain, |found: &regex::Captures| {
            let digits = found[0].chars().filter(char::is_ascii_digit);
            reading.years.push(digits.collect());
            ""
        });
        let name = self.without_brackets(&name);
        let core = self.without_frame(&name);
        let mut tokens = Vec::new();
        self.push_tokens(core, &mut tokens);
        self.take_numbers(&mut tokens, &mut reading);
        let tokens = self.corrected(core, tokens);
        self.sort_out(&tokens, &mut reading);
        for list in [&mut reading.concepts, &mut reading.weak] {
            list.sort_unstable();
            list.dedup();
        }
        reading.years.sort();
        reading.numbers.sort();
        reading
    }

    /// A name without what letters put around it, and the same without its carrier.
    pub fn stem(&self, plain: &str) -> (String, String) {
        let name = self.year.replace_all(plain, "");
        let name = self.without_brackets(&name);
        let full = self.without_frame(&name);
        let mut tokens = Vec::new();
        self.push_tokens(full, &mut tokens);
        let carries = |token: &Token| {
            let phrase = token
                .phrase
                .map(|phrase| &self.phrases[&self.texts[phrase]]);
            phrase.is_some_and(|roles| roles.carrier.is_some())
        };
        let core = match tokens.last().filter(|token| carries(token)) {
            Some(last) => full.strip_suffix(last.text).unwrap_or(full),
            None => full,
        };
        (full.to_owned(), core.to_owned())
    }

    /// Brackets go, unless they say about whom, what or when.
    fn without_brackets(&self, name: &str) -> String {
        let mut kept = String::with_capacity(name.len());
        let mut inside: Option<String> = None;
        for c in name.chars() {
            match (c, &mut inside) {
                ('(' | '[' | '【' | '〔' | '《' | '「' | '<' | '{', _) => {
                    kept.push_str(&inside.replace(String::new()).unwrap_or_default());
                }
                (')' | ']' | '】' | '〕' | '》' | '」' | '>' | '}', _) => {
                    if let Some(text) = inside.take().filter(|text| self.says_what(text)) {
                        kept.push_str(&text);
                    }
                }
                (c, Some(text)) => text.push(c),
                (c, None) if c.is_alphanumeric() || matches!(c, '-' | '%' | '+') => kept.push(c),
                _ => {}
            }
        }
        kept.push_str(&inside.unwrap_or_default());
        kept
    }

    fn says_what(&self, text: &str) -> bool {
        self.finder.find_iter(text).any(|found| {
            let roles = self.phrases[&self.texts[found.pattern().as_usize()]];
            roles.concept.is_some_and(|concept| {
                !matches!(
                    self.concept(concept).0,
                    ConceptKind::Deed | ConceptKind::Qualifier
                )
            })
        })
    }

    /// The name without what letters put around it; never less than two characters.
    fn without_frame<'t>(&self, name: &'t str) -> &'t str {
        let mut core = name;
        loop {
            let longest = self.finder.find(core).filter(|found| found.start() == 0);
            let longest = longest.map_or(0, |found| found.end());
            let shorter = self
                .before
                .iter()
                .filter(|word| word.len() >= longest)
                .find_map(|word| core.strip_prefix(word.as_str()))
                .or_else(|| self.after.iter().find_map(|word| core.strip_suffix(word)));
            match shorter {
                Some(shorter) if shorter.chars().count() >= 2 => core = shorter,
                _ => return core,
            }
        }
    }

    /// Numbers stand in what no word explains (4050人员 is a word, 60岁以上 a number); the pieces
    /// around them stay.
    fn take_numbers<'t>(&self, tokens: &mut Vec<Token<'t>>, reading: &mut NameReading) {
        let mut kept = Vec::with_capacity(tokens.len());
        for token in tokens.drain(..) {
            if token.phrase.is_some() {
                kept.push(token);
                continue;
            }
            let mut end = 0;
            for found in self.number.find_iter(token.text) {
                reading.numbers.push(found.as_str().to_owned());
                kept.push(Token::unknown(&token.text[end..found.start()]));
                end = found.end();
            }
            kept.push(Token::unknown(&token.text[end..]));
        }
        kept.retain(|token| !token.text.is_empty());
        *tokens = kept;
    }

    /// Reads an unknown piece together with its neighbours as a phrase with one wrong character,
    /// where that leaves less unknown.
    fn corrected<'t>(&self, core: &'t str, mut tokens: Vec<Token<'t>>) -> Vec<Token<'t>> {
        let (mut at, mut settled) = (0, 0);
        while at < tokens.len() {
            let correction = tokens[at]
                .phrase
                .is_none()
                .then(|| self.correction(core, &tokens, settled, at))
                .flatten()
                .filter(|fix| unknown(&fix.tokens) < unknown(&tokens[fix.from..fix.to]));
            if let Some(fix) = correction {
                settled = fix.from + fix.settled;
                at = settled;
                tokens.splice(fix.from..fix.to, fix.tokens);
            } else {
                at += 1;
            }
        }
        tokens
    }

    /// The best reading of an unknown piece, not reaching back into what is settled.
    fn correction<'t>(
        &self,
        core: &'t str,
        tokens: &[Token<'t>],
        settled: usize,
        unknown: usize,
    ) -> Option<Correction<'t>> {
        let offset = |token: &Token| token.text.as_ptr() as usize - core.as_ptr() as usize;
        let own = offset(&tokens[unknown]);
        let own_end = own + tokens[unknown].text.len();
        let from = unknown.saturating_sub(2).max(settled);
        let to = (unknown + 3).min(tokens.len());
        let (start, end) = (
            offset(&tokens[from]),
            offset(&tokens[to - 1]) + tokens[to - 1].text.len(),
        );
        let bounds: Vec<usize> = core[start..end]
            .char_indices()
            .map(|(i, _)| start + i)
            .chain([end])
            .collect();
        let mut best: Option<(usize, usize, usize)> = None;
        for (i, &a) in bounds.iter().enumerate() {
            for &b in bounds[i + 1..].iter().take(9) {
                let touches = a < own_end && b > own;
                if !touches || (a > own && b < own_end) {
                    continue;
                }
                let Some(phrase) = self.meant(&core[a..b]) else {
                    continue;
                };
                if best.is_none_or(|(x, y, _)| b - a > y - x) {
                    best = Some((a, b, phrase));
                }
            }
        }
        let (a, b, phrase) = best?;
        let mut replacement = Vec::new();
        self.push_tokens(&core[start..a], &mut replacement);
        replacement.push(Token {
            text: &core[a..b],
            phrase: Some(phrase),
        });
        let settled = replacement.len();
        self.push_tokens(&core[b..end], &mut replacement);
        Some(Correction {
            from,
            to,
            tokens: replacement,
            settled,
        })
    }

    /// Known phrases and what stands between them.
    fn push_tokens<'t>(&self, text: &'t str, into: &mut Vec<Token<'t>>) {
        let mut end = 0;
        for found in self.finder.find_iter(text) {
            if found.start() > end {
                into.push(Token::unknown(&text[end..found.start()]));
            }
            into.push(Token {
                text: &text[found.start()..found.end()],
                phrase: Some(found.pattern().as_usize()),
            });
            end = found.end();
        }
        if end < text.len() {
            into.push(Token::unknown(&text[end..]));
        }
    }

    /// The only phrase that was meant by a misspelt one: a homophone, two characters swapped, one
    /// left out of four or more.
    fn meant(&self, text: &str) -> Option<usize> {
        let mut meant = None;
        for key in erasures(text).into_iter().chain([text.to_owned()]) {
            for &phrase in self.misspelt.get(&key).into_iter().flatten() {
                if self.is_slip(text, &self.texts[phrase]) {
                    if meant.is_some_and(|other| other != phrase) {
                        return None;
                    }
                    meant = Some(phrase);
                }
            }
        }
        meant
    }

    fn is_slip(&self, typed: &str, meant: &str) -> bool {
        let typed: Vec<char> = typed.chars().collect();
        let meant: Vec<char> = meant.chars().collect();
        if typed.len() + 1 == meant.len() && meant.len() >= 4 {
            let at = typed.iter().zip(&meant).take_while(|(a, b)| a == b).count();
            return typed[at..] == meant[at + 1..];
        }
        if typed.len() != meant.len() || typed == meant {
            return false;
        }
        let differ: Vec<usize> = (0..typed.len()).filter(|&i| typed[i] != meant[i]).collect();
        match differ[..] {
            [at] => self.sound_alike(typed[at], meant[at]),
            [one, two] => {
                one + 1 == two
                    && typed[one] == meant[two]
                    && typed[two] == meant[one]
                    && typed.len() >= 3
            }
            _ => false,
        }
    }

    fn sound_alike(&self, one: char, other: char) -> bool {
        let (Some(one), Some(other)) = (self.sounds.get(&one), self.sounds.get(&other)) else {
            return false;
        };
        one.iter().any(|group| other.contains(group))
    }

    /// The last phrase that can carry is the carrier, the others say what about.
    fn sort_out(&self, tokens: &[Token], reading: &mut NameReading) {
        let roles = |token: &Token| token.phrase.map(|phrase| self.phrases[&self.texts[phrase]]);
        let is_filler = |token: &Token| {
            roles(token)
                .is_some_and(|r| r.carrier.is_none() && r.concept.is_none() && r.weak.is_none())
        };
        let last = tokens.iter().rposition(|token| !is_filler(token));
        let carries = last.filter(|&at| roles(&tokens[at]).is_some_and(|r| r.carrier.is_some()));
        for (at, token) in tokens.iter().enumerate() {
            match roles(token) {
                Some(r) if Some(at) == carries => reading.carrier = r.carrier,
                Some(Roles {
                    concept: Some(concept),
                    ..
                }) => reading.concepts.push(concept),
                Some(Roles {
                    weak: Some(weak), ..
                }) => reading.weak.push(weak),
                // A carrier in the middle (台账检查) says what about.
                Some(Roles {
                    carrier: Some(_), ..
                })
                | None => reading
                    .rest
                    .extend(token.text.chars().filter(|c| c.is_alphanumeric())),
                Some(_) => {}
            }
        }
    }
}

/// A piece of a name.
#[derive(Clone, Copy, Debug)]
struct Token<'t> {
    text: &'t str,
    /// The phrase it is, by number; `None` where no word explains it.
    phrase: Option<usize>,
}

/// Tokens to take the place of others.
struct Correction<'t> {
    from: usize,
    to: usize,
    tokens: Vec<Token<'t>>,
    /// How many of them are not to be looked at again.
    settled: usize,
}

/// How much no word explains.
fn unknown(tokens: &[Token]) -> usize {
    let unknown = tokens.iter().filter(|token| token.phrase.is_none());
    unknown.map(|token| token.text.len()).sum()
}

impl<'t> Token<'t> {
    fn unknown(text: &'t str) -> Self {
        Self { text, phrase: None }
    }
}

/// A text with each of its characters left out in turn.
fn erasures(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() < 2 {
        return Vec::new();
    }
    (0..chars.len())
        .map(|skip| {
            let kept = chars.iter().enumerate().filter(|(at, _)| *at != skip);
            kept.map(|(_, c)| c).collect()
        })
        .collect()
}

static BUILT_IN: LazyLock<Same> = LazyLock::new(|| {
    Same::parse(include_str!("../../rules/words/same.toml"))
        .unwrap_or_else(|error| unreachable!("the built-in words are tested: {error}"))
});

impl super::Words {
    /// What is known of item names.
    pub fn same(&self) -> &Same {
        &BUILT_IN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str) -> (Vec<&'static str>, &'static str, String) {
        let same: &'static Same = &BUILT_IN;
        let reading = same.read(name);
        let concepts = reading.concepts.iter().map(|&c| same.concept(c).1);
        let carrier = reading.carrier.map_or("", |c| same.carrier(c));
        (concepts.collect(), carrier, reading.rest)
    }

    #[test]
    fn a_name_is_taken_apart() {
        let none = String::new;
        assert_eq!(
            told("关于报送2014年度社区外来人口信息登记台账的通知"),
            (vec!["流动人口"], "ledger", none())
        );
        assert_eq!(
            told("社区矫正对象名册(纸质)"),
            (vec!["社区矫正人员"], "ledger", none())
        );
        assert_eq!(told("低保边缘家庭台账").0, ["低保边缘家庭"]);
    }

    #[test]
    fn a_slip_of_the_pen_is_understood_and_another_word_is_not() {
        assert_eq!(told("流动人扣台账").0, ["流动人口"]);
        assert_eq!(
            told("残疾人统计标"),
            (vec!["残疾人"], "stats", String::new())
        );
        assert_eq!(told("党员蹬记簿").1, "ledger");
        assert_eq!(told("议员名册"), (vec![], "ledger", "议员".to_owned()));
    }
}
