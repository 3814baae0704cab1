//! What the program says to people, in Chinese and in English at once.

use std::fmt;

/// The language of everything that people read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

/// One message in both languages, so that none can be missing; made by [`say!`](crate::say).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    zh: String,
    en: String,
}

impl Phrase {
    /// A message from its Chinese and its English form.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The Chinese and the English form, to stand within another message.
    pub fn both(&self) -> (&str, &str) {
        (&self.zh, &self.en)
    }

    /// The message in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.zh)
    }
}

/// Makes a [`Phrase`] from a Chinese and an English format string that share their inline arguments.
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(, $($args:tt)*)?) => {
        $crate::phrase::Phrase::new(format!($zh $(, $($args)*)?), format!($en $(, $($args)*)?))
    };
}
