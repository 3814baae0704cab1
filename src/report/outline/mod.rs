//! What a report says, written once: a small tree of sections, paragraphs, tables and charts that every format renders.

mod annex;
mod chart;
mod composition;
mod decisions;
mod examined;
mod frame;
mod ground;
mod letter;
mod limits;
mod number;
mod ranking;
mod reach;
mod rest;
mod result;
mod street;
mod table;
mod what_if;

pub(super) use chart::{Chart, Series};
pub(super) use composition::held_against;
pub(super) use number::number;
pub(super) use result::colour;
pub(super) use table::{Cell, Column, Rows, Table};

use super::{Audience, Facts};

/// A whole report.
pub(super) struct Outline<'f> {
    /// What it is called, in words that stay whole where it fills several lines.
    pub(super) title: Vec<String>,
    /// Whom it is addressed to; brackets to be filled in where nobody said.
    pub(super) addressee: String,
    /// The sentences before the first heading.
    pub(super) opening: Vec<String>,
    /// The body, in order.
    pub(super) sections: Vec<Section<'f>>,
    /// The sentence after the body.
    pub(super) closing: String,
    /// Who signs, and the date, to be filled in by people.
    pub(super) signature: [String; 2],
    /// What is bound in behind.
    pub(super) annexes: Vec<Annex<'f>>,
}

/// A section with those under it.
pub(super) struct Section<'f> {
    /// What it is about.
    pub(super) topic: Topic,
    /// Its heading, without the number.
    pub(super) title: String,
    /// What it says itself.
    pub(super) blocks: Vec<Block<'f>>,
    /// The sections under it.
    pub(super) parts: Vec<Section<'f>>,
}

/// What a section at the top is about; those under it say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// What was examined.
    Examined,
    /// The counts, the hours, the composition.
    Result,
    /// What is to be deleted, adjusted, merged and compressed.
    Decisions,
    /// What stays, and what people must decide.
    Rest,
    /// Who imposes it.
    Departments,
    /// Whom it is imposed on.
    Communities,
    /// What was promised and allowed.
    Limits,
    /// The rules, and what no rule judges.
    Ground,
}

/// A piece of a section.
pub(super) enum Block<'f> {
    /// A paragraph.
    Paragraph(String),
    /// Short points.
    List(Vec<String>),
    /// A table.
    Table(Table<'f>),
    /// Numbers to be drawn.
    Chart(Chart),
}

/// What is bound in behind a report.
pub(super) struct Annex<'f> {
    /// Its title.
    pub(super) title: String,
    /// All of it.
    pub(super) table: Table<'f>,
}

impl<'f> Section<'f> {
    /// A section without others under it.
    pub(super) fn of(topic: Topic, title: impl Into<String>, blocks: Vec<Block<'f>>) -> Self {
        Self {
            topic,
            title: title.into(),
            blocks,
            parts: Vec::new(),
        }
    }

    /// All its tables, in order.
    pub(super) fn tables(&self) -> Vec<&Table<'f>> {
        let own = self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        own.chain(self.parts.iter().flat_map(Section::tables))
            .collect()
    }

    /// Whether nothing stands in it.
    fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.parts.is_empty()
    }
}

impl<'f> Outline<'f> {
    /// The title on one line.
    pub(super) fn title(&self) -> String {
        self.title.concat()
    }

    /// A paper that is no letter: nobody is addressed, nobody signs.
    pub(super) fn plain(title: String, opening: Vec<String>, sections: Vec<Section<'f>>) -> Self {
        let sections = sections.into_iter().filter(|section| !section.is_empty());
        Self {
            title: vec![title],
            addressee: String::new(),
            opening,
            sections: sections.collect(),
            closing: String::new(),
            signature: [const { String::new() }; 2],
            annexes: Vec::new(),
        }
    }

    /// What is reported of these facts.
    pub(super) fn of(facts: &'f Facts<'_>) -> Self {
        match facts.view.audience {
            Audience::Department => letter::outline(facts),
            Audience::District => Self::report(facts, Self::for_district(facts)),
            Audience::Street => Self::report(facts, Self::for_street(facts)),
        }
    }

    /// What was asked for beside the audit: what-if, and what it takes to reach an aim.
    pub(super) fn alternatives(facts: &'f Facts<'_>) -> Self {
        let sections = vec![what_if::section(facts), reach::section(facts)];
        Self::plain(String::new(), Vec::new(), sections)
    }

    /// Departments, streets and targets beside each other.
    fn for_district(facts: &'f Facts<'_>) -> Vec<Section<'f>> {
        vec![
            examined::section(facts),
            result::section(facts),
            decisions::section(facts),
            rest::kept(facts),
            rest::for_people(facts),
            ranking::departments(facts),
            ranking::places(facts),
            limits::section(facts),
            what_if::section(facts),
            reach::section(facts),
            ground::section(facts),
        ]
    }

    /// Its communities, what it imposes itself and what it can decide, before what others must.
    fn for_street(facts: &'f Facts<'_>) -> Vec<Section<'f>> {
        vec![
            examined::section(facts),
            result::section(facts),
            ranking::places(facts),
            street::imposed(facts),
            street::deciders(facts),
            decisions::section(facts),
            rest::kept(facts),
            rest::for_people(facts),
            ranking::departments(facts),
            limits::section(facts),
            what_if::section(facts),
            reach::section(facts),
            ground::section(facts),
        ]
    }

    fn report(facts: &'f Facts<'_>, sections: Vec<Section<'f>>) -> Self {
        Self {
            title: frame::title(facts),
            addressee: frame::addressee(facts),
            opening: frame::opening(facts),
            sections: sections
                .into_iter()
                .filter(|section| !section.is_empty())
                .collect(),
            closing: frame::closing(facts),
            signature: frame::signature(facts),
            annexes: annex::annexes(facts),
        }
    }
}
