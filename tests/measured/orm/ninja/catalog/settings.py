"""A catalog behind Django Ninja: one operation for each way in which its schemas read rows."""

SECRET_KEY = "-"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "catalog.urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "catalog"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
