//! `jianfu` audits the burden on Chinese communities (社区减负).
//!
//! Data flows one way: [`read`] turns files into tables, [`intake`] tables into items, [`judge`]
//! items and a [`rule`] set into verdicts, [`report`] verdicts into documents. What is known of
//! Chinese is data, loaded by [`words`].

pub mod decision;
pub mod diag;
pub mod finding;
pub mod gate;
pub mod intake;
pub mod item;
pub mod judge;
mod parallel;
pub mod phrase;
pub mod place;
pub mod quarter;
pub mod reach;
pub mod read;
pub mod report;
pub mod rule;
pub mod text;
pub mod words;
