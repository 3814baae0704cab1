//! Minutes saved a year, in exact fractions.

use super::{Judgement, Verdict};
use crate::finding::Action;
use crate::item::{Effort, Items, Rate};

/// Minutes in so many years.
type Minutes = (i64, u32);

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
        group.is_some_and(|group| self.groups[group as usize].survivor as usize != entry)
    }

    /// Minutes saved a year on an entry as a fraction (minutes, years): all of them where it goes,
    /// those of the occasions that fall away where it becomes rarer; less than nothing for the
    /// survivor of a group that is asked for more often than before. `None` where effort or rate are
    /// unknown and would be needed.
    pub fn minutes_saved(&self, items: &Items, entry: usize) -> Option<Minutes> {
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
        let of_group = ruling.group.and_then(|g| self.groups[g as usize].rate);
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
fn rarer(effort: Effort, before: Rate, after: Rate) -> Option<Minutes> {
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
