//! Where a clause, a rule or a list comes from.

/// Where a clause, a rule or a list comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceNote {
    /// The document's name, in 《》 where it is a title.
    pub document: String,
    /// Its number: 民发〔2015〕136号.
    pub number: Option<String>,
    /// The part of it that is meant: 第二项.
    pub article: Option<String>,
    /// Its date, as written (2013, 2015-07-13).
    pub date: Option<String>,
    /// 原文 (quoted), 转述 (reported) or 推断 (inferred).
    pub nature: Option<Nature>,
}

crate::item::terms! {
    /// How close a rule stands to the text of the regulation.
    Nature {
        /// The regulation's own words.
        Quoted = "quoted", "原文";
        /// Reported by a source.
        Reported = "reported", "转述";
        /// Inferred by us.
        Inferred = "inferred", "推断";
    }
}

impl SourceNote {
    /// The document as it is cited: 《关于进一步开展社区减负工作的通知》（民发〔2015〕136号）第二项.
    pub fn cited(&self) -> String {
        let number = self.number.as_ref().map(|number| format!("（{number}）"));
        let parts = [number, self.article.clone()];
        let parts: String = parts.into_iter().flatten().collect();
        format!("{}{parts}", self.document)
    }
}
