use super::*;
use crate::config::Settings;
use crate::detect::schema::test_support as support;
use crate::facts::{Role, Span};
use crate::finding::Finding;
use crate::model::schema::{Schema, Source};
use crate::model::{FileId, Model};

const CHILD: &str = "CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id INT REFERENCES orders(id) ON DELETE CASCADE, n INT);";

fn verdicts(schema: Schema, settings: &Settings) -> Vec<Verdict> {
    let model = support::model(schema, Role::App);
    support::run(&FkNotIndexed, &support::rule("fk-not-indexed", Severity::High), &model, settings, "/nowhere".into())
}

fn of(sql: &str, dialect: Dialect) -> Vec<Verdict> {
    verdicts(support::schema(sql, Some(dialect)), &Settings::default())
}

fn symbols(verdicts: &[Verdict]) -> Vec<String> {
    support::findings(verdicts).into_iter().map(|f| f.symbol.clone()).collect()
}

fn only(verdicts: &[Verdict]) -> Finding {
    let found = support::findings(verdicts);
    assert_eq!(found.len(), 1);
    found[0].clone()
}

#[test]
fn a_key_without_an_index_is_found_with_its_remedy() {
    let finding = only(&of(CHILD, Dialect::Postgresql));
    assert_eq!((finding.symbol.as_str(), finding.severity), ("lines.order_id", Severity::High));
    assert_eq!(finding.confidence, Confidence::Certain);
    assert_eq!(finding.remedy.code.as_deref(), Some("CREATE INDEX CONCURRENTLY ix_lines_order_id ON lines (order_id);"));
    assert!(finding.severity_reason.contains("cascade"));
}

#[test]
fn leading_columns_of_any_structure_cover_a_key() {
    for index in ["CREATE INDEX i ON lines (order_id, n)", "CREATE UNIQUE INDEX i ON lines (order_id)"] {
        assert!(symbols(&of(&format!("{CHILD} {index};"), Dialect::Sqlite)).is_empty());
    }
    let in_key = "CREATE TABLE a (x INT REFERENCES b(id), y INT REFERENCES c(id), z INT REFERENCES d(id) UNIQUE, note INT, PRIMARY KEY (x, y));";
    assert_eq!(symbols(&of(in_key, Dialect::Sqlite)), ["a.y"], "the second column of a key is not served by it");
}

#[test]
fn partial_trailing_and_other_methods_do_not_cover() {
    for index in ["(n, order_id)", "(order_id) WHERE n > 0", "USING brin (order_id)"] {
        let sql = format!("{CHILD} CREATE INDEX i ON lines {index};");
        assert_eq!(symbols(&of(&sql, Dialect::Postgresql)), ["lines.order_id"], "{index}");
    }
}

#[test]
fn a_composite_key_is_covered_in_any_order() {
    let sql = "CREATE TABLE a (x INT, y INT, z INT, FOREIGN KEY (x, y) REFERENCES b (p, q));";
    assert_eq!(symbols(&of(sql, Dialect::Postgresql)), ["a.x+y"]);
    assert!(symbols(&of(&format!("{sql} CREATE INDEX i ON a (y, x, z);"), Dialect::Postgresql)).is_empty());
    let partly = of(&format!("{sql} CREATE INDEX i ON a (y);"), Dialect::Postgresql);
    assert_eq!(only(&partly).severity, Severity::Medium);
}

#[test]
fn innodb_indexes_keys_itself() {
    let found = of(CHILD, Dialect::Mysql);
    assert!(matches!(&found[..], [Verdict::Holds(h)] if h.why.contains("InnoDB")));
}

#[test]
fn an_unknown_table_is_not_assessable() {
    let found = of(&format!("{CHILD} ALTER TABLE lines FROBNICATE;"), Dialect::Sqlite);
    assert!(matches!(&found[..], [Verdict::NotAssessable(n)] if n.subject == "lines.order_id"));
}

#[test]
fn what_holds_names_the_indexes() {
    let found = of(&format!("{CHILD} CREATE INDEX by_order ON lines (order_id);"), Dialect::Sqlite);
    assert!(matches!(&found[..], [Verdict::Holds(h)] if h.why == "1 of 1 foreign keys have an index: order_id by by_order"));
}

