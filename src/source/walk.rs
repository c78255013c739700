//! Which files of the audited path are read: gitignore-aware, sorted, without dependencies and build output, following
//! no link out of the tree. What is left out is counted with the reason.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::{DirEntry, WalkBuilder};
use rayon::prelude::*;
use thiserror::Error;

use crate::config::FileSettings;
use crate::config::globs::Globs;

use super::classify::{self, HEAD_BYTES, Language, Role};
use super::named_like_tests;

/// The project's own ignore file, in the syntax of `.gitignore`.
pub const IGNORE_FILE: &str = ".perfauditignore";

/// A larger ignore file is not read.
const MAX_IGNORE_BYTES: u64 = 256 * 1024;

/// Assets are measured and dumps of rows are passed over, not parsed; they may be this many times larger than a source file.
const ASSET_FACTOR: u64 = 8;

/// The audited files.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    pub root: PathBuf,
    /// Sorted by path, byte by byte.
    pub files: Vec<WalkedFile>,
    /// Sorted by path.
    pub skipped: Vec<Skipped>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkedFile {
    /// Relative to the root, with `/`.
    pub path: String,
    pub bytes: u64,
    pub language: Language,
    pub role: Role,
}

/// What was left out, joined by name and reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// The first such path.
    pub path: String,
    pub why: String,
    /// Files or folders of that name left out for that reason.
    pub count: usize,
}

#[derive(Debug, Error)]
pub enum WalkError {
    #[error("{0}: no such file or directory")]
    Missing(String),
    #[error("{0}: not a directory (perfaudit audits a repository, not a file)")]
    NotADirectory(String),
    #[error("{path}: {why}")]
    Unreadable { path: String, why: String },
    #[error("bad glob `{0}`: {1}")]
    BadGlob(String, String),
}

/// Configured globs, compiled.
struct Rules {
    exclude: Globs,
    include: Globs,
    test: Globs,
    script: Globs,
    vendored: Globs,
    max_bytes: u64,
}

impl Rules {
    fn new(settings: &FileSettings) -> Result<Self, WalkError> {
        let globs = |patterns: &[String]| Globs::new(patterns).map_err(|(glob, why)| WalkError::BadGlob(glob, why));
        Ok(Self {
            exclude: globs(&settings.exclude)?,
            include: globs(&settings.include)?,
            test: globs(&settings.test)?,
            script: globs(&settings.script)?,
            vendored: globs(&settings.vendored)?,
            max_bytes: settings.max_bytes,
        })
    }

    fn role(&self, path: &str, language: Language, head: &[u8]) -> Role {
        if self.vendored.matches(path) {
            Role::Vendored
        } else if self.test.matches(path) {
            Role::Test
        } else if self.script.matches(path) {
            Role::Script
        } else {
            classify::role(path, language, head)
        }
    }
}

/// Skipped paths by (name, reason).
type SkipLog = Arc<Mutex<BTreeMap<(String, String), (String, usize)>>>;

/// Walks `root`.
///
/// # Errors
/// When `root` does not exist, is no directory or cannot be listed, or a configured glob is broken.
pub fn walk(root: &Path, settings: &FileSettings) -> Result<Walk, WalkError> {
    let shown = root.display().to_string();
    let metadata = match fs::metadata(root) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(WalkError::Missing(shown)),
        Err(error) => return Err(WalkError::Unreadable { path: shown, why: error.to_string() }),
    };
    if !metadata.is_dir() {
        return Err(WalkError::NotADirectory(shown));
    }
    let canonical = fs::canonicalize(root).map_err(|e| WalkError::Unreadable { path: shown.clone(), why: e.to_string() })?;
    fs::read_dir(&canonical).map_err(|e| WalkError::Unreadable { path: shown, why: e.to_string() })?;
    let rules = Arc::new(Rules::new(settings)?);
    let log = SkipLog::default();
    let mut paths = list(&canonical, &rules, &log);
    paths.sort_unstable();
    let mut files: Vec<WalkedFile> = paths.into_par_iter().filter_map(|path| inspect(&canonical, path, &rules, &log)).collect();
    named_like_tests::adopt(&canonical, &mut files, |path| rules.test.matches(path));
    let skipped = take_skipped(&log);
    Ok(Walk { root: canonical, files, skipped })
}

fn take_skipped(log: &SkipLog) -> Vec<Skipped> {
    let log = log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut skipped: Vec<Skipped> =
        log.iter().map(|((_, why), (path, count))| Skipped { path: path.clone(), why: why.clone(), count: *count }).collect();
    skipped.sort();
    skipped
}

