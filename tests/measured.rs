//! The ledger against apps that were started and counted (`tests/measured`): each way in which an ORM loads rows is a route,
//! counted with 10 and with 40 rows in every table on several versions. A route that is called complete must be exact.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn measured() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/measured")
}

fn routes(app: &str) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_perfaudit"))
        .args(["routes", "--format", "json"])
        .arg(measured().join("orm").join(app))
        .output()
        .expect("perfaudit starts");
    let document: Value = serde_json::from_slice(&output.stdout).expect("routes are JSON");
    document["routes"].as_array().expect("a list of routes").clone()
}

/// Compares every route of an app with what was counted on one version: how many are exact, and what is wrong with the rest.
fn compare(app: &str, version: &str) -> (usize, Vec<String>) {
    let text = fs::read_to_string(measured().join("counted").join(format!("{version}.json"))).expect("a counted result");
    let counted: Value = serde_json::from_str(&text).expect("the result is JSON");
    let routes = routes(app);
    let (mut exact, mut wrong) = (0, Vec::new());
    for (rule, seen) in counted["routes"].as_object().expect("routes") {
        assert_eq!(seen["status"], 200, "{version}: {rule} did not answer");
        let route = routes.iter().find(|r| r["rule"] == rule.as_str()).unwrap_or_else(|| panic!("{rule} is not listed"));
        let plain = &route["plain"];
        let (formula, unknowns) = (&plain["formula"], &route["unknowns"]);
        if ["10", "40"].iter().all(|n| plain["at"][n] == seen[n]) {
            exact += 1;
        } else if route["complete"] == true {
            wrong.push(format!("{version}: {rule} is {formula}, counted {} and {}", seen["10"], seen["40"]));
        } else {
            println!("{version}: {rule} is known in part ({unknowns}): {formula}, counted {} and {}", seen["10"], seen["40"]);
        }
    }
    (exact, wrong)
}

#[test]
fn sqlalchemy_routes_cost_what_was_counted() {
    for version in ["sqlalchemy-1.4", "sqlalchemy-2.0"] {
        let (exact, wrong) = compare("sqlalchemy", version);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(exact >= 63, "{version}: {exact} are exact");
    }
}

#[test]
fn django_routes_cost_what_was_counted() {
    for version in ["django-4.2", "django-5.2"] {
        let (exact, wrong) = compare("django", version);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(exact >= 48, "{version}: {exact} are exact");
    }
}

#[test]
fn ninja_operations_cost_what_was_counted() {
    let (exact, wrong) = compare("ninja", "django-ninja-1");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(exact >= 22, "{exact} are exact");
}
