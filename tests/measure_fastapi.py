"""Counts the SQL statements of every GET route of the FastAPI fixture, at 10 and at 40 rows per table.

    python -m venv venv && venv/bin/pip install -r fixtures/apiary/requirements.txt
    venv/bin/python tests/measure_fastapi.py fixtures/apiary          # writes fixtures/apiary/measured.json

Each table holds n rows, and row i refers to row i of every parent. Every path parameter is 1. The keeper who asks is one
more, so that no row in a list is the session's own. A request is made once before it is counted. BEGIN, COMMIT and ROLLBACK are no statements of a cursor and are not
counted.
"""

import json
import pathlib
import sys

SIZES = (10, 40)


def seed(models, session, n):
    for i in range(1, n + 1):
        session.add(models.Keeper(id=i, name=f"keeper{i}", token=f"token{i}"))
        session.add(models.Notice(id=i, text=f"notice{i}"))
        session.flush()
        session.add(models.Stand(id=i, place=f"place{i:03}", keeper_id=i))
        session.flush()
        session.add(models.Hive(id=i, number=i, stand_id=i))
        session.flush()
        session.add(models.Visit(id=i, note=f"note{i}", hive_id=i))
    session.add(models.Keeper(id=n + 1, name="asks", token="asking"))
    session.commit()


def measure(n):
    from apiary import models
    from apiary.database import Base, SessionLocal, engine
    from apiary.main import app
    from fastapi.testclient import TestClient
    from sqlalchemy import event

    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        seed(models, session, n)
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    client = TestClient(app, headers={"api-token": "asking"})
    paths = sorted(path for path, verbs in app.openapi()["paths"].items() if "get" in verbs)
    counts = {}
    for path in paths:
        url = path.replace("{stand_id}", "1")
        client.get(url)
        statements.clear()
        answer = client.get(url)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        counts[f"GET {path}"] = len(statements)
    return counts


def main():
    fixture = pathlib.Path(sys.argv[1])
    sys.path.insert(0, str(fixture))
    found = {size: measure(size) for size in SIZES}
    table = {route: {str(size): found[size][route] for size in SIZES} for route in sorted(found[SIZES[0]])}
    (fixture / "measured.json").write_text(json.dumps(table, indent=2) + "\n")
    print(json.dumps(table, indent=2))


main()
