//! Dockerfile: environment and start command of the last stage, packages that it installs.

use super::lines::logical;
use super::{Facts, requirements, span_in};
use crate::facts::deploy::Fact;
use crate::facts::program::Span;

pub(super) fn read(text: &str, out: &mut Facts) {
    let mut start = Start::default();
    let begins = out.facts.len();
    // Stages that have a name, with what they start and the facts that they leave behind.
    let mut stages: Vec<(String, Start, Vec<Fact>)> = Vec::new();
    let mut name = String::new();
    for line in logical(text) {
        if line.text.starts_with('#') {
            continue;
        }
        let Some((word, rest)) = line.text.split_once(char::is_whitespace) else { continue };
        let rest = rest.trim();
        match word.to_ascii_uppercase().as_str() {
            "FROM" => {
                stages.push((std::mem::take(&mut name), std::mem::take(&mut start), out.facts.split_off(begins)));
                let mut words = rest.split_whitespace().filter(|word| !word.starts_with("--"));
                let base = words.next().unwrap_or_default();
                if words.next().is_some_and(|word| word.eq_ignore_ascii_case("as")) {
                    name = words.next().unwrap_or_default().to_ascii_lowercase();
                }
                // Only the last stage, and the stages that it is built on, are in the image that runs.
                if let Some((_, first, facts)) =
                    stages.iter().find(|(stage, ..)| !stage.is_empty() && stage.eq_ignore_ascii_case(base))
                {
                    start = first.clone();
                    out.facts.extend(facts.iter().cloned());
                }
            }
            "ENV" => environment(text, rest, line.span, out),
            "RUN" => {
                requirements::pip_installs(rest, line.span, out);
                start.with_tools |= installs_tools(rest);
            }
            "CMD" => start.cmd = Some((line.span, rest.to_owned())),
            "ENTRYPOINT" => start.entrypoint = Some((line.span, rest.to_owned())),
            _ => {}
        }
    }
    if is_for_development(&name)
        && let Some(at) = stages.iter().rposition(|(stage, start, _)| start.is_some() && !is_for_development(stage))
    {
        // What is built when nobody names a stage is the developers'; a stage before it is deployed.
        let (_, deployed, facts) = stages.swap_remove(at);
        out.facts.truncate(begins);
        out.facts.extend(facts);
        if start != deployed {
            let before = std::mem::replace(&mut out.development, true);
            start.write(out);
            out.development = before;
        }
        start = deployed;
    }
    start.write(out);
}

/// `dev`, `debug`, `test` among the words of a stage's name.
fn is_for_development(stage: &str) -> bool {
    const WORDS: [&str; 9] = ["dev", "devel", "development", "debug", "test", "tests", "testing", "ci", "local"];
    stage.split(['-', '_', '.']).any(|word| WORDS.contains(&word))
}

/// `pip install -r dev-requirements.txt`
fn installs_tools(command: &str) -> bool {
    let is_list = |word: &str| {
        let name = super::words::basename(word);
        let mut parts = name.trim_end_matches(".txt").split(['-', '_', '.']).chain(word.split('/').rev().nth(1));
        word.ends_with(".txt")
            && word.contains("requirements")
            && parts.any(|part| matches!(part, "dev" | "development" | "local"))
    };
    command.contains("pip") && command.split_ascii_whitespace().any(is_list)
}

/// What starts the container.
#[derive(Clone, Default, PartialEq)]
struct Start {
    entrypoint: Option<(Span, String)>,
    cmd: Option<(Span, String)>,
    /// Developers' tools are in the image, too.
    with_tools: bool,
}

impl Start {
    fn is_some(&self) -> bool {
        self.entrypoint.is_some() || self.cmd.is_some()
    }

    /// An entry point in exec form gets the command as its arguments; each may also start a server by itself.
    fn write(self, out: &mut Facts) {
        out.development |= self.with_tools;
        let entrypoint = self.entrypoint.as_ref().and_then(|(_, text)| exec_form(text));
        let cmd = self.cmd.as_ref().and_then(|(_, text)| exec_form(text));
        if let (Some(mut words), Some(arguments), Some((span, _))) = (entrypoint, cmd, &self.cmd) {
            words.extend(arguments);
            return write_exec(*span, words, out);
        }
        for (span, text) in [self.entrypoint, self.cmd].into_iter().flatten() {
            match exec_form(&text) {
                Some(words) => write_exec(span, words, out),
                None => out.shell(span, "dockerfile", None, &text),
            }
        }
    }
}

fn write_exec(span: Span, words: Vec<compact_str::CompactString>, out: &mut Facts) {
    match super::words::inner_script(&words) {
        Some(script) => out.shell(span, "dockerfile", None, &script),
        None => out.command(span, "dockerfile", None, words),
    }
}

/// `["gunicorn", "app:app"]`
fn exec_form(text: &str) -> Option<Vec<compact_str::CompactString>> {
    let list = text.starts_with('[').then(|| serde_json::from_str::<Vec<String>>(&text.replace("\\\n", " ")).ok())??;
    Some(list.into_iter().map(Into::into).collect())
}

/// `ENV A=1 B="2 3"` or `ENV A 1`.
fn environment(text: &str, rest: &str, span: Span, out: &mut Facts) {
    let words = super::words::commands(rest).into_iter().next().unwrap_or_default();
    if let Some((name, value)) = rest.split_once(char::is_whitespace)
        && !name.contains('=')
    {
        out.env(span, name, value.trim(), None);
        return;
    }
    for word in words {
        if let Some((name, value)) = word.split_once('=') {
            // One instruction may set many, each on a line of its own.
            let own = rest.find(&format!("{name}=")).map(|at| span_in(text, &rest[at..at + name.len()]));
            out.env(own.unwrap_or(span), name, value, None);
        }
    }
}
