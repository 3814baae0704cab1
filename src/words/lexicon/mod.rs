//! The sections of phrases that words files hold, later files laid over earlier ones.

mod file;

use std::collections::BTreeMap;

use toml::de::DeTable;

use hashbrown::HashMap;

use crate::diag::Diag;
use crate::parallel;
use crate::place::{Place, SourceFile, Span};
use crate::say;
use crate::text::Plainer;

/// What a words file may hold, by the `id` in its `[words]` table.
pub(super) struct FileKind {
    /// The id.
    pub(super) id: &'static str,
    /// Its tables, `[name.key]`.
    pub(super) tables: &'static [TableKind],
}

/// What a table of a words file may hold.
pub(super) struct TableKind {
    /// The first part of its name.
    pub(super) name: &'static str,
    /// The one spelling of a key, or `None` where there is no such key.
    pub(super) key: fn(&str) -> Option<String>,
    /// The keys there are, to name the nearest; empty where any will do.
    pub(super) known: fn() -> Vec<&'static str>,
    /// Lists of phrases.
    pub(super) lists: &'static [&'static str],
    /// Single values.
    pub(super) values: &'static [&'static str],
}

/// For tables whose keys are free.
pub(super) fn any_key(key: &str) -> Option<String> {
    Some(key.to_owned())
}

/// For tables whose keys are free.
pub(super) fn no_known() -> Vec<&'static str> {
    Vec::new()
}

/// A phrase as it stands in a file.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// As written.
    pub(super) text: String,
    /// What is matched.
    pub(super) plain: String,
    /// Where it stands.
    pub(super) span: Span,
}

/// One table `[name.key]`, with what later files added to it.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// The id of its file.
    pub(super) file: &'static str,
    /// The name of its table.
    pub(super) table: &'static str,
    /// Its key.
    pub(super) key: String,
    lists: BTreeMap<&'static str, Vec<Listed>>,
    values: BTreeMap<&'static str, Listed>,
}

impl Section {
    /// The phrases of a list; none if it isn't there.
    pub(super) fn list(&self, name: &str) -> &[Listed] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every list with its name.
    pub(super) fn lists(&self) -> impl Iterator<Item = (&'static str, &[Listed])> {
        self.lists
            .iter()
            .map(|(name, list)| (*name, list.as_slice()))
    }

    /// A single value, as written.
    pub(super) fn value(&self, name: &str) -> Option<&Listed> {
        self.values.get(name)
    }

    /// A whole number.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.value(name)?.text.parse().ok()
    }
}

/// All sections of all words files, later files laid over earlier ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    sections: Vec<Section>,
    /// The position of a section, by the id of its file, the name of its table and its key.
    places: HashMap<(&'static str, &'static str, String), usize>,
}

impl Lexicon {
    /// Reads files in order; a later one adds to, or drops from, what earlier ones say.
    pub(super) fn read(
        files: &[SourceFile],
        kinds: &[&'static FileKind],
        diags: &mut Vec<Diag>,
    ) -> Self {
        // The longest first, so that no thread is left with it at the end.
        let mut order: Vec<usize> = (0..files.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(files[at].text.len()));
        let read = |at: usize| (at, Self::of_file(&files[at], kinds));
        let mut parts = parallel::over(order, parallel::threads(), read);
        parts.sort_by_key(|&(at, _)| at);
        let mut lexicon = Self::default();
        for (_, (part, mistakes)) in parts {
            lexicon.take_in(part);
            diags.extend(mistakes);
        }
        lexicon
    }

    fn of_file(file: &SourceFile, kinds: &[&'static FileKind]) -> (Self, Vec<Diag>) {
        let (mut lexicon, mut diags) = (Self::default(), Vec::new());
        let mut reader = file::FileReader {
            file,
            diags: &mut diags,
        };
        reader.read_into(&mut lexicon, kinds);
        (lexicon, diags)
    }

    /// Lays another lexicon over this one.
    fn take_in(&mut self, other: Self) {
        for section in other.sections {
            let own = self.section_mut(section.file, section.table, section.key);
            for (name, list) in section.lists {
                own.lists.entry(name).or_default().extend(list);
            }
            own.values.extend(section.values);
        }
    }

    /// All sections, in the order in which they first stand.
    pub(super) fn all(&self) -> impl Iterator<Item = &Section> {
        self.sections.iter()
    }

    /// The sections of a table.
    pub(super) fn sections<'a>(
        &'a self,
        file: &'a str,
        table: &'a str,
    ) -> impl Iterator<Item = &'a Section> {
        self.sections
            .iter()
            .filter(move |section| section.file == file && section.table == table)
    }

    /// Gives every phrase its plain form.
    pub(super) fn make_plain(&mut self, plainer: &Plainer) {
        for section in &mut self.sections {
            for listed in section.lists.values_mut().flatten() {
                listed.plain = plainer.plain(&listed.text);
            }
        }
    }

    /// Takes out what `drop` lists name, now that plain forms can be compared.
    pub(super) fn apply_drops(&mut self, diags: &mut Vec<Diag>) {
        for section in &mut self.sections {
            for dropped in section.lists.remove("drop").unwrap_or_default() {
                let mut found = false;
                for list in section.lists.values_mut() {
                    let before = list.len();
                    list.retain(|listed| listed.plain != dropped.plain);
                    found |= list.len() < before;
                }
                if !found {
                    let text = &dropped.text;
                    diags.push(Diag::warning(
                        "no-effect",
                        Place::Span(dropped.span),
                        say!(
                            "要去掉的“{text}”本来就不在这一组里",
                            "“{text}” is to be dropped but is not in this group"
                        ),
                    ));
                }
            }
        }
    }

    fn section_mut(
        &mut self,
        file: &'static str,
        table: &'static str,
        key: String,
    ) -> &mut Section {
        let next = self.sections.len();
        let place = (file, table, key.clone());
        let at = *self.places.entry(place).or_insert(next);
        if at == next {
            self.sections.push(Section {
                file,
                table,
                key,
                lists: BTreeMap::new(),
                values: BTreeMap::new(),
            });
        }
        &mut self.sections[at]
    }
}

/// Whether a file is a words file: told by its `[words]` table.
pub fn is_words_file(text: &str) -> bool {
    DeTable::parse_recoverable(text)
        .0
        .get_ref()
        .contains_key("words")
}
