//! Facts that are kept between runs never show in a report, and whatever happens to them, the report is right.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use perfaudit::facts::store::Store;
use perfaudit::pipeline::setup::Cache;
use perfaudit::{Report, Request, audit, report};
use tempfile::TempDir;

/// The facts of each file, and what was found in all of them together.
const STORE: &str = ".perfaudit_cache/facts.bin";
const WHOLE: &str = ".perfaudit_cache/ledger.bin";

/// A copy of a fixture, to change and to keep facts in.
fn copy() -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    copy_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/greenhouse"), root.path());
    root
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            if entry.file_name() != ".perfaudit_cache" {
                copy_all(&entry.path(), &target);
            }
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

fn request(root: &Path) -> Request {
    Request { root: root.to_owned(), jobs: Some(2), ..Request::default() }
}

fn cold(root: &Path) -> Report {
    audit(&request(root)).expect("a report").0
}

fn with_cache(root: &Path) -> Report {
    let cache = Cache { folder: root.join(".perfaudit_cache"), writes: true };
    audit(&Request { cache: Some(cache), ..request(root) }).expect("a report").0
}

fn bytes(report: &Report) -> String {
    assert!(!report.findings.is_empty(), "a report without findings would prove nothing");
    report::json::write(report)
}

/// All files below a folder with their bytes.
fn contents(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    for entry in fs::read_dir(root).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            out.extend(contents(&entry));
        } else {
            out.insert(entry.clone(), fs::read(&entry).expect("bytes"));
        }
    }
    out
}

#[test]
fn a_warm_run_is_equal_to_a_cold_one_byte_by_byte() {
    let root = copy();
    let expected = bytes(&cold(root.path()));
    assert_eq!(expected, bytes(&with_cache(root.path())), "the first run with a cache");
    let store = || [STORE, WHOLE].map(|name| fs::read(root.path().join(name)).expect("a store"));
    let before = store();
    assert_eq!(expected, bytes(&with_cache(root.path())), "a warm run");
    assert!(before == store(), "nothing new, nothing written");
    fs::remove_file(root.path().join(WHOLE)).expect("removed");
    assert_eq!(expected, bytes(&with_cache(root.path())), "a warm run that links and prices");
    assert!(before == store(), "the same is found again");
    assert_eq!(expected, bytes(&cold(root.path())), "the cache folder is no part of the tree");
}

#[test]
fn the_first_run_keeps_the_facts_of_every_file_that_is_read() {
    let root = copy();
    let report = with_cache(root.path());
    let kept = Store::open(&root.path().join(".perfaudit_cache")).len();
    assert!(kept > 10 && kept <= report.coverage.files, "{kept} of {}", report.coverage.files);
}

#[test]
fn what_changed_is_read_anew() {
    let root = copy();
    with_cache(root.path());
    fs::write(root.path().join("extra.sql"), "CREATE TABLE a (id INT PRIMARY KEY, b INT REFERENCES a (id));\n")
        .expect("a file");
    let models = contents(root.path()).into_keys().find(|path| path.ends_with("models.py")).expect("models");
    let text = fs::read_to_string(&models).expect("text");
    fs::write(&models, format!("# one line down\n{text}")).expect("a file");
    assert_eq!(bytes(&cold(root.path())), bytes(&with_cache(root.path())));
    fs::remove_file(&models).expect("removed");
    assert_eq!(report::json::write(&cold(root.path())), report::json::write(&with_cache(root.path())));
}

#[test]
fn other_rules_find_their_own_places() {
    let root = copy();
    fs::write(root.path().join("late.py"), "import time\n\n\nasync def f():\n    time.sleep(1)\n").expect("a file");
    let run = |select: &str, cache: Option<Cache>| {
        let select = Some(vec![select.to_owned()]);
        report::json::write(&audit(&Request { select, cache, ..request(root.path()) }).expect("a report").0)
    };
    let cache = || Some(Cache { folder: root.path().join("kept"), writes: true });
    for select in ["queries", "all", "requests", "all"] {
        assert_eq!(run(select, None), run(select, cache()), "{select}");
        assert_eq!(run(select, None), run(select, cache()), "{select}, warm");
    }
}

/// Every byte of the store may be wrong, and it may end anywhere.
#[test]
fn a_broken_store_is_never_believed() {
    let root = copy();
    let expected = bytes(&with_cache(root.path()));
    for name in [STORE, WHOLE] {
        let at = root.path().join(name);
        let whole = fs::read(&at).expect("a store");
        for (case, bytes) in broken(&whole).into_iter().enumerate() {
            // Otherwise nobody would look at the facts.
            let _ = fs::remove_file(root.path().join(WHOLE));
            fs::write(&at, bytes).expect("a store");
            assert_eq!(expected, report::json::write(&with_cache(root.path())), "{name}, case {case}");
        }
    }
}

/// A store that ends early, holds other bytes, or is another.
fn broken(whole: &[u8]) -> Vec<Vec<u8>> {
    let mut broken: Vec<Vec<u8>> =
        [0, 1, 16, 35, 36, 100, whole.len() / 2, whole.len() - 1].map(|n| whole[..n].to_vec()).into();
    for place in [0, 17, 25, 30, 60, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
        let mut bytes = whole.to_vec();
        bytes[place] ^= 0x55;
        broken.push(bytes);
    }
    broken.push(vec![0xFF; 100_000]);
    broken.push([whole, whole].concat());
    broken
}

