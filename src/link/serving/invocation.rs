//! Which program a command runs, under wrappers, and its flags.

use compact_str::CompactString;

use crate::facts::Span;
use crate::syntax::deploy::words::basename;

/// Programs that serve or work.
const SERVERS: [(&str, &str); 21] = [
    ("gunicorn", "gunicorn"),
    ("gunicorn3", "gunicorn"),
    ("gunicorn.app.wsgiapp", "gunicorn"),
    ("uvicorn", "uvicorn"),
    // The command line of FastAPI starts uvicorn.
    ("fastapi", "uvicorn"),
    ("hypercorn", "hypercorn"),
    ("granian", "granian"),
    ("daphne", "daphne"),
    ("waitress-serve", "waitress"),
    ("waitress", "waitress"),
    // Starts the server that a configuration of PasteDeploy names.
    ("pserve", "pserve"),
    ("uwsgi", "uwsgi"),
    ("mod_wsgi", "mod_wsgi"),
    ("flask", "flask"),
    ("quart", "quart"),
    ("celery", "celery"),
    ("rq", "rq"),
    ("rqworker", "rq"),
    ("dramatiq", "dramatiq"),
    ("huey_consumer", "huey"),
    ("arq", "arq"),
];

/// Commands that name a server without running it.
const NOT_RUNNING: [&str; 41] = [
    "echo",
    "printf",
    "grep",
    "pgrep",
    "pkill",
    "killall",
    "kill",
    "pip",
    "pip3",
    "apt",
    "apt-get",
    "apk",
    "pacman",
    "brew",
    "yum",
    "if",
    "[",
    "[[",
    "test",
    "command",
    "which",
    "type",
    "import",
    "docker",
    "cp",
    "mv",
    "ln",
    "ls",
    "rm",
    "cat",
    "tail",
    "touch",
    "mkdir",
    "chmod",
    "find",
    "sed",
    "tar",
    "cd",
    "systemctl",
    "service",
    "chown",
];

/// A server and what it is told.
pub(super) struct Invocation<'c> {
    pub server: &'static str,
    pub arguments: &'c [CompactString],
    /// Where the arguments stand; empty when they are not told apart from the command.
    pub spans: &'c [Span],
    /// Variables set in front of the command (`WEB_CONCURRENCY=3 gunicorn …`).
    pub variables: Vec<(&'c str, &'c str)>,
}

impl<'c> Invocation<'c> {
    /// The server that the command runs; `None` for anything else.
    pub fn find(words: &'c [CompactString], spans: &'c [Span]) -> Option<Self> {
        let mut variables = Vec::new();
        for (at, word) in words.iter().enumerate() {
            if NOT_RUNNING.contains(&basename(word)) {
                return None;
            }
            let server = SERVERS.iter().find(|(name, _)| *name == basename(word));
            if let Some((_, server)) = server.filter(|_| at == 0 || may_be_program(word)) {
                let arguments = &words[at + 1..];
                let runs = starts(basename(word), arguments) || (arguments.is_empty() && is_bare_gunicorn(&words[..=at]));
                let spans = spans.get(at + 1..).unwrap_or_default();
                return runs.then_some(Self { server, arguments, spans, variables });
            }
            if let Some(variable) = word.split_once('=').filter(|(name, _)| !name.starts_with('-')) {
                variables.push(variable);
            }
        }
        None
    }

    /// The value of a flag: `--threads 4`, `--threads=4`, `-w4`. The last one counts.
    pub fn flag(&self, names: &[&str]) -> Option<&'c str> {
        self.named_flag(names).map(|(_, value)| value)
    }

    /// The same with the name that was used.
    pub fn named_flag<'n>(&self, names: &[&'n str]) -> Option<(&'n str, &'c str)> {
        self.told(names).map(|(name, value, _)| (name, value))
    }

    /// The same with the place of the word, where words have places of their own.
    pub fn told<'n>(&self, names: &[&'n str]) -> Option<(&'n str, &'c str, Option<Span>)> {
        let mut value = None;
        for (at, word) in self.arguments.iter().enumerate() {
            let span = self.spans.get(at).copied();
            for name in names {
                if word == name {
                    value = self.arguments.get(at + 1).map(|next| (*name, next.as_str(), span)).or(value);
                } else if let Some(rest) = word.strip_prefix(name) {
                    let short = name.len() == 2 && !name.starts_with("--");
                    match rest.strip_prefix('=') {
                        Some(rest) => value = Some((*name, rest, span)),
                        None if short && !rest.is_empty() => value = Some((*name, rest, span)),
                        None => {}
                    }
                }
            }
        }
        value
    }

    /// What a command of celery is to do: `worker`, `beat`. What stands behind `-A` is a name, which may be the same.
    pub fn subcommand(&self) -> Option<&'c str> {
        const GIVEN: [&str; 6] = ["-A", "--app", "-b", "--broker", "--workdir", "--config"];
        let before = |at: usize| at.checked_sub(1).and_then(|at| self.arguments.get(at));
        let is_value = |at: usize| before(at).is_some_and(|word| GIVEN.contains(&word.as_str()));
        let mut words = self.arguments.iter().enumerate().filter(|(at, _)| !is_value(*at)).map(|(_, word)| word.as_str());
        words.find(|word| matches!(*word, "worker" | "beat"))
    }

    pub fn has(&self, flag: &str) -> bool {
        self.arguments.iter().any(|word| word == flag || word.strip_prefix(flag).is_some_and(|rest| rest.starts_with('=')))
    }
}

/// A path among other words names a program where programs stand; `/var/log/uwsgi` is a folder.
fn may_be_program(word: &str) -> bool {
    word.rsplit_once('/').is_none_or(|(folder, _)| matches!(basename(folder), "bin" | "sbin" | "." | "Scripts"))
}

/// gunicorn without a word more reads its configuration file, which may name the app.
fn is_bare_gunicorn(words: &[CompactString]) -> bool {
    let Some((last, before)) = words.split_last() else { return false };
    let wraps = |word: &CompactString| {
        word.contains('=') || matches!(word.as_str(), "exec" | "poetry" | "pipenv" | "uv" | "pdm" | "run")
    };
    basename(last) == "gunicorn" && before.iter().all(wraps)
}

/// `flask run` serves, `flask db upgrade` does not.
fn starts(program: &str, arguments: &[CompactString]) -> bool {
    let has = |names: &[&str]| arguments.iter().any(|word| names.contains(&word.as_str()));
    match program {
        "flask" | "quart" => has(&["run"]),
        "fastapi" => has(&["run", "dev"]),
        "celery" => has(&["worker", "beat"]),
        "rq" => has(&["worker", "worker-pool"]),
        "rqworker" => true,
        // A server of CGI programs, not of the app.
        "uwsgi" if arguments.iter().any(|word| word.starts_with("--cgi")) => false,
        _ => !arguments.is_empty() && !has(&["--version", "--help", "--check-config"]),
    }
}
