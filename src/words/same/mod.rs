//! What item names are made of: about whom, where, what, in which form; from `same.toml`.

mod bridge;
mod contrast;
mod divide;
mod file;
mod finder;
mod number;
mod read;
mod slip;

use std::sync::OnceLock;

use hashbrown::{HashMap, HashSet};

use bridge::Bridges;
pub use contrast::Choice;
use contrast::Contrast;
pub(super) use file::FILE;
use finder::Finder;
use number::Numbers;
use slip::Slips;

use super::joint::Joints;

/// Number of a concept: all the words of one line of the words file.
pub type Concept = u16;
/// Number of a class of carriers: ledgers, statistics, meetings.
pub type Carrier = u8;

crate::item::terms! {
    /// What part of a name a word is; each weighs differently.
    Part {
        /// About whom or where, if nothing else is said: 居民, 小区.
        General = "general", "通称";
        /// About whom.
        Population = "population", "人群";
        /// Where, or at which bodies.
        Place = "place", "场所";
        /// What about.
        Topic = "topic", "主题";
        /// What is done.
        Deed = "deed", "事务";
        /// Which part of it.
        Qualifier = "qualifier", "限定";
        /// Which part of the year.
        Period = "period", "时段";
        /// What changes little: 登记, 管理.
        Weak = "weak", "虚词";
        /// What no word explains.
        Unknown = "unknown", "未知";
        /// A single character that no word explains; it may be a particle.
        Particle = "particle", "单字";
        /// A concept that another name for a common one carries with it: 居民健康档案 for 健康.
        Implied = "implied", "附带";
        /// Two concepts that are commonly folded into one.
        Near = "near", "相近";
        /// A form of which only one side speaks.
        Form = "form", "载体";
        /// Years that differ.
        Year = "year", "年份";
        /// One department that asks under two names.
        Issuer = "issuer", "部门";
        /// Fields to be filled in, of which the two share none.
        Content = "content", "内容";
    }
}

/// A name taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NameReading {
    /// What it is about, ordered and each once.
    pub concepts: Vec<Concept>,
    /// What changes little: 登记, 管理.
    pub weak: Vec<Concept>,
    /// In which form it goes on.
    pub carrier: Option<Carrier>,
    /// What the carrier's own word says besides: 慰问, 评选, 培训.
    pub carried: Option<Concept>,
    /// What the carrier's word says by its parts, where it says no more as a whole: 考核 in 考核表.
    pub carried_by_parts: Vec<Concept>,
    /// Which side it is on where words exclude each other, ordered.
    pub choices: Vec<Choice>,
    /// Years, as written.
    pub years: Vec<String>,
    /// Other numbers with what they count, as written.
    pub numbers: Vec<String>,
    /// What no word explains.
    pub rest: String,
}

/// All that is known of item names.
#[derive(Clone, Debug, Default)]
pub struct Same {
    phrases: HashMap<String, Roles>,
    before: Vec<String>,
    after: Vec<String>,
    concepts: Vec<(Part, String)>,
    weak: Vec<String>,
    carriers: Vec<String>,
    related: HashMap<(Carrier, Carrier), u8>,
    near: HashSet<(Concept, Concept)>,
    /// Concepts with those that go without saying beside them, as the file says.
    implying: Vec<(Concept, Concept)>,
    /// Wholes with the parts that say them together, as the file says.
    made_of: Vec<(Concept, Concept)>,
    contrasts: Vec<Contrast>,
    /// Made when the first two names are compared.
    implied: OnceLock<HashSet<(Concept, Concept)>>,
    /// One concept for all that are near to one another, however many steps apart.
    folded: Vec<Concept>,
    /// Made when the first names are compared.
    bridges: OnceLock<Bridges>,
    /// Deeds that some carrier's word says.
    carriable: HashSet<Concept>,
    deductions: HashMap<Part, u8>,
    numbers: Numbers,
    joints: Joints,
    slips: Slips,
    /// Made on first use: most commands compare no names.
    finder: OnceLock<Finder>,
}

/// What a phrase can be in a name.
#[derive(Clone, Copy, Debug, Default)]
struct Roles {
    concept: Option<Concept>,
    weak: Option<Concept>,
    carrier: Option<Carrier>,
    /// Whether it says nothing where it doesn't carry: 社区.
    may_be_idle: bool,
}

impl Roles {
    /// Whether it says nothing at all: 情况, 年度.
    fn is_filler(self) -> bool {
        self.concept.is_none() && self.weak.is_none() && self.carrier.is_none()
    }
}

impl Same {
    /// The word that stands for a concept.
    pub fn concept(&self, concept: Concept) -> (Part, &str) {
        let (part, word) = &self.concepts[concept as usize];
        (*part, word)
    }

    /// A word that changes little.
    pub fn weak(&self, number: Concept) -> &str {
        &self.weak[number as usize]
    }

    /// The name of a class of carriers.
    pub fn carrier(&self, carrier: Carrier) -> &str {
        &self.carriers[carrier as usize]
    }

    /// The word for a side of a contrast.
    pub fn choice(&self, (contrast, side): Choice) -> &str {
        self.contrasts[contrast as usize].word(side)
    }

    /// How many per cent are deducted where two names differ in such a part.
    pub fn deduction(&self, part: Part) -> u8 {
        self.deductions.get(&part).copied().unwrap_or(0)
    }

    /// How many per cent are deducted where two classes of carriers carry the same item.
    pub fn between(&self, one: Carrier, other: Carrier) -> u8 {
        if one == other {
            return 0;
        }
        let share = self.related.get(&(one.min(other), one.max(other)));
        share.map_or(100, |share| 100 - share)
    }

    /// Whether two concepts are commonly folded into one although they differ.
    pub fn near(&self, one: Concept, other: Concept) -> bool {
        self.near.contains(&(one, other))
    }

    /// Whether a concept goes without saying where another is named: one of its other names carries it.
    pub fn implies(&self, concept: Concept, other: Concept) -> bool {
        self.implied().contains(&(concept, other))
    }

    /// Whether a concept is a deed that a carrier's word alone can say: 培训 in 消防培训.
    pub fn can_be_carried(&self, concept: Concept) -> bool {
        self.carriable.contains(&concept)
    }

    /// One concept for all that are folded into one another, however many steps apart.
    pub fn folded(&self, concept: Concept) -> Concept {
        self.folded[concept as usize]
    }

    /// Gets ready to take names apart, which takes as long as reading a small workbook and may be done
    /// meanwhile; nobody has to ask for it.
    pub fn prepare(&self) {
        self.finder();
        self.meant();
        self.bridges();
    }

    fn implied(&self) -> &HashSet<(Concept, Concept)> {
        self.implied.get_or_init(|| self.all_implied())
    }

    fn finder(&self) -> &Finder {
        self.finder.get_or_init(|| Finder::new(&self.phrases))
    }
}
