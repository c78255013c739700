//! What git knows of the audited folder, asked of plumbing commands alone: the porcelain obeys settings of the audited repository
//! that can start programs. Nothing is fetched and nothing is written.

use std::fs;
use std::io::{BufReader, Read, Write};
use std::path::{Component, Path};
use std::process::{Command, Stdio};
use std::thread;

/// Larger blobs are no source.
const MAX_BYTES: u64 = 32 * 1024 * 1024;
/// What a branch usually starts from, the first that exists.
const DEFAULT_BASES: [&str; 5] = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/// Hash and committer date of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub hash: String,
    pub date: String,
}

/// `HEAD`, when `root` itself is a checkout. `None` when there is none, or no git.
#[must_use]
pub fn head(root: &Path) -> Option<Head> {
    let folder = root.join(".git");
    // Git would wait for a pipe in their place for ever.
    let holds_up = |name: &str| fs::metadata(folder.join(name)).is_ok_and(|metadata| !metadata.is_file());
    if !folder.exists() || ["HEAD", "config", "packed-refs"].into_iter().any(holds_up) {
        return None;
    }
    let text = ask(root, &["rev-list", "--max-count=1", "--format=%H %cI", "HEAD", "--"])?;
    // `commit <hash>` and, on the next line, `<hash> <date>`.
    let (hash, date) = text.lines().nth(1)?.trim().split_once(' ')?;
    is_hash(hash).then(|| Head { hash: hash.into(), date: date.into() })
}

/// The way from the root of the checkout to `root`, with a slash at its end; empty at the root itself and outside of a checkout.
#[must_use]
pub fn prefix(root: &Path) -> String {
    let Ok(root) = root.canonicalize() else { return String::new() };
    let Some(top) = root.ancestors().find(|folder| folder.join(".git").exists()) else { return String::new() };
    let parts = root.strip_prefix(top).into_iter().flat_map(Path::components);
    parts.map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
}

/// The commit that `HEAD` and `base` have in common; without a `base`, that of `HEAD` and the branch it usually starts from.
///
/// # Errors
/// Why there is none, in one line.
pub fn merge_base(root: &Path, base: Option<&str>) -> Result<String, String> {
    let candidates = base.map_or_else(|| DEFAULT_BASES.to_vec(), |base| vec![base]);
    let known = candidates.iter().find_map(|name| {
        // A name that begins with a dash would be an option.
        let name = (!name.starts_with('-')).then(|| format!("{name}^{{commit}}"))?;
        ask(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name])
    });
    let Some(commit) = known.map(|text| text.trim().to_owned()).filter(|hash| is_hash(hash)) else {
        return Err(match base {
            Some(base) => format!("git knows no commit `{base}` here (a shallow clone lacks it: fetch the history)"),
            None => format!("git knows none of {} here: name the commit to compare with", DEFAULT_BASES.join(", ")),
        });
    };
    let common = ask(root, &["merge-base", "HEAD", &commit]).map(|text| text.trim().to_owned());
    common.filter(|hash| is_hash(hash)).ok_or_else(|| "HEAD and the base have no commit in common".to_owned())
}

/// Writes the files that `commit` holds for `root` below `target`: blobs as they are stored, so that no filter runs. Links and
/// submodules are left out.
///
/// # Errors
/// When git or the file system refuses.
pub fn export(root: &Path, commit: &str, target: &Path) -> Result<(), String> {
    let prefix = ask(root, &["rev-parse", "--show-prefix"]).ok_or("not a git checkout")?;
    let tree = format!("{commit}:{}", prefix.trim_end_matches('\n').trim_end_matches('/'));
    let list =
        ask_bytes(root, &["ls-tree", "-r", "-l", "-z", "--full-tree", &tree]).ok_or_else(|| format!("no tree {tree}"))?;
    let blobs: Vec<(String, String)> = list.split(|byte| *byte == 0).filter_map(blob).collect();
    let mut child = command(root, &["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let (Some(mut asked), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("internal error: git has no pipes".into());
    };
    let mut answers = BufReader::new(answers);
    let hashes: Vec<String> = blobs.iter().map(|(hash, _)| format!("{hash}\n")).collect();
    // Asked from beside: both pipes can fill up.
    let asking = thread::spawn(move || hashes.iter().try_for_each(|line| asked.write_all(line.as_bytes())));
    let written = blobs.iter().try_for_each(|(_, path)| write_next(&mut answers, &target.join(path)));
    drop(answers);
    let _ = asking.join();
    let _ = child.wait();
    written
}

/// `<mode> blob <hash> <size>\t<path>` of a regular file that is small enough and stays below the target.
fn blob(line: &[u8]) -> Option<(String, String)> {
    let line = std::str::from_utf8(line).ok()?;
    let (about, path) = line.split_once('\t')?;
    let mut words = about.split_whitespace();
    let (mode, kind, hash, size) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let is_plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let fits = mode.starts_with("100") && kind == "blob" && is_hash(hash) && size.parse::<u64>().ok()? <= MAX_BYTES;
    (fits && is_plain).then(|| (hash.to_owned(), path.to_owned()))
}

/// Reads `<hash> blob <size>\n<bytes>\n` and writes the bytes.
fn write_next(answers: &mut impl Read, path: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", path.display());
    let mut head = Vec::new();
    let mut byte = [0_u8];
    while answers.read(&mut byte).map_err(failed)? == 1 && byte[0] != b'\n' {
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let Some(size) = head.rsplit(' ').next().and_then(|size| size.parse::<usize>().ok()) else {
        return Err(format!("git answered `{head}` for {}", path.display()));
    };
    let mut bytes = vec![0; size + 1];
    answers.read_exact(&mut bytes).map_err(failed)?;
    bytes.truncate(size);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, bytes).map_err(failed)
}

fn is_hash(text: &str) -> bool {
    text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn ask(root: &Path, arguments: &[&str]) -> Option<String> {
    String::from_utf8(ask_bytes(root, arguments)?).ok()
}

fn ask_bytes(root: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let output = command(root, arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

fn command(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "core.fsmonitor=false"]).args(arguments);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0");
    command.stderr(Stdio::null());
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_files_below_the_target_are_written() {
        let hash = "0123456789012345678901234567890123456789";
        let line = |mode: &str, path: &str| blob(format!("{mode} blob {hash}      12\t{path}").as_bytes());
        assert_eq!(line("100644", "a/b.py"), Some((hash.into(), "a/b.py".into())));
        assert_eq!(line("120000", "link"), None);
        assert_eq!(line("100644", "../out.py"), None);
        assert_eq!(line("100644", "/etc/x"), None);
    }

    #[test]
    fn a_folder_without_a_checkout_has_no_commit() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(head(folder.path()), None);
        assert!(merge_base(folder.path(), Some("main")).unwrap_err().contains("`main`"));
    }
}
