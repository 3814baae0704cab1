//! The words that mark rows, dittos and names of places in a sheet, from `rules/words/layout.toml`.

use std::collections::HashSet;

use serde::Deserialize;

use crate::text::Plainer;

/// The file the program carries.
const BUILTIN: &str = include_str!("../../rules/words/layout.toml");

/// Word lists about the layout of a sheet; every word is in plain form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
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
    /// What in a sheet's name says nothing of the category.
    pub title_noise: Vec<String>,
    /// Headings of statistics forms.
    pub statistics_headings: HashSet<String>,
}

/// The whole file: other tables of it are none of ours.
#[derive(Deserialize)]
struct File {
    layout: Layout,
}

impl Layout {
    /// The built-in lists in plain form; empty ones if the file the program carries is broken, which a test rules out.
    pub(super) fn builtin(plainer: &Plainer) -> Self {
        let mut layout = toml::from_str::<File>(BUILTIN)
            .map(|file| file.layout)
            .unwrap_or_default();
        layout.make_plain(plainer);
        layout
    }

    fn make_plain(&mut self, plainer: &Plainer) {
        for set in [
            &mut self.totals,
            &mut self.page_lines,
            &mut self.notes,
            &mut self.examples,
            &mut self.dittos,
            &mut self.department_labels,
            &mut self.category_labels,
            &mut self.community_labels,
            &mut self.street_labels,
            &mut self.generic_places,
            &mut self.statistics_headings,
        ] {
            *set = set.drain().map(|word| plainer.plain(&word)).collect();
        }
        for list in [
            &mut self.total_units,
            &mut self.total_prefixes,
            &mut self.page_words,
            &mut self.note_openings,
            &mut self.ordinal_numerals,
            &mut self.ordinal_prefixes,
            &mut self.ordinal_units,
            &mut self.ordinal_marks,
            &mut self.department_endings,
            &mut self.not_departments,
            &mut self.community_endings,
            &mut self.street_endings,
            &mut self.place_prefix_endings,
            &mut self.title_noise,
        ] {
            for word in list.iter_mut() {
                *word = plainer.plain(word);
            }
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_file_is_good() {
        toml::from_str::<File>(BUILTIN).unwrap();
        let layout = Layout::builtin(&Plainer::default());
        assert!(layout.totals.contains("合计") && layout.dittos.contains("同上"));
    }
}
