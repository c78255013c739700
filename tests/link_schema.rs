//! What perfaudit believes the database to be, read from whole small projects: models, migrations and SQL in any mix.

mod outline;

use outline::{outline, schema};

const FLASK: &str = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n";

/// The outline of one `models.py` that begins with a Flask-SQLAlchemy `db`.
fn flask(models: &str) -> String {
    outline(&[("models.py", &format!("{FLASK}{models}"))])
}

#[test]
fn single_table_inheritance_adds_columns_to_the_table_of_the_base() {
    let models = "
class Node(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    kind = db.Column(db.String(20))
    __mapper_args__ = {'polymorphic_on': kind}

class Leaf(Node):
    __mapper_args__ = {'polymorphic_identity': 'leaf'}
    colour_id = db.Column(db.Integer, db.ForeignKey('colour.id'))
";
    assert_eq!(flask(models), "node: id kind colour_id | colour_id>colour | pk(id)");
}

#[test]
fn joined_inheritance_makes_a_table_of_its_own() {
    let models = "
class Node(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20), index=True)

class Leaf(Node):
    id = db.Column(db.ForeignKey(Node.id), primary_key=True)
    size = db.Column(db.Integer)
";
    assert_eq!(flask(models), "leaf: id size | id>node | pk(id)\nnode: id name |  | index(name) pk(id)");
}

#[test]
fn mixins_give_columns_keys_and_table_arguments_to_each_class() {
    let models = "
from sqlalchemy.ext.declarative import declared_attr

class Owned:
    id = db.Column(db.Integer, primary_key=True)

    @declared_attr
    def owner_id(cls):
        return db.Column(db.Integer, db.ForeignKey('user.id'), index=True)

    @declared_attr
    def __table_args__(cls):
        return (db.UniqueConstraint('owner_id', 'slug', name='uq_' + cls.__tablename__),)

class Boat(Owned, db.Model):
    __tablename__ = 'boats'
    slug = db.Column(db.String(20))
";
    assert_eq!(flask(models), "boats: id owner_id slug | owner_id>user | index(owner_id) pk(id) unique(owner_id,slug)");
}

#[test]
fn annotations_alone_declare_columns() {
    let models = "
from typing import Annotated, Optional
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

intpk = Annotated[int, mapped_column(primary_key=True)]

class Base(DeclarativeBase):
    pass

class Crew(Base):
    __tablename__ = 'crew'
    id: Mapped[intpk]
    name: Mapped[str]
    boat_id: Mapped[Optional[int]] = mapped_column(ForeignKey('boat.id'))
    boat: Mapped['Boat'] = relationship()

class Boat(Base):
    __tablename__ = 'boat'
    id: Mapped[intpk]
    note: Mapped[str | None]
";
    let files = [("models.py", models)];
    assert_eq!(outline(&files), "boat: id note |  | pk(id)\ncrew: id name boat_id | boat_id>boat | pk(id)");
    let report = schema(&files);
    let nullable: Vec<bool> =
        report["tables"][1]["columns"].as_array().expect("columns").iter().map(|c| c["nullable"] == true).collect();
    assert_eq!(nullable, [false, false, true]);
}

#[test]
fn a_base_with_columns_is_no_table() {
    let models = "
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import as_declarative, declared_attr
from sqlalchemy.orm import DeclarativeBase

@as_declarative()
class Base:
    id = Column(Integer, primary_key=True)

    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()

class Boat(Base):
    name = Column(String)

class Other(DeclarativeBase):
    id = Column(Integer, primary_key=True)

db = SQLAlchemy(model_class=Other)

class LifeRaft(db.Model):
    seats = Column(Integer)
";
    assert_eq!(outline(&[("models.py", models)]), "boat: id name |  | pk(id)\nlife_raft: id seats |  | pk(id)");
}

#[test]
fn table_objects_and_their_columns() {
    let models = "
link = db.Table('link', db.metadata,
    db.Column('boat_id', db.ForeignKey('boat.id')),
    db.Column('port_id', db.ForeignKey('port.id')),
    db.PrimaryKeyConstraint('boat_id', 'port_id'),
    db.Index('ix_link_port', 'port_id'),
)
db.Index('ix_link_both', link.c.port_id, link.c.boat_id)
db.Index('ix_link_boat', link.columns['boat_id'])
";
    let expected = "link: boat_id port_id | boat_id>boat port_id>port | index(boat_id) index(port_id) index(port_id,boat_id) pk(boat_id,port_id)";
    assert_eq!(flask(models), expected);
}

