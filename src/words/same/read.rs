//! Takes a name apart.

use hashbrown::HashSet;

use super::finder::Token;
use crate::words::joint::Bracketed;

use super::{Choice, Concept, NameReading, Part, Roles, Same};

impl Same {
    /// Takes a name in plain form apart.
    pub fn read(&self, plain: &str) -> NameReading {
        let (name, years) = self.numbers.take_years(plain);
        let name = self.without_brackets(&name);
        let core = self.without_frame(&name);
        let unswapped = self.unswapped(core);
        let core = unswapped.as_deref().unwrap_or(core);
        let mut reading = NameReading {
            years,
            choices: self.choices(core),
            ..NameReading::default()
        };
        let tokens = self.take_numbers(self.divided(core), &mut reading);
        let tokens = self.corrected(core, tokens);
        self.sort_out(&tokens, &mut reading);
        self.join_parts(&mut reading.concepts);
        for list in [&mut reading.concepts, &mut reading.weak] {
            list.sort_unstable();
            list.dedup();
        }
        reading.numbers.sort();
        reading
    }

    fn choices(&self, core: &str) -> Vec<Choice> {
        let sides = self.contrasts.iter().map(|contrast| contrast.side(core));
        let chosen = sides.zip(0..).filter_map(|(side, at)| Some((at, side?)));
        chosen.collect()
    }

    /// A name without what letters put around it, and the same without its carrier.
    pub fn stem(&self, plain: &str) -> (String, String) {
        let (name, _) = self.numbers.take_years(plain);
        let name = self.without_brackets(&name);
        let full = self.without_frame(&name);
        let tokens = self.finder().tokens(full);
        let carries = |token: &&Token| token.roles.is_some_and(|r| r.carrier.is_some());
        let last = tokens.last().filter(carries).map_or("", |last| last.text);
        let core = full.strip_suffix(last).unwrap_or(full);
        (full.to_owned(), core.to_owned())
    }

    /// A name without brackets and marks; what stands in them goes, unless it says about whom, where or what.
    fn without_brackets(&self, name: &str) -> String {
        let mut kept = String::with_capacity(name.len());
        let in_name = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '%' | '+');
        for part in self.joints.bracketed(name) {
            match part {
                Bracketed::Outside(text) => kept.extend(text.chars().filter(in_name)),
                Bracketed::Inside(text) if !self.says_what(text) => {}
                Bracketed::Inside(text) | Bracketed::Unclosed(text) => kept.push_str(text),
            }
        }
        kept
    }

    /// Whether what stands in brackets says about whom, where, what or when.
    fn says_what(&self, inside: &str) -> bool {
        let says = |roles: Roles| {
            let part = roles.concept.map(|concept| self.concept(concept).0);
            part.is_some_and(|part| !matches!(part, Part::Deed | Part::Qualifier))
        };
        let tokens = self.finder().tokens(inside);
        tokens.iter().any(|token| token.roles.is_some_and(says))
    }

    /// The name without what letters put around it; never less than two characters.
    fn without_frame<'t>(&self, name: &'t str) -> &'t str {
        let mut core = name;
        loop {
            let longest = self.finder().at_start(core).map_or(0, |(length, _)| length);
            let before = self.before.iter().filter(|word| word.len() >= longest);
            let shorter = before
                .filter_map(|word| core.strip_prefix(word.as_str()))
                .next()
                .or_else(|| self.after.iter().find_map(|word| core.strip_suffix(word)));
            match shorter {
                Some(shorter) if shorter.chars().nth(1).is_some() => core = shorter,
                _ => return core,
            }
        }
    }

    /// Numbers stand in what no word explains (4050人员 is a word, 60岁以上 a number); the pieces
    /// around them stay.
    fn take_numbers<'t>(
        &self,
        tokens: Vec<Token<'t>>,
        reading: &mut NameReading,
    ) -> Vec<Token<'t>> {
        let mut kept = Vec::with_capacity(tokens.len());
        for token in tokens {
            if token.roles.is_some() {
                kept.push(token);
                continue;
            }
            let (numbers, between) = self.numbers.split(token.text);
            reading
                .numbers
                .extend(numbers.into_iter().map(str::to_owned));
            kept.extend(between.into_iter().map(Token::unknown));
        }
        kept
    }
}

