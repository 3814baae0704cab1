//! What was typed and its plain form: matching uses the plain form, people see the typed one.

use std::borrow::Cow;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use unicode_normalization::UnicodeNormalization;

/// How plain forms are made: NFKC, lower case, no white space, no invisible characters, and the
/// variant characters of a words file (帐 for 账) folded.
#[derive(Clone, Debug, Default)]
pub struct Plainer {
    variants: HashMap<char, char>,
}

impl Plainer {
    /// Folds each first character of a pair into the second, after normalisation.
    pub fn new(variants: impl IntoIterator<Item = (char, char)>) -> Self {
        Self {
            variants: variants.into_iter().collect(),
        }
    }

    /// The plain form of a text.
    pub fn plain(&self, typed: &str) -> String {
        let mut plain = String::with_capacity(typed.len());
        for c in typed.chars() {
            match normal_by_itself(c) {
                Some(c) if c.is_ascii() => plain.extend(visible(c).map(|c| c.to_ascii_lowercase())),
                Some(c) => plain.push(self.folded(c)),
                None => return self.plain_of_any(typed),
            }
        }
        plain
    }

    /// The same for texts with characters that normalisation may join or take apart.
    fn plain_of_any(&self, typed: &str) -> String {
        let mut plain = String::with_capacity(typed.len());
        let uncircled = typed.contains(|c| circled(c).is_some());
        let typed = match uncircled {
            true => Cow::Owned(with_numbers_uncircled(typed)),
            false => Cow::Borrowed(typed),
        };
        // What stands side by side may join once the space between is gone, and small letters join
        // with marks where capitals don't (ẗ): both come first.
        let small = typed.nfkd().flat_map(visible).flat_map(char::to_lowercase);
        plain.extend(small.nfkc().map(|c| self.folded(c)));
        plain
    }

    fn folded(&self, c: char) -> char {
        self.variants.get(&c).copied().unwrap_or(c)
    }
}

/// What NFKC makes of a character, whatever stands beside it: Chinese, ASCII and its full-width
/// forms, and the marks of Chinese texts. `None` for those that take more than a look.
fn normal_by_itself(c: char) -> Option<char> {
    match c {
        '\u{0}'..='\u{7F}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{2018}'..='\u{201D}'
        | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}'
        | '\u{3014}'..='\u{301B}' => Some(c),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

fn visible(c: char) -> Option<char> {
    Some(c).filter(|c| !c.is_whitespace() && !is_invisible(*c))
}

/// Circled and bracketed numbers would run together under NFKC (①② becomes 12): they become a
/// number followed by a mark.
fn with_numbers_uncircled(typed: &str) -> String {
    let mut text = String::with_capacity(typed.len());
    for c in typed.chars() {
        match circled(c) {
            Some(number) => text.push_str(&format!("{number}.")),
            None => text.push(c),
        }
    }
    text
}

fn circled(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(u32::from(c) - u32::from('①') + 1),
        '⑴'..='⒇' => Some(u32::from(c) - u32::from('⑴') + 1),
        '⒈'..='⒛' => Some(u32::from(c) - u32::from('⒈') + 1),
        _ => None,
    }
}

/// Characters that print nothing: format controls, zero-width spaces, bidirectional marks, controls.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// A distinct text in a [`Texts`]: four bytes a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

impl Symbol {
    /// No text at all: the sheet has no such column.
    pub const ABSENT: Self = Self(0);
    /// A blank cell.
    pub const EMPTY: Self = Self(1);

    /// Whether there is neither text nor a cell for one.
    pub fn is_absent(self) -> bool {
        self == Self::ABSENT
    }

    /// Whether nothing is written here: no column, or a blank cell.
    pub fn is_blank(self) -> bool {
        self <= Self::EMPTY
    }

    /// The number of this text in its [`Texts`], dense from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a text is found: with a part of its hash, so that few texts are looked at in vain and none
/// when the index grows.
#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    symbol: u32,
}

/// The hash that a table goes by which keeps only a part of each.
pub(crate) fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Every distinct text of a run, once.
#[derive(Clone, Debug)]
pub struct Texts {
    bytes: String,
    ends: Vec<usize>,
    index: HashTable<Slot>,
    /// The same for numbers by themselves: serials are many and each stands once, and the index of all
    /// other texts stays small enough for a processor's caches without them.
    numbers: HashTable<Slot>,
    hasher: DefaultHashBuilder,
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = Self {
            bytes: String::new(),
            ends: vec![0],
            index: HashTable::new(),
            numbers: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        };
        texts.intern("");
        texts
    }
}

impl Texts {
    /// An empty collection; it knows only [`Symbol::ABSENT`] and [`Symbol::EMPTY`].
    pub fn new() -> Self {
        Self::default()
    }

    /// The symbol of a text, the same for the same text.
    ///
    /// # Panics
    /// Past four billion distinct texts, which no input within the limits holds.
    pub fn intern(&mut self, text: &str) -> Symbol {
        let hash = self.hash(text);
        if let Some(found) = self.found(hash, text) {
            return found;
        }
        let next = u32::try_from(self.ends.len())
            .unwrap_or_else(|_| unreachable!("more texts than four billion"));
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
        let slot = Slot { hash, symbol: next };
        let index = match is_number(text) {
            true => &mut self.numbers,
            false => &mut self.index,
        };
        index.insert_unique(spread(hash), slot, |slot| spread(slot.hash));
        Symbol(next)
    }