/// Whatever the result rests on besides rules: no kept one is taken for that of another tree.
#[test]
fn what_was_found_holds_for_the_same_tree_only() {
    let root = copy();
    with_cache(root.path());
    let app = contents(root.path()).into_keys().find(|path| path.ends_with("models.py")).expect("models");
    let inner = app.strip_prefix(root.path()).expect("inside").to_owned();
    let changes: [&dyn Fn(); 5] = [
        &|| fs::write(&app, fs::read_to_string(&app).expect("text") + "\nimport pandas\n").expect("a file"),
        &|| fs::write(root.path().join("new.py"), "import time\ntime.sleep(1)\n").expect("a file"),
        &|| fs::rename(root.path().join("new.py"), root.path().join("renamed.py")).expect("a name"),
        &|| fs::remove_file(root.path().join("renamed.py")).expect("removed"),
        &|| {
            fs::create_dir(root.path().join("perfaudit-stubs")).expect("a folder");
            fs::write(root.path().join("perfaudit-stubs/lib.py"), "def f():\n    pass\n").expect("a file");
        },
    ];
    for (at, change) in changes.into_iter().enumerate() {
        change();
        let (expected, found) = (bytes(&cold(root.path())), bytes(&with_cache(root.path())));
        assert_eq!(expected, found, "change {at} of {}", inner.display());
    }
}

#[test]
fn any_bytes_can_be_opened() {
    let root = copy();
    with_cache(root.path());
    let whole = fs::read(root.path().join(STORE)).expect("a store");
    assert!(!Store::parse(whole.clone()).is_empty());
    for at in 0..whole.len().min(2_000) {
        let mut bytes = whole.clone();
        bytes[at] = bytes[at].wrapping_add(1);
        let _ = Store::parse(bytes);
        let _ = Store::parse(whole[..at].to_vec());
    }
    let mut other_version = whole;
    other_version[16] ^= 1;
    assert!(Store::parse(other_version).is_empty());
}

#[test]
fn a_folder_that_cannot_be_written_means_a_cold_run() {
    let root = copy();
    fs::write(root.path().join(".perfaudit_cache"), "not a folder").expect("a file");
    let expected = bytes(&cold(root.path()));
    let report = with_cache(root.path());
    assert_eq!(expected, bytes(&report));
    assert!(report.coverage.cache.is_some_and(|why| why.contains("not a folder")));
}

#[cfg(unix)]
#[test]
fn no_link_leads_the_writing_out_of_the_tree() {
    let (root, outside) = (copy(), tempfile::tempdir().expect("a folder"));
    std::os::unix::fs::symlink(outside.path(), root.path().join(".perfaudit_cache")).expect("a link");
    with_cache(root.path());
    assert_eq!(contents(outside.path()).len(), 0);
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_read_only() {
    use std::os::unix::fs::PermissionsExt;

    let root = copy();
    let expected = bytes(&cold(root.path()));
    let mode = |mode| fs::set_permissions(root.path(), fs::Permissions::from_mode(mode)).expect("permissions");
    mode(0o555);
    let report = with_cache(root.path());
    mode(0o755);
    assert_eq!(expected, bytes(&report));
    // The superuser writes all the same.
    assert_eq!(report.coverage.cache.is_none(), root.path().join(STORE).exists());
}

#[test]
fn runs_beside_each_other_and_runs_that_are_killed() {
    let root = copy();
    let command = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_perfaudit"));
        command.arg(root.path()).args(["--format", "json", "--fail-on", "never", "--jobs", "1"]);
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::null());
        command
    };
    let expected = command().arg("--no-cache").output().expect("perfaudit starts").stdout;
    assert!(!root.path().join(STORE).exists());
    for _ in 0..3 {
        let mut killed = command().spawn().expect("perfaudit starts");
        let runs: Vec<_> = (0..4).map(|_| command().spawn().expect("perfaudit starts")).collect();
        let _ = killed.kill();
        let _ = killed.wait();
        for run in runs {
            assert!(run.wait_with_output().expect("an end").stdout == expected, "a run beside others");
        }
    }
    // What a killed run leaves behind is no store.
    fs::write(root.path().join(".perfaudit_cache/facts-half"), &fs::read(root.path().join(STORE)).expect("a store")[..99])
        .expect("a file");
    assert!(command().output().expect("perfaudit starts").stdout == expected);
}

#[test]
fn nothing_else_is_written() {
    let root = copy();
    let before = contents(root.path());
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
        command.current_dir(root.path()).args(arguments).assert().try_success().map(|_| ()).expect("success");
    };
    let new = || -> Vec<PathBuf> {
        let now = contents(root.path());
        let changed = now.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).map(|(path, _)| path.clone());
        changed.map(|path| path.strip_prefix(root.path()).expect("inside").to_owned()).collect()
    };
    run(&["--no-cache", "--fail-on", "never"]);
    run(&["routes", "--no-cache"]);
    assert_eq!(new(), Vec::<PathBuf>::new());
    run(&["--fail-on", "never", "-o", "out.json"]);
    let kept = [".gitignore", "CACHEDIR.TAG", "facts.bin", "ledger.bin"].map(|name| format!(".perfaudit_cache/{name}"));
    let expected: Vec<String> = kept.into_iter().chain(["out.json".into()]).collect();
    assert_eq!(new(), expected.into_iter().map(PathBuf::from).collect::<Vec<_>>());
    run(&["schema", "--cache-dir", "elsewhere"]);
    assert_eq!(new().len(), 9);
}
