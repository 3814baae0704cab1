//! Counts everything once: by action, by category, by department, and hours where they are known.

use std::collections::HashMap;

use super::Audit;
use super::saving::Minutes;
use crate::finding::Action;
use crate::item::Category;
use crate::text::Symbol;

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
}

/// Hours a year, of the items that tell them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hours {
    before: Minutes,
    saved: Minutes,
    /// Items whose hours are known.
    pub known_items: u64,
    /// Those of them whose hours a tariff gave.
    pub estimated_items: u64,
}

/// What the reports count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Everything.
    pub total: Counts,
    /// By category in the order of reports; `None` for items whose category nothing tells.
    pub by_category: Vec<(Option<Category>, Counts)>,
    /// By issuing department under its normal name, the one with the most items first.
    pub by_department: Vec<(Symbol, Counts)>,
}

impl Hours {
    /// Hours before; `None` where no item tells them.
    pub fn before(&self) -> Option<f64> {
        (self.known_items > 0).then(|| self.before.hours())
    }

    /// Hours afterwards, where what is saved is known to be saved.
    pub fn after(&self) -> Option<f64> {
        let mut after = self.before.clone();
        after.subtract(&self.saved);
        (self.known_items > 0).then(|| after.hours())
    }
}

impl Counts {
    /// How many got this verdict.
    pub fn of(&self, action: Action) -> u64 {
        self.by_action[action as usize]
    }

    fn add(&mut self, audit: &Audit<'_>, entry: usize) {
        let item = audit.items.item(audit.items.entries[entry].item);
        self.items += 1;
        self.by_action[audit.judgement.verdict(entry).action as usize] += 1;
        self.after += u64::from(audit.judgement.remains(entry));
        let Some((minutes, years)) = item.minutes_per_year() else {
            return;
        };
        self.hours.known_items += 1;
        let estimated = item.effort.is_some_and(|effort| effort.estimated);
        self.hours.estimated_items += u64::from(estimated);
        self.hours.before.add(i128::from(minutes), years);
        if let Some((saved, years)) = audit.judgement.minutes_saved(audit.items, entry) {
            self.hours.saved.add(i128::from(saved), years);
        }
    }
}

impl Summary {
    /// Counts these entries.
    pub(super) fn of(audit: &Audit<'_>, entries: &[u32]) -> Self {
        let mut total = Counts::default();
        let mut categories: HashMap<Option<Category>, Counts> = HashMap::new();
        let mut departments: HashMap<Symbol, Counts> = HashMap::new();
        for entry in entries.iter().map(|entry| *entry as usize) {
            let item = audit.items.item(audit.items.entries[entry].item);
            total.add(audit, entry);
            categories
                .entry(item.category)
                .or_default()
                .add(audit, entry);
            departments
                .entry(item.issuer.name)
                .or_default()
                .add(audit, entry);
        }
        let order = Category::ALL.iter().copied().map(Some).chain([None]);
        let by_category =
            order.filter_map(|category| Some((category, categories.remove(&category)?)));
        Self {
            total,
            by_category: by_category.collect(),
            by_department: sorted(departments, audit),
        }
    }
}

fn sorted(departments: HashMap<Symbol, Counts>, audit: &Audit<'_>) -> Vec<(Symbol, Counts)> {
    let mut sorted: Vec<_> = departments.into_iter().collect();
    sorted.sort_by(|(a, of_a), (b, of_b)| {
        let name = |symbol| audit.items.texts.get(symbol);
        of_b.items
            .cmp(&of_a.items)
            .then_with(|| name(*a).cmp(name(*b)))
    });
    sorted
}
