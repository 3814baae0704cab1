//! Counts everything once: by action, by category or any other key, with hours and times where they are known.

use std::collections::BTreeMap;

use super::Audit;
use crate::finding::Action;
use crate::item::{Category, Fractions, Rate};
use crate::parallel;

/// How many items got which verdict, and how many remain.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// All of them.
    pub items: u64,
    /// By action, in the order of [`Action::ALL`].
    pub by_action: [u64; Action::COUNT],
    /// Those that remain as items of their own.
    pub after: u64,
    /// What they cost.
    pub hours: Hours,
    /// How often they fall due.
    pub times: Times,
}

/// Hours a year, of the items that tell them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hours {
    before: Fractions,
    saved: Fractions,
    /// Items whose hours are known.
    pub known_items: u64,
    /// Those of them whose hours a tariff gave.
    pub estimated_items: u64,
}

/// Times a year, of the items that tell them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times {
    before: Fractions,
    after: Fractions,
    /// Items whose times are known.
    pub known_items: u64,
}

/// What the reports count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Everything.
    pub total: Counts,
    /// By category in the order of reports; `None` for items whose category nothing tells.
    pub by_category: Vec<(Option<Category>, Counts)>,
    /// By share, as positions in [`RuleSet::shares`](crate::rule::RuleSet::shares); `None` for items
    /// that belong to none of them. Empty where the rules name no shares.
    pub by_share: Vec<(Option<u32>, Counts)>,
}

impl Hours {
    /// Hours before; `None` where no item tells them.
    pub fn before(&self) -> Option<f64> {
        (self.known_items > 0).then(|| self.before.per_year() / 60.0)
    }

    /// Hours afterwards, where what is saved is known to be saved.
    pub fn after(&self) -> Option<f64> {
        let mut after = self.before.clone();
        after.subtract(&self.saved);
        (self.known_items > 0).then(|| after.per_year() / 60.0)
    }

    fn add(&mut self, audit: &Audit<'_>, entry: usize) {
        let item = audit.items.item(audit.items.entries[entry].item);
        let Some((minutes, years)) = item.minutes_per_year() else {
            return;
        };
        self.known_items += 1;
        let estimated = item.effort.is_some_and(|effort| effort.estimated);
        self.estimated_items += u64::from(estimated);
        self.before.add(i128::from(minutes), u128::from(years));
        if let Some((saved, years)) = audit.judgement.minutes_saved(audit.items, entry) {
            self.saved.add(i128::from(saved), u128::from(years));
        }
    }
}

impl Times {
    /// Times before; `None` where no item tells them.
    pub fn before(&self) -> Option<f64> {
        (self.known_items > 0).then(|| self.before.per_year())
    }

    /// Times afterwards.
    pub fn after(&self) -> Option<f64> {
        (self.known_items > 0).then(|| self.after.per_year())
    }

    fn add(&mut self, audit: &Audit<'_>, entry: usize) {
        let item = audit.items.item(audit.items.entries[entry].item);
        let Some(before) = item.frequency.rate else {
            return;
        };
        let add = |sum: &mut Fractions, rate: Rate| {
            sum.add(i128::from(rate.times()), u128::from(rate.years()));
        };
        self.known_items += 1;
        add(&mut self.before, before);
        if audit.judgement.remains(entry) {
            add(
                &mut self.after,
                audit.judgement.rate_after(entry).unwrap_or(before),
            );
        }
    }
}

impl Counts {
    /// How many got this verdict.
    pub fn of(&self, action: Action) -> u64 {
        self.by_action[action as usize]
    }

    /// Counts entries apart by a key, in the order of the keys.
    pub(super) fn apart<K: Ord + Send>(
        audit: &Audit<'_>,
        entries: &[u32],
        key: impl Fn(u32) -> K + Sync,
    ) -> Vec<(K, Self)> {
        let threads = parallel::threads();
        let shares = parallel::shares(entries, threads);
        let counted = parallel::over(shares, threads, |entries| {
            let mut counts: BTreeMap<K, Self> = BTreeMap::new();
            for &entry in entries {
                let counts = counts.entry(key(entry)).or_default();
                counts.add(audit, entry as usize);
            }
            counts
        });
        // Sums are exact: in which order they are added doesn't matter.
        let mut all: BTreeMap<K, Self> = BTreeMap::new();
        for (key, counts) in counted.into_iter().flatten() {
            all.entry(key).or_default().add_all(&counts);
        }
        all.into_iter().collect()
    }

    fn add(&mut self, audit: &Audit<'_>, entry: usize) {
        self.items += 1;
        self.by_action[audit.judgement.verdict(entry).action as usize] += 1;
        self.after += u64::from(audit.judgement.remains(entry));
        self.hours.add(audit, entry);
        self.times.add(audit, entry);
    }

    pub(super) fn add_all(&mut self, others: &Self) {
        self.items += others.items;
        self.after += others.after;
        for (own, other) in self.by_action.iter_mut().zip(others.by_action) {
            *own += other;
        }
        self.hours.known_items += others.hours.known_items;
        self.hours.estimated_items += others.hours.estimated_items;
        self.hours.before.add_all(&others.hours.before);
        self.hours.saved.add_all(&others.hours.saved);
        self.times.known_items += others.times.known_items;
        self.times.before.add_all(&others.times.before);
        self.times.after.add_all(&others.times.after);
    }
}

impl Summary {
    /// Counts these entries.
    pub(super) fn of(audit: &Audit<'_>, entries: &[u32]) -> Self {
        let shares = &audit.judgement.shares;
        let kind = |entry: u32| {
            let item = audit.items.entries[entry as usize].item;
            let category = audit.items.item(item).category;
            let share = shares.get(item.index()).copied().flatten();
            // What has no category comes last, and so does what belongs to no share.
            ((category.is_none(), category), (share.is_none(), share))
        };
        let mut total = Counts::default();
        let mut by_category: BTreeMap<_, Counts> = BTreeMap::new();
        let mut by_share: BTreeMap<_, Counts> = BTreeMap::new();
        for ((category, share), counts) in Counts::apart(audit, entries, kind) {
            total.add_all(&counts);
            by_category.entry(category).or_default().add_all(&counts);
            by_share.entry(share).or_default().add_all(&counts);
        }
        let by_category = by_category.into_iter();
        let by_share = by_share.into_iter().filter(|_| !shares.is_empty());
        Self {
            total,
            by_category: by_category
                .map(|((_, key), counts)| (key, counts))
                .collect(),
            by_share: by_share.map(|((_, key), counts)| (key, counts)).collect(),
        }
    }
}
