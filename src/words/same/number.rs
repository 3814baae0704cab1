//! Years and other numbers in names.

use regex::Regex;

/// How years and other numbers are written.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    /// Years, taken out before anything else.
    pub(super) year: Option<Regex>,
    /// Other numbers with what they count.
    pub(super) other: Option<Regex>,
}

impl Numbers {
    /// A name without its years, and these.
    pub(super) fn take_years(&self, name: &str) -> (String, Vec<String>) {
        let Some(pattern) = &self.year else {
            return (name.to_owned(), Vec::new());
        };
        let mut years = Vec::new();
        let without = pattern.replace_all(name, |found: &regex::Captures| {
            years.push(found[0].chars().filter(char::is_ascii_digit).collect());
            ""
        });
        years.sort();
        (without.into_owned(), years)
    }

    /// The numbers in a text and what stands between them.
    pub(super) fn split<'t>(&self, text: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
        let (mut numbers, mut between, mut end) = (Vec::new(), Vec::new(), 0);
        for found in self
            .other
            .iter()
            .flat_map(|pattern| pattern.find_iter(text))
        {
            numbers.push(found.as_str());
            between.push(&text[end..found.start()]);
            end = found.end();
        }
        between.push(&text[end..]);
        between.retain(|piece| !piece.is_empty());
        (numbers, between)
    }
}
