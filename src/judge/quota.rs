//! Counts what remains against limits, and compresses what exceeds them.

use super::Finding;
use super::docket::Docket;
use super::group::{Folding, Groups};
use crate::finding::{Action, Evidence};
use crate::item::{Field, Rate};
use crate::rule::{Change, Counted, Period, Quota, RuleKind};
use crate::say;

/// More than the sum of any part can be off, because fractions are rounded.
const ROUNDING: f64 = 1e-6;

/// What is left of a limit while entries are counted.
struct Count {
    used: f64,
    unknown: u32,
}

/// Counts a community with every quota; `hit_by` holds the entries that each rule of [`Folding::many`] hits.
pub(super) fn count(folding: &Folding, hit_by: &[Vec<u32>], groups: &Groups, docket: &mut Docket) {
    for (&rule, hit) in folding.many.iter().zip(hit_by) {
        let RuleKind::Quota(quota) = &folding.rules.rules[rule as usize].kind else {
            continue;
        };
        let remains = |&&entry: &&u32| {
            let standing = docket.standing(entry);
            standing.action != Action::Delete
                && !standing.is_handed_over
                && !groups.is_folded_in(entry)
        };
        let counted: Vec<u32> = hit.iter().filter(remains).copied().collect();
        for part in folding.parts(rule, counted) {
            folding.count_part(rule, quota, &part, docket);
        }
    }
}

impl Folding<'_> {
    fn count_part(&self, rule: u32, quota: &Quota, part: &[u32], docket: &mut Docket) {
        if self.is_well_within(quota, part, docket) {
            return;
        }
        let mut entries = part.to_vec();
        entries.sort_by_cached_key(|&entry| self.standing(entry, docket));
        let amounts: Vec<_> = entries
            .iter()
            .map(|&e| self.amount(e, quota, docket))
            .collect();
        let total: f64 = amounts.iter().flatten().sum();
        if total <= quota.limit {
            return;
        }
        let mut count = Count {
            used: 0.0,
            unknown: amounts.iter().filter(|amount| amount.is_none()).count() as u32,
        };
        for (&entry, amount) in entries.iter().zip(&amounts) {
            let Some(amount) = *amount else { continue };
            let left = (quota.limit - count.used).max(0.0);
            if amount <= left {
                count.used += amount;
                continue;
            }
            let kept = docket.standing(entry).is_kept_from(Action::Compress);
            count.used += if kept { amount } else { left };
            let finding = self.exceeded(rule, quota, left, amount, total, &count, docket);
            docket.add(entry, finding);
        }
    }

    /// Whether a part is so far below its limit that the order in which amounts are added can't matter.
    fn is_well_within(&self, quota: &Quota, part: &[u32], docket: &Docket) -> bool {
        let amounts = part
            .iter()
            .filter_map(|&entry| self.amount(entry, quota, docket));
        amounts.sum::<f64>() < quota.limit - ROUNDING
    }

    /// The order in which entries use up a limit: what the law protects, then the stronger basis,
    /// the rarer, and the texts; never the order of a file.
    fn standing(&self, entry: u32, docket: &Docket) -> impl Ord + use<> {
        let id = self.sayings.items.entries[entry as usize].item;
        let item = self.sayings.items.item(id);
        let text = |field| self.sayings.items.plain(id, field).to_owned();
        let standing = docket.standing(entry);
        (
            !standing.is_kept_from(Action::Compress),
            !standing.is_kept,
            self.sayings.items.basis(id).kind,
            item.frequency.rate,
            text(Field::Name),
            text(Field::Department),
            text(Field::Content),
            entry,
        )
    }

    /// How much of the limit an entry uses; `None` where it isn't known.
    fn amount(&self, entry: u32, quota: &Quota, docket: &Docket) -> Option<f64> {
        if quota.count == Counted::Items {
            return Some(1.0);
        }
        let own = self.sayings.traits(entry).rate;
        let limit = docket.standing(entry).limit;
        let rate = own.map(|own| limit.map_or(own, |limit| limit.min(own)));
        let per_period = 1.0 / f64::from(periods(quota.per));
        match quota.count {
            Counted::Hours => {
                let effort = self.sayings.item(entry).effort?;
                let minutes = f64::from(effort.minutes);
                let times = if effort.per_year {
                    1.0
                } else {
                    rate?.per_year()
                };
                Some(minutes * times / 60.0 * per_period)
            }
            _ => Some(rate?.per_year() * per_period),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one place that words an excess")]
    fn exceeded(
        &self,
        rule: u32,
        quota: &Quota,
        left: f64,
        amount: f64,
        total: f64,
        count: &Count,
        docket: &mut Docket,
    ) -> u32 {
        let of_rule = &self.rules.rules[rule as usize];
        let per_year = match quota.count {
            Counted::Items => of_rule.to.per_year,
            Counted::Times => Some(Rate::yearly(
                (left * f64::from(periods(quota.per))).floor() as u32
            )),
            Counted::Hours => None,
        };
        let key = vec![
            left.to_bits(),
            amount.to_bits(),
            total.to_bits(),
            u64::from(count.unknown),
        ];
        docket.finding((rule, key), || {
            let (unit, per) = (quota.count.zh(), quota.per.zh());
            let (unit_en, per_en) = (quota.count.word(), quota.per.word());
            let total = super::condition::round(total);
            let limit = quota.limit;
            let note = if count.unknown > 0 {
                let unknown = count.unknown;
                say!(
                    "合计每{per}{total}{unit}，限{limit}{unit}；另有{unknown}项频次不明，未计入",
                    "{total} {unit_en} a {per_en} in all, {limit} allowed; {unknown} more are of unknown frequency and not counted"
                )
            } else {
                say!(
                    "合计每{per}{total}{unit}，限{limit}{unit}",
                    "{total} {unit_en} a {per_en} in all, {limit} allowed"
                )
            };
            Finding {
                rule,
                action: of_rule.action,
                to: Change {
                    per_year,
                    ..of_rule.to.clone()
                },
                evidence: vec![Evidence {
                    field: None,
                    found: format!("{total}{unit}"),
                    note: Some(note),
                }],
            }
        })
    }
}

/// How many periods a year has.
pub(super) fn periods(period: Period) -> u32 {
    match period {
        Period::Year => 1,
        Period::Quarter => 4,
        Period::Month => 12,
        Period::Week => 52,
    }
}
