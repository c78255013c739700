//! The report as JSON: the contract for scripts. Fields are added, never renamed.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use crate::finding::plan::Range;
use crate::finding::{Effort, Severity};

use super::view::{
    AssetView, BaselineView, CapacityView, ClaimView, CommandView, CoverageView, Entry, FindingView, Head, LedgerChange,
    NotAssessableView, OverBudget, PageView, PhaseView, RecurringView, Report, RiskView, RouteView, RuleView, ScoreRow,
    ToolsView, VerifiedView, WatchedView,
};

/// Version of the format; raised when a field changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize, JsonSchema)]
struct Document<'a> {
    version: u32,
    head: &'a Head,
    summary: Summary<'a>,
    findings: &'a [FindingView],
    entries: Vec<EntryJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: &'a Option<BaselineView>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    ledger_diff: &'a [LedgerChange],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    over_budget: &'a [OverBudget],
    routes: &'a [RouteView],
    verified: &'a [VerifiedView],
    not_assessable: &'a [NotAssessableView],
    claims: &'a [ClaimView],
    capacity: &'a [CapacityView],
    assets: &'a [AssetView],
    assets_total: usize,
    pages: &'a [PageView],
    budgets: &'a [ScoreRow],
    roadmap: Vec<PhaseJson<'a>>,
    verification: &'a [CommandView],
    watched: &'a [WatchedView],
    recurring: &'a [RecurringView],
    risks: &'a [RiskView],
    tools: &'a [ToolsView],
    out_of_reach: &'a [String],
    coverage: &'a CoverageView,
    rules: &'a [RuleView],
}

#[derive(Serialize, JsonSchema)]
struct Summary<'a> {
    verdict: &'a [String],
    shown: usize,
    hidden: usize,
    /// Open findings that the baseline knows.
    known: usize,
    by_severity: BySeverity,
    verified: usize,
    not_assessable: usize,
}

/// Shown findings.
#[derive(Serialize, JsonSchema)]
struct BySeverity {
    critical: usize,
    high: usize,
    medium: usize,
    low: usize,
    info: usize,
}

#[derive(Serialize, JsonSchema)]
struct EntryJson<'a> {
    #[serde(flatten)]
    entry: &'a Entry,
    fingerprints: Vec<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct PhaseJson<'a> {
    phase: &'static str,
    effort: EffortJson,
    items: Vec<ItemJson<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct EffortJson {
    minutes_low: u64,
    minutes_high: u64,
    open_ended: bool,
}

#[derive(Serialize, JsonSchema)]
struct ItemJson<'a> {
    id: &'a str,
    title: &'a str,
    severity: Severity,
    effort: Effort,
    closes: usize,
    files: &'a [String],
}

/// The whole report, hidden findings included, with a line end.
#[must_use]
pub fn write(report: &Report) -> String {
    let document = Document {
        version: VERSION,
        head: &report.head,
        summary: summary(report),
        findings: &report.findings,
        entries: report.entries.iter().map(|entry| entry_json(report, entry)).collect(),
        baseline: &report.baseline,
        ledger_diff: &report.ledger_diff,
        over_budget: &report.over_budget,
        routes: &report.routes,
        verified: &report.verified,
        not_assessable: &report.not_assessable,
        claims: &report.claims,
        capacity: &report.capacity,
        assets: &report.assets,
        assets_total: report.assets_total,
        pages: &report.pages,
        budgets: &report.score_card,
        roadmap: report.roadmap.iter().map(|phase| phase_json(report, phase)).collect(),
        verification: &report.commands,
        watched: &report.watched,
        recurring: &report.recurring,
        risks: &report.risks,
        tools: &report.tools,
        out_of_reach: &report.out_of_reach,
        coverage: &report.coverage,
        rules: &report.rules,
    };
    pretty(&document)
}

/// The JSON Schema of what [`write`] prints, with a line end.
#[must_use]
pub fn schema() -> String {
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Document<'_>>();
    schema.insert("title".into(), "The report of perfaudit".into());
    schema.insert("description".into(), format!("Version {VERSION} of the format; fields are added, never renamed.").into());
    pretty(&schema)
}

/// Indented JSON with a line end, as every JSON output has it.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let mut out = serde_json::to_string_pretty(value).unwrap_or_else(|error| format!("{{\"internal_error\": \"{error}\"}}"));
    out.push('\n');
    out
}

fn summary(report: &Report) -> Summary<'_> {
    let of = |severity: Severity| report.shown().filter(|f| f.severity == severity).count();
    Summary {
        verdict: &report.verdict,
        shown: report.shown().count(),
        hidden: report.hidden(),
        known: report.known(),
        by_severity: BySeverity {
            critical: of(Severity::Critical),
            high: of(Severity::High),
            medium: of(Severity::Medium),
            low: of(Severity::Low),
            info: of(Severity::Info),
        },
        verified: report.verified.len(),
        not_assessable: report.not_assessable.len(),
    }
}

fn entry_json<'a>(report: &'a Report, entry: &'a Entry) -> EntryJson<'a> {
    let fingerprints = entry.members.iter().map(|at| report.findings[*at].fingerprint.as_str()).collect();
    EntryJson { entry, fingerprints }
}

fn phase_json<'a>(report: &'a Report, phase: &'a PhaseView) -> PhaseJson<'a> {
    let Range { low, high, open } = phase.effort;
    let items = phase.items.iter().map(|item| {
        let entry = &report.entries[item.entry];
        ItemJson {
            id: &entry.id,
            title: &entry.title,
            severity: entry.severity,
            effort: entry.effort,
            closes: entry.members.len(),
            files: &item.files,
        }
    });
    PhaseJson {
        phase: phase.phase.title(),
        effort: EffortJson { minutes_low: low, minutes_high: high, open_ended: open },
        items: items.collect(),
    }
}
