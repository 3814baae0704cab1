//! What an earlier audit kept, and until when: a saved audit stands for the memory of it.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::day;

/// Until when items are kept, by their identity over quarters.
pub type Kept = HashMap<String, Date>;

#[derive(Deserialize)]
struct Saved {
    items: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    key: String,
    verdict: Verdict,
}

#[derive(Deserialize)]
struct Verdict {
    renew_by: Option<String>,
}

/// Until when a saved audit keeps what it keeps; of one identity twice, until the later day.
///
/// # Errors
/// Where in the text it is no saved audit, and why.
pub fn kept_in(json: &str) -> Result<Kept, String> {
    let saved: Saved = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let mut kept = Kept::new();
    for item in saved.items {
        if let Some(until) = item.verdict.renew_by.as_deref().and_then(day) {
            let known = kept.entry(item.key).or_insert(until);
            *known = until.max(*known);
        }
    }
    Ok(kept)
}
