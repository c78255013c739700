"""The catalog of `orm/ninja`: one operation for each way in which schemas read rows."""

import os

KIND = "django"
SOURCE = "tests/measured/orm/ninja"
OVERRIDES = {}


def start():
    os.environ["DJANGO_SETTINGS_MODULE"] = "catalog.settings"


def hubs(rule):
    return {"catalog_author": 1} if "author_id" in rule else {}


def url(rule, names):
    url = rule.replace("<int:book_id>", "1").replace("<author_id>", "1")
    return f"{url}?token=-" if rule.startswith("/api/authors") or rule == "/api/number" else url


def headers(rule):
    return {}


def log_in(client):
    pass
