use super::*;
use crate::config::Settings;
use crate::detect::schema::test_support as support;
use crate::facts::Role;
use crate::finding::Finding;
use crate::model::schema::Dialect;

fn verdicts(sql: &str) -> Vec<Verdict> {
    let model = support::model(support::schema(sql, Some(Dialect::Postgresql)), Role::App);
    let rule = support::rule("redundant-index", Severity::Medium);
    support::run(&RedundantIndex, &rule, &model, &Settings::default(), "/nowhere".into())
}

fn found(sql: &str) -> Vec<Finding> {
    let create = "CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, c INT, d INT, note TEXT, email VARCHAR(80) UNIQUE);";
    support::findings(&verdicts(&format!("{create} {sql}"))).into_iter().cloned().collect()
}

fn names(sql: &str) -> Vec<String> {
    found(sql).into_iter().map(|f| f.symbol).collect()
}

#[test]
fn a_prefix_of_a_wider_index_is_redundant() {
    let got = found("CREATE INDEX narrow ON t (a); CREATE INDEX wide ON t (a, b);");
    assert_eq!(got[0].symbol, "t.narrow");
    assert_eq!(got[0].remedy.code.as_deref(), Some("DROP INDEX CONCURRENTLY narrow;"));
    assert_eq!(got.len(), 1);
    assert!(names("CREATE INDEX x ON t (b); CREATE INDEX wide ON t (a, b);").is_empty());
}

#[test]
fn the_later_of_two_equal_ones_is_redundant() {
    assert_eq!(names("CREATE INDEX one ON t (a, b); CREATE INDEX two ON t (a, b);"), ["t.two"]);
}

#[test]
fn a_chain_names_the_widest() {
    let got = found("CREATE INDEX i1 ON t (a); CREATE INDEX i2 ON t (a, b); CREATE INDEX i3 ON t (a, b, c);");
    assert_eq!(got.iter().map(|f| f.symbol.as_str()).collect::<Vec<_>>(), ["t.i1", "t.i2"]);
    assert!(got.iter().all(|f| f.evidence[1].note.starts_with("i3 ")), "{got:?}");
}

#[test]
fn primary_keys_and_unique_constraints_replace_indexes() {
    assert_eq!(names("CREATE INDEX ix_t_id ON t (id);"), ["t.ix_t_id"]);
    assert_eq!(names("CREATE INDEX ix_email ON t (email);"), ["t.ix_email"]);
}

#[test]
fn a_unique_index_enforces_something() {
    assert!(names("CREATE UNIQUE INDEX u ON t (a); CREATE INDEX w ON t (a, b);").is_empty());
    let implied = found("CREATE UNIQUE INDEX u ON t (a); CREATE UNIQUE INDEX w ON t (a, b);");
    assert_eq!((implied[0].symbol.as_str(), implied[0].confidence), ("t.w", Confidence::High));
    assert!(names("CREATE UNIQUE INDEX u ON t (b); CREATE UNIQUE INDEX w ON t (a, b);").is_empty(), "w serves a");
}

#[test]
fn a_key_that_others_refer_to_stays() {
    let sql =
        "CREATE UNIQUE INDEX w ON t (id, a); CREATE TABLE child (t_id INT, a INT, FOREIGN KEY (t_id, a) REFERENCES t (id, a));";
    assert!(names(sql).is_empty());
}

#[test]
fn different_kinds_do_not_replace_each_other() {
    for (one, other) in [
        ("USING gin (a)", "(a, b)"),
        ("(a) WHERE b > 0", "(a, b)"),
        ("(a)", "(a, b) WHERE c > 0"),
        ("(note text_pattern_ops)", "(note, b)"),
        ("(a) INCLUDE (d)", "(a, b)"),
        ("(lower(email))", "(email, a)"),
        ("(a, b DESC)", "(a, b, c)"),
        ("USING hash (a)", "USING hash (b)"),
    ] {
        assert!(names(&format!("CREATE INDEX one ON t {one}; CREATE INDEX other ON t {other};")).is_empty(), "{one} | {other}");
    }
}

#[test]
fn a_narrow_index_beside_a_very_wide_one_is_only_mentioned() {
    let got = found("CREATE INDEX narrow ON t (a); CREATE INDEX wide ON t (a, b, c, d);");
    assert_eq!(got[0].severity, Severity::Info);
    assert_eq!(found("CREATE INDEX narrow ON t (a); CREATE INDEX wide ON t (a, note);")[0].severity, Severity::Info);
}

#[test]
fn what_two_sources_declare_may_not_stand_in_one_database() {
    let mut schema = support::schema(
        "CREATE TABLE t (id INT, a INT, b INT); CREATE INDEX narrow ON t (a); CREATE INDEX wide ON t (a, b);",
        Some(Dialect::Sqlite),
    );
    schema.tables[0].indexes[0].sources[0].kind = SourceKind::Model;
    let model = support::model(schema, Role::App);
    let rule = support::rule("redundant-index", Severity::Medium);
    let got = support::run(&RedundantIndex, &rule, &model, &Settings::default(), "/nowhere".into());
    assert!(support::findings(&got).is_empty());
}

#[test]
fn a_table_without_redundancy_holds() {
    let got = verdicts("CREATE TABLE t (id INT PRIMARY KEY, a INT); CREATE INDEX i ON t (a);");
    assert!(matches!(&got[..], [Verdict::Holds(h)] if h.subject == "t"));
}
