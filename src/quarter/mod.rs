//! Two quarters side by side: which items are the same, what really went, what came back.

mod account;
mod amount;
mod bridge;
mod candidates;
mod change;
mod diff;
mod evidence;
mod family;
mod gather;
mod home;
mod measure;
mod overlap;
mod pairing;
mod radar;
mod saved;
mod shares;
mod target;
mod whole;

use crate::finding::Action;
use crate::item::{Category, Frequency, Rate};
use crate::text::{Symbol, Texts};

pub use bridge::{Bridge, Cause, Rounded, Unit};
pub use change::{Change, Changed, Value};
pub use diff::{Diff, Match, MatchKind};
pub use overlap::{Overlap, overlaps};
pub use radar::Return;
pub use saved::{Unsaved, is_saved_audit};
pub use target::{Measured, Met, Outcome, Part, PartKind, bridges, outcomes};

/// Two quarters whose items are to be compared, with every text once.
#[derive(Clone, Debug, Default)]
pub struct Quarters {
    /// Every text of both.
    pub texts: Texts,
    /// The earlier one.
    pub old: Quarter,
    /// The later one.
    pub new: Quarter,
}

/// The items of one quarter.
#[derive(Clone, Debug, Default)]
pub struct Quarter {
    /// What is asked, once for all communities.
    pub kinds: Vec<Kind>,
    /// Who is asked, in the order of the input.
    pub lines: Vec<Line>,
}

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The earlier quarter.
    Old,
    /// The later quarter.
    New,
}

/// What is asked, whoever is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    /// As written.
    pub name: Symbol,
    /// In plain form.
    pub plain: Symbol,
    /// As written.
    pub department: Symbol,
    /// Under one name for all its spellings.
    pub issuer: Symbol,
    /// As understood.
    pub category: Option<Category>,
    /// As written.
    pub frequency: Symbol,
    /// As understood.
    pub reading: Frequency,
    /// Minutes in so many years; `None` where they aren't known.
    pub minutes: Option<(u64, u32)>,
    /// Whether a tariff gave them and not the sheet.
    pub estimated: bool,
    /// As written.
    pub content: Symbol,
    /// In plain form.
    pub plain_content: Symbol,
    /// As written.
    pub form: Symbol,
}

impl Kind {
    /// Times a year, where they are known.
    pub fn rate(&self) -> Option<Rate> {
        self.reading.rate
    }
}

/// One row: what is asked of one community, and what the audit said of it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Position in [`Quarter::kinds`].
    pub kind: u32,
    /// Its place in its input, `q3.xlsx#社区事项!5`.
    pub id: Symbol,
    /// As written.
    pub street: Symbol,
    /// As written.
    pub community: Symbol,
    /// Number of the community, the same in both quarters.
    pub home: u32,
    /// What the audit said; `None` where nobody judged.
    pub verdict: Option<Standing>,
}

/// What an audit said of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What was to become of it.
    pub action: Action,
    /// Number of the group it was to be folded into.
    pub group: Option<u32>,
    /// Whether it is the one of its group that was to stay.
    pub survives: bool,
    /// How often it was to be asked for at most.
    pub per_year: Option<Rate>,
    /// Who was to take it over; blank where nobody.
    pub handed_to: Symbol,
}

impl Side {
    /// The one that it isn't.
    pub fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}

impl Quarters {
    /// One of the two.
    pub fn of(&self, side: Side) -> &Quarter {
        match side {
            Side::Old => &self.old,
            Side::New => &self.new,
        }
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.texts.get(symbol)
    }

    /// The identity of a line over quarters: plain name, issuer, community.
    pub fn key(&self, side: Side, line: u32) -> String {
        let quarter = self.of(side);
        let line = &quarter.lines[line as usize];
        let kind = &quarter.kinds[line.kind as usize];
        let [name, issuer, community] =
            [kind.plain, kind.issuer, line.community].map(|symbol| self.text(symbol));
        format!("{name}|{issuer}|{community}")
    }
}

impl Quarter {
    /// What a line asks.
    pub fn kind(&self, line: u32) -> &Kind {
        &self.kinds[self.lines[line as usize].kind as usize]
    }

    /// What the audit said of a line.
    pub fn verdict(&self, line: u32) -> Option<&Standing> {
        self.lines[line as usize].verdict.as_ref()
    }
}
