//! Tags, attributes and entities of markup as people and programs write it, however careless.

/// A piece of markup.
pub(super) enum Piece<'a> {
    /// Name and attributes of an opening tag.
    Open(&'a str, &'a str),
    /// Name of a closing tag.
    Close(&'a str),
    /// Text between tags, with its entities.
    Text(&'a str),
}

/// Walks over markup and yields tags and texts; comments, scripts and styles are passed over.
pub(super) struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    /// The pieces of a text.
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    fn skip_past(&mut self, end: &str) {
        self.rest =
            find_ignoring_case(self.rest, end).map_or("", |at| &self.rest[at + end.len()..]);
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(tag) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Piece::Text(text));
            };
            if tag.starts_with("!--") {
                self.skip_past("-->");
                continue;
            }
            if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
                self.rest = tag;
                return Some(Piece::Text("<"));
            }
            let end = end_of_tag(tag);
            let inside = &tag[..end];
            self.rest = tag.get(end + 1..).unwrap_or("");
            if inside.starts_with(['!', '?']) {
                continue;
            }
            if let Some(name) = inside.strip_prefix('/') {
                return Some(Piece::Close(name.trim()));
            }
            let (name, attributes) = inside
                .split_once(|c: char| c.is_ascii_whitespace())
                .unwrap_or((inside.trim_end_matches('/'), ""));
            for raw in ["script", "style"] {
                if name.eq_ignore_ascii_case(raw) && !inside.ends_with('/') {
                    self.skip_past(&format!("</{raw}"));
                }
            }
            return Some(Piece::Open(name, attributes));
        }
    }
}

/// Where a tag ends; a `>` inside quotation marks doesn't end it.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    tag.len()
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes()
        .windows(wanted.len())
        .position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The value of an attribute, in whatever name space; its entities are left as they are.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some(at) = find_ignoring_case(rest, name) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        let whole = before.is_none_or(|c| c.is_ascii_whitespace() || c == ':');
        if let Some(value) = after.strip_prefix('=').filter(|_| whole) {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            return Some(match quote {
                Some(quote) => value[1..].split(quote).next().unwrap_or("").to_owned(),
                None => value
                    .split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
                    .next()
                    .unwrap_or("")
                    .to_owned(),
            });
        }
    }
    None
}

/// Text with its entities resolved; an unknown one stays as it is written. Line breaks of the source
/// are spaces.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let entity = after
            .split_once(';')
            .and_then(|(name, rest)| Some((entity(name)?, rest)));
        match entity {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.replace(['\n', '\r'], " ")
}

fn entity(name: &str) -> Option<char> {
    if let Some(code) = name.strip_prefix('#') {
        let code = match code.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "middot" => '·',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "times" => '×',
        _ => return None,
    })
}
