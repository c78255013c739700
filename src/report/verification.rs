//! Commands that prove or measure, for the recognised stack and with the names of the tree, and what no static audit can answer.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::route::EntryKind;
use crate::model::schema::Dialect;

use super::ReportInput;
use super::area::Area;
use super::terminal::route_name;
use super::view::{Entry, FindingView, PageView, RouteView};
use super::words::thousands;

/// A step that measures or proves, with the expected result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CommandView {
    pub purpose: String,
    pub command: String,
    pub expected: String,
    /// Ids of the entries that it checks; none where it checks the app as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<String>,
}

/// What the commands take their names from.
pub struct Facts<'a> {
    pub entries: &'a [Entry],
    pub findings: &'a [FindingView],
    pub routes: &'a [RouteView],
    pub pages: &'a [PageView],
}

impl Facts<'_> {
    fn ids(&self, areas: &[Area]) -> Vec<String> {
        self.entries.iter().filter(|e| areas.contains(&e.area)).map(|e| e.id.clone()).collect()
    }

    /// Of the rules named.
    fn of_rules(&self, rules: &[&str]) -> Vec<String> {
        self.entries.iter().filter(|e| rules.contains(&e.rule.as_str())).map(|e| e.id.clone()).collect()
    }
}

/// Commands that fit the stack and the findings; none where nothing was found to verify.
#[must_use]
pub fn commands(input: &ReportInput<'_>, facts: &Facts<'_>) -> Vec<CommandView> {
    let mut out = Vec::new();
    if !facts.ids(&[Area::Schema]).is_empty()
        && let Some((dialect, _)) = input.model.schema.dialect
    {
        out.extend(indexes(dialect, facts));
    }
    if !facts.ids(&[Area::Queries, Area::Requests, Area::Startup]).is_empty() {
        out.extend(statements(input, facts));
        out.extend(load(facts));
    }
    if facts.routes.iter().any(|r| r.kind == EntryKind::Route) {
        out.extend(headers(facts));
    }
    out
}

fn command(purpose: &str, command: String, expected: String, checks: Vec<String>) -> CommandView {
    CommandView { purpose: purpose.into(), command, expected, checks }
}

/// With the table and column of the first key that has no index.
fn indexes(dialect: Dialect, facts: &Facts<'_>) -> Vec<CommandView> {
    const RULES: [&str; 5] = [
        "fk-not-indexed",
        "filter-column-not-indexed",
        "sort-column-not-indexed",
        "composite-index-missing",
        "m2m-reverse-unindexed",
    ];
    let checks = facts.of_rules(&RULES);
    let lead = facts.findings.iter().find(|f| f.shown && RULES.contains(&f.rule.as_str()) && f.symbol.contains('.'));
    let Some((table, columns)) = lead.and_then(|f| f.symbol.split_once('.')) else { return Vec::new() };
    let column = columns.split(['+', ',']).next().unwrap_or(columns);
    let query = format!("SELECT * FROM {table} WHERE {column} = 1;");
    let (list, explain, expected) = match dialect {
        Dialect::Postgresql => (
            format!("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '{table}';"),
            format!("EXPLAIN (ANALYZE, BUFFERS) {query}"),
            "Index Scan or Bitmap Index Scan in place of Seq Scan, on a table of production size",
        ),
        Dialect::Mysql => (
            format!("SHOW INDEX FROM {table};"),
            format!("EXPLAIN {query}"),
            "column `key` names the index, and `type` is no longer ALL",
        ),
        Dialect::Sqlite => (
            format!("PRAGMA index_list('{table}');"),
            format!("EXPLAIN QUERY PLAN {query}"),
            "SEARCH with USING INDEX in place of SCAN",
        ),
    };
    let listed = format!("an index whose first column is {column}; the other tables in the same way");
    vec![
        command("List the indexes of a table", list, listed, checks.clone()),
        command("Explain a query that needs one", explain, expected.into(), checks),
    ]
}

/// The dearest route that a test can ask for as it stands: GET, and without parameters where there is one.
fn dearest<'a>(facts: &Facts<'a>) -> Option<&'a RouteView> {
    let grows = |r: &&RouteView| r.plain.at.forty > r.plain.at.ten;
    let asked =
        facts.routes.iter().filter(|r| r.kind == EntryKind::Route && r.methods.iter().any(|m| m == "GET")).filter(grows);
    // The first of equals.
    asked.rev().max_by_key(|r| (!r.rule.contains(['<', '{', '(']) && !r.prefix_unknown, r.plain.at.forty))
}

