//! Formats that other programs read: every field that their documentation asks for, on a report with findings.

use std::collections::BTreeSet;
use std::path::Path;

use perfaudit::pipeline::setup::Request;
use perfaudit::report::{Report, hosts, html, json, statistics};
use serde_json::Value;

fn racemes() -> Report {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/racemes");
    perfaudit::audit(&Request { root, ..Request::default() }).expect("a report").0
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn sarif_names_rules_places_evidence_and_fingerprints() {
    let report = racemes();
    let log = parsed(&hosts::sarif::write(&report));
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), report.shown().count());
    for result in results {
        let at = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[at]["id"], result["ruleId"]);
        assert!(!rules[at]["fullDescription"]["text"].as_str().unwrap_or_default().is_empty());
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap_or_default()));
        let place = &result["locations"][0]["physicalLocation"];
        assert!(!place["artifactLocation"]["uri"].as_str().unwrap_or("/").starts_with('/'));
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line >= 1));
        assert!(place["region"]["startColumn"].as_u64().is_some_and(|column| column >= 1));
        assert_eq!(result["partialFingerprints"]["perfaudit/v1"].as_str().map(str::len), Some(16));
        if let Some(related) = result["relatedLocations"].as_array() {
            let flow = result["codeFlows"][0]["threadFlows"][0]["locations"].as_array().expect("a flow");
            assert_eq!(flow.len(), related.len() + 1, "the evidence, then the place");
        }
    }
    let fixes = results.iter().filter_map(|r| r["fixes"][0]["artifactChanges"][0]["replacements"].as_array());
    assert!(fixes.flatten().any(|r| r["insertedContent"]["text"].as_str().is_some_and(|text| text.contains("selectinload"))));
}

#[test]
fn gitlab_gets_the_five_fields_and_unique_fingerprints() {
    let report = racemes();
    let issues = parsed(&hosts::gitlab::write(&report));
    let issues = issues.as_array().expect("a list");
    let mut fingerprints = BTreeSet::new();
    for issue in issues {
        assert!(["description", "check_name"].iter().all(|key| issue[*key].as_str().is_some_and(|text| !text.is_empty())));
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().unwrap_or_default()));
        let lines = &issue["location"]["lines"];
        assert!(lines["begin"].as_u64().is_some_and(|line| line >= 1) && lines["end"].as_u64() >= lines["begin"].as_u64());
        let path = issue["location"]["path"].as_str().expect("a path");
        assert!(!path.starts_with("./") && !path.starts_with('/'), "GitLab links paths from the root of the checkout: {path}");
        assert_eq!(issue.as_object().map(serde_json::Map::len), Some(5), "nothing that the format does not know: {issue}");
        assert!(fingerprints.insert(issue["fingerprint"].as_str().expect("a fingerprint").to_owned()));
    }
    assert_eq!(issues.len(), report.shown().count());
}

#[test]
fn github_commands_are_one_line_each_and_escaped() {
    let report = racemes();
    let text = hosts::github::write(&report);
    assert_eq!(text.lines().count(), report.shown().count());
    for line in text.lines() {
        let (command, message) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect("a command");
        let (level, properties) = command.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&level));
        let names: Vec<&str> = properties.split(',').filter_map(|p| Some(p.split_once('=')?.0)).collect();
        assert_eq!(names, ["file", "line", "endLine", "title"], "{line}");
        assert!(!message.is_empty());
    }
}

