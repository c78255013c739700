"""healthchecks/healthchecks: Django, templates and a JSON API. User 2 asks, a member of project 1, whose owner is user 1."""

import os
import re
import uuid

import seeding

KIND = "django"
SOURCE = "healthchecks/healthchecks"
ASKER = 2

OVERRIDES = {
    "*.code": lambda i: uuid.UUID(int=i),
    "accounts_project.owner_id": lambda i: i,
    "accounts_project.api_key": lambda i: f"{i:032}",
    "accounts_project.api_key_readonly": lambda i: f"r{i:031}",
    "accounts_project.badge_key": lambda i: f"badge{i}",
    "accounts_profile.check_limit": 10000,
    "accounts_profile.last_active_date": lambda i: seeding.today(),
    "accounts_member.role": "w",
    "api_check.status": "up",
    "api_check.last_ping": seeding.NOW,
    "api_check.slug": lambda i: f"check-{i}",
    "api_check.badge_key": lambda i: uuid.UUID(int=i),
    "api_channel.kind": "email",
    "api_channel.value": '{"value": "a@example.org", "up": true, "down": true}',
    "api_tokenbucket.value": lambda i: f"sudo-{i}",
    "auth_user.is_superuser": False,
}


def start():
    os.environ.update(DJANGO_SETTINGS_MODULE="hc.settings", DB_NAME=":memory:", SITE_ROOT="http://testserver")
    os.environ.update(EMAIL_HOST="localhost", DEFAULT_FROM_EMAIL="a@example.org", METRICS_KEY="metrics")


def hubs(rule):
    """What the URL names has all the rows, and so has the user who asks; the first counts where only one can."""
    if "projects/" in rule or "api/" in rule:
        return {"accounts_project": 1, "auth_user": ASKER}
    if "checks/<" in rule or "ping/<" in rule:
        return {"api_check": 1, "accounts_project": 1, "auth_user": ASKER}
    if "integrations/<" in rule:
        return {"api_channel": 1, "accounts_project": 1, "auth_user": ASKER}
    return {"auth_user": ASKER}


def url(rule, names):
    out = rule
    for name in names:
        out = re.sub(rf"<(\w+:)?{name}>", str(signed(name) or argument(name)), out)
    return None if "<" in out or "admin" in out or "\\" in out else out


def signed(name):
    """Links that the app would have sent."""
    from django.core.signing import TimestampSigner
    from hc.api.models import Channel

    if name == "signed_token":
        return TimestampSigner(salt="alerts").sign(Channel(code=argument("code")).make_token())
    if name == "signed_payload":
        return TimestampSigner().sign_object({"u": "username1", "t": "token", "e": "new@example.org"})
    if name == "signed_username":
        return TimestampSigner(salt="reports").sign("username1")
    return None


def argument(name):
    return {"code": uuid.UUID(int=1), "n": 1, "badge_key": uuid.UUID(int=1), "doc": "api", "key": f"r{1:031}"}.get(name, 1)


def headers(rule):
    if "metrics" in rule:
        return {"x-metrics-key": "metrics"}
    return {"x-api-key": f"{1:032}"} if "api/" in rule else {}


def log_in(client):
    from django.contrib.auth.models import User

    client.force_login(User.objects.get(id=ASKER), "hc.accounts.backends.EmailBackend")
