"""healthchecks/healthchecks: Django, templates and a JSON API; user 1 owns project 1."""

import os
import re
import uuid

import seeding

KIND = "django"
SOURCE = "healthchecks/healthchecks"

OVERRIDES = {
    "*.code": lambda i: uuid.UUID(int=i),
    "accounts_project.api_key": lambda i: f"{i:032}",
    "accounts_project.api_key_readonly": lambda i: f"r{i:031}",
    "accounts_project.badge_key": lambda i: f"badge{i}",
    "api_check.status": "up",
    "api_check.last_ping": seeding.NOW,
    "api_check.slug": lambda i: f"check-{i}",
    "api_check.badge_key": lambda i: uuid.UUID(int=i),
    "api_channel.kind": "email",
    "api_channel.value": '{"value": "a@example.org", "up": true, "down": true}',
    "auth_user.is_active": True,
    "auth_user.is_staff": True,
    "auth_user.is_superuser": False,
    "accounts_member.role": "w",
}


def start():
    os.environ.update(DJANGO_SETTINGS_MODULE="hc.settings", DB_NAME=":memory:", SITE_ROOT="http://testserver")


def hubs(rule):
    """What the URL names has all the rows, and so has the user who asks; the first counts where only one can."""
    if "projects/" in rule:
        return ["accounts_project", "auth_user"]
    if "checks/<" in rule:
        return ["api_check", "accounts_project", "auth_user"]
    if "integrations/<" in rule:
        return ["api_channel", "accounts_project", "auth_user"]
    return ["auth_user"]


def url(rule, names):
    out = rule
    for name in names:
        out = re.sub(rf"<(\w+:)?{name}>", str(argument(name)), out)
    return None if "<" in out or "admin" in out or "\\" in out else out


def argument(name):
    return {"code": uuid.UUID(int=1), "n": 1, "badge_key": uuid.UUID(int=1), "doc": "api", "key": f"r{1:031}"}.get(name, 1)


def log_in(client):
    from django.contrib.auth.models import User

    client.force_login(User.objects.get(id=1), "hc.accounts.backends.EmailBackend")