#[test]
fn junit_counts_what_it_holds() {
    let report = racemes();
    let text = hosts::junit::write(&report);
    let shown = report.shown().count();
    let passed = report.rules.iter().filter(|rule| rule.findings == 0).count();
    assert_eq!(text.matches("<failure ").count(), shown);
    assert_eq!(text.matches("<testcase ").count(), shown + passed);
    assert!(text.starts_with("<?xml"));
    assert!(
        text.contains(&format!("tests=\"{}\" skipped=\"0\" failures=\"{shown}\"", shown + passed)),
        "{}",
        text.lines().nth(1).unwrap_or("")
    );
    let attribute = |tag: &str, name: &str| -> Option<String> {
        Some(tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0.to_owned())
    };
    let tags = |name: &str| -> Vec<String> {
        let parts = text.split(&format!("<{name} ")).skip(1).map(str::to_owned).collect::<Vec<_>>();
        parts.iter().filter_map(|rest| Some(format!(" {}", rest.split_once('>')?.0))).collect()
    };
    let mut names = BTreeSet::new();
    for case in tags("testcase") {
        let (class, name) = (attribute(&case, "classname").expect("a class"), attribute(&case, "name").expect("a name"));
        assert!(!name.contains(['{', '}']), "{name}");
        assert!(!name.chars().rev().skip_while(char::is_ascii_digit).take(1).any(|c| c == ':'), "no line in {name}");
        assert_eq!(
            attribute(&case, "file").is_some(),
            attribute(&case, "line").is_some_and(|line| line.parse::<u32>().is_ok())
        );
        assert!(names.insert((class, name)), "servers tell cases by class and name: {case}");
    }
    for failure in tags("failure") {
        assert!(
            ["message", "type"].iter().all(|name| attribute(&failure, name).is_some_and(|text| !text.is_empty())),
            "{failure}"
        );
    }
    for suite in tags("testsuite") {
        let id = attribute(&suite, "name").expect("a name");
        let of = report.rules.iter().find(|rule| rule.id == id).expect("a rule").findings;
        for (name, number) in [("tests", of.max(1)), ("failures", of), ("errors", 0)] {
            assert_eq!(attribute(&suite, name), Some(number.to_string()), "{name} of {id}");
        }
    }
}

#[test]
fn one_line_a_finding_in_the_order_of_places() {
    let report = racemes();
    let text = hosts::oneline::write(&report);
    assert_eq!(text.lines().count(), report.shown().count());
    assert!(
        text.lines().any(|line| line.starts_with("racemes/models/rbac.py:36:") && line.contains(": high lazy-load-in-loop: "))
    );
    let paths: Vec<&str> = text.lines().filter_map(|line| Some(line.split_once(':')?.0)).collect();
    assert!(paths.is_sorted());
}

#[test]
fn statistics_add_up() {
    let report = racemes();
    let text = statistics::write(&report);
    let counts = text.lines().filter_map(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    // The last line is the sum of the others.
    assert_eq!(counts.sum::<usize>(), 2 * report.shown().count(), "{text}");
}

#[test]
fn the_page_needs_no_network_and_shows_every_entry() {
    let report = racemes();
    let page = html::write(&report, false);
    for entry in &report.entries {
        assert!(page.contains(&format!("id=\"{}\"", entry.id.to_lowercase())), "{}", entry.id);
    }
    // Code of the audited tree is escaped, so what follows a `<` is a tag of ours.
    for tag in page.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)) {
        for needs in ["link ", "iframe", "img ", " src=", "@import", "url("] {
            assert!(!format!("{tag} ").contains(needs), "{tag} loads something");
        }
    }
    let style = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).expect("a style").0;
    assert!(!style.contains("url(") && !style.contains("@import"));
    assert_eq!(page.matches("<article").count(), report.entries.len());
    assert!(html::write(&report, true).len() < page.len());
}

#[test]
fn text_of_the_audited_tree_stays_text_on_the_page() {
    let root = tempfile::tempdir().expect("a folder");
    let schema = "CREATE TABLE \"<script>alert(1)</script>\" (id INTEGER PRIMARY KEY, \
                  other_id INTEGER REFERENCES \"<script>alert(1)</script>\"(id));\n";
    std::fs::write(root.path().join("schema.sql"), schema).expect("a file");
    let request = Request { root: root.path().to_owned(), ..Request::default() };
    let (report, _) = perfaudit::audit(&request).expect("a report");
    let page = html::write(&report, false);
    assert_eq!(page.matches("<script>").count(), 1, "only our own");
}

#[test]
fn every_entry_has_its_risk_and_every_tool_its_proof() {
    let report = racemes();
    let named: BTreeSet<&str> = report.risks.iter().flat_map(|row| &row.entries).map(String::as_str).collect();
    assert_eq!(named.len(), report.entries.len());
    assert!(report.entries.iter().all(|entry| named.contains(entry.id.as_str())));
    for row in &report.tools {
        assert_eq!(row.found.is_empty(), row.missing.is_some(), "{}", row.purpose);
        assert!(row.found.iter().all(|tool| tool.at.line > 0));
    }
}

