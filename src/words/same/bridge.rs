//! What an index of names must bring together: concepts between which the measure sees no difference
//! that counts.

use std::collections::BTreeSet;

use hashbrown::{HashMap, HashSet};

use super::{Concept, NameReading, Part, Same};

/// Concepts in classes, and which of them a name may lack and still be the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Bridges {
    /// The class of each concept: those near to one another, and those each of which goes without
    /// saying beside the other, however many steps apart.
    class_of: Vec<Concept>,
    /// Classes that any name may lack: 居民 and what is near to it, what a form's word may say instead,
    /// and what goes without saying beside those.
    dispensable: HashSet<Concept>,
    /// The classes that go without saying beside each, however many steps apart.
    implied: HashMap<Concept, HashSet<Concept>>,
}

impl Bridges {
    /// Follows what is near and what goes without saying.
    pub(super) fn new(same: &Same) -> Self {
        let mut bridges = Self {
            class_of: same.folded.clone(),
            ..Self::default()
        };
        // What goes without saying both ways joins classes, which may make more of it go both ways.
        loop {
            bridges.follow(same);
            let mutual = bridges.mutual();
            if mutual.is_empty() {
                break;
            }
            bridges.join(&mutual);
        }
        let all = 0..same.concepts.len() as Concept;
        let general = all.filter(|&concept| same.concept(concept).0 == Part::General);
        let carried = same
            .carriable
            .iter()
            .copied()
            .chain(same.said_by_carriers());
        let any: HashSet<Concept> = (general.chain(carried))
            .map(|concept| bridges.class(concept))
            .collect();
        let beside = any.iter().filter_map(|class| bridges.implied.get(class));
        bridges.dispensable = beside.flatten().chain(&any).copied().collect();
        bridges
    }

    /// Classes each of which goes without saying beside the other.
    fn mutual(&self) -> BTreeSet<(Concept, Concept)> {
        let goes = |one, other| self.implied.get(one).is_some_and(|all| all.contains(other));
        let pairs = self.implied.iter();
        let pairs = pairs.flat_map(|(one, others)| others.iter().map(move |other| (one, other)));
        pairs
            .filter(|(one, other)| one < other && goes(*other, *one))
            .map(|(&one, &other)| (one, other))
            .collect()
    }

    fn join(&mut self, pairs: &BTreeSet<(Concept, Concept)>) {
        for &(one, other) in pairs {
            let (one, other) = (self.class(one), self.class(other));
            let joined = self.class_of.iter_mut().filter(|class| **class == other);
            joined.for_each(|class| *class = one);
        }
    }

    fn class(&self, concept: Concept) -> Concept {
        self.class_of[concept as usize]
    }

    /// Notes what goes without saying beside each class, directly and in steps.
    fn follow(&mut self, same: &Same) {
        let mut direct: HashMap<Concept, HashSet<Concept>> = HashMap::new();
        let pairs = same.implied().iter();
        for (one, other) in pairs.map(|&(one, other)| (self.class(one), self.class(other))) {
            if one != other {
                direct.entry(one).or_default().insert(other);
            }
        }
        let reach = |from: &Concept| {
            let (mut reached, mut open) = (HashSet::new(), vec![*from]);
            while let Some(class) = open.pop() {
                let next = direct.get(&class).into_iter().flatten();
                open.extend(next.filter(|&&next| reached.insert(next)));
            }
            (*from, reached)
        };
        self.implied = direct.keys().map(reach).collect();
    }
}

impl Same {
    /// How many per cent are deducted at least where only one name says a subject.
    pub fn least_of_a_subject(&self) -> u8 {
        let parts = [
            Part::Population,
            Part::Place,
            Part::Topic,
            Part::Deed,
            Part::Qualifier,
            Part::Period,
            Part::Unknown,
        ];
        let deductions = parts.iter().map(|&part| self.deduction(part));
        deductions.min().unwrap_or(0).min(100)
    }

    /// What a name says that every name says too which may be the same, as classes of concepts; ordered,
    /// each once.
    pub fn indispensable(&self, name: &NameReading) -> Vec<Concept> {
        let bridges = self.bridges();
        let own: BTreeSet<Concept> = (name.concepts.iter())
            .map(|&concept| bridges.class(concept))
            .collect();
        let is_implied = |class: &Concept| {
            let mut beside = own.iter().filter_map(|other| bridges.implied.get(other));
            beside.any(|beside| beside.contains(class))
        };
        let said = own
            .iter()
            .filter(|class| !bridges.dispensable.contains(*class));
        said.filter(|class| !is_implied(class)).copied().collect()
    }

    /// What is brought together.
    pub(super) fn bridges(&self) -> &Bridges {
        self.bridges.get_or_init(|| Bridges::new(self))
    }

    /// What the words of forms say by their parts: 考核 in 考核表.
    fn said_by_carriers(&self) -> impl Iterator<Item = Concept> {
        let carriers = self
            .phrases
            .iter()
            .filter(|(_, roles)| roles.carrier.is_some());
        carriers.flat_map(|(phrase, _)| {
            let parts = self.finder().parts(phrase);
            let said = parts.iter().filter_map(|part| part.roles?.concept);
            said.collect::<Vec<_>>()
        })
    }
}
