INSTALLED_APPS = ["farm"]
ROOT_URLCONF = "site.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "farm"}}