    /// The text of a symbol; empty for an absent one.
    pub fn get(&self, symbol: Symbol) -> &str {
        self.slice(symbol.0)
    }

    /// The symbol of a text that was interned before.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.found(self.hash(text), text)
    }

    fn hash(&self, text: &str) -> u32 {
        (self.hasher.hash_one(text) >> 32) as u32
    }

    fn found(&self, hash: u32, text: &str) -> Option<Symbol> {
        let same = |slot: &Slot| slot.hash == hash && self.slice(slot.symbol) == text;
        let index = match is_number(text) {
            true => &self.numbers,
            false => &self.index,
        };
        let slot = index.find(spread(hash), same)?;
        Some(Symbol(slot.symbol))
    }

    #[inline]
    fn slice(&self, i: u32) -> &str {
        let i = i as usize;
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.bytes[start..self.ends[i]]
    }

    /// The texts from the symbol of this number on, in the order of their numbers.
    pub fn since(&self, number: usize) -> impl Iterator<Item = &str> {
        let range = number as u32..self.ends.len() as u32;
        range.map(|i| self.slice(i))
    }

    /// Takes in all of others; what each of their symbols is here, by its number.
    pub fn take_in(&mut self, others: &Self) -> Vec<Symbol> {
        let blank = [Symbol::ABSENT, Symbol::EMPTY];
        let written = others.since(blank.len()).map(|text| self.intern(text));
        blank.into_iter().chain(written).collect()
    }

    /// How many symbols there are; every [`Symbol::index`] is below it.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Never: a new collection knows the empty text.
    pub fn is_empty(&self) -> bool {
        false
    }
}

fn is_number(text: &str) -> bool {
    text.len() < 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A value for each text, kept by its symbol.
#[derive(Clone, Debug, Default)]
pub struct BySymbol<T> {
    values: Vec<T>,
}

impl<T: Copy + Default> BySymbol<T> {
    /// The value of a text; the default where none was set.
    pub fn get(&self, symbol: Symbol) -> T {
        self.values.get(symbol.index()).copied().unwrap_or_default()
    }

    /// Sets the value of a text.
    pub fn set(&mut self, symbol: Symbol, value: T) {
        if self.values.len() <= symbol.index() {
            self.values.resize(symbol.index() + 1, T::default());
        }
        self.values[symbol.index()] = value;
    }

    /// Forgets all values.
    pub fn clear(&mut self) {
        self.values.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_to_a_plain_form_is_no_other_way(
            typed in "[ -~\u{2000}-\u{206F}\u{3000}-\u{303F}\u{4E00}-\u{4E40}\u{FF00}-\u{FFEF}a\u{300}①]{0,12}",
        ) {
            let plainer = Plainer::new([('丈', '杖')]);
            prop_assert_eq!(plainer.plain(&typed), plainer.plain_of_any(&typed));
        }
    }

    #[test]
    fn every_character_that_is_normal_by_itself_is_so() {
        let plainer = Plainer::default();
        for c in ('\0'..=char::MAX).filter(|c| normal_by_itself(*c).is_some()) {
            let typed = c.to_string();
            assert_eq!(plainer.plain(&typed), plainer.plain_of_any(&typed), "{c:?}");
        }
    }

    #[test]
    fn a_plain_form_is_its_own_plain_form() {
        let plainer = Plainer::default();
        let made_of_others = |c: &char| c.nfkd().ne([*c]) || c.to_lowercase().ne([*c]);
        for c in ('\0'..=char::MAX).filter(made_of_others) {
            for typed in [format!("{c}T"), format!("T{c}"), format!("t\u{308} {c}")] {
                let plain = plainer.plain(&typed);
                assert_eq!(plainer.plain(&plain), plain, "{typed:?}");
            }
        }
    }

    #[test]
    fn plain_forms_drop_what_only_looks_different() {
        let plainer = Plainer::new([('帐', '账')]);
        assert_eq!(
            plainer.plain("流动人口　管理\n台帐（ＡＢ１２）"),
            "流动人口管理台账(ab12)"
        );
        assert_eq!(plainer.plain("①填表②盖章"), "1.填表2.盖章");
        assert_eq!(plainer.plain("党\u{200B}员\u{202E}名册"), "党员名册");
    }

    #[test]
    fn texts_are_kept_once() {
        let mut texts = Texts::new();
        let a = texts.intern("党员名册");
        let b = texts.intern("团员名册");
        assert_eq!((a, texts.intern("党员名册")), (a, a));
        assert_ne!(a, b);
        assert_eq!((texts.get(b), texts.get(Symbol::ABSENT)), ("团员名册", ""));
        assert_eq!(texts.intern(""), Symbol::EMPTY);
        assert_eq!(texts.find("团员名册"), Some(b));
        assert_eq!(texts.find("无此"), None);
    }
}
