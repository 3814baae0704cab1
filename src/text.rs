//! What was typed and its plain form: matching uses the plain form, people see the typed one.

mod digits;
mod slots;

use std::borrow::Cow;
use std::ops::Range;

use hashbrown::HashMap;
use unicode_normalization::UnicodeNormalization;

use digits::{Numbers, number};
pub(crate) use slots::{Hashing, Slots};

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

/// A distinct text in a [`Texts`]: four bytes a cell. A number written as serials are is its own symbol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(u32);

/// What marks symbols that are numbers.
const NUMBER: u32 = 1 << 31;

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

    /// A number that no other text of the same [`Texts`] has.
    pub fn code(self) -> u32 {
        self.0
    }

    /// The number that the text is by itself, written as serials are: below 16,777,216, without a 0
    /// before it.
    pub fn as_number(self) -> Option<u32> {
        (self.0 & NUMBER != 0).then_some(self.0 & !NUMBER)
    }
}

/// Every distinct text of a run, once.
#[derive(Clone, Debug)]
pub struct Texts {
    bytes: String,
    ends: Vec<usize>,
    index: Slots,
    /// Serials are many and each stands once: they need no index, and without them everything kept of
    /// the other texts is small enough for a processor's caches.
    numbers: Numbers,
}

impl Default for Texts {
    fn default() -> Self {
        let mut texts = Self {
            bytes: String::new(),
            ends: vec![0],
            index: Slots::default(),
            numbers: Numbers::default(),
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
    /// Past two billion distinct texts, which no input within the limits holds.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(number) = number(text) {
            self.numbers.add(number, text);
            return Symbol(NUMBER | number);
        }
        let hash = self.index.hashing().of(text);
        if let Some(found) = self.found(hash, text) {
            return found;
        }
        let next = u32::try_from(self.ends.len()).ok();
        let next = next
            .filter(|next| *next < NUMBER)
            .unwrap_or_else(|| unreachable!("more texts than two billion"));
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
        self.index.insert(hash, next);
        Symbol(next)
    }

    /// The symbol of a number written as serials are; `None` where it is too great to be its own symbol.
    pub(crate) fn of_number(&mut self, number: u32) -> Option<Symbol> {
        (number < Numbers::END).then(|| self.intern(&number.to_string()))
    }

    /// The text of a symbol; empty for an absent one.
    pub fn get(&self, symbol: Symbol) -> &str {
        match symbol.as_number() {
            Some(number) => self.numbers.get(number),
            None => self.slice(symbol.0),
        }
    }

    /// The symbol of a text that was interned before.
    pub fn find(&self, text: &str) -> Option<Symbol> {
        match number(text) {
            Some(number) if self.numbers.get(number).is_empty() => None,
            Some(number) => Some(Symbol(NUMBER | number)),
            None => self.found(self.index.hashing().of(text), text),
        }
    }

    fn found(&self, hash: u32, text: &str) -> Option<Symbol> {
        self.index.find(hash, |i| self.is_at(i, text)).map(Symbol)
    }

    #[inline]
    fn slice(&self, i: u32) -> &str {
        &self.bytes[self.range(i)]
    }

    #[inline]
    fn range(&self, i: u32) -> Range<usize> {
        let i = i as usize;
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        start..self.ends[i]
    }

    /// Whether the text of a symbol is this; of another length it isn't looked at.
    #[inline]
    pub(crate) fn is(&self, symbol: Symbol, text: &str) -> bool {
        match symbol.as_number() {
            Some(number) => self.numbers.get(number) == text,
            None => self.is_at(symbol.0, text),
        }
    }

    #[inline]
    fn is_at(&self, i: u32, text: &str) -> bool {
        let range = self.range(i);
        range.len() == text.len() && &self.bytes.as_bytes()[range] == text.as_bytes()
    }

    /// The texts from this code on, in the order of their codes, without those that are numbers.
    pub fn since(&self, code: usize) -> impl Iterator<Item = &str> {
        let range = code as u32..self.ends.len() as u32;
        range.map(|i| self.slice(i))
    }

