//! `perfaudit rules`.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use crate::pipeline::Failure;
use crate::pipeline::setup::{Request, Setup};
use crate::rule::Rule;
use crate::rule::catalogue::FAMILIES;

use super::args::{ListFormat, RulesArgs};
use super::{OK, output};

#[derive(Serialize)]
struct RuleJson<'a> {
    id: &'a str,
    family: &'a str,
    title: &'a str,
    severity: &'static str,
    confidence: &'static str,
    effort: &'static str,
}

/// Lists the rules inside perfaudit and those that the configuration of the current folder adds.
///
/// # Errors
/// Mistakes in the configuration or in rule files.
pub fn run(args: &RulesArgs) -> Result<u8, Failure> {
    let setup = Setup::new(&Request { root: PathBuf::from("."), ..Request::default() })?;
    let rules = setup.catalogue.rules();
    output::print(&match args.format {
        ListFormat::Json => json(rules)?,
        ListFormat::Terminal => table(rules),
    });
    Ok(OK)
}

fn json(rules: &[Rule]) -> Result<String, Failure> {
    let list: Vec<RuleJson<'_>> = rules
        .iter()
        .map(|rule| RuleJson {
            id: &rule.id,
            family: &rule.family,
            title: &rule.title,
            severity: rule.severity.name(),
            confidence: rule.confidence.name(),
            effort: rule.effort.name(),
        })
        .collect();
    let text = serde_json::to_string_pretty(&serde_json::json!({ "rules": list }));
    text.map(|text| text + "\n").map_err(|error| Failure::Internal(error.to_string()))
}

fn table(rules: &[Rule]) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for family in FAMILIES {
        let members: Vec<&Rule> = rules.iter().filter(|rule| rule.family == family).collect();
        if members.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{family}");
        for rule in members {
            let impact = rule.impact.trim();
            let _ = writeln!(out, "  {:width$}  {:8}  {:7}  {impact}", rule.id, rule.severity.name(), rule.confidence.name());
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{} rules. perfaudit explain RULE says everything about one.", rules.len());
    out
}
