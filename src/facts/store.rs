//! The facts of earlier runs, by content: what did not change is not parsed again.
//!
//! One file, read whole and written whole under another name first, so that runs beside each other and runs that were
//! killed leave a right one behind. Every part of it is checked before it is believed; whatever is wrong with it means
//! only that a file is parsed. Findings are never kept.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::{FileFacts, Language, Role};

/// The store in the cache folder.
const FILE: &str = "facts.bin";

/// Beginning of the names of stores that are being written.
const UNFINISHED: &str = "facts-";

/// What a run that was killed left behind is removed after this time; one that still runs is long done by then.
const ABANDONED: Duration = Duration::from_secs(3600);

/// A larger store is not read.
const MAX_BYTES: u64 = 2 << 30;

/// Beginning of a store: its kind, then the version of the front ends that made it.
const MAGIC: &[u8; 16] = b"perfaudit facts\n";

/// A hash of the sources of all front ends and of the fact types, so that a change to one of them needs no number to be
/// raised by hand.
const VERSION: &str = env!("PERFAUDIT_FRONT_END");

/// Magic, version, number of entries, checksum of the index.
const HEAD_BYTES: usize = 16 + 8 + 4 + 8;

/// Key, selection, offset, length, checksum.
const INDEX_BYTES: usize = 16 + 8 + 8 + 4 + 8;

/// A file as the front ends see it: content, path, language and role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key(u128);

impl Key {
    #[must_use]
    pub fn new(path: &str, language: Language, role: Role, bytes: &[u8]) -> Self {
        let mut hash = Xxh3::new();
        hash.update(path.as_bytes());
        hash.update(&[0, language as u8, role as u8]);
        hash.update(bytes);
        Self(hash.digest128())
    }
}

/// The facts of one file in the form that they are kept in.
#[derive(Clone, Debug)]
pub struct Entry {
    key: Key,
    /// Hash of the declarative patterns that the facts were asked for.
    selection: u64,
    bytes: Vec<u8>,
}

impl Entry {
    /// `None` when the facts cannot be written down, which no facts are known to.
    #[must_use]
    pub fn new(key: Key, selection: u64, facts: &FileFacts) -> Option<Self> {
        Some(Self { key, selection, bytes: postcard::to_allocvec(facts).ok()? })
    }
}

/// Facts that were kept.
#[derive(Debug)]
pub struct Kept {
    pub facts: FileFacts,
    /// They hold the places of other patterns than are asked for.
    pub other_patterns: bool,
}

/// Where an entry stands in the store.
#[derive(Clone, Copy, Debug)]
struct Position {
    selection: u64,
    start: usize,
    len: usize,
    checksum: u64,
}

/// The store of one audited path. An empty one finds nothing.
#[derive(Debug, Default)]
pub struct Store {
    bytes: Vec<u8>,
    index: FxHashMap<Key, Position>,
}

impl Store {
    /// Reads the store of a cache folder. A missing, broken or foreign one is empty.
    #[must_use]
    pub fn open(folder: &Path) -> Self {
        read_bounded(&folder.join(FILE)).map(Self::parse).unwrap_or_default()
    }

    /// Reads the bytes of a store; an empty one when its head does not hold.
    #[must_use]
    pub fn parse(bytes: Vec<u8>) -> Self {
        match index(&bytes) {
            Some(index) => Self { bytes, index },
            None => Self::default(),
        }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.index.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// The facts of a file, when they are kept and whole.
    #[must_use]
    pub fn get(&self, key: Key, selection: u64) -> Option<Kept> {
        let at = self.index.get(&key)?;
        let facts = postcard::from_bytes(self.entry(at)?).ok()?;
        Some(Kept { facts, other_patterns: at.selection != selection })
    }

    /// The bytes of an entry, when its checksum holds.
    fn entry(&self, at: &Position) -> Option<&[u8]> {
        let bytes = self.bytes.get(at.start..at.start.checked_add(at.len)?)?;
        (xxh3_64(bytes) == at.checksum).then_some(bytes)
    }

    /// Writes a store with what was found in this one under `used`, and with `new`.
    ///
    /// # Errors
    /// What keeps it from being written; the store on disk is as it was then.
    pub fn write(&self, folder: &Path, used: &[Key], new: &[Entry]) -> io::Result<()> {
        let kept = used.iter().filter_map(|key| {
            let at = self.index.get(key)?;
            Some((*key, at.selection, self.entry(at)?))
        });
        let fresh = new.iter().map(|entry| (entry.key, entry.selection, entry.bytes.as_slice()));
        let mut entries: Vec<(Key, u64, &[u8])> = fresh.chain(kept).collect();
        // Of two copies the new one stays: it stands first.
        entries.sort_by_key(|(key, ..)| *key);
        entries.dedup_by_key(|(key, ..)| *key);
        replace(folder, FILE, |file| write_all(file, &entries))
    }
}

/// Writes a file of the cache folder whole under another name first, so that whoever reads it meets the old one or the new one.
///
/// # Errors
/// What keeps it from being written; the file on disk is as it was then.
pub fn replace(folder: &Path, name: &str, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    make_folder(folder)?;
    sweep(folder);
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
    write(file.as_file_mut())?;
    file.persist(folder.join(name)).map_err(|error| error.error)?;
    Ok(())
}

/// The bytes of a regular file of bearable size.
#[must_use]
pub fn read_bounded(path: &Path) -> Option<Vec<u8>> {
    // A pipe of that name would never end.
    let metadata = fs::symlink_metadata(path).ok().filter(|m| m.is_file() && m.len() <= MAX_BYTES)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).ok()?);
    File::open(path).ok()?.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn version() -> u64 {
    u64::from_str_radix(VERSION, 16).unwrap_or_default()
}

