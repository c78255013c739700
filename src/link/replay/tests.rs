use super::*;
use crate::facts::{FileFacts, Language, Role, Span};
use crate::model::FileEntry;
use crate::model::schema::{Column, ForeignKey, Index, IndexKind};

const MIGRATION: Source =
    Source { kind: SourceKind::Migration, place: Place { file: FileId(7), span: Span { start: 3, end: 9 } } };
const MODEL: Source = Source { kind: SourceKind::Model, place: Place { file: FileId(1), span: Span { start: 1, end: 2 } } };

fn replay(sql: &str, dialect: Option<Dialect>) -> Replayed {
    let mut replay = Replay::new(dialect);
    replay.execute(sql, MIGRATION);
    replay.finish(false)
}

fn indexes(done: &Replayed, table: &str) -> Vec<String> {
    let table = done.schema.table(table).expect("table");
    table.indexes.iter().map(|i| i.columns.iter().map(|c| c.as_deref().unwrap_or("?")).collect::<Vec<_>>().join(",")).collect()
}

fn file(path: &str, sql: &str) -> SourceFile {
    let (ddl, _) = sql::statements(sql, None);
    let entry = FileEntry { path: path.into(), role: Role::App, language: Language::Sql, bytes: 1 };
    SourceFile { entry, facts: FileFacts { ddl, ..FileFacts::default() } }
}

fn model_index(columns: &[&str], unique: bool) -> Index {
    Index {
        name: None,
        kind: if unique { IndexKind::Unique } else { IndexKind::Index },
        unique,
        columns: columns.iter().map(|c| Some((*c).to_owned())).collect(),
        expressions: Vec::new(),
        predicate: None,
        method: "btree".into(),
        classes: vec![None; columns.len()],
        include: Vec::new(),
        automatic: crate::model::schema::Automatic::No,
        sources: vec![MODEL],
    }
}

fn model(name: &str, indexes: Vec<Index>) -> Table {
    let column = |name: &str| Column {
        name: name.into(),
        kind: "INTEGER".into(),
        nullable: true,
        primary_key: false,
        place: MODEL.place,
    };
    let key = ForeignKey {
        columns: vec!["b_id".into()],
        target_table: "b".into(),
        target_columns: vec!["id".into()],
        on_delete: None,
        place: MODEL.place,
    };
    Table {
        name: name.into(),
        schema: None,
        sources: vec![MODEL],
        columns: vec![column("id"), column("b_id")],
        foreign_keys: vec![key],
        indexes,
        incomplete: None,
    }
}

#[test]
fn a_rebuild_loses_the_indexes_of_the_old_table() {
    let done = replay(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b INT REFERENCES u(id)); CREATE INDEX ia ON t (a); CREATE INDEX ib ON t (b);
         CREATE TABLE t_new (id INTEGER PRIMARY KEY, a INT UNIQUE, b INT REFERENCES u(id));
         INSERT INTO t_new SELECT * FROM t; DROP TABLE t; ALTER TABLE t_new RENAME TO t; CREATE INDEX ia ON t (b, a);",
        Some(Dialect::Sqlite),
    );
    assert_eq!(indexes(&done, "t"), ["id", "a", "b,a"]);
    assert!(done.schema.table("t_new").is_none());
}

#[test]
fn columns_take_their_indexes_along() {
    let done = replay(
        "CREATE TABLE t (id int, a int, b int, c int REFERENCES u); CREATE INDEX i1 ON t (a, b); CREATE INDEX i2 ON t (b);
         ALTER TABLE t RENAME COLUMN b TO bb; ALTER TABLE t DROP COLUMN a; ALTER TABLE t DROP COLUMN c;",
        Some(Dialect::Postgresql),
    );
    assert_eq!(indexes(&done, "t"), ["bb"]);
    assert!(done.schema.table("T").unwrap().foreign_keys.is_empty());
}

#[test]
fn what_exists_is_not_created_again_and_what_is_unknown_may_be_dropped() {
    let done = replay(
        "DROP INDEX IF EXISTS nowhere; CREATE TABLE t (id int, a int, b int); CREATE INDEX i ON t (a);
         CREATE INDEX IF NOT EXISTS i ON t (b); CREATE TABLE IF NOT EXISTS t (id int, z int); CREATE INDEX j ON t (gone);",
        Some(Dialect::Postgresql),
    );
    assert_eq!(indexes(&done, "t"), ["a"]);
    assert!(done.schema.table("t").unwrap().column("z").is_none());
    assert!(done.notes.iter().any(|n| n.text.contains("column gone")), "{:?}", done.notes);
}

