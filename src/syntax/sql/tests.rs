use super::*;
use crate::facts::ddl::{ConstraintKind, Limit, Name};

fn kinds(text: &str) -> Vec<StatementKind> {
    statements(text, None).0.into_iter().map(|s| s.kind).collect()
}

fn table(text: &str) -> crate::facts::ddl::CreateTable {
    match kinds(text).remove(0) {
        StatementKind::CreateTable(table) => table,
        other => panic!("{other:?}"),
    }
}

fn shape(text: &str) -> QueryShape {
    match parse(text, None).remove(0).kind {
        StatementKind::Query(shape) => shape,
        other => panic!("{other:?}"),
    }
}

fn names(tables: &[Name]) -> Vec<&str> {
    tables.iter().map(|t| t.name.as_str()).collect()
}

#[test]
fn spans_count_bytes_behind_wide_characters() {
    let text =
        "-- Über\nCREATE TABLE naïve (\n  ключ INTEGER, /* ä */ owner_id INT REFERENCES users (id) ON DELETE CASCADE\n);";
    let (found, notes) = statements(text, None);
    assert!(notes.is_empty());
    let StatementKind::CreateTable(table) = &found[0].kind else { panic!("{found:?}") };
    let slice = |s: Span| &text[s.start as usize..s.end as usize];
    assert_eq!(slice(table.name_span), "naïve");
    assert_eq!(slice(table.columns[0].span), "ключ");
    assert_eq!(slice(table.columns[1].span), "owner_id");
    assert_eq!(table.columns[1].references.as_ref().unwrap().on_delete.as_deref(), Some("CASCADE"));
    assert!(slice(found[0].span).starts_with("CREATE") && slice(found[0].span).ends_with(')'));
}

#[test]
fn table_constraints_are_read() {
    let t = table(
        "create table if not exists app.orders (id serial primary key, a int not null, b int, unique (a, b),
         constraint fk_b foreign key (b) references other(id) on delete set null, check (a > 0))",
    );
    assert!(t.if_not_exists && t.columns[0].primary_key && !t.columns[1].nullable);
    assert_eq!(t.name.schema.as_deref(), Some("app"));
    assert_eq!(t.constraints[0].kind, ConstraintKind::Unique { columns: vec!["a".into(), "b".into()] });
    let ConstraintKind::ForeignKey { reference, .. } = &t.constraints[1].kind else { panic!() };
    assert_eq!(reference.on_delete.as_deref(), Some("SET NULL"));
    assert_eq!(t.constraints[1].name.as_deref(), Some("fk_b"));
}

#[test]
fn mysql_keys_in_a_body_and_prefix_lengths() {
    let t = table(
        "CREATE TABLE `t` (`id` int NOT NULL AUTO_INCREMENT, `u` int, `s` text, PRIMARY KEY (`id`), KEY `k` (`u`),
         UNIQUE KEY `q` (`s`(10)), CONSTRAINT `f` FOREIGN KEY (`u`) REFERENCES `users` (`id`)) ENGINE=InnoDB DEFAULT CHARSET=utf8;",
    );
    let kinds: Vec<_> = t.constraints.iter().map(|c| c.kind.clone()).collect();
    assert!(kinds.contains(&ConstraintKind::Index { columns: vec!["u".into()] }));
    assert!(kinds.contains(&ConstraintKind::Unique { columns: vec!["s".into()] }));
}

#[test]
fn options_of_any_dialect_do_not_hide_a_table() {
    let t = table(
        "CREATE TABLE records (id BIGINT AUTO_INCREMENT, domain_id INT, PRIMARY KEY (id)) Engine=InnoDB CHARACTER SET 'latin1' FROB = 1;",
    );
    assert_eq!((t.columns.len(), t.constraints.len()), (2, 1));
}

#[test]
fn alter_table_does_several_things() {
    let found = kinds("ALTER TABLE ONLY a ADD COLUMN x int, ADD COLUMN y int REFERENCES b, DROP COLUMN z;");
    assert_eq!(found.len(), 3);
    assert!(matches!(&found[1], StatementKind::AddColumn { column, .. } if column.references.is_some()));
    assert!(matches!(&found[2], StatementKind::DropColumn { column, .. } if column == "z"));
}

