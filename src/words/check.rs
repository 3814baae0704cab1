//! Looks for words that can have no effect, or two: in two places, hidden by an exception, there already.

use hashbrown::HashMap;

use super::lexicon::{Lexicon, Listed, Section};
use super::{KINDS, Words, same, variants};
use crate::diag::Diag;
use crate::item::terms;
use crate::place::{Place, SourceFile};
use crate::say;

terms! {
    /// What can be odd in a words file that reads well; the words never change.
    Code {
        /// A phrase that is there twice.
        Twice = "word-twice", "词语重复";
        /// A phrase that an exception takes back.
        Hidden = "word-hidden", "词语被例外遮住";
        /// A phrase that changes nothing.
        NoEffect = "no-effect", "词语不起作用";
        /// A phrase that is found nearly everywhere.
        General = "word", "用词";
    }
}

impl From<Code> for &'static str {
    fn from(code: Code) -> Self {
        code.word()
    }
}

/// Tables in which a phrase can have one meaning only: its file's id and its name.
const ONE_MEANING: &[(&str, &str)] = &[
    ("headings", "heading"),
    ("categories", "category"),
    ("departments", "department"),
    ("variants", "variant"),
    ("frequencies", "unit"),
    ("frequencies", "occasion"),
    ("efforts", "unit"),
];

/// Lists that are looked for in one go: the first meaning of a phrase stands.
const TOGETHER: &[(&str, &str)] = &[("ends_weak", "ends")];

/// Lists that exceptions are looked for in the same way, and that they can hide whole.
const HIDEABLE: &[(&str, &str)] = &[("statute", "endings")];

/// Tables of synonyms: a word of two concepts stands for neither.
const CONCEPTS: &[&str] = &[
    "general",
    "population",
    "place",
    "topic",
    "deed",
    "qualifier",
    "period",
];

/// What is odd in words files, beside what [`Words::load`] finds.
pub fn check(files: &[SourceFile]) -> Vec<Diag> {
    if files.is_empty() {
        return Vec::new();
    }
    let builtin = lexicon(&Words::builtin_files());
    let own = lexicon(files);
    let mut diags = twice(&own);
    for section in own.all() {
        diags.extend(hidden(section));
        diags.extend(general(section));
    }
    diags.extend(known_already(&own, &builtin));
    diags.sort_by(|a, b| a.place.cmp(&b.place));
    diags.dedup_by(|later, first| later.place == first.place);
    diags
}

/// The words of some files alone, in plain form; what is wrong with the files is said where they are loaded.
fn lexicon(files: &[SourceFile]) -> Lexicon {
    let of = |files: &[SourceFile]| Lexicon::read(files, KINDS, &mut Vec::new());
    let mut lexicon = of(files);
    lexicon.make_plain(&variants::plainer(&of(&Words::builtin_files())));
    lexicon
}

/// The phrases that have one meaning, by where and how they are looked for.
type Places<'a> = HashMap<(&'a str, &'a str, &'a str, &'a str, &'a str), (&'a str, &'a Listed)>;

/// `word-twice`
fn twice(lexicon: &Lexicon) -> Vec<Diag> {
    let mut first: Places<'_> = HashMap::new();
    let mut diags = Vec::new();
    for section in lexicon.all() {
        let is_concept = section.file == same::FILE.id && CONCEPTS.contains(&section.table);
        let table = if is_concept { "concept" } else { section.table };
        let one_meaning = is_concept || ONE_MEANING.contains(&(section.file, section.table));
        let key = if one_meaning { "" } else { &section.key };
        for (list, phrases) in section.lists() {
            let together = TOGETHER.iter().find(|(one, _)| *one == list);
            let list = together.map_or(list, |(_, other)| other);
            for phrase in phrases {
                // Variants are told apart by nothing but how they are written.
                let written = match section.file == variants::FILE.id {
                    true => &phrase.text,
                    false => &phrase.plain,
                };
                let place = (section.file, table, key, list, written.as_str());
                match first.get(&place) {
                    Some((key, there)) => diags.push(repeated(section, phrase, key, there)),
                    None => drop(first.insert(place, (&section.key, phrase))),
                }
            }
        }
    }
    diags
}

