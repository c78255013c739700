//! GraphQL is recognised: the coverage says where its schemas are made and that nobody knows how often a resolver runs, and
//! no finding rests on how often that is.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const MODELS: &str = "from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n\n\nclass Author(db.Model):\n    id = \
                      db.Column(db.Integer, primary_key=True)\n\n\nclass Book(db.Model):\n    id = db.Column(db.Integer, \
                      primary_key=True)\n    author_id = db.Column(db.ForeignKey(\"author.id\"), index=True)\n    author = \
                      db.relationship(Author)\n";

/// A resolver that is one query each time it runs, in three libraries.
const LIBRARIES: [(&str, &str, &str); 3] = [
    (
        "graphene",
        "schema = graphene.Schema(",
        "import graphene\nfrom flask import Flask, request\nfrom models import Author, Book\n\n\nclass BookType(graphene.ObjectType):\n    \
         author = graphene.String()\n\n    def resolve_author(root, info):\n        return \
         Author.query.get(root.author_id)\n\n\nclass Query(graphene.ObjectType):\n    books = graphene.List(BookType)\n\n    def \
         resolve_books(root, info):\n        return Book.query.limit(10).all()\n\n\nschema = graphene.Schema(query=Query)\napp = \
         Flask(__name__)\n\n\n@app.post(\"/graphql\")\ndef graphql():\n    return schema.execute(request.json[\"query\"]).data\n",
    ),
    (
        "strawberry",
        "schema = strawberry.Schema(",
        "import strawberry\nfrom flask import Flask, request\nfrom models import Author, Book\n\n\n@strawberry.type\nclass BookType:\n    \
         author_id: int\n\n    @strawberry.field\n    def author(self) -> str:\n        return \
         str(Author.query.get(self.author_id))\n\n\n@strawberry.type\nclass Query:\n    @strawberry.field\n    def books(self) -> \
         list[BookType]:\n        return Book.query.limit(10).all()\n\n\nschema = strawberry.Schema(Query)\napp = \
         Flask(__name__)\n\n\n@app.post(\"/graphql\")\ndef graphql():\n    return \
         schema.execute_sync(request.json[\"query\"]).data\n",
    ),
    (
        "ariadne",
        "schema = make_executable_schema(",
        "from ariadne import ObjectType, QueryType, graphql_sync, make_executable_schema\nfrom flask import Flask, request\nfrom \
         models import Author, Book\n\nquery = QueryType()\nbook = ObjectType(\"Book\")\n\n\n@query.field(\"books\")\ndef \
         books(root, info):\n    return Book.query.limit(10).all()\n\n\n@book.field(\"author\")\ndef author(root, info):\n    return \
         Author.query.get(root.author_id)\n\n\nschema = make_executable_schema(\"type Query { books: [Book] }\", query, book)\napp = \
         Flask(__name__)\n\n\n@app.post(\"/graphql\")\ndef graphql():\n    return graphql_sync(schema, request.json)[1]\n",
    ),
];

fn json(root: &Path, command: &str) -> Value {
    let mut perfaudit = Command::new(env!("CARGO_BIN_EXE_perfaudit"));
    let arguments = [command, ".", "--format", "json"];
    let output = perfaudit.current_dir(root).args(arguments).output().expect("perfaudit starts");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn schemas_are_named_and_their_resolvers_are_not_judged() {
    for (library, made, text) in LIBRARIES {
        let root = tempfile::tempdir().expect("a folder");
        fs::write(root.path().join("models.py"), MODELS).expect("a file");
        fs::write(root.path().join("app.py"), text).expect("a file");
        let line = 1 + text.lines().position(|l| l.starts_with(made)).expect("the schema is made");
        let report = json(root.path(), "audit");
        let subject = format!("{library} schema at app.py:{line}");
        let judged = report["not_assessable"].as_array().expect("a list");
        assert!(judged.iter().any(|n| n["subject"] == subject.as_str()), "{library}: {judged:?}");
        let notes = report["coverage"]["notes"].as_array().expect("a list");
        assert!(notes.iter().any(|n| n["path"] == "app.py" && n["line"] == line), "{library}: {notes:?}");
        let queries: Vec<&Value> =
            report["findings"].as_array().expect("a list").iter().filter(|f| f["family"] == "queries").collect();
        assert!(queries.is_empty(), "{library}: {queries:?}");
        let routes = json(root.path(), "routes");
        let route = routes["routes"].as_array().expect("a list").iter().find(|r| r["rule"] == "/graphql").expect("the route");
        assert_eq!(route["complete"], false, "{library}: what a request runs, its query decides");
    }
}