#[test]
fn indexes_of_all_forms() {
    let found = kinds(
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i1 ON public.t USING gin (doc jsonb_path_ops);
         CREATE INDEX i2 ON t (lower(email), created DESC) WHERE deleted IS NULL;
         CREATE INDEX ON t (a) INCLUDE (b);
         DROP INDEX CONCURRENTLY IF EXISTS i1, i2;
         DROP INDEX i ON t;",
    );
    let StatementKind::CreateIndex { index, if_not_exists: true } = &found[0] else { panic!("{:?}", found[0]) };
    assert!(index.unique && index.concurrently && index.method.as_deref() == Some("GIN"));
    assert_eq!(index.parts[0].class.as_deref(), Some("jsonb_path_ops"));
    let StatementKind::CreateIndex { index, .. } = &found[1] else { panic!("{:?}", found[1]) };
    assert!(index.parts[0].column.is_none() && index.parts[1].descending && index.predicate.is_some());
    let StatementKind::CreateIndex { index, .. } = &found[2] else { panic!("{:?}", found[2]) };
    assert_eq!((index.name.as_deref(), index.include.len()), (None, 1));
    assert!(matches!(&found[3], StatementKind::DropIndex { names, .. } if names.len() == 2), "{:?}", found[3]);
    assert!(matches!(&found[4], StatementKind::DropIndex { table: Some(t), .. } if t.name == "t"), "{:?}", found[4]);
}

#[test]
fn an_index_that_the_parser_refuses_is_still_read() {
    let found = kinds("CREATE INDEX weird ON t (a, b COLLATE \"C\" text_pattern_ops) WITH (fillfactor := 70) WHERE a > 0;");
    let StatementKind::CreateIndex { index, .. } = &found[0] else { panic!("{found:?}") };
    assert_eq!(index.parts[0].column.as_deref(), Some("a"));
    assert_eq!(index.parts.len(), 2);
}

#[test]
fn tool_commands_and_bodies_do_not_break_the_split() {
    let text = "\\connect shop\n.mode csv\nCREATE TABLE a (id int);\nCOPY a (id) FROM stdin;\n1;\nx'y\n\\.\n
DELIMITER //\nCREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW BEGIN SET @x = 1; END //\nDELIMITER ;
CREATE TRIGGER u AFTER UPDATE ON a BEGIN UPDATE a SET id = CASE WHEN 1 THEN 2 END; DELETE FROM a; END;
CREATE FUNCTION f() RETURNS trigger AS $body$ BEGIN; CREATE TABLE no (id int); END $body$ LANGUAGE plpgsql;
# a comment
GO
CREATE TABLE b (id int)
GO
CREATE TABLE c (t text default 'it''s; fine -- not a comment');";
    let created: Vec<_> = kinds(text)
        .into_iter()
        .filter_map(|k| if let StatementKind::CreateTable(t) = k { Some(t.name.name) } else { None })
        .collect();
    assert_eq!(created, ["a", "b", "c"]);
}

#[test]
fn a_guarded_block_is_taken_as_executed() {
    let found = kinds(
        "DO $$ BEGIN ALTER TABLE \"a\" ADD CONSTRAINT \"f\" FOREIGN KEY (\"b_id\") REFERENCES \"b\"(\"id\");
         EXCEPTION WHEN duplicate_object THEN null; END $$;",
    );
    assert!(matches!(&found[0], StatementKind::AddConstraint { table, .. } if table.name == "a"), "{found:?}");
}

#[test]
fn what_is_not_understood_names_its_table() {
    let (found, notes) = statements("ALTER TABLE ONLY shop.carts FROBNICATE THE THING;", None);
    assert!(matches!(&found[0].kind, StatementKind::Unread { about: Some(n) } if n.name == "carts"), "{found:?}");
    assert_eq!(notes.len(), 1);
    let (found, _) = statements("CREATE INDEX x ON carts ((((;", None);
    assert!(matches!(&found[0].kind, StatementKind::Unread { about: Some(n) } if n.name == "carts"), "{found:?}");
}

#[test]
fn temporary_tables_and_views_are_no_tables() {
    let found = kinds(
        "CREATE TEMP TABLE x (id int); CREATE TEMP VIEW y AS SELECT 1; CREATE VIEW v AS SELECT 1; CREATE OR REPLACE VIEW v AS SELECT 1; CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1;",
    );
    assert!(found[..2].iter().all(|k| *k == StatementKind::Other), "{found:?}");
    let is_view = |k: &StatementKind| matches!(k, StatementKind::CreateView { name } if name.name == "v");
    assert!(found.len() == 5 && found[2..].iter().all(is_view), "{found:?}");
    let found = kinds(
        "DROP MATERIALIZED VIEW IF EXISTS v, w CASCADE; ALTER MATERIALIZED VIEW IF EXISTS w RENAME TO v; ALTER VIEW v OWNER TO me;",
    );
    assert!(matches!(&found[0], StatementKind::DropTable { names } if names.len() == 2), "{found:?}");
    assert!(matches!(&found[1], StatementKind::RenameTable { from, to } if from.name == "w" && to.name == "v"), "{found:?}");
    assert_eq!(found[2], StatementKind::Other);
}

