//! Numbers what is distinct, so that threads can do so each for itself and agree afterwards.

use hashbrown::HashMap;

/// Numbers what is distinct by its key, each once, in the order in which it comes.
pub(super) struct Numbers<T> {
    numbers: HashMap<Vec<u32>, u32>,
    /// What the keys stand for, in the order of their numbers.
    pub(super) all: Vec<T>,
}

impl<T> Default for Numbers<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            all: Vec::new(),
        }
    }
}

impl<T> Numbers<T> {
    /// The number of a key; what it stands for is made where the key is new.
    pub(super) fn number(&mut self, key: &[u32], make: impl FnOnce() -> T) -> u32 {
        if let Some(&known) = self.numbers.get(key) {
            return known;
        }
        let next = self.all.len() as u32;
        self.all.push(make());
        self.numbers.insert(key.to_vec(), next);
        next
    }

    /// Numbers what others numbered as if it came after; their numbers' new ones.
    pub(super) fn take_in(&mut self, others: Self, key: impl Fn(Vec<u32>) -> Vec<u32>) -> Vec<u32> {
        let mut keys: Vec<(u32, Vec<u32>)> = others
            .numbers
            .into_iter()
            .map(|(key, number)| (number, key))
            .collect();
        keys.sort_unstable();
        let keyed = keys.into_iter().zip(others.all);
        keyed
            .map(|((_, old), value)| self.number(&key(old), || value))
            .collect()
    }
}

impl Numbers<()> {
    /// The keys in the order of their numbers.
    pub(super) fn in_order(self) -> impl Iterator<Item = Vec<u32>> {
        let mut keys: Vec<_> = self.numbers.into_iter().collect();
        keys.sort_unstable_by_key(|(_, number)| *number);
        keys.into_iter().map(|(key, _)| key)
    }
}
