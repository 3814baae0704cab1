//! The words that mark rows, dittos and names of places in a sheet, from `rules/words/layout.toml`.

use hashbrown::HashSet;

use super::lexicon::{FileKind, Lexicon, TableKind};

/// Every list of the file.
const LISTS: &[&str] = &[
    "totals",
    "total_units",
    "total_prefixes",
    "page_words",
    "page_lines",
    "notes",
    "note_openings",
    "examples",
    "dittos",
    "ditto_dashes",
    "ordinal_numerals",
    "ordinal_prefixes",
    "ordinal_units",
    "ordinal_marks",
    "department_labels",
    "category_labels",
    "community_labels",
    "street_labels",
    "department_endings",
    "not_departments",
    "community_endings",
    "street_endings",
    "generic_places",
    "place_prefix_endings",
    "class_endings",
    "title_noise",
    "statistics_headings",
    "page_marks",
    "column_numbers",
    "generic_prefixes",
    "short_places",
    "date_endings",
    "imposing_verbs",
    "field_units",
    "enumeration_ends",
    "range_words",
    "ticks",
    "crosses",
];

/// `layout.toml`.
pub(super) static FILE: FileKind = FileKind {
    id: "layout",
    tables: &[TableKind {
        name: "layout",
        key: |key| LISTS.contains(&key).then(|| key.to_owned()),
        known: || LISTS.to_vec(),
        lists: &["phrases"],
        values: &[],
    }],
};

/// Word lists about the layout of a sheet; every word is in plain form.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Words of rows that sum up (小计).
    pub totals: HashSet<String>,
    /// Units after a number in such rows (46项).
    pub total_units: Vec<String>,
    /// What stands before that number (共46项).
    pub total_prefixes: Vec<String>,
    /// All that a page number consists of beside digits.
    pub page_words: Vec<String>,
    /// Lines at the edge of a page (续表).
    pub page_lines: HashSet<String>,
    /// Labels of notes and signatures.
    pub notes: HashSet<String>,
    /// How a sentence of notes begins.
    pub note_openings: Vec<String>,
    /// Words that mark an example row.
    pub examples: HashSet<String>,
    /// Same as above.
    pub dittos: HashSet<String>,
    /// What may stand around and between such marks, each character by itself.
    pub ditto_dashes: String,
    /// Chinese numerals of bands.
    pub ordinal_numerals: Vec<String>,
    /// What stands before such a numeral (第).
    pub ordinal_prefixes: Vec<String>,
    /// What follows such a numeral (部分).
    pub ordinal_units: Vec<String>,
    /// Marks after an ordinal.
    pub ordinal_marks: Vec<String>,
    /// Labels before a department (部门：民政局).
    pub department_labels: HashSet<String>,
    /// Labels before a category.
    pub category_labels: HashSet<String>,
    /// Labels before a community.
    pub community_labels: HashSet<String>,
    /// Labels before a street.
    pub street_labels: HashSet<String>,
    /// How names of departments end.
    pub department_endings: Vec<String>,
    /// What ends so and is none.
    pub not_departments: Vec<String>,
    /// How names of communities end, longest first.
    pub community_endings: Vec<String>,
    /// How names of streets end, longest first.
    pub street_endings: Vec<String>,
    /// What stands before such an ending and names no single place (各社区).
    pub generic_places: HashSet<String>,
    /// How names of districts end, that stand before a street's.
    pub place_prefix_endings: Vec<String>,
    /// What stands behind the name of a class of items (会议类).
    pub class_endings: Vec<String>,
    /// What in a sheet's name says nothing of the category.
    pub title_noise: Vec<String>,
    /// Headings of statistics forms.
    pub statistics_headings: HashSet<String>,
    /// Of which a page number has one (页).
    pub page_marks: Vec<String>,
    /// What numbers the columns under a header, beside digits (甲).
    pub column_numbers: HashSet<String>,
    /// How names of no single place begin (各).
    pub generic_prefixes: Vec<String>,
    /// What people call a community or street for short, whatever office of it is written.
    pub short_places: Vec<String>,
    /// How a time ends that stands before a place's name (2024年度).
    pub date_endings: Vec<String>,
    /// What follows a department in a title (下达).
    pub imposing_verbs: Vec<String>,
    /// What counts fields (个字段).
    pub field_units: Vec<String>,
    /// How an enumeration ends (等).
    pub enumeration_ends: Vec<String>,
    /// What stands between the ends of a range (至).
    pub range_words: Vec<String>,
    /// What says that a column holds for a row (√).
    pub ticks: HashSet<String>,
    /// What says that it doesn't.
    pub crosses: HashSet<String>,
}

impl Layout {
    /// The name of a class without the word that says it is one; `None` where nothing says so.
    pub fn class<'a>(&self, text: &'a str) -> Option<&'a str> {
        let mut endings = self.class_endings.iter();
        endings.find_map(|ending| text.strip_suffix(ending.as_str()))
    }

    /// The lists of all files.
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let set = |name| plain(lexicon, name).collect();
        let list = |name| {
            let mut list: Vec<String> = plain(lexicon, name).collect();
            // Of two endings the longer one is meant.
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
            list
        };
        Self {
            totals: set("totals"),
            total_units: list("total_units"),
            total_prefixes: list("total_prefixes"),
            page_words: list("page_words"),
            page_lines: set("page_lines"),
            notes: set("notes"),
            note_openings: list("note_openings"),
            examples: set("examples"),
            dittos: set("dittos"),
            ditto_dashes: plain(lexicon, "ditto_dashes").collect(),
            ordinal_numerals: list("ordinal_numerals"),
            ordinal_prefixes: list("ordinal_prefixes"),
            ordinal_units: list("ordinal_units"),
            ordinal_marks: list("ordinal_marks"),
            department_labels: set("department_labels"),
            category_labels: set("category_labels"),
            community_labels: set("community_labels"),
            street_labels: set("street_labels"),
            department_endings: list("department_endings"),
            not_departments: list("not_departments"),
            community_endings: list("community_endings"),
            street_endings: list("street_endings"),
            generic_places: set("generic_places"),
            place_prefix_endings: list("place_prefix_endings"),
            class_endings: list("class_endings"),
            title_noise: list("title_noise"),
            statistics_headings: set("statistics_headings"),
            page_marks: list("page_marks"),
            column_numbers: set("column_numbers"),
            generic_prefixes: list("generic_prefixes"),
            short_places: list("short_places"),
            date_endings: list("date_endings"),
            imposing_verbs: list("imposing_verbs"),
            field_units: list("field_units"),
            enumeration_ends: list("enumeration_ends"),
            range_words: list("range_words"),
            ticks: set("ticks"),
            crosses: set("crosses"),
        }
    }
}

/// The words of one list, in plain form.
fn plain(lexicon: &Lexicon, name: &'static str) -> impl Iterator<Item = String> {
    lexicon
        .sections(FILE.id, FILE.tables[0].name)
        .filter(move |section| section.key == name)
        .flat_map(|section| section.list("phrases"))
        .map(|listed| listed.plain.clone())
}
