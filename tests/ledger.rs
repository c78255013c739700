//! The ledger against what the two fixture apps did when they ran: `measured.json` holds the statements of each GET route
//! with 10 and with 40 rows in every table. A route that is called complete must be priced as it was measured.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn routes(app: &Path) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_perfaudit"))
        .args(["routes", "--format", "json"])
        .arg(app)
        .output()
        .expect("perfaudit starts");
    let document: Value = serde_json::from_slice(&output.stdout).expect("routes are JSON");
    document["routes"].as_array().expect("a list of routes").clone()
}

/// How many rows the logged-in user's own loops meet, by atom.
struct Seeding {
    roles: u64,
    permissions: u64,
}

impl Seeding {
    /// The value of a price with `n` rows in every table. Loops in the model of rights go through what the logged-in user
    /// has, which was seeded apart.
    fn price(&self, route: &Value, n: u64) -> u64 {
        let terms = route["plain"]["terms"].as_array().expect("terms");
        terms
            .iter()
            .map(|term| {
                let factors = term["factors"].as_array().expect("factors");
                let product: u64 = factors.iter().map(|factor| self.rows(factor, n)).product();
                term["coef"].as_u64().expect("a coefficient") * product
            })
            .sum()
    }

    fn rows(&self, factor: &Value, n: u64) -> u64 {
        let own = factor["path"].as_str().is_some_and(|path| path.ends_with("models/rbac.py"));
        let rows = match factor["atom"].as_str() {
            Some("N(user_roles)") if own => self.roles,
            Some("N(role_permissions)") if own => self.permissions,
            _ => n,
        };
        factor["bound"].as_u64().map_or(rows, |bound| rows.min(bound))
    }
}

/// Compares every complete route; returns how many were compared.
fn compare(name: &str) -> usize {
    let app = fixture(name);
    let text = fs::read_to_string(app.join("measured.json")).expect("measured.json");
    let measured: BTreeMap<String, Value> = serde_json::from_str(&text).expect("measured.json is JSON");
    let seeded = |key: &str| measured["seeding"][key].as_u64().expect("a number of rows");
    let seeding = Seeding { roles: seeded("roles of the user"), permissions: seeded("permissions of the role") };
    let mut compared = 0;
    for route in routes(&app) {
        let is_get = route["methods"].as_array().is_some_and(|methods| methods.iter().any(|m| m == "GET"));
        let rule = route["rule"].as_str().unwrap_or_default();
        let Some(truth) = measured.get(&format!("GET {rule}")) else { continue };
        if !is_get || route["complete"] != Value::Bool(true) {
            continue;
        }
        let price = [seeding.price(&route, 10), seeding.price(&route, 40)];
        let truth = ["10", "40"].map(|n| truth[n].as_u64().expect("a number of statements"));
        // Lists of users and roles hold the logged-in user's own rows, whose relations are loaded already: the price is
        // what a user pays who is not in the list.
        let own_rows = if matches!(rule, "/admin/users" | "/admin/roles") { 2 } else { 0 };
        let formula = &route["plain"]["formula"];
        assert_eq!(price[1] - price[0], truth[1] - truth[0], "{name}: GET {rule} grows otherwise than {formula}");
        assert!(
            price[0] >= truth[0] && price[0] - truth[0] <= own_rows,
            "{name}: GET {rule} is {formula}: {} statements, measured {}",
            price[0],
            truth[0],
        );
        compared += 1;
    }
    compared
}

#[test]
fn complete_routes_of_the_faulty_app_cost_what_was_measured() {
    assert!(compare("racemes") >= 18);
}

#[test]
fn complete_routes_of_the_well_tuned_app_cost_what_was_measured() {
    assert!(compare("well-tuned") >= 19);
}

/// The FastAPI fixture: no table of its own rows, and every GET route is known to the end.
#[test]
fn routes_of_the_fastapi_app_cost_what_was_measured() {
    let app = fixture("apiary");
    let text = fs::read_to_string(app.join("measured.json")).expect("measured.json");
    let measured: BTreeMap<String, Value> = serde_json::from_str(&text).expect("measured.json is JSON");
    let seeding = Seeding { roles: 0, permissions: 0 };
    let priced: BTreeMap<String, Value> =
        routes(&app).into_iter().map(|r| (format!("GET {}", r["rule"].as_str().unwrap_or_default()), r)).collect();
    for (name, truth) in &measured {
        let route = priced.get(name).unwrap_or_else(|| panic!("{name} is not listed"));
        assert_eq!(route["complete"], Value::Bool(true), "{name}: {}", route["unknowns"]);
        for n in [10, 40] {
            let formula = &route["plain"]["formula"];
            assert_eq!(Some(seeding.price(route, n)), truth[n.to_string()].as_u64(), "{name} is {formula}, at {n}");
        }
    }
}
