//! `perfaudit explain RULE [--why-not PATH:LINE]`.

use std::fmt::Write as _;
use std::path::Path;

use crate::config::document::nearest;
use crate::pipeline::setup::Setup;
use crate::pipeline::{self, Failure};
use crate::report;
use crate::rule::{Detect, Rule};

use super::args::ExplainArgs;
use super::{OK, output};

/// Prints everything that a rule's file says.
///
/// # Errors
/// An unknown rule, or mistakes in the configuration or in rule files.
pub fn run(args: &ExplainArgs) -> Result<u8, Failure> {
    let setup = Setup::new(&args.common.request(&args.path))?;
    let (id, at) = question(args, &setup);
    let Some(rule) = setup.catalogue.get(id) else {
        let ids = setup.catalogue.rules().iter().map(|rule| rule.id.as_str());
        let hint = match nearest(id, ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`perfaudit rules` lists them".into(),
        };
        return Err(Failure::Usage(format!("unknown rule `{id}`; {hint}")));
    };
    output::print(&match at {
        Some(at) => why_not(rule, at, &args.path, &setup)?,
        None => text(rule),
    });
    Ok(OK)
}

/// The rule and the line that are asked about, in whichever order: `--why-not RULE app/views.py:12` reads as well.
fn question<'a>(args: &'a ExplainArgs, setup: &Setup) -> (&'a str, Option<&'a str>) {
    match args.why_not.as_deref() {
        Some(id) if setup.catalogue.get(id).is_some() => (id, Some(&args.rule)),
        at => (&args.rule, at),
    }
}

/// What kept the rule from reporting the line `at` (`app/views.py:12`).
fn why_not(rule: &Rule, at: &str, root: &Path, setup: &Setup) -> Result<String, Failure> {
    let place = at.rsplit_once(':').and_then(|(path, line)| Some((path.trim_start_matches("./"), line.parse().ok()?)));
    let Some((path, line)) = place else {
        return Err(Failure::Usage(format!("--why-not {at}: give a path and a line, as app/views.py:12")));
    };
    if !setup.rules.iter().any(|selected| selected.id == rule.id) {
        return Ok(format!("{} is not among the selected rules\n", rule.id));
    }
    pipeline::with_threads(setup.settings.jobs, || {
        let walk = crate::walk(root, &setup.settings.files)?;
        let mut analysed = pipeline::analyse(&walk, setup)?;
        let outcome = pipeline::decide(&mut analysed, setup);
        Ok(report::why_not::text(&rule.id, path, line, &analysed.report_input(&walk.root, &outcome, setup)))
    })?
}

fn text(rule: &Rule) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} ({})", rule.id, rule.family);
    let _ = writeln!(out, "{}\n", rule.title);
    let (severity, confidence, effort) = (rule.severity.name(), rule.confidence.name(), rule.effort.name());
    let _ = writeln!(out, "severity {severity}, confidence {confidence}, effort {effort}\n");
    let sections = [
        ("Impact", &rule.impact),
        ("Message", &rule.message),
        ("Why", &rule.why),
        ("Fix", &rule.fix),
        ("Verify", &rule.verify),
    ];
    for (title, body) in sections {
        let _ = writeln!(out, "{title}\n{}\n", indented(body));
    }
    if !rule.links.is_empty() {
        let _ = writeln!(out, "Links\n{}\n", indented(&rule.links.join("\n")));
    }
    let _ = writeln!(out, "Detected by\n{}\n", indented(&detection(&rule.detect)));
    let _ = writeln!(out, "Suppress with a comment on the line or above it\n  perfaudit: ignore[{}] reason", rule.id);
    out
}

fn detection(detect: &Detect) -> String {
    match detect {
        Detect::Native { name, params } if params.is_empty() => format!("native detector {name}"),
        Detect::Native { name, params } => {
            let params: Vec<String> = params.iter().map(|(key, value)| format!("{key} = {value}")).collect();
            format!("native detector {name}, {}", params.join(", "))
        }
        Detect::Patterns(queries) => {
            let texts: Vec<String> = queries.iter().map(|q| format!("{} pattern\n{}", q.language, q.pattern.trim())).collect();
            texts.join("\n")
        }
    }
}

fn indented(text: &str) -> String {
    text.trim().lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}
