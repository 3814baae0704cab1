//! Numbers what is distinct, so that threads can do so each for itself and agree afterwards.

use crate::text::Slots;

/// Numbers what is distinct by its key, each once, in the order in which it comes.
pub(super) struct Numbers<T> {
    index: Slots,
    /// All keys one after another, and where each ends.
    keys: Vec<u32>,
    ends: Vec<usize>,
    /// What the keys stand for, in the order of their numbers.
    pub(super) all: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self {
            index: Slots::default(),
            keys: Vec::new(),
            ends: Vec::new(),
            all: Vec::new(),
        }
    }
}

impl<T> Numbers<T> {
    /// The number of a key; what it stands for is made where the key is new.
    pub(super) fn number(&mut self, key: &[u32], make: impl FnOnce() -> T) -> u32 {
        let hash = self.index.hashing().of(key);
        let known = self.index.find(hash, |number| self.key(number) == key);
        if let Some(known) = known {
            return known;
        }
        let number = self.all.len() as u32;
        self.all.push(make());
        self.keys.extend_from_slice(key);
        self.ends.push(self.keys.len());
        self.index.insert(hash, number);
        number
    }

    fn key(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.keys[start..self.ends[number]]
    }

    /// The keys in the order of their numbers.
    pub(super) fn in_order(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len() as u32).map(|number| self.key(number))
    }

    /// Numbers what others numbered as if it came after; their numbers' new ones.
    pub(super) fn take_in(
        &mut self,
        mut others: Self,
        key: impl Fn(&[u32], &mut Vec<u32>),
    ) -> Vec<u32> {
        let mut own = Vec::new();
        let all = std::mem::take(&mut others.all);
        let keyed = others.in_order().zip(all);
        keyed
            .map(|(old, value)| {
                own.clear();
                key(old, &mut own);
                self.number(&own, || value)
            })
            .collect()
    }
}
