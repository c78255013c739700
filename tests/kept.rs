//! What a process keeps of a function's results is asked for once a request for the same arguments, also where caches are cold.

use std::collections::BTreeMap;
use std::fs;

use assert_cmd::Command;
use serde_json::Value;

const APP: &str = r#"
from functools import lru_cache

from flask import Flask, request
from flask_caching import Cache
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
cache = Cache(app)


class Setting(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    key = db.Column(db.String)
    value = db.Column(db.String)


@cache.memoize()
def setting(key):
    found = Setting.query.filter_by(key=key).first()
    return found.value if found else None


@lru_cache
def limit(kind):
    return Setting.query.filter_by(key=kind).count()


@app.route("/same")
def same():
    return setting("theme") or setting("theme")


@app.route("/others")
def others():
    return f"{setting('theme')} {setting('title')}"


@app.route("/below")
def below():
    limit("teams")
    if request.args.get("all"):
        limit("teams")
    return ""


@app.route("/aside")
def aside():
    if request.args.get("all"):
        limit("teams")
    return str(limit("teams"))


@app.route("/asked")
def asked():
    return f"{setting(request.args['a'])} {setting(request.args['b'])}"
"#;

/// The prices of each route: plain and worst.
fn prices() -> BTreeMap<String, (String, String)> {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("app.py"), APP).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let output = command.current_dir(root.path()).args(["routes", "--format", "json"]).output().expect("perfaudit starts");
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let routes = document["routes"].as_array().expect("a list of routes");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let prices = |r: &Value| (text(&r["plain"]["formula"]), text(&r["worst"]["formula"]));
    routes.iter().map(|r| (text(&r["rule"]), prices(r))).collect()
}

#[test]
fn what_is_kept_is_asked_for_once() {
    let prices = prices();
    let of = |rule: &str| prices.get(rule).map(|(plain, worst)| (plain.as_str(), worst.as_str()));
    assert_eq!(of("/same"), Some(("0", "1")));
    assert_eq!(of("/others"), Some(("0", "2")));
    assert_eq!(of("/below"), Some(("0", "1")));
    // The first call may not have happened.
    assert_eq!(of("/aside"), Some(("0", "2")));
    // Arguments that may differ are other questions.
    assert_eq!(of("/asked"), Some(("0", "2")));
}
