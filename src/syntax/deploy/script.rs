//! Shell scripts: the lines that start a server, and the variables that they set.

use super::lines::logical;
use super::spoken::spoken;
use super::{Facts, words};
use crate::facts::deploy::Asked;

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
    let mut conditions = Conditions::default();
    let said = spoken(text);
    out.development |= logical(text).iter().any(|line| serves_sources(line.text));
    let mut for_developers = false;
    let run: Vec<&str> = logical(text).iter().filter_map(|line| variable_that_runs(line.text)).collect();
    for line in logical(text) {
        let begins = line.span.start as usize;
        let before = said.partition_point(|(from, _)| *from < begins).checked_sub(1);
        if line.text.starts_with('#') || before.is_some_and(|at| begins < said[at].1) {
            continue;
        }
        conditions.read(line.text);
        if let Some(name) = function(line.text) {
            for_developers = name.split(['_', '-']).any(|word| matches!(word, "dev" | "development" | "debug" | "local"));
        } else if line.text == "}" {
            for_developers = false;
        }
        if let Some((name, value)) = assignment(line.text) {
            match words::commands(value).into_iter().next().filter(|words| words.len() > 1 && run.contains(&name)) {
                Some(words) => out.command_if(line.span, "script", conditions.innermost(), words),
                None => out.env(line.span, name, value, None),
            }
            continue;
        }
        // An entry point that runs what it is given may add words to it.
        if line.text.contains("$@") && line.text.trim_start().starts_with("exec") {
            out.shell(line.span, "script", None, line.text);
            continue;
        }
        // Who installs the sources as they lie there when the container starts is about to change them.
        out.development |= installs_sources(line.text);
        if !PROGRAMS.iter().any(|program| line.text.contains(program)) {
            continue;
        }
        for words in words::commands(after_label(line.text)) {
            // In `if …; then exec gunicorn` the command follows a word of the shell.
            let keywords = words.iter().take_while(|w| matches!(w.as_str(), "then" | "else" | "do" | "{" | "(")).count();
            let words = words[keywords..].to_vec();
            if words.iter().any(|word| PROGRAMS.contains(&words::basename(word))) {
                let by_lines = out.development;
                out.development |= for_developers;
                out.command_if(line.span, "script", conditions.innermost(), words);
                out.development = by_lines;
            }
        }
    }
}

/// The variable that a line runs as a command: `eval "$command"`, `exec $command`.
fn variable_that_runs(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("eval ").or_else(|| line.strip_prefix("exec ")).unwrap_or(line);
    let name = rest.trim().trim_matches('"').strip_prefix('$')?;
    let name = name.trim_start_matches('{').trim_end_matches('}');
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')).then_some(name)
}

/// What stands behind the label of a `case`: `web | api) exec gunicorn …`.
fn after_label(line: &str) -> &str {
    let is_pattern = |text: &str| {
        let choices = text.split('|').map(|choice| choice.trim().trim_matches(['"', '\'']));
        choices.into_iter().all(|choice| !choice.is_empty() && !choice.contains(|c: char| c.is_whitespace() || c == '('))
    };
    line.split_once(')').filter(|(label, _)| is_pattern(label)).map_or(line, |(_, rest)| rest.trim_start())
}

/// The name of a function whose body begins: `start_dev() {`, `function start_dev {`.
fn function(line: &str) -> Option<&str> {
    let head = line.strip_suffix('{')?.trim_end();
    let name = head.strip_suffix("()").map_or_else(|| head.strip_prefix("function "), Some)?.trim();
    let name = name.strip_prefix("function ").unwrap_or(name);
    (!name.is_empty() && !name.contains(' ')).then_some(name)
}

/// `pip install -e .`
fn installs_sources(line: &str) -> bool {
    let is_pip =
        |words: &[compact_str::CompactString]| words.windows(2).any(|two| two[0].starts_with("pip") && two[1] == "install");
    let editable = |word: &compact_str::CompactString| matches!(word.as_str(), "-e" | "--editable");
    line.contains("pip") && words::commands(line).iter().any(|words| is_pip(words) && words.iter().any(editable))
}

/// A server of scripts and styles as they are written: who edits them starts it.
fn serves_sources(line: &str) -> bool {
    let serves = |words: &[compact_str::CompactString]| match words.iter().position(|word| words::basename(word) == "vite") {
        Some(at) => words.get(at + 1).is_none_or(|word| word.starts_with('-') || matches!(word.as_str(), "dev" | "serve")),
        None => words.iter().any(|word| words::basename(word) == "webpack-dev-server"),
    };
    (line.contains("vite") || line.contains("webpack")) && words::commands(line).iter().any(|words| serves(words))
}

/// What the conditions around a line ask for; `None` where one asks something else, or is not met.
#[derive(Default)]
struct Conditions {
    open: Vec<Option<Asked>>,
}

impl Conditions {
    fn read(&mut self, line: &str) {
        match line.split([' ', '\t', ';']).next() {
            Some("if") if !line.ends_with(" fi") && !line.ends_with(";fi") => self.open.push(asked(line)),
            Some("elif") => {
                if let Some(last) = self.open.last_mut() {
                    *last = asked(line).filter(|asked| asked.value.is_some());
                }
            }
            Some("else") => {
                if let Some(last) = self.open.last_mut() {
                    *last = None;
                }
            }
            Some("fi") => drop(self.open.pop()),
            _ => {}
        }
    }

    fn innermost(&self) -> Option<Asked> {
        self.open.iter().rev().find_map(Clone::clone)
    }
}

/// The first variable of a condition by its name; arguments of the script (`$1`) have none.
fn asked(condition: &str) -> Option<Asked> {
    let (_, rest) = condition.split_once('$')?;
    let rest = rest.trim_start_matches('{');
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let name = &rest[..end];
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    is_name.then(|| Asked { variable: name.into(), value: compared(condition, name) })
}

/// The value with which the only test of a condition compares a variable: `if [ "$SERVER" = "gunicorn" ]; then`.
fn compared(condition: &str, name: &str) -> Option<compact_str::CompactString> {
    let mut commands = words::commands(condition).into_iter();
    let words = commands.next()?;
    let words: Vec<&str> = words.iter().map(compact_str::CompactString::as_str).collect();
    let ["if" | "elif", "[" | "[[" | "test", variable, "=" | "==", value, rest @ ..] = words.as_slice() else { return None };
    let is_own = variable.trim_matches(['$', '{', '}']) == name;
    let is_plain = !value.is_empty() && !value.contains(['$', '*', '?', '[']);
    let is_whole = rest.iter().all(|word| matches!(*word, "]" | "]]"));
    let next = commands.next();
    let only = next.is_none_or(|next| next.first().is_some_and(|word| word == "then"));
    (is_own && is_plain && is_whole && only).then(|| (*value).into())
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
