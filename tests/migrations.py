#!/usr/bin/env python3
"""Runs the migration that perfaudit writes for a project, on SQLite and PostgreSQL, and asks the catalog what it did.

    python3 tests/migrations.py PROGRAM FOLDER [FOLDER ...] [--postgresql URL]

PROGRAM is the built perfaudit, FOLDER a project with Alembic migrations (it is copied, never changed), URL a database server where
databases may be made and dropped (postgresql://user@host:port/postgres). The database before is `perfaudit schema --format sql`;
the project's own code is not run. Each migration goes up, down and up again: afterwards the catalog must hold every index that it
names, and an audit of the mended copy must find none of them missing. Needs alembic, sqlalchemy and, for PostgreSQL, psycopg2;
what is missing is said, and that part is skipped.
"""
import argparse
import contextlib
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

RULES = "fk-not-indexed,filter-column-not-indexed,sort-column-not-indexed,composite-index-missing,m2m-reverse-unindexed"
ENV = """
from alembic import context
from sqlalchemy import create_engine, pool
engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
"""


def run(*command, text=None):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, input=text)
    if done.returncode > 1:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()[-600:]}")
    return done.stdout


def missing(program, folder):
    """Subjects of the open findings that an index would close."""
    report = json.loads(run(program, folder, "--select", RULES, "--fail-on", "never", "--quiet", "--format", "json"))
    return {(f["rule"], f["symbol"]) for f in report["findings"] if f["status"] == "open" and f["shown"]}


class Sqlite:
    name = "sqlite"

    def __init__(self, folder):
        self.file = folder / "app.db"
        self.file.unlink(missing_ok=True)
        self.url = f"sqlite:///{self.file}"

    def load(self, sql):
        with sqlite3.connect(self.file) as connection:
            connection.executescript(sql)

    def indexes(self):
        with sqlite3.connect(self.file) as connection:
            return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}

    def close(self):
        pass


class Postgresql:
    name = "postgresql"

    def __init__(self, server):
        import sqlalchemy

        self.server = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
        with self.server.connect() as connection:
            connection.execute(sqlalchemy.text("DROP DATABASE IF EXISTS perfaudit_migrations"))
            connection.execute(sqlalchemy.text("CREATE DATABASE perfaudit_migrations"))
        self.url = str(self.server.url.set(database="perfaudit_migrations"))

    def raw(self, sql):
        import psycopg2

        with contextlib.closing(psycopg2.connect(self.url)) as connection, connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def load(self, sql):
        self.raw(sql)

    def indexes(self):
        return {name for (name,) in self.raw("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()")}

    def close(self):
        self.server.dispose()


def alembic(database, migration, work):
    """Up, down and up again, from a revision that stands for all earlier ones. Returns what is wrong."""
    from alembic import command
    from alembic.config import Config

    text = migration.read_text()
    named = set(re.findall(r'op\.create_index\(\s*"([^"]+)"', text))
    before = re.search(r'^down_revision = "([^"]+)"', text, re.M).group(1)
    scripts = work / "scripts"
    shutil.rmtree(scripts, ignore_errors=True)
    (scripts / "versions").mkdir(parents=True)
    (scripts / "env.py").write_text(ENV)
    stub = f'revision = "{before}"\ndown_revision = None\nupgrade = downgrade = lambda: None\n'
    (scripts / "versions" / "before.py").write_text(stub)
    shutil.copy(migration, scripts / "versions" / "after.py")
    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.set_main_option("sqlalchemy.url", database.url)
    # What only models declare is not there in a database that migrations have built.
    for name in named & database.indexes():
        database.load(f'DROP INDEX "{name}"')
    known = database.indexes()
    command.stamp(config, before)
    wrong = []
    command.upgrade(config, "head")
    if lost := named - database.indexes():
        wrong.append(f"not there after the upgrade: {sorted(lost)}")
    command.downgrade(config, before)
    if left := database.indexes() - known - {"alembic_version_pkc", "sqlite_autoindex_alembic_version_1"}:
        wrong.append(f"still there after the downgrade: {sorted(left)}")
    command.upgrade(config, "head")
    if lost := named - database.indexes():
        wrong.append(f"not there after the second upgrade: {sorted(lost)}")
    return len(named), wrong


def check(program, folder, databases):
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        copy = work / "copy"
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git", "node_modules"))
        before = missing(program, copy)
        old = {path for path in copy.rglob("*") if path.is_file()}
        sql = {name: run(program, "schema", copy, "--format", "sql", "--dialect", name) for name in ("sqlite", "postgresql")}
        run(program, "fix", copy, "--migration", "--write")
        new = [path for path in copy.rglob("*") if path.is_file() and path not in old and "op.create_index" in path.read_text()]
        if len(new) != 1:
            print(f"{folder}: {len(new)} new Alembic migrations, expected 1")
            return 1
        failed = 0
        for make in databases:
            database = make(work)
            try:
                database.load(sql[database.name])
                count, wrong = alembic(database, new[0], work)
            except Exception as error:  # what a database refuses is the result of this check
                count, wrong = 0, [f"{type(error).__name__}: {str(error).strip()[:300]}"]
            database.close()
            print(f"{folder.name}: {database.name}: {count} indexes, up, down and up again: {'; '.join(wrong) or 'as they should be'}")
            failed += len(wrong)
        left = missing(program, copy)
        print(f"{folder.name}: missing before {len(before)}, after {len(left)}: {sorted(left)[:6]}")
        return failed + len(left & before)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--postgresql", metavar="URL")
    arguments = parser.parse_args()
    try:
        import alembic  # noqa: F401
    except ImportError:
        print("skipped: the package alembic is not installed")
        return 0
    databases = [Sqlite]
    if arguments.postgresql:
        databases.append(lambda work: Postgresql(arguments.postgresql))
    else:
        print("PostgreSQL is skipped: no --postgresql URL")
    return int(sum(check(arguments.program, folder, databases) for folder in arguments.folders) > 0)


if __name__ == "__main__":
    sys.exit(main())
