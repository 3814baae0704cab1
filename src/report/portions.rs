//! Writes long lists in portions: several are made at once, and written in their order.

use std::io::{self, Write};

use crate::parallel;

/// So many entries are made into text at once: enough to be worth a thread, and little to keep.
const PORTION: usize = 4096;

/// Portions that a thread makes before what was made is written.
const BEFORE_WRITING: usize = 4;

/// Writes what `make` makes of entries, in their order.
///
/// # Errors
/// What `make` or `out` has to say.
pub(super) fn write(
    entries: &[u32],
    out: &mut dyn Write,
    make: impl Fn(&[u32]) -> io::Result<Vec<u8>> + Sync,
) -> io::Result<()> {
    let threads = parallel::threads();
    for many in entries.chunks(PORTION * BEFORE_WRITING * threads) {
        let portions = many.chunks(PORTION).collect();
        for made in parallel::over(portions, threads, &make) {
            out.write_all(&made?)?;
        }
    }
    Ok(())
}
