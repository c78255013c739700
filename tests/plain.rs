//! What the plain scenario takes for granted: rows exist, the address says what its rule names, nothing is configured that has no
//! default, and nobody is refused.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;

const MODELS: &str = r#"
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Client(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String)
"#;

const APP: &str = r#"
import os

from flask import Flask, abort

from models import Client, db

app = Flask(__name__)
TENANT = os.getenv("TENANT")
KEY = os.getenv("KEY")


@app.route("/pick")
@app.route("/pick/<int:client_id>")
def pick(client_id=None):
    if client_id:
        return str(db.session.get(Client, client_id))
    if Client.query.count() > 0:
        return str(Client.query.offset(1).first())
    return ""


@app.route("/tenant")
def tenant():
    if TENANT:
        return str(Client.query.filter_by(name=TENANT).all())
    return ""


@app.route("/keyed")
def keyed():
    if not KEY:
        abort(403)
    return str(Client.query.first())


@app.route("/rename/<int:client_id>")
def rename(client_id):
    client = db.session.get(Client, client_id)
    client.name = "another"
    db.session.commit()
    return ""


@app.route("/neighbours")
def neighbours():
    found = []
    for client in Client.query.order_by(Client.id).all():
        names = []
        names.append(client.name + "a")
        names.append(client.name + "b")
        for name in names:
            found.append(Client.query.filter_by(name=name).all())
    return str(len(found))
"#;

/// The rule of each route with its plain price, and whether that is all.
fn priced() -> Vec<(String, String, bool)> {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("models.py"), MODELS).expect("a file");
    fs::write(root.path().join("app.py"), APP).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let output = command.current_dir(root.path()).args(["routes", "--format", "json"]).output().expect("perfaudit starts");
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let routes = document["routes"].as_array().expect("a list of routes");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    routes.iter().map(|r| (text(&r["rule"]), text(&r["plain"]["formula"]), r["complete"] == true)).collect()
}

#[test]
fn conditions_of_the_plain_scenario_are_decided() {
    let found = priced();
    let price = |rule: &str| {
        let (_, formula, complete) = found.iter().find(|(at, ..)| at == rule).unwrap_or_else(|| panic!("{rule} is listed"));
        (formula.as_str(), *complete)
    };
    // What the rule does not name has its default; there are rows.
    assert_eq!(price("/pick"), ("2", true));
    assert_eq!(price("/pick/<int:client_id>"), ("1", true));
    // A variable without a default is not set, unless the view answers nothing without it.
    assert_eq!(price("/tenant"), ("0", true));
    assert_eq!(price("/keyed"), ("1", true));
    // Whether the name is another one than before is not known.
    assert_eq!(price("/rename/<int:client_id>"), ("1", false));
}

#[test]
fn a_list_that_a_round_has_made_is_as_long_as_that_round_made_it() {
    let found = priced();
    let (_, formula, _) = found.iter().find(|(at, ..)| at == "/neighbours").expect("the route is listed");
    assert_eq!(formula, "1 + 2·N(client)");
}
