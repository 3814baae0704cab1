//! The tables of a rule file, one file for each kind.

pub(super) mod change;
pub(super) mod clause;
pub(super) mod example;
pub(super) mod follows;
pub(super) mod group;
pub(super) mod keep;
pub(super) mod list;
pub(super) mod quota;
pub(super) mod rule;
pub(super) mod set;
pub(super) mod share;
pub(super) mod source;
pub(super) mod target;
pub(super) mod tariff;
