//! The report as data: what every format prints. Built once by [`super::build`]; paths are relative, lines count from 1.

use schemars::JsonSchema;
use serde::Serialize;

pub use super::capacity::{CapacityFactor, CapacityView, MemoryView};
pub use super::claims::{ClaimFact, ClaimView};
pub use super::compare::{BaselineView, LedgerChange, OverBudget};
pub use super::risks::RiskView;
pub use super::tools::{ToolFound, ToolsView};
pub use super::verification::CommandView;
pub use super::watch::{RecurringView, WatchedView};

use crate::finding::plan::{Horizon, Phase, Range};
use crate::finding::{Against, Confidence, Effort, EvidenceRole, Severity, Status};
use crate::model::route::EntryKind;

use super::area::Area;

/// Everything that is printed, in the order of the Markdown report.
#[derive(Clone, Debug)]
pub struct Report {
    pub head: Head,
    /// One or two sentences.
    pub verdict: Vec<String>,
    pub score_card: Vec<ScoreRow>,
    /// All findings by rank, hidden ones included.
    pub findings: Vec<FindingView>,
    /// Shown findings, places of one cause joined; by area, then rank.
    pub entries: Vec<Entry>,
    /// Indexes into `entries`, by rank.
    pub ranked: Vec<usize>,
    pub baseline: Option<BaselineView>,
    /// Entry points whose price is not that of the base of comparison.
    pub ledger_diff: Vec<LedgerChange>,
    /// Entry points that cost more statements than the project allows them.
    pub over_budget: Vec<OverBudget>,
    pub verified: Vec<VerifiedView>,
    pub claims: Vec<ClaimView>,
    pub not_assessable: Vec<NotAssessableView>,
    pub routes: Vec<RouteView>,
    pub capacity: Vec<CapacityView>,
    /// The largest, by raw bytes.
    pub assets: Vec<AssetView>,
    /// How many the app serves in all.
    pub assets_total: usize,
    /// What a page loads from the tree, the heaviest first.
    pub pages: Vec<PageView>,
    pub roadmap: Vec<PhaseView>,
    pub commands: Vec<CommandView>,
    /// What to watch in production, and from which value on.
    pub watched: Vec<WatchedView>,
    /// What to look at again, and how often.
    pub recurring: Vec<RecurringView>,
    /// By kind of change.
    pub risks: Vec<RiskView>,
    pub tools: Vec<ToolsView>,
    pub out_of_reach: Vec<String>,
    pub coverage: CoverageView,
    pub rules: Vec<RuleView>,
    /// `name = value` of the configuration in force.
    pub configuration: Vec<(String, String)>,
    /// Statements a request that the tables judge by.
    pub route_budget: u64,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Head {
    /// Name of the audited folder; empty where it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub project: String,
    pub tool: Tool,
    /// Number of rules that ran.
    pub rules: usize,
    pub stack: Vec<StackEntry>,
    pub dialect: Option<StackEntry>,
    /// The way from the root of the checkout to the audited folder, with a slash at its end.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prefix: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<Commit>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
}

/// Something the project is built with, and the line that proves it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StackEntry {
    pub name: String,
    /// `framework`, `orm`, `server`, `platform`, `database`.
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(flatten)]
    pub at: Option<Location>,
}

/// The audited commit and its own date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Commit {
    pub hash: String,
    pub date: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Location {
    pub path: String,
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
}

/// A budget and what the tree holds against it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScoreRow {
    pub subject: String,
    pub budget: String,
    /// Where the budget comes from.
    pub source: String,
    pub found: String,
    pub status: ScoreStatus,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScoreStatus {
    Ok,
    Missed,
    /// A fact without a budget.
    Info,
}

impl ScoreStatus {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Missed => "missed",
            Self::Info => "info",
        }
    }
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FindingView {
    pub rule: String,
    pub family: String,
    pub title: String,
    pub severity: Severity,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub severity_reason: String,
    pub confidence: Confidence,
    pub effort: Effort,
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Against>,
    /// Printed by default.
    pub shown: bool,
    #[serde(flatten)]
    pub at: Location,
    pub symbol: String,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// What is told of at the one place, where that may be several things: relations that a response reads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    pub reach: Vec<String>,
    pub group: String,
    pub fingerprint: String,
    pub fingerprint2: String,
    pub remedy: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<EditView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify: Option<String>,
    pub evidence: Vec<EvidenceView>,
    pub area: Area,
    /// Id of the entry that shows it (`B-02`).
    #[serde(rename = "id", skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    #[serde(skip)]
    pub excerpt: Excerpt,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EvidenceView {
    #[serde(flatten)]
    pub at: Location,
    pub role: EvidenceRole,
    pub note: String,
    /// The first line of its source, trimmed.
    #[serde(skip)]
    pub source: String,
}

/// An exact edit as whole lines before and after.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EditView {
    #[serde(flatten)]
    pub at: Location,
    pub before: Vec<String>,
    pub after: Vec<String>,
}

/// Source lines at a place, tabs expanded, common indentation removed, very long lines cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    pub first_line: u32,
    pub lines: Vec<String>,
    /// Line (index into `lines`), first column (from 0, in characters) and width of what is meant.
    pub mark: Option<(usize, usize, usize)>,
}

