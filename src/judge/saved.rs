//! Minutes saved a year, in exact fractions.

use super::{Judgement, Verdict};
use crate::finding::Action;
use crate::item::{Effort, Items, Rate};

/// Minutes in so many years, in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes {
    minutes: i64,
    years: u32,
}

impl Default for Minutes {
    fn default() -> Self {
        Self {
            minutes: 0,
            years: 1,
        }
    }
}

impl Minutes {
    /// So many minutes in so many years; `None` where `years` is 0.
    pub fn new(minutes: i64, years: u32) -> Option<Self> {
        let divisor = common_divisor(minutes.unsigned_abs(), u64::from(years)).max(1);
        Some(Self {
            minutes: minutes / i64::try_from(divisor).ok()?,
            years: u32::try_from(u64::from(years) / divisor).ok()?,
        })
        .filter(|_| years > 0)
    }

    /// The minutes.
    pub fn minutes(self) -> i64 {
        self.minutes
    }

    /// In how many years they fall due, at least 1.
    pub fn years(self) -> u32 {
        self.years
    }

    /// Hours a year.
    pub fn hours_per_year(self) -> f64 {
        self.minutes as f64 / f64::from(self.years) / 60.0
    }

    /// The sum; `None` beyond what can be counted.
    pub fn plus(self, other: Self) -> Option<Self> {
        let (own, others) = (i64::from(other.years), i64::from(self.years));
        let (own, others) = (
            self.minutes.checked_mul(own)?,
            other.minutes.checked_mul(others)?,
        );
        Self::new(
            own.checked_add(others)?,
            self.years.checked_mul(other.years)?,
        )
    }

    /// The difference; `None` beyond what can be counted.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            minutes: other.minutes.checked_neg()?,
            ..other
        })
    }
}

fn common_divisor(one: u64, other: u64) -> u64 {
    if other == 0 {
        one
    } else {
        common_divisor(other, one % other)
    }
}

impl Judgement {
    /// The verdict on the entry at a position in [`Items::entries`].
    pub fn verdict(&self, entry: usize) -> &Verdict {
        &self.verdicts[self.rulings[entry].verdict as usize]
    }

    /// Whether an entry goes on as an item of its own: neither deleted, nor handed over, nor folded
    /// into another.
    pub fn remains(&self, entry: usize) -> bool {
        let verdict = self.verdict(entry);
        verdict.action != Action::Delete && !verdict.is_handed_over() && !self.is_folded_in(entry)
    }

    /// Whether an entry is folded into another that stays.
    fn is_folded_in(&self, entry: usize) -> bool {
        let group = self.rulings[entry].group;
        group.is_some_and(|group| self.groups[group as usize].folds(entry as u32))
    }

    /// Minutes saved a year on an entry as a fraction (minutes, years): all of them where it goes,
    /// those of the occasions that fall away where it becomes rarer; less than nothing for the
    /// survivor of a group that is asked for more often than before. `None` where effort or rate are
    /// unknown and would be needed.
    pub fn minutes_saved(&self, items: &Items, entry: usize) -> Option<(i64, u32)> {
        let item = items.item(items.entries[entry].item);
        if !self.remains(entry) {
            let (minutes, years) = item.minutes_per_year()?;
            return Some((i64::try_from(minutes).ok()?, years));
        }
        let Some(after) = self.rate_after(entry) else {
            return Some((0, 1));
        };
        rarer(item.effort?, item.frequency.rate?, after)
    }

    /// The rate a verdict or a group sets for an entry that goes on; `None` where none is set.
    pub fn rate_after(&self, entry: usize) -> Option<Rate> {
        let ruling = self.rulings[entry];
        let group = ruling.group.map(|group| &self.groups[group as usize]);
        let of_group = group
            .filter(|group| !group.is_for_people())
            .and_then(|group| group.rate);
        let verdict = self.verdict(entry);
        let acts = verdict.action == Action::Compress || verdict.also.contains(&Action::Compress);
        of_group.or(verdict.target.per_year.filter(|_| acts))
    }
}

impl Verdict {
    /// Whether another takes the item over entirely.
    pub fn is_handed_over(&self) -> bool {
        self.action == Action::Adjust && self.target.department.is_some()
    }
}

/// What is saved when the same effort falls due at another rate.
fn rarer(effort: Effort, before: Rate, after: Rate) -> Option<(i64, u32)> {
    let cross = |a: Rate, b: Rate| i64::from(a.times()) * i64::from(b.years());
    let times = cross(before, after).checked_sub(cross(after, before))?;
    let years = before.years().checked_mul(after.years())?;
    if effort.per_year {
        // The minutes of a year shrink with the rate.
        let minutes = i64::from(effort.minutes).checked_mul(times)?;
        let of = cross(before, after);
        return (of > 0)
            .then(|| Some((minutes, u32::try_from(of).ok()?)))
            .flatten();
    }
    Some((i64::from(effort.minutes).checked_mul(times)?, years))
}
