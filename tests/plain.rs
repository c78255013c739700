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
import random

from flask import Flask, abort

from guards import open_for, open_to
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


@app.route("/wrapped")
@open_to("a")
@open_to("b")
@open_to("c")
@open_to("d")
@open_to("e")
@open_to("f")
@open_for("g")
@open_for("h")
@open_for("i")
@open_for("j")
@open_for("k")
@open_for("l")
def wrapped():
    return str(Client.query.first())


def may_rename(view):
    def asked(client):
        if random.random() > 0.5:
            return view(client)
        client["name"] = None
        return view(client)

    return asked


@may_rename
def renamed(client):
    if client["name"] is not None:
        Client.query.filter_by(name=client["name"]).first()
    return ""


@app.route("/renamed")
def renamed_by():
    return renamed({"name": "Ada"})
"#;

/// Calls what it wraps on three ways, of which one is gone.
const OPEN_TO: &str = r#"
def open_to(setting):
    def around(view):
        @functools.wraps(view)
        def asked(*args, **kwargs):
            if request.args.get(setting) == "all":
                return view(*args, **kwargs)
            if request.args.get(setting) == "some":
                return view(*args, **kwargs)
            return view(*args, **kwargs)

        return asked

    return around
"#;

/// The rule of each route with its plain price, and whether that is all.
fn priced() -> Vec<(String, String, bool)> {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("models.py"), MODELS).expect("a file");
    let decorators =
        ["import functools\n\nfrom flask import request\n", OPEN_TO, &OPEN_TO.replace("open_to", "open_for")].concat();
    fs::write(root.path().join("guards.py"), decorators).expect("a file");
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

#[test]
fn what_is_called_on_ways_that_exclude_each_other_is_followed_once() {
    let found = priced();
    let price = |rule: &str| {
        let (_, formula, complete) = found.iter().find(|(at, ..)| at == rule).unwrap_or_else(|| panic!("{rule} is listed"));
        (formula.as_str(), *complete)
    };
    // Twelve decorators with three ways each: followed way by way, the view would run 531,441 times.
    assert_eq!(price("/wrapped"), ("1", true));
    // What one way changes before, the call of the other does not see.
    assert_eq!(price("/renamed"), ("0", false));
}
