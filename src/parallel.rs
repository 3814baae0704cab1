//! Does the parts of a piece of work on several threads; the results come in the order of the parts.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// As many threads as the machine has processors for.
pub(crate) fn threads() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Fewer things of a kind aren't worth a thread.
const FEWEST: usize = 4096;

/// Things in about equal shares, one a thread.
pub(crate) fn shares<T>(things: &[T], threads: usize) -> Vec<&[T]> {
    let share = things.len().div_ceil(threads.max(1)).max(FEWEST);
    things.chunks(share).collect()
}

/// What `work` makes of each part, in the order of the parts, on at most so many threads.
///
/// # Panics
/// Where `work` does.
pub(crate) fn over<P: Send, R: Send>(
    parts: Vec<P>,
    threads: usize,
    work: impl Fn(P) -> R + Sync,
) -> Vec<R> {
    let threads = threads.min(parts.len());
    if threads < 2 {
        return parts.into_iter().map(work).collect();
    }
    let count = parts.len();
    let waiting = Mutex::new(parts.into_iter().enumerate());
    let next = || {
        let mut waiting = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.next()
    };
    let take = || {
        let taken = std::iter::from_fn(next);
        taken.map(|(at, part)| (at, work(part))).collect::<Vec<_>>()
    };
    let mut done: Vec<Option<R>> = std::iter::repeat_with(|| None).take(count).collect();
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut results = take();
        for other in others {
            match other.join() {
                Ok(more) => results.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        for (at, result) in results {
            done[at] = Some(result);
        }
    });
    done.into_iter().flatten().collect()
}

/// Two things at once, where there is more than one thread for them.
///
/// # Panics
/// Where one of them does.
pub(crate) fn both<A: Send, B>(
    threads: usize,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    if threads < 2 {
        return (one(), other());
    }
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match one.join() {
            Ok(one) => (one, other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_parts() {
        let squares: Vec<u64> = (0..100).map(|n| n * n).collect();
        for threads in [1, 2, 7, 200] {
            assert_eq!(over((0..100).collect(), threads, |n: u64| n * n), squares);
        }
        assert_eq!(over(Vec::<u8>::new(), 4, |n| n), Vec::<u8>::new());
    }
}
