//! What lies on a disk beside regular files of UTF-8 text.

use std::fs;

use perfaudit::{Request, Setup, audit_files, report, walk};
use tempfile::TempDir;

use super::{SCHEMA, assert_stands, is_noted, is_skipped, stands, tree, write};

#[cfg(unix)]
#[test]
fn what_a_terminal_would_obey() {
    let root = tree(&[
        ("app/red\u{1b}[31m.py", "x = (\n"),
        ("app/\u{202e}yp.a.py", "x = (\n"),
        ("db/red.sql", "CREATE TABLE \"r\u{1b}[31m\" (id INT PRIMARY KEY, \"b\u{7}\" INT REFERENCES \"r\u{1b}[31m\" (id));\n"),
    ]);
    let report = stands(&root);
    assert!(report.findings.iter().any(|f| f.at.path == "db/red.sql"), "nothing would be proved");
    let texts = [
        report::terminal::write(&report, false, 100, false),
        report::markdown::write(&report, false),
        report::html::write(&report, false),
        report::json::write(&report),
        report::hosts::sarif::write(&report),
        report::hosts::github::write(&report),
        report::hosts::gitlab::write(&report),
        report::hosts::junit::write(&report),
        report::hosts::oneline::write(&report),
    ];
    for (at, text) in texts.iter().enumerate() {
        assert!(!text.contains(['\u{1b}', '\u{7}']), "format {at}");
    }
}

#[test]
fn bytes_that_are_no_text() {
    let root = tree(&[]);
    let noise: Vec<u8> = (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let archive = [b"PK\x03\x04".as_slice(), &noise].concat();
    let names = [
        "a.py",
        "b.html",
        "c.sql",
        "Dockerfile",
        "package.json",
        "pyproject.toml",
        "docker-compose.yml",
        "nginx.conf",
        "d.js",
        "static/e.css",
        "static/f.png",
        "Procfile",
        "fly.toml",
        ".env",
        "gunicorn.conf.py",
        "uwsgi.ini",
        "requirements.txt",
    ];
    for name in names {
        write(root.path(), &format!("noise/{name}"), &noise);
        write(root.path(), &format!("archive/{name}"), &archive);
        write(root.path(), &format!("empty/{name}"), b"");
        write(root.path(), &format!("nul/{name}"), &[0; 4096]);
    }
    write(root.path(), "dist.tar.gz", &archive);
    let report = stands(&root);
    assert!(is_noted(&report, "noise/a.py", "not UTF-8"));
}

/// Lines of the planted finding when the schema is written like that.
fn lines_of(bytes: &[u8]) -> Vec<u32> {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), "db/schema.sql", bytes);
    stands(&root).findings.iter().filter(|f| f.rule == "fk-not-indexed").map(|f| f.at.line).collect()
}

#[test]
fn encodings_and_line_ends_move_no_place() {
    let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(SCHEMA.encode_utf16()).flat_map(order).collect()
    };
    assert_eq!(lines_of(SCHEMA.as_bytes()), [4]);
    assert_eq!(lines_of(SCHEMA.replace('\n', "\r\n").as_bytes()), [4]);
    assert_eq!(lines_of(format!("\u{feff}{SCHEMA}").as_bytes()), [4]);
    assert_eq!(lines_of(&wide(u16::to_le_bytes)), [4]);
    assert_eq!(lines_of(&wide(u16::to_be_bytes)), [4]);
    assert_eq!(lines_of(&[b"-- caf\xe9\n".as_slice(), SCHEMA.as_bytes()].concat()), [5]);
    // Half a character at the end.
    assert_eq!(lines_of(&[wide(u16::to_le_bytes).as_slice(), b"x"].concat()), [4]);
}

