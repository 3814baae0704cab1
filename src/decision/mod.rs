//! What people decided on proposals: accepted or refused, why, by whom, until when.

mod apply;
mod file;
mod kept;
mod reply;

use jiff::civil::Date;

use crate::finding::Action;
use crate::item::terms;
use crate::place::Place;

pub use apply::{Applied, apply};
pub use file::{read, write};
pub use kept::{Kept, kept_in};
pub use reply::{Defaults, replies};

terms! {
    /// What people answered.
    Answer {
        /// The proposal stands.
        Accepted = "accepted", "采纳";
        /// The item stays as it is.
        Refused = "refused", "不采纳";
    }
}

/// One decision on one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The identity of the item over quarters: plain name, issuer, community.
    pub key: String,
    /// The item's name, for people.
    pub name: String,
    /// What was answered.
    pub answer: Answer,
    /// The proposal that was answered.
    pub action: Action,
    /// The rule it came from; any rule if nothing is said.
    pub rule: Option<String>,
    /// Why.
    pub reason: String,
    /// The office that decided.
    pub by: String,
    /// The last day on which it holds.
    pub until: Date,
    /// Where it stands.
    pub place: Place,
}

impl Decision {
    /// Whether it holds on a day; it does on its last.
    pub fn holds_on(&self, day: Date) -> bool {
        day <= self.until
    }
}

/// The day that a text names, written 2027-06-30 and on the calendar; anything else names none, and
/// so never makes a decision hold.
pub fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let mut parts = text.split('-');
    let mut part = |digits: usize| {
        let part = parts.next()?;
        let plain = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i16>().ok().filter(|_| plain)
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