fn note(log: &SkipLog, path: &str, why: &str) {
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    let mut log = log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let entry = log.entry((name, why.to_owned())).or_insert_with(|| (path.to_owned(), 0));
    entry.1 += 1;
    // Threads and directory order must not show: the smallest path stands for all.
    if path < entry.0.as_str() {
        path.clone_into(&mut entry.0);
    }
}

/// The relative paths of all regular files that no ignore rule leaves out.
fn list(root: &Path, rules: &Arc<Rules>, log: &SkipLog) -> Vec<String> {
    let unreadable = unreadable_ignore_files(root, root);
    for name in &unreadable {
        note(log, name, "ignore file that is not read");
    }
    let readable = |name| !unreadable.contains(&name);
    let mut builder = WalkBuilder::new(root);
    builder
        .hidden(false)
        .git_ignore(readable(".gitignore"))
        .ignore(readable(".ignore"))
        // A machine's own ignore files would make two machines disagree.
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .parents(is_inside_repository(root))
        .follow_links(false);
    if readable(IGNORE_FILE) {
        builder.add_custom_ignore_filename(IGNORE_FILE);
    }
    let (filter_root, filter_rules, filter_log) = (root.to_owned(), Arc::clone(rules), Arc::clone(log));
    let partial = Mutex::new(Vec::new());
    builder.filter_entry(move |entry| enters(entry, &filter_root, &filter_rules, &partial, &filter_log));
    let mut paths = Vec::new();
    for entry in builder.build() {
        match entry {
            Ok(entry) => paths.extend(file_path(&entry, root, log)),
            Err(error) => note(log, &error_path(&error, root), "could not be read"),
        }
    }
    paths
}

/// Whether a `.git` stands in the folder or above it; only then do ignore files above the audited path count.
fn is_inside_repository(root: &Path) -> bool {
    root.ancestors().any(|folder| folder.join(".git").exists())
}

fn error_path(error: &ignore::Error, root: &Path) -> String {
    match error {
        ignore::Error::WithPath { path, .. } => {
            path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
        }
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err, root),
        _ => String::new(),
    }
}

/// Ignore files of a folder that would hold up the walk: pipes never end, what a link out of the tree leads to may be
/// anything, and patterns without number take minutes to compile.
fn unreadable_ignore_files(folder: &Path, root: &Path) -> Vec<&'static str> {
    let holds_up = |name: &&str| {
        let path = folder.join(name);
        let Ok(metadata) = fs::symlink_metadata(&path) else { return false };
        let metadata = match fs::canonicalize(&path) {
            Ok(target) if metadata.is_symlink() && target.starts_with(root) => fs::metadata(target),
            _ => Ok(metadata),
        };
        metadata.is_ok_and(|m| !m.is_dir() && (!m.is_file() || m.len() > MAX_IGNORE_BYTES))
    };
    [".gitignore", ".ignore", IGNORE_FILE].into_iter().filter(holds_up).collect()
}

/// The path relative to the root with `/`; `None` (and a note) for names that are not UTF-8.
fn relative(path: &Path, root: &Path, log: &SkipLog) -> Option<String> {
    let relative = path.strip_prefix(root).ok()?;
    if let Some(text) = relative.to_str() {
        return Some(if std::path::MAIN_SEPARATOR == '/' {
            text.to_owned()
        } else {
            text.replace(std::path::MAIN_SEPARATOR, "/")
        });
    }
    note(log, &relative.to_string_lossy(), "name is not UTF-8");
    None
}

/// Whether the walk goes into a folder, or looks at a file. `partial` collects the folders that are entered only for what
/// the configuration includes beneath them.
fn enters(entry: &DirEntry, root: &Path, rules: &Rules, partial: &Mutex<Vec<String>>, log: &SkipLog) -> bool {
    if entry.depth() == 0 {
        return true;
    }
    let Some(path) = relative(entry.path(), root, log) else { return false };
    if rules.exclude.matches(&path) {
        note(log, &path, "excluded by the configuration");
        return false;
    }
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    let name = entry.file_name().to_str().unwrap_or("");
    // Not even said so: a report must not tell whether facts were kept.
    if is_folder && matches!(name, ".git" | ".hg" | ".svn" | ".bzr" | CACHE_FOLDER) {
        return false;
    }
    if is_folder && let Some(name) = unreadable_ignore_files(entry.path(), root).first() {
        note(log, &format!("{path}/{name}"), "ignore file that is not read: its folder is left out");
        return false;
    }
    if rules.include.matches(&path) {
        return true;
    }
    let leads = is_folder && rules.include.lead_through(&path);
    let mut partial = partial.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if partial.iter().any(|folder| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))) {
        return leads;
    }
    match folder_left_out(name, &path, entry.path()).filter(|_| is_folder) {
        None => true,
        Some(_) if leads => {
            partial.push(path);
            true
        }
        Some(why) => {
            note(log, &path, why);
            false
        }
    }
}

