//! Hashes what is written while it is written, so that a later change shows.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

/// Passes everything on and hashes it.
pub struct Sealing<'o> {
    out: &'o mut dyn Write,
    hash: Sha256,
}

impl<'o> Sealing<'o> {
    /// Nothing written yet.
    pub fn new(out: &'o mut dyn Write) -> Self {
        Self {
            out,
            hash: Sha256::new(),
        }
    }

    /// `sha256:…` of all that was written.
    pub fn seal(self) -> String {
        let bytes = self.hash.finalize();
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("sha256:{hex}")
    }
}

impl Write for Sealing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