#[test]
fn a_dump_is_scanned_and_not_parsed() {
    let mut text = String::from("CREATE TABLE big (id int, note text);\n");
    for i in 0..50_000 {
        text.push_str("INSERT INTO big VALUES (");
        text.push_str(&i.to_string());
        text.push_str(", 'select; it''s');\n");
    }
    let begin = std::time::Instant::now();
    let (found, _) = statements(&text, None);
    assert_eq!(found.len(), 2, "one statement for the run of inserts");
    // Parsing each statement would take minutes; a busy machine takes some seconds.
    assert!(begin.elapsed().as_secs() < 100);
}

#[test]
fn hostile_text_neither_panics_nor_takes_long() {
    let deep = format!("SELECT {}1{}", "(".repeat(5_000), ")".repeat(5_000));
    let chain = format!("SELECT 1{}", " + 1".repeat(50_000));
    let comments = "/*".repeat(100_000);
    let dollars = "$a$ $b$ ".repeat(50_000);
    let quotes = "'".repeat(99_999);
    for text in [&deep, &chain, &comments, &dollars, &quotes, &"é$$'\"".to_owned()] {
        for dialect in [None, Some(SqlDialect::Postgresql), Some(SqlDialect::Mysql)] {
            let _ = statements(text, dialect);
            let _ = parse(text, dialect);
        }
    }
}

#[test]
fn the_shape_of_a_select() {
    let s = shape(
        "SELECT o.* FROM orders o JOIN customers c ON c.id = o.customer_id
         WHERE o.state = %s AND o.total > :low AND o.id IN (SELECT order_id FROM lines WHERE sku = ?) ORDER BY o.created DESC LIMIT 20",
    );
    assert_eq!(names(&s.tables), ["orders", "customers", "lines"]);
    assert!(s.star && !s.aggregate && s.limit == Limit::Literal(20));
    let columns: Vec<_> = s.filters.iter().map(|f| (f.column.as_str(), f.op.as_str())).collect();
    assert!(columns.contains(&("state", "=")) && columns.contains(&("total", ">")) && columns.contains(&("sku", "=")));
    assert_eq!(s.order, ["o.created"]);
}

#[test]
fn placeholders_and_holes() {
    assert_eq!(shape("SELECT id FROM t WHERE a = %(name)s LIMIT %s").limit, Limit::Some);
    assert!(shape("SELECT * FROM {table} WHERE {col} = 1").tables.is_empty());
    assert!(shape("SELECT count(*) FROM t WHERE x::text = :x").aggregate);
    assert_eq!(names(&shape("WITH r AS (SELECT 1 FROM a) SELECT * FROM r JOIN b USING (id)").tables), ["a", "b"]);
    let holed = parse("CREATE INDEX ix ON {table} (a)", None);
    assert_eq!(holed[0].kind, StatementKind::Unread { about: None });
}

#[test]
fn writes() {
    let s = shape("UPDATE t SET a = 1 WHERE b = ? AND c LIKE 'x%'");
    assert_eq!((s.verb, s.filters.len()), (Verb::Update, 2));
    let s = shape("DELETE FROM t WHERE id = %s");
    assert_eq!((s.verb, names(&s.tables)), (Verb::Delete, vec!["t"]));
    let s = shape("WITH old AS (SELECT id FROM u WHERE c = 1) UPDATE t SET a = 1 FROM old WHERE t.id = old.id");
    assert_eq!((s.verb, names(&s.tables)), (Verb::Update, vec!["t", "u"]));
    let s = shape("INSERT INTO t (a) SELECT a FROM u WHERE b = 1");
    assert_eq!((s.verb, names(&s.tables)), (Verb::Insert, vec!["t", "u"]));
}

#[test]
fn pragmas() {
    assert_eq!(
        kinds("PRAGMA journal_mode = WAL;"),
        [StatementKind::Pragma { name: "journal_mode".into(), value: "WAL".into() }]
    );
}