#[test]
fn column_objects_in_indexes_and_constraints() {
    let models = "
class Trip(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    boat_id = db.Column('boat', db.Integer, db.ForeignKey('boat.id'))
    at = db.Column(db.DateTime)
    done = db.Column(db.Boolean)
    __table_args__ = (
        db.Index('ix_a', boat_id, at.desc()),
        db.Index('ix_open', 'at', postgresql_where=(done == False)),
        db.UniqueConstraint(at, boat_id),
        {'schema': 'harbour'},
    )

db.Index('ix_done', Trip.done, db.func.lower(Trip.at), unique=True)
db.Index('ix_at', db.desc(Trip.at))
";
    let expected =
        "trip: id boat at done | boat>boat | index(at) index(at)? index(boat,at) index+(done,?) pk(id) unique(at,boat)";
    assert_eq!(flask(models), expected);
}

#[test]
fn factories_and_aliases_of_columns() {
    let models = "
import functools
from sqlalchemy import Column as C, Integer, ForeignKey as FK

Required = functools.partial(C, nullable=False)

def reference(table, **kw):
    return C(Integer, FK(table + '.id'), **kw)

class Base(db.Model):
    __abstract__ = True
    id = C(Integer, primary_key=True)

class Sail(Base):
    area = Required(Integer, index=True)
    boat_id = reference('boat', index=True)
    maker_id = reference('maker')
";
    assert_eq!(
        flask(models),
        "sail: id area boat_id maker_id | boat_id>boat maker_id>maker | index(area) index(boat_id) pk(id)"
    );
}

#[test]
fn keys_to_attributes_and_by_constraints() {
    let models = "
class Port(db.Model):
    code = db.Column('port_code', db.String(5), primary_key=True)
    country = db.Column(db.String(2), primary_key=True)

class Berth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    port = db.Column(db.String(5))
    country = db.Column(db.String(2))
    other = db.Column(db.ForeignKey(Port.code))
    __table_args__ = (db.ForeignKeyConstraint(['port', 'country'], [Port.code, Port.country]),)
";
    let expected = "berth: id port country other | other>port port,country>port | pk(id)\nport: port_code country |  | pk(port_code,country)";
    assert_eq!(flask(models), expected);
}

#[test]
fn one_module_under_several_names_declares_its_tables_once() {
    let files = [
        ("src/app/__init__.py", ""),
        ("src/app/db.py", FLASK),
        ("src/app/models/__init__.py", "from .boat import *\nfrom app.models.boat import Boat as B\n"),
        (
            "src/app/models/boat.py",
            "try:\n    from app.db import db\nexcept ImportError:\n    from db import db\n\nclass Boat(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n",
        ),
        ("src/app/jobs.py", "from src.app.models import Boat\nfrom app.models import Boat as Other\n"),
    ];
    assert_eq!(outline(&files), "boat: id |  | pk(id)");
}

#[test]
fn models_that_only_the_factory_imports() {
    let files = [
        ("app/ext.py", FLASK),
        (
            "app/__init__.py",
            "from flask import Flask\nfrom .ext import db\n\ndef create_app():\n    app = Flask(__name__)\n    db.init_app(app)\n    with app.app_context():\n        from .plugins import load\n        load(app)\n        db.create_all()\n    return app\n",
        ),
        ("app/plugins/__init__.py", "import importlib\n\ndef load(app):\n    importlib.import_module('app.plugins.tide')\n"),
        (
            "app/plugins/tide.py",
            "from app.ext import db\n\nclass Tide(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n",
        ),
    ];
    assert_eq!(outline(&files), "tide: id |  | pk(id)");
}

fn revision(id: &str, down: &str, body: &str) -> String {
    format!("from alembic import op\nimport sqlalchemy as sa\nrevision = '{id}'\ndown_revision = {down}\n\n{body}")
}

fn migrated(revisions: &[(&str, &str, &str)]) -> String {
    let files: Vec<(String, String)> =
        revisions.iter().map(|(id, down, body)| (format!("migrations/versions/{id}_x.py"), revision(id, down, body))).collect();
    let mut all: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    all.push(("requirements.txt", "psycopg2==2.9\n"));
    outline(&all)
}

const BASE: &str = "
def upgrade():
    op.create_table('boat', sa.Column('id', sa.Integer(), nullable=False), sa.Column('port_id', sa.Integer()), sa.Column('name', sa.String(9)), sa.ForeignKeyConstraint(['port_id'], ['port.id'], name='fk_port'), sa.PrimaryKeyConstraint('id'))
";

#[test]
fn revisions_run_in_the_order_of_their_parents_over_branches_and_merges() {
    let out = migrated(&[
        ("d", "('b', 'c')", "def upgrade():\n    op.drop_index('ix_boat_name', table_name='boat')\n"),
        ("a", "None", BASE),
        ("c", "'a'", "def upgrade():\n    op.create_index(op.f('ix_boat_port'), 'boat', ['port_id'])\n"),
        ("b", "'a'", "def upgrade():\n    op.create_index('ix_boat_name', 'boat', ['name'], unique=True)\n"),
    ]);
    assert_eq!(out, "boat: id port_id name | port_id>port | index(port_id) pk(id)");
}

#[test]
fn batch_mode_loops_helpers_and_raw_sql() {
    let out = migrated(&[
        ("a", "None", BASE),
        (
            "b",
            "'a'",
            "
COLUMNS = ['port_id', 'name']

def index(table, column):
    op.create_index('ix_%s_%s' % (table, column), table, [column])

def upgrade():
    with op.batch_alter_table('boat', schema=None) as batch_op:
        batch_op.add_column(sa.Column('crew_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key('fk_crew', 'crew', ['crew_id'], ['id'])
        batch_op.drop_constraint('fk_port', type_='foreignkey')
    for column in COLUMNS:
        index('boat', column)
    op.execute('CREATE UNIQUE INDEX ix_boat_crew ON boat (crew_id)')
    op.get_bind().execute(sa.text('DROP INDEX ix_boat_name'))
",
        ),
    ]);
    assert_eq!(out, "boat: id port_id name crew_id | crew_id>crew | index(port_id) index+(crew_id) pk(id)");
}

#[test]
fn conditions_on_the_database_take_the_branch_of_the_dialect() {
    let out = migrated(&[
        ("a", "None", BASE),
        (
            "b",
            "'a'",
            "
def upgrade():
    bind = op.get_bind()
    if bind.dialect.name == 'postgresql':
        op.create_index('ix_boat_port', 'boat', ['port_id'])
    elif bind.engine.name == 'sqlite':
        op.drop_table('boat')
    existing = {i['name'] for i in sa.inspect(bind).get_indexes('boat')}
    if 'ix_boat_name' not in existing:
        op.create_index('ix_boat_name', 'boat', ['name'])
",
        ),
    ]);
    assert_eq!(out, "boat: id port_id name | port_id>port | index(name) index(port_id) pk(id)");
}

#[test]
fn sql_in_strings_that_the_app_runs_builds_tables_too() {
    let app = "
import sqlite3

def setup(path):
    cursor = sqlite3.connect(path).cursor()
    cursor.execute('''
        CREATE TABLE IF NOT EXISTS trip (
            id INTEGER PRIMARY KEY,
            boat_id INTEGER NOT NULL REFERENCES boat (id),
            port_id INTEGER REFERENCES port (id)
        )
    ''')
    cursor.execute('CREATE INDEX IF NOT EXISTS idx_trip_boat ON trip (boat_id)')
";
    let files = [("setup_db.py", app)];
    assert_eq!(outline(&files), "trip: id boat_id port_id | boat_id>boat port_id>port | index(boat_id) pk(id)");
    let report = schema(&files);
    assert_eq!(report["unindexed_foreign_keys"][0]["line"], 10);
}

#[test]
fn sql_that_is_filled_in_at_run_time_builds_nothing() {
    let app = "
def setup(cursor, name):
    cursor.execute(f'CREATE TABLE {name} (id INTEGER PRIMARY KEY)')
    cursor.execute('CREATE TEMPORARY TABLE scratch (id INTEGER REFERENCES boat (id))')
    print('CREATE TABLE shown (id INTEGER REFERENCES boat (id))')
";
    assert_eq!(outline(&[("setup_db.py", app)]), "");
}
