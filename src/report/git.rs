//! The commit that was audited. Silent when there is none, or no git.

use std::path::Path;
use std::process::{Command, Stdio};

use super::view::Commit;

/// Hash and committer date of `HEAD`, when `root` itself is a checkout.
///
/// A plumbing command is asked, because the porcelain obeys settings of the audited repository that can start programs.
#[must_use]
pub fn head(root: &Path) -> Option<Commit> {
    if !root.join(".git").exists() {
        return None;
    }
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["-c", "core.fsmonitor=false", "rev-list", "--max-count=1", "--format=%H %cI", "HEAD", "--"])
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    if !output.status.success() {
        return None;
    }
    parse(&String::from_utf8_lossy(&output.stdout))
}

/// `commit <hash>` and, on the next line, `<hash> <date>`.
fn parse(text: &str) -> Option<Commit> {
    let (hash, date) = text.lines().nth(1)?.trim().split_once(' ')?;
    let is_hash = hash.len() >= 40 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    is_hash.then(|| Commit { hash: hash.into(), date: date.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_hash_and_date_and_nothing_else() {
        let hash = "0123456789012345678901234567890123456789";
        let commit = parse(&format!("commit {hash}\n{hash} 2025-10-04T10:00:00+02:00\n")).unwrap();
        assert_eq!((commit.hash.as_str(), commit.date.as_str()), (hash, "2025-10-04T10:00:00+02:00"));
        assert_eq!(parse("fatal: not a git repository"), None);
    }

    #[test]
    fn a_folder_without_a_checkout_has_no_commit() {
        assert_eq!(head(tempfile::tempdir().unwrap().path()), None);
    }
}
