//! Writes a patch: each file in one step, and only over what was audited.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::Builder;

use super::migration::NewFile;
use super::{FilePatch, Patch};

/// UTF-8's byte order mark, which the audited text does not hold.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes all files of the patch below `root`; the first failure ends it, and names its file.
///
/// # Errors
/// A file that is not what was audited (changed since, or not UTF-8), or that cannot be replaced.
pub fn apply(root: &Path, patch: &Patch) -> Result<(), String> {
    // All are looked at before the first is written.
    let marks = patch.files.iter().map(|file| mark(root, file)).collect::<Result<Vec<_>, _>>()?;
    for (file, mark) in patch.files.iter().zip(marks) {
        replace(&root.join(&file.path), mark, &file.after).map_err(|error| format!("{}: {error}", file.path))?;
    }
    Ok(())
}

/// Writes files that are not there yet.
///
/// # Errors
/// A file that is there, or that cannot be written.
pub fn add(root: &Path, files: &[NewFile]) -> Result<(), String> {
    for file in files {
        let path = root.join(&file.path);
        let made = fs::OpenOptions::new().write(true).create_new(true).open(&path);
        let written = made.and_then(|mut out| out.write_all(file.text.as_bytes()));
        written.map_err(|error| format!("{}: {error}", file.path))?;
    }
    Ok(())
}

/// The byte order mark of the file, whose rest is the audited text.
fn mark(root: &Path, file: &FilePatch) -> Result<&'static [u8], String> {
    let bytes = fs::read(root.join(&file.path)).map_err(|error| format!("{}: {error}", file.path))?;
    let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
    if bytes[mark.len()..] == *file.before.as_bytes() {
        return Ok(mark);
    }
    Err(format!("{}: it is not the text that was audited (changed since, or not UTF-8); nothing was written", file.path))
}

/// Writes beside the file and renames, so that nobody sees half of it; permissions stay.
fn replace(path: &Path, mark: &[u8], text: &str) -> io::Result<()> {
    // A link stays a link: what it leads to is replaced.
    let path = fs::canonicalize(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = Builder::new().prefix(".perfaudit-").tempfile_in(folder)?;
    file.write_all(mark)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
    file.as_file().sync_all()?;
    file.persist(&path).map_err(|error| error.error)?;
    Ok(())
}
