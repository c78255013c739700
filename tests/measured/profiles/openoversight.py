"""lucyparsons/OpenOversight: Flask, Flask-SQLAlchemy 3.0, SQLAlchemy 1.4."""

import os

import seeding

KIND = "sqlalchemy"
SOURCE = "lucyparsons/OpenOversight"

# A key to the table of a parameter is a key to the row that the URL names.
PARAMETERS = {
    "officer_id": "officers",
    "department_id": "departments",
    "image_id": "raw_images",
    "tag_id": "faces",
    "user_id": "users",
    "username": "users",
}
HUBS = frozenset()
ASKER = "users"
OVERRIDES = {
    "users.is_administrator": True,
    "*.disabled_by": None,
    "users._uuid": lambda i: f"user-{i}",
    # Some are to be sorted yet, some to be tagged.
    "raw_images.contains_cops": lambda i: True if i % 2 else None,
    "officers.gender": "M",
    "*.state": "IL",
    "*.zip_code": "12345",
    "*.url": lambda i: f"https://example.org/{i}",
    "*.filepath": lambda i: f"https://example.org/{i}.png",
    "users.confirmed_by": 1,
    "users.confirmed_at": seeding.NOW,
    "users.approved_by": 1,
    "users.approved_at": seeding.NOW,
}


def start():
    os.environ.update(ENV="testing", SECRET_KEY="-", MAIL_SERVER="localhost", MAIL_PORT="25")
    from OpenOversight.app import create_app
    from OpenOversight.app.models.database import db

    app = create_app("testing")
    app.login_manager.session_protection = None  # the session below is not bound to an address
    with app.app_context():
        return app, db.engine, db.metadata


def argument(name, endpoint, asker):
    """What the URL says: row 1, and a token that is good for who asks."""
    if name == "username":
        return "username1"
    return 1 if name != "token" else "token"


def client(app, asker):
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = f"user-{asker}"
        session["_fresh"] = True
    return client
