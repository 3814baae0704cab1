//! Numbers as people write them: 3, 1.5, 十二, 廿, 半, 两三, 1-2.

/// A number or a range, in halves so that 半 and 1.5 are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Twice the lower end.
    pub(super) low: u32,
    /// Twice the upper end.
    pub(super) high: u32,
}

impl Numeral {
    /// A whole number.
    pub(super) const fn whole(number: u32) -> Self {
        Self {
            low: 2 * number,
            high: 2 * number,
        }
    }

    /// 半.
    pub(super) const HALF: Self = Self { low: 1, high: 1 };

    /// A whole number and a half.
    pub(super) const fn and_half(whole: u32) -> Self {
        Self {
            low: 2 * whole + 1,
            high: 2 * whole + 1,
        }
    }

    /// The number, if it is a single whole one.
    pub(super) fn single(self) -> Option<u32> {
        (self.low == self.high && self.low.is_multiple_of(2)).then_some(self.low / 2)
    }

    /// The digit that a Chinese character is.
    pub(super) fn digit(c: char) -> Option<u32> {
        digit(c)
    }

    /// The days of a week in ascending order at the start of a text, where another digit follows them at
    /// once: 五 of 五一次, 三五 of 三五一次.
    pub(super) fn ascending_days(text: &str) -> Option<(Self, usize)> {
        let digits: Vec<u32> = text.chars().map_while(digit).collect();
        let mut days = 0;
        while days < digits.len()
            && (1..=7).contains(&digits[days])
            && (days == 0 || digits[days] > digits[days - 1])
        {
            days += 1;
        }
        let number = digits[..days]
            .iter()
            .fold(0, |number, day| number * 10 + day);
        let length = text.chars().take(days).map(char::len_utf8).sum();
        (days > 0 && days < digits.len()).then_some((Self::whole(number), length))
    }

    /// The numeral at the start of a plain text, and how many bytes it takes.
    pub(super) fn at_start(text: &str) -> Option<(Self, usize)> {
        arabic(text).or_else(|| chinese(text))
    }
}

fn arabic(text: &str) -> Option<(Numeral, usize)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let whole: u32 = text[..end]
        .parse()
        .ok()
        .filter(|&number| number < 100_000_000)?;
    let half = usize::from(text[end..].starts_with(".5")) * 2;
    let after = &text[end + half..];
    let digit_follows = after.starts_with(|c: char| c.is_ascii_digit());
    if half > 0 && !digit_follows {
        let halves = 2 * whole + 1;
        return Some((
            Numeral {
                low: halves,
                high: halves,
            },
            end + half,
        ));
    }
    Some((Numeral::whole(whole), end))
}

fn chinese(text: &str) -> Option<(Numeral, usize)> {
    let end = text
        .find(|c| digit(c).is_none() && tens(c).is_none())
        .unwrap_or(text.len());
    let run: Vec<char> = text[..end].chars().collect();
    let numeral = match *run.as_slice() {
        [] => {
            return text
                .starts_with('半')
                .then_some((Numeral::HALF, '半'.len_utf8()));
        }
        [a, b] if digit(a).is_some() && digit(b).is_some() => about(digit(a)?, digit(b)?)?,
        _ if run.len() > 2 && run.iter().all(|&c| digit(c).is_some()) => {
            Numeral::whole(positional(&run)?)
        }
        _ => Numeral::whole(spelled(&run)?),
    };
    Some((numeral, end))
}

/// 两三 is two or three, 三五 three to five.
fn about(low: u32, high: u32) -> Option<Numeral> {
    (low > 0 && low < high && high <= low + 2).then_some(Numeral {
        low: 2 * low,
        high: 2 * high,
    })
}

/// 二〇一四.
fn positional(run: &[char]) -> Option<u32> {
    run.iter().try_fold(0_u32, |number, &c| {
        number.checked_mul(10)?.checked_add(digit(c)?)
    })
}

/// 十二, 二十五, 廿一, 一百二十.
fn spelled(run: &[char]) -> Option<u32> {
    let (mut total, mut pending) = (0_u32, None);
    for &c in run {
        match (digit(c), tens(c)) {
            (Some(digit), _) => pending = Some(digit),
            (None, Some(factor @ (10 | 100))) => total += pending.take().unwrap_or(1) * factor,
            (None, Some(number)) => total += number,
            (None, None) => return None,
        }
        if total > 10_000 {
            return None;
        }
    }
    Some(total + pending.unwrap_or(0))
}

/// Whether a character is a Chinese digit or ten, hundred.
pub(super) fn is_chinese(c: char) -> bool {
    digit(c).is_some() || tens(c).is_some()
}

fn digit(c: char) -> Option<u32> {
    let at = "〇一二三四五六七八九".chars().position(|digit| digit == c);
    match c {
        '零' => Some(0),
        '两' | '俩' => Some(2),
        '壹' => Some(1),
        '贰' => Some(2),
        '叁' => Some(3),
        _ => at.and_then(|at| u32::try_from(at).ok()),
    }
}

fn tens(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_as_written() {
        let whole = |text| Numeral::at_start(text).map(|(n, len)| (n.single(), &text[len..]));
        assert_eq!(whole("12次"), Some((Some(12), "次")));
        assert_eq!(whole("十二月"), Some((Some(12), "月")));
        assert_eq!(whole("二十五日"), Some((Some(25), "日")));
        assert_eq!(whole("廿五"), Some((Some(25), "")));
        assert_eq!(whole("二〇一四年"), Some((Some(2014), "年")));
        assert_eq!(whole("一百二十"), Some((Some(120), "")));
        assert_eq!(whole("次"), None);
        assert_eq!(
            Numeral::at_start("半天"),
            Some((Numeral { low: 1, high: 1 }, 3))
        );
        assert_eq!(
            Numeral::at_start("1.5小时"),
            Some((Numeral { low: 3, high: 3 }, 3))
        );
        assert_eq!(
            Numeral::at_start("两三次"),
            Some((Numeral { low: 4, high: 6 }, 6))
        );
    }
}
