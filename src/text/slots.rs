//! Finds numbered things again by their hash; the things themselves are kept by whoever numbers them.

use std::hash::{BuildHasher, Hash};

use hashbrown::{DefaultHashBuilder, HashTable};

/// Hashes what is looked for; a copy hashes the same, on whatever thread.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hashing(DefaultHashBuilder);

impl Hashing {
    /// The part of a hash that slots go by.
    #[inline]
    pub(crate) fn of(&self, key: impl Hash) -> u32 {
        (self.0.hash_one(key) >> 32) as u32
    }
}

/// Where a thing is found: with a part of its hash, so that few are looked at in vain and none when the
/// table grows.
#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    number: u32,
}

/// Numbers by the hashes of what they number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    table: HashTable<Slot>,
    hashing: Hashing,
}

impl Slots {
    /// How what is looked for is hashed.
    #[inline]
    pub(crate) fn hashing(&self) -> &Hashing {
        &self.hashing
    }

    /// The number of that thing of a hash which is the one.
    #[inline]
    pub(crate) fn find(&self, hash: u32, is: impl Fn(u32) -> bool) -> Option<u32> {
        let slot = self
            .table
            .find(spread(hash), |slot| slot.hash == hash && is(slot.number))?;
        Some(slot.number)
    }

    /// Adds a thing that isn't there yet.
    #[inline]
    pub(crate) fn insert(&mut self, hash: u32, number: u32) {
        let slot = Slot { hash, number };
        self.table
            .insert_unique(spread(hash), slot, |slot| spread(slot.hash));
    }
}

/// The hash that a table goes by which keeps only a part of each.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
