"""Starts a Django project, seeds its tables and counts the statements of each GET route."""

import datetime
import re
import uuid

import seeding

KINDS = {
    "BooleanField": bool,
    "DateTimeField": datetime.datetime,
    "DateField": datetime.date,
    "TimeField": datetime.time,
    "DurationField": datetime.timedelta,
    "FloatField": float,
    "JSONField": dict,
    "UUIDField": uuid.UUID,
    "BinaryField": bytes,
    "CharField": str,
    "TextField": str,
    "SlugField": str,
    "FileField": str,
}
NO_STATEMENT = re.compile(r"(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.I)


def models():
    """What the project stores itself; content types are the framework's own list of tables."""
    from django.apps import apps

    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.app_label not in ("contenttypes", "sessions"):
            yield model


def offsets(tables):
    """Of several keys to the same parent, each refers to rows of its own."""
    out, seen = {}, {}
    for model in tables:
        for field in model._meta.concrete_fields:
            if field.is_relation:
                target = field.related_model._meta.db_table
                out[field] = seen[target] = seen.get(target, -1) + 1
    return out


def hub_keys(model, hubs):
    """The keys to hubs, each with the row that it refers to; of which a unique constraint leaves one: that to the hub named first."""
    meta = model._meta
    keys = [f for f in meta.concrete_fields if f.is_relation and not f.unique and f.related_model._meta.db_table in hubs]
    unique = [set(c.fields) for c in meta.constraints if getattr(c, "fields", None)]
    for names in [*map(set, meta.unique_together), *unique]:
        both = sorted((f for f in keys if f.name in names), key=lambda f: list(hubs).index(f.related_model._meta.db_table))
        keys = [f for f in keys if f not in both[1:]]
    return {f: hubs[f.related_model._meta.db_table] for f in keys}


def cell(field, model, i, n, hubs, overrides, offset):
    table = model._meta.db_table
    known, said = seeding.given(overrides, table, field.column, i)
    if known:
        return said
    if field.is_relation:
        if field.related_model is model:
            return None if field.null else i
        return hubs.get(field) or seeding.parent(i, offset[field], n)
    if field.primary_key:
        return i
    if field.has_default():
        return field.get_default()
    if field.choices:
        return field.flatchoices[0][0]
    kind = field.get_internal_type()
    if field.null and kind in ("DateTimeField", "DateField", "TimeField"):
        return None
    if kind.endswith("IPAddressField"):
        return "127.0.0.1"
    if kind == "EmailField" or field.name == "email":
        return f"{model._meta.model_name}{i}@example.org"
    return seeding.value(KINDS.get(kind, int), field.name, i, field.max_length)


def fill(n, hubs, overrides):
    """Empties every table and gives it n rows."""
    from django.db import connection

    tables = list(models())
    offset = offsets(tables)
    with connection.constraint_checks_disabled():
        for model in tables:
            model._base_manager.all().delete()
        for model in tables:
            keys = hub_keys(model, hubs)
            fields = model._meta.concrete_fields
            made = [
                model(**{f.attname: cell(f, model, i, n, keys, overrides, offset) for f in fields}) for i in range(1, n + 1)
            ]
            model._base_manager.bulk_create(made)


def routes(patterns=None, before=""):
    """`(rule, names of its parameters)` of every route, as the URL configuration writes it."""
    from django.urls import URLPattern, get_resolver

    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        rule = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield "/" + rule, dict.fromkeys(re.findall(r"<(?:\w+:)?(\w+)>", rule))
        else:
            yield from routes(entry.url_patterns, rule)


def count(profile, n, only=""):
    """`{rule: {status, statements}}`, each route with the seeding that its parameters ask for."""
    profile.start()
    import django
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)
    statements = []

    def counting(execute, sql, params, many, context):
        if not NO_STATEMENT.match(sql):
            statements.append(sql)
        return execute(sql, params, many, context)

    out = {}
    for rule, names in sorted(routes(), key=lambda route: route[0]):
        url = profile.url(rule, names)
        if url is None or only not in rule:
            continue
        for _ in range(2):
            # What a GET changes must not reach the next one.
            fill(n, profile.hubs(rule), profile.OVERRIDES)
            client = Client(headers=profile.headers(rule))
            profile.log_in(client)
            statements.clear()
            with connection.execute_wrapper(counting):
                try:
                    status = client.get(url).status_code
                except Exception as problem:  # the app's own fault is a result
                    status = f"{type(problem).__name__}: {str(problem)[:80]}"
        out[rule] = {"status": status, "statements": list(statements)}
    return out
