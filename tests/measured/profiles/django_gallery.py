"""The gallery of `orm/django`: one route for each way of loading."""

import os

KIND = "django"
SOURCE = "tests/measured/orm/django"
OVERRIDES = {}


def start():
    os.environ["DJANGO_SETTINGS_MODULE"] = "gallery.settings"


def hubs(rule):
    return {"gallery_painter": 1} if "<" in rule else {}


def url(rule, names):
    return rule.replace("<int:painter_id>", "1")


def headers(rule):
    return {}


def log_in(client):
    from django.contrib.auth.models import User

    client.force_login(User.objects.get(id=1), "django.contrib.auth.backends.ModelBackend")
