import os

INSTALLED_APPS = ["django.contrib.contenttypes"]

if os.environ.get("USE_SERVER"):
    DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "site"}}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "site.db"}}
