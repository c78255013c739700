INSTALLED_APPS = ["shops"]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "shops"}}
ROOT_URLCONF = "site.urls"
