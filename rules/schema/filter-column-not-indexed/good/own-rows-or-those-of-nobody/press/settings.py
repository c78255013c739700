INSTALLED_APPS = ["django.contrib.auth", "press"]
ROOT_URLCONF = "press.urls"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "press"}}