#[test]
fn an_index_name_is_taken_once_a_schema_but_once_a_table_in_mysql() {
    let sql = "CREATE TABLE a (x int); CREATE TABLE b (x int); CREATE INDEX i ON a (x); CREATE INDEX IF NOT EXISTS i ON b (x);";
    assert!(indexes(&replay(sql, Some(Dialect::Postgresql)), "b").is_empty());
    assert_eq!(indexes(&replay(sql, Some(Dialect::Mysql)), "b"), ["x"]);
    assert_eq!(indexes(&replay(sql, None), "b"), ["x"], "in doubt the index exists");
}

#[test]
fn constraints_are_dropped_by_their_own_or_their_default_name() {
    let done = replay(
        "CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES u(id), b int UNIQUE, c int, CONSTRAINT mine UNIQUE (c));
         ALTER TABLE t DROP CONSTRAINT t_a_fkey; ALTER TABLE t DROP CONSTRAINT t_b_key; ALTER TABLE t DROP CONSTRAINT mine;",
        Some(Dialect::Postgresql),
    );
    assert_eq!(indexes(&done, "t"), ["id"]);
    assert!(done.schema.table("t").unwrap().foreign_keys.is_empty());
}

#[test]
fn schema_names_and_quotes_and_case_do_not_matter() {
    let done = replay("CREATE TABLE public.\"Orders\" (id int, u int); CREATE INDEX i ON orders (U);", None);
    assert_eq!(indexes(&done, "orders"), ["U"]);
    assert!(done.schema.table("orders").unwrap().cover(&["u".into()]).is_some());
}

#[test]
fn what_cannot_be_read_makes_the_table_unknown() {
    let done = replay("CREATE TABLE a (x int); CREATE TABLE b (x int); ALTER TABLE a FROBNICATE x;", None);
    assert!(done.schema.table("a").unwrap().incomplete.is_some());
    assert!(done.schema.table("b").unwrap().incomplete.is_none());
}

#[test]
fn a_key_stands_where_sql_spells_it_out() {
    let sql = "CREATE TABLE t (\n  id int,\n  b_id int,\n  FOREIGN KEY (b_id) REFERENCES b (id)\n);";
    let mut replay = Replay::new(None);
    replay.sql_files(&[file("db/schema.sql", sql)]);
    let done = replay.finish(false);
    let span = done.schema.table("t").unwrap().foreign_keys[0].place.span;
    assert!(
        sql[span.start as usize..].starts_with("FOREIGN KEY") || sql[..span.start as usize].ends_with("FOREIGN KEY ("),
        "{span:?}"
    );
}

#[test]
fn folders_run_in_natural_order_without_rollbacks_and_seeds() {
    let create = "CREATE TABLE t (id int);";
    let paths = [
        "db/migrations/10_c.sql",
        "db/migrations/2_b.sql",
        "db/migrations/2_b_down.sql",
        "db/migrations/schema.sql",
        "db/migrations/seed_data.sql",
        "other/1.sql",
        "p/2020_a/migration.sql",
        "p/2021_b/migration.sql",
    ];
    let mut files: Vec<_> = paths.iter().map(|p| file(p, create)).collect();
    files.push(file("queries/report.sql", "SELECT * FROM t;"));
    let groups: Vec<Vec<&str>> =
        sql_sources(&files).iter().map(|g| g.iter().map(|id| files[id.index()].entry.path.as_str()).collect()).collect();
    assert_eq!(groups[0], ["db/migrations/schema.sql", "db/migrations/2_b.sql", "db/migrations/10_c.sql"]);
    assert_eq!(groups[1], ["other/1.sql"]);
    assert_eq!(groups[2], ["p/2020_a/migration.sql", "p/2021_b/migration.sql"]);
    assert_eq!((groups.len(), left_out(&files).len()), (3, 2));
}

#[test]
fn scripts_for_another_dialect_are_not_ours() {
    let mut replay = Replay::new(Some(Dialect::Postgresql));
    replay.sql_files(&[
        file("sql/mysql/schema.sql", "CREATE TABLE m (id int);"),
        file("sql/postgres/schema.sql", "CREATE TABLE p (id int);"),
    ]);
    let done = replay.finish(false);
    assert!(done.schema.table("m").is_none() && done.schema.table("p").is_some());
}