/// Shown findings of one cause.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Entry {
    /// `B-02`
    pub id: String,
    pub area: Area,
    pub rule: String,
    pub title: String,
    /// The highest of its places.
    pub severity: Severity,
    pub confidence: Confidence,
    pub effort: Effort,
    /// Indexes into [`Report::findings`], by rank.
    pub members: Vec<usize>,
    pub impact: String,
    pub why: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VerifiedView {
    pub rule: String,
    pub subject: String,
    #[serde(flatten)]
    pub at: Option<Location>,
    pub why: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NotAssessableView {
    pub rule: String,
    pub subject: String,
    pub cause: String,
}

/// One entry point with its price; methods of equal price stand together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RouteView {
    pub kind: EntryKind,
    pub methods: Vec<String>,
    pub rule: String,
    pub prefix_unknown: bool,
    pub endpoint: String,
    pub handler: String,
    pub guarded: bool,
    #[serde(flatten)]
    pub at: Location,
    pub complete: bool,
    pub plain: CostView,
    pub worst: CostView,
    pub unbounded_reads: Vec<Location>,
    pub external: Vec<Location>,
    pub unknowns: Vec<String>,
    pub renders: Vec<String>,
    pub statements: Vec<StatementView>,
}

/// A cost formula; without a value where the entry point was not priced.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CostView {
    pub formula: String,
    pub terms: Vec<TermView>,
    pub at: Values,
}

/// The value with every cardinality set to the number, bounds applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Values {
    #[serde(rename = "10")]
    pub ten: Option<u64>,
    #[serde(rename = "40")]
    pub forty: Option<u64>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TermView {
    pub coef: u64,
    pub factors: Vec<FactorView>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FactorView {
    pub atom: String,
    pub path: String,
    pub line: u32,
    pub bound: Option<u64>,
}

/// One priced operation of an entry point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StatementView {
    pub path: String,
    pub line: u32,
    pub what: String,
    pub cost: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AssetView {
    pub path: String,
    pub bytes: u64,
    pub gzip: Option<u64>,
    pub minified: Option<bool>,
    /// Templates that load it.
    pub loaded_on: Vec<String>,
}

/// Scripts and stylesheets of the tree that one template makes a browser load, parents and includes counted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageView {
    pub path: String,
    pub files: usize,
    pub bytes: u64,
    /// After gzip level 6.
    pub gzip: u64,
}

#[derive(Clone, Debug)]
pub struct PhaseView {
    pub phase: Phase,
    pub items: Vec<RoadmapItem>,
    pub effort: Range,
}

#[derive(Clone, Debug)]
pub struct RoadmapItem {
    /// Index into [`Report::entries`].
    pub entry: usize,
    pub horizon: Horizon,
    /// Files that it touches.
    pub files: Vec<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CoverageView {
    pub files: usize,
    /// Files that a front end reads, without a note.
    pub understood: usize,
    pub by_kind: Vec<FileCount>,
    pub skipped: Vec<SkippedView>,
    pub notes: Vec<NoteView>,
    pub unknown_causes: Vec<UnknownCause>,
    /// Suppressions that cannot mean what they say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<NoteView>,
    pub internal_errors: Vec<String>,
    /// Why facts could not be kept for the next run; told beside the report, never in it.
    #[serde(skip)]
    pub cache: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FileCount {
    pub language: &'static str,
    pub role: &'static str,
    pub files: usize,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SkippedView {
    pub path: String,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct NoteView {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    pub kind: &'static str,
    pub text: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct UnknownCause {
    pub cause: String,
    pub routes: usize,
    /// What would tell, where a library is the cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stub: Option<StubView>,
}

/// A file that says what a library does.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StubView {
    pub path: String,
    /// How it may begin.
    pub skeleton: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RuleView {
    pub id: String,
    pub title: String,
    pub family: String,
    pub severity: Severity,
    pub confidence: Confidence,
    /// For formats that explain a rule beside its findings.
    #[serde(skip)]
    pub why: String,
    #[serde(skip)]
    pub fix: String,
    #[serde(skip)]
    pub links: Vec<String>,
    /// Shown findings, and subjects that hold.
    pub findings: usize,
    pub verified: usize,
}

impl Report {
    /// Open findings that the baseline knows.
    #[must_use]
    pub fn known(&self) -> usize {
        self.findings.iter().filter(|f| f.is_open() && f.baseline == Some(Against::Known)).count()
    }

    /// Shown findings, by rank.
    pub fn shown(&self) -> impl Iterator<Item = &FindingView> {
        self.findings.iter().filter(|f| f.shown)
    }

    /// Open findings that are not shown: below the severity or the confidence asked for.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.findings.iter().filter(|f| !f.shown && f.is_open() && f.baseline != Some(Against::Known)).count()
    }

    /// The member that stands for an entry.
    #[must_use]
    pub fn lead(&self, entry: &Entry) -> Option<&FindingView> {
        entry.members.first().and_then(|at| self.findings.get(*at))
    }
}

impl FindingView {
    /// Open, or confirmed by evidence.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status.is_open()
    }
}

impl Location {
    /// `path:line`
    #[must_use]
    pub fn short(&self) -> String {
        format!("{}:{}", self.path, self.line)
    }
}
