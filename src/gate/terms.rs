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
    /// What of them isn't certain and has to be checked before they are relied on.
    pub to_check: Option<String>,
    /// Working days that must lie between notice and deadline.
    pub lead_days: u32,
    no_funds: Vec<String>,
    agreed: Vec<String>,
}

/// Terms of which only some may be said.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    title: Option<String>,
    source: String,
    to_check: Option<String>,
    lead_days: Option<u32>,
    no_funds: Option<Vec<String>>,
    agreed: Option<Vec<String>>,
}

impl Terms {
    /// Puts what a file says in the place of what these say; it must say where it comes from.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn lay_over(&mut self, text: &str) -> Result<(), String> {
        let own: Own = toml::from_str(text).map_err(|error| error.to_string())?;
        self.source = format!("{}；其余：{}", own.source, self.source);
        if own.lead_days.is_some() {
            // What was open about the days was open about those.
            self.to_check = None;
        }
        self.to_check = own.to_check.or(self.to_check.take());
        self.title = own.title.unwrap_or_else(|| std::mem::take(&mut self.title));
        self.lead_days = own.lead_days.unwrap_or(self.lead_days);
        for (words, of_file) in [
            (&mut self.no_funds, own.no_funds),
            (&mut self.agreed, own.agreed),
        ] {
            if let Some(of_file) = of_file {
                *words = of_file;
            }
        }
        Ok(())
    }

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

    #[test]
    fn what_a_file_says_takes_the_place_of_the_terms_that_are_carried() {
        let mut terms = Terms::builtin();
        let laid = terms.lay_over("source = \"区办法\"\nlead_days = 10\n");
        assert_eq!(
            (laid, terms.lead_days, terms.to_check.as_deref()),
            (Ok(()), 10, None)
        );
        assert!(terms.source.starts_with("区办法") && terms.lacks_funds("无"));
        assert_eq!(
            terms.lay_over("source = \"s\"\nno_funds = [\"零\"]\n"),
            Ok(())
        );
        assert!(terms.lacks_funds("零元") && !terms.lacks_funds("无"));
        assert!(terms.lay_over("lead_days = 10\n").is_err(), "no source");
        assert!(terms.lay_over("source = \"s\"\nlead_days = -1\n").is_err());
        assert!(terms.lay_over("source = \"s\"\nlead_day = 1\n").is_err());
    }
}
