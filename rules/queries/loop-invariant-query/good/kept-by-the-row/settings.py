ROOT_URLCONF = "apiary.urls"
INSTALLED_APPS = ["django.contrib.auth", "apiary"]
AUTH_USER_MODEL = "apiary.Keeper"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "x"}}