fn statements(input: &ReportInput<'_>, facts: &Facts<'_>) -> Option<CommandView> {
    let uses = |name: &str| input.model.stack.orms.iter().chain(&input.model.stack.frameworks).any(|p| p.name.contains(name));
    let route = dearest(facts);
    let url = route.map_or("/", |r| r.rule.as_str());
    let code = if uses("sqlalchemy") {
        format!(
            "from sqlalchemy import event\n\
             from sqlalchemy.engine import Engine\n\n\
             statements = []\n\n\n\
             @event.listens_for(Engine, \"before_cursor_execute\")\n\
             def record(conn, cursor, statement, parameters, context, executemany):\n    statements.append(statement)\n\n\n\
             # in a test\n\
             statements.clear()\n\
             client.get(\"{url}\")\n\
             print(len(statements))"
        )
    } else if uses("django") {
        format!(
            "from django.db import connection\nfrom django.test.utils import CaptureQueriesContext\n\n\
             with CaptureQueriesContext(connection) as queries:\n    client.get(\"{url}\")\nprint(len(queries))"
        )
    } else {
        return None;
    };
    let checks = facts.ids(&[Area::Queries]);
    let Some(route) = route else {
        let expected = "the number that the route ledger gives for as many rows, and the same for more rows after the change";
        return Some(command("Count the statements of one route", code, expected.into(), checks));
    };
    let at_least = if route.complete { "" } else { "at least " };
    let value = |n: Option<u64>| n.map_or_else(|| "unknown".to_owned(), thousands);
    let expected = format!(
        "for {} {at_least}{} with 10 rows in each table and {} with 40 (`{}`); once its findings are mended the number no \
         longer grows with the rows",
        route_name(route),
        value(route.plain.at.ten),
        value(route.plain.at.forty),
        route.plain.formula,
    );
    Some(command("Count the statements of the dearest route", code, expected, checks))
}

/// The one step that gives times.
fn load(facts: &Facts<'_>) -> Option<CommandView> {
    let route = dearest(facts)?;
    let expected = "no failed requests; the times at 50 % and 95 % are written down before the change and compared after it, \
                    on the same data";
    let line = format!("ab -n 1000 -c 10 'https://<host>{}'", route.rule);
    Some(command("Measure the time of the same route under load, on a copy of production", line, expected.into(), Vec::new()))
}

fn headers(facts: &Facts<'_>) -> Vec<CommandView> {
    let page = heaviest_page(facts).unwrap_or("/<a page>");
    let head = |encoding: &str, url: &str| format!("curl -s -o /dev/null -D - {encoding}'https://<host>{url}'");
    let mut out = Vec::new();
    let compressed = facts.of_rules(&["no-response-compression", "nginx-gzip-types-missing"]);
    if !compressed.is_empty() {
        let line = head("-H 'Accept-Encoding: gzip, br' ", page);
        let expected = "a Content-Encoding header, for scripts and styles as well";
        out.push(command("Show whether a response is compressed", line, expected.into(), compressed));
    }
    let kept = facts.of_rules(&["static-without-long-cache", "assets-not-fingerprinted", "no-store-everywhere"]);
    if !kept.is_empty() {
        let line = head("", "/<a static file>");
        let expected = "a Cache-Control header with the intended max-age";
        out.push(command("Show how long a static file may be kept", line, expected.into(), kept));
    }
    out
}

/// The address of the heaviest page that one can ask for without parameters.
fn heaviest_page<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let shows = |route: &RouteView, page: &PageView| route.renders.iter().any(|name| page.path.ends_with(name.as_str()));
    let plain = |route: &&RouteView| route.methods.iter().any(|m| m == "GET") && !route.rule.contains(['<', '{', '(']);
    let routes = || facts.routes.iter().filter(plain).filter(|route| !route.prefix_unknown);
    facts.pages.iter().find_map(|page| routes().find(|route| shows(route, page))).map(|route| route.rule.as_str())
}

/// Questions that the tree cannot answer, with the step that would.
#[must_use]
pub fn out_of_reach(input: &ReportInput<'_>) -> Vec<String> {
    let mut out = vec![
        "Response times and their percentiles: a load test against a copy of production measures them.".to_owned(),
        "Numbers of rows: the formulas name them as N(...); `SELECT count(*)` of the named tables gives them. \
         Known sizes can be stated in the configuration (`rows`) and then count in the ranking."
            .to_owned(),
    ];
    if !input.model.processes.is_empty() {
        out.push("What a process really needs in memory, and what its host has: the monitoring of the host shows it.".into());
    }
    if !input.model.assets.is_empty() {
        out.push(
            "What a proxy or a content delivery network in front of the app compresses or caches, unless its configuration is in \
             the tree: the response headers of production show it."
                .into(),
        );
    }
    out
}
