//! When a set is in force: from its first day to its last, both included.

use jiff::civil::Date;
use toml::de::{DeTable, DeValue};

use crate::place::SourceFile;
use crate::rule::syntax;
use crate::rule::value::{Edge, day_of};

/// The days on which a set is in force; open where no day is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Validity {
    /// Whether a day lies in it; both ends do.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether two periods have a day in common.
    pub fn meets(&self, other: &Self) -> bool {
        let ends_before = |one: &Self, next: &Self| match (one.until, next.from) {
            (Some(until), Some(from)) => until < from,
            _ => false,
        };
        !ends_before(self, other) && !ends_before(other, self)
    }
}

/// The files whose sets are in force on a day, and the ids of the sets of which none is.
///
/// Files that don't say when stay: what is wrong with them is said where they are read.
pub(crate) fn in_force(files: &[SourceFile], day: Date) -> (Vec<SourceFile>, Vec<String>) {
    let read: Vec<_> = files.iter().map(|file| (file, stated(file))).collect();
    let (kept, out): (Vec<_>, Vec<_>) = read
        .into_iter()
        .partition(|(_, (_, validity))| validity.holds(day));
    let is_kept = |id: &String| kept.iter().any(|(_, (other, _))| other == id);
    let mut none: Vec<String> = out
        .into_iter()
        .map(|(_, (id, _))| id)
        .filter(|id| !is_kept(id))
        .collect();
    none.dedup();
    (
        kept.into_iter().map(|(file, _)| file.clone()).collect(),
        none,
    )
}

/// A set's id and period as its file states them.
fn stated(file: &SourceFile) -> (String, Validity) {
    syntax::with_table(file, "set", stated_in)
}

fn stated_in(tree: &DeTable<'_>) -> (String, Validity) {
    let Some(DeValue::Table(set)) = tree.get("set").map(toml::Spanned::get_ref) else {
        return (String::new(), Validity::default());
    };
    let day = |key: &str, end| day_of(set.get(key)?.get_ref(), end);
    let id = set.get("id").and_then(|id| id.get_ref().as_str());
    let validity = Validity {
        from: day("from", Edge::First),
        until: day("until", Edge::Last),
    };
    (id.unwrap_or_default().to_owned(), validity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn validity(from: Option<Date>, until: Option<Date>) -> Validity {
        Validity { from, until }
    }

    #[test]
    fn both_ends_are_in_force() {
        let year = validity(Some(date(2024, 1, 1)), Some(date(2024, 12, 31)));
        assert!(year.holds(date(2024, 1, 1)) && year.holds(date(2024, 12, 31)));
        assert!(year.holds(date(2024, 2, 29)));
        assert!(!year.holds(date(2023, 12, 31)) && !year.holds(date(2025, 1, 1)));
        assert!(validity(None, None).holds(date(1, 1, 1)));
    }

    #[test]
    fn periods_meet_where_they_share_a_day() {
        let until = |day| validity(None, Some(day));
        let from = |day| validity(Some(day), None);
        assert!(until(date(2024, 2, 29)).meets(&from(date(2024, 2, 29))));
        assert!(!until(date(2024, 2, 28)).meets(&from(date(2024, 2, 29))));
        assert!(!from(date(2024, 3, 1)).meets(&until(date(2024, 2, 29))));
        assert!(validity(None, None).meets(&validity(None, None)));
    }
}