fn repeated(section: &Section, phrase: &Listed, key: &str, there: &Listed) -> Diag {
    let text = &phrase.text;
    let (table, own) = (section.table, &section.key);
    let message = match *own == key {
        true => say!(
            "“{text}”在这一组里已经有了",
            "“{text}” is in this group already"
        ),
        false => say!(
            "“{text}”在 [{table}.{key}] 里已经有了，这里的不起作用",
            "“{text}” is under [{table}.{key}] already; here it does nothing"
        ),
    };
    Diag::warning(Code::Twice, Place::Span(phrase.span.clone()), message)
        .help(say!("两处留一处", "leave it in one place"))
        .also(
            Place::Span(there.span.clone()),
            say!("先在这里", "first here"),
        )
}

/// `word-hidden`
fn hidden(section: &Section) -> Vec<Diag> {
    let exceptions = section.list("except");
    let mut diags = Vec::new();
    for (list, phrases) in section.lists() {
        if !HIDEABLE.contains(&(section.table, list)) {
            continue;
        }
        let hides = |phrase: &Listed, exception: &Listed| phrase.plain.ends_with(&exception.plain);
        for phrase in phrases {
            let Some(exception) = exceptions.iter().find(|e| hides(phrase, e)) else {
                continue;
            };
            let (text, by) = (&phrase.text, &exception.text);
            let message = say!(
                "“{text}”被例外“{by}”整个遮住，永远认不出来",
                "“{text}” is hidden by the exception “{by}” and never found"
            );
            diags.push(
                Diag::warning(Code::Hidden, Place::Span(phrase.span.clone()), message)
                    .help(say!(
                        "删去一个，或把例外写长些",
                        "drop one, or make the exception longer"
                    ))
                    .also(
                        Place::Span(exception.span.clone()),
                        say!("例外", "the exception"),
                    ),
            );
        }
    }
    diags
}

/// `word`
fn general(section: &Section) -> Vec<Diag> {
    let anywhere = section.list("anywhere").iter();
    let short = anywhere.filter(|phrase| phrase.plain.chars().count() <= 1);
    let diag = |phrase: &Listed| {
        let text = &phrase.text;
        let message = say!(
            "“{text}”只有一个字，任何地方出现都算，会误认许多",
            "“{text}” is a single character found anywhere, and takes too much"
        );
        Diag::warning(Code::General, Place::Span(phrase.span.clone()), message).help(say!(
            "写两个字以上的词，或放进 whole（整格相同才算）",
            "write a longer one, or put it under whole"
        ))
    };
    short.map(diag).collect()
}

/// `no-effect`: what one's own words say that the built-in ones say as well. A file most of which is
/// known is an edited copy of a built-in one, and none of this is said of it.
fn known_already(own: &Lexicon, builtin: &Lexicon) -> Vec<Diag> {
    let mut by_file: HashMap<&str, (usize, Vec<Diag>)> = HashMap::new();
    for section in own.all() {
        let same = builtin.sections(section.file, section.table);
        let same: Vec<_> = same.filter(|other| other.key == section.key).collect();
        for (list, phrases) in section.lists().filter(|(list, _)| *list != "drop") {
            for phrase in phrases {
                let (all, known) = by_file.entry(&phrase.span.path).or_default();
                *all += 1;
                let mut there = same.iter().flat_map(|other| other.list(list));
                if there.any(|other| other.plain == phrase.plain) {
                    known.push(needless(phrase));
                }
            }
        }
    }
    let additions = by_file
        .into_values()
        .filter(|(all, known)| 2 * known.len() <= *all);
    additions.flat_map(|(_, known)| known).collect()
}

fn needless(phrase: &Listed) -> Diag {
    let text = &phrase.text;
    let message = say!(
        "“{text}”内置的词表里已经有了，加在这里不起作用",
        "“{text}” is among the built-in words already: here it changes nothing"
    );
    Diag::warning(Code::NoEffect, Place::Span(phrase.span.clone()), message)
        .help(say!("删去“{text}”", "drop “{text}”"))
}
