//! The numbers of headings: 一、（一）1.（1） as GB/T 9704-2012 orders them, 1. 1.1 1.1.1 in English.

use crate::phrase::Lang;

/// The number of a heading from its places at every level above and its own, from 1.
pub(in crate::report) fn number(places: &[usize], lang: Lang) -> String {
    let own = places.last().copied().unwrap_or_default();
    match (lang, places.len()) {
        (Lang::Zh, 1) => format!("{}、", chinese(own)),
        (Lang::Zh, 2) => format!("（{}）", chinese(own)),
        (Lang::Zh, 3) => format!("{own}."),
        (Lang::Zh, _) => format!("（{own}）"),
        (Lang::En, 1) => format!("{own}. "),
        (Lang::En, _) => {
            let places: Vec<String> = places.iter().map(usize::to_string).collect();
            format!("{} ", places.join("."))
        }
    }
}

/// A number below a hundred in Chinese characters; digits beyond.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens @ 2..=9, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_as_the_standard_asks() {
        let zh = |places: &[usize]| number(places, Lang::Zh);
        assert_eq!(zh(&[3]), "三、");
        assert_eq!(zh(&[3, 12]), "（十二）");
        assert_eq!(zh(&[3, 12, 4]), "4.");
        assert_eq!(zh(&[3, 12, 4, 2]), "（2）");
        assert_eq!(
            (zh(&[10]), zh(&[20]), zh(&[21])),
            ("十、".into(), "二十、".into(), "二十一、".into())
        );
        assert_eq!(number(&[3, 2], Lang::En), "3.2 ");
    }
}
