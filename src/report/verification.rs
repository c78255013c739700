//! Commands that prove or measure, for the recognised stack, and what no static audit can answer.

use crate::model::schema::Dialect;

use super::ReportInput;
use super::area::Area;
use super::view::{CommandView, Entry};

/// Commands that fit the stack and the findings; none where nothing was found to verify.
#[must_use]
pub fn commands(input: &ReportInput<'_>, entries: &[Entry]) -> Vec<CommandView> {
    let mut out = Vec::new();
    let touches = |areas: &[Area]| entries.iter().any(|e| areas.contains(&e.area));
    if touches(&[Area::Schema, Area::Queries, Area::Requests])
        && let Some((dialect, _)) = input.model.schema.dialect
    {
        out.extend(database(dialect));
    }
    if touches(&[Area::Queries, Area::Requests, Area::Startup]) {
        out.extend(statements(input));
    }
    if touches(&[Area::Pages, Area::Caching, Area::Connections]) && input.model.routes.iter().any(|r| !r.methods.is_empty()) {
        out.extend(headers());
    }
    out
}

fn command(purpose: &str, command: &str, expected: &str) -> CommandView {
    CommandView { purpose: purpose.into(), command: command.into(), expected: expected.into() }
}

fn database(dialect: Dialect) -> [CommandView; 2] {
    let list = "List the indexes of a table";
    let explain = "Explain one query";
    match dialect {
        Dialect::Postgresql => [
            command(
                list,
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = '<table>';",
                "the new index is listed with its columns in the given order",
            ),
            command(
                explain,
                "EXPLAIN (ANALYZE, BUFFERS) <query>;",
                "Index Scan or Bitmap Index Scan in place of Seq Scan, on a table of production size",
            ),
        ],
        Dialect::Mysql => [
            command(list, "SHOW INDEX FROM <table>;", "the new index is listed with its columns in the given order"),
            command(explain, "EXPLAIN <query>;", "column `key` names the index; `type` is no longer ALL"),
        ],
        Dialect::Sqlite => [
            command(list, "PRAGMA index_list('<table>');", "the new index is listed"),
            command(explain, "EXPLAIN QUERY PLAN <query>;", "SEARCH ... USING INDEX in place of SCAN"),
        ],
    }
}

fn statements(input: &ReportInput<'_>) -> Option<CommandView> {
    let uses = |name: &str| input.model.stack.orms.iter().chain(&input.model.stack.frameworks).any(|p| p.name.contains(name));
    let expected = "the number that the route ledger gives for as many rows, and the lower one after the change";
    if uses("sqlalchemy") {
        let code = "from sqlalchemy import event\n\
                    from sqlalchemy.engine import Engine\n\n\
                    statements = []\n\n\n\
                    @event.listens_for(Engine, \"before_cursor_execute\")\n\
                    def record(conn, cursor, statement, parameters, context, executemany):\n    statements.append(statement)\n\n\n\
                    # in a test: statements.clear(); client.get(\"<url>\"); print(len(statements))";
        return Some(command("Count the statements of one route", code, expected));
    }
    if uses("django") {
        let code = "from django.db import connection\nfrom django.test.utils import CaptureQueriesContext\n\n\
                    with CaptureQueriesContext(connection) as queries:\n    client.get(\"<url>\")\nprint(len(queries))";
        return Some(command("Count the statements of one route", code, expected));
    }
    None
}

fn headers() -> [CommandView; 2] {
    [
        command(
            "Show whether a response is compressed",
            "curl -s -o /dev/null -D - -H 'Accept-Encoding: gzip, br' <url>",
            "a Content-Encoding header on pages, scripts and styles",
        ),
        command(
            "Show how long a static file may be kept",
            "curl -s -o /dev/null -D - <url of a static file>",
            "a Cache-Control header with the intended max-age",
        ),
    ]
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
        out.push("Memory of a process and the limits of the host: the monitoring of the host shows them.".into());
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
