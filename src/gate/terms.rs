//! The terms of admission, from `rules/gate/admission.toml`.

use serde::Deserialize;

/// What an item must bring along.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What they are called.
    pub title: String,
    /// Where they come from.
    pub source: String,
    /// Working days that must lie between notice and deadline.
    pub lead_days: u32,
    no_funds: Vec<String>,
    agreed: Vec<String>,
}

impl Terms {
    /// The terms that the program carries.
    pub fn builtin() -> Self {
        let text = include_str!("../../rules/gate/admission.toml");
        toml::from_str(text)
            .unwrap_or_else(|error| unreachable!("the built-in terms are tested: {error}"))
    }

    /// Whether a text on funds says that there are none, or says nothing.
    pub(super) fn lacks_funds(&self, plain: &str) -> bool {
        plain.is_empty()
            || self
                .no_funds
                .iter()
                .any(|word| plain.starts_with(word.as_str()))
    }

    /// Whether a text says that the community agreed.
    pub(super) fn is_agreed(&self, plain: &str) -> bool {
        self.agreed.iter().any(|word| plain.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terms_that_are_carried_can_be_read() {
        let terms = Terms::builtin();
        assert!(
            terms.lacks_funds("")
                && terms.lacks_funds("无")
                && !terms.lacks_funds("区财政每年2万元")
        );
        assert!(terms.is_agreed("已与社区协商一致"));
    }
}
