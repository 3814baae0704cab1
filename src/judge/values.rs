//! The distinct values that items have of each aspect, numbered, so that what one decides is looked at once.

use hashbrown::HashMap;

use super::mask::Aspect;
use crate::item::{Item, Items};
use crate::parallel;
use crate::text::{BySymbol, Symbol};

/// The values of some aspects of all items.
pub(super) struct Values {
    /// The aspects.
    pub(super) aspects: Vec<Aspect>,
    /// The number of each item's value, item by item, of each aspect.
    of_item: Vec<u32>,
    /// For each aspect, the first item that has each value.
    firsts: Vec<Vec<u32>>,
}

impl Values {
    /// Numbers the values of items, on so many threads.
    pub(super) fn of(items: &Items, aspects: Vec<Aspect>, threads: usize) -> Self {
        let shares = parallel::shares(&items.items, threads);
        let parts = parallel::over(shares, threads, |items| Part::of(&aspects, items));
        let mut parts = parts.into_iter();
        let mut whole = parts.next().unwrap_or_else(|| Part::of(&aspects, &[]));
        parts.for_each(|part| whole.append(&part, &aspects, items));
        Self {
            aspects,
            of_item: whole.of_item,
            firsts: whole.firsts,
        }
    }

    /// The numbers of an item's values, in the order of the aspects.
    pub(super) fn of_item(&self, item: usize) -> &[u32] {
        let count = self.aspects.len();
        &self.of_item[item * count..(item + 1) * count]
    }

    /// For each value of the aspect at a place, the first item that has it.
    pub(super) fn firsts(&self, aspect: usize) -> &[u32] {
        &self.firsts[aspect]
    }

    /// The distinct texts of all values.
    pub(super) fn texts(&self, items: &Items) -> Vec<Symbol> {
        let mut seen = BySymbol::default();
        let mut texts = Vec::new();
        for (aspect, firsts) in self.aspects.iter().zip(&self.firsts) {
            let firsts = firsts.iter().map(|&first| &items.items[first as usize]);
            for text in firsts.filter_map(|item| aspect.text(items, item)) {
                if !seen.set(text, true) {
                    texts.push(text);
                }
            }
        }
        texts
    }
}

/// The values of some items.
struct Part {
    numbers: Vec<HashMap<u32, u32>>,
    of_item: Vec<u32>,
    firsts: Vec<Vec<u32>>,
}

impl Part {
    fn of(aspects: &[Aspect], items: &[Item]) -> Self {
        let mut part = Self {
            numbers: vec![HashMap::new(); aspects.len()],
            of_item: Vec::with_capacity(items.len() * aspects.len()),
            firsts: vec![Vec::new(); aspects.len()],
        };
        for (item, at) in items.iter().zip(0..) {
            for (place, aspect) in aspects.iter().enumerate() {
                let number = part.number(place, aspect.value(item), at);
                part.of_item.push(number);
            }
        }
        part
    }

    fn number(&mut self, aspect: usize, value: u32, item: u32) -> u32 {
        let firsts = &mut self.firsts[aspect];
        *self.numbers[aspect].entry(value).or_insert_with(|| {
            firsts.push(item);
            firsts.len() as u32 - 1
        })
    }

    /// Adds the values of the items behind.
    fn append(&mut self, part: &Self, aspects: &[Aspect], items: &Items) {
        let before = (self.of_item.len() / aspects.len().max(1)) as u32;
        let numbers: Vec<Vec<u32>> = aspects
            .iter()
            .zip(&part.firsts)
            .enumerate()
            .map(|(place, (aspect, firsts))| {
                let firsts = firsts.iter().map(|first| before + first);
                firsts
                    .map(|first| {
                        let value = aspect.value(&items.items[first as usize]);
                        self.number(place, value, first)
                    })
                    .collect()
            })
            .collect();
        let places = (0..aspects.len()).cycle();
        let own = part.of_item.iter().zip(places);
        self.of_item
            .extend(own.map(|(&own, place)| numbers[place][own as usize]));
    }
}
