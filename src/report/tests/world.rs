//! The repository of the tests, put together by hand.

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
use crate::model::route::{Audience, EntryKind, Route};
use crate::model::schema::{Dialect, ForeignKey, Schema, Table};
use crate::model::stack::{Proof, Stack};
use crate::model::{FileEntry, FileId, Model, Place};
use crate::rule::{Detect, Rule};
use crate::source::text::Texts;

use super::super::{Coverage, CoverageNote, Report, ReportInput, build, json};

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
pub struct World {
    pub root: tempfile::TempDir,
    pub model: Model,
    pub ledger: Ledger,
    pub findings: Vec<Finding>,
    pub verified: Vec<Holds>,
    pub claims: Vec<Claim>,
    pub not_assessable: Vec<NotAssessable>,
    pub rules: Vec<Rule>,
    pub settings: Settings,
    pub coverage: Coverage,
}

impl World {
    pub fn report(&self) -> Report {
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
pub fn place(file: usize, needle: &str) -> Place {
    let start = FILES[file].2.find(needle).unwrap();
    Place { file: FileId(file as u32), span: Span::new(start as u32, (start + needle.len()) as u32) }
}

pub fn rule(id: &str, family: &str, severity: Severity, effort: Effort) -> Rule {
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

pub fn built(builder: FindingBuilder) -> Finding {
    match builder.build() {
        Verdict::Finding(finding) => *finding,
        _ => panic!("the builder builds findings"),
    }
}

pub fn findings(rules: &[Rule]) -> Vec<Finding> {
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

pub fn world() -> World {
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
    model.capacity = table(&model, &[]);
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

pub fn model() -> Model {
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
            migrations: Vec::new(),
            steps: Vec::new(),
            referenced: Vec::new(),
            several_servers: false,
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
            audience: Audience::Anyone,
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
            recycles: false,
            of_extension: true,
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
            markup: Vec::new(),
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

pub fn ledger() -> Ledger {
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

pub fn document(report: &Report) -> Value {
    serde_json::from_str(&json::write(report)).unwrap()
}
