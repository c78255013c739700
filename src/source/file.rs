//! Reads files that may have changed since the walk saw them.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// No file that the walk lets through is larger; one that grows while it is read ends here.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The bytes of a regular file.
///
/// # Errors
/// Why it cannot be read, or that it is none: a pipe that stands in its place would never end.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(MAX_BYTES)).unwrap_or_default());
    File::open(path)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Why a file could not be read, without the number that one operating system has for it.
#[must_use]
pub fn why(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::Other { error.to_string() } else { error.kind().to_string() }
}
