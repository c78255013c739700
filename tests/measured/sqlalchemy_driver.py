"""Starts a Flask or ASGI app on SQLAlchemy, seeds its tables and counts the statements of each GET route."""

import datetime

import sqlalchemy as sa

import seeding


def rows(table, n, hubs, profile):
    extra = profile.ASKER == table.name
    offset = offsets(table.metadata)
    return [{c.name: cell(table, c, i, n, hubs, profile.OVERRIDES, offset) for c in table.columns} for i in range(1, n + extra + 1)]


def offsets(metadata):
    """Of several keys to the same parent, each refers to rows of its own."""
    out, seen = {}, {}
    for table in metadata.tables.values():
        for column in table.columns:
            for key in column.foreign_keys:
                target = key.column.table.name
                out[column] = seen[target] = seen.get(target, -1) + 1
    return out


def cell(table, column, i, n, hubs, overrides, offset):
    known, said = seeding.given(overrides, table.name, column.name, i)
    if known:
        return said
    for key in column.foreign_keys:
        target = key.column.table
        if target is table:
            return None if column.nullable else i
        return 1 if target.name in hubs else seeding.parent(i, offset[column], n)
    if column.default is not None and column.default.is_scalar:
        return column.default.arg
    if isinstance(column.type, sa.Enum) and column.type.enums:
        enum = column.type.enum_class
        return list(enum)[0] if enum else column.type.enums[0]
    try:
        kind = column.type.python_type
    except NotImplementedError:
        kind = str
    if column.nullable and kind in (datetime.datetime, datetime.date, datetime.time):
        return None
    return seeding.value(kind, column.name, i, getattr(column.type, "length", None))


def fill(engine, metadata, n, hubs, profile):
    """Makes every table anew with n rows; the table of who asks with one more, which no other row refers to."""
    metadata.drop_all(engine)
    metadata.create_all(engine)
    with engine.begin() as connection:
        for table in metadata.tables.values():
            connection.execute(table.insert(), rows(table, n, hubs, profile))


def counter(engine):
    """A list that each statement of a cursor is appended to."""
    statements = []
    sa.event.listen(engine, "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    return statements


def routes(app):
    """`(rule as the app writes it, names of its parameters, endpoint)` of every GET route of a Flask app."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if "GET" in rule.methods and not rule.endpoint.endswith("static"):
            yield str(rule), sorted(rule.arguments), rule.endpoint


def count(profile, n, only=""):
    """`{rule: [status, statements, …]}` of a Flask app, each route with the seeding that its parameters ask for."""
    app, engine, metadata = profile.start()
    statements = counter(engine)
    out = {}
    for rule, names, endpoint in routes(app):
        if only not in rule:
            continue
        hubs = frozenset(profile.PARAMETERS[name] for name in names if name in profile.PARAMETERS) | profile.HUBS
        with app.test_request_context():
            from flask import url_for

            url = url_for(endpoint, **{name: profile.argument(name, endpoint, n + 1) for name in names})
        for _ in range(2):
            # What a GET changes must not reach the next one.
            with app.app_context():
                fill(engine, metadata, n, hubs, profile)
            client = profile.client(app, n + 1)
            statements.clear()
            try:
                status = client.get(url).status_code
            except Exception as problem:  # the app's own fault is a result
                status = f"{type(problem).__name__}: {str(problem)[:80]}"
        out[rule] = {"status": status, "statements": list(statements)}
    return out
