//! The formats over one small repository that is put together by hand.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::config::Settings;
use crate::facts::asset::AssetKind;
use crate::facts::{Language, NoteKind, Role, Span};
use crate::finding::builder::FindingBuilder;
use crate::finding::claim::{Claim, ClaimVerdict};
use crate::finding::{Confidence, Effort, EvidenceRole, Finding, Holds, NotAssessable, Severity, Status, Verdict, fingerprint};
use crate::flow::cost::{Atom, Cost};
use crate::flow::ledger::{EntryCost, Ledger, LedgerLine};
use crate::link::serving::table;
use crate::model::capacity::DatabaseLimit;
use crate::model::delivery::{Asset, Engine, Factor, Page, Process};
use crate::model::route::{EntryKind, Route};
use crate::model::schema::{Dialect, ForeignKey, Schema, Table};
use crate::model::stack::{Proof, Stack};
use crate::model::{FileEntry, FileId, Model, Place};
use crate::rule::{Detect, Rule};
use crate::source::text::Texts;

use super::{Coverage, CoverageNote, Report, ReportInput, build, gate, json, markdown, routes, terminal, view};

const FILES: [(&str, Language, &str); 4] = [
    ("Procfile", Language::Deploy, "web: gunicorn -w 2 --threads 32 app:app\n"),
    (
        "app/models.py",
        Language::Python,
        "class Event(Base):\n    user_id = Column(ForeignKey('user.id'))\n    room_id = Column(ForeignKey('room.id'))\n",
    ),
    (
        "app/views.py",
        Language::Python,
        "@app.get('/events/')\ndef events():\n    rows = Event.query.all()\n    for e in rows:\n        names.append(e.user.name)\n    return names\n",
    ),
    ("static/app.js", Language::JavaScript, "function f() {}\n"),
];

/// Everything that a report is built from, owned.
struct World {
    root: tempfile::TempDir,
    model: Model,
    ledger: Ledger,
    findings: Vec<Finding>,
    verified: Vec<Holds>,
    claims: Vec<Claim>,
    not_assessable: Vec<NotAssessable>,
    rules: Vec<Rule>,
    settings: Settings,
    coverage: Coverage,
}

impl World {
    fn report(&self) -> Report {
        let paths = self.model.files.iter().map(|f| f.path.clone()).collect();
        let texts = Texts::new(self.root.path().into(), paths);
        let mut findings = self.findings.clone();
        fingerprint::assign(&mut findings, &self.model, &texts);
        build(&ReportInput {
            root: self.root.path(),
            model: &self.model,
            ledger: &self.ledger,
            findings: &findings,
            baseline: None,
            gone: &[],
            verified: &self.verified,
            claims: &self.claims,
            not_assessable: &self.not_assessable,
            rules: &self.rules,
            settings: &self.settings,
            texts: &texts,
            coverage: &self.coverage,
        })
    }
}

/// The place of `needle` in one of [`FILES`].
fn place(file: usize, needle: &str) -> Place {
    let start = FILES[file].2.find(needle).unwrap();
    Place { file: FileId(file as u32), span: Span::new(start as u32, (start + needle.len()) as u32) }
}

fn rule(id: &str, family: &str, severity: Severity, effort: Effort) -> Rule {
    Rule {
        id: id.into(),
        family: family.into(),
        title: format!("Title of {id}"),
        severity,
        confidence: Confidence::Certain,
        effort,
        change: Some(crate::rule::Change::IndexBuild),
        impact: "Each look-up reads the whole table.".into(),
        message: "{what} | is slow".into(),
        why: "The database has no other way.".into(),
        fix: "Mend {what}.".into(),
        verify: "Look again: `EXPLAIN` shows it.".into(),
        links: vec!["https://example.org/doc".into()],
        detect: Detect::Native { name: id.into(), params: BTreeMap::new() },
    }
}

fn built(builder: FindingBuilder) -> Finding {
    match builder.build() {
        Verdict::Finding(finding) => *finding,
        _ => panic!("the builder builds findings"),
    }
}

