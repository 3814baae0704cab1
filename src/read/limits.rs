//! How much is read of one file, each limit with its reason.

use std::time::Duration;

/// Workbooks are parsed in memory; the largest honest one of a public corpus of 1,900 has 11 MB.
pub(super) const WORKBOOK_BYTES: u64 = 64 << 20;
/// Parts of a workbook; honest ones have some dozens, each sheet and each picture being one.
pub(super) const ZIP_ENTRIES: usize = 10_000;
/// What the parts of a workbook say they unpack to; a million rows of a dozen columns are about 200 MB.
pub(super) const ZIP_UNPACKED: u64 = 256 << 20;
/// Smaller parts are never bombs, however well they are packed.
pub(super) const ZIP_SMALL_ENTRY: u64 = 1 << 20;
/// Deflate packs at best 1 to 1,032; honest sheets stay above 1 to 140.
pub(super) const ZIP_RATIO: u64 = 200;
/// The shortest shared string, `<si/>`, in bytes: a table can't hold more strings than that.
pub(super) const SHARED_STRING_BYTES: u64 = 5;
/// Streams of a compound file beyond this are no list of items but embedded pictures.
pub(super) const OLE_STREAMS: usize = 10_000;
/// Cells of one sheet, blank ones before others included: what unpacks to no more than
/// [`ZIP_UNPACKED`] can't hold more, at the shortest 25 bytes that a cell takes.
pub(super) const CELLS: usize = 10_000_000;
/// The rows a sheet can have in Excel.
pub(super) const ROWS: u32 = 1_048_576;
/// The columns a sheet can have in Excel.
pub(super) const COLUMNS: u32 = 16_384;
/// The characters a cell can have in Excel.
pub(super) const CELL_CHARACTERS: usize = 32_767;
/// A quoted cell that runs over more lines than this began with a stray quotation mark.
pub(super) const QUOTED_LINES: usize = 50;
/// Likewise for its bytes.
pub(super) const QUOTED_BYTES: usize = 8 << 10;
/// A single line that is longer is no record of a list.
pub(super) const LINE_BYTES: usize = 4 << 20;
/// Oddities told one by one for each sheet; what is more is summed up.
pub(super) const ODDITIES: usize = 50;
/// An HTML page is read whole.
pub(super) const HTML_BYTES: u64 = 64 << 20;
/// Rows or columns an HTML cell may span.
pub(super) const HTML_SPAN: u32 = 1_000;
/// Folders below a folder; deeper ones are most likely a loop of links.
pub(super) const FOLDER_DEPTH: usize = 32;
/// Memory of the process that parses a workbook. The largest workbook within the other limits takes
/// 300 MB; damaged ones ask for 50 GB and more.
pub const WORKER_MEMORY: u64 = 512 << 20;
/// How long a workbook may be parsed. The largest one within the other limits takes 3 seconds; a slow
/// or busy machine gets five times that.
pub const WORKER_TIME: Duration = Duration::from_secs(15);
/// One message of that process: sheets are sent in pieces of [`WORKER_PIECE`], and only a text or a
/// row that can't be divided makes one longer.
pub(super) const WORKER_MESSAGE: usize = 1 << 20;
/// A piece large enough that its head costs nothing, small enough to be read while the next is made.
pub(super) const WORKER_PIECE: usize = 64 << 10;
/// Pieces that wait to be read of a workbook that is parsed ahead of its turn.
pub(super) const WORKER_AHEAD: usize = 64;