#[test]
fn small_and_association_tables_weigh_less() {
    let link = "CREATE TABLE link (a_id INT REFERENCES a(id), b_id INT REFERENCES b(id));";
    assert!(support::findings(&of(link, Dialect::Sqlite)).iter().all(|finding| finding.severity == Severity::Medium));
    assert_eq!(support::findings(&of(link, Dialect::Sqlite)).len(), 2);
    let roles = "CREATE TABLE roles (id INTEGER PRIMARY KEY, parent_id INT REFERENCES roles(id), name TEXT);";
    assert_eq!(only(&of(roles, Dialect::Sqlite)).severity, Severity::Medium);
    let settings = Settings { rows: [("Lines".to_owned(), 40)].into(), ..Settings::default() };
    assert_eq!(only(&verdicts(support::schema(CHILD, Some(Dialect::Sqlite)), &settings)).severity, Severity::Low);
}

#[test]
fn an_unknown_dialect_lowers_the_confidence() {
    assert_eq!(only(&verdicts(support::schema(CHILD, None), &Settings::default())).confidence, Confidence::High);
}

#[test]
fn tests_and_foreign_code_are_not_judged() {
    for role in [Role::Test, Role::Docs, Role::Vendored, Role::Generated] {
        let model = support::model(support::schema(CHILD, None), role);
        let rule = support::rule("fk-not-indexed", Severity::High);
        let found = support::run(&FkNotIndexed, &rule, &model, &Settings::default(), "/nowhere".into());
        assert!(found.is_empty(), "{role:?}");
    }
}

/// A model whose key is declared by `declaration`.
fn declared(declaration: &str) -> (Finding, String) {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("class Line:\n    {declaration}\n");
    std::fs::write(folder.path().join("models.py"), &text).unwrap();
    let start = text.find(declaration).unwrap();
    let span = Span::new(u32::try_from(start).unwrap(), u32::try_from(start + declaration.len()).unwrap());
    let mut schema = support::schema(CHILD, Some(Dialect::Sqlite));
    let place = Place { file: FileId(0), span };
    schema.tables[0].foreign_keys[0].place = place;
    schema.tables[0].sources = vec![Source { kind: SourceKind::Model, place }];
    let model: Model = support::model(schema, Role::App);
    let rule = support::rule("fk-not-indexed", Severity::High);
    let found = support::run(&FkNotIndexed, &rule, &model, &Settings::default(), folder.path().into());
    let finding = only(&found);
    let mut edited = text.clone();
    if let Some(edit) = finding.remedy.edits.first() {
        edited.replace_range(edit.place.span.start as usize..edit.place.span.end as usize, &edit.text);
    }
    (finding, edited)
}

#[test]
fn the_edit_adds_an_index_to_the_declaration() {
    let cases = [
        ("order_id = db.Column(db.ForeignKey('orders.id'))", "order_id = db.Column(db.ForeignKey('orders.id'), index=True)"),
        (
            "order_id: Mapped[int] = mapped_column(\n        ForeignKey('orders.id'),\n    )",
            "order_id: Mapped[int] = mapped_column(\n        ForeignKey('orders.id'), index=True,\n    )",
        ),
        ("Column('order_id', ForeignKey('orders.id'))", "Column('order_id', ForeignKey('orders.id'), index=True)"),
    ];
    for (before, after) in cases {
        assert_eq!(declared(before).1, format!("class Line:\n    {after}\n"));
    }
}

#[test]
fn what_cannot_be_edited_surely_is_left_alone() {
    let cases = [
        "order_id = db.Column(db.ForeignKey('orders.id'), index=False)",
        "order_id = reference('orders')",
        "ForeignKeyConstraint(['order_id'], ['orders.id'])",
        "order_id = Column(\n        ForeignKey('orders.id')  # owner\n    )",
    ];
    for case in cases {
        assert!(declared(case).0.remedy.edits.is_empty(), "{case}");
    }
}
