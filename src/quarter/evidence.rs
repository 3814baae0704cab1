//! Why two items are taken for the same, in words.

use super::change::{Change, Changed};
use super::measure::{Measure, NameLink};
use super::pairing::{How, Pair};
use crate::finding::Evidence;
use crate::item::Field;
use crate::phrase::Phrase;
use crate::say;
use crate::words::Words;

/// What speaks for a pair, the names first; nothing for what is simply the same.
pub(super) fn of(
    measure: &Measure,
    words: &Words,
    pair: &Pair,
    changes: &[Change],
) -> Vec<Evidence> {
    let quarters = measure.quarters;
    let (old, new) = (quarters.old.kind(pair.old), quarters.new.kind(pair.new));
    let names = [old.name, new.name].map(|name| quarters.text(name));
    let mut evidence = Vec::new();
    let mut add = |field: Option<Field>, found: String, note: Phrase| {
        evidence.push(Evidence {
            field,
            found,
            note: Some(note),
        });
    };
    if pair.how == How::AsDecided {
        let name = names[1].to_owned();
        add(
            None,
            name,
            say!("上季结论：并入此项", "the last audit folded it into this"),
        );
    }
    let Some(likeness) = &pair.likeness else {
        let moved = |change: &Change| matches!(change.field, Changed::Community);
        if changes.iter().any(moved) {
            let note = say!(
                "名称、部门都相同，社区不同",
                "same name and department, another community"
            );
            add(Some(Field::Name), names[1].to_owned(), note);
        }
        return evidence;
    };
    let [left, right] = names;
    let both = || format!("{left}＝{right}");
    match likeness.name {
        NameLink::Equal => add(
            Some(Field::Name),
            right.to_owned(),
            say!("名称相同", "the same name"),
        ),
        NameLink::Stem => add(
            Some(Field::Name),
            both(),
            say!("名称主干相同", "the same stem of the name"),
        ),
        NameLink::Alike(_) => {
            evidence.push(crate::judge::compare(words, left, right).evidence);
        }
        NameLink::Unlike | NameLink::Others => {
            let family = likeness.family.map(|family| words.renames().family(family));
            if let Some(family) = family {
                let note = say!(
                    "“{family}”一类的名目常这样换",
                    "names of the kind “{family}” are often changed like this"
                );
                evidence.push(Evidence {
                    field: Some(Field::Name),
                    found: both(),
                    note: Some(note),
                });
            }
        }
    }
    evidence.extend(of_the_rest(measure, pair));
    evidence
}

/// What speaks for a pair beside the names.
fn of_the_rest(measure: &Measure, pair: &Pair) -> Vec<Evidence> {
    let (quarters, Some(likeness)) = (measure.quarters, &pair.likeness) else {
        return Vec::new();
    };
    let new = quarters.new.kind(pair.new);
    let mut evidence = Vec::new();
    let mut add = |field, found: &str, note| {
        evidence.push(Evidence {
            field: Some(field),
            found: found.to_owned(),
            note: Some(note),
        });
    };
    if likeness.old_in_new && pair.how == How::Folded {
        let note = say!(
            "上季的事项整个包含在本季这一项里",
            "the earlier item is contained in this one"
        );
        add(Field::Name, quarters.text(new.name), note);
    }
    if likeness.new_in_old && pair.how == How::Split {
        let note = say!(
            "本季这一项原是上季那一项的一部分",
            "was a part of the earlier item"
        );
        add(Field::Name, quarters.text(new.name), note);
    }
    if let Some(share) = likeness.content.filter(|share| *share >= 0.1) {
        let percent = (share * 100.0).round();
        let note = say!("内容有 {percent}% 相同", "{percent}% of the contents agree");
        add(Field::Content, quarters.text(new.content), note);
    }
    if likeness.issuer {
        let note = say!("同一部门", "the same department");
        add(Field::Department, quarters.text(new.department), note);
    }
    if likeness.rate {
        let note = say!("频次相同", "asked for as often");
        add(Field::Frequency, quarters.text(new.frequency), note);
    }
    evidence
}