/// Where facts are kept between runs, unless another folder is named.
pub const CACHE_FOLDER: &str = ".perfaudit_cache";

/// Where a project says what libraries do that perfaudit does not know; read, never audited.
pub const STUB_FOLDER: &str = "perfaudit-stubs";

/// Why a folder is never source, by its name and what stands in it.
fn folder_left_out(name: &str, path: &str, full: &Path) -> Option<&'static str> {
    let package = || full.join("__init__.py").is_file();
    // Committed build output below a served folder is what the app ships.
    let served = || classify::is_below_served(&format!("{path}/"));
    match name {
        STUB_FOLDER if path == STUB_FOLDER => Some("stubs of libraries"),
        "node_modules" | "bower_components" | "jspm_packages" | "site-packages" | ".venv" | ".eggs" => Some("dependencies"),
        "__pycache__" | ".tox" | ".nox" | ".mypy_cache" | ".pytest_cache" | ".ruff_cache" | ".cache" | ".parcel-cache"
        | ".turbo" | ".gradle" | ".terraform" => Some("cache"),
        ".next" | ".nuxt" | ".svelte-kit" | ".output" | ".serverless" => Some("build output"),
        "dist" | "build" if !package() && !served() => Some("build output"),
        "target" if full.join("CACHEDIR.TAG").is_file() || sibling(full, "Cargo.toml") || sibling(full, "pom.xml") => {
            Some("build output")
        }
        "coverage" | "htmlcov" if !package() => Some("coverage report"),
        _ if name.ends_with(".egg-info") => Some("dependencies"),
        "lib" | "libs" | "vendor" | "vendored" | "packages" | "deps" | "dependencies" | "external" if is_installed(full) => {
            Some("dependencies")
        }
        _ if full.join("pyvenv.cfg").is_file() => Some("dependencies"),
        _ => None,
    }
}

/// What `pip install --target` leaves behind: packages, each with a folder about how it came there.
fn is_installed(folder: &Path) -> bool {
    /// One or two may have been copied in beside code of the project's own.
    const ENOUGH: usize = 3;
    let about = |entry: &fs::DirEntry| entry.file_name().to_str().is_some_and(|name| name.ends_with(".dist-info"));
    fs::read_dir(folder).is_ok_and(|entries| entries.flatten().filter(about).count() >= ENOUGH)
}

fn sibling(folder: &Path, name: &str) -> bool {
    folder.parent().is_some_and(|parent| parent.join(name).is_file())
}

/// The path of a regular file, or of a link to one inside the tree.
fn file_path(entry: &DirEntry, root: &Path, log: &SkipLog) -> Option<String> {
    let kind = entry.file_type()?;
    if kind.is_dir() {
        return None;
    }
    let path = relative(entry.path(), root, log)?;
    if kind.is_file() {
        return Some(path);
    }
    if !kind.is_symlink() {
        note(log, &path, "not a regular file");
        return None;
    }
    match fs::canonicalize(entry.path()) {
        Ok(target) if !target.starts_with(root) => note(log, &path, "link out of the tree"),
        Ok(target) if target.is_file() => return Some(path),
        Ok(_) => note(log, &path, "link to a folder"),
        Err(_) => note(log, &path, "broken link"),
    }
    None
}

/// Size, language and role of one file; `None` (and a note) when it is too large or cannot be read.
fn inspect(root: &Path, path: String, rules: &Rules, log: &SkipLog) -> Option<WalkedFile> {
    let full = root.join(&path);
    let Ok((bytes, head)) = read_head(&full) else {
        note(log, &path, "could not be read");
        return None;
    };
    let language = classify::language(&path, &head);
    let parsed = matches!(language, Language::Python | Language::Template | Language::Deploy);
    let limit = if parsed { rules.max_bytes } else { rules.max_bytes.saturating_mul(ASSET_FACTOR) };
    if bytes > limit {
        note(log, &path, "too large");
        return None;
    }
    let role = rules.role(&path, language, &head);
    Some(WalkedFile { path, bytes, language, role })
}

