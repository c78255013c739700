//! What linking and pricing found, kept for the next run: where no file has changed since, it holds as it stands.
//!
//! It rests on all files at once, so one that changed makes the whole worthless; facts of single files are kept beside it
//! (`facts/store.rs`). Findings are not in it: rules, suppressions and baselines are asked anew each time.

use std::io::Write;

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::facts::store::{self, Key};
use crate::flow::ledger::Ledger;
use crate::model::Model;
use crate::report::Coverage;
use crate::rule::suppress::Directive;
use crate::source::file;
use crate::source::walk::{STUB_FOLDER, Walk};
use crate::syntax::pattern::PatternSet;

use super::read;
use super::setup::Cache;

/// The file in the cache folder.
const FILE: &str = "ledger.bin";

/// Its beginning; then version, what was asked, and a checksum of what follows.
const MAGIC: &[u8; 16] = b"perfaudit ledger";

/// A hash of all sources: whatever changes in the tool may change what it finds.
const VERSION: &str = env!("PERFAUDIT_SOURCES");

/// What a run found, but for what rules say of it.
#[derive(Deserialize)]
pub struct Kept {
    pub model: Model,
    pub ledger: Ledger,
    pub coverage: Coverage,
    pub directives: Vec<Directive>,
}

/// The same, as it is written.
#[derive(Serialize)]
pub struct KeptRef<'a> {
    pub model: &'a Model,
    pub ledger: &'a Ledger,
    pub coverage: &'a Coverage,
    pub directives: &'a [Directive],
}

/// What is asked of the cache folder by this run.
pub struct Before<'a> {
    walk: &'a Walk,
    cache: &'a Cache,
    /// A hash of all that the result depends on besides the files of the run.
    asked: u64,
}

impl<'a> Before<'a> {
    #[must_use]
    pub fn new(walk: &'a Walk, patterns: &PatternSet, cache: &'a Cache) -> Self {
        let mut hash = Xxh3::new();
        hash.update(&patterns.selection().to_le_bytes());
        for skipped in &walk.skipped {
            hash.update(skipped.path.as_bytes());
            hash.update(skipped.why.as_bytes());
            hash.update(&skipped.count.to_le_bytes());
        }
        let stubs = WalkDir::new(walk.root.join(STUB_FOLDER)).follow_links(false).sort_by_file_name();
        for found in stubs.into_iter().filter_map(Result::ok).filter(|found| found.file_type().is_file()) {
            hash.update(found.path().as_os_str().as_encoded_bytes());
            hash.update(&file::read(found.path()).unwrap_or_default());
        }
        Self { walk, cache, asked: hash.digest() }
    }

    /// What the last run found, when it asked the same of the same files.
    #[must_use]
    pub fn same(&self) -> Option<Kept> {
        let bytes = store::read_bounded(&self.cache.folder.join(FILE))?;
        let body = bytes.strip_prefix(self.head().as_slice())?;
        let (checksum, body) = body.split_first_chunk::<8>()?;
        if u64::from_le_bytes(*checksum) != xxh3_64(body) {
            return None;
        }
        let (keys, kept) = postcard::take_from_bytes::<Vec<Key>>(body).ok()?;
        if !read::holds(self.walk, &keys) {
            return None;
        }
        postcard::from_bytes(kept).ok()
    }

    /// Keeps what a run found in files of these keys. What a panic has left is not kept.
    ///
    /// # Errors
    /// What keeps it from being written, for the user.
    pub fn keep(&self, keys: &[Key], found: &KeptRef<'_>) -> Result<(), String> {
        if !self.cache.writes || keys.len() != self.walk.files.len() || !found.coverage.internal_errors.is_empty() {
            return Ok(());
        }
        let Some(body) = postcard::to_allocvec(&keys).ok().and_then(|keys| postcard::to_extend(found, keys).ok()) else {
            return Ok(());
        };
        let written = store::replace(&self.cache.folder, FILE, |file| {
            file.write_all(&self.head())?;
            file.write_all(&xxh3_64(&body).to_le_bytes())?;
            file.write_all(&body)
        });
        written.map_err(|error| format!("{}: {error}", self.cache.folder.display()))
    }

    fn head(&self) -> Vec<u8> {
        let version = u64::from_str_radix(VERSION, 16).unwrap_or_default();
        [MAGIC.as_slice(), &version.to_le_bytes(), &self.asked.to_le_bytes()].concat()
    }
}
