//! Requirement lines (`requests==2.0`), in files and in `pip install`.

use super::{Facts, span_in, words};
use crate::facts::deploy::Kind;
use crate::facts::program::Span;

pub(super) fn read(text: &str, out: &mut Facts) {
    for line in text.lines() {
        let requirement = line.split(" #").next().unwrap_or("").trim();
        if !requirement.starts_with(['#', '-']) {
            add(requirement, span_in(text, requirement), out, is_development(out.path));
        }
    }
}

/// Words in a file or group name that mean: not in production.
pub(super) fn is_development(name: &str) -> bool {
    const WORDS: [&str; 9] = ["dev", "test", "tests", "lint", "docs", "doc", "ci", "typing", "development"];
    name.to_ascii_lowercase().split(['/', '.', '-', '_']).any(|word| WORDS.contains(&word))
}

/// Adds `name[extra]>=1.0; marker` as a dependency.
pub(super) fn add(requirement: &str, span: Span, out: &mut Facts, dev: bool) {
    let end =
        requirement.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(requirement.len());
    let (name, rest) = requirement.split_at(end);
    if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return;
    }
    // `git+https://…` and the like name no package.
    if rest.starts_with(['+', ':', '/', '\\']) {
        return;
    }
    let rest = rest.trim_start();
    let (extras, rest) = rest.strip_prefix('[').map_or(("", rest), |extras| extras.split_once(']').unwrap_or((extras, "")));
    let version = version(rest.split(';').next().unwrap_or("").trim());
    let name = normalised(name);
    drivers(&name, extras.split(',').map(str::trim), span, out, dev);
    out.push(span, Kind::Dependency { name: name.into(), version, locked: false, dev });
}

/// Drivers that SQLAlchemy installs by an extra of its own: `sqlalchemy[mariadb-connector,postgresql-psycopg]`.
pub(super) fn drivers<'a>(package: &str, extras: impl Iterator<Item = &'a str>, span: Span, out: &mut Facts, dev: bool) {
    if package != "sqlalchemy" {
        return;
    }
    for extra in extras {
        let name = match normalised(extra).as_str() {
            "postgresql" => "psycopg2",
            "postgresql-psycopg2binary" => "psycopg2-binary",
            "postgresql-psycopg" | "postgresql-psycopgbinary" => "psycopg",
            "postgresql-asyncpg" => "asyncpg",
            "postgresql-pg8000" => "pg8000",
            "mysql" => "mysqlclient",
            "mysql-connector" => "mysql-connector-python",
            "pymysql" => "pymysql",
            "aiomysql" => "aiomysql",
            "asyncmy" => "asyncmy",
            "mariadb-connector" => "mariadb",
            "aiosqlite" => "aiosqlite",
            _ => continue,
        };
        out.push(span, Kind::Dependency { name: name.into(), version: None, locked: false, dev });
    }
}

/// The number alone when exact, else the constraint as written.
pub(super) fn version(constraint: &str) -> Option<compact_str::CompactString> {
    let constraint = constraint.trim().trim_matches(['(', ')']).trim();
    let exact = constraint.strip_prefix("===").or_else(|| constraint.strip_prefix("==")).unwrap_or(constraint).trim();
    let is_plain = !exact.is_empty() && !exact.starts_with('@') && exact != "*";
    is_plain.then(|| exact.split_whitespace().next().unwrap_or(exact).into())
}

/// As in PEP 503: lower case, runs of `-`, `_` and `.` become `-`.
pub(super) fn normalised(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '-' | '_' | '.' if out.ends_with('-') => {}
            '-' | '_' | '.' => out.push('-'),
            c => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

/// `pip install gunicorn psycopg2` in a RUN line.
pub(super) fn pip_installs(line: &str, span: Span, out: &mut Facts) {
    for command in words::commands(line) {
        let Some(install) = command.iter().position(|word| word == "install") else { continue };
        if !command[..install].iter().any(|word| matches!(words::basename(word), "pip" | "pip3")) {
            continue;
        }
        let mut takes_value = false;
        for word in &command[install + 1..] {
            let skipped = std::mem::replace(&mut takes_value, matches!(word.as_str(), "-r" | "-c" | "-e" | "-t" | "-i"));
            if !skipped && !word.starts_with(['-', '.', '/', '$']) && !word.contains("://") {
                add(word, span, out, false);
            }
        }
    }
}
