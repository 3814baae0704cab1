//! What the program knows of Chinese, loaded from `rules/words/*.toml`: longest phrase wins.

use std::thread;

use crate::diag::Diag;
use crate::item::{Basis, Category, Effort, Field, Frequency, Level};
use crate::place::SourceFile;
use crate::text::Plainer;

mod basis;
mod category;
mod check;
mod covered;
mod effort;
mod frequency;
mod heading;
mod issuer;
mod joint;
mod layout;
mod lexicon;
mod numeral;
mod phrases;
mod renames;
mod same;
mod variants;

pub use check::{Code, check};
pub use covered::Covered;
pub use layout::Layout;
pub use lexicon::is_words_file;
use lexicon::{FileKind, Lexicon};
pub use renames::Renames;
pub use same::{Carrier, Choice, Concept, NameReading, Part, Same};

/// Every kind of words file.
const KINDS: &[&FileKind] = &[
    &variants::FILE,
    &joint::FILE,
    &heading::FILE,
    &frequency::FILE,
    &category::FILE,
    &basis::FILE,
    &effort::FILE,
    &issuer::FILE,
    &layout::FILE,
    &covered::FILE,
    &same::FILE,
    &renames::FILE,
];

/// What the paths of the words files begin with that the program carries.
const BUILTIN_PATH: &str = "builtin:words/";

/// The words the program carries: name and text.
const BUILTIN: &[(&str, &str)] = &[
    (
        "variants.toml",
        include_str!("../../rules/words/variants.toml"),
    ),
    ("joints.toml", include_str!("../../rules/words/joints.toml")),
    (
        "headings.toml",
        include_str!("../../rules/words/headings.toml"),
    ),
    (
        "frequencies.toml",
        include_str!("../../rules/words/frequencies.toml"),
    ),
    (
        "categories.toml",
        include_str!("../../rules/words/categories.toml"),
    ),
    ("bases.toml", include_str!("../../rules/words/bases.toml")),
    (
        "efforts.toml",
        include_str!("../../rules/words/efforts.toml"),
    ),
    (
        "departments.toml",
        include_str!("../../rules/words/departments.toml"),
    ),
    ("layout.toml", include_str!("../../rules/words/layout.toml")),
    (
        "periods.toml",
        include_str!("../../rules/words/periods.toml"),
    ),
    ("same.toml", include_str!("../../rules/words/same.toml")),
    (
        "renames.toml",
        include_str!("../../rules/words/renames.toml"),
    ),
];

/// All word lists, ready for use.
#[derive(Clone, Debug, Default)]
pub struct Words {
    plainer: Plainer,
    joints: joint::Joints,
    layout: Layout,
    periods: covered::Periods,
    headings: heading::Headings,
    frequencies: frequency::Frequencies,
    categories: category::Categories,
    bases: basis::Bases,
    efforts: effort::Efforts,
    departments: issuer::Departments,
    same: Same,
    renames: Renames,
}

/// What a text was understood as, and by which words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading<T> {
    /// The understanding; `None` where the words know nothing of it.
    pub value: Option<T>,
    /// The phrases that decided, as they stand in the words file.
    pub evidence: Vec<String>,
}

/// An issuing department under its normal name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerReading {
    /// One name for all spellings.
    pub name: String,
    /// How high it stands, where that can be known.
    pub level: Option<Level>,
}

impl<T> Reading<T> {
    /// Where the words know nothing of a text.
    pub(crate) fn nothing() -> Self {
        Self {
            value: None,
            evidence: Vec::new(),
        }
    }
}

