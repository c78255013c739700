import os


def chosen():
    if os.environ.get("DB_SERVER") == "mysql":
        return {"ENGINE": "django.db.backends.mysql", "NAME": "shop"}
    return {"ENGINE": "django.db.backends.postgresql", "NAME": "shop"}