#[test]
fn names_that_differ_only_in_case() {
    let root = tree(&[
        ("app/models.py", "class A:\n    pass\n"),
        ("app/Models.py", "from app.models import A\nclass B(A):\n    pass\n"),
        ("App/models.py", "from app.Models import B\n"),
        ("app/templates/A.html", "{% include 'a.html' %}"),
        ("app/templates/a.html", "{% include 'A.html' %}"),
    ]);
    stands(&root);
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file() {
    use std::os::unix::net::UnixListener;

    let root = tree(&[]);
    let _socket = UnixListener::bind(root.path().join("app.py")).expect("a socket");
    for pipe in ["pipe.sql", "db/Dockerfile", "perfaudit-stubs.py"] {
        let made = std::process::Command::new("mkfifo").arg(root.path().join(pipe)).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo is there on every Unix");
    }
    let report = stands(&root);
    for path in ["app.py", "pipe.sql", "db/Dockerfile"] {
        assert!(is_skipped(&report, path, "not a regular file"), "{path}");
    }
}

/// Whoever reads the files that say what to read must not wait for a pipe, nor for what a link leads to.
#[cfg(unix)]
#[test]
fn settings_that_are_no_regular_files() {
    let pipe = |root: &TempDir, path: &str| {
        let made = std::process::Command::new("mkfifo").arg(root.path().join(path)).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo is there on every Unix");
    };
    for path in [".gitignore", ".ignore", ".perfauditignore"] {
        let root = tree(&[("app/main.py", ""), ("web/main.js", "")]);
        pipe(&root, path);
        pipe(&root, &format!("app/{path}"));
        write(root.path(), &format!("web/{path}"), "x\n".repeat(1_000_000).as_bytes());
        let report = stands(&root);
        assert!(is_skipped(&report, path, "ignore file that is not read"), "{path}");
        for folder in ["app", "web"] {
            let of_folder = report.coverage.skipped.iter().any(|s| s.path == format!("{folder}/{path}"));
            assert!(of_folder || report.coverage.skipped.iter().any(|s| s.why.contains("its folder is left out (2")), "{path}");
        }
        let root = tree(&[]);
        std::os::unix::fs::symlink("/dev/zero", root.path().join(path)).expect("a link");
        assert!(is_skipped(&stands(&root), path, "ignore file that is not read"), "{path}");
    }
    for path in ["perfaudit.toml", "pyproject.toml", "perfaudit-baseline.json", ".git"] {
        let root = tree(&[]);
        pipe(&root, path);
        stands(&root);
    }
    let root = tree(&[(".git/config", "")]);
    pipe(&root, ".git/HEAD");
    stands(&root);
}

#[cfg(unix)]
#[test]
fn links_in_circles() {
    let root = tree(&[("app/main.py", "")]);
    let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, root.path().join(name)).expect("a link");
    link("self.py", "self.py");
    link("b.py", "a.py");
    link("a.py", "b.py");
    link(".", "app/here");
    link("../..", "app/up");
    link("/dev/zero", "zero.py");
    link("/dev/stdin", "stdin.sql");
    let report = stands(&root);
    assert!(is_skipped(&report, "a.py", "broken link"));
    assert!(is_skipped(&report, "zero.py", "link out of the tree"));
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt;

    let root = tree(&[("secret/a.py", ""), ("b.py", "")]);
    let forbid = |path: &str, mode: u32| {
        fs::set_permissions(root.path().join(path), fs::Permissions::from_mode(mode)).expect("permissions");
    };
    forbid("b.py", 0o000);
    forbid("secret", 0o000);
    // The superuser may read everything.
    let restricted = fs::read(root.path().join("b.py")).is_err();
    let report = stands(&root);
    forbid("secret", 0o700);
    assert_eq!(is_skipped(&report, "b.py", "could not be read"), restricted);
}

#[test]
fn files_that_change_while_they_are_read() {
    let grown = format!("x = 1\n{}", "y = 2\n".repeat(1000));
    let root = tree(&[
        ("app/gone.py", "x = 1\n"),
        ("app/short.py", &grown),
        ("app/long.py", "x = 1\n"),
        ("app/templates/a.html", &grown),
        ("app/pipe.py", "x = 1\n"),
    ]);
    let setup = Setup::new(&Request { root: root.path().to_owned(), ..Request::default() }).expect("a set-up");
    let walked = walk(root.path(), &setup.settings.files).expect("a walk");
    fs::remove_file(root.path().join("app/gone.py")).expect("removed");
    fs::remove_file(root.path().join("app/templates/a.html")).expect("removed");
    fs::create_dir(root.path().join("app/templates/a.html")).expect("a folder in its place");
    fs::remove_file(root.path().join("app/pipe.py")).expect("removed");
    #[cfg(unix)]
    {
        let made = std::process::Command::new("mkfifo").arg(root.path().join("app/pipe.py")).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo is there on every Unix");
    }
    write(root.path(), "app/short.py", b"");
    write(root.path(), "app/long.py", grown.as_bytes());
    let report = audit_files(&walked, &setup).expect("a report");
    assert_stands(&report);
    for path in ["app/gone.py", "app/pipe.py", "app/templates/a.html"] {
        assert!(report.coverage.notes.iter().any(|note| note.path == path), "{path}");
    }
}

#[test]
fn folders_without_an_end() {
    let root = tree(&[]);
    let mut deep = root.path().to_owned();
    for _ in 0..800 {
        deep.push("d");
    }
    fs::create_dir_all(&deep).expect("folders");
    fs::write(deep.join("a.sql"), "CREATE TABLE deep (id INT);\n").expect("a file");
    for at in 0..5_000 {
        write(root.path(), &format!("many/{at}.py"), b"");
    }
    stands(&root);
}
