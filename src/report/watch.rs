//! What no tree can show and production has to: values to watch, from which value on to act, and what to look at again.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::schema::Dialect;

use super::ReportInput;

/// A value to watch in production.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WatchedView {
    pub what: &'static str,
    pub budget: &'static str,
    pub alert: &'static str,
    pub critical: &'static str,
    /// The performance report of a real app that the values come from.
    pub source: &'static str,
}

/// What to look at again.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RecurringView {
    pub when: &'static str,
    pub check: String,
}

type Row = (&'static str, &'static str, &'static str, &'static str, &'static str);

const ANSWERS: [Row; 2] = [
    ("Answer of an API call, 95th percentile", "200 ms", "500 ms", "1,000 ms", "the RateRight report"),
    ("Requests that fail", "", "1 %", "5 %", "the RateRight report"),
];
const DATABASE: [Row; 1] = [("One statement of the database", "50 ms", "100 ms", "500 ms", "the RateRight report")];
const PAGES: [Row; 4] = [
    ("First load of a page", "2.0 s", "3.0 s", "5.0 s", "the RateRight report"),
    ("Largest Contentful Paint", "2.5 s", "4.0 s", "", "the Bakalr report"),
    ("Interaction to Next Paint", "200 ms", "500 ms", "", "web.dev; it took the place of the input delay in the Bakalr report"),
    ("Cumulative Layout Shift", "0.1", "0.25", "", "the Bakalr report"),
];
const MEMORY: [Row; 2] = [
    ("Memory of a worker", "150 MB", "200 MB", "250 MB", "the RateRight report"),
    ("Memory of the host in use", "", "75 %", "85 %", "the RateRight report"),
];

/// Values to start with; a kind of value whose subject the tree does not have is left out.
#[must_use]
pub fn watched(input: &ReportInput<'_>) -> Vec<WatchedView> {
    let model = input.model;
    let serves = model.routes.iter().any(|route| !route.methods.is_empty());
    let kinds: [(bool, &[Row]); 4] = [
        (serves, &ANSWERS),
        (serves && model.schema.dialect.is_some(), &DATABASE),
        (serves && !model.pages.is_empty(), &PAGES),
        (serves && !model.processes.is_empty(), &MEMORY),
    ];
    let rows = kinds.into_iter().filter(|(is_there, _)| *is_there).flat_map(|(_, rows)| rows);
    rows.map(|&(what, budget, alert, critical, source)| WatchedView { what, budget, alert, critical, source }).collect()
}

/// By how often, for an app that serves requests.
#[must_use]
pub fn recurring(input: &ReportInput<'_>) -> Vec<RecurringView> {
    if !input.model.routes.iter().any(|route| !route.methods.is_empty()) {
        return Vec::new();
    }
    let dialect = input.model.schema.dialect.map(|(dialect, _)| dialect);
    let slow = match dialect {
        Some(Dialect::Postgresql) => "the slowest statements by total time (`pg_stat_statements`)",
        Some(Dialect::Mysql) => {
            "the slowest statements by total time (`performance_schema.events_statements_summary_by_digest`)"
        }
        _ => "the slowest requests and their statements, by the log or traces",
    };
    let unused = match dialect {
        Some(Dialect::Postgresql) => "; indexes that nothing uses (`pg_stat_user_indexes`, `idx_scan = 0`)",
        Some(Dialect::Mysql) => "; indexes that nothing uses (`sys.schema_unused_indexes`)",
        _ => "",
    };
    let row = |when, check: String| RecurringView { when, check };
    vec![
        row("each change", "statements per route against `[budget]`, and new findings (`perfaudit --changed`)".into()),
        row("daily", "failed and slow requests against the values above".into()),
        row("weekly", format!("{slow}; connections in use against the limit")),
        row("monthly", format!("this audit against its baseline, and the load test{unused}")),
    ]
}
