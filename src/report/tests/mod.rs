//! The formats over one small repository that is put together by hand.

mod world;

use serde_json::Value;

use super::{Coverage, Report, gate, json, markdown, routes, terminal, view};
use crate::finding::{Severity, Status};
use crate::flow::ledger::Ledger;
use crate::link::serving::table;
use crate::model::Model;
use world::{World, document, world};

#[test]
fn the_json_has_the_fields_of_its_contract() {
    let document = document(&world().report());
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
    let route = &document(&world.report())["routes"][0];
    assert_eq!((&route["complete"], &route["plain"]["at"]["10"]), (&Value::Bool(false), &Value::Null));
}

#[test]
fn summary_roadmap_and_totals_follow_the_final_statuses() {
    let mut world = world();
    let report = world.report();
    let document = document(&report);
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
    assert_eq!(keys(&report), ("2 of 2 keys".into(), view::ScoreStatus::Missed));

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
            "Budgets and alerts",
            "Monitoring and tools",
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
    world.model.processes[0].threads.value = None;
    world.model.capacity = table(&world.model, &[]);
    let report = world.report();
    assert_eq!(
        report.capacity[0].verdict.split(';').next(),
        Some("no thread bounds the requests of a process: those beyond 15 wait for a connection")
    );
    assert!(report.score_card.iter().all(|row| row.subject != "Connections of a process"));
}

#[test]
fn of_many_entries_of_a_rule_some_are_written_in_full_and_each_has_its_anchor() {
    const MANY: usize = 20;
    let mut world = world();
    let one = world.findings.iter().find(|f| f.rule == "lazy-load-in-loop").unwrap().clone();
    world.findings.extend((1..MANY).map(|at| {
        let mut other = one.clone();
        other.group = format!("loop {at}");
        other
    }));
    let report = world.report();
    let text = markdown::write(&report, false);
    let of_rule: Vec<_> = report.entries.iter().filter(|e| e.rule == one.rule).collect();
    assert_eq!(of_rule.len(), MANY);
    for entry in &report.entries {
        let anchor = format!("<a id=\"{}\"></a>", entry.id.to_lowercase());
        assert_eq!(text.matches(&anchor).count(), 1, "{anchor}");
    }
    let is_full = |id: &str| text.contains(&format!("#### {id} "));
    assert!(is_full(&of_rule[0].id) && !is_full(&of_rule[MANY - 1].id));
    let row = format!("</a>{} | ", of_rule[MANY - 1].id);
    let row = text.lines().find(|line| line.contains(&row)).unwrap();
    assert!(row.contains("app/views.py:5") && row.contains("1 + N(events)") && row.contains("Mend"), "{row}");
}
