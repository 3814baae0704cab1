//! A small seeded source of chance, so that samples and damage are the same on every machine.

/// Numbers that look random and follow from the seed alone (SplitMix64).
pub(crate) struct Chance(u64);

impl Chance {
    /// A source that starts from a text.
    pub(crate) fn of(seed: &str) -> Self {
        let folded = seed
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |state: u64, byte| {
                (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(folded)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn percent(&mut self, share: u64) -> bool {
        self.next() % 100 < share
    }

    /// A number below another.
    #[allow(
        dead_code,
        reason = "not every test that makes things by chance counts"
    )]
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// One of several.
    #[allow(
        dead_code,
        reason = "not every test that makes things by chance picks words"
    )]
    pub(crate) fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[(self.next() % choices.len() as u64) as usize]
    }
}
