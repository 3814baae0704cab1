//! Writes zips byte by byte, so that they can lie: about sizes, checksums, places and passwords.

use std::io::Write;

use flate2::{Compress, Compression, FlushCompress};

/// A part of a zip and what the zip says of it.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// The bytes as they stand in the file.
    pub(crate) packed: Vec<u8>,
    /// 0 stored, 8 deflated.
    pub(crate) method: u16,
    pub(crate) size: u32,
    pub(crate) crc: u32,
    /// Bit 0 says that there is a password.
    pub(crate) flags: u16,
    /// Stands where this other part does.
    pub(crate) shares: Option<usize>,
}

/// An honest part.
pub(crate) fn part(name: &str, bytes: &[u8]) -> Part {
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    Part {
        name: name.to_owned(),
        packed: packed.finish().unwrap(),
        method: 8,
        size: bytes.len() as u32,
        crc: crc.sum(),
        flags: 0,
        shares: None,
    }
}

/// A part that unpacks to `head`, then `filler` as often as it takes to reach `size`, then `tail`; its
/// checksum is wrong.
pub(crate) fn bomb(name: &str, head: &[u8], filler: &[u8], size: usize, tail: &[u8]) -> Part {
    /// What is packed once and then repeated: blocks end at whole bytes, and look back no further.
    const BLOCK: usize = 1 << 20;
    let block = filler.repeat(BLOCK / filler.len());
    let mut packed = packed_block(head, FlushCompress::Full);
    packed.extend(packed_block(&block, FlushCompress::Full).repeat(size / block.len()));
    packed.extend(packed_block(tail, FlushCompress::Finish));
    let size = head.len() + size / block.len() * block.len() + tail.len();
    Part {
        packed,
        size: size as u32,
        ..part(name, b"")
    }
}

fn packed_block(bytes: &[u8], flush: FlushCompress) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() / 2 + 1024);
    Compress::new(Compression::best(), false)
        .compress_vec(bytes, &mut packed, flush)
        .unwrap();
    packed
}

/// The zip of these parts.
pub(crate) fn zip(parts: &[Part]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut starts = Vec::new();
    for part in parts {
        starts.push(part.shares.map_or(out.len(), |other| starts[other]));
        if part.shares.is_none() {
            out.extend(b"PK\x03\x04\x14\0");
            out.extend(described(part));
            out.extend([0, 0]);
            out.extend(part.name.as_bytes());
            out.extend(&part.packed);
        }
    }
    let directory = out.len();
    for (part, start) in parts.iter().zip(starts) {
        out.extend(b"PK\x01\x02\x14\0\x14\0");
        out.extend(described(part));
        out.extend([0; 12]);
        out.extend((start as u32).to_le_bytes());
        out.extend(part.name.as_bytes());
    }
    let length = (out.len() - directory) as u32;
    let count = (parts.len() as u16).to_le_bytes();
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend(length.to_le_bytes());
    out.extend((directory as u32).to_le_bytes());
    out.extend([0, 0]);
    out
}

/// What both heads of a part say: flags, method, time, checksum, sizes, length of the name.
fn described(part: &Part) -> Vec<u8> {
    let mut head = Vec::new();
    head.extend(part.flags.to_le_bytes());
    head.extend(part.method.to_le_bytes());
    head.extend([0; 4]);
    head.extend(part.crc.to_le_bytes());
    head.extend((part.packed.len() as u32).to_le_bytes());
    head.extend(part.size.to_le_bytes());
    head.extend((part.name.len() as u16).to_le_bytes());
    head
}
