//! What is made once for all blocks, whichever of them asks for it first.

use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use hashbrown::HashMap;

/// Things by what they are made of.
#[derive(Debug)]
pub(super) struct Shared<K, V>(Mutex<HashMap<K, V>>);

impl<K, V> Default for Shared<K, V> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash, V: Clone> Shared<K, V> {
    /// What is made of a key; two threads that ask at once may both make it, and get the same.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return known.clone();
        }
        let made = make();
        lock().entry(key).or_insert(made).clone()
    }
}
