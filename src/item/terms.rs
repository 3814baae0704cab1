//! Enumerations of the domain: each value has the English word of the contract and one Chinese spelling.

/// Declares an enumeration of the domain with its English word (contract, JSON) and its Chinese
/// spelling (rule files, tables), and everything that follows from the two.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $zh:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them, in the order of reports.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The English word of the contract.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one Chinese spelling.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// The word in a language.
            pub const fn in_lang(self, lang: $crate::phrase::Lang) -> &'static str {
                match lang {
                    $crate::phrase::Lang::Zh => self.zh(),
                    $crate::phrase::Lang::En => self.word(),
                }
            }

            /// Reads either word.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($word | $zh => Some(Self::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}
pub(crate) use terms;
