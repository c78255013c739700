//! One handler under several rules: each rule is priced with what its `defaults` give to the handler.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;

const APP: &str = r#"
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Book(db.Model):
    id = db.Column(db.Integer, primary_key=True)


class Shelf(db.Model):
    id = db.Column(db.Integer, primary_key=True)


def listed(kind, page):
    books = Book.query.limit(10).all()
    if kind == "shelves":
        return [books, Shelf.query.limit(10).all()]
    return books


app.add_url_rule("/books/<page>", view_func=listed, defaults={"kind": "books"})
app.add_url_rule("/shelves/<page>", view_func=listed, defaults={"kind": "shelves", "page": 1})
app.add_url_rule("/shelves", view_func=listed, defaults={"kind": "shelves", "page": 1})
app.add_url_rule("/<kind>", view_func=listed, defaults={"kind": "books", "page": 1})
"#;

#[test]
fn defaults_of_a_rule_decide_what_its_handler_does() {
    let root = tempfile::tempdir().expect("a folder");
    fs::write(root.path().join("app.py"), APP).expect("a file");
    let mut perfaudit = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let output =
        perfaudit.current_dir(root.path()).args(["routes", ".", "--format", "json"]).output().expect("perfaudit starts");
    let routes: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let route = |rule: &str| {
        let all = routes["routes"].as_array().expect("routes");
        let route = all.iter().find(|route| route["rule"] == rule).expect("the route");
        (route["plain"]["at"]["10"].as_u64().expect("a number"), route["complete"].as_bool().expect("a flag"))
    };
    assert_eq!(route("/books/<page>"), (1, true));
    assert_eq!(route("/shelves/<page>"), (2, true));
    assert_eq!(route("/shelves"), (2, true));
    // What stands in the URL is not known, whatever the default says.
    assert!(!route("/<kind>").1);
}
