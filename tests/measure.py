"""Counts the SQL statements of every GET route of a fixture app, at 10 and at 40 rows per table.

    python -m venv venv && venv/bin/pip install -r fixtures/racemes/requirements.txt Flask-Compress
    venv/bin/python tests/measure.py fixtures/racemes          # writes fixtures/racemes/measured.json
    venv/bin/python tests/measure.py fixtures/racemes --check  # compares, exits 1 on a difference

Seeding, so that a formula can be compared with a number:
- Each table holds n rows, and row i refers to row i of every parent: all foreign keys have distinct parents.
- One exception: role 1 also gets the permissions 2 to k + 1, so that the logged-in user 1 (one role, role 1) holds the k
  permissions that the routes ask for and one that none asks for. `seeding` in the result states these counts.
- Every path parameter is 1. Each request runs in a session of its own; a request is made once before it is counted, so
  that process-wide caches are warm. BEGIN, COMMIT and ROLLBACK are no statements of a cursor and are not counted.
"""

import argparse
import ast
import json
import pathlib
import sys

from sqlalchemy import event

SIZES = (10, 40)


def needed_permissions(app_dir):
    """Names that the routes ask for: the literals in rbac_required("...")."""
    names = set()
    for path in sorted(app_dir.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "rbac_required":
                names.add(node.args[0].value)
    return sorted(names)


def seed(db, models, n, permissions):
    names = ["spare.0", *permissions] + [f"spare.{i}" for i in range(1, n)]
    for i in range(1, n + 1):
        db.session.add_all(
            [
                models.User(id=i, username=f"user{i}", email=f"user{i}@example.org", password_hash="-"),
                models.Role(id=i, name=f"role{i}"),
                models.Permission(id=i, name=names[i - 1]),
                models.MonitoredAsset(id=i, name=f"asset{i}"),
                models.RuleTemplate(id=i, name=f"template{i}"),
                models.LoggingSettings(id=i),
            ]
        )
    db.session.flush()
    for i in range(1, n + 1):
        db.session.add_all(
            [
                models.UserRole(user_id=i, role_id=i),
                models.RolePermission(role_id=i, permission_id=i),
                models.MonitoredStream(id=i, asset_id=i, stream_name=f"stream{i:03}", last_value=i, is_active=True),
                models.TemplateInstance(id=i, template_id=i, name=f"instance{i}", is_deployed=True),
                models.Rule(id=i, template_id=i, name=f"rule{i}", is_active=True),
            ]
        )
    for i in range(2, len(permissions) + 2):
        db.session.add(models.RolePermission(role_id=1, permission_id=i))
    db.session.flush()
    for i in range(1, n + 1):
        db.session.add_all(
            [
                models.MonitoringEvent(stream_id=i, value=i),
                models.VirtualStream(stream_id=i, name=f"virtual{i}", expression="x"),
                models.RuleExecution(rule_id=i, stream_id=i, instance_id=i, success=False),
            ]
        )
    db.session.commit()


def measure(n, permissions):
    """`{"GET /": statements}` with n rows per table."""
    from racemes import create_app, models
    from racemes.extensions import db

    app = create_app("testing")
    statements = []
    with app.app_context():
        db.create_all()
        seed(db, models, n, permissions)
        event.listen(db.engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    counts = {}
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = "1"
            session["_fresh"] = True
        with app.test_request_context():
            url = app.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, 1))
        client.get(url)
        statements.clear()
        response = client.get(url)
        if response.status_code != 200:
            raise SystemExit(f"GET {url}: {response.status_code}")
        counts[f"GET {rule}"] = len(statements)
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fixture", type=pathlib.Path)
    parser.add_argument("--check", action="store_true", help="compare with measured.json instead of writing it")
    arguments = parser.parse_args()
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(arguments.fixture))

    permissions = needed_permissions(arguments.fixture / "racemes")
    by_size = {n: measure(n, permissions) for n in SIZES}
    result = {"seeding": {"roles of the user": 1, "permissions of the role": len(permissions) + 1}}
    for route in by_size[SIZES[0]]:
        result[route] = {str(n): by_size[n][route] for n in SIZES}

    target = arguments.fixture / "measured.json"
    text = json.dumps(result, indent=2) + "\n"
    if not arguments.check:
        target.write_text(text)
    elif json.loads(target.read_text()) != result:
        print(text)
        raise SystemExit(f"{target} says otherwise")


if __name__ == "__main__":
    main()
