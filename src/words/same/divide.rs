//! Divides a name into phrases so that the least of it stays unexplained.

use super::Same;
use super::finder::Token;
use super::slip::unknown;

/// The best way to divide a text from some place to its end.
#[derive(Clone, Copy, Default)]
struct Rest {
    /// How many bytes no word explains.
    unknown: usize,
    /// How many pieces.
    pieces: usize,
    /// Where the first piece ends.
    end: usize,
}

impl Same {
    /// Known phrases of a text and what stands between them: the longest from the left, unless another
    /// division explains more of it (三会一课·记录本, not 三会一课记录·本).
    pub(super) fn divided<'t>(&self, text: &'t str) -> Vec<Token<'t>> {
        let tokens = self.finder().tokens(text);
        let left_open = unknown(&tokens);
        if left_open == 0 {
            return tokens;
        }
        let rests = self.rests(text);
        match rests.first().is_some_and(|best| best.unknown < left_open) {
            true => self.along(text, &rests),
            false => tokens,
        }
    }

    /// For every byte at which a character starts, the best way on from there.
    fn rests(&self, text: &str) -> Vec<Rest> {
        let longest = self.finder().longest();
        let mut rests = vec![Rest::default(); text.len() + 1];
        for (start, first) in text.char_indices().rev() {
            let mut best: Option<Rest> = None;
            let ends = text[start..]
                .char_indices()
                .skip(1)
                .map(|(at, _)| start + at);
            for end in ends
                .chain([text.len()])
                .take_while(|end| end - start <= longest)
            {
                if self.phrases.contains_key(&text[start..end]) {
                    let on = rests[end];
                    let rest = Rest {
                        pieces: on.pieces + 1,
                        end,
                        ..on
                    };
                    best = best.into_iter().chain([rest]).min_by_key(order);
                }
            }
            let end = start + first.len_utf8();
            let skipped = Rest {
                unknown: rests[end].unknown + first.len_utf8(),
                pieces: rests[end].pieces + 1,
                end,
            };
            rests[start] = best
                .into_iter()
                .chain([skipped])
                .min_by_key(order)
                .unwrap_or(skipped);
        }
        rests
    }

    /// The pieces along the best way; characters that no word explains stay together.
    fn along<'t>(&self, text: &'t str, rests: &[Rest]) -> Vec<Token<'t>> {
        let (mut tokens, mut start, mut open) = (Vec::new(), 0, 0);
        while start < text.len() {
            let end = rests[start].end;
            if let Some(roles) = self.phrases.get(&text[start..end]) {
                if open < start {
                    tokens.push(Token::unknown(&text[open..start]));
                }
                tokens.push(Token {
                    text: &text[start..end],
                    roles: Some(*roles),
                });
                open = end;
            }
            start = end;
        }
        if open < text.len() {
            tokens.push(Token::unknown(&text[open..]));
        }
        tokens
    }
}

/// The least unexplained first, then the fewest pieces, then the longest first piece.
fn order(rest: &Rest) -> (usize, usize, std::cmp::Reverse<usize>) {
    (rest.unknown, rest.pieces, std::cmp::Reverse(rest.end))
}
