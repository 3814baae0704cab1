//! Numbers that are their own symbols: only how they are written is kept.

/// The digits of numbers.
type Digits = [u8; 8];

/// How each number that was interned is written, in pages that are there as soon as one of theirs is.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pages: Vec<Option<Box<[Digits; Self::PAGE]>>>,
}

impl Numbers {
    const PAGE: usize = 128;
    /// Greater numbers are texts like others.
    pub(super) const END: u32 = 1 << 24;
    const UNKNOWN: Digits = [0; 8];

    /// Notes how a number is written.
    pub(super) fn add(&mut self, number: u32, text: &str) {
        let (page, place) = Self::place(number);
        if self.pages.len() <= page {
            self.pages.resize(page + 1, None);
        }
        let page = self.pages[page].get_or_insert_with(|| Box::new([Self::UNKNOWN; Self::PAGE]));
        page[place][..text.len()].copy_from_slice(text.as_bytes());
    }

    /// The digits of a number; none where it wasn't interned.
    pub(super) fn get(&self, number: u32) -> &str {
        let (page, place) = Self::place(number);
        let page = self.pages.get(page).and_then(Option::as_ref);
        let digits = page.map_or(&Self::UNKNOWN, |page| &page[place]);
        let length = digits.iter().take_while(|digit| **digit != 0).count();
        std::str::from_utf8(&digits[..length]).unwrap_or_default()
    }

    /// Whether none is known.
    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    fn place(number: u32) -> (usize, usize) {
        let number = number as usize;
        (number / Self::PAGE, number % Self::PAGE)
    }

    /// Takes in all of others.
    pub(super) fn take_in(&mut self, others: &Self) {
        if self.pages.len() < others.pages.len() {
            self.pages.resize(others.pages.len(), None);
        }
        for (own, others) in self.pages.iter_mut().zip(&others.pages) {
            match (own, others) {
                (_, None) => {}
                (own @ None, Some(others)) => *own = Some(others.clone()),
                (Some(own), Some(others)) => {
                    let known = others.iter().zip(own.iter_mut());
                    let known = known.filter(|(digits, _)| **digits != Self::UNKNOWN);
                    known.for_each(|(digits, own)| *own = *digits);
                }
            }
        }
    }
}

/// The number that a text is by itself, written as serials are.
pub(super) fn number(text: &str) -> Option<u32> {
    let digits = text.as_bytes();
    if digits.is_empty() || digits.len() > 8 || digits[0] == b'0' && digits.len() > 1 {
        return None;
    }
    let number = digits.iter().try_fold(0, |number, digit| {
        let is_digit = digit.is_ascii_digit();
        is_digit.then(|| number * 10 + u32::from(digit - b'0'))
    })?;
    Some(number).filter(|number| *number < Numbers::END)
}
