//! In which months an item falls due, so that different things of one month can share an occasion.

use crate::item::{Field, Item, Items, Rate};

/// What falls due so often falls due in every month.
const MONTHLY: Rate = Rate::yearly(12);

/// Where a month may be told, the surest first.
const TOLD_IN: [Field; 4] = [Field::Date, Field::Deadline, Field::Frequency, Field::Name];

/// The months an item falls due in, as `3` or `6,12`, or `*` for all; `None` where nothing tells.
pub(super) fn months(items: &Items, item: &Item) -> Option<String> {
    if item.frequency.rate.is_some_and(|rate| rate >= MONTHLY) {
        return Some("*".to_owned());
    }
    TOLD_IN
        .iter()
        .map(|&field| named(items.texts.get(items.plain_form(item, field))))
        .find(|months| !months.is_empty())
        .map(|months| {
            let months: Vec<String> = months.iter().map(u32::to_string).collect();
            months.join(",")
        })
}

/// The months named in a plain text: `3月`, `2024-03-15`, `2024.3`; ordered, each once.
fn named(plain: &str) -> Vec<u32> {
    let mut months = Vec::new();
    let mut number = None;
    let mut after_year = false;
    for c in plain.chars().chain([' ']) {
        if let Some(digit) = c.to_digit(10) {
            number = Some(
                number
                    .unwrap_or(0_u32)
                    .saturating_mul(10)
                    .saturating_add(digit),
            );
            continue;
        }
        if let Some(month) = number.take() {
            let told = c == '月' || after_year;
            after_year = matches!(c, '-' | '.' | '/' | '年') && (1900..2100).contains(&month);
            if told && (1..=12).contains(&month) {
                months.push(month);
            }
        } else {
            after_year = false;
        }
    }
    months.sort_unstable();
    months.dedup();
    months
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn months_are_read_from_dates_and_deadlines() {
        for (text, months) in [
            ("3月底前", &[3][..]),
            ("每年6月、12月各一次", &[6, 12]),
            ("2024-03-15", &[3]),
            ("2024年11月5日", &[11]),
            ("2024.3", &[3]),
            ("每月5日前", &[]),
            ("13月", &[]),
            ("3个月内", &[]),
            ("5日前", &[]),
        ] {
            assert_eq!(named(text), months, "{text}");
        }
    }
}