#[test]
fn models_and_migrations_are_united_and_their_drift_is_told() {
    let history = "CREATE TABLE t (id int PRIMARY KEY, b_id int REFERENCES b(id), x int); CREATE INDEX ix ON t (x);";
    let build = |migrations_only| {
        let mut replay = Replay::new(None);
        replay.declare(model("t", vec![model_index(&["b_id"], false)]));
        replay.execute(history, MIGRATION);
        replay.finish(migrations_only)
    };
    let done = build(false);
    let table = done.schema.table("t").unwrap();
    assert!(table.cover(&["b_id".into()]).is_some(), "create_all may have built it");
    assert_eq!(table.foreign_keys.len(), 1);
    assert_eq!(table.foreign_keys[0].place, MODEL.place);
    let told: Vec<_> = done.schema.drift.iter().map(|d| (d.what.as_str(), d.columns[0].as_str())).collect();
    assert_eq!(told, [("index-only-in-model", "b_id"), ("index-only-in-migrations", "x")]);
    assert!(build(true).schema.table("t").unwrap().cover(&["b_id".into()]).is_none());
}

#[test]
fn an_index_added_to_a_table_of_the_models_covers_it() {
    let mut replay = Replay::new(None);
    replay.declare(model("t", Vec::new()));
    replay.execute("CREATE INDEX ix ON t (b_id); CREATE INDEX other ON never_seen (a);", MIGRATION);
    let done = replay.finish(true);
    assert!(done.schema.table("t").unwrap().cover(&["b_id".into()]).is_some());
    assert!(done.schema.table("never_seen").is_none());
}

#[test]
fn equal_indexes_of_two_sources_are_one_but_duplicates_of_one_source_stay() {
    let mut replay = Replay::new(None);
    replay.declare(model("t", vec![model_index(&["b_id"], false)]));
    replay.execute("CREATE TABLE t (id int, b_id int); CREATE INDEX i1 ON t (b_id); CREATE INDEX i2 ON t (b_id);", MIGRATION);
    let done = replay.finish(false);
    let table = done.schema.table("t").unwrap();
    assert_eq!(table.indexes.len(), 2);
    assert_eq!(table.indexes[0].sources.len(), 2);
}

#[test]
fn an_unreadable_step_makes_all_tables_of_its_history_unknown() {
    let mut replay = Replay::new(None);
    replay.execute("CREATE TABLE a (x int);", MIGRATION);
    replay.unknown(None, "op.execute of a computed text", Some(MIGRATION.place));
    replay.begin();
    replay.execute("CREATE TABLE b (x int);", MIGRATION);
    let done = replay.finish(false);
    assert!(done.schema.table("a").unwrap().incomplete.is_some());
    assert!(done.schema.table("b").unwrap().incomplete.is_none());
    assert_eq!(done.notes.len(), 1);
}

#[test]
fn an_index_on_a_column_that_only_the_model_has_is_believed() {
    let mut replay = Replay::new(Some(Dialect::Sqlite));
    replay.declare(model("t", Vec::new()));
    replay.execute("CREATE TABLE t (id int); CREATE INDEX ix ON t (b_id);", MIGRATION);
    let done = replay.finish(true);
    assert!(done.schema.table("t").unwrap().cover(&["b_id".into()]).is_some());
}

#[test]
fn a_program_that_makes_a_table_anew_leaves_the_new_columns() {
    let of_program = Source { kind: SourceKind::Sql, ..MIGRATION };
    let mut replay = Replay::new(None);
    replay.begin();
    replay.build("CREATE TABLE t (id int, b_id int REFERENCES b (id), c int); CREATE INDEX ix ON t (c);", |_| None, of_program);
    replay.build("DROP TABLE t; CREATE TABLE IF NOT EXISTS t (id int, c int);", |_| None, of_program);
    replay.build("DROP TABLE t;", |_| None, of_program);
    let done = replay.finish(false);
    let table = done.schema.table("t").unwrap();
    assert_eq!(table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["id", "c"]);
    assert!(table.foreign_keys.is_empty());
    assert!(table.cover(&["c".into()]).is_some(), "when it was built is not known");
    assert!(done.schema.steps.is_empty());
}
