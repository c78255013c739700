//! Shell scripts: the lines that start a server, and the variables that they set.

use super::lines::logical;
use super::{Facts, words};

/// Programs that serve or work, as far as the rules ask.
const PROGRAMS: [&str; 18] = [
    "gunicorn",
    "uvicorn",
    "hypercorn",
    "daphne",
    "waitress-serve",
    "uwsgi",
    "flask",
    "celery",
    "rq",
    "rqworker",
    "dramatiq",
    "huey_consumer",
    "arq",
    "granian",
    "python",
    "python3",
    "gevent",
    "quart",
];

pub(super) fn read(text: &str, out: &mut Facts) {
    for line in logical(text) {
        if line.text.starts_with('#') {
            continue;
        }
        if let Some((name, value)) = assignment(line.text) {
            out.env(line.span, name, value, None);
            continue;
        }
        // An entry point that runs what it is given may add words to it.
        if line.text.contains("$@") && line.text.trim_start().starts_with("exec") {
            out.shell(line.span, "script", None, line.text);
            continue;
        }
        if !PROGRAMS.iter().any(|program| line.text.contains(program)) {
            continue;
        }
        for words in words::commands(line.text) {
            // In `if …; then exec gunicorn` the command follows a word of the shell.
            let keywords = words.iter().take_while(|w| matches!(w.as_str(), "then" | "else" | "do" | "{" | "(")).count();
            let words = words[keywords..].to_vec();
            if words.iter().any(|word| PROGRAMS.contains(&words::basename(word))) {
                out.command(line.span, "script", None, words);
            }
        }
    }
}

/// `NAME=value` or `export NAME=value`, and nothing else on the line.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.strip_prefix("export ").unwrap_or(line).trim().split_once('=')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let parts = words::commands(value);
    let is_single = value.is_empty() || matches!(&parts[..], [words] if words.len() == 1);
    let value = value.trim_matches(['"', '\'']);
    (is_name && is_single).then_some((name, value))
}