#[test]
fn the_json_says_what_a_page_loads() {
    let document = parsed(&json::write(&racemes()));
    let pages = document["pages"].as_array().expect("pages");
    assert!(pages.iter().all(|page| page["gzip"].as_u64() <= page["bytes"].as_u64()));
    assert!(!pages.is_empty());
}

#[test]
fn code_hosts_get_paths_from_the_root_of_the_checkout() {
    let checkout = tempfile::tempdir().expect("a folder");
    let backend = checkout.path().join("apps/backend");
    std::fs::create_dir_all(&backend).expect("folders");
    std::fs::create_dir(checkout.path().join(".git")).expect("a folder");
    let schema =
        "CREATE TABLE a (id INTEGER PRIMARY KEY);\nCREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a(id));\n";
    std::fs::write(backend.join("schema.sql"), schema).expect("a file");
    let (report, _) = perfaudit::audit(&Request { root: backend, ..Request::default() }).expect("a report");
    let sarif = parsed(&hosts::sarif::write(&report));
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "apps/backend/schema.sql");
    assert_eq!(parsed(&hosts::gitlab::write(&report))[0]["location"]["path"], "apps/backend/schema.sql");
    assert!(hosts::github::write(&report).contains("file=apps/backend/schema.sql,"));
    // A terminal stands in the audited folder.
    assert!(hosts::oneline::write(&report).starts_with("schema.sql:"));
}

/// The first number of a text, thousands separated.
fn number(text: &str) -> usize {
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    digits.replace(',', "").parse().expect("a number")
}

#[test]
fn every_total_can_be_counted_in_the_findings_and_the_ledger() {
    let report = racemes();
    let document = parsed(&json::write(&report));
    let shown: Vec<&Value> = document["findings"].as_array().expect("findings").iter().filter(|f| f["shown"] == true).collect();
    let of = |severity: &str| shown.iter().filter(|f| f["severity"] == severity).count();
    for severity in ["critical", "high", "medium", "low", "info"] {
        assert_eq!(document["summary"]["by_severity"][severity], of(severity), "{severity}");
    }
    let verdict = document["summary"]["verdict"][0].as_str().expect("a verdict");
    assert_eq!(number(verdict), shown.len(), "{verdict}");
    assert!(verdict.contains(&format!("{} critical", of("critical"))), "{verdict}");

    let phases = document["roadmap"].as_array().expect("phases");
    let items = || phases.iter().flat_map(|phase| phase["items"].as_array().expect("items"));
    assert_eq!(items().map(|item| item["closes"].as_u64().expect("a number")).sum::<u64>(), shown.len() as u64);
    let entries: BTreeSet<&str> = items().filter_map(|item| item["id"].as_str()).collect();
    assert_eq!(entries.len(), document["entries"].as_array().expect("entries").len());

    let routes = document["routes"].as_array().expect("routes");
    let routes: Vec<&Value> = routes.iter().filter(|route| route["kind"] == "route").collect();
    let card = |subject: &str| {
        let rows = document["budgets"].as_array().expect("a score card");
        rows.iter().find(|row| row["subject"] == subject).expect("a row")["found"].as_str().expect("a text").to_owned()
    };
    let over = routes.iter().filter(|route| route["plain"]["at"]["10"].as_u64().is_some_and(|at| at > 10)).count();
    assert_eq!(number(&card("Statements per route")), over);
    let reading =
        routes.iter().filter(|route| route["unbounded_reads"].as_array().is_some_and(|reads| !reads.is_empty())).count();
    assert_eq!(number(&card("Routes with an unbounded read")), reading);
    let keys = shown.iter().filter(|f| f["rule"] == "fk-not-indexed").count();
    assert_eq!(number(&card("Foreign keys without an index")), keys);

    assert_eq!(number(statistics::write(&report).lines().last().expect("a sum")), shown.len());
}
