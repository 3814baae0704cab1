//! Lists that nobody uses, that are empty, or that name something twice.

use hashbrown::HashMap;

use crate::diag::Diag;
use crate::place::Place;
use crate::rule::Code;
use crate::rule::{List, RuleSet};
use crate::say;

/// `list-unused`, `list-empty`, `list-duplicate`
pub(super) fn check(rules: &RuleSet) -> Vec<Diag> {
    let mut diags = Vec::new();
    for list in &rules.lists {
        let path = format!("list.{}", list.id);
        let Some(span) = rules.marks.get(&path) else {
            continue;
        };
        let (id, place) = (&list.id, || Place::Span(span.clone()));
        if !rules.marks.is_used(&path) {
            let message = say!("没有规则用到清单 {id}", "no rule uses the list {id}");
            let help = say!(
                "在规则里写 when.name.in_list = \"{id}\"，或删去这张表",
                "write when.name.in_list = \"{id}\" in a rule, or drop the table"
            );
            diags.push(Diag::warning(Code::ListUnused, place(), message).help(help));
        }
        if list.entries.is_empty() {
            let message = say!("清单 {id} 是空的", "the list {id} is empty");
            let help = say!("在 items 里写上条目", "write its entries under items");
            diags.push(Diag::warning(Code::ListEmpty, place(), message).help(help));
        }
        diags.extend(repeated(rules, list));
    }
    diags
}

fn repeated(rules: &RuleSet, list: &List) -> Vec<Diag> {
    let mut first_of: HashMap<&str, usize> = HashMap::new();
    let mut diags = Vec::new();
    let span = |i| rules.marks.get(&format!("list.{}.items.{i}", list.id));
    for (i, entry) in list.entries.iter().enumerate() {
        let first = *first_of.entry(&entry.plain).or_insert(i);
        let (Some(here), Some(there)) = (span(i), span(first)) else {
            continue;
        };
        if first == i {
            continue;
        }
        let typed = &entry.typed;
        let message = say!("“{typed}”重复了", "\"{typed}\" is there twice");
        diags.push(
            Diag::warning(Code::ListDuplicate, Place::Span(here.clone()), message)
                .also(Place::Span(there.clone()), say!("先在这里", "first here"))
                .help(say!("删去一个", "drop one of them")),
        );
    }
    diags
}
