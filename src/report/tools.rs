//! Which tools the project has that measure in production, in development and under load, by its dependencies.

use schemars::JsonSchema;
use serde::Serialize;

use super::ReportInput;
use super::locate::Locator;
use super::view::Location;

/// Tools of one kind that the project has, or what is missing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ToolsView {
    pub purpose: &'static str,
    pub answers: &'static str,
    pub found: Vec<ToolFound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<&'static str>,
    #[serde(skip)]
    pub expected: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ToolFound {
    pub name: String,
    #[serde(flatten)]
    pub at: Location,
}

/// What a kind of tool answers, the packages that are such tools, and what would be one for any stack.
struct Kind {
    purpose: &'static str,
    answers: &'static str,
    packages: &'static [&'static str],
    missing: &'static str,
    /// An app in production is expected to have one.
    expected: bool,
}

const KINDS: [Kind; 5] = [
    Kind {
        purpose: "errors and traces in production",
        answers: "which request is slow, and in which statement or call it spends its time",
        packages: &[
            "sentry-sdk",
            "raven",
            "rollbar",
            "bugsnag",
            "newrelic",
            "ddtrace",
            "elastic-apm",
            "scout-apm",
            "opentelemetry-sdk",
            "opentelemetry-api",
            "opentelemetry-distro",
            "logfire",
            "appsignal",
            "azure-monitor-opentelemetry",
            "honeybadger",
        ],
        missing: "traces of requests with their statements (OpenTelemetry, or the agent of a vendor)",
        expected: true,
    },
    Kind {
        purpose: "metrics",
        answers: "response times, pool use and queue lengths over time, and alerts on them",
        packages: &[
            "prometheus-client",
            "prometheus-flask-exporter",
            "prometheus-fastapi-instrumentator",
            "django-prometheus",
            "starlette-exporter",
            "starlette-prometheus",
            "statsd",
            "datadog",
            "django-statsd-mozilla",
            "influxdb",
            "aioprometheus",
        ],
        missing: "response times and pool use as metrics (prometheus-client or statsd)",
        expected: true,
    },
    Kind {
        purpose: "statements in development and tests",
        answers: "how many statements a request runs, before it is merged",
        packages: &[
            "django-debug-toolbar",
            "django-silk",
            "flask-debugtoolbar",
            "nplusone",
            "django-querycount",
            "django-perf-rec",
            "fastapi-debug-toolbar",
            "django-auto-prefetch",
            "django-zeal",
            "sqltap",
            "pytest-django-queries",
            "flask-monitoringdashboard",
        ],
        missing: "a test that counts the statements of the most used routes (step under Verification)",
        expected: false,
    },
    Kind {
        purpose: "profiling",
        answers: "where processor time and memory go",
        packages: &[
            "pyinstrument",
            "py-spy",
            "scalene",
            "memray",
            "yappi",
            "line-profiler",
            "memory-profiler",
            "austin-python",
        ],
        missing: "a profiler that attaches to a running process (py-spy)",
        expected: false,
    },
    Kind {
        purpose: "load tests",
        answers: "at which number of users response times begin to grow",
        packages: &["locust", "molotov", "taurus", "bzt", "pytest-benchmark"],
        missing: "a load test against a copy of production (locust, k6)",
        expected: true,
    },
];

/// A row for each kind of tool; none where the tree declares no dependencies, so that nothing could be looked up.
#[must_use]
pub fn rows(input: &ReportInput<'_>, locator: &Locator<'_>) -> Vec<ToolsView> {
    let stack = &input.model.stack;
    if stack.dependencies.is_empty() {
        return Vec::new();
    }
    let found = |kind: &Kind| {
        let known = kind.packages.iter().filter_map(|name| stack.dependency(name));
        known.map(|d| ToolFound { name: d.name.clone(), at: locator.at(d.place) }).collect::<Vec<_>>()
    };
    KINDS
        .iter()
        .map(|kind| {
            let found = found(kind);
            let missing = found.is_empty().then_some(kind.missing);
            ToolsView { purpose: kind.purpose, answers: kind.answers, found, missing, expected: kind.expected }
        })
        .collect()
}
