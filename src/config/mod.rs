//! What the project says about its audit: `perfaudit.toml` or `[tool.perfaudit]`, and the command line over it.

pub mod decision;
pub mod document;
pub mod globs;
pub mod raw;
pub mod scale;

use std::collections::BTreeMap;

use decision::Decision;
use scale::{Confidence, Severity};

/// The configuration in force, every field decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The configuration file as shown to the user; empty when there is none.
    pub file: String,
    /// Rule ids, families or `all`.
    pub select: Vec<String>,
    pub ignore: Vec<String>,
    /// Findings below are hidden.
    pub severity: Severity,
    pub confidence: Confidence,
    /// `None` is `never`.
    pub fail_on: Option<Severity>,
    pub thresholds: Thresholds,
    /// Known table sizes, for ranking: table → rows.
    pub rows: BTreeMap<String, u64>,
    pub files: FileSettings,
    /// Threads; `None` is as many as there are cores.
    pub jobs: Option<usize>,
    /// Folders of further rules, relative to the audited path.
    pub rule_folders: Vec<String>,
    /// In place of the rule's own severity, by rule id.
    pub rule_severity: BTreeMap<String, Severity>,
    /// What the project decided about findings.
    pub decisions: Vec<Decision>,
    /// Statements that a request may run, by glob over `GET /path`, in the order of the file.
    pub budgets: Vec<(String, u64)>,
    /// Migrations that have run wherever the app is deployed, and all before them: revisions, names of files, `app.name`.
    pub migrations_since: Vec<String>,
    /// The baseline in place of `perfaudit-baseline.json`, relative to the audited path.
    pub baseline: Option<String>,
}

/// Which files are walked and what they are taken for; globs relative to the audited path.
#[derive(Clone, Debug, Default)]
pub struct FileSettings {
    pub exclude: Vec<String>,
    /// Folders that are walked although their name says dependency or build output.
    pub include: Vec<String>,
    pub test: Vec<String>,
    pub script: Vec<String>,
    pub vendored: Vec<String>,
    /// Largest source file that is read, in bytes.
    pub max_bytes: u64,
}

/// Where the default of a threshold comes from: performance reports of real web apps, by their names.
#[must_use]
pub fn threshold_origin(key: &str) -> &'static str {
    match key {
        "route.queries" => "the RACEMES and Laser OS reports",
        "asset.js_raw_kb" => "the RACEMES report",
        "static.max_age" => "the RACEMES and Bakalr reports",
        "capacity.mb_per_worker" => "the RateRight report",
        _ => "perfaudit",
    }
}

/// Budgets and limits (`thresholds` in the configuration).
#[derive(Clone, Debug, PartialEq)]
pub struct Thresholds {
    /// `route.queries` (10; RACEMES, Laser OS): statements per request.
    pub route_queries_target: u64,
    /// `asset.js_raw_kb` (attention 100, large 350; RACEMES). Judged by compressed size.
    pub asset_js_raw_kb: u64,
    pub asset_js_raw_kb_large: u64,
    /// `static.max_age` in seconds (3600; RACEMES) without, and with hashed names (31536000; Bakalr).
    pub static_max_age: u64,
    pub static_max_age_hashed: u64,
    /// `loop.small` (5): loops of at most this many rounds give findings of severity low.
    pub loop_small: u64,
    /// `capacity.mb_per_worker` (150; RateRight): what a worker is assumed to need, in megabytes of 2^20 bytes.
    pub worker_megabytes: u64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            route_queries_target: 10,
            asset_js_raw_kb: 100,
            asset_js_raw_kb_large: 350,
            static_max_age: 3_600,
            static_max_age_hashed: 31_536_000,
            loop_small: 5,
            worker_megabytes: 150,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            file: String::new(),
            select: vec!["all".into()],
            ignore: Vec::new(),
            severity: Severity::Low,
            confidence: Confidence::Medium,
            fail_on: Some(Severity::Critical),
            thresholds: Thresholds::default(),
            rows: BTreeMap::new(),
            files: FileSettings { max_bytes: 4 * 1024 * 1024, ..FileSettings::default() },
            jobs: None,
            rule_folders: Vec::new(),
            rule_severity: BTreeMap::new(),
            decisions: Vec::new(),
            budgets: Vec::new(),
            migrations_since: Vec::new(),
            baseline: None,
        }
    }
}