    /// The symbols of all texts that are no numbers and not blank.
    pub(crate) fn symbols(&self) -> impl Iterator<Item = Symbol> + use<> {
        (Symbol::EMPTY.0 + 1..self.ends.len() as u32).map(Symbol)
    }

    /// Takes in all of others.
    pub fn take_in(&mut self, others: Self) -> Moved {
        if self.is_blank() {
            *self = others;
            return Moved(None);
        }
        let blank = [Symbol::ABSENT, Symbol::EMPTY];
        let written = others.since(blank.len()).map(|text| self.intern(text));
        let symbols = blank.into_iter().chain(written).collect();
        self.numbers.take_in(&others.numbers);
        Moved(Some(symbols))
    }

    /// How many texts there are that are no numbers: the code of each is below it.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing has been interned.
    fn is_blank(&self) -> bool {
        self.ends.len() == 2 && self.numbers.is_empty()
    }

    /// Never: a new collection knows the empty text.
    pub fn is_empty(&self) -> bool {
        false
    }
}

/// What the symbols of other texts are since these were taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved(Option<Vec<Symbol>>);

impl Moved {
    /// What a symbol has become; the symbol of no text otherwise is that of a blank cell.
    pub fn of(&self, symbol: Symbol) -> Symbol {
        match (&self.0, symbol.as_number()) {
            (None, _) | (_, Some(_)) => symbol,
            (Some(symbols), None) => {
                let moved = symbols.get(symbol.0 as usize).copied();
                moved.unwrap_or(Symbol::EMPTY)
            }
        }
    }

    /// Whether all have stayed what they were.
    pub fn is_nothing(&self) -> bool {
        self.0.is_none()
    }
}

/// A value for each text, kept by its symbol.
#[derive(Clone, Debug, Default)]
pub struct BySymbol<T> {
    values: Vec<T>,
    /// Those of numbers, which are few where they are more than serials.
    of_numbers: HashMap<u32, T>,
}

impl<T: Copy + Default> BySymbol<T> {
    /// The value of a text; the default where none was set.
    pub fn get(&self, symbol: Symbol) -> T {
        let value = match symbol.as_number() {
            Some(number) => self.of_numbers.get(&number),
            None => self.values.get(symbol.0 as usize),
        };
        value.copied().unwrap_or_default()
    }

    /// Sets the value of a text; the one it had before.
    pub fn set(&mut self, symbol: Symbol, value: T) -> T {
        if let Some(number) = symbol.as_number() {
            return self.of_numbers.insert(number, value).unwrap_or_default();
        }
        let at = symbol.0 as usize;
        if self.values.len() <= at {
            self.values.resize(at + 1, T::default());
        }
        std::mem::replace(&mut self.values[at], value)
    }

    /// Forgets all values.
    pub fn clear(&mut self) {
        self.values.clear();
        self.of_numbers.clear();
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

    #[test]
    fn numbers_are_kept_once_as_they_are_written() {
        let mut texts = Texts::new();
        let written = [
            "0",
            "7",
            "07",
            "00",
            "１",
            "1024",
            "16777215",
            "16777216",
            "99999999",
            "100000000",
            "1a",
        ];
        let symbols: Vec<Symbol> = written.iter().map(|number| texts.intern(number)).collect();
        for (number, &symbol) in written.iter().zip(&symbols) {
            assert_eq!(texts.get(symbol), *number);
            assert_eq!(
                (texts.intern(number), texts.find(number)),
                (symbol, Some(symbol))
            );
        }
        assert_eq!(texts.find("8"), None);
        let mut others = Texts::new();
        let own = others.intern("8");
        let moved = others.take_in(texts.clone());
        let read = symbols.iter().map(|&symbol| others.get(moved.of(symbol)));
        assert!(read.eq(written));
        assert_eq!(others.get(own), "8");
    }
}
