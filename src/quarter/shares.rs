//! How much of what two texts say is the same; words that nearly every text has weigh next to nothing.

use std::collections::HashMap;

use super::{Kind, Quarters};
use crate::text::Symbol;
use crate::words::Renames;

/// Two neighbouring characters, or one that stands alone.
pub(super) type Token = u64;

/// Texts count as if so many others were there too: a pair of sheets is too few to tell what is rare.
const BACKGROUND: f64 = 12.0;
/// A text that says less than this says nothing that could be compared.
const TELLING: usize = 2;

/// What the texts of a field say in both quarters.
pub(super) struct Shares {
    tokens: HashMap<Symbol, Vec<Token>>,
    weights: HashMap<Token, f64>,
}

impl Shares {
    /// Takes the contents of both quarters apart, without the words that nearly every sheet has.
    pub(super) fn of_contents(quarters: &Quarters, renames: &Renames) -> Self {
        let telling = |plain: &str| tokens_of(&renames.telling(plain));
        Self::of(quarters, |kind| kind.plain_content, telling)
    }

    /// Takes the names of both quarters apart.
    pub(super) fn of_names(quarters: &Quarters) -> Self {
        Self::of(quarters, |kind| kind.plain, tokens_of)
    }

    fn of(
        quarters: &Quarters,
        field: impl Fn(&Kind) -> Symbol,
        apart: impl Fn(&str) -> Vec<Token>,
    ) -> Self {
        let mut tokens: HashMap<Symbol, Vec<Token>> = HashMap::new();
        let mut count: HashMap<Token, u32> = HashMap::new();
        for kind in quarters.old.kinds.iter().chain(&quarters.new.kinds) {
            let symbol = field(kind);
            if symbol.is_blank() || tokens.contains_key(&symbol) {
                continue;
            }
            let own = apart(quarters.text(symbol));
            for token in &own {
                *count.entry(*token).or_default() += 1;
            }
            tokens.insert(symbol, own);
        }
        let all = tokens.len() as f64 + BACKGROUND;
        let weight = |(token, n): (Token, u32)| (token, (1.0 + all / f64::from(n)).ln());
        Self {
            tokens,
            weights: count.into_iter().map(weight).collect(),
        }
    }

    /// What a text says; nothing where too little is left of it.
    pub(super) fn tokens(&self, text: Symbol) -> &[Token] {
        let tokens = self.tokens.get(&text).map_or(&[][..], Vec::as_slice);
        if tokens.len() < TELLING { &[] } else { tokens }
    }

    /// How much a token tells.
    pub(super) fn weight(&self, token: Token) -> f64 {
        self.weights.get(&token).copied().unwrap_or(0.0)
    }

    /// The share of what both say in what either says, 0 to 1; `None` where one says nothing.
    pub(super) fn alike(&self, one: Symbol, other: Symbol) -> Option<f64> {
        let (common, left, right) = self.weighed(one, other)?;
        Some(common / (left + right - common))
    }

    /// The share of what the first says that the second says too.
    pub(super) fn contained(&self, part: Symbol, whole: Symbol) -> Option<f64> {
        let (common, left, _) = self.weighed(part, whole)?;
        Some(common / left)
    }

    /// The share of what both say in what the one says that says less, and how many tokens that is.
    pub(super) fn overlap(&self, one: Symbol, other: Symbol) -> Option<(f64, usize)> {
        let (common, left, right) = self.weighed(one, other)?;
        let (tokens, others) = (self.tokens(one), self.tokens(other));
        let shared = |token: &&Token| others.binary_search(token).is_ok();
        Some((
            common / left.min(right),
            tokens.iter().filter(shared).count(),
        ))
    }

    fn weighed(&self, one: Symbol, other: Symbol) -> Option<(f64, f64, f64)> {
        let (one, other) = (self.tokens(one), self.tokens(other));
        if one.is_empty() || other.is_empty() {
            return None;
        }
        let sum = |tokens: &[Token]| tokens.iter().map(|token| self.weight(*token)).sum::<f64>();
        let shared = |token: &&Token| other.binary_search(token).is_ok();
        let common = one
            .iter()
            .filter(shared)
            .map(|token| self.weight(*token))
            .sum();
        Some((common, sum(one), sum(other)))
    }
}

/// Neighbouring characters within what no mark or space parts, ordered and each once.
pub(super) fn tokens_of(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for piece in text.split(|c: char| !c.is_alphanumeric()) {
        let chars: Vec<char> = piece.chars().collect();
        match chars[..] {
            [] => {}
            [only] => tokens.push(Token::from(u32::from(only))),
            _ => tokens.extend(chars.windows(2).map(|pair| {
                Token::from(u32::from(pair[0])) << 32 | Token::from(u32::from(pair[1]))
            })),
        }
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}