impl Words {
    /// The built-in words with a user's own laid over them, and every mistake in them.
    pub fn load(overlays: &[SourceFile]) -> (Self, Vec<Diag>) {
        let mut files = Self::builtin_files();
        files.extend_from_slice(overlays);
        let mut diags = Vec::new();
        let mut lexicon = Lexicon::read(&files, KINDS, &mut diags);
        let plainer = variants::plainer(&lexicon);
        lexicon.make_plain(&plainer);
        lexicon.apply_drops(&mut diags);
        // What is known of names is more than all the rest.
        let (same, words) = thread::scope(|scope| {
            let same = scope.spawn(|| {
                let mut diags = Vec::new();
                (Same::new(&lexicon, &plainer, &mut diags), diags)
            });
            let words = Self {
                joints: joint::Joints::new(&lexicon),
                headings: heading::Headings::new(&lexicon),
                frequencies: frequency::Frequencies::new(&lexicon),
                categories: category::Categories::new(&lexicon),
                bases: basis::Bases::new(&lexicon),
                efforts: effort::Efforts::new(&lexicon),
                departments: issuer::Departments::new(&lexicon),
                layout: Layout::new(&lexicon),
                periods: covered::Periods::new(&lexicon, &mut diags),
                renames: Renames::new(&lexicon),
                plainer: plainer.clone(),
                same: Same::default(),
            };
            (same.join(), words)
        });
        let (same, mistakes) = same.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        diags.extend(mistakes);
        let words = Self { same, ..words };
        (words, diags)
    }

    /// The words files that the program carries.
    pub fn builtin_files() -> Vec<SourceFile> {
        let file = |(name, text): &(&str, &str)| SourceFile {
            path: format!("{BUILTIN_PATH}{name}").into(),
            text: (*text).into(),
        };
        BUILTIN.iter().map(file).collect()
    }

    /// How plain forms are made.
    pub fn plainer(&self) -> &Plainer {
        &self.plainer
    }

    /// The plain form of a text.
    pub fn plain(&self, typed: &str) -> String {
        self.plainer.plain(typed)
    }

    /// How items are renamed from quarter to quarter.
    pub fn renames(&self) -> &Renames {
        &self.renames
    }

    /// The words that mark rows, dittos and names of places in a sheet.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The period that a title, a sheet or a file is about, by its name in plain form: the most exactly
    /// named one.
    pub fn covered(&self, plain: &str) -> Option<Covered> {
        self.periods.covered(plain)
    }

    /// Whether a character is a Chinese numeral, by itself or in a number: 一, 十, 〇.
    pub fn is_numeral(c: char) -> bool {
        numeral::is_chinese(c)
    }

    /// What is known of item names.
    pub fn same(&self) -> &Same {
        &self.same
    }

    /// Which field a column is, by its heading as typed.
    pub fn heading(&self, heading: &str) -> Reading<Field> {
        self.headings.read(&self.plain(heading), &self.joints)
    }

    /// What the community has to do or keep, by the item's name and by what the sheet says (both plain; `""` if nothing).
    pub fn category(&self, name: &str, given: &str) -> Reading<Category> {
        self.categories.read(name, given, &self.joints)
    }

    /// How often, by the frequency and the deadline as typed (`""` if nothing).
    pub fn frequency(&self, frequency: &str, deadline: &str) -> Reading<Frequency> {
        self.frequency_under(frequency, "", deadline)
    }

    /// The same, with the heading over the frequency, which may name the period (年次数).
    pub fn frequency_under(
        &self,
        frequency: &str,
        heading: &str,
        deadline: &str,
    ) -> Reading<Frequency> {
        let [frequency, heading, deadline] =
            [frequency, heading, deadline].map(|text| self.plain(text));
        let [frequency, deadline] = [&frequency, &deadline].map(|text| self.joints.unquoted(text));
        self.frequencies.read(&frequency, &heading, &deadline)
    }

    /// Whether the heading over frequencies names the period that numbers under it are of (次/年).
    pub fn names_period(&self, heading: &str) -> bool {
        self.frequencies.names_period(&self.plain(heading))
    }

    /// Who imposes an item, by the department as typed.
    pub fn issuer(&self, department: &str) -> IssuerReading {
        self.departments.read(&self.plain(department))
    }

    /// What a basis amounts to, as typed.
    pub fn basis(&self, basis: &str) -> Basis {
        self.bases.read(&self.plain(basis), &self.joints)
    }

    /// How long an item takes, by the cell and its column's heading as typed.
    pub fn effort(&self, cell: &str, heading: &str) -> Option<Effort> {
        self.efforts.read(&self.plain(cell), &self.plain(heading))
    }
}
