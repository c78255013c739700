//! SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/>), as code hosts and editors read it.
//!
//! The evidence of a finding is a code flow: the way from the entry point or query to the place. Accepted and deferred findings
//! are results with a suppression, so that a host can close them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::finding::{Confidence, Severity, Status};
use crate::report::json::pretty;
use crate::report::view::{EditView, EvidenceView, FindingView, Location, Report, RuleView};

use super::{ranked, rooted};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What paths are relative to: the checkout, or the audited folder where there is none.
const ROOT: &str = "%SRCROOT%";

/// The log, with a line end.
#[must_use]
pub fn write(report: &Report) -> String {
    let report = &*rooted(report);
    let indexes: BTreeMap<&str, usize> = report.rules.iter().enumerate().map(|(at, rule)| (rule.id.as_str(), at)).collect();
    let suppressed = report.findings.iter().filter(|f| suppression(f).is_some());
    let results: Vec<Value> = ranked(report).chain(suppressed).map(|finding| result(finding, &indexes)).collect();
    let tool = &report.head.tool;
    let mut run = json!({
        "tool": { "driver": {
            "name": tool.name,
            "semanticVersion": tool.version,
            "rules": report.rules.iter().map(rule).collect::<Vec<_>>(),
        }},
        "originalUriBaseIds": { ROOT: { "description": { "text": "The root of the checkout." } } },
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation(report)],
        "results": results,
    });
    if let (Some(commit), Value::Object(run)) = (&report.head.commit, &mut run) {
        run.insert("automationDetails".into(), json!({ "id": format!("perfaudit/{}", commit.hash) }));
    }
    pretty(&json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] }))
}

fn invocation(report: &Report) -> Value {
    let error = |text: &String| json!({ "level": "error", "message": { "text": text } });
    let notes = report.coverage.internal_errors.iter().map(error).collect::<Vec<_>>();
    json!({ "executionSuccessful": notes.is_empty(), "toolExecutionNotifications": notes })
}

fn rule(rule: &RuleView) -> Value {
    let links: String = rule.links.iter().map(|link| format!("\n- <{link}>")).collect();
    let mut descriptor = json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.why },
        "help": {
            "text": format!("{} {}", rule.why, rule.fix),
            "markdown": format!("{}\n\n**Remedy** {}\n{links}", rule.why, rule.fix),
        },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": {
            "tags": ["performance", rule.family],
            "precision": precision(rule.confidence),
            "problem.severity": problem(rule.severity),
        },
    });
    if let (Some(link), Value::Object(descriptor)) = (rule.links.first(), &mut descriptor) {
        descriptor.insert("helpUri".into(), json!(link));
    }
    descriptor
}

fn result(finding: &FindingView, indexes: &BTreeMap<&str, usize>) -> Value {
    let mut message = finding.message.clone();
    if !finding.remedy.is_empty() {
        message = format!("{message}\n{}", finding.remedy);
    }
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [location(&finding.at, None, Some(&finding.symbol))],
        "partialFingerprints": { "perfaudit/v1": finding.fingerprint, "perfauditWithoutPath/v1": finding.fingerprint2 },
        "properties": {
            "severity": finding.severity.name(),
            "confidence": finding.confidence.name(),
            "effort": finding.effort.name(),
            "reach": finding.reach,
        },
    });
    let Value::Object(fields) = &mut result else { return result };
    if let Some(at) = indexes.get(finding.rule.as_str()) {
        fields.insert("ruleIndex".into(), json!(at));
    }
    if let Some(formula) = &finding.formula {
        fields["properties"]["formula"] = json!(formula);
    }
    if !finding.evidence.is_empty() {
        let related = finding.evidence.iter().enumerate().map(|(at, e)| related(at, e));
        fields.insert("relatedLocations".into(), related.collect());
        fields.insert("codeFlows".into(), json!([{ "threadFlows": [{ "locations": flow(finding) }] }]));
    }
    if !finding.edits.is_empty() {
        fields.insert("fixes".into(), json!([fix(finding)]));
    }
    if let Some(kind) = suppression(finding) {
        let reason = finding.status_reason.as_deref().unwrap_or_default();
        fields.insert("suppressions".into(), json!([{ "kind": kind, "status": "accepted", "justification": reason }]));
    }
    result
}

/// The evidence in its order, then the place itself.
fn flow(finding: &FindingView) -> Vec<Value> {
    let steps = finding.evidence.iter().map(|e| location(&e.at, Some(&e.note), None));
    let last = location(&finding.at, Some(&finding.message), None);
    steps.chain([last]).map(|location| json!({ "location": location })).collect()
}

fn related(at: usize, evidence: &EvidenceView) -> Value {
    let mut location = location(&evidence.at, Some(&format!("{}: {}", evidence.role.name(), evidence.note)), None);
    location["id"] = json!(at + 1);
    location
}

fn location(at: &Location, message: Option<&str>, symbol: Option<&str>) -> Value {
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": artifact(&at.path),
        "region": { "startLine": at.line, "startColumn": at.column.max(1), "endLine": at.end_line.max(at.line) },
    }});
    if let Some(text) = message {
        location["message"] = json!({ "text": text });
    }
    if let Some(symbol) = symbol.filter(|symbol| !symbol.is_empty()) {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": symbol }]);
    }
    location
}

fn artifact(path: &str) -> Value {
    json!({ "uri": uri(path), "uriBaseId": ROOT })
}

/// A relative path as a URI: what is not unreserved or a slash is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Whole lines are replaced.
fn fix(finding: &FindingView) -> Value {
    let mut by_file: BTreeMap<&str, Vec<&EditView>> = BTreeMap::new();
    for edit in &finding.edits {
        by_file.entry(&edit.at.path).or_default().push(edit);
    }
    let changes = by_file.into_iter().map(|(path, edits)| {
        let replacements: Vec<Value> = edits.into_iter().map(replacement).collect();
        json!({ "artifactLocation": artifact(path), "replacements": replacements })
    });
    json!({ "description": { "text": finding.remedy }, "artifactChanges": changes.collect::<Vec<_>>() })
}

fn replacement(edit: &EditView) -> Value {
    let lines = u32::try_from(edit.before.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let last = edit.before.last().map_or(0, |line| line.chars().count());
    json!({
        "deletedRegion": {
            "startLine": edit.at.line,
            "startColumn": 1,
            "endLine": edit.at.line.saturating_add(lines),
            "endColumn": last + 1,
        },
        "insertedContent": { "text": edit.after.join("\n") },
    })
}

fn suppression(finding: &FindingView) -> Option<&'static str> {
    matches!(finding.status, Status::Accepted | Status::Deferred).then_some("external")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "recommendation",
    }
}

fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "very-high",
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    }
}