fn findings(rules: &[Rule]) -> Vec<Finding> {
    let key = |needle: &str, symbol: &str| {
        let at = place(1, needle);
        built(rules[0].finding(at, symbol).slot("what", symbol).group("keys").edit(at, format!("{needle}, index=True")))
    };
    let in_loop = rules[1]
        .finding(place(2, "e.user"), "app.views.events")
        .slot("what", "`Event.user`")
        .formula("1 + N(events)")
        .reach(vec!["GET /events/".into()])
        .evidence(place(2, "Event.query.all()"), EvidenceRole::Query, "loads all events")
        .evidence(place(2, "for e in rows:"), EvidenceRole::Loop, "runs once per event")
        .code("Event.query.options(joinedload(Event.user)).all()")
        .severity(Severity::High, "on a route, grows with rows");
    let hidden = rules[2].finding(place(3, "function"), "static/app.js").slot("what", "app.js").confidence(Confidence::Low);
    let mut accepted = built(rules[2].finding(Place::file(FileId(3)), "static/app.js").slot("what", "app.js"));
    accepted.status = Status::Accepted;
    accepted.status_reason = Some("readable on purpose".into());
    vec![
        key("ForeignKey('user.id')", "event.user_id"),
        key("ForeignKey('room.id')", "event.room_id"),
        built(in_loop),
        built(hidden),
        accepted,
    ]
}

fn world() -> World {
    let root = tempfile::tempdir().unwrap();
    for (path, _, text) in FILES {
        fs::create_dir_all(root.path().join(path).parent().unwrap()).unwrap();
        fs::write(root.path().join(path), text).unwrap();
    }
    let rules = vec![
        rule("fk-not-indexed", "schema", Severity::Critical, Effort::Minimal),
        rule("lazy-load-in-loop", "queries", Severity::High, Effort::Low),
        rule("unminified-asset", "pages", Severity::Medium, Effort::Medium),
    ];
    let coverage = Coverage {
        mistakes: Vec::new(),
        files: BTreeMap::from([((Language::Python, Role::App), 2), ((Language::Other, Role::Docs), 1)]),
        skipped: vec![("big.sql".into(), "over 4 MiB".into())],
        notes: vec![CoverageNote { path: "x.py".into(), line: Some(3), kind: NoteKind::Syntax, text: "odd | text".into() }],
        internal_errors: Vec::new(),
        cache: None,
    };
    let mut model = model();
    model.capacity = table(&model);
    World {
        root,
        model,
        ledger: ledger(),
        findings: findings(&rules),
        claims: vec![Claim {
            place: place(1, "class"),
            text: "N+1 queries | eliminated".into(),
            verdict: ClaimVerdict::Contradicted,
            facts: vec![(Some(place(2, "for e")), "one query a row".into()), (None, "and 2 more".into())],
        }],
        verified: (0..14)
            .map(|n| Holds {
                rule: "fk-not-indexed".into(),
                subject: format!("t{n:02}.id"),
                place: Some(place(1, "class")),
                why: "the primary key leads with it".into(),
            })
            .collect(),
        not_assessable: vec![NotAssessable {
            rule: "fk-not-indexed".into(),
            subject: "other.id".into(),
            cause: "a migration could not be read".into(),
        }],
        rules,
        settings: Settings::default(),
        coverage,
    }
}

fn model() -> Model {
    let file = |(path, language, text): &(&str, Language, &str)| FileEntry {
        path: (*path).into(),
        role: Role::App,
        language: *language,
        bytes: text.len() as u64,
    };
    let key = |needle: &str| ForeignKey {
        columns: vec!["x_id".into()],
        target_table: "x".into(),
        target_columns: vec!["id".into()],
        on_delete: None,
        place: place(1, needle),
    };
    let table = Table {
        name: "event".into(),
        schema: None,
        sources: Vec::new(),
        columns: Vec::new(),
        foreign_keys: vec![key("ForeignKey('user.id')"), key("ForeignKey('room.id')")],
        indexes: Vec::new(),
        incomplete: None,
    };
    let proof = |name: &str, at: Place| Proof { name: name.into(), place: at };
    let factor = |value: i64, source: &str| Factor { value: Some(value), place: None, source: source.into() };
    Model {
        files: FILES.iter().map(file).collect(),
        stack: Stack {
            frameworks: vec![proof("flask", place(2, "@app"))],
            orms: vec![proof("sqlalchemy", place(1, "Column"))],
            ..Stack::default()
        },
        schema: Schema {
            dialect: Some((Dialect::Postgresql, None)),
            tables: vec![table],
            drift: Vec::new(),
            steps: Vec::new(),
        },
        routes: vec![Route {
            kind: EntryKind::Route,
            methods: vec!["GET".into(), "HEAD".into()],
            rule: "/events/<int:id>|x".into(),
            prefix_unknown: false,
            endpoint: "events".into(),
            handler: "app.views.events".into(),
            place: place(2, "def events"),
            guarded: true,
        }],
        processes: vec![Process {
            workers: factor(2, "-w 2"),
            threads: factor(32, "--threads 32"),
            deployed: true,
            ..Process::new("web", "gunicorn", place(0, "gunicorn"))
        }],
        database_limit: Some(DatabaseLimit { connections: Factor::assumed(100, "default of PostgreSQL"), pooler: None }),
        engines: vec![Engine {
            place: place(1, "class"),
            url: None,
            dialect: Some(Dialect::Postgresql),
            pool_size: factor(5, "default of SQLAlchemy"),
            max_overflow: factor(10, "default of SQLAlchemy"),
            pool_class: None,
            pre_ping: None,
            partly_unknown: false,
        }],
        pages: vec![Page {
            file: FileId(2),
            extended_by: Vec::new(),
            includes: Vec::new(),
            parent: None,
            routes: vec![0],
            loads: Vec::new(),
            inline_scripts: Vec::new(),
        }],
        assets: vec![Asset {
            file: FileId(3),
            path: "static/app.js".into(),
            kind: AssetKind::Script,
            bytes: 360_448,
            gzip: Some(81_920),
            minified: Some(false),
            content: 0,
            served: true,
            build: None,
            loaded_on: vec![0],
        }],
        ..Model::default()
    }
}