fn read_head(path: &Path) -> std::io::Result<(u64, Vec<u8>)> {
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let mut head = Vec::with_capacity(HEAD_BYTES.min(usize::try_from(bytes).unwrap_or(HEAD_BYTES)));
    file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok((bytes, head))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let full = root.path().join(path);
            fs::create_dir_all(full.parent().expect("a parent")).expect("folders");
            fs::write(full, text).expect("a file");
        }
        root
    }

    fn settings() -> FileSettings {
        FileSettings { max_bytes: 1000, ..FileSettings::default() }
    }

    fn paths(walk: &Walk) -> Vec<&str> {
        walk.files.iter().map(|f| f.path.as_str()).collect()
    }

    #[test]
    fn dependencies_and_build_output_are_left_out_and_said_so() {
        let root = tree(&[
            ("app/main.py", ""),
            ("app/build/__init__.py", ""),
            ("build/out.js", ""),
            ("web/node_modules/x/index.js", ""),
            ("my-env/pyvenv.cfg", ""),
            ("my-env/lib/thing.py", ""),
            ("libs/thing.py", ""),
            ("libs/a-1.0.dist-info/METADATA", ""),
            ("libs/b-1.0.dist-info/METADATA", ""),
            ("libs/c-1.0.dist-info/METADATA", ""),
            ("lib/own.py", ""),
            (".github/workflows/ci.yml", ""),
            (".git/config", ""),
            ("app/static/dist/site.js", ""),
        ]);
        let walk = walk(root.path(), &settings()).expect("a walk");
        assert_eq!(
            paths(&walk),
            [".github/workflows/ci.yml", "app/build/__init__.py", "app/main.py", "app/static/dist/site.js", "lib/own.py"]
        );
        let skipped: Vec<_> = walk.skipped.iter().map(|s| (s.path.as_str(), s.why.as_str())).collect();
        assert_eq!(
            skipped,
            [
                ("build", "build output"),
                ("libs", "dependencies"),
                ("my-env", "dependencies"),
                ("web/node_modules", "dependencies")
            ]
        );
    }

    #[test]
    fn ignore_files_count_without_a_repository() {
        let root =
            tree(&[(".gitignore", "*.log\n"), (".perfauditignore", "old/\n"), ("a.log", ""), ("old/b.py", ""), ("c.py", "")]);
        let walk = walk(root.path(), &settings()).expect("a walk");
        assert_eq!(paths(&walk), [".gitignore", ".perfauditignore", "c.py"]);
    }

    #[test]
    fn configured_globs_win() {
        let root = tree(&[
            ("gen/a.py", ""),
            ("dist/b.py", ""),
            ("app/ours.py", ""),
            ("lab/x.py", ""),
            ("build/c.py", ""),
            ("build/pages/d.py", ""),
        ]);
        let mut settings = settings();
        settings.exclude = vec!["gen/".into()];
        settings.include = vec!["dist".into(), "build/pages/**".into()];
        settings.test = vec!["lab/**".into()];
        let walk = walk(root.path(), &settings).expect("a walk");
        assert_eq!(paths(&walk), ["app/ours.py", "build/pages/d.py", "dist/b.py", "lab/x.py"]);
        assert_eq!(walk.files[3].role, Role::Test);
    }

    #[test]
    fn large_files_are_noted() {
        let root = tree(&[("a.py", &"#".repeat(1001)), ("b.py", &"#".repeat(1000)), ("c.js", &"/".repeat(1001))]);
        let walk = walk(root.path(), &settings()).expect("a walk");
        assert_eq!(paths(&walk), ["b.py", "c.js"]);
        assert_eq!(walk.skipped, [Skipped { path: "a.py".into(), why: "too large".into(), count: 1 }]);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leaves_the_tree_and_no_folder_is_entered_twice() {
        let outside = tree(&[("secret.py", "")]);
        let root = tree(&[("app/main.py", "")]);
        let link = |target: &Path, name: &str| std::os::unix::fs::symlink(target, root.path().join(name)).expect("a link");
        link(&outside.path().join("secret.py"), "out.py");
        link(outside.path(), "outside");
        link(&root.path().join("app"), "loop");
        link(&root.path().join("app/main.py"), "inside.py");
        let walk = walk(root.path(), &settings()).expect("a walk");
        assert_eq!(paths(&walk), ["app/main.py", "inside.py"]);
        assert_eq!(walk.skipped.len(), 3);
    }

    #[test]
    fn a_file_or_nothing_is_an_error() {
        let root = tree(&[("a.py", "")]);
        assert!(matches!(walk(&root.path().join("a.py"), &settings()), Err(WalkError::NotADirectory(_))));
        assert!(matches!(walk(&root.path().join("gone"), &settings()), Err(WalkError::Missing(_))));
    }
}