fn index(bytes: &[u8]) -> Option<FxHashMap<Key, Position>> {
    let mut head = Fields(bytes.get(..HEAD_BYTES)?);
    if head.take::<16>()? != *MAGIC || head.number()? != version() {
        return None;
    }
    let count = u32::from_le_bytes(head.take()?) as usize;
    let checksum = head.number()?;
    let end = count.checked_mul(INDEX_BYTES)?.checked_add(HEAD_BYTES)?;
    let index = bytes.get(HEAD_BYTES..end)?;
    if xxh3_64(index) != checksum {
        return None;
    }
    let mut fields = Fields(index);
    let mut out = FxHashMap::default();
    for _ in 0..count {
        let key = Key(u128::from_le_bytes(fields.take()?));
        let selection = fields.number()?;
        let start = usize::try_from(fields.number()?).ok()?;
        let len = u32::from_le_bytes(fields.take()?) as usize;
        out.insert(key, Position { selection, start, len, checksum: fields.number()? });
    }
    Some(out)
}

/// Numbers one after the other, least significant byte first.
struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*field)
    }

    fn number(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }
}

fn write_all(file: &mut File, entries: &[(Key, u64, &[u8])]) -> io::Result<()> {
    let too_large = || io::Error::other("too many facts");
    let mut index = Vec::with_capacity(entries.len() * INDEX_BYTES);
    let mut at = (HEAD_BYTES + entries.len() * INDEX_BYTES) as u64;
    for (key, selection, bytes) in entries {
        index.extend(key.0.to_le_bytes());
        index.extend(selection.to_le_bytes());
        index.extend(at.to_le_bytes());
        index.extend(u32::try_from(bytes.len()).map_err(|_| too_large())?.to_le_bytes());
        index.extend(xxh3_64(bytes).to_le_bytes());
        at += bytes.len() as u64;
    }
    let mut out = io::BufWriter::new(file);
    out.write_all(MAGIC)?;
    out.write_all(&version().to_le_bytes())?;
    out.write_all(&u32::try_from(entries.len()).map_err(|_| too_large())?.to_le_bytes())?;
    out.write_all(&xxh3_64(&index).to_le_bytes())?;
    out.write_all(&index)?;
    for (_, _, bytes) in entries {
        out.write_all(bytes)?;
    }
    out.flush()
}

/// Makes the folder, marked so that neither version control nor backups take it.
fn make_folder(folder: &Path) -> io::Result<()> {
    // A link that the audited tree brings along must not lead the writing out of it.
    match fs::symlink_metadata(folder) {
        Ok(metadata) if metadata.is_dir() => return Ok(()),
        Ok(_) => return Err(io::Error::other("not a folder")),
        Err(_) => fs::create_dir_all(folder)?,
    }
    let marks = [
        (".gitignore", "*\n"),
        ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# Facts that perfaudit keeps between runs.\n"),
    ];
    for (name, text) in marks {
        // Another run may be here at the same time.
        match File::create_new(folder.join(name)) {
            Ok(mut file) => file.write_all(text.as_bytes())?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Removes what runs that were killed left behind.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(UNFINISHED));
        let age = entry.metadata().and_then(|m| m.modified()).ok().and_then(|at| SystemTime::now().duration_since(at).ok());
        if is_ours && age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