fn ledger() -> Ledger {
    let mut plain = Cost::constant(1);
    plain.add(1, vec![Atom { name: "N(events)".into(), place: place(2, "for e"), bound: None }]);
    let entry = |method: &str| EntryCost {
        route: 0,
        method: method.into(),
        plain: plain.clone(),
        worst: plain.clone(),
        complete: true,
        worst_complete: true,
        unbounded_reads: vec![place(2, "Event.query.all()")],
        external: Vec::new(),
        unknowns: Vec::new(),
        lost: Vec::new(),
        undecided: Vec::new(),
        renders: Vec::new(),
        lines: vec![LedgerLine {
            via: Vec::new(),
            loops: Vec::new(),
            guards: Vec::new(),
            place: place(2, "Event.query"),
            what: "Event.query".into(),
            cost: Cost::constant(1),
        }],
    };
    let entries = vec![entry("GET"), entry("HEAD")];
    Ledger { entries, unknown_causes: vec![("dynamic import".into(), 2)], ..Ledger::default() }
}

fn json(report: &Report) -> Value {
    serde_json::from_str(&json::write(report)).unwrap()
}

#[test]
fn the_json_has_the_fields_of_its_contract() {
    let document = json(&world().report());
    let fields = |value: &Value, names: &[&str]| {
        for name in names {
            assert!(value.get(*name).is_some(), "{name} is missing in {value}");
        }
    };
    assert_eq!(document["version"], 1);
    fields(&document["head"], &["tool", "rules", "stack", "dialect"]);
    fields(&document, &["findings", "routes", "verified", "not_assessable", "claims", "capacity", "assets", "coverage"]);
    for finding in document["findings"].as_array().unwrap() {
        fields(finding, &["rule", "family", "title", "severity", "confidence", "effort", "status", "shown", "path", "line"]);
        fields(
            finding,
            &["end_line", "column", "symbol", "message", "reach", "group", "fingerprint", "fingerprint2", "remedy"],
        );
    }
    let in_loop = &document["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "lazy-load-in-loop").unwrap();
    assert_eq!((in_loop["path"].as_str(), in_loop["line"].as_u64()), (Some("app/views.py"), Some(5)));
    assert_eq!(in_loop["formula"], "1 + N(events)");
    assert_eq!(in_loop["evidence"][1]["role"], "loop");
    assert_eq!(in_loop["evidence"][1]["line"], 4);
    fields(&document["capacity"][0], &["process", "factors", "sum", "limit", "verdict"]);
    fields(&document["assets"][0], &["path", "bytes", "gzip", "minified", "loaded_on"]);
    fields(&document["coverage"], &["files", "understood", "notes", "unknown_causes"]);
    fields(&document["verified"][0], &["rule", "subject", "path", "line", "why"]);
}

#[test]
fn the_route_ledger_has_the_fields_of_its_contract() {
    let document: Value = serde_json::from_str(&routes::json(&world().report())).unwrap();
    let all = document["routes"].as_array().unwrap();
    assert_eq!(all.len(), 1, "methods of one price stand in one row");
    let route = &all[0];
    assert_eq!(route["kind"], "route");
    assert_eq!(route["methods"], serde_json::json!(["GET", "HEAD"]));
    assert_eq!((route["line"].as_u64(), route["complete"].as_bool()), (Some(2), Some(true)));
    assert_eq!(route["plain"]["formula"], "1 + N(events)");
    assert_eq!(route["plain"]["at"], serde_json::json!({"10": 11, "40": 41}));
    let factor = &route["plain"]["terms"][1]["factors"][0];
    assert_eq!(*factor, serde_json::json!({"atom": "N(events)", "path": "app/views.py", "line": 4, "bound": null}));
    assert_eq!(route["unbounded_reads"][0]["line"], 3);
    assert!(routes::text(&world().report(), false, 120).contains("1 + N(events)"));
}

#[test]
fn a_route_without_a_price_is_not_free() {
    let mut world = world();
    world.ledger.entries.clear();
    let route = &json(&world.report())["routes"][0];
    assert_eq!((&route["complete"], &route["plain"]["at"]["10"]), (&Value::Bool(false), &Value::Null));
}

#[test]
fn summary_roadmap_and_totals_follow_the_final_statuses() {
    let mut world = world();
    let report = world.report();
    let document = json(&report);
    assert_eq!(
        report.verdict[0],
        "3 findings: 2 critical and 1 high; 1 more is below severity low or confidence medium and not shown."
    );
    assert_eq!((&document["summary"]["shown"], &document["summary"]["hidden"]), (&Value::from(3), &Value::from(1)));
    let closes = |report: &Report| -> usize {
        report.roadmap.iter().flat_map(|p| &p.items).map(|i| report.entries[i.entry].members.len()).sum()
    };
    assert_eq!(closes(&report), report.shown().count());
    assert_eq!(report.rules.iter().map(|r| r.findings).sum::<usize>(), report.shown().count());
    let keys = |report: &Report| {
        let row = report.score_card.iter().find(|r| r.subject.starts_with("Foreign keys")).unwrap();
        (row.found.clone(), row.status)
    };
    assert_eq!(keys(&report), ("2 of 2 keys".into(), view::ScoreStatus::Over));

    for finding in &mut world.findings {
        finding.status = Status::Accepted;
    }
    let report = world.report();
    assert_eq!(report.verdict[0], "No findings.");
    assert_eq!((closes(&report), report.entries.len()), (0, 0));
    assert_eq!(keys(&report), ("0 of 2 keys".into(), view::ScoreStatus::Ok));
    let text = markdown::write(&report, false);
    assert!(!text.contains("## Roadmap") && !text.contains("## Findings") && text.contains("## Accepted and deferred"));
}

#[test]
fn the_gate_counts_what_is_sure_whether_shown_or_not() {
    let mut world = world();
    world.settings.severity = Severity::Critical;
    let failed = |world: &World, fail_on| gate(&world.report(), fail_on).failed;
    assert!(!failed(&world, None));
    assert!(failed(&world, Some(Severity::Critical)));
    let line = gate(&world.report(), Some(Severity::Critical)).line;
    assert!(line.starts_with("gate: failed (") && line.contains("critical: fk-not-indexed "), "{line}");
    world.findings.retain(|f| f.rule != "fk-not-indexed");
    assert!(!failed(&world, Some(Severity::Critical)));
    assert!(failed(&world, Some(Severity::High)), "not shown, and counted all the same");
    world.findings.retain(|f| f.rule == "unminified-asset");
    assert!(!failed(&world, Some(Severity::Info)), "low confidence and accepted do not count");
    assert_eq!(
        gate(&world.report(), Some(Severity::High)).line,
        "gate: passed (no high or more severe finding of high or certain confidence)"
    );
}

#[test]
fn places_of_one_cause_are_one_entry() {
    let report = world().report();
    let ids: Vec<(&str, usize)> = report.entries.iter().map(|e| (e.id.as_str(), e.members.len())).collect();
    assert_eq!(ids, [("A-01", 2), ("B-01", 1)]);
    assert_eq!(report.ranked, [0, 1]);
    assert!(report.findings.iter().filter(|f| f.shown).all(|f| f.entry.is_some()));
}

#[test]
fn tables_of_the_markdown_have_equal_rows() {
    let text = markdown::write(&world().report(), false);
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let mut rows = 0;
    let mut head: Option<usize> = None;
    for line in text.lines() {
        if !line.starts_with('|') {
            head = None;
            continue;
        }
        rows += 1;
        assert_eq!(*head.get_or_insert(cells(line)), cells(line), "{line}");
    }
    assert!(rows > 40, "{rows}");
}

#[test]
fn the_markdown_answers_in_order() {
    let text = markdown::write(&world().report(), false);
    let sections: Vec<&str> = text.lines().filter_map(|l| l.strip_prefix("## ")).collect();
    assert_eq!(
        sections,
        [
            "Verdict",
            "Top five",
            "Score card",
            "Findings",
            "Verified OK",
            "Claims",
            "Not assessable",
            "Route ledger",
            "Capacity",
            "Assets",
            "Roadmap",
            "Today, this week, this month",
            "Verification",
            "Risks and rollback",
            "Out of reach",
            "Coverage",
            "Accepted and deferred",
            "Rules",
            "Configuration in force",
            "Variables"
        ]
    );
    for part in [
        "<a id=\"a-01\"></a>",
        "[A-01](#a-01)",
        "2. loop `app/views.py:4` runs once per event: `for e in rows:`",
        "-    user_id = Column(ForeignKey('user.id'))\n+    user_id = Column(ForeignKey('user.id'), index=True)",
        "| `fk-not-indexed` | and 2 more |",
        "352 KiB",
        "32 threads of a process share 15 connections: up to 17 wait",
        "readable on purpose",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
}

#[test]
fn the_terminal_shows_the_code_and_obeys_its_style() {
    let report = world().report();
    let plain = terminal::write(&report, false, 100, false);
    assert!(!plain.contains('\u{1b}'));
    let caret = " 5 │ names.append(e.user.name)\n     ·              ^^^^^^\n";
    assert!(plain.contains(caret), "{plain}");
    for part in [
        "cost  1 + N(events) on GET /events/",
        "what  event.user_id | is slow",
        "also  app/models.py:3",
        "perfaudit explain fk-not-indexed",
        "-o report.md",
    ] {
        assert!(plain.contains(part), "{part} is missing in\n{plain}");
    }
    assert!(plain.lines().all(|line| line.chars().count() <= 100), "{plain}");
    assert!(terminal::write(&report, true, 100, false).contains('\u{1b}'));
    let ascii = terminal::write_styled(&report, terminal::Style { color: false, ascii: true, width: 100, quiet: false });
    let drawn = ascii.lines().filter(|line| !line.contains("confidence")).collect::<String>();
    assert!(drawn.is_ascii(), "{ascii}");
    assert_eq!(terminal::write(&report, false, 100, true).lines().count(), 2);
}

#[test]
fn the_order_of_the_input_does_not_show() {
    let mut world = world();
    let write = |world: &World| {
        let report = world.report();
        [
            json::write(&report),
            markdown::write(&report, false),
            terminal::write(&report, true, 100, false),
            routes::json(&report),
        ]
    };
    let before = write(&world);
    world.findings.reverse();
    world.verified.reverse();
    world.ledger.unknown_causes.reverse();
    assert_eq!(before, write(&world));
    let root = world.root.path().to_string_lossy().into_owned();
    assert!(before.iter().all(|text| !text.contains(&root) && text.ends_with('\n')));
}

#[test]
fn an_empty_repository_has_a_report() {
    let world = World { model: Model::default(), ledger: Ledger::default(), ..world() };
    let empty = World {
        findings: Vec::new(),
        verified: Vec::new(),
        claims: Vec::new(),
        not_assessable: Vec::new(),
        rules: Vec::new(),
        ..world
    };
    let report = World { coverage: Coverage::default(), ..empty }.report();
    assert_eq!(report.verdict, ["No findings."]);
    assert!(report.score_card.is_empty());
    assert!(!markdown::write(&report, false).contains("## Route ledger"));
    assert!(terminal::write(&report, false, 80, false).contains("No findings."));
}

#[test]
fn an_event_loop_is_not_judged_by_its_threads() {
    let mut world = world();
    world.model.processes[0].server = "uvicorn".into();
    world.model.processes[0].threads.value = Some(1);
    world.model.capacity = table(&world.model);
    let report = world.report();
    assert_eq!(
        report.capacity[0].verdict.split(';').next(),
        Some("no thread bounds the requests of a process: those beyond 15 wait for a connection")
    );
    assert!(report.score_card.iter().all(|row| row.subject != "Connections of a process"));
}