impl Same {
    /// The last phrase that can carry is the carrier, the others say what about.
    fn sort_out(&self, tokens: &[Token], reading: &mut NameReading) {
        let says = |token: &Token| token.roles.is_none_or(|roles| !roles.is_filler());
        let last = tokens.iter().rposition(says);
        let carrier = last.and_then(|at| tokens[at].roles?.carrier);
        reading.carrier = carrier;
        reading.carried = carrier.and_then(|_| tokens[last?].roles?.concept);
        if let Some(last) = last.filter(|_| carrier.is_some() && reading.carried.is_none()) {
            let parts = self.finder().parts(tokens[last].text);
            let said = parts.iter().filter_map(|part| part.roles?.concept);
            reading.carried_by_parts = said.collect();
        }
        for (at, token) in tokens.iter().enumerate() {
            // 月度考核评分 is carried by 评分, and 考核 says no more; nor does 手册 in 保健手册登记.
            let own = token.roles.and_then(|roles| roles.carrier);
            let related = own
                .zip(carrier)
                .is_some_and(|(a, b)| self.between(a, b) < 100);
            let carries = related && (own == carrier || at + 1 == last.unwrap_or(at));
            let says_more = token.roles.is_some_and(|r| r.concept.is_some());
            if !carries || (Some(at) != last && says_more) {
                self.take_subject(token, reading);
            }
        }
        if reading.concepts.is_empty() && reading.rest.is_empty() {
            let says_what = |&concept: &Concept| self.concept(concept).0 != Part::Deed;
            let carried = reading.carried_by_parts.iter().copied();
            reading.concepts.extend(carried.filter(says_what));
        }
    }

    /// Parts that say a whole together become it: 电梯 and 锅炉 are 特种设备.
    fn join_parts(&self, concepts: &mut Vec<Concept>) {
        for wholes in self.made_of.chunk_by(|(one, _), (other, _)| one == other) {
            let is_part = |concept: &Concept| wholes.iter().any(|(_, part)| part == concept);
            let mut parts: Vec<_> = concepts.iter().copied().filter(is_part).collect();
            parts.sort_unstable();
            parts.dedup();
            if parts.len() > 1 {
                concepts.retain(|concept| !is_part(concept));
                concepts.push(wholes[0].0);
            }
        }
    }

    /// What a piece says of the subject. A carrier in the middle (台账检查, 宣传活动记录) says it by
    /// its parts.
    fn take_subject(&self, token: &Token, reading: &mut NameReading) {
        let Some(roles) = token.roles else {
            let letters = token.text.chars().filter(|c| c.is_alphanumeric());
            return reading.rest.extend(letters);
        };
        match (roles.concept, roles.weak) {
            (Some(concept), _) => reading.concepts.push(concept),
            (None, Some(weak)) => reading.weak.push(weak),
            (None, None) if roles.carrier.is_some() && !roles.may_be_idle => {
                let parts = self.finder().parts(token.text);
                let divided = |part: &Token| part.roles.is_some() && part.text != token.text;
                match parts.iter().any(divided) {
                    true => parts
                        .iter()
                        .for_each(|part| self.take_subject(part, reading)),
                    false => reading.rest.push_str(token.text),
                }
            }
            (None, None) => {}
        }
    }

    /// Which concepts go without saying where another is named: those the file names, and 居民健康档案
    /// stands for 健康, and carries 居民 and 档案 with it.
    pub(super) fn all_implied(&self) -> HashSet<(Concept, Concept)> {
        let carried = |(phrase, roles): (&String, &Roles)| {
            let whole = roles.concept?;
            let parts = self.finder().parts(phrase);
            let concepts: Vec<Concept> = parts
                .iter()
                .filter_map(|part| part.roles?.concept)
                .collect();
            let others = concepts.iter().filter(|&&part| part != whole);
            let pairs = others.map(|&other| (whole, other)).collect::<Vec<_>>();
            concepts.contains(&whole).then_some(pairs)
        };
        let told = self.implying.iter().copied();
        told.chain(self.phrases.iter().filter_map(carried).flatten())
            .collect()
    }
}
