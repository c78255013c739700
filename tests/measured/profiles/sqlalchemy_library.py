"""The library of `orm/sqlalchemy`: one route for each way of loading."""

KIND = "sqlalchemy"
SOURCE = "tests/measured/orm/sqlalchemy"

PARAMETERS = {"author_id": "author"}
HUBS = frozenset()
ASKER = None
OVERRIDES = {}


def start():
    from library import create_app
    from library.models import db

    app = create_app()
    with app.app_context():
        return app, db.engine, db.metadata


def argument(name, endpoint, asker):
    return 1


def client(app, asker):
    return app.test_client()
