//! The order in which rule files are laid over one another: what a set extends goes before it.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::diag::Diag;
use crate::place::{Place, SourceFile, Span};
use crate::rule::builtin::builtin;
use crate::rule::near::nearest;
use crate::rule::syntax;
use crate::say;

/// What a file's `[set]` says of its place among the layers.
struct Layer {
    file: SourceFile,
    id: Option<String>,
    /// Ids of the sets it stands on, with where they are named.
    extends: Vec<(String, Range<usize>)>,
}

impl Layer {
    /// Reads the names alone; whatever is wrong with them is said where the set is read.
    fn read(file: &SourceFile) -> Self {
        syntax::with_table(file, "set", |tree| Self::of(file, tree))
    }

    fn of(file: &SourceFile, tree: &DeTable<'_>) -> Self {
        let set = match tree.get("set").map(toml::Spanned::get_ref) {
            Some(DeValue::Table(set)) => Some(set),
            _ => None,
        };
        let value = |key: &str| set.and_then(|set| set.get(key));
        let entries = match value("extends") {
            Some(one) => match one.get_ref() {
                DeValue::Array(many) => many.iter().collect(),
                _ => vec![one],
            },
            None => Vec::new(),
        };
        let named = entries
            .into_iter()
            .filter_map(|entry| Some((entry.get_ref().as_str()?.trim().to_owned(), entry.span())));
        Self {
            file: file.clone(),
            id: value("id")
                .and_then(|id| id.get_ref().as_str())
                .map(|id| id.trim().to_owned()),
            extends: named.collect(),
        }
    }

    fn place(&self, bytes: &Range<usize>) -> Place {
        Place::Span(Span {
            path: self.file.path.clone(),
            bytes: bytes.clone(),
        })
    }
}

/// The files with the built-in sets that they extend, bases first, else in the order given; sets
/// that extend what isn't there, and circles.
///
/// A set is named by its id and found among these files and the built-in ones: no path is ever opened.
pub fn arranged(files: &[SourceFile]) -> (Vec<SourceFile>, Vec<Diag>) {
    // Most files extend nothing, which shows without parsing them; full-width letters are mended later.
    let extends = |file: &SourceFile| file.text.contains("extends") || file.text.contains('ｅ');
    if !files.iter().any(extends) {
        return (files.to_vec(), Vec::new());
    }
    let mut layers: Vec<_> = files.iter().map(Layer::read).collect();
    let mut diags = Vec::new();
    let mut at = 0;
    while at < layers.len() {
        for (id, bytes) in layers[at].extends.clone() {
            if layers.iter().any(|layer| layer.id.as_ref() == Some(&id)) {
                continue;
            }
            match builtin().find(|(name, _)| *name == id) {
                Some((_, file)) => layers.push(Layer::read(&file)),
                None => diags.push(unknown(&layers, at, &id, &bytes)),
            }
        }
        at += 1;
    }
    let mut walk = Walk {
        layers: &layers,
        done: vec![false; layers.len()],
        path: Vec::new(),
        order: Vec::new(),
        diags,
    };
    for at in 0..layers.len() {
        walk.visit(at);
    }
    let order = walk.order.iter().map(|&at| layers[at].file.clone());
    (order.collect(), walk.diags)
}

/// A walk from each set down to its bases.
struct Walk<'a> {
    layers: &'a [Layer],
    done: Vec<bool>,
    /// The sets between the first and the one that is visited, each by what it extends.
    path: Vec<usize>,
    order: Vec<usize>,
    diags: Vec<Diag>,
}

impl Walk<'_> {
    fn visit(&mut self, at: usize) {
        if self.done[at] {
            return;
        }
        self.path.push(at);
        let layers = self.layers;
        for (id, bytes) in &layers[at].extends {
            for (base, layer) in layers.iter().enumerate() {
                if layer.id.as_ref() != Some(id) {
                    continue;
                }
                if self.path.contains(&base) {
                    self.diags.push(circle(layers, at, bytes, base));
                } else {
                    self.visit(base);
                }
            }
        }
        self.path.pop();
        self.done[at] = true;
        self.order.push(at);
    }
}

fn circle(layers: &[Layer], at: usize, bytes: &Range<usize>, base: usize) -> Diag {
    let own = layers[at].id.clone().unwrap_or_default();
    let id = layers[base].id.clone().unwrap_or_default();
    let message = match at == base {
        true => say!("规则集 {id} 以自己为上层", "the set {id} extends itself"),
        false => say!(
            "规则集互为上层：{own} 以 {id} 为上层，{id} 又直接或间接以 {own} 为上层",
            "sets extend each other in a circle: {own} extends {id}, which extends {own} again"
        ),
    };
    let help = say!(
        "上层文件不引用下层：删去其中一个 extends",
        "an upper layer names no lower one: drop one of the two"
    );
    let diag = Diag::error("loosens", layers[at].place(bytes), message).help(help);
    match layers[base].extends.first() {
        Some((_, there)) if at != base => diag.also(
            layers[base].place(there),
            say!("{id} 的上层写在这里", "what {id} extends stands here"),
        ),
        _ => diag,
    }
}

fn unknown(layers: &[Layer], at: usize, id: &str, bytes: &Range<usize>) -> Diag {
    let ids = layers.iter().filter_map(|layer| layer.id.as_deref());
    let known: Vec<&str> = ids.chain(builtin().map(|(name, _)| name)).collect();
    let is_path = id.contains(['/', '\\']) || id.ends_with(".toml");
    let help = match nearest(id, known.iter().copied()) {
        _ if is_path => say!(
            "写规则集的编号（[set] 里的 id），不写路径；用 --rules 把那份文件一并列出",
            "name the set by its id, not by a path, and list its file with --rules as well"
        ),
        Some(near) => say!("是不是“{near}”？", "did you mean \"{near}\"?"),
        None => say!(
            "用 --rules 把那份文件一并列出；jianfu rules export 可写出内置的规则集",
            "list its file with --rules as well; jianfu rules export writes out a built-in set"
        ),
    };
    Diag::error(
        "unknown-word",
        layers[at].place(bytes),
        say!("没有编号为“{id}”的规则集", "there is no rule set \"{id}\""),
    )
    .help(help)
}
